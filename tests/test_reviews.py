"""Reviews without a title: called by the works that they review, in the graph, on the page and in exports; no title is invented."""

from __future__ import annotations

import pytest

import vitagraph
from vitagraph.exporters.export import written
from vitagraph.rdf.terms import parse
from vitagraph.rdf.vocabulary import RDFS, SCHEMA
from vitagraph.records import Index
from vitagraph.yaml import read_files


def index_of(text: str) -> Index:
    return read_files([("cv.yaml", f"person: {{name: Anna Holm}}\n{text}".encode())], "cv.yaml")


def labels(index: Index) -> list[tuple[str, str]]:
    """The labels of the works, each with its tag; a work without a printed title has no name."""
    public = vitagraph.dataset(index.cv).triples()
    works = {index.node(work) for work in index.cv.works}
    assert not [triple for triple in public if triple[0] in works and triple[1] == SCHEMA.name]
    terms = [parse(triple[2]) for triple in public if triple[0] in works and triple[1] == RDFS.label]
    return [(term.value, term.language) for term in terms]


@pytest.mark.parametrize(
    ("language", "reviewed", "label"),
    [
        ("en", "The Owl", ("Review of: The Owl", "en")),
        ("en", "{title: {it: Il gufo}}", ("Review of: Il gufo", "")),
        ("de", "Die Eule", ("Rezension von: Die Eule", "de")),
        ("fr", "{title: Le hibou, authors: [Max Roe]}", ("Compte rendu de: Le hibou", "fr")),
        ("es", "El búho", ("Reseña de: El búho", "es")),
        ("it", "{title: {en: The Owl, it: Il gufo}}", ("Recensione di: Il gufo", "it")),
        ("cy", "{title: {en: The Owl}}", ("Review of: The Owl", "en")),
        ("en", "[The Owl, The Bat]", ("Review of: The Bat; The Owl", "en")),
        ("en", "{kind: letter, date: 2003}", ("book review (2004)", "en")),
        ("en", "{title: The Owl, visibility: {title: private}}", ("book review (2004)", "en")),
    ],
)
def test_a_review_without_a_title_is_called_by_what_it_reviews(language: str, reviewed: str, label: tuple[str, str]) -> None:
    works = f"works: [{{kind: book-review, date: 2004, journal: Past, reviewed: {reviewed}}}]"
    assert labels(index_of(f"document: {{language: {language}}}\n{works}")) == [label]


def test_an_annotation_is_no_review() -> None:
    assert labels(index_of("works: [{kind: annotation, date: 2004, reviewed: Case 7}]")) == [("On: Case 7", "en")]


@pytest.mark.parametrize(
    ("format_name", "expected", "unexpected"),
    [
        ("bibtex", "title = {Review of: The Owl}", "{book review}"),
        ("csl-json", '"reviewed-title": "The Owl"', '"title"'),
        ("ris", "RI  - The Owl", "TI  -"),
        ("jsonresume", '"name": "Review of: The Owl"', "book review"),
    ],
)
def test_exports_state_the_reviewed_work(format_name: str, expected: str, unexpected: str) -> None:
    index = index_of("works: [{kind: book-review, date: 2004, journal: Past, reviewed: The Owl, note: Printed twice.}]")
    text, _ = written(format_name, index)
    assert expected in text
    assert unexpected not in text


@pytest.mark.parametrize(
    ("format_name", "title", "kind"),
    [
        ("bibtex", " title =", "titleaddon = {translation}"),
        ("ris", "TI  -", "M3  - translation"),
        ("csl-json", '"title"', '"genre": "translation"'),
    ],
)
def test_a_work_without_words_for_a_title_gets_none(format_name: str, title: str, kind: str) -> None:
    """Its kind is stated, and is no title."""
    text, _ = written(format_name, index_of("works: [{kind: translation, language: fr, date: 2010, translators: [Anna Holm]}]"))
    assert title not in text
    assert kind in text
