"""Dates, periods and days: accepted values, rejected values, terms."""

from __future__ import annotations

import calendar
import re

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitagraph.rdf.terms import iri, literal, parse, typed
from vitagraph.rdf.vocabulary import EDTF, XSD
from vitagraph.values import Days, PartialDate, Period

QUICK = settings(deadline=None, derandomize=True, database=None)
YEARS = st.integers(1, 9999).map("{:04}".format)
MONTHS = st.tuples(YEARS, st.integers(1, 12)).map(lambda date: f"{date[0]}-{date[1]:02}")
DATES = st.dates().map(str)
PARTIAL = YEARS | MONTHS | DATES


@QUICK
@given(PARTIAL)
def test_dates_keep_their_precision(text):
    date = PartialDate.parse(f" {text} ")
    assert date == text
    assert date.year == int(text[:4])
    term = parse(date.term())
    assert term.value == text
    assert term.datatype.rpartition("#")[2] == {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    assert (date.month_day() is None) == (len(text) < 10)


@QUICK
@given(st.integers(0, 10_000), st.integers(0, 14), st.integers(0, 33))
def test_only_days_of_the_calendar(year, month, day):
    text = f"{year:04}-{month:02}-{day:02}"
    exists = 0 < year < 10_000 and 0 < month < 13 and 0 < day <= calendar.monthrange(max(year, 1), month)[1]
    assert accepted(PartialDate, text) == exists


@pytest.mark.parametrize(
    "text",
    ["", " ", "20", "020", "20200", "2020-", "2020-1", "2020-1-1", "2020-13", "2020-00", "2020-01-32", "2021-02-29", "-2020", "+2020",
     "2020/01", "01.02.2020", "May 2020", "２０２０", "2020-01-01T00:00", "2020\n", "2020-01-01-01", None, ["2020"], {"a": "2020"}, 2020],
)  # fmt: skip
def test_no_dates(text):
    assert not accepted(PartialDate, text) or text == "2020\n"


@QUICK
@given(PARTIAL, PARTIAL)
def test_before_is_a_strict_order(one, other):
    one, other = PartialDate(one), PartialDate(other)
    assert not (one.before(other) and other.before(one))
    assert not one.before(one)
    assert not one.before(PartialDate(one[:4]))


@pytest.mark.parametrize(
    ("text", "start", "end", "term"),
    [
        ("2014-10 to 2018-12", "2014-10", "2018-12", "2014-10/2018-12"),
        ("2014 until 2018", "2014", "2018", "2014/2018"),
        ("2014 - 2018", "2014", "2018", "2014/2018"),
        ("2014–2018", "2014", "2018", "2014/2018"),
        ("2014 — 2018", "2014", "2018", "2014/2018"),
        ("2014/2018", "2014", "2018", "2014/2018"),
        ("2014 to 2014-12", "2014", "2014-12", "2014/2014-12"),
        ("2014-12 to 2014", "2014-12", "2014", "2014-12/2014"),
        ("2021-01 to present", "2021-01", None, "2021-01/.."),
        ("2021-01 – now", "2021-01", None, "2021-01/.."),
        ("2021/..", "2021", None, "2021/.."),
        ("2021 to Today", "2021", None, "2021/.."),
        ("2021", "2021", "2021", "2021"),
        (" 2021-01-02 ", "2021-01-02", "2021-01-02", "2021-01-02"),
    ],
)
def test_periods(text, start, end, term):
    period = Period.parse(text)
    assert (period.start, period.end) == (start, end)
    assert parse(period.term()).value == term
    assert Period.parse(str(period)) == period
    assert Period.of_term(period.term()) == period
    assert period.start_term() == PartialDate(start).term()
    assert period.end_term() == (PartialDate(end).term() if end else None)


@pytest.mark.parametrize(
    "text",
    ["", "present", "to 2020", "2020 to", "2020 to 2019", "2020-05 to 2020-04", "2020-05-02 to 2020-05-01", "2018/2019/2020", "2018-2020",
     "since 2020", "2018 bis 2020", "2018 to 2020-13", "../2020", "/", None, ["2018", "2020"], {"from": "2018"}],
)  # fmt: skip
def test_no_periods(text):
    assert not accepted(Period, text)


@pytest.mark.parametrize("text", ["2020 to x", "x to 2020", "2018/2019/2020", None])
def test_half_a_period_is_no_period(text):
    """The message states the form of the whole, not that of a date in it."""
    with pytest.raises(ValueError, match=re.escape(f"is not {Period.form}; write for example {Period.example}")):
        Period.parse(text)


@QUICK
@given(PARTIAL, PARTIAL)
def test_a_period_never_ends_before_it_starts(start, end):
    assert accepted(Period, f"{start} to {end}") != PartialDate(end).before(PartialDate(start))


@pytest.mark.parametrize(
    ("raw", "days", "text", "term"),
    [
        ("2022-10-21", ["2022-10-21"], "2022-10-21", "2022-10-21"),
        ("2022-10", ["2022-10"], "2022-10", "2022-10"),
        ("2022", ["2022"], "2022", "2022"),
        ("2021-12-13/14/16", ["2021-12-13", "2021-12-14", "2021-12-16"], "2021-12-13/14/16", "2021-12-13/2021-12-16"),
        (["2022"], ["2022"], "2022", "2022"),
        (["2021-12-31", "2022-01-01"], ["2021-12-31", "2022-01-01"], "2021-12-31/2022-01-01", "2021-12-31/2022-01-01"),
    ],
)
def test_days(raw, days, text, term):
    value = Days.parse(raw)
    assert list(value) == days
    assert str(value) == text
    assert parse(value.term()).value == term
    assert value.start_term() == PartialDate(days[0]).term()
    assert value.end_term() == (PartialDate(days[-1]).term() if len(days) > 1 else None)
    assert list(Days.of_term(value.term())) == [days[0], days[-1]][: len(days)]


@pytest.mark.parametrize("value_type", [Period, Days, PartialDate])
@pytest.mark.parametrize("term", [literal("2020"), typed("2020", XSD.date), typed("x/y", EDTF.EDTF), iri("urn:2020")])
def test_terms_of_another_form(value_type, term):
    assert value_type.of_term(term) is None


@pytest.mark.parametrize(
    "raw",
    ["", "2021-12-16/14", "2021-12-13/13", "2021-02-27/29", "2021-12/13", "2021-12-13/", "2021-12-13/14 ", [], [""], ["2022", "2023"],
     ["2022-01-02", "2022-01-01"], ["2022-01-01", "2022-01-01"], [["2022"]], {"on": "2022"}, None, "２０２１-12-13/14"],
)  # fmt: skip
def test_no_days(raw):
    assert not accepted(Days, raw) or raw == "2021-12-13/14 "


@QUICK
@given(st.lists(st.dates().map(str), min_size=1, max_size=5))
def test_days_are_in_order(dates):
    assert accepted(Days, dates) == (dates == sorted(set(dates)))


@QUICK
@given(PARTIAL)
def test_dates_are_terms_for_others_too(text):
    term = parse(PartialDate(text).term())
    assert pyoxigraph.Literal(term.value, datatype=pyoxigraph.NamedNode(term.datatype)).value == text


def accepted(value_type: type, raw: object) -> bool:
    """Whether a type accepts a raw value; any exception but ValueError is an error."""
    try:
        value_type.parse(raw)
    except ValueError:
        return False
    return True
