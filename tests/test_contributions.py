"""Contributions: who had which part in a work, on every class of works, in every direction."""

from __future__ import annotations

import json
from typing import Any

import pytest

import vitagraph
from vitagraph import queries, resources
from vitagraph.exporters.export import written
from vitagraph.importers.formats import read as read_format
from vitagraph.queries import catalogue
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.terms import typed
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, MARCREL, SCHEMA, VITA, XSD
from vitagraph.records import CV, Author, Index, Record, plan, sections
from vitagraph.records.containers import Volume
from vitagraph.records.kinds import kind
from vitagraph.records.relators import OWN_FIELDS, Relator, table
from vitagraph.records.works import Publication
from vitagraph.recovery.recover import records
from vitagraph.site import Options, build
from vitagraph.site.entries.default import entry
from vitagraph.site.localization import Localizer
from vitagraph.validation import validate
from vitagraph.yaml.writing import files

CATALOGUE = catalogue()
WORKS = {name: record for name, record in sections().items() if issubclass(record, (Publication, Volume))}


def read(**stated: Any) -> CV:
    """A CV of Ana Bel."""
    return vitagraph.read_text(json.dumps({"document": {"iri": "https://a.example/cv"}, "person": {"name": "Ana Bel"}, **stated}))


def objects(cv: CV, predicate: str) -> list[str]:
    """The ids of the resources under a predicate, in the order of the graph."""
    return [o.rpartition("#")[2][:-1] for _, p, o in vitagraph.dataset(cv).triples(RESTRICTED) if p == predicate]


def test_the_table_has_terms_of_marc_and_two_labels_each() -> None:
    """Every code is one that `check-terms` knows, every word stands for one relator only."""
    line = next(line for line in resources.text("ontology/terms.txt").splitlines() if line.startswith("marcrel "))
    assert {one.code for one in table().values()} <= set(line.split()[2:])
    for label, one in table().items():
        assert one.german, one
        if label not in OWN_FIELDS:
            for word in filter(None, (one.code, label, label.title(), one.german, *one.words.split(","))):
                assert Relator.parse(word) == label, word


@pytest.mark.parametrize("section", WORKS)
def test_every_role_reaches_graph_and_page_of_every_class_and_returns(section: str) -> None:
    """All relators on one work of each class, with editors and translators, in their order."""
    roles = [role.code for role in Relator.all()]
    people = [{"name": f"Ben{chr(97 + n % 26)} Co{chr(97 + n // 26)}", "role": role} for n, role in enumerate(roles)]
    work = {"title": "Owls", "editors": ["Zoe Zed", "Abe Abel"], "translators": "Ana Bel", "contributors": people}
    work |= {"kind": "film"} if section == "works" else {}
    cv = read(**{section: [work]})
    for predicates, expected in (
        ((SCHEMA.editor, BIBO.editor), ["person/zed-z", "person/abel-a"]),
        ((SCHEMA.translator, BIBO.translator), ["me"]),
        *(((f"<{MARCREL.base}{role}>",), [f"person/co{chr(97 + n // 26)}-b"]) for n, role in enumerate(roles[:1])),
    ):
        assert [objects(cv, one) for one in predicates] == [expected] * len(predicates)
    assert objects(cv, DCTERMS.contributor) == objects(cv, SCHEMA.contributor)
    index = Index(cv)
    record: Any = getattr(cv, section)[0]
    shown = entry(record, Localizer(index, "en"))
    line = " ".join([shown.names_label, *(one.text for one in shown.names), *map(str, shown.where)])
    for name in ("Zoe Zed", "Abe Abel", "Ana Bel", *(person["name"] for person in people)):
        assert name in line, name
    for role in Relator.all():
        assert role.label(german=False).lower() in line.lower(), role
    triples = list(vitagraph.dataset(cv).triples(RESTRICTED))
    back, lost = records({"public": triples})
    assert not lost
    again: Any = getattr(back, section)[0]
    assert [one.role for one in again.contributors] == [one.role for one in record.contributors]
    assert [one.name or one.id for one in again.editors] == ["Zoe Zed", "Abe Abel"]


@pytest.mark.parametrize("key", ["editors", "translators", "contributors"])
def test_the_owner_may_have_another_part_than_that_of_an_author(key: str) -> None:
    """Neither the owner nor an author is missed."""
    cv = read(books=[{"title": "Origin", "authors": "Charles Darwin", key: "Ana Bel"}, {"title": "Owls", key: ["Ana Bel", "Ben Co"]}])
    messages = [problem.message for problem in validate(cv).results]
    assert not [one for one in messages if "authors" in one or "owner of the CV" in one]
    alone = read(books=[{"title": "Origin", "authors": "Charles Darwin"}])
    assert any("the owner of the CV is not among" in problem.message for problem in validate(alone).results)


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"contributors": [{"name": "Ben Co", "role": "editor"}]}, "write the name under `editors:`"),
        ({"contributors": [{"name": "Ben Co", "role": "Übersetzerin"}]}, "write the name under `translators:`"),
        ({"contributors": [{"name": "Ben Co", "role": "illustrater"}]}, "did you mean 'illustrator'"),
        ({"contributors": [{"name": "Ben Co", "role": "owl tamer"}]}, "write a MARC relator by its label or code"),
        ({"editors": [{"name": "Ben Co", "role": "illustrator"}]}, "an author has name, id and organization"),
    ],
)
def test_a_wrong_role_has_a_message(stated: Any, message: str) -> None:
    """What is wrong and what to write instead."""
    with pytest.raises(vitagraph.DataError, match=message):
        read(books=[{"title": "Owls", **stated}])


def test_every_class_of_works_has_the_three_fields() -> None:
    """Whatever derives from a publication or a volume; an author keeps its role where its name changes."""
    for record in WORKS.values():
        assert {"editors", "translators", "contributors"} <= set(plan(record).fields)
        assert issubclass(record, Record)
    one = Author("Ben Co", "", "", (Relator("illustrator"),))
    assert one.called("B. Co", "ben").role == one.role
    assert one.bare == Author("Ben Co")


# -- the works of the owner

#: an edited book of the owner, one that only contains a chapter, proceedings of the owner, a translated book
OWN = """
document: {iri: 'https://a.example/cv'}
person: {name: Ana Bel}
books: [{title: The Voyage, authors: [Carl Finch], translators: [Ana Bel], date: 2009}]
edited_books:
  - {title: Companion to Owls, editors: [Ana Bel, Ben Co], publisher: Vrin, date: 2016, isbn: 978-3-16-148410-0}
  - {title: Container, editors: [Ben Co], publisher: Vrin, date: 2016}
book_chapters: [{title: My Chapter, authors: [Ana Bel], book: Container, date: 2016}]
events: [{name: Owl Days, proceedings: {title: Proceedings of Owl Days, editors: [Ana Bel]}}]
talks: [{title: T, event: Owl Days, date: 2016}]
"""


def test_an_edited_book_of_the_owner_is_a_work_and_another_one_a_container() -> None:
    """In the graph, the queries, the page and the files of the site."""
    cv = vitagraph.read_text(OWN)
    types = {
        s.rpartition("#")[2][:-1]: o for s, p, o in vitagraph.dataset(cv).triples() if p == DCTERMS.type and "/" in s.rpartition("#")[2]
    }
    assert types["book/companion-to-owls"] == kind("edited-book")
    assert types["proceedings/owl-days"] == kind("proceedings")
    assert "book/container" not in types
    rows = {row[0]: row[1:] for row in queries.run(CATALOGUE["author-position"], vitagraph.dataset(cv)).texts()}
    assert rows["edited book"] == ["0", "0", "0", "1", "0", "0"]
    assert rows["book"] == ["0", "0", "0", "0", "1", "0"]
    site = build(Index(cv), Options())
    assert {"book/companion-to-owls.html", "book/companion-to-owls.bib", "proceedings/owl-days.html"} <= site.keys()
    assert "book/container.html" not in site
    page = site["index.html"].decode()
    assert page.index('id="book/companion-to-owls"') < page.index('id="names"') < page.index('id="book/container"')


@pytest.mark.parametrize(
    ("format", "expected", "absent"),
    [
        (
            "bibtex",
            ["@collection{", "editor = {Bel, Ana and Co, Ben}", "@proceedings{", "translator = {Bel, Ana}"],
            "  title = {Container}",
        ),
        ("ris", ["TY  - EDBOOK", "A2  - Bel, Ana", "A4  - Bel, Ana"], "TI  - Container"),
        ("csl-json", ['"title": "Companion to Owls"', '"translator": [', '"editor": ['], '"title": "Container"'),
        ("rendercv", ["edited_books:", "'*Ana Bel* (editor)'", "'*Ana Bel* (translator)'"], "title: Container"),
        ("jsonresume", ['"name": "Companion to Owls"', '"name": "Proceedings of Owl Days"'], '"name": "Container"'),
    ],
)
def test_every_export_has_the_works_of_the_owner(format: str, expected: list[str], absent: str) -> None:
    """With the role, and an edited book as such."""
    text, _ = written(format, Index(vitagraph.read_text(OWN)))
    assert [one for one in expected if one not in text] == []
    assert absent not in text


CONTRIBUTORS = """
person: {name: Ana Bel}
books:
  - {title: The Voyage, authors: [Carl Finch], translators: [Ana Bel], editors: [Eve Fox], date: 2009,
     contributors: [{name: Ben Co, role: illustrator}, {name: Dan Elk, role: writer of preface}, {name: Gus Hay, role: performer}]}
edited_books: [{title: Companion to Owls, editors: [Ana Bel, Ben Co], date: 2016}]
"""
#: format -> the roles of contributors that it cannot state
UNKNOWN_ROLES = {"csl-json": ["writer of preface"], "ris": None, "bibtex": [], "rendercv": []}


@pytest.mark.parametrize("format", UNKNOWN_ROLES)
def test_roles_come_back_from_each_format(format: str) -> None:
    """Editors, translators and contributors of an edited and a translated book."""
    cv = vitagraph.read_text(CONTRIBUTORS)
    text, _ = written(format, Index(cv))
    back = read_format(text, "works", format).cv
    assert [one.name for one in back.edited_books[0].editors] == ["Ana Bel", "Ben Co"]
    (book,) = back.books
    assert [[one.name for one in people] for people in (book.authors, book.editors, book.translators)] == [
        ["Carl Finch"],
        ["Eve Fox"],
        ["Ana Bel"],
    ]
    lost = UNKNOWN_ROLES[format]
    stated = {one.name: [str(role) for role in one.role if role not in (lost or ())] for one in cv.books[0].contributors}
    assert {one.name: [str(role) for role in one.role] for one in book.contributors} == ({} if lost is None else stated)


# -- a list that goes on


@pytest.mark.parametrize("word", ["et al.", "and others", "u. a.", "et alii", "3 others", "等"])
def test_a_list_of_authors_may_go_on(word: str) -> None:
    """As a fact of the work; never an author of that name, and never a last author."""
    cv = read(journal_articles=[{"title": "Owls", "authors": ["Ben Co", "Ana Bel", word], "date": 2016}])
    (article,) = cv.journal_articles
    assert [one.name for one in article.authors] == ["Ben Co", "Ana Bel"]
    assert [o for _, p, o in vitagraph.dataset(cv).triples() if p == VITA.moreAuthors] == [typed("true", XSD.boolean)]
    rows = [row[:4] for row in queries.run(CATALOGUE["author-position"], vitagraph.dataset(cv)).texts()]
    assert rows == [["journal article", "0", "0", "1"]]
    assert "authors: [Ben Co, Ana Bel, et al.]" in "".join(files(records({"public": list(vitagraph.dataset(cv).triples())})[0]).values())
    shown = entry(article, Localizer(Index(cv), "de"))
    assert [one.text for one in shown.names] == ["Ben Co", "Ana Bel", "u. a."]


@pytest.mark.parametrize("format", ["bibtex", "rendercv"])
def test_formats_state_that_authors_follow(format: str) -> None:
    """BibTeX as `and others`."""
    cv = read(journal_articles=[{"title": "Owls", "authors": ["Ben Co", "et al."], "date": 2016, "journal": "Birds"}])
    text, left_out = written(format, Index(cv))
    assert not [one for one in left_out if "more_authors" in one]
    (article,) = read_format(text, "works", format).cv.journal_articles
    assert ([one.name for one in article.authors], article.more_authors) == (["Ben Co"], True)


@pytest.mark.parametrize("authors", [["et al."], ["et al.", "Ben Co"], "Ben Co et al."])
def test_words_for_others_elsewhere_are_no_authors(authors: Any) -> None:
    """They need a name before them, in a list."""
    with pytest.raises(vitagraph.DataError, match=r"as the last entry|write a list, \[Ben Co, et al"):
        read(books=[{"title": "Owls", "authors": authors}])
