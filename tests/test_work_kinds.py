"""The table of kinds of works: classes, sections, words, and each format's words there and back."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
import yaml

import vitagraph
from vitagraph import queries
from vitagraph.exporters.export import written
from vitagraph.importers.formats import read
from vitagraph.mapping import dataset_of
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, RDF, SCHEMA, VITA
from vitagraph.records import Index, plan, plan_without, work_kinds
from vitagraph.records.containers import PeriodicalType
from vitagraph.records.kind_words import key
from vitagraph.records.other_works import Work, WorkKind
from vitagraph.records.schemes import SCHEMES
from vitagraph.records.work_kinds import GROUPS, WORKS, rows, systems
from vitagraph.records.works import WorkStatus
from vitagraph.recovery.recover import records
from vitagraph.site.entries import sections
from vitagraph.site.localization import Localizer
from vitagraph.validation import validate
from vitagraph.validation.report import Severity
from vitagraph.values import Text

ROWS = list(rows().values())


def test_rows_are_whole() -> None:
    """Each kind has classes of known vocabularies, labels, a group and a nature."""
    for row in ROWS:
        assert row.classes, row.name
        assert all(row.labels), row.name
        assert all(row.plural), row.name
        assert row.group in {*GROUPS, "talks"}, row.name
        assert row.nature in ("document", "creation", "event", "thing", "collection"), row.name
        assert all(predicate.startswith("<") for predicate in row.about), row.name
    assert len({row["de"] for row in ROWS}) == len(ROWS)


def test_documents_are_documents_and_events_are_none() -> None:
    """No class of an event or a thing is one of documents, and the other way round."""
    documents = {cls for row in ROWS if row.nature in ("document", "creation") for cls in row.classes}
    others = {cls for row in ROWS if row.nature in ("event", "thing") for cls in row.classes}
    assert not documents & others


def test_kinds_of_one_scheme() -> None:
    """A kind is a concept of one scheme, and those of talks are concepts of none of works."""
    for scheme in work_kinds.SCHEMES:
        assert set(SCHEMES[scheme].kinds) == {row.name for row in ROWS if row.scheme == scheme}
    assert {row.name for row in ROWS if not row.scheme and row.section == WORKS} == set()
    assert not any(row.scheme for row in ROWS if row.group == "talks" or row.name in ("patent-family", "exhibition"))
    names = [name for scheme in SCHEMES.values() for name in scheme.kinds]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", [row for row in ROWS if row.section == WORKS], ids=lambda row: row.name)
def test_only_what_is_published_counts_as_a_publication(row: work_kinds.WorkKindRow) -> None:
    """A kind without a date of publication is counted in no query of publications; intellectual property is not among them on the page."""
    index = Index(vitagraph.read_text(yaml.safe_dump(HEAD | {"works": [{"title": "Owls", "kind": row.name, "date": 2019}]})))
    dataset = dataset_of(index)
    issued = any(predicate in (DCTERMS.issued, SCHEMA.datePublished) for _, predicate, _ in dataset.triples())
    assert row.is_publication == issued
    for query in "publications-per-year", "publications-by-kind", "unlinked-publications":
        found = queries.run(queries.catalogue()[query], dataset).rows
        assert bool(found) == row.is_publication, query
    names = {section.name for section in sections(Localizer(index, "en"))}
    assert names & {"publications", "works-ip"} == {"works-ip" if row.group == "ip" else "publications"}


def test_a_word_means_one_kind() -> None:
    """No word, label or heading is that of two kinds."""
    meant: dict[str, set[str]] = {}
    for row in ROWS:
        for word in row.names():
            meant.setdefault(key(word), set()).add(row.name)
    assert {word: kinds for word, kinds in meant.items() if len(kinds) > 1} == {}


@pytest.mark.parametrize("system", systems())
def test_words_of_other_systems(system: str) -> None:
    """A word is read as one kind, and each word that is written is also read."""
    read = [word for row in ROWS for word, _ in row.read_words(system)]
    assert len(read) == len(set(read))
    written = {word.text for row in ROWS if (word := row.word(system))}
    assert written <= set(work_kinds.readings(system))
    for row in ROWS:
        word = row.word(system)
        if word and not word.approximate:
            assert work_kinds.readings(system)[word.text] == (row, False)


def test_orcid_types() -> None:
    """Each of ORCID's 59 types is read, and no two as one kind; only `other` and `undefined` are other works."""
    kinds = [reading.kind.name for reading in work_kinds.readings("orcid").values()]
    assert len(kinds) == 59
    assert len(set(kinds)) == 58
    assert kinds.count("other") == 2


@pytest.mark.parametrize(("status", "place"), [("working paper", "under `works:` with `kind: working-paper`"), ("Books", "under `books:`")])
def test_a_kind_is_no_status(status: str, place: str) -> None:
    """The message leads to the kind."""
    with pytest.raises(ValueError, match="is a kind of work and no status; write the work " + place):
        WorkStatus.parse(status)


def test_other_works_have_a_section() -> None:
    """The kinds without a section of their own are written under `works:`."""
    assert sum(row.section == WORKS for row in ROWS) > 100


# -- the section `works:`

KINDS = [row.name for row in ROWS if row.section == WORKS]
HEAD = {"document": {"iri": "https://cv.example/ada", "as_of": "2026-01-01"}, "person": {"name": "Ada Beispiel"},
        "grants": [{"title": "Listening", "number": "OWL-1", "funder": "Owl Fund", "dates": "2018-01 to 2019-12"}]}  # fmt: skip
ISBN = "978-3-16-148410-0"
#: a value of each field of a work
VALUES: dict[str, Any] = {
    "title": "Owls", "authors": ["Ada Beispiel", "Co Author"], "unordered_authors": True, "amount": "1 million EUR",
    "unnamed_contributors": [{"part": "guest curated", "role": "curator"}], "date": "2019-02-03", "language": "de", "status": "forthcoming",
    "abstract": "Owls listen.", "keywords": ["owl"], "citation": "Owls. 2019.", "url": "https://a.example/owls", "note": "Nocturnal.",
    "pdf": "https://a.example/owls.pdf", "open_access": True, "license": "CC0-1.0", "code": ["https://git.example/owls"],
    "data": ["https://a.example/owls.csv"], "slides": "https://a.example/owls.pptx", "poster": "https://a.example/poster.pdf",
    "video": "https://a.example/owls.mp4",
    "pages_about": ["https://b.example/owls"], "journal": "The Owl", "book": "Book of Owls", "event": "Owl Days", "series": "Owl Series",
    "publisher": "Owl Press", "place": "Musterstadt", "volume": "3", "issue": "4", "pages": "5-9", "number": "op. 7", "edition": "2",
    "selected": True, "peer_reviewed": True, "review": "double-blind", "times_cited": 12,
    "funders": ["Owl Fund"], "award_numbers": ["OWL-2"],
    "clients": ["Owl Trust"],
    "metrics": {"kind": "downloads", "number": "over 700", "source": "Owl Index"},
    "times_cited_date": "2025-06", "correction_date": "2020-03-04",
    "editors": ["Ed Itor"], "translators": ["Trans Lator"], "contributors": [{"name": "Il Lustrator", "role": ["illustrator", "curator"]}],
    "correction": ["https://a.example/notice"], "grants": ["OWL-1"], "court": "Court of Owls", "case": "Owl v. Nightingale",
    "version": "1.0", "isbn": ISBN, "number_of_pages": 77, "medium": "wood", "duration": "20 min", "scoring": "two owls",
    "genre": ["carving"], "issue_title": "Owls at Night", "issue_editors": ["Ed Itor"],
    "original": {"title": "Eulen", "kind": "software", "authors": ["Erika Eule"], "date": 1999, "publisher": "Eulenverlag",
                 "doi": "10.5555/eulen"},
    "related": [{"relation": "part of", "thing": "Owl Cycle"}, {"relation": "companion", "organization": "Owl Press"}],
    "reviewed": [{"title": "Owls for Beginners", "editors": ["Erika Eule"], "isbn": ISBN, "place": "Musterstadt"}, "Owls Again"],
}  # fmt: skip
#: fields that each kind of work needs, or that another test covers
_ELSEWHERE = {
    *(
        "kind",
        "doi",
        "arxiv",
        "pmid",
        "pmcid",
        "hal",
        "handle",
        "ark",
        "jstor",
        "ssrn",
        "eid",
        "wos",
        "openalex",
        "wikidata",
        "dblp_record",
    ),
    *("more_authors", "facts", "dates", "performed"),
}


def work_of(kind: str) -> dict[str, Any]:
    """A work of a kind with every field that applies to it; it is part of what its kind is usually part of."""
    fields = plan_without(Work, Work(title=Text("x"), kind=WorkKind(kind)).inapplicable()).fields
    containers = set(work_kinds.rows()[kind].containers)
    found = {name: value for name, value in VALUES.items() if fields[name].applies} | {"kind": kind, "title": f"Owls {kind}"}
    found["url"] = f"https://a.example/{kind}"
    if periodicals := [one for one in work_kinds.rows()[kind].containers if one in PeriodicalType.classes]:
        found |= {"journal": f"The Owl {periodicals[0]}"}
    else:
        found = {name: value for name, value in found.items() if name not in ("journal", "issue")}
    if not periodicals:
        found = {name: value for name, value in found.items() if not name.startswith("issue_")}
    if periodicals or not containers & {"book", "reference-work", "proceedings"}:
        found.pop("book", None)
    if "journal" in found or "book" in found:
        found.pop("series", None)
    elif "series" in found:
        found["series"] += f" {kind}"
    return found


@cache
def cv_of(*kinds: str) -> vitagraph.CV:
    """A CV with a work of each kind."""
    return vitagraph.read_text(yaml.safe_dump(HEAD | {"works": [work_of(kind) for kind in kinds]}, allow_unicode=True))


def test_every_field_is_tried() -> None:
    """A new field of works is added to the values above."""
    facts = {field.name for field in plan(Work).facts}
    assert {"kind", *VALUES} <= facts
    assert facts - set(VALUES) == _ELSEWHERE


def test_works_of_all_kinds_conform_and_come_back() -> None:
    """Every kind with every field that applies: valid, and the records of its graph give the same graph."""
    cv = cv_of(*KINDS)
    dataset = dataset_of(Index(cv))
    found = [one for one in validate(cv).results if one.shacl.severity is not Severity.note]
    assert found == []
    back, left = records({"public": dataset.triples()})
    assert left == []
    assert set(dataset_of(Index(back)).triples()) == set(dataset.triples())


def test_works_of_all_kinds_may_have_facts_of_ones_own() -> None:
    """They have no predicates of the field, and apply to every kind."""
    works = [{"title": f"Owls {kind}", "kind": kind, "facts": {"schema:award": "Golden Feather"}} for kind in KINDS]
    cv = vitagraph.read_text(yaml.safe_dump(HEAD | {"works": works}, allow_unicode=True))
    triples = dataset_of(Index(cv)).triples()
    assert sum(predicate == "<http://schema.org/award>" for _, predicate, _ in triples) == len(KINDS)


def test_works_of_all_kinds_need_no_event() -> None:
    """No warning but for what every work of the kind has: an article of a journal is no workshop paper."""
    works = [{name: value for name, value in work_of(kind).items() if name != "event"} for kind in KINDS]
    cv = vitagraph.read_text(yaml.safe_dump(HEAD | {"works": works}, allow_unicode=True))
    assert [one.message for one in validate(cv).results if one.shacl.severity is not Severity.note] == []


@pytest.mark.parametrize("dates", ["2015-03 to present", "2015-08/2015-09", "until 2010"])
def test_works_of_all_kinds_may_go_on(dates: str) -> None:
    """From when to when stands in the graph and comes back, from formats with periods too; it is no date of publication."""
    works = [
        {"title": f"Owls {kind}", "kind": kind, "authors": "Ada Beispiel", "dates": dates, "url": f"https://a.example/{kind}"}
        for kind in KINDS
    ]
    cv = vitagraph.read_text(yaml.safe_dump(HEAD | {"works": works}, allow_unicode=True))
    triples = dataset_of(Index(cv)).triples()
    assert not {DCTERMS.issued, SCHEMA.datePublished, SCHEMA.dateCreated} & {predicate for _, predicate, _ in triples}
    assert [one for one in validate(cv).results if one.shacl.severity is Severity.error] == []
    back, left = records({"public": triples})
    assert left == []
    assert [one.dates for one in back.works] == [one.dates for one in cv.works]
    text, _ = written("bibtex", Index(cv))
    assert {one.dates for one in read(text, "works", "bibtex").cv.works} == {cv.works[0].dates}
    text, left_out = written("csl-json", Index(cv))
    assert not [one for one in left_out if "dates" in one]
    assert queries.run(queries.catalogue()["publications-per-year"], vitagraph.dataset(cv)).rows == []


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"dates": 2015}, "`date: 2015`"),
        ({"dates": "2015-2017", "date": 2015}, "keep the one that is printed"),
        ({"dates": "2013, 2015 to 2017"}, "write one, or a work for each"),
    ],
)
def test_a_period_is_neither_one_date_nor_beside_one(stated: dict[str, Any], message: str) -> None:
    """The message names the field to write."""
    with pytest.raises(vitagraph.DataError, match=message):
        vitagraph.read_text(yaml.safe_dump(HEAD | {"works": [{"title": "Owls", "kind": "weblog", **stated}]}))


@pytest.mark.parametrize("kind", ["concert", "physical-object"])
def test_no_property_of_documents(kind: str) -> None:
    """An event has no properties of documents, and a field that has no other property is a mistake."""
    text = yaml.safe_dump(HEAD | {"works": [{"title": "Owls", "kind": kind, "pages": "5-9", "authors": ["Ada Beispiel"]}]})
    with pytest.raises(vitagraph.DataError, match=f"`pages:` does not apply to the kind {kind}; leave it out, or write it in `note:`"):
        vitagraph.read_text(text)


def test_the_authors_of_a_performance_may_go_on() -> None:
    """`et al.` is a fact of an event, too; an object has none."""
    work = {"title": "Owls", "kind": "concert", "authors": ["Ada Beispiel", "et al."]}
    cv = vitagraph.read_text(yaml.safe_dump(HEAD | {"works": [work]}))
    dataset = dataset_of(Index(cv))
    back, left = records({"public": dataset.triples()})
    assert left == []
    assert back.works[0].more_authors is True
    with pytest.raises(vitagraph.DataError, match="does not apply to the kind physical-object"):
        vitagraph.read_text(yaml.safe_dump(HEAD | {"works": [work | {"kind": "physical-object"}]}))


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("keynote", "'keynote' has a section of its own; write the work under `talks:`"),
        ("monograph", "'monograph' has a section of its own; write the work under `books:`"),
        ("opp-ed", "'opp-ed' is no kind of work; did you mean 'op-ed'?"),
        ("gizmo", "'gizmo' is no kind of work; write one of the kinds that `vitagraph docs works` lists, or `kind: other`"),
    ],
)
def test_words_that_name_no_kind_of_this_section(word: str, message: str) -> None:
    """The message leads to the right section or kind."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        WorkKind.parse(word)


@pytest.mark.parametrize(
    ("kind", "volume", "type_"),
    [
        ("op-ed", None, "other"),
        ("op-ed", "3", "periodical"),
        ("published interview", None, "other"),
        ("newspaper article", "3", "newspaper"),
        ("blog post", None, "blog"),
        ("magazine article", None, "magazine"),
        ("editorial", None, "periodical"),
        ("editorial", "3", None),
        ("critical edition", "3", None),
        ("case report", None, None),
    ],
)
def test_a_mentioned_periodical_is_of_the_type_that_the_kind_states(kind: str, volume: str | None, type_: str | None) -> None:
    """An op-ed may be in a newspaper, a magazine or a site; what has a volume may be a journal, if works of the kind are in journals."""
    work = {"title": "Owls", "kind": kind, "journal": "The Owl", "volume": volume}
    cv = vitagraph.read_text(yaml.safe_dump(HEAD | {"works": [work]}))
    (journal,) = [one for one in Index(cv).implicit.values() if one.segment == "journal"]
    assert journal.type == type_


# -- formats


@pytest.mark.parametrize("format", ["bibtex", "csl-json", "ris"])
def test_works_of_all_kinds_come_back_from_reference_managers(format: str) -> None:
    """Each kind comes back as itself, though most share a type, with the fields that the format has."""
    before = {str(work.title): work for work in cv_of(*KINDS).works}
    text, _ = written(format, Index(cv_of(*KINDS)))
    imported = read(text, "works", format)
    assert imported.broken == []
    after = {str(work.title): work for work in imported.cv.works}
    assert {title: work.kind for title, work in after.items()} == {title: work.kind for title, work in before.items()}
    for title, work in before.items():
        for name in ("authors", "date", "pages", "journal", "event", "issue", "number", "url", "note", "abstract"):
            assert getattr(after[title], name) == getattr(work, name), (title, name)


def test_works_of_all_kinds_come_back_from_rendercv() -> None:
    """The heading states the kind."""
    text, _ = written("rendercv", Index(cv_of(*KINDS)))
    after = {str(work.title): work.kind for work in read(text, "works", "rendercv").cv.works}
    assert after == {str(work.title): work.kind for work in cv_of(*KINDS).works}


@pytest.mark.parametrize("type_", sorted(work_kinds.readings("orcid")))
def test_every_orcid_type_has_a_home(type_: str) -> None:
    """No type is refused, and each but the two of other works is read as a kind of its own."""
    work = {"type": type_, "title": {"title": {"value": "Owls"}}, "publication-date": {"year": {"value": "2020"}}}
    record = {"orcid-identifier": {"path": "0000-0002-1825-0097"}, "person": {"name": {"given-names": {"value": "Ada"}}}}
    activities = {"works": {"group": [{"work-summary": [work]}]}}
    imported = read(json.dumps(record | {"activities-summary": activities}), "record", "orcid")
    row = work_kinds.readings("orcid")[type_].kind
    if row.section == WORKS:
        assert [one.kind for one in imported.cv.works] == [row.name]
    elif row.section not in ("patent_families", "studies"):  # these need a number, or the degree
        assert len(getattr(imported.cv, {"lectures": "talks"}.get(row.section, row.section))) == 1


def test_an_unknown_type_is_another_work() -> None:
    """It is read, and the type is reported."""
    imported = read('[{"type": "hologram", "title": "Owls", "container-title": "X"}]', "items", "csl-json")
    assert [work.kind for work in imported.cv.works] == ["other"]
    assert any("'hologram'" in problem.message for problem in imported.left_out)


_IN = ({"journal": "Owl Letters", "volume": "3", "pages": "1-9"}, {"journal": "Owl Letters"}, {"book": "Big Owl Book", "pages": "1-9"})


_DOCUMENTS = [row for row in ROWS if row.section == WORKS and row.nature == "document"]


@pytest.mark.parametrize(
    ("container", "found"),
    [
        ({}, {SCHEMA.CreativeWork, BIBO.DocumentPart}),
        ({"journal": "Owl Letters", "pages": "1-9"}, {SCHEMA.Article, BIBO.Article}),
        ({"journal": "Owl Letters"}, {SCHEMA.Article, BIBO.Article}),
        ({"book": "Big Owl Book"}, {SCHEMA.Chapter, BIBO.BookSection}),
    ],
)
@pytest.mark.parametrize("kind", ["introduction", "preface", "afterword"])
def test_what_contains_a_preface_states_its_class(kind: str, container: dict[str, str], found: set[str]) -> None:
    """In a journal it is an article, in a book a section, alone a part of a document that is not stated; formats bring it back."""
    index = Index(vitagraph.read_text(yaml.safe_dump(HEAD | {"works": [{"title": "Owls", "kind": kind, "date": 2019, **container}]})))
    triples = dataset_of(index).triples()
    assert {o for s, p, o in triples if p == RDF.type and s == index.node(index.cv.works[0])} == found | {VITA.Work}
    back, left = records({"public": triples})
    assert (left, set(dataset_of(Index(back)).triples()) ^ set(triples)) == ([], set())
    for format in ("bibtex", "csl-json", "ris"):
        (work,) = read(written(format, index)[0], "x", format).cv.works
        assert (str(work.kind), work.journal, work.book) == (kind, container.get("journal"), container.get("book")), format


@pytest.mark.parametrize("part", range(4))
def test_what_is_in_a_journal_or_a_book_is_no_book(part: int) -> None:
    """Of each kind: no class of books and no advice for these; the way back; each format's way there and back of a kind of books."""
    stated = {f"Owls {row.name} {number}": (row, _IN[number]) for row in _DOCUMENTS[part::4] for number in range(len(_IN))}
    works = [{"title": title, "kind": row.name, "authors": "Ada Beispiel", **container} for title, (row, container) in stated.items()]
    index = Index(vitagraph.read_text(yaml.safe_dump(HEAD | {"works": works})))
    triples = set(dataset_of(index).triples())
    classes = {work.title: {o for s, p, o in triples if s == index.node(work) and p == RDF.type} for work in index.cv.works}
    for title, (row, container) in stated.items():
        assert not classes[title] & {SCHEMA.Book, BIBO.Book, BIBO.EditedBook}, title
        assert "book" in container or not classes[title] & {SCHEMA.Chapter, BIBO.Chapter, BIBO.BookSection}, title
        if _is_a_book(row):
            assert (SCHEMA.Article in classes[title]) is ("volume" in container), title
            assert (SCHEMA.Chapter in classes[title]) is ("book" in container), title
    back, left = records({"public": triples})
    assert left == []
    assert set(dataset_of(Index(back)).triples()) == triples
    messages = [one.message for one in validate(index.cv).results]
    assert not [one for one in messages if "ISBN" in one or "publisher" in one or "the book" in one]
    books = {title: pair for title, pair in stated.items() if _is_a_book(pair[0])}
    assert books
    alone = Index(vitagraph.read_text(yaml.safe_dump(HEAD | {"works": [work for work in works if work["title"] in books]})))
    expected = sorted((title, row.name, one.get("journal"), one.get("book")) for title, (row, one) in books.items())
    for format in ("bibtex", "csl-json", "ris"):
        found = [(work.title, str(work.kind), work.journal, work.book) for work in read(written(format, alone)[0], "x", format).cv.works]
        assert sorted(found) == expected, format


def _is_a_book(row: work_kinds.WorkKindRow) -> bool:
    """Whether a kind alone is a book, and no edited one."""
    return SCHEMA.Book in row.classes and BIBO.EditedBook not in row.classes
