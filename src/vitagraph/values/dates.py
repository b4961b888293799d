"""Dates as a CV states them: of any precision, approximate or uncertain, a season; periods with open or unknown ends.

They are dates of EDTF (https://www.loc.gov/standards/datetime/), levels 0 and 1. A year, a month and a day have a datatype of
XML Schema; any other form is an `edtf:EDTF` literal, and has a plain date, which is the most precise one that is certain to
contain it: the year of a season, none for a decade.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple, Self

import msgspec

from vitagraph.errors import quoted
from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, parse, typed
from vitagraph.rdf.vocabulary import EDTF, XSD
from vitagraph.values import spelling
from vitagraph.values.date_advice import of_month_or_years, of_no_day, of_two_years
from vitagraph.values.text import Value

#: year, month, day; years before 1 are astronomical: 0 is 1 BC
Day = tuple[int, int, int]
#: by how many years an approximate or uncertain date may be wrong, where two dates are compared
_TOLERANCE = 10


class Parts(NamedTuple):
    """The parts of an EDTF date as written, each "" where it is left out; `mark` is `?`, `~` or `%`."""

    year: str
    month: str
    day: str
    mark: str

    @property
    def is_season(self) -> bool:
        """Whether the month is a season: 21 is spring, 22 summer, 23 autumn, 24 winter."""
        return "21" <= self.month <= "24"


_GRAMMAR = regex(r"(-?(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX))(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)")


@lru_cache(maxsize=4096)
def _parts_of(text: str) -> Parts | None:
    """The parts of a date in EDTF, None for other text."""
    match = _GRAMMAR.fullmatch(text)
    return Parts(*match.groups("")) if match else None


class PartialDate(Value):
    """A date as precise as it was printed, never padded: a year, a month, a day; `1984?`, `1990~`, `2015-23` (autumn), `199X`.

    Words are read too: `ca. 1990`, `May 13, 2023`, `Fall 2015`, `SoSe 2016`, `1990s`, `44 BC`.
    """

    __slots__ = ()
    form = "a date"
    example = "2020, 2020-08 or 2020-08-21"
    _plain = regex(r"-?[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
    _datatypes: ClassVar = (XSD.gYear, XSD.gYearMonth, XSD.date)
    datatypes = (*_datatypes, EDTF.EDTF)

    @classmethod
    def normalized(cls, text: str) -> str | None:
        found = spelling.edtf(text)
        parts = _parts_of(found)
        if parts is None:
            return None
        if not _exists(parts):
            raise ValueError(of_two_years(found) or of_no_day(text, parts.month, parts.day))
        return found

    @classmethod
    def piece(cls, raw: Any, whole: Any, of: Any) -> Self:
        """A date that is a part of `whole`, a value of the type `of`. Raises ValueError, with the message of that type."""
        if isinstance(raw, str) and (text := cls.normalized(raw.strip())):
            return cls(text)
        raise ValueError(f"{quoted(whole)} is not {of.form}; write for example {of.example}")

    @property
    def parts(self) -> Parts:
        """The parts as written."""
        if parts := _parts_of(str(self)):
            return parts
        raise ValueError(f"{quoted(self)} is not {self.form}")

    @property
    def plain(self) -> PartialDate | None:
        """The date itself, or the most precise year, month or day that contains it; None where the year is not known."""
        match = self._plain.match(self)
        return PartialDate(match[0]) if match else None

    @property
    def is_plain(self) -> bool:
        """Whether the date is a year, a month or a day, neither approximate nor uncertain."""
        return self._plain.fullmatch(self) is not None

    @property
    def bounds(self) -> tuple[Day, Day]:
        """The first and the last day that it may be, as if it were neither approximate nor uncertain.

        Seasons differ between hemispheres, and a winter may end in the next year, so a season may be any day of these.
        """
        year, month, day, _ = parts = self.parts
        digits = sorted((int(year.replace("X", "0")), int(year.replace("X", "9"))))
        if parts.is_season:
            return (digits[0], 1, 1), ((digits[1] + 1, 3, 31) if month == "24" else (digits[1], 12, 31))
        months = (int(month), int(month)) if month not in ("", "XX") else (1, 12)
        days = (int(day), int(day)) if day not in ("", "XX") else (1, 31)
        return (digits[0], months[0], days[0]), (digits[1], months[1], days[1])

    @property
    def year(self) -> int:
        """The (first) year, as a number."""
        return self.bounds[0][0]

    def term(self) -> Term:
        """An xsd:gYear, xsd:gYearMonth or xsd:date literal, else an edtf:EDTF literal."""
        return typed(self, self._datatypes[self[1:].count("-")] if self.is_plain else EDTF.EDTF)

    def plain_term(self) -> Term | None:
        """The literal of the plain date."""
        return plain.term() if (plain := self.plain) else None

    def month_day(self) -> Term | None:
        """The day of the year, `"mm-dd"` (FOAF specification, foaf:birthday); None unless the date has a day."""
        return f'"{self[-5:]}"' if self.is_plain and self[1:].count("-") == 2 else None

    def before(self, other: PartialDate) -> bool:
        """Returns whether this date is certainly earlier; an approximate or uncertain date may be some years off."""
        last, first = self.bounds[1], other.bounds[0]
        wide = _TOLERANCE * (bool(self.parts.mark) + bool(other.parts.mark))
        return (last[0] + wide, *last[1:]) < first


def _exists(parts: Parts) -> bool:
    """Whether a date is one of the calendar; of an unknown month no day is known."""
    year, month, day, _ = parts
    if year in ("0000", "-0000") or (month == "XX" and day not in ("", "XX")) or ("X" in year and month):
        return False
    if parts.is_season:
        return not day
    try:  # the Gregorian calendar repeats after 400 years
        date(int(year.replace("X", "0")) % 400 + 400, int(month.replace("XX", "") or 1), int(day.replace("XX", "") or 1))
    except ValueError:
        return False
    return True


def plain_date(value: PartialDate | None) -> PartialDate | None:
    """The plain date of a date, None for None."""
    return value.plain if value else None


class Period(msgspec.Struct, frozen=True):
    """A period: `2014-10 to 2018-12`, `2021-01 to present`, `until 2010`, one date, or several of these: `2013 and 2015`.

    Without a start, the start is unknown, or open with `open_start`. Without an end the period goes on (`ongoing` has neither),
    unless its end is unknown (`unknown_end`). Several periods are the `spans` of one that reaches from the first to the last.
    """

    start: PartialDate | None
    end: PartialDate | None
    open_start: bool = False
    unknown_end: bool = False
    spans: tuple[Period, ...] = ()
    form: ClassVar[str] = "a period"
    example: ClassVar[str] = "2014-10 to 2018-12, or 2021-01 to present"
    datatypes: ClassVar[tuple[Term, ...]] = PartialDate.datatypes

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Parses the text of a period, or a list of dates. Raises ValueError for other values."""
        if isinstance(raw, cls):
            return raw
        texts = raw if isinstance(raw, list) else [raw]
        return cls.of_spans([cls._span(ends, raw) for text in texts if isinstance(text, str) for ends in cls._ends(text, raw)], raw)

    @classmethod
    def note(cls, text: str) -> str:
        """What a text that is read may mean otherwise, "" for most."""
        return of_month_or_years(text)

    @classmethod
    def _ends(cls, text: str, raw: Any) -> list[tuple[str, str]]:
        """The ends of the spans of a text. Raises ValueError for other text."""
        if found := spelling.spans(text):
            return found
        raise ValueError(f"{quoted(raw)} is not {cls.form}; write for example {cls.example}")

    @classmethod
    def of_spans(cls, spans: Iterable[Period], raw: Any = "") -> Self:
        """The period of one or several spans. Raises ValueError for none, or where one but the last goes on."""
        found = sorted(dict.fromkeys(spans), key=_order)
        if not found or any(not _may_follow(one, other) for one, other in pairwise(found)):
            raise ValueError(f"{quoted(raw)} is not {cls.form}; write for example {cls.example}")
        first, last = found[0], found[-1]
        several = tuple(found) if len(found) > 1 else ()
        return cls(first.start, last.end, first.open_start, last.unknown_end, several)

    @classmethod
    def _span(cls, written: tuple[str, str], raw: Any) -> Self:
        start, end = (None if one in ("", "..") else PartialDate.piece(one, raw, cls) for one in written)
        if start is not None and end is not None and end.before(start):
            raise ValueError(f"ends in {end}, before its start in {start}; exchange the two dates or correct one")
        return cls(start, end, written[0] == "..", written[1] == "")

    @property
    def is_academic_year(self) -> bool:
        """Whether it is written as an academic year: from some month of a year to some month of the next, `2015-XX/2016-XX`."""
        start, end = self.start and self.start.parts, self.end and self.end.parts
        years = start and end and start[1:] == end[1:] == ("XX", "", "") and start.year.isdigit() and int(end.year) == int(start.year) + 1
        return bool(years) and not self.spans

    @property
    def is_fiscal_year(self) -> bool:
        """Whether it is a year from April to March, as `2022年度` is: the fiscal year, and in Japan the academic one."""
        start, end = self.start and self.start.parts, self.end and self.end.parts
        months = start and end and (start[1:], end[1:]) == (("04", "", ""), ("03", "", ""))
        return bool(months and start and end and int(end.year) == int(start.year) + 1) and not self.spans

    @property
    def first(self) -> PartialDate | None:
        """The start, or the end where no start is known; of an academic year its first year; None where neither is known."""
        if self.start is not None:
            return PartialDate(self.start.parts.year) if self.is_academic_year else self.start
        return self.end

    @property
    def year(self) -> int:
        """The year of the first date; 0 where none is known."""
        return self.first.year if self.first else 0

    @property
    def is_date(self) -> bool:
        """Whether the period is one date."""
        return self.start is not None and self.start == self.end and not self.spans

    @property
    def is_plain(self) -> bool:
        """Whether the period has a plain start, and a plain end or goes on."""
        if self.spans or self.start is None or not self.start.is_plain or self.unknown_end:
            return False
        return self.end is None or self.end.is_plain

    def is_over(self, day: PartialDate | None) -> bool:
        """Whether it certainly ended before a day; without a day, whether it has an end."""
        if self.spans:
            return all(span.is_over(day) for span in self.spans)
        return self.end is not None and (day is None or self.end.bounds[1] < day.bounds[0])

    def is_running(self, day: PartialDate | None) -> bool:
        """Whether it certainly goes on, on a day: not where its end is unknown, nor in the year or the month of that end."""
        if self.spans:
            return any(span.is_running(day) for span in self.spans)
        if self.unknown_end or day is None:
            return self.end is None and not self.unknown_end
        has_begun = self.start is None or self.start.bounds[0] <= day.bounds[1]
        return has_begun and (self.end is None or self.end.bounds[0] >= day.bounds[1])

    def terms(self) -> list[Term]:
        """An EDTF interval, or the date itself where start and end are equal; of several spans, one term each."""
        return [term for span in self.spans for term in span.terms()] or [
            self.start.term() if self.is_date and self.start else self._interval()
        ]

    def _interval(self) -> Term:
        start = self.start or (".." if self.open_start else "")
        end = self.end or ("" if self.unknown_end else "..")
        return typed(f"{start}/{end}", EDTF.EDTF)

    @classmethod
    def of_terms(cls, terms: Sequence[Term]) -> Self | None:
        """The period of one or several terms, None where a term is none of a period."""
        try:
            period = cls.of_spans(cls._span(ends, "") for term in terms for ends in cls._ends(parse(term).value, ""))
        except ValueError:
            return None
        return period if set(period.terms()) == set(terms) else None

    def start_term(self) -> Term | None:
        """The plain date of the start, where one is known; None for several spans, between which nothing goes on."""
        return self.start.plain_term() if self.start and not self.spans else None

    def only_year(self) -> Term | None:
        """The year in which the period begins and ends, None for one of several years."""
        if self.start is None or self.end is None or self.start.year != self.end.year:
            return None
        return PartialDate(plain.parts.year).term() if (plain := self.start.plain) and self.end.plain else None

    def start_of_range(self) -> Term | None:
        """The plain date of the start of what has one besides its end: one date alone is not when it began."""
        return None if self.is_date else self.start_term()

    def end_term(self) -> Term | None:
        """The plain date of the end, where one is known; None for several spans, and for one season, which is not the whole year."""
        is_season = self.is_date and self.end is not None and self.end.parts.is_season
        return self.end.plain_term() if self.end and not self.spans and not is_season else None

    def end_of_range(self) -> Term | None:
        """The plain date of the end of what has a start besides it: one date alone is not when it ended."""
        return None if self.is_date else self.end_term()

    def __str__(self) -> str:
        if self.spans:
            return ", ".join(map(str, self.spans))
        if self.is_date:
            return str(self.start)
        if self.start is None:
            end = f"until {self.end}" if self.end else "ongoing"
            return f"../{self.end or '..'}" if self.open_start else end
        return f"{self.start}/" if self.unknown_end else f"{self.start} to {self.end or 'present'}"


def first_date(period: Period | None) -> str:
    """The first known date of a period as text, for ids; "" without one."""
    return str(period.first or "") if period else ""


def _order(span: Period) -> tuple[bool, tuple[Day, ...], str]:
    """The place of a span among others: by its dates; one without a start is the first."""
    return span.start is not None, span.first.bounds if span.first else (), str(span)


def _may_follow(one: Period, other: Period) -> bool:
    """Whether a period may stand behind another one: that has an end, and where its start is not known, ends first."""
    return one.end is not None and other.start is not None and (one.start is not None or not other.start.before(one.end))
