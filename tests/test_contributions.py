"""Contributions: who had which part in a work, on every class of works, in every direction."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import vitagraph
from conftest import ROOT
from sampling import sampled
from vitagraph import queries, resources
from vitagraph.exporters.export import written
from vitagraph.importers.formats import read as read_format
from vitagraph.mapping import dataset_of
from vitagraph.merging.merge import merge
from vitagraph.queries import catalogue
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.terms import parse, typed
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, MARCREL, RDF, SCHEMA, VITA, VIVO, XSD
from vitagraph.records import CV, Author, Index, Record, plan, plan_without, sections, with_nested
from vitagraph.records.containers import Volume
from vitagraph.records.kinds import kind
from vitagraph.records.relators import OWN_FIELDS, Relator, table
from vitagraph.records.works import Publication
from vitagraph.recovery.recover import records
from vitagraph.site import Options, build
from vitagraph.site.entries.default import entry
from vitagraph.site.entries.people import folded
from vitagraph.site.localization import Localizer, Name
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


@pytest.mark.parametrize("section", sampled(WORKS, ("journal_articles", "books", "software", "works").__contains__))
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
        label = "commissioned by" if role == "patron" else role.label
        assert label.lower() in line.lower(), role
    triples = list(vitagraph.dataset(cv).triples(RESTRICTED))
    back, lost = records({"public": triples})
    assert not lost
    again: Any = getattr(back, section)[0]
    # Addressees and dedicatees are no contributors, and stand behind them.
    assert {one.role for one in again.contributors} == {one.role for one in record.contributors}
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
        ({"contributors": [{"name": "Ben Co", "role": "owl tamer"}]}, r"`\{role: contributor, part: owl tamer\}`"),
        ({"contributors": [{"role": "curator", "part": "guest curated"}]}, "what was done under `unnamed_contributors:`"),
        ({"authors": "Ana Bel", "unordered_authors": True}, "only several authors have an order"),
        ({"authors": ["Ana Bel", {"name": "Ben Co", "equal": True}], "unordered_authors": True}, "an author states `part:` only"),
        ({"editors": [{"name": "Ben Co", "role": "illustrator"}]}, "an author has name, id, organization and part"),
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


# -- what authors and contributors state beside their names

#: an author with every part, one with none, one who is no corresponding author
WITH_PARTS = [
    {
        "name": "Ana Bel",
        "corresponding": True,
        "equal": True,
        "credit": ["software", "Writing - original draft"],
        "affiliation": ["Nest", "Owl Inc"],
    },
    "Ben Co",
    {"name": "Eve Fox", "corresponding": False, "credit": "Datenpflege"},
]


@pytest.mark.parametrize("section", [name for name, record in WORKS.items() if issubclass(record, Publication)])
def test_parts_of_authors_reach_graph_and_page_of_every_class_and_return(section: str) -> None:
    """On the cells of the author list, in the order of the authors."""
    cv = read(**{section: [{"title": "Owls", "authors": WITH_PARTS} | ({"kind": "film"} if section == "works" else {})]})
    true, false = (typed(text, XSD.boolean) for text in ("true", "false"))
    stated = {(s[-2], p): [o for one, q, o in vitagraph.dataset(cv).triples() if (one, q) == (s, p)]
              for s, p, _ in vitagraph.dataset(cv).triples() if "/authors/" in s}  # fmt: skip
    assert (stated["1", VIVO.isCorrespondingAuthor], stated["1", VITA.equalContribution]) == ([true], [true])
    assert stated["3", VIVO.isCorrespondingAuthor] == [false]
    assert [o.split("/")[-2] for o in stated["1", VITA.creditRole]] == ["software", "writing-original-draft"]
    assert [o.rpartition("#")[2] for o in stated["1", VITA.affiliation]] == ["org/nest>", "org/owl-inc>"]
    assert ("2", VIVO.isCorrespondingAuthor) not in stated
    assert VIVO.Authorship not in stated["2", RDF.type]
    record: Any = getattr(cv, section)[0]
    back, lost = records({"public": list(vitagraph.dataset(cv).triples(RESTRICTED))})
    assert not lost
    assert getattr(back, section)[0].authors == record.authors
    again: Any = vitagraph.read_text("".join(files(back).values()))
    assert getattr(again, section)[0].authors == record.authors
    shown = {piece.label: piece.text for piece in entry(record, Localizer(Index(cv), "en")).where}
    assert {
        "Corresponding author": "Ana Bel",
        "Equal contribution": "Ana Bel",
        "Software": "Ana Bel",
        "Data curation": "Eve Fox",
    }.items() <= shown.items()
    assert [one for one in shown if one.startswith("Affiliation")] == ["Affiliation (Ana Bel)"]


def test_an_instrument_is_the_part_of_a_performer() -> None:
    """On a node of its own beside the role; in the graph, on the page and back, also of the owner."""
    people = [
        {"name": "Ben Co", "role": "performer", "part": ["viola", "live electronics"]},
        {"name": "Ana Bel", "part": "sound direction"},
        {"name": "Ana Bel", "role": "composer"},
        {"name": "Ana Bel", "role": "conductor", "part": "first night"},
        {"name": "Ida Ey", "role": ["dancer", "narrator"], "part": "the Owl"},
    ]
    cv = read(works=[{"title": "Dawn", "kind": "concert", "contributors": people}])
    assert objects(cv, f"<{MARCREL.base}prf>") == ["person/co-b"]
    texts = [parse(o).value for _, p, o in vitagraph.dataset(cv).triples() if p == SCHEMA.roleName]
    assert texts == ["viola", "live electronics", "sound direction", "first night", "the Owl"]
    triples = set(vitagraph.dataset(cv).triples())
    of_roles = {s.rpartition("/")[2][:-1]: o for s, p, o in triples if p == DCTERMS.type and "/contributions/" in s}
    relators = {"viola": "prf", "live-electronics": "prf", "first-night": "cnd"}
    assert of_roles == {text: f"<{MARCREL.base}{code}>" for text, code in relators.items()}
    assert {o for _, p, o in triples if p in (f"<{MARCREL.base}cmp>", f"<{MARCREL.base}cnd>")} == {"<https://a.example/cv#me>"}
    assert Index(cv).notes == []
    back, lost = records({"public": list(vitagraph.dataset(cv).triples(RESTRICTED))})
    assert not lost
    stated = [(one.name, one.role, one.part) for one in cv.works[0].contributors]
    back_stated = [(one.name, one.role, one.part) for one in back.works[0].contributors]
    assert sorted(back_stated) == sorted(stated)
    assert set(vitagraph.dataset(back).triples()) == triples
    shown = {piece.label: piece.text for piece in entry(cv.works[0], Localizer(Index(cv), "en")).where}
    assert shown["Performer"] == "Ben Co (viola, live electronics)"
    assert shown["Contributor"] == "Ana Bel (sound direction)"
    assert (shown["Composer"], shown["Conductor"]) == ("Ana Bel", "Ana Bel (first night)")
    assert shown["Dancer, narrator"] == "Ida Ey (the Owl)"


@pytest.mark.parametrize(
    ("work", "message"),
    [
        ({"kind": "concert", "authors": WITH_PARTS}, "does not apply to the kind performance-music|does not apply to the kind"),
        ({"kind": "film", "authors": [{"name": "Ana Bel", "credit": "owl taming"}]}, "is not listed under contributor roles"),
        ({"kind": "film", "authors": [{"name": "Ana Bel", "equal": "perhaps"}]}, "neither true nor false"),
        ({"kind": "film", "editors": [{"name": "Ana Bel", "affiliation": "Nest"}]}, "unknown key 'affiliation' in an author"),
        ({"kind": "film", "authors": [{"name": "Ana Bel", "role": "composer"}]}, "unknown key 'role' in an author"),
    ],
)
def test_a_wrong_part_of_an_author_has_a_message(work: Any, message: str) -> None:
    """Also what the graph could not contain: a performance has no author list."""
    with pytest.raises(vitagraph.DataError, match=message):
        read(works=[{"title": "Owls", **work}])


def test_authors_in_no_known_order_have_no_list(tmp_path: Path) -> None:
    """All are authors, none the first; merging keeps them, and adds words of the same authors in any order."""
    work = {
        "title": "Owls",
        "unordered_authors": True,
        "authors": ["Ana Bel", {"name": "Ben Co", "part": {"en": "student", "de": "Student"}}],
    }
    cv = read(journal_articles=[work])
    triples = set(vitagraph.dataset(cv).triples())
    for predicate in (SCHEMA.author, DCTERMS.creator, VITA.unorderedAuthor):
        assert {o for s, p, o in triples if p == predicate and "publication" in s} == {
            f"<https://a.example/cv#{one}>" for one in ("me", "person/co-b")
        }
    assert not {p for _, p, _ in triples} & {BIBO.authorList, SCHEMA.position, RDF.first}
    assert {o for _, p, o in triples if p == SCHEMA.roleName} == {'"student"@en', '"Student"@de'}
    back, lost = records({"public": list(vitagraph.dataset(cv).triples(RESTRICTED))})
    assert (lost, set(vitagraph.dataset(back).triples())) == ([], triples)
    (tmp_path / "cv.yaml").write_text("".join(files(cv).values()), encoding="utf-8")
    other = {"title": "Owls", "authors": ["Ben Co", {"name": "Ana Bel", "part": "idea"}]}
    merged = merge(str(tmp_path), read(journal_articles=[other]), "other.json")
    (article,) = vitagraph.read_text(next(iter(merged.files.values()))[1].decode()).journal_articles
    assert [(one.name, [*map(str, one.part)]) for one in article.authors] == [("Ana Bel", ["idea"]), ("Ben Co", ["student"])]
    assert (merged.conflicts, article.unordered_authors) == ([], True)


IMPORTED = {
    "openalex": json.dumps({"id": "https://openalex.org/W1", "display_name": "Owls", "type": "article", "authorships": [
        {"author": {"display_name": "Ana Bel"}, "is_corresponding": True,
         "institutions": [{"display_name": "Nest", "ror": "https://ror.org/03yrm5c26"}]}, {"author": {"display_name": "Ben Co"}}]}),
    "csl-json": json.dumps([{"type": "article-journal", "title": "Owls", "author": [
        {"family": "Bel", "given": "Ana", "affiliation": [{"name": "Nest"}]}, {"family": "Co", "given": "Ben", "affiliation": []}]}]),
    "citation-cff": "cff-version: 1.2.0\ntitle: Owls\nauthors:\n- {family-names: Bel, given-names: Ana, affiliation: Nest}\n"
                    "- {family-names: Co, given-names: Ben}\n",
}  # fmt: skip


@pytest.mark.parametrize("format", IMPORTED)
def test_affiliations_are_imported(format: str) -> None:
    """None is left out; an author without one states none."""
    found = read_format(IMPORTED[format], "works", format)
    (work,) = [*found.cv.journal_articles, *found.cv.software]
    assert [one.affiliation for one in work.authors] == [("Nest",), ()]
    assert [one.corresponding for one in work.authors] == [True if format == "openalex" else None, None]
    assert not [one for one in found.left_out if "Nest" in str(one)]


def test_a_field_that_takes_no_affiliation_reports_it() -> None:
    """The editors of a book, and the authors of a concert."""
    item = {"type": "performance", "title": "Dawn", "author": [{"family": "Bel", "given": "Ana", "affiliation": [{"name": "Nest"}]}]}
    book = {"type": "book", "title": "Owls", "editor": item["author"]}
    found = read_format(json.dumps([item, book]), "works", "csl-json")
    assert len([one for one in found.left_out if "Nest" in str(one)]) == 2
    assert not Index(found.cv).problems


def test_merging_adds_what_authors_state(tmp_path: Path) -> None:
    """To the same authors; what they state already stays."""
    text = "person: {name: Ana Bel}\njournal_articles:\n  - title: Owls\n    authors: [{name: Ana Bel, affiliation: Roost}, Ben Co]\n"
    other = {
        "title": "Owls",
        "authors": [{"name": "Ana Bel", "affiliation": "Nest", "equal": True}, {"name": "Ben Co", "affiliation": "Nest"}],
    }
    (tmp_path / "cv.yaml").write_text(text, encoding="utf-8")
    merged = merge(str(tmp_path), read(journal_articles=[other]), "other.json")
    (article,) = vitagraph.read_text(next(iter(merged.files.values()))[1].decode()).journal_articles
    assert [(one.affiliation, one.equal) for one in article.authors] == [(("Roost",), True), (("Nest",), None)]


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
    assert {"book/companion-to-owls.html", "book/companion-to-owls.ttl", "proceedings/owl-days.html"} <= site.keys()
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
     contributors: [{name: Ben Co, role: illustrator}, {name: Dan Elk, role: writer of preface},
                    {name: Gus Hay, role: performer, part: [a "cello"; 3, voice]}]}
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
    assert [part for one in book.contributors for part in one.part] == (['a "cello"; 3', "voice"] if format == "bibtex" else [])


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


@pytest.mark.parametrize("owner_alone", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_every_list_of_people_may_go_on(owner_alone: bool) -> None:
    """Of all record classes: a fact in the graph of the field, on the page, in the way back and in the YAML."""
    cv = vitagraph.read(ROOT / "data/example")
    lists = [
        (record, field)
        for whole in cv.records()
        for record in with_nested(whole)
        for field in plan_without(type(record), record.inapplicable()).facts
        if field.many and field.type is Author and getattr(record, field.name) and not hasattr(record, f"more_{field.name}")
    ]
    for record, field in lists:
        *first, last = getattr(record, field.name)
        setattr(record, field.name, [Author("", "me", others=True)] if owner_alone else [*first, last.stating(others=True)])
    assert len({field.name for _, field in lists}) >= 14
    for record_class in {type(record) for record, _ in lists}:
        stated = [field.others for field in plan(record_class).facts if field.others]
        assert len(set(stated)) == len(stated), record_class
    index = Index(cv)
    dataset = dataset_of(index)
    triples = set(dataset.triples(RESTRICTED))
    for record, field in lists:
        assert field.others is not None
        assert (index.node(record), *field.others) in triples, (record, field.name)
    names = {dataset.name_of(name): name for name in ("public", "meta", *RESTRICTED)}
    back, lost = records({names.get(graph, graph): listed for graph, listed in dataset.graphs(RESTRICTED).items()})
    assert not lost
    again = vitagraph.read_text("".join(files(cv).values()))
    for other in (back, again):
        assert set(dataset_of(Index(other)).triples(RESTRICTED)) == triples
    page = build(index.public_view(), Options())["index.html"].decode()
    assert page.count("et al.") > len(lists) // 2


@pytest.mark.parametrize(("format", "left"), [("bibtex", 0), ("rendercv", 0), ("csl-json", 3), ("ris", 2)])
def test_formats_state_that_editors_follow_or_report_it(format: str, left: int) -> None:
    """Also translators, inventors and contributors of a role."""
    people = {
        "editors": ["Ida Ey", "et al."],
        "translators": "Ben Co et al.",
        "contributors": [{"name": "Ida Ey", "role": "ill"}, "et al."],
    }
    text, left_out = written(format, Index(read(books=[{"title": "Owls", "authors": "Ana Bel", "date": 2016, **people}])))
    assert len([one for one in left_out if "et al." in one]) == left
    if not left:
        (book,) = read_format(text, "works", format).cv.books
        assert all(getattr(book, name)[-1].others and len(getattr(book, name)) == 1 for name in people)


@pytest.mark.parametrize("format", ["bibtex", "rendercv"])
def test_formats_state_that_authors_follow(format: str) -> None:
    """BibTeX as `and others`."""
    cv = read(journal_articles=[{"title": "Owls", "authors": ["Ben Co", "et al."], "date": 2016, "journal": "Birds"}])
    text, left_out = written(format, Index(cv))
    assert not [one for one in left_out if "more_authors" in one]
    (article,) = read_format(text, "works", format).cv.journal_articles
    assert ([one.name for one in article.authors], article.more_authors) == (["Ben Co"], True)


@pytest.mark.parametrize("authors", [["et al."], ["et al.", "Ben Co"], "Ben Co and Ana Bel et al."])
def test_words_for_others_elsewhere_are_no_authors(authors: Any) -> None:
    """They need a name before them, in a list."""
    with pytest.raises(vitagraph.DataError, match=r"as the last entry|write a list, \[Ben Co, Ana Bel, et al"):
        read(books=[{"title": "Owls", "authors": authors}])


@pytest.mark.parametrize(
    ("people", "found"),
    [
        ({"authors": ["Ben Co", "et al."]}, 0),
        ({"authors": "Ben Co et al."}, 0),
        ({"authors": ["Ben Co"]}, 1),
        ({"authors": ["Ben Co"], "editors": ["Ida Ey", "et al."]}, 0),
    ],
)
def test_the_owner_may_be_among_the_people_who_are_left_out(people: dict[str, Any], found: int) -> None:
    """Only whole lists without the owner are doubtful."""
    results = validate(read(journal_articles=[{"title": "Owls", "date": 2016, **people}])).results
    assert sum(one.shacl.source_shape.endswith("#OwnerAsAuthorShape>") for one in results) == found


def test_the_part_of_an_author_is_an_annotation_of_bibtex() -> None:
    """Of authors and editors; it is read back."""
    stated = {"title": "Brief", "kind": "legal-brief", "authors": ["Bo Roe", {"name": "Ada Beispiel", "part": "counsel"}]}
    stated["editors"] = [{"name": "Cy Lo", "part": "style"}]
    text, _ = written("bibtex", Index(read(works=[stated])))
    assert 'author+an:part = {2="counsel"}' in text
    assert 'editor+an:part = {1="style"}' in text
    (work,) = read_format(text, "works", "bibtex").cv.works
    assert [one.part for one in (*work.authors, *work.editors)] == [(), ("counsel",), ("style",)]


def test_long_lists_of_names_are_folded() -> None:
    """Nothing is lost or moved; the first names, the owner and the last name are shown, and no run of one name is folded."""
    draw = random.Random(1)
    for count in [*range(12), *(draw.randrange(12, 80) for _ in range(100))]:
        owners = set(draw.sample(range(count), min(count, draw.randrange(3))))
        names = [Name(str(number), number in owners, "") for number in range(count)]
        runs = folded(names)
        assert [name for run in runs for name in run.names] == names
        assert all(one.shown is not other.shown for one, other in pairwise(runs))
        assert all(len(run.names) > 1 and not any(name.is_owner for name in run.names) for run in runs if not run.shown)
        assert not names or (runs[0].shown and runs[-1].shown and len(runs[0].names) >= min(count, 4))
        assert count > 8 or len(runs) <= 1
