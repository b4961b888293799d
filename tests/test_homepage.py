"""The snippet states only triples of the public graph, and embedding it changes nothing else in a page."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vitagraph
from command_line import completed
from homepages import HOMEPAGES
from vitagraph import homepage
from vitagraph.errors import DataError
from vitagraph.homepage.frames import PERSON
from vitagraph.homepage.snippet import dataset_node, for_html
from vitagraph.rdf.sources import ntriples_terms, read_graph
from vitagraph.rdf.terms import Triple, parse
from vitagraph.rdf.vocabulary import RDF, SCHEMA
from vitagraph.validation import validate_file

ROOT = Path(__file__).parent.parent


def plain(triples: list[Triple]) -> set[tuple[str, str, str]]:
    """Triples without language tags and datatypes, and with the texts that a page writes instead of nodes."""
    plain_triples = {(s, p, parse(o).value) for s, p, o in triples}
    texts: dict[str, set[str]] = {}
    for s, p, o in triples:
        if p in (SCHEMA.name, SCHEMA.alternateName):
            texts.setdefault(s, set()).add(parse(o).value)
    shortcuts = (SCHEMA.knowsAbout, SCHEMA.knowsLanguage, SCHEMA.credentialCategory)
    return plain_triples | {(s, p, text) for s, p, o in triples if p in shortcuts for text in texts.get(o, ())}


def test_the_snippet_is_a_subset_of_the_public_graph(dataset: vitagraph.Dataset, tmp_path: Path) -> None:
    """Parsed with schema.org's context: except page metadata, every triple is in the graph; no blank node."""
    page = tmp_path / "page.html"
    page.write_text(homepage.snippet(dataset, "en", None), encoding="utf-8")
    read = list(ntriples_terms(read_graph(str(page)).triples))
    document = f"<{dataset.document}>"
    triples = [triple for triple in read if triple[0] != document]
    assert len(triples) > 300
    assert not [term for triple in triples for term in triple if term.startswith("_:")]
    assert {(s, p, parse(o).value) for s, p, o in triples} <= plain(list(dataset))
    assert all(p.startswith(f"<{SCHEMA.base}") or p == RDF.type for _, p, _ in read)
    assert (document, SCHEMA.mainEntity, f"<{dataset.document}#me>") in read


def test_the_page_of_a_work_has_every_literal_of_it(dataset: vitagraph.Dataset) -> None:
    """A property that no form lists is written too, where its values are literals; so is one of the owner."""
    example = vitagraph.dataset(vitagraph.read(ROOT / "data/example"))
    work = f"<{example.document}#publication/listen>"
    page = homepage.work_node(homepage.Graph(example.facts, "en"), work)
    literals = {p[len(SCHEMA.base) + 1 : -1] for s, p, o in example if s == work and p.startswith(f"<{SCHEMA.base}") and o[0] == '"'}
    assert "bookEdition" in literals
    assert literals <= set(page)
    owner = f"<{dataset.document}#me>"
    extended = vitagraph.Dataset(dataset.document, {"public": [*dataset, (owner, f"<{SCHEMA.base}height>", '"1.75 m"')]})
    assert PERSON(homepage.Graph(extended.facts, "en"), owner)["height"] == "1.75 m"


def test_all_works_are_named_newest_first(dataset: vitagraph.Dataset) -> None:
    """Without a limit every work of the owner, by year descending; with a limit, the first of them."""
    page = homepage.profile_page(dataset, "en", None)
    dates = [work.get("datePublished", "")[:4] for work in page["hasPart"]]
    assert dates == sorted(dates, reverse=True)
    parts = (SCHEMA.author, SCHEMA.editor, SCHEMA.translator, SCHEMA.contributor)
    own = {(s, p) for s, p, o in dataset if p in parts and o == f"<{dataset.document}#me>"}
    # Services, positions for events, theses, chaired sessions, exhibitions and applications are no works of those with a part in them.
    others = ("exhibition", "patent", "position", "service", "supervision", "talk", "thesis")
    own = {(s, p) for s, p in own if p == SCHEMA.author or s.rpartition("#")[2].partition("/")[0] not in others}
    assert {work["@id"] for work in page["hasPart"]} == {node[1:-1] for node, _ in own}
    assert homepage.profile_page(dataset, "en", 3)["hasPart"] == page["hasPart"][:3]
    assert "hasPart" not in homepage.profile_page(dataset, "en", 0)
    text = "person: {name: Ada Beispiel}\ndatasets: [{title: Owl Calls, authors: [Beispiel A], note: %s}]\n"
    cvs = [vitagraph.read_text(text % note) for note in ("c" * 49, "c" * 50)]
    listed = ["hasPart" in homepage.profile_page(vitagraph.dataset(cv), "en") for cv in cvs]
    assert listed == [False, True], "Google refuses a dataset without a description of 50 characters"


def test_texts_are_in_the_language_of_the_page() -> None:
    """Texts in several languages are written in that of the page, else in an existing one."""
    dataset = vitagraph.dataset(vitagraph.read(ROOT / "data/example"))
    german, english = (homepage.profile_page(dataset, language, 0)["mainEntity"] for language in ("de", "en"))
    assert german["jobTitle"] == ["Professorin für Maschinelles Zuhören", "Founder and Chief Listening Officer"] or (
        german["jobTitle"] == "Professorin für Maschinelles Zuhören"
    )
    assert german["knowsAbout"][:3] == ["Vogelgesang", "machine listening", "Stille"]
    assert english["knowsAbout"][:3] == ["bird song", "machine listening", "Stille"]


def test_every_present_post_is_named() -> None:
    """Each title once, in the language of the page; a post with an end after the date of the CV, too."""
    cv = vitagraph.read_text("""
        document: {iri: https://ada.example/cv, as_of: 2026-05-01}
        person: {name: Ada Owl}
        positions:
        - {title: {en: Professor, de: Professorin}, organization: Owl University, dates: 2019 to present}
        - {title: {en: Director, de: Direktorin}, organization: Owl Institute, dates: 2022 to present}
        - {title: {en: Guest, de: Gast}, organization: Heron University, dates: 2024 to 2030}
        - {title: Visitor, organization: Heron College, dates: 2024 to 2026-04}
        - {title: Postdoc, organization: Old University, dates: 2010 to 2015}
    """)
    for language, titles in ("en", ["Professor", "Director", "Guest"]), ("de", ["Professorin", "Direktorin", "Gast"]):
        person = homepage.profile_page(vitagraph.dataset(cv), language)["mainEntity"]
        assert person["jobTitle"] == titles
        assert [role["roleName"] for role in person["affiliation"]] == titles


def test_the_organization_of_a_role_is_named() -> None:
    """A position without `kind: employment` and a membership are the only places of their organizations in the page."""
    text = (
        "person: {name: Ada Beispiel}\n"
        "positions: [{title: Postdoc, organization: Nest, dates: 2022 to present}]\n"
        "memberships: [{title: Fellow, organization: Bird Club, dates: 2022 to present}]\n"
    )
    owner = homepage.profile_page(vitagraph.dataset(vitagraph.read_text(text)), "en")["mainEntity"]
    assert (owner["affiliation"]["affiliation"]["name"], owner["memberOf"]["memberOf"]["name"]) == ("Nest", "Bird Club")


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "script"
        self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.scripts:
            self.scripts[-1] += data


@given(st.text())
def test_any_text_is_safe_inside_html(text: str) -> None:
    """Characters with a meaning in HTML and old JavaScript are escaped, and are the same after parsing."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return
    written = for_html({"a": text + "</script><!--\u2028"})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"a": text + "</script><!--\u2028"}


def test_a_hostile_cv_is_one_script() -> None:
    """The titles of the example close scripts and open comments; a page has one whole script."""
    dataset = vitagraph.dataset(vitagraph.read(ROOT / "data/example"))
    page = _Scripts()
    page.feed(homepage.snippet(dataset, "en", None))
    assert len(page.scripts) == 1
    assert json.loads(page.scripts[0]) == homepage.profile_page(dataset, "en", None)


@pytest.mark.parametrize("name", ["lapuschkin", "example"])
def test_search_engines_accept_it(name: str, tmp_path: Path) -> None:
    """The profile `google` has no error; notes name missing values."""
    page = tmp_path / "page.html"
    page.write_text(homepage.snippet(vitagraph.dataset(vitagraph.read(ROOT / "data" / name)), "en"), encoding="utf-8")
    report = validate_file(str(page), profiles=["google"])
    assert [result.sentence for result in report.results if result.shacl.severity == "error"] == []


def test_the_dataset_is_described(dataset: vitagraph.Dataset) -> None:
    """The properties that Google requires of a dataset: name, description, creator."""
    described = dataset_node(dataset, dataset.document, "en")
    assert described["@type"] == "Dataset"
    assert described["creator"] == {"@id": f"{dataset.document}#me"}
    assert 50 <= len(described["description"]) <= 5000


# -- embedding in a page

SNIPPET = '<script type="application/ld+json">\n{"name": "Müller"}\n</script>\n'


def embedded(page: bytes) -> bytes:
    """The page with a snippet, in the encoding of the page."""
    return homepage.embed(page, "page.html", lambda ascii_only: SNIPPET.replace("ü", "\\u00fc") if ascii_only else SNIPPET)


_PAGE = "<!DOCTYPE html>{n}<html>{n}\t<head>{n}\t\t<meta charset={c}>{n}\t\t<title>{t}</title>{o}{n}\t</head>{n}<body>ü{n}</body></html>"
_OTHERS = ["", '<script type="application/ld+json">{"a": "</head>"}</script>', "<!-- </head> <body> -->"]


@given(
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "iso-8859-1", "windows-1252", "utf-16", "utf-8-sig"]),
    other=st.sampled_from(_OTHERS),
    title=st.sampled_from(["Ünïcode", "plain"]),
)
def test_nothing_else_in_the_page_changes(newline: str, encoding: str, other: str, title: str) -> None:
    """Without the snippet, the page is the same byte by byte; a second embedding changes nothing."""
    page = _PAGE.format(n=newline, c=encoding.removesuffix("-sig"), o=other, t=title).encode(encoding)
    after = embedded(page)
    text = after.decode(encoding)
    start, end = text.index("<!-- vitagraph:begin -->"), text.index("<!-- vitagraph:end -->") + len("<!-- vitagraph:end -->")
    assert (text[:start] + text[end + len(newline) + 1 :]).encode(encoding) == page
    assert text[end:].startswith(f"{newline}\t</head>")
    assert "\n" not in text.replace("\r\n", "") or newline == "\n"
    assert json.loads(text[start:end].split(">", 2)[2].rpartition("</script>")[0]) == {"name": "Müller"}
    assert embedded(after) == after


def _elements(page: bytes) -> list[str]:
    """The elements and texts of a page as a browser reads them, without the snippet."""
    found = [one for one in html5lib.parse(page.decode(), namespaceHTMLElements=False).iter() if isinstance(one.tag, str)]
    texts = [(one, (one.text or "").strip()) for one in found]
    return [f"{one.tag} {one.attrib} {text}" for one, text in texts if text != '{"name": "Müller"}']


@pytest.mark.parametrize("name", HOMEPAGES)
def test_homepages_of_the_common_themes(name: str) -> None:
    """Byte for byte, a browser finds the snippet in the head and all else where it was; a second run replaces it."""
    page = HOMEPAGES[name].encode()
    after = embedded(page)
    block = re.search(rb"<!-- vitagraph:begin -->\r?\n[^!]*<!-- vitagraph:end -->\r?\n[ \t]*", after)
    assert block
    assert after[: block.start()] + after[block.end() :] == page
    assert _elements(after) == _elements(page)
    head = html5lib.parse(after.decode(), namespaceHTMLElements=False).find("head" if name != "plain" else "body")
    assert ["Müller" in (script.text or "") for script in head.iter("script")].count(True) == 1
    assert embedded(after) == after
    other = homepage.embed(after, "page.html", lambda ascii_only: SNIPPET.replace("Müller", "Meier"))
    assert other == after.replace(b'M\xc3\xbcller"', b'Meier"', 1) if name != "al-folio" else b"Meier" in other


#: parts of a page in which nothing ends its head
INERT = [
    "<template><!-- vitagraph:begin --></head><body></template>", "<template><template></template></head></template>",
    "<textarea></head></textarea>", "<title><!-- </title>", "<!-->", "<!--->", "<!-- </head> --!>", "<noscript></head></noscript>",
    "<xmp></head></xmp>", "<script><!-- </head> </script>", "<iframe></head></iframe>", "<p title='</head>'>", "<svg></svg>",
    "<script><!--<script></script></head></script>--></script>", "<style></head></style>", "<noembed></head></noembed>",
    "<![CDATA[</head>]]>", "<svg><![CDATA[ > </head>]]></svg>", "<?x </head>", "<!x </head>", "</ </head>",
]  # fmt: skip


@pytest.mark.parametrize("inert", INERT)
def test_what_is_text_to_a_browser_ends_no_head(inert: str) -> None:
    """The snippet stands before the end tag that a browser sees; a comment without an end hides all behind it."""
    before = f"<head>{inert}".encode()
    assert embedded(before + b"</head><body>").startswith(before + b"<!-- vitagraph:begin -->")
    with pytest.raises(DataError, match="neither"):
        embedded(b"<head><!-- </head><body>")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(INERT), max_size=5), st.booleans())
def test_a_browser_sees_the_snippet_once(parts: list[str], ends_head: bool) -> None:
    """As an element, in any sequence of such parts, also without an end tag of the head; all other bytes are unchanged."""
    page = f"<head>{''.join(parts)}{'</head>' * ends_head}<body>".encode()
    after = embedded(page)
    seen = html5lib.parse(after.decode(), namespaceHTMLElements=False).iter("script")
    assert ["Müller" in (script.text or "") for script in seen if script.get("type")] == [True]
    start, end = after.rindex(b"<!-- vitagraph:begin -->"), after.rindex(b"<!-- vitagraph:end -->") + len(b"<!-- vitagraph:end -->")
    assert after[:start] + after[end:].removeprefix(b"\n") == page


def test_a_page_with_markers_keeps_them_where_they_are() -> None:
    """The content between the markers is replaced."""
    page = b"<head></head><body>\n  <!-- vitagraph:begin -->\n  <script>old</script>\n  <!-- vitagraph:end --> <p>\n"
    after = embedded(page).decode()
    assert after.startswith("<head></head><body>\n  <!-- vitagraph:begin -->\n  <script")
    assert after.endswith("</script>\n  <!-- vitagraph:end --> <p>\n")
    assert "old" not in after


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<head>\n <!-- vitagraph:begin -->\n</head>", "page.html:2:2: the marker <!-- vitagraph:begin --> needs exactly one"),
        ("<!-- vitagraph:end --><!-- vitagraph:begin -->", "page.html:1:23: the marker"),
        ("<!-- vitagraph:end -->", "page.html:1:1: the marker <!-- vitagraph:end -->"),
        ("<p>Only a paragraph", "page.html: the page has neither </head> nor <body>"),
        ("", "page.html: the page has neither"),
    ],
)
def test_a_page_without_a_place_is_refused(page: str, message: str) -> None:
    """One marker without the other, or no head: the message has the place and the correction."""
    with pytest.raises(DataError) as failure:
        embedded(page.encode())
    assert str(failure.value).startswith(message)


def test_the_commands(tmp_path: Path) -> None:
    """Both commands: the page validates, the second run changes nothing."""
    page = tmp_path / "index.html"
    page.write_bytes(b"<!doctype html>\n<title>Ada</title>\n<body>\n")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return completed(ROOT, *arguments)

    assert "holds the JSON-LD of Ada Beispiel" in run("embed", str(page), "data/example").stderr
    before = page.read_bytes()
    assert "is up to date" in run("embed", str(page), "data/example").stderr
    assert page.read_bytes() == before
    assert run("snippet", "data/example").stdout in before.decode()
    assert json.loads(run("snippet", "data/example", "--json", "--limit", "1").stdout)["@type"] == "ProfilePage"
    missing = run("embed", "no-such-page.html", "data/example")
    assert (missing.returncode, missing.stderr) == (
        2,
        "vitagraph: no-such-page.html: cannot be read (No such file or directory); name an HTML file\n",
    )
