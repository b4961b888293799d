"""Dates of every form through all outputs: graph, way back, validation, queries, charts, pages, feed, exports and their import."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

import vitagraph
from generated_cvs import cvs
from vitagraph import queries
from vitagraph.charts import svg
from vitagraph.exporters import EXPORTERS
from vitagraph.exporters.export import written
from vitagraph.importers.formats import read
from vitagraph.rdf.terms import Triple, parse
from vitagraph.rdf.vocabulary import DCTERMS, EDTF, FOAF, SCHEMA
from vitagraph.records import CV, Index
from vitagraph.site import Options, build
from vitagraph.tables import Table, text
from vitagraph.validation import validate
from vitagraph.values import PartialDate, Period
from vitagraph.values.printing import printed_period

CV_TEXT = """
document: {iri: https://t.example/cv, as_of: 2026-01-15}
person: {name: Ana Bel}
positions:
  - {title: Clerk, organization: X Ltd, dates: until 2010}
  - {title: Guest, organization: X Ltd, dates: 2011-03 to 2011-05}
  - {title: Chair, organization: Y Ltd, dates: since 2025-12, workload: full-time}
  - {title: Aide, organization: Z Ltd, dates: ca. 1990 to 1991, workload: full-time}
  - {title: Visitor, organization: W Ltd, dates: 2013 and 2015}
  - {title: Tutor, organization: V Ltd, dates: Fall 2015}
  - {title: Fellow, organization: V Ltd}
  - {title: Warden, organization: U Ltd, dates: 2004/, workload: full-time}
  - {title: Scribe, organization: U Ltd, dates: 1990s}
  - {title: Augur, organization: T Ltd, dates: -0044 to -0040}
  - {title: Porter, organization: S Ltd, dates: ongoing}
memberships: [{title: Member, organization: Owl Society}]
teaching: [{title: Owls, dates: WS 2015/16}, {title: Larks, dates: "Spring and Fall 2015"}, {title: Hawks}]
awards: [{name: Prize}, {name: Best, year: ca. 1990}, {name: Top, year: [2013, 2015]}, {name: Old, year: 2001-05}]
projects: [{title: P, dates: 2004/}, {title: Q}, {title: R, dates: /2010}]
talks: [{title: T1}, {title: T2, date: Fall 2015}, {title: T3, date: 2021-12-30 to 2022-01-02}]
grants: [{title: G, dates: ../2010}]
studies: [{degree: Residency, organization: H}, {degree: PhD, organization: H, dates: /1999~, thesis: On owls}]
students: [{student: Fink F, level: master, dates: 2010/}]
journal_articles:
  - {title: J1, date: Spring 2020, authors: [Bel A]}
  - {title: J2, date: "1984?", authors: [Bel A]}
  - {title: J3, date: 199X, authors: [Bel A]}
  - {title: J4, date: -0044, authors: [Bel A]}
"""


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(vitagraph.read_text(CV_TEXT))


def _triples(index: Index) -> Iterator[Triple]:
    return chain.from_iterable(vitagraph.dataset(index.cv).graphs().values())


@pytest.fixture(scope="module")
def dates(index: Index) -> dict[str, dict[str, set[str]]]:
    """Node -> predicate -> values of its dates."""
    found: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, term in _triples(index):
        if predicate in (DCTERMS.date, DCTERMS.issued, SCHEMA.startDate, SCHEMA.endDate, SCHEMA.datePublished):
            found.setdefault(subject.partition("#")[2][:-1], {}).setdefault(predicate, set()).add(term)
    return found


@pytest.mark.parametrize(
    ("node", "stated", "start", "end"),
    [
        ("position/2010-clerk-x-ltd", {"/2010"}, set(), {"2010"}),
        ("position/1990-aide-z-ltd", {"1990~/1991"}, {"1990"}, {"1991"}),
        ("position/2013-visitor-w-ltd", {"2013", "2015"}, set(), set()),
        ("position/2015-23-tutor-v-ltd", {"2015-23"}, set(), set()),
        ("position/2004-warden-u-ltd", {"2004/"}, {"2004"}, set()),
        ("position/199x-scribe-u-ltd", {"199X"}, set(), set()),
        ("position/0044-augur-t-ltd", {"-0044/-0040"}, {"-0044"}, {"-0040"}),
        ("course/2015-24-owls", {"2015-24/2016"}, {"2015"}, {"2016"}),
        ("position/porter-s-ltd", {"/.."}, set(), set()),
        ("talk/2021-12-30-t3", {"2021-12-30/2022-01-02"}, {"2021-12-30"}, {"2022-01-02"}),
        ("grant/2010-g", {"../2010"}, set(), set()),
    ],
)
def test_the_graph_has_the_date_as_stated_and_the_plain_one(
    dates: dict[str, dict[str, set[str]]], node: str, stated: set[str], start: set[str], end: set[str]
) -> None:
    """The terms of DCMI have EDTF, those of schema.org plain dates; a node without a date has neither."""
    predicates = (DCTERMS.date, SCHEMA.startDate, SCHEMA.endDate)
    assert [{parse(term).value for term in dates[node].get(one, ())} for one in predicates] == [stated, start, end]
    for predicate, terms in dates[node].items():
        plain = predicate.startswith("<http://schema.org/")
        assert not plain or all(parse(term).datatype != EDTF.EDTF[1:-1] for term in terms)


@pytest.mark.parametrize("node", ["position/fellow-v-ltd", "membership/owl-society-member", "course/hawks", "talk/t1", "project/q"])
def test_a_record_without_a_date_has_none(index: Index, dates: dict[str, dict[str, set[str]]], node: str) -> None:
    assert f"<https://t.example/cv#{node}>" in index.records
    assert node not in dates


def test_only_what_goes_on_is_current(index: Index) -> None:
    """An unknown end, or no date, is neither an open end nor a past one."""
    stated = {term for node, predicate, term in _triples(index) if predicate == SCHEMA.affiliation and node.endswith("#me>")}
    current = {term.rpartition("/")[2][:-1] for term in stated if "#org/" in term}
    projects = {(predicate, term.rpartition("/")[2][:-1]) for _, predicate, term in _triples(index) if "Project>" in predicate}
    assert (current, projects) == ({"y-ltd", "s-ltd"}, {(FOAF.pastProject, "r")})


def test_no_date_is_reported(index: Index) -> None:
    """Neither that it is missing nor that it is vague."""
    reported = [result.sentence for result in validate(index.cv).results]
    assert [sentence for sentence in reported if "date" in sentence.replace("update", "") or "period" in sentence] == []


def test_running_positions_count_to_the_date_of_the_cv(index: Index) -> None:
    table = queries.run(queries.catalogue()["months-per-organization"], vitagraph.dataset(index.cv))
    assert isinstance(table, Table)
    assert {(text(row[0]), int(text(row[1]))) for row in table.rows} == {
        ("W Ltd", 24), ("Z Ltd", 24), ("V Ltd", 3), ("X Ltd", 3), ("Y Ltd", 2),
    }  # fmt: skip


def test_every_query_and_chart(index: Index) -> None:
    """Records without a date have rows; a period without a start has its place in the timeline."""
    dataset, drawn = vitagraph.dataset(index.cv), {}
    for name, query in queries.catalogue().items():
        table = queries.run(query, dataset)
        if query.chart and isinstance(table, Table):
            drawn[name] = svg(table, query.chart, query.summary, query.description)
        if name in ("career-timeline", "teaching", "talk-list", "awards", "projects"):
            assert len(table.rows) == {"career-timeline": 15, "teaching": 4, "talk-list": 3, "awards": 5, "projects": 3}[name], name
    assert "Clerk: – 2010" in drawn["career-timeline"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            ["Until 2010", "Ca. 1990 – 1991", "Autumn 2015", "From 2004", "1990s", "45 BC – 41 BC", "Winter 2015/16"],
        ),
        (
            "de",
            ["Bis 2010", "Ca. 1990 – 1991", "Herbst 2015", "Ab 2004", "1990er", "45 v. Chr. – 41 v. Chr.", "Winter 2015/16"],
        ),
    ],
)
def test_pages_have_dates_in_words(language: str, expected: list[str]) -> None:
    index = Index(vitagraph.read_text(CV_TEXT.replace("as_of:", f"language: {language}, as_of:")))
    files = build(index, Options())
    page = html.unescape(files["index.html"].decode()).replace("\u00a0", " ")
    assert [words for words in expected if words not in page] == []
    assert b"T00:00:00Z" in files["feed.xml"]
    assert b"<updated>-" not in files["feed.xml"]


@pytest.mark.parametrize("name", ["bibtex", "csl-json", "ris", "rendercv", "jsonresume"])
def test_exports_are_read_back(index: Index, name: str) -> None:
    """Each format keeps what it can hold."""
    export, _ = written(name, index)
    back = read(export, "x", name).cv
    works = {article.title: str(article.date or "") for article in back.journal_articles}
    uncertain = {"bibtex": "1984?", "rendercv": "1984?", "jsonresume": "1984"}.get(name, "1984~")
    plain = name == "jsonresume"
    assert works == {"J1": "2020" if plain else "2020-21", "J2": uncertain, "J3": "" if plain else "199X", "J4": "" if plain else "-0044"}
    if name in ("rendercv", "jsonresume"):
        assert {str(one.title): str(one.dates) for one in back.positions}["Clerk"] == "until 2010"
        assert [one.dates for one in back.positions if one.title == "Fellow"] == [None]


@given(cvs())
@settings(derandomize=True, max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_generated_cvs_have_all_exports(cv: CV) -> None:
    assume(not Index(cv).problems)
    for name in EXPORTERS:
        export, _ = written(name, Index(cv).public_view())
        assert not export.strip() or read(export, "x", name)


@pytest.mark.slow
@given(cvs())
@settings(derandomize=True, max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_generated_cvs_have_pages(cv: CV) -> None:
    assume(not Index(cv).problems)
    assert build(Index(cv), Options())["index.html"]


def _rows(header: str) -> Iterator[tuple[list[str], list[str]]]:
    """The forms and the code in the second column of the rows of a table in docs/reference/dates.md."""
    page = (Path(__file__).parent.parent / "docs/reference/dates.md").read_text("utf-8")
    table = page.partition(f"{header}\n")[2].partition("\n\n")[0]
    for line in table.splitlines()[1:]:
        cells = line.strip("|").split("|")
        yield cells[0].split("`")[1::2], cells[1].split("`")[1::2]


def test_the_table_of_dates_is_true() -> None:
    """Each form in docs/reference/dates.md is read as the page states, as a date and as a period."""
    checked = [(form, stated or [form]) for forms, stated in _rows("| written | EDTF | plain date | on pages |") for form in forms]
    assert len(checked) > 60
    for form, stated in checked:
        assert [PartialDate.parse(form)] == stated, form
        assert form == "WS 2015/16" or [parse(term).value for term in Period.parse(form).terms()] == stated, form


def test_the_table_of_periods_is_true() -> None:
    rows = list(_rows("| written | EDTF | on pages |"))
    checked = [(form, stated) for forms, stated in rows for form in forms if not form.startswith("[")]
    assert len(checked) > 50
    for form, stated in checked:
        period = Period.parse(form)
        assert [parse(term).value for term in period.terms()] == stated, form
        assert Period.of_terms(period.terms()) == Period.parse(str(period)) == period, form
        assert Period.parse(printed_period(period, numeric=True)) == period, form


def test_what_is_not_read_has_advice_that_is_read() -> None:
    rows = list(_rows("| written | write instead |"))
    assert len(rows) > 8
    for form, advised in ((form, advised) for forms, advised in rows for form in forms):
        for read_as in (PartialDate.parse, Period.parse):
            with pytest.raises(ValueError, match=r"write|leave the date out") as raised:
                read_as(form)
            assert all(f"'{one}'" in str(raised.value) for one in advised), form
        assert all(Period.parse(one) for one in advised)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Spring and Fall 2018, Spring and Fall 2019", ["2018-21", "2018-23", "2019-21", "2019-23"]),
        ("Spring 2016, 2018, 2020", ["2016-21", "2018-21", "2020-21"]),
        ("Summers 2009 and 2010", ["2009-22", "2010-22"]),
        ("May and June 2015, 2017", ["2015-05", "2015-06", "2017-06"]),
        ("March 3, 2015 and April 5, 2016", ["2015-03-03", "2016-04-05"]),
        ("Oktober 2015 bis März 2016", ["2015-10/2016-03"]),
        ("1er mars 2015", ["2015-03-01"]),
        ("2015–, 2012", ["2012", "2015/.."]),
        ("Fall 2015 – present", ["2015-23/.."]),
    ],
)
def test_dates_share_what_is_written_once(text: str, terms: list[str]) -> None:
    assert [parse(term).value for term in Period.parse(text).terms()] == terms


@pytest.mark.parametrize(
    ("dates", "day", "over", "running"),
    [
        ("2023 to 2026", "2026-06-01", False, False),
        ("2023 to 2026-06-01", "2026-06-01", False, True),
        ("2023 to 2026-05", "2026-06-01", True, False),
        ("2023 to 2026-06", "2026-06-15", False, False),
        ("2027 to present", "2026-06-01", False, False),
        ("2026", "2026-06-01", False, False),
        ("2020 to 2022, since 2027", "2026-06-01", False, False),
        ("2004/", "2026-06-01", False, False),
    ],
)
def test_a_period_is_over_when_its_last_possible_day_is_past(dates: str, day: str, over: bool, running: bool) -> None:
    period = Period.parse(dates)
    assert (period.is_over(PartialDate(day)), period.is_running(PartialDate(day))) == (over, running)


def test_a_month_that_may_be_two_years_has_a_note() -> None:
    """The note names how years are written; a month that can be no second year has none, nor has one that is named."""
    text = "\n".join(
        f"  - {{title: T{number}, organization: O, dates: {dates}}}"
        for number, dates in enumerate(["2011-12", "2020-21", "2011-10", "2003-09", "Dec 2011", "2011-12 to present", "-2012"])
    )
    cv = vitagraph.read_text(f"document: {{iri: https://t.example/cv}}\nperson: {{name: Ana Bel}}\npositions:\n{text}\n")
    assert [result.sentence for result in validate(cv).results if "in EDTF" in result.sentence] == [
        "dates: '2011-12' is read as a month or season of 2011, as in EDTF; if years are meant, write '2011 to 2012' or '2011/12' "
        "for the academic year",
        "dates: '2020-21' is read as a month or season of 2020, as in EDTF; if years are meant, write '2020 to 2021' or '2020/21' "
        "for the academic year",
        "dates: '-2012' is read as 2013 BC, as in EDTF; if the end of a period is meant, write 'until 2012'",
    ]


PARALLEL = """
document: {iri: https://t.example/cv, as_of: 2026-01-15}
person: {name: Ana Bel}
positions:
  - {title: Nurse, organization: Hospital, dates: 1999 to 2010}
  - {title: Teacher, organization: Hospital, dates: 2005 to 2012}
  - {title: Guest, organization: Hospital, dates: 2006}
  - {title: Planned, organization: Hospital, dates: 2025 to 2030}
  - {title: Tutor, organization: Winter School, dates: WS 2015/16}
  - {title: Aide, organization: School, dates: 2010/11}
  - {title: Clerk, organization: Office, dates: "2014, 2018"}
  - {title: Warden, organization: Park, dates: 2004/}
studies: [{degree: Master of Music, organization: Conservatory, awarded: 2011-05}]
awards: [{name: Prize, year: [2013, 2015]}]
"""


def test_each_month_counts_once_and_none_after_the_date_of_the_cv() -> None:
    table = queries.run(queries.catalogue()["months-per-organization"], vitagraph.dataset(vitagraph.read_text(PARALLEL)))
    assert isinstance(table, Table)
    assert {(text(row[0]), int(text(row[1]))) for row in table.rows} == {
        ("Hospital", 14 * 12 + 13), ("Office", 24), ("School", 12), ("Winter School", 3),
    }  # fmt: skip


def test_rows_without_a_date_are_last(index: Index) -> None:
    table = queries.run(queries.catalogue()["career-timeline"], vitagraph.dataset(index.cv))
    assert isinstance(table, Table)
    ends = [(text(row[0]), text(row[1])) for row in table.rows]
    assert ("", "2010") in ends[2:-4]
    assert ("2004", "?") in ends
    assert ("1990s", "1990s") in ends
    assert ends[-4:] == [("", "present"), ("", ""), ("", ""), ("", "")]


def test_a_degree_without_a_period_is_dated_by_its_award() -> None:
    index = Index(vitagraph.read_text(PARALLEL))
    table = queries.run(queries.catalogue()["career-timeline"], vitagraph.dataset(index.cv))
    assert isinstance(table, Table)
    assert [text(row[1]) for row in table.rows if "Master" in text(row[4])] == ["2011-05"]
    assert "May\u00a02011" in build(index, Options())["index.html"].decode()
    for name in ("rendercv", "jsonresume"):
        export, _ = written(name, index)
        (study,) = read(export, "x", name).cv.studies
        assert study.dates is not None
        assert study.dates.end == "2011-05"


def test_several_periods_are_several_entries_of_json_resume() -> None:
    """An unknown end is not an open one."""
    export, left_out = written("jsonresume", Index(vitagraph.read_text(PARALLEL)))
    back = read(export, "x", "jsonresume").cv
    assert [str(one.dates) for one in back.positions if one.title == "Clerk"] == ["2014", "2018"]
    assert [one.dates for one in back.positions if one.title == "Warden"] == [None]
    assert [str(one.year) for one in back.awards] == ["2013", "2015"]
    assert left_out["positions.dates"] == 3
