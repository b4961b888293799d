"""Pages and news of the owner: where they stand, what their Markdown may do, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import vitagraph
from pictures import of_camera
from vitagraph.errors import DataError
from vitagraph.records import Index
from vitagraph.site import Options, build
from vitagraph.site.own_links import Links
from vitagraph.site.own_pages import html

CV = 'document: {iri: "https://ada.example/cv", languages: [en, de]}\nperson: {name: Ada Beispiel}\n'
PAGES = {
    "pages/teaching.md": "---\ntitle: My courses\n---\n# Owls\n\n- *H~2~O*\n- \\(x^2\\)\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n",
    "pages/lehre.md": "---\ntitle: Lehre\nlang: de\n---\nHallo\n",
    "pages/fr.md": "---\ntitle: Cours\nlang: fr\n---\nBonjour\n",
    "news/old.md": "---\ntitle: Older news\ndate: 2020-05\n---\n",
    "news/new.md": "---\ntitle: Newest & best\ndate: 2026-05-03\n---\nSee [it](https://owls.example).\n",
}


def folder(path: Path, pages: dict[str, str]) -> Path:
    (path / "cv.yaml").write_text(CV, encoding="utf-8")
    for name, text in pages.items():
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path


def site(path: Path) -> dict[str, str]:
    files = build(Index(vitagraph.read(path)), Options(folder=path))
    return {name: content.decode() for name, content in files.items() if name.endswith((".html", ".xml", ".ttl"))}


def test_pages_and_news_have_their_places(tmp_path: Path) -> None:
    files = site(folder(tmp_path, PAGES))
    page, english, german = files["pages/teaching.html"], files["index.html"], files["de/index.html"]
    assert "<h1>My courses</h1>" in page
    assert '<h2 id="owls">Owls</h2>' in page
    assert "<em>H<sub>2</sub>O</em>" in page
    assert "<msup>" in page
    assert "style=" not in page
    assert 'href="pages/teaching.html">My courses</a>' in english
    assert ("pages/lehre.html" in english, "../pages/lehre.html" in german) == (False, True)
    assert 'href="pages/fr.html" lang="fr">Cours</a>' in english
    assert english.index("Newest &amp; best") < english.index("Older news")
    assert '<html lang="de"' in files["pages/lehre.html"]
    assert '<a href="https://owls.example">it</a>' in files["news/new.html"]
    assert "<title>Newest &amp; best</title>" in files["feed.xml"]
    assert "<loc>https://ada.example/pages/teaching.html</loc>" in files["sitemap.xml"]
    assert "courses" not in files["cv.ttl"]  # no facts


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [("pages/a.md", "Hello", r"a\.md:1:1: the page has no head"), ("pages/a.md", "---\ntitle: x\n", "does not end"),
     ("pages/a.md", "---\nlang: de\n---\n", "lacks title"), ("news/a.md", "---\ntitle: x\n---\n", "lacks title: and date"),
     ("pages/a.md", "---\ntitle: x\ndat: y\n---\n", r"a\.md:3:1: unknown key 'dat'"),
     ("news/a.md", "---\ntitle: x\ndate: someday\n---\n", r"a\.md:3:7: date: "),
     ("pages/A b.md", "---\ntitle: x\n---\n", "the name of the page"), ("pages/a.md", "---\ntitle: [x]\n---\n", "title: .* is no text"),
     ("pages/a.md", "---\ntitle: x\n---\n" + "x" * 100_001, "more than 100,000 characters")],
)  # fmt: skip
def test_pages_that_are_refused(name: str, text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=message):
        site(folder(tmp_path, {name: text}))


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\n")
    cv = tmp_path / "cv"
    cv.mkdir()
    folder(cv, PAGES)
    (cv / "pages/linked.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(DataError, match=r"linked\.md: this is a link that leads out"):
        site(cv)


def test_no_level_of_headings_is_skipped(tmp_path: Path) -> None:
    """The highest of a page is one below its title, whichever it is."""
    shown = str(html("## Eggs\n\n### White\n\n## Nests\n", Links(tmp_path, "pages/a.md", 1)))
    assert re.findall(r"<(h\d) id", shown) == ["h2", "h3", "h2"]


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)",
     "[x]: javascript:alert(1)\n\n[x]", "<a href='javascript:x'>", "[x](data:text/html,x)", "`<script>`", "```\n<script>\n```",
     "[a](https://a.example '\" onclick=x')"],
)  # fmt: skip
def test_hostile_pages(text: str, tmp_path: Path) -> None:
    links = Links(tmp_path, "pages/a.md", 1)
    shown = str(html(text, links)).lower()
    assert links.problems or not any(one in shown for one in ("<script", "<img", 'href="javascript', 'href="data', '" onclick'))


LINKED = {
    "pages/owls.md": """---
title: Owls
---
# Eggs & nests

## Eggs & nests

Read [this](teaching.md), [news](../news/new.md), [a part](#eggs-nests-2), [the CV](../index.html#publications),
[the same](../cv#publications), [a book](../publication/nest), [it](../files/my%20owls.pdf) and [German](../de/index.html).

![An owl](../files/owl.jpg "Bubo bubo")
""",
    **PAGES,
}


def linked(path: Path, text: str = "") -> Path:
    """A CV with files and a page, which ends with a text."""
    (path / "files").mkdir()
    (path / "files/owl.jpg").write_bytes(of_camera((300, 200)))
    (path / "files/my owls.pdf").write_bytes(b"%PDF")
    (path / "files/secret.txt").write_bytes(b"secret")
    found = folder(path, LINKED | {"pages/owls.md": LINKED["pages/owls.md"] + text})
    (path / "cv.yaml").write_text(CV + "books: [{title: Nest, id: nest}]\n", encoding="utf-8")
    return found


def test_links_and_pictures_of_a_page(tmp_path: Path) -> None:
    """To pages, files and parts of the CV, at the addresses that they have in the site; a picture is that of a portrait."""
    files = build(Index(vitagraph.read(linked(tmp_path))), Options(folder=tmp_path))
    page = files["pages/owls.html"].decode()
    for href in ("teaching.html", "../news/new.html", "#eggs-nests-2", "../index.html#publications", "../files/my%20owls.pdf"):
        assert f'<a href="{href}">' in page
    assert '<img src="../files/owl.jpg" alt="An owl" title="Bubo bubo" width="200" height="300" loading="lazy"' in page
    assert b"Zilp" not in files["files/owl.jpg"]
    assert files["files/my owls.pdf"] == b"%PDF"


@pytest.mark.parametrize(
    ("text", "message"),
    [("[x](techning.md)", "there is no file pages/techning.md in"), ("[x](files/owl.jpg)", r"write '\.\./files/owl\.jpg'"),
     ("[x](../../secret.pdf)", "leads out of the folder"), ("[x](/etc/passwd)", "leads out of the folder"),
     ("[x](#nowhere)", "the page 'pages/owls.html' has no part 'nowhere'"),
     ("[x](../index.html#publicationz)", "the page 'index.html' has no part 'publicationz'"),
     ("[x](../publication/egg.html)", "the site has no page 'publication/egg.html'"), ("![x](owl.jpg)", "there is no file pages/owl.jpg"),
     ("[x](../files/secret.txt)", "the site has no page 'files/secret.txt'"), ("![](../files/owl.jpg)", "has no text for those"),
     ("![x](https://owls.example/o.jpg)", "elsewhere; copy it into the folder"), ("![x](../files/my%20owls.pdf)", "is no picture")],
)  # fmt: skip
def test_links_that_lead_nowhere(text: str, message: str, tmp_path: Path) -> None:
    """With the line of the link."""
    with pytest.raises(DataError, match=rf"pages/owls\.md:13:1: .*{message}"):
        site(linked(tmp_path, f"\n{text}\n"))
