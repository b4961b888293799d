"""No text of a page is outside the words of its language: those of an invented language are marked, all others come from the records."""

from __future__ import annotations

import html
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

import vitagraph
from generated_cvs import cvs, drawn
from test_work_kinds import KINDS, cv_of
from vitagraph.mapping import dataset_of
from vitagraph.queries import catalogue, run
from vitagraph.queries.local import fill
from vitagraph.records import Document, Index
from vitagraph.records.offices import OFFICES
from vitagraph.records.schemes import SCHEMES
from vitagraph.site import Options, build
from vitagraph.site.kind_labels import labelled, labels_in
from vitagraph.site.words import Words, messages
from vitagraph.tables import text
from vitagraph.yaml.writing import files as written

ROOT = Path(__file__).parents[1]
#: names of schemes, formats, syntaxes and sites, which are the same in each language
_NAMES = """
    DOI ORCID Wikidata GND ISNI VIAF Scopus ResearcherID dblp OpenAlex ROR ISBN ISSN arXiv PubMed PMCID BibTeX BibLaTeX CSL RIS JSON
    Turtle RDF XML Quads Triples TriG SPARQL RenderCV GitHub Zenodo PDF Atom vitagraph Oxigraph CodeMirror Creative Commons CEFR WIPO
    ID Handle Crossref Funder GeoNames Google Scholar funder Web Science
""".casefold().split()  # fmt: skip


def _marked(message: Any) -> Any:
    if isinstance(message, dict):
        return {key: _marked(one) for key, one in message.items()}
    return [_marked(one) for one in message] if isinstance(message, list) else f"⟦{message}⟧"


def _words_file() -> str:
    """The words of the invented language: each message in brackets that no other text has."""
    settings = ("plurals", "ordinals", "numbers", "language")
    found = {section: keys if section in settings else _marked(keys) for section, keys in messages("en").items()}
    return yaml.safe_dump({**found, "language": {"name": "⟦Xx⟧", "direction": "ltr", "reviewed": "no"}}, allow_unicode=True)


def _left(page: str) -> list[str]:
    """The words of a page that no message contains, and that are not marked as of another language; without those of COinS."""
    body = re.sub(r'(?s)<head>.*?</head>|<(script|style|pre|code).*?</\1>|<span class="Z3988"[^>]*>', " ", page)
    body = re.sub(r'(?s)<(span|a|h2|h3)\b[^>]* lang="[^"]*"[^>]*>.*?</\1>', " ", body)
    texts = [*re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', body), re.sub(r"<[^>]+>", " ", body)]
    text = html.unescape(" \n ".join(texts))
    while (less := re.sub(r"(?i)⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = less
    return re.findall(r"[^\W\d_]{3,}", text)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the example in the invented language."""
    folder = tmp_path_factory.mktemp("cv")
    for file in (ROOT / "data/example").iterdir():
        text = file.read_text(encoding="utf-8").replace("languages: [en, de]", "languages: [xx]")
        (folder / file.name).write_text(text, encoding="utf-8")
    (folder / "words").mkdir()
    (folder / "words/xx.yaml").write_text(_words_file(), encoding="utf-8")
    return build(vitagraph.yaml.read_index(folder), Options(folder=folder))


@pytest.mark.parametrize("path", ["index.html", "query.html", "joint-works.html", "publication/nightingale.html", "404.html"])
def test_all_text_is_in_the_language_or_in_the_records(files: dict[str, bytes], path: str) -> None:
    """Page of the CV, query page, page of a work; also labels that are read aloud."""
    known = "".join([*(file.read_text(encoding="utf-8") for file in (ROOT / "data/example").iterdir()), *OFFICES.values()]).casefold()
    left = [word for word in _left(files[path].decode()) if word.casefold() not in known and word.casefold() not in _NAMES]
    assert sorted(set(left)) == []


#: what a record states, what a query compares, and a code, which are the same in each language
_ENGLISH_IN_ANSWERS = {"contributions": ["student"], "mentors": ["position", "thesis"], "patents-per-office": ["EP"]}


def test_answers_have_the_labels_of_the_language() -> None:
    """Of kinds, statuses and roles, where the graph has them in the language of the page: no query takes the English one."""
    from pyoxigraph import Store

    dataset = dataset_of(vitagraph.yaml.read_index(ROOT / "data/example"))
    found = labelled(triple for triples in dataset.graphs().values() for triple in triples)
    labels = tuple(labels_in(found, Words("xx", _marked(messages("en")))))
    store = fill(Store(), {name: (*triples, *labels) for name, triples in dataset.graphs().items()})
    english = {both[0] for scheme in SCHEMES.values() for both in scheme.kinds.values()}
    left = {}
    for name, query in catalogue().items():
        if "lang" in query.parameters and not query.of_many:
            cells = {text(cell) for row in run(query, store, {"lang": "xx"}).rows for cell in row}
            left[name] = sorted(english & {part for cell in cells for part in cell.split(", ")})
    assert {name: words for name, words in left.items() if words} == _ENGLISH_IN_ANSWERS


CHOICES = [
    pytest.param("works", id="works of all kinds"),
    *(pytest.param(number, marks=() if number < 3 else pytest.mark.slow) for number in range(40)),
]


@pytest.mark.parametrize("choice", CHOICES)
def test_all_text_of_generated_cvs_is_in_the_language_or_in_the_records(choice: str | int, tmp_path: Path) -> None:
    """On every page; of words in Latin letters, those that the records do not have."""
    cv = deepcopy(cv_of(*KINDS)) if choice == "works" else drawn(cvs(), int(choice))
    if (index := Index(cv)).problems:
        pytest.skip("the generated CV is not valid")
    known = "".join([*written(cv).values(), *OFFICES.values()]).casefold()
    cv.document = cv.document or Document()
    cv.document.languages = ["xx"]
    (tmp_path / "words").mkdir()
    (tmp_path / "words/xx.yaml").write_text(_words_file(), encoding="utf-8")
    left = {
        (path, word)
        for path, page in build(index, Options(folder=tmp_path)).items()
        if path.endswith(".html")
        for word in _left(page.decode())
        if word.isascii() and word.casefold() not in known and word.casefold() not in _NAMES
    }
    assert left == set()
