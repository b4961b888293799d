"""Dates as printed in a CV: a year, a month or a day; an open or closed interval; several days."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar, Self

import msgspec

from vitagraph.errors import quoted
from vitagraph.rdf.terms import Term, parse, typed
from vitagraph.rdf.vocabulary import EDTF, XSD
from vitagraph.values.text import Value


class PartialDate(Value):
    """A date as precise as it was printed: `2020`, `2020-08` or `2020-08-21` (ISO 8601), never padded."""

    __slots__ = ()
    form = "a date"
    example = "2020, 2020-08 or 2020-08-21"
    _grammar = r"[0-9]{4}(-[0-9]{2}){0,2}"
    _datatypes: ClassVar = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
    datatypes = tuple(_datatypes.values())

    @classmethod
    def normalized(cls, text: str) -> str | None:
        if not re.fullmatch(cls._grammar, text):
            return None
        try:
            date(*map(int, (text + "-01-01")[:10].split("-")))
        except ValueError:
            raise ValueError(f"'{text}' is no day of the calendar; check month and day") from None
        return text

    @classmethod
    def part(cls, raw: Any, whole: Any, of: Any) -> Self:
        """A date that is a part of `whole`, a value of the type `of`. Raises ValueError, with the message of that type."""
        if not isinstance(raw, str) or not re.fullmatch(cls._grammar, raw.strip()):
            raise ValueError(f"{quoted(whole)} is not {of.form}; write for example {of.example}")
        return cls.parse(raw)

    @property
    def year(self) -> int:
        """The year, as a number."""
        return int(self[:4])

    def term(self) -> Term:
        """An xsd:gYear, xsd:gYearMonth or xsd:date literal."""
        return typed(self, self._datatypes[len(self)])

    def month_day(self) -> Term | None:
        """The day of the year, `"mm-dd"` (FOAF specification, foaf:birthday); None unless the date has a day."""
        return f'"{self[5:]}"' if len(self) == 10 else None

    def before(self, other: PartialDate) -> bool:
        """Returns whether this date is certainly earlier; the two are compared at the precision that both have."""
        shared = min(len(self), len(other))
        return self[:shared] < other[:shared]


def interval(start: str, end: str) -> Term:
    """An EDTF interval (https://www.loc.gov/standards/datetime/, level 1); the end `..` is open."""
    return typed(f"{start}/{end}", EDTF.EDTF)


class Period(msgspec.Struct, frozen=True):
    """A period: `2014-10 to 2018-12`, `2021-01 to present`, or one date. `end` is None for an open end."""

    start: PartialDate
    end: PartialDate | None
    form: ClassVar[str] = "a period"
    example: ClassVar[str] = "2014-10 to 2018-12, or 2021-01 to present"
    datatypes: ClassVar[tuple[Term, ...]] = (*PartialDate.datatypes, EDTF.EDTF)

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Parses the text of a period; an open end is written `present`. Raises ValueError for other text."""
        if isinstance(raw, cls):
            return raw
        ends = re.split(r"(?<!\s)(?:\s++(?:to|until|-|–|—)\s+|\s*+[–—]\s*)|/", raw.strip()) if isinstance(raw, str) else []
        if not 1 <= len(ends) <= 2:
            raise ValueError(f"{quoted(raw)} is not {cls.form}; write for example {cls.example}")
        start = PartialDate.part(ends[0], raw, cls)
        last = ends[-1].lower()
        period = cls(start, None if last in ("present", "now", "today", "..") else PartialDate.part(ends[-1], raw, cls))
        if period.end is not None and period.end.before(start):
            raise ValueError(f"ends in {period.end}, before its start in {start}; exchange the two dates or correct one")
        return period

    def term(self) -> Term:
        """An EDTF interval, or the date itself where start and end are equal."""
        if self.end == self.start:
            return self.start.term()
        return interval(self.start, self.end or "..")

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        """The period of a term, None for any other term."""
        try:
            period = cls.parse(parse(term).value)
        except ValueError:
            return None
        return period if period.term() == term else None

    def start_term(self) -> Term:
        """The first date."""
        return self.start.term()

    def end_term(self) -> Term | None:
        """The last date, None for an open end."""
        return self.end.term() if self.end else None

    def __str__(self) -> str:
        return self.start if self.end == self.start else f"{self.start} to {self.end or 'present'}"


class Days(tuple[PartialDate, ...]):
    """The date of an event: one date, or several days, consecutive or not: `2021-12-13/14/16`, or a list of dates."""

    __slots__ = ()
    form: ClassVar[str] = "a date or several days"
    example: ClassVar[str] = "2022-10-21, 2020-08 or 2021-12-13/14/16"
    datatypes: ClassVar[tuple[Term, ...]] = Period.datatypes
    _several = r"(\d{4}-\d{2}-)(\d{2}(?:/\d{2})+)"

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Parses a date, a date with further days, or a list of dates. Raises ValueError for other values."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str) and (match := re.fullmatch(cls._several, raw.strip())):
            raw = [match[1] + day for day in match[2].split("/")]
        days = [PartialDate.part(day, day, cls) for day in (raw if isinstance(raw, list) else [raw])]
        if not days:
            raise ValueError(f"an empty list is not {cls.form}; write for example {cls.example}")
        if len(days) > 1 and any(len(day) < 10 for day in days):
            raise ValueError("only whole dates can be several; write for example 2021-12-13/14/16")
        if days != sorted(set(days)):
            raise ValueError("the days stand out of order or twice; write each once, the earliest first")
        return cls(days)

    def term(self) -> Term:
        """The date itself, or an EDTF interval from the first to the last day."""
        return self[0].term() if len(self) == 1 else interval(self[0], self[-1])

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        """The day or days of a term; of an interval, the first and the last, as it does not contain the others."""
        try:
            days = cls.parse(list(dict.fromkeys(parse(term).value.split("/"))))
        except ValueError:
            return None
        return days if days.term() == term else None

    def start_term(self) -> Term:
        """The first day."""
        return self[0].term()

    def end_term(self) -> Term | None:
        """The last of several days, None for one date."""
        return self[-1].term() if len(self) > 1 else None

    def __str__(self) -> str:
        return "/".join([self[0], *(day[8:] if day[:8] == self[0][:8] else day for day in self[1:])])
