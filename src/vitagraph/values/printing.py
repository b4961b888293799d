"""Dates in words, for readers: `21 Aug 2020`, `ca. 1990`, `autumn 2015`, `until 2010`; in English and German.

`numeric` leaves months as they are in EDTF; such text, in English, is read back as the same date.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec

from vitagraph.values.dates import PartialDate, Parts, Period

NO_BREAK = "\u00a0"


class _Words(msgspec.Struct, frozen=True):
    months: tuple[str, ...]
    seasons: tuple[str, ...]
    day: str
    decade: str
    century: str
    before: str
    until: str
    present: str
    ongoing: str


_ENGLISH = _Words(
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ("spring", "summer", "autumn", "winter"),
    "{}", "{}s", "{}{} century", "{} BC", "until", "present", "ongoing",
)  # fmt: skip
_GERMAN = _Words(
    ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    ("Frühling", "Sommer", "Herbst", "Winter"),
    "{}.", "{}er", "{}. Jahrhundert", "{} v. Chr.", "bis", "heute", "laufend",
)  # fmt: skip


def _words(language: str) -> _Words:
    return _GERMAN if language == "de" else _ENGLISH


def printed_date(date: PartialDate, language: str = "en", blank: str = " ", *, numeric: bool = False) -> str:
    """A date with its own precision: `2020`, `Aug 2020`, `21 Aug 2020`, `ca. 1990`, `1984?`, `autumn 2015`, `1990s`, `45 BC`."""
    parts = date.parts
    about = f"ca.{blank}" if parts.mark in ("~", "%") else ""
    uncertain = "?" if parts.mark in ("?", "%") else ""
    text = date.rstrip("?~%") if numeric and (parts.month and not parts.is_season) else _printed(parts, _words(language), blank, numeric)
    return f"{about}{text}{uncertain}"


def _printed(parts: Parts, words: _Words, blank: str, numeric: bool) -> str:
    year = _year(parts.year, words, numeric).replace(" ", blank)
    if parts.is_season:
        return f"{words.seasons[int(parts.month) - 21]}{blank}{year}"
    if parts.month in ("", "XX"):
        return year
    day = f"{words.day.format(int(parts.day))}{blank}" if parts.day not in ("", "XX") else ""
    return f"{day}{words.months[int(parts.month) - 1]}{blank}{year}"


def _year(year: str, words: _Words, numeric: bool) -> str:
    if year.endswith("XX") and not numeric and not year.startswith("-"):
        number = int(year[:2]) + 1
        return words.century.format(number, ordinal_ending(number)) if words is _ENGLISH else words.century.format(number)
    if "X" in year:
        return words.decade.format(year.replace("X", "0")) if year[:-1].isdigit() else year
    if year.startswith("-"):
        return words.before.format(1 - int(year))
    return year


def ordinal_ending(number: int) -> str:
    """The ending of an ordinal number in English: `st` of 21st."""
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")


def printed_period(period: Period, language: str = "en", blank: str = " ", *, numeric: bool = False) -> str:
    """A period: `Oct 2014 – Dec 2018`, `Jan 2021 – present`, `until 2010`, `2004 – ?`, `winter 2015/16`, `2013, 2015`.

    A numeric one, in English, has the form of EDTF where its words would be read as another period: `2015-23 to 2017`.
    """
    printed = ", ".join(_printed_span(span, language, blank, numeric) for span in period.spans or [period])
    return str(period) if numeric and language == "en" and not _means(printed, period) else printed


def _means(text: str, period: Period) -> bool:
    with suppress(ValueError):
        return Period.parse(text) == period
    return False


def _printed_span(period: Period, language: str, blank: str, numeric: bool) -> str:
    words = _words(language)
    start, end = (printed_date(date, language, blank, numeric=numeric) if date else "" for date in (period.start, period.end))
    if period.is_date:
        return start
    if not period.start:
        return f"{words.until}{blank}{end}" if end else words.ongoing
    if _is_winter(period):
        return f"{start}/{end[2:]}"
    if period.is_academic_year and period.end:
        return f"{period.start.parts.year}/{period.end.parts.year[2:]}"
    return f"{start}{blank}– {end or ('?' if period.unknown_end else words.present)}"


def _is_winter(period: Period) -> bool:
    """Whether a period is a winter from one year to the next."""
    start, end = period.start, period.end
    return bool(start and end and start.parts[1:] == ("24", "", "") and start[0] != "-" and end == f"{int(start.parts.year) + 1:04}")
