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
from vitagraph.values.printing import printed_date, printed_period, words_of

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
    ["", " ", "20", "020", "20200", "2020-", "2020-1", "2020-1-1", "2020-13", "2020-00", "2020-01-32", "2021-02-29",
     "-202", "+2020", "0000", "2015-25", "2015-21-01", "20X5",
     "199X-01", "2004-XX-01",
     "2020/01", "01/02/2020", "May", "2020-01-01T00:00", "2020\n", "2020-01-01-01", None, ["2020"], {"a": "2020"}, 2020],
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
        ("since 2014", "2014", None, "2014/.."),
        ("seit 2014-10", "2014-10", None, "2014-10/.."),
        ("2014–", "2014", None, "2014/.."),
        ("2018 bis 2020", "2018", "2020", "2018/2020"),
        ("2015/16", "2015-XX", "2016-XX", "2015-XX/2016-XX"),
        ("academic year 2015/2016", "2015-XX", "2016-XX", "2015-XX/2016-XX"),
        ("2015/2016", "2015", "2016", "2015/2016"),
        ("WS 2015/16", "2015-24", "2016", "2015-24/2016"),
        ("Wintersemester 1999/00", "1999-24", "2000", "1999-24/2000"),
        ("2015-05-03/05", "2015-05-03", "2015-05-05", "2015-05-03/2015-05-05"),
        ("ca. 1990 to 1995?", "1990~", "1995?", "1990~/1995?"),
        ("Fall 2015 to Spring 2016", "2015-23", "2016-21", "2015-23/2016-21"),
        ("-0044 to -0040", "-0044", "-0040", "-0044/-0040"),
        ("2021", "2021", "2021", "2021"),
        (" 2021-01-02 ", "2021-01-02", "2021-01-02", "2021-01-02"),
        ("199X", "199X", "199X", "199X"),
    ],
)
def test_periods(text, start, end, term):
    period = Period.parse(text)
    assert (period.start, period.end) == (start, end)
    assert [parse(one).value for one in period.terms()] == [term]
    assert Period.parse(str(period)) == period
    assert Period.of_terms(period.terms()) == period
    assert period.start_term() == PartialDate(start).plain_term()
    assert period.end_term() == (PartialDate(end).plain_term() if end else None)


@pytest.mark.parametrize(
    ("text", "written", "term"),
    [
        ("until 2010", "until 2010", "/2010"),
        ("to 2010", "until 2010", "/2010"),
        ("bis 2010-05", "until 2010-05", "/2010-05"),
        ("–2010", "until 2010", "/2010"),
        ("/2010", "until 2010", "/2010"),
        ("../2010", "../2010", "../2010"),
        ("2004/", "2004/", "2004/"),
        ("2004 to ?", "2004/", "2004/"),
        ("unknown to 2004", "until 2004", "/2004"),
        ("through 2004", "until 2004", "/2004"),
    ],
)
def test_an_unknown_end_is_neither_open_nor_a_date(text, written, term):
    period = Period.parse(text)
    assert (str(period), [parse(one).value for one in period.terms()]) == (written, [term])
    assert Period.of_terms(period.terms()) == Period.parse(written) == period
    assert not period.is_date
    assert period.is_over(PartialDate("2024-01-01")) == (period.end is not None)
    assert not period.is_running(PartialDate("2024-01-01"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2015- 2021", "2015 to 2021"),
        ("2015 -2021", "2015 to 2021"),
        ("2018- Present", "2018 to present"),
        ("Sep 2018 -present", "2018-09 to present"),
        ("May- June 2015", "2015-05 to 2015-06"),
        ("3- 5 March 2015", "2015-03-03 to 2015-03-05"),
        ("03/2011- 02/2016", "2011-03 to 2016-02"),
        ("2010, 2015- 2021", "2010, 2015 to 2021"),
        ("mid- 2010", "2010~"),
        ("-0100 to -0044", "-0100 to -0044"),
    ],
)
def test_a_hyphen_may_have_a_blank_on_one_side(text, written):
    assert str(Period.parse(text)) == written


@pytest.mark.parametrize("text", ["2010 -11", "2015- 12", "13- May 2010", "winter- 2010"])
def test_a_hyphen_between_a_year_and_two_digits_is_not_read(text):
    assert not accepted(Period, text)


@pytest.mark.parametrize("text", ["ongoing", "../.."])
def test_a_period_without_dates_goes_on(text):
    period = Period.parse(text)
    assert (str(period), period.first, period.year, period.is_date, period.is_plain) == (text, None, 0, False, False)
    assert (period.start_term(), period.end_term(), printed_period(period, words_of("de"))) == (None, None, "laufend")
    assert Period.parse(printed_period(period, numeric=True)) == Period.of_terms(period.terms()) == period
    assert period.is_running(PartialDate("2024")) > period.is_over(PartialDate("2024"))


@pytest.mark.parametrize(
    ("raw", "text", "terms"),
    [
        ("2013 and 2015", "2013, 2015", ["2013", "2015"]),
        ("2015, 2013", "2013, 2015", ["2013", "2015"]),
        (["2013", "2014"], "2013, 2014", ["2013", "2014"]),
        ("Spring and Fall 2015", "2015-21, 2015-23", ["2015-21", "2015-23"]),
        ("2010–2012, since 2015", "2010 to 2012, 2015 to present", ["2010/2012", "2015/.."]),
        ("until 2010 & 2013", "until 2010, 2013", ["/2010", "2013"]),
    ],
)
def test_several_periods(raw, text, terms):
    period = Period.parse(raw)
    assert (str(period), [parse(term).value for term in period.terms()]) == (text, terms)
    assert Period.parse(text) == Period.of_terms(period.terms()[::-1]) == period


@pytest.mark.parametrize(
    ("text", "date", "plain", "english", "german"),
    [
        ("Fall 2015", "2015-23", "2015", "autumn 2015", "Herbst 2015"),
        ("autumn term 2015", "2015-23", "2015", "autumn 2015", "Herbst 2015"),
        ("SoSe 2016", "2016-22", "2016", "summer 2016", "Sommer 2016"),
        ("Sommersemester 2016", "2016-22", "2016", "summer 2016", "Sommer 2016"),
        ("Michaelmas Term 2019", "2019-23", "2019", "autumn 2019", "Herbst 2019"),
        ("2019 Hilary", "2019-21", "2019", "spring 2019", "Frühling 2019"),
        ("WiSe 2015/16", "2015-24", "2015", "winter 2015", "Winter 2015"),
        ("ca. 1990", "1990~", "1990", "ca. 1990", "ca. 1990"),
        ("c1990-05", "1990-05~", "1990-05", "ca. May 1990", "ca. Mai 1990"),
        ("~1990", "1990~", "1990", "ca. 1990", "ca. 1990"),
        ("um 1990?", "1990%", "1990", "ca. 1990?", "ca. 1990?"),
        ("1984?", "1984?", "1984", "1984?", "1984?"),
        ("Fall 2015?", "2015-23?", "2015", "autumn 2015?", "Herbst 2015?"),
        ("1990s", "199X", None, "1990s", "1990er"),
        ("19xx", "19XX", None, "20th century", "20. Jahrhundert"),
        ("2004-XX", "2004-XX", "2004", "2004", "2004"),
        ("1985-04-XX", "1985-04-XX", "1985-04", "Apr 1985", "Apr. 1985"),
        ("45 BC", "-0044", "-0044", "45 BC", "45 v. Chr."),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15", "15 Mar 45 BC", "15. März 45 v. Chr."),
    ],
)
def test_dates_as_people_write_them(text, date, plain, english, german):
    value = PartialDate.parse(text)
    assert (value, value.plain) == (date, plain)
    assert (printed_date(value), printed_date(value, words_of("de"))) == (english, german)
    assert PartialDate.of_term(value.term()) == value
    assert (parse(value.term()).datatype == EDTF.EDTF[1:-1]) == (date != plain)


@pytest.mark.parametrize(
    "text",
    ["", "today", "2020 to", "2020 to 2019", "2020-05 to 2020-04", "2020-05-02 to 2020-05-01", "2018/2019/2020", "2018-2020-2022",
     "2018 to 2020-13", "../", "/", "..", "since 2018 to 2020", "present to 2020", "2013/18", "since 2013 and 2015", "2013, until 2015",
     None, [], [["2018"]], [2018], {"from": "2018"}],
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
    ("raw", "days", "text", "terms"),
    [
        ("2022-10-21", ["2022-10-21"], "2022-10-21", "2022-10-21"),
        ("2022-10", ["2022-10"], "2022-10", "2022-10"),
        ("2022", ["2022"], "2022", "2022"),
        ("2021-12-13/14/16", ["2021-12-13", "2021-12-14", "2021-12-16"], "2021-12-13/14/16", "2021-12-13/2021-12-16"),
        (["2022"], ["2022"], "2022", "2022"),
        (["2021-12-31", "2022-01-01"], ["2021-12-31", "2022-01-01"], "2021-12-31, 2022-01-01", "2021-12-31/2022-01-01"),
        ("2021-12-30 to 2022-01-01", ["2021-12-30", "2022-01-01"], "2021-12-30 to 2022-01-01", "2021-12-30/2022-01-01"),
        ("12 June to 30 September 2022", ["2022-06-12", "2022-09-30"], "2022-06-12 to 2022-09-30", "2022-06-12/2022-09-30"),
        ("2015/2019", ["2015", "2019"], "2015 to 2019", "2015/2019"),
        ("2015-03 to 2016-02", ["2015-03", "2016-02"], "2015-03 to 2016-02", "2015-03/2016-02"),
        ("2013 and 2015", ["2013", "2015"], "2013, 2015", "2013 2015"),
        (["2008-02-08", "2008-03-07"], ["2008-02-08", "2008-03-07"], "2008-02-08, 2008-03-07", "2008-02-08 2008-03-07"),
        (["2020-06", "2020-07"], ["2020-06", "2020-07"], "2020-06, 2020-07", "2020-06 2020-07"),
        ("-0044-03-15 and -0043-03-15", ["-0044-03-15", "-0043-03-15"], "-0044-03-15, -0043-03-15", "-0044-03-15 -0043-03-15"),
    ],
)
def test_days(raw, days, text, terms):
    value = Days.parse(raw)
    assert list(value) == days
    assert str(value) == text
    assert [parse(term).value for term in value.terms()] == terms.split()
    assert value.start_term() == PartialDate(days[0]).term()
    assert value.end_term() == (PartialDate(days[-1]).term() if "/" in terms else None)
    assert Days.parse(str(value)) == value
    assert list(Days.of_terms(value.terms())) == ([days[0], days[-1]] if "/" in terms else days)


@pytest.mark.parametrize("term", [literal("2020"), typed("2020", XSD.date), typed("x/y", EDTF.EDTF), iri("urn:2020")])
def test_terms_of_another_form(term):
    assert PartialDate.of_term(term) is None
    assert Days.of_terms([term]) is None
    assert Period.of_terms([term]) is None


@pytest.mark.parametrize(
    "raw",
    ["", "2021-12-16/14", "2021-12-13/13", "2021-02-27/29", "2021-12/13", "2021-12-13/", "2021-12-13/14 ", [], [""], ["2022", "199X"],
     ["2022-01-02", "2022-01-01"], ["2022-01-01", "2022-01-01"], [["2022"]], {"on": "2022"}, None, "May–June 2015", "2019/2015",
     "2015/16", "2015/2016-02"],
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


#: every form of EDTF, levels 0 and 1, that a date may have
MARKS = st.sampled_from(["", "", "?", "~", "%"])
BEFORE = st.integers(1, 9999).map("-{:04}".format)
UNSPECIFIED = st.sampled_from(["199X", "19XX", "2004-XX", "1985-04-XX", "1985-XX-XX"])
SEASONS = st.tuples(YEARS, st.integers(21, 24)).map(lambda date: f"{date[0]}-{date[1]}")
FORMS = st.builds(str.__add__, PARTIAL | BEFORE | UNSPECIFIED | SEASONS, MARKS)


@QUICK
@given(FORMS)
def test_the_way_back_of_a_date(text):
    date = PartialDate.parse(text)
    assert date == text
    assert PartialDate.parse(printed_date(date, numeric=True)) == date
    assert PartialDate.of_term(date.term()) == date
    assert date.plain is None or (date.plain.is_plain and text.startswith(date.plain))
    first, last = date.bounds
    assert first <= last
    assert not date.before(date)


@QUICK
@given(st.lists(st.tuples(FORMS | st.sampled_from(["", ".."]), FORMS | st.sampled_from(["", ".."])), min_size=1, max_size=3))
def test_the_way_back_of_a_period(ends):
    written = ["/".join(dict.fromkeys(pair)) if pair[0] == pair[1] else "/".join(pair) for pair in ends]
    try:
        period = Period.parse(written)
    except ValueError:
        return
    assert Period.parse(str(period)) == period
    assert Period.parse(printed_period(period, numeric=True)) == period
    assert Period.of_terms(period.terms()) == period
    assert not (period.is_over(PartialDate("2020")) and period.is_running(PartialDate("2020")))


def accepted(value_type: type, raw: object) -> bool:
    """Whether a type accepts a raw value; any exception but ValueError is an error."""
    try:
        value_type.parse(raw)
    except ValueError:
        return False
    return True
