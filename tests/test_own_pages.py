"""Pages and news of the owner: where they stand, what their Markdown may do, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import vitagraph
from vitagraph.errors import DataError
from vitagraph.records import Index
from vitagraph.site import Options, build
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
    assert "<h2>Owls</h2>" in page
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


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)",
     "[x]: javascript:alert(1)\n\n[x]", "<a href='javascript:x'>", "[x](data:text/html,x)", "`<script>`", "```\n<script>\n```",
     "[a](https://a.example '\" onclick=x')"],
)  # fmt: skip
def test_hostile_pages(text: str) -> None:
    shown = str(html(text)).lower()
    assert not any(one in shown for one in ("<script", "<img", 'href="javascript', 'href="data', '" onclick'))
