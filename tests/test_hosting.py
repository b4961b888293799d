"""Files of a site for hosts and machines: headers of data files, typed links of all pages, addresses of translations."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pyoxigraph
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import vitagraph
from conftest import ROOT
from static_host import answer
from test_site import Page
from vitagraph.errors import DataError
from vitagraph.rdf.vocabulary import SCHEMA
from vitagraph.records import Index
from vitagraph.records.document_address import hazards
from vitagraph.serving.negotiation import media_type
from vitagraph.site import Options, build
from vitagraph.site.address import Address, file_of, same_name
from vitagraph.site.words import known
from vitagraph.values import LanguageTag

INDEX = Index(vitagraph.read(ROOT / "data/example"))
BASE = Address.of(INDEX.document).base
_LINK = re.compile(r'<link rel="([\w-]+)" href="([^"]*)"(?: type="([^"]*)")?(?: hreflang="([^"]*)")?(?: title="([^"]*)")?>')
#: those of browsers, and of search engines
_OF_BROWSERS = {"icon", "stylesheet", "canonical", "linkset"}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The site of the invented person."""
    return build(INDEX, Options())


def test_every_data_file_has_its_media_type_at_hosts(files: dict[str, bytes]) -> None:
    """One rule of `_headers` fits it, which states the type that `vitagraph serve` sends; no rule fits another file."""
    blocks = re.findall(
        r"^(/\S+)\n  Content-Type: (\S+?)(?:; charset=utf-8)?\n  Access-Control-Allow-Origin: \*\n", files["_headers"].decode(), re.M
    )
    assert files["_headers"].decode().count("\n") == 3 * len(blocks)
    for path in files:
        fits = [type for pattern, type in blocks if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), f"/{path}")]
        is_data = path.endswith((".ttl", ".jsonld", ".nt", ".rdf", ".bib", ".ris", ".csl.json", "void", "linkset.json"))
        assert fits == ([media_type(path)] if is_data else []), path


def test_the_linkset_has_the_typed_links_of_every_page(files: dict[str, bytes]) -> None:
    """By the address of the page: the same targets, types, languages and titles, with absolute addresses."""
    expected: dict[str, set[tuple[str, ...]]] = {}
    for path, content in files.items():
        page = content.decode() if path.endswith(".html") else ""
        if 'rel="linkset"' in page:
            (canonical,) = re.findall(r'<link rel="canonical" href="([^"]*)">', page)
            assert urljoin(BASE + path, re.findall(r'<link rel="linkset" href="([^"]*)"', page)[0]) == f"{BASE}linkset.json"
            found = [tuple(map(unescape, link)) for link in _LINK.findall(page) if link[0] not in _OF_BROWSERS]
            expected[unescape(canonical)] = {(rel, urljoin(BASE + path, href), *rest) for rel, href, *rest in found}
    listed: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for context in json.loads(files["linkset.json"])["linkset"]:
        anchor = context.pop("anchor")
        for rel, targets in context.items():
            for one in targets:
                (language,) = one.get("hreflang", [""])
                listed[anchor].add((rel, one["href"], one.get("type", ""), language, one.get("title", "")))
    assert len(expected) > 50
    assert listed == expected


def test_the_dataset_of_the_pages_is_that_of_the_description(files: dict[str, bytes]) -> None:
    """JSON-LD and `.well-known/void` state the same of the dataset and its files in terms of schema.org, in each language."""
    facts = list(pyoxigraph.parse(files[".well-known/void"], pyoxigraph.RdfFormat.TURTLE))
    for path, language in ("index.html", "en"), ("de/index.html", "de"):
        stated: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for subject, predicate, value, _ in facts:
            if predicate.value.startswith(SCHEMA.base) and getattr(value, "language", None) in (None, language):
                stated[subject.value][predicate.value[len(SCHEMA.base) :]].add(value.value)
        scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', files[path].decode())
        (node,) = (one for one in map(json.loads, scripts) if one["@type"] == "Dataset")
        nodes = [node, *node["distribution"]]
        assert len(nodes) == 5
        for one in nodes:
            described = {name: value if isinstance(value, list) else [value] for name, value in one.items() if name[0] != "@"}
            values = {name: {part["@id"] if isinstance(part, dict) else part for part in parts} for name, parts in described.items()}
            assert values == stated[one["@id"]]


def test_translations_have_absolute_addresses(files: dict[str, bytes]) -> None:
    """All pages of the CV name the same ones, with a default; each is the canonical address of a page."""
    found = {
        path: re.findall(r'href="([^"]*)" hreflang="([\w-]+)">', files[path].decode())
        for path in ("index.html", "cv/index.html", "de/index.html")
    }
    alternates = {tuple(link for link in links if "://" in link[0]) for links in found.values()}
    assert alternates == {((INDEX.document, "en"), (f"{BASE}de/", "de"), (INDEX.document, "x-default"))}
    canonical = {re.findall(r'rel="canonical" href="([^"]*)"', files[path].decode())[0] for path in found}
    assert canonical == {INDEX.document, f"{BASE}de/"}


_IRIS = [
    "https://owls.example/cv", "https://owls.example/", "https://owls.github.io/nest/", "https://owls.github.io/nest/cv",
    "https://owls.example/cv.html", "https://owls.example/me", "https://owls.example/~ada/index", "https://eulen.example/käuze",
]  # fmt: skip


@pytest.mark.parametrize("iri", _IRIS)
def test_each_page_has_one_address(iri: str) -> None:
    """Canonical address, og:url, translations, sitemap, feed and linkset agree, and hosts serve them without a redirect, as all links."""
    index = index_at(iri)
    files, address = build(index, Options()), Address.of(iri)
    pages = {path: Page(content.decode()) for path, content in files.items() if path.endswith(".html") and path != "404.html"}
    canonical = {str(page.canonical) for page in pages.values()}
    named: set[str | None] = set()
    for path, page in pages.items():
        named |= {one.get("content") for tag, one in page.elements if one.get("property") == "og:url"}
        named |= {one["href"] for tag, one in page.elements if tag == "link" and one.get("hreflang")}
        assert answer(files, address.base, str(page.canonical)).status == 200, path
        for link in page.links:
            target = urljoin(f"{address.base}{path}", link)
            assert not target.startswith(address.base) or answer(files, address.base, target).status == 200, (path, link)
    feed = files["feed.xml"].decode()
    named |= {unescape(one) for one in re.findall(r"<loc>([^<]*)</loc>", files["sitemap.xml"].decode())}
    named |= {unescape(one).partition("#")[0] for one in re.findall(r'<link href="([^"]*)"', feed)}
    named |= {one["anchor"] for one in json.loads(files["linkset.json"])["linkset"]}
    assert named == canonical
    assert iri in canonical
    assert sum(page.canonical == iri for page in pages.values()) >= 1
    for url in canonical:
        found = answer(files, address.base, url)
        assert found.status == 200, url
        assert pages[found.file].canonical == url
    if address.page_in_folder:  # with a slash, too
        assert pages[answer(files, address.base, f"{iri}/").file].canonical == iri


def test_links_lead_to_the_same_place_from_each_address_of_the_page(files: dict[str, bytes]) -> None:
    """With and without a slash, and in the root."""
    places = {f"{BASE}": "index.html", f"{BASE}cv": "cv.html", f"{BASE}cv/": "cv/index.html"}
    resolved = [
        {urljoin(place, link).removeprefix(place) if link[0] == "#" else urljoin(place, link) for link in Page(files[path].decode()).links}
        for place, path in places.items()
    ]
    assert resolved[0] == resolved[1] == resolved[2]
    assert {place: answer(files, BASE, place).file for place in places} == places


def index_at(iri: str) -> Index:
    """A small CV at an address."""
    return Index(
        vitagraph.read_text(f"document: {{iri: '{iri}'}}\nperson: {{name: Ada Owl}}\nbooks: [{{title: Owls, authors: [Ada Owl]}}]\n")
    )


@pytest.mark.parametrize("name", sorted(path for path in build(index_at("https://owls.example/cv"), Options()) if "/" not in path))
def test_no_file_replaces_another(name: str) -> None:
    """The page of the CV cannot take the address of another file of its site; the files of its data are named after it."""
    iri = f"https://owls.example/{name}"
    if name == "index.html" or name.startswith("cv."):
        assert Address.of(iri).page in build(index_at(iri), Options())
        assert not list(hazards(iri))
        return
    assert list(hazards(iri)) == ["another page or file of the site has this address; write https://owls.example/cv"]
    with pytest.raises(
        DataError, match=f"{re.escape(iri)} is the address of another page or file of the site; write for example https://owls.example/cv"
    ):
        build(index_at(iri), Options())


def test_the_page_in_another_language_is_not_replaced() -> None:
    """Also where the CV has the address of its folder, on a disk that does not distinguish case."""
    for language in [*known()[1:], "DE"]:
        index = index_at(f"https://owls.example/{language}")
        index.cv.document.languages = [LanguageTag("en"), LanguageTag(language.lower())]
        with pytest.raises(DataError, match="is the address of another page or file"):
            build(index, Options())
    for language in known():
        assert list(hazards(f"https://owls.example/nest/{language}"))


@pytest.mark.parametrize("name", ["me", "publication", "assets", "book", "cv.html", ""])
def test_other_addresses_lose_nothing(name: str) -> None:
    """The page is at the address, and the data beside it has the whole graph."""
    index = index_at(f"https://owls.example/{name}")
    files, address = build(index, Options()), Address.of(index.document)
    assert b"Ada Owl" in files[address.page]
    assert files[f"{address.stem}.ttl"].decode() == vitagraph.dataset(index.cv).serialize("turtle")


@pytest.mark.parametrize(
    ("iri", "instead"),
    [
        ("https://owls.github.io/nest", "write https://owls.github.io/nest/ or https://owls.github.io/nest/cv"),
        ("https://owls.example/my%20cv", "such as https://owls.example/my-cv"),
        ("https://owls.example", "write https://owls.example/"),
        ("https://owls.example/me", "write https://owls.example/cv"), ("https://owls.example/~ada/de", "write https://owls.example/~ada/cv"),
        ("https://owls.example/a:b", "write https://owls.example/cv"), ("https://owls.example/con.html", "write https://owls.example/cv"),
        ("https://owls.example/cv.", "write https://owls.example/cv"), ("https://owls.example/console", ""),
        ("https://owls.github.io/nest/cv", ""), ("https://owls.github.io/nest/", ""), ("https://owls.github.io/cv.html", ""),

        ("https://owls.github.io/", ""), ("https://owls.example/cv", ""), ("https://owls.example/~ada/cv", ""),
        ("https://eulen.example/käuze", ""),
    ],
)  # fmt: skip
def test_addresses_that_hosts_cannot_serve(iri: str, instead: str) -> None:
    """A note states what to write; an address that was advised has no note."""
    found = list(hazards(iri))
    assert bool(found) is bool(instead)
    assert all(one.endswith(instead) for one in found)
    for advised in re.findall(r"https://\S+", instead):
        assert not list(hazards(advised))


# -- names of files on every disk

_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)', re.IGNORECASE)
#: names of works, people and places that were names of files no disk can hold, or of one file
_WORDS = [
    "con",
    "CON",
    "aux",
    "Aux.",
    "nul",
    "PRN",
    "com1",
    "LPT9",
    "owl",
    "Owl",
    "OWL",
    "ä",
    "a\u0308",
    "straße",
    "strasse",
    "a:b",
    "..",
    "x.",
    "?",
]


def check_names(files: Iterable[str]) -> None:
    """No two files of a site are one on a disk that ignores case or composition, and Windows can hold each."""
    paths = list(files)
    assert len({same_name(path) for path in paths}) == len(paths)
    assert [step for path in paths for step in path.split("/") if _NOT_ON_WINDOWS.search(step) or len(step.encode()) > 200] == []


@given(
    titles=st.lists(st.sampled_from(_WORDS) | st.text(min_size=1, max_size=80), max_size=4),
    names=st.lists(st.sampled_from(_WORDS), max_size=3),
    ids=st.lists(st.sampled_from(["con", "aux.1", "nul", "owl", "ä", "lpt1"]), unique=True, max_size=3),
)
@settings(max_examples=8, deadline=None)
def test_every_disk_holds_the_files(titles: list[str], names: list[str], ids: list[str]) -> None:
    """Whatever works, events, topics and people are called, and whichever ids they have."""
    works = [{"title": title, "journal": name} for title in titles for name in [*names, "The Owl"][:1]]
    cv = {
        "document": {"iri": "https://owls.example/cv"},
        "person": {"name": "Ada Owl"},
        "journal_articles": works,
        "books": [{"id": one, "title": f"On {one}", "keywords": names} for one in ids],
        "talks": [{"title": title, "event": name, "date": 2020} for title in titles for name in names],
    }
    try:
        read = vitagraph.read_text(yaml.safe_dump(cv, allow_unicode=True))
    except DataError:
        return  # names without letters, and records that are two of one id
    files = build(Index(read), Options())
    check_names(files)
    assert {f"{file_of(f'publication/{one}')}.html" for one in ids} <= files.keys()


def test_every_disk_holds_the_files_of_the_example(files: dict[str, bytes]) -> None:
    """The names of the invented person are hostile."""
    check_names(files)
    check_names(build(index_at("https://owls.example/cv.html"), Options()))


def test_the_page_for_unknown_addresses_needs_no_other_file(files: dict[str, bytes]) -> None:
    """It is styled at any depth of a preview that is not the published site; its policy allows its own styles only."""
    text = files["404.html"].decode()
    page = Page(text)
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert [hashlib.sha256(style.encode()).digest() for style in styles] == [
        base64.b64decode(one) for one in re.findall(r"&#39;sha256-([^&]+)&#39;", text)
    ]
    assert styles[0].encode() in files.values()
    assert not [one for tag, one in page.elements if tag == "script" or one.get("rel") == "stylesheet"]
    assert all(link.startswith(("#", "https://")) for link in page.links)


def test_a_style_ends_no_element(tmp_path: Path) -> None:
    """Whatever a theme writes."""
    (tmp_path / "theme.css").write_text('a::before { content: "</style><script>alert(1)</script>"; }')
    page = Page(build(index_at("https://owls.example/cv"), Options(theme=tmp_path))["404.html"].decode())
    assert not page.scripts
    assert sum(tag == "style" for tag, _ in page.elements) == 2
