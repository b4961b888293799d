"""The date of an event, which may be several days or dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar, Self, cast

from vitagraph.errors import quoted
from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, parse, typed
from vitagraph.rdf.vocabulary import EDTF
from vitagraph.values import spelling
from vitagraph.values.dates import Day, PartialDate, Period

#: a year or a month, as a text states both of a span: 2015/16 is one academic year
_MONTH = regex(r"[0-9]{4}(?:-[0-9]{2})?")
#: within how many days several days are one occasion
_WEEK = 7


class Days(tuple[PartialDate, ...]):
    """The date of an event: one date, a span of days (`DaySpan`), or several days, consecutive or not: `2021-12-13/14/16`, a list."""

    __slots__ = ()
    form: ClassVar[str] = "a date or several days"
    example: ClassVar[str] = "2022-10-21, 2020-08 or 2021-12-13/14/16"
    datatypes: ClassVar[tuple[Term, ...]] = Period.datatypes
    _several = regex(r"([0-9]{4}-[0-9]{2}-)([0-9]{2}(?:/[0-9]{2})+)")

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Parses a date, a date with further days, a span of days, or a list of dates. Raises ValueError for other values."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str) and (span := _span(raw)):
            return cast("Self", span)
        days = [PartialDate.piece(day, day, cls) for day in (raw if isinstance(raw, list) else cls._written(raw))]
        if not days:
            raise ValueError(f"an empty list is not {cls.form}; write for example {cls.example}")
        if len(days) > 1 and not all(day.is_plain for day in days):
            raise ValueError("approximate dates and seasons cannot be several; write for example 2021-12-13/14/16")
        if any(one.bounds >= two.bounds for one, two in pairwise(days)):
            raise ValueError("the days stand out of order or twice; write each once, the earliest first")
        return cls(days)

    @classmethod
    def _written(cls, raw: Any) -> list[Any]:
        """The dates of a text."""
        if not isinstance(raw, str):
            return [raw]
        if match := cls._several.fullmatch(raw.strip()):
            return [match[1] + day for day in match[2].split("/")]
        if spelling.one_date(raw):
            return [raw]
        return [day for ends in spelling.spans(raw) for day in cls._days_of(ends, raw)] or [raw]

    @classmethod
    def _days_of(cls, ends: tuple[str, str], raw: str) -> Iterable[str]:
        """The dates of a span. Raises ValueError for a period that is no range of days."""
        if ends[0] == ends[1]:
            return ends[:1]
        raise ValueError(f"{quoted(raw)} is not {cls.form}; write for example {cls.example}")

    @property
    def is_several(self) -> bool:
        """Whether each of several days is stated."""
        return len(self) > 1

    @property
    def is_run(self) -> bool:
        """Whether it is one date, days of one week, or days that follow each other; other days and dates are separate occasions."""
        if len(self) == 1:
            return True
        known = [number for day in self if (number := _ordinal(day)) is not None]
        if len(known) < len(self):
            return False
        return known[-1] - known[0] < _WEEK or all(other - one == 1 for one, other in pairwise(known))

    def terms(self) -> list[Term]:
        """The date itself; of a run of days, an EDTF interval from the first to the last; of separate dates, one term each."""
        return [self._interval()] if len(self) > 1 and self.is_run else [day.term() for day in self]

    def _interval(self) -> Term:
        return typed(f"{self[0]}/{self[-1]}", EDTF.EDTF)

    @classmethod
    def of_terms(cls, terms: Sequence[Term]) -> Self | None:
        """The day or days of some terms; of an interval, the span of days."""
        texts = [text for term in terms for text in parse(term).value.split("/")]
        try:
            days = cls.parse(sorted(dict.fromkeys(texts), key=_first_day))
        except ValueError:
            return None
        if set(terms) == {day.term() for day in days}:
            return days
        return cast("Self", DaySpan(days)) if set(terms) == {days._interval()} else None

    @property
    def year(self) -> int:
        """The year of the first day."""
        return self[0].year

    def start_term(self) -> Term | None:
        """The plain date of the first day."""
        return self[0].plain_term()

    def end_term(self) -> Term | None:
        """The last of a run of days; None for one date, and for separate dates, between which nothing goes on."""
        return self[-1].plain_term() if len(self) > 1 and self.is_run else None

    def __str__(self) -> str:
        return "/".join([self[0], *(day[8:] for day in self[1:])]) if self._share_month() else ", ".join(self)

    def _share_month(self) -> bool:
        return all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day) and day[:8] == self[0][:8] for day in self)


class DaySpan(Days):
    """The first and the last of the days, months or years in which an event goes on or is repeated; not equal to these two alone."""

    __slots__ = ()

    @property
    def is_several(self) -> bool:
        return False

    @property
    def is_run(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DaySpan) and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((DaySpan, *self))

    def __str__(self) -> str:
        return " to ".join(self)


def _span(text: str) -> DaySpan | None:
    """The span of a text such as `2021-12-13 to 2021-12-16`, or of whole months or years in which a talk was given several times.

    Raises ValueError where the last day is before the first one.
    """
    if Days._several.fullmatch(text.strip()) or spelling.one_date(text):
        return None
    found = list(spelling.spans(text))
    if len(found) != 1 or found[0][0] == found[0][1] or len({*map(len, found[0])}) > 1:
        return None
    if not all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", one) or (_MONTH.fullmatch(one) and one in text) for one in found[0]):
        return None
    first, last = map(PartialDate.parse, found[0])
    if first.bounds > last.bounds:
        raise ValueError(f"{quoted(text)} ends before it starts; write the first day first")
    return DaySpan((first, last))


def _ordinal(day: PartialDate) -> int | None:
    """The number of a day in the calendar, None for a date without a day and for years that `datetime` has not."""
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None


def _first_day(text: str) -> tuple[Day, str]:
    """The first day that a date may be, for its place among others; of other text the least one."""
    try:
        return PartialDate(text).bounds[0], text
    except ValueError:
        return (0, 0, 0), text
