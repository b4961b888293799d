"""Dates in words, for readers: `21 Aug 2020`, `ca. 1990`, `autumn 2015`, `until 2010`; in the words of a language.

`numeric` leaves months as they are in EDTF; such text, in English, is read back as the same date.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import msgspec

from vitagraph.values.dates import PartialDate, Parts, Period

NO_BREAK = "\u00a0"
#: behind a dash in a range, which would end a line else
JOINER = "\u2060"


def ordinal_ending(number: int) -> str:
    """The ending of an ordinal number in English: `st` of 21st."""
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")


def roman(number: int) -> str:
    """A number up to 399 in Roman numerals: `XIX`."""
    written = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        written += letters * count
    return written


class DateWords(msgspec.Struct, frozen=True):
    """The words and forms of dates in a language; `century` is that of a number."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    century: Callable[[int], str]
    decade: str
    before: str
    until: str
    present: str
    ongoing: str
    day: str = "{day} {month} {year}"
    month: str = "{month} {year}"
    season: str = "{season} {year}"
    year: str = "{year}"
    about: str = "ca. {date}"


ENGLISH = DateWords(
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ("spring", "summer", "autumn", "winter"),
    lambda number: f"{number}{ordinal_ending(number)} century", "{year}s", "{year} BC", "until {date}", "present", "ongoing",
)  # fmt: skip
_GERMAN = DateWords(
    ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    ("Frühling", "Sommer", "Herbst", "Winter"),
    lambda number: f"{number}. Jahrhundert", "{year}er", "{year} v. Chr.", "bis {date}", "heute", "laufend", "{day}. {month} {year}",
)  # fmt: skip


def words_of(language: str) -> DateWords:
    """The words of the labels of the graph: German, else English."""
    return _GERMAN if language == "de" else ENGLISH


def printed_date(date: PartialDate, words: DateWords = ENGLISH, blank: str = " ", *, numeric: bool = False) -> str:
    """A date with its own precision: `2020`, `Aug 2020`, `21 Aug 2020`, `ca. 1990`, `1984?`, `autumn 2015`, `1990s`, `45 BC`."""
    parts = date.parts
    uncertain = "?" if parts.mark in ("?", "%") else ""
    text = date.rstrip("?~%") if numeric and (parts.month and not parts.is_season) else _printed(parts, words, numeric).replace(" ", blank)
    about = words.about.replace(" ", blank).format(date=text) if parts.mark in ("~", "%") else text
    return f"{about}{uncertain}"


def _printed(parts: Parts, words: DateWords, numeric: bool) -> str:
    year = parts.year if parts.year.isdigit() else _year(parts.year, words, numeric)
    if parts.is_season:
        return words.season.format(season=words.seasons[int(parts.month) - 21], year=year)
    if parts.month in ("", "XX"):
        return _year(parts.year, words, numeric)
    month = words.months[int(parts.month) - 1]
    if parts.day in ("", "XX"):
        return words.month.format(month=month, year=year)
    return words.day.format(day=int(parts.day), month=month, year=year)


def _year(year: str, words: DateWords, numeric: bool) -> str:
    if year.endswith("XX") and not numeric and not year.startswith("-"):
        return words.century(int(year[:2]) + 1)
    if "X" in year:
        return words.decade.format(year=year.replace("X", "0")) if year[:-1].isdigit() else year
    if year.startswith("-"):
        return words.before.format(year=1 - int(year))
    return words.year.format(year=year)


def printed_period(period: Period, words: DateWords = ENGLISH, blank: str = " ", *, numeric: bool = False) -> str:
    """A period: `Oct 2014 – Dec 2018`, `Jan 2021 – present`, `until 2010`, `2004 – ?`, `winter 2015/16`, `2013, 2015`.

    A numeric one, in English, has the form of EDTF where its words would be read as another period: `2015-23 to 2017`.
    """
    printed = ", ".join(_printed_span(span, words, blank, numeric) for span in period.spans or [period])
    return str(period) if numeric and words is ENGLISH and not _means(printed, period) else printed


def _means(text: str, period: Period) -> bool:
    with suppress(ValueError):
        return Period.parse(text) == period
    return False


def _printed_span(period: Period, words: DateWords, blank: str, numeric: bool) -> str:
    start, end = (printed_date(date, words, blank, numeric=numeric) if date else "" for date in (period.start, period.end))
    if period.is_date:
        return start
    if not period.start:
        return words.until.replace(" ", blank).format(date=end) if end else words.ongoing
    if _is_winter(period):
        return f"{start}/{end[2:]}"
    if period.is_academic_year and period.end:
        return f"{period.start.parts.year}/{period.end.parts.year[2:]}"
    return f"{start}{blank}– {end or ('?' if period.unknown_end else words.present)}"


def _is_winter(period: Period) -> bool:
    """Whether a period is a winter from one year to the next."""
    start, end = period.start, period.end
    return bool(start and end and start.parts[1:] == ("24", "", "") and start[0] != "-" and end == f"{int(start.parts.year) + 1:04}")
