"""The date of an event, which may be several days or dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar, Self

from vitagraph.errors import quoted
from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, parse, typed
from vitagraph.rdf.vocabulary import EDTF
from vitagraph.values import spelling
from vitagraph.values.dates import Day, PartialDate, Period

#: how many days a range may have that stands for each of its days
_LONGEST_RANGE = 31
#: within how many days several days are one occasion
_WEEK = 7


class Days(tuple[PartialDate, ...]):
    """The date of an event: one date, or several days, consecutive or not: `2021-12-13/14/16`, a range, or a list of dates."""

    __slots__ = ()
    form: ClassVar[str] = "a date or several days"
    example: ClassVar[str] = "2022-10-21, 2020-08 or 2021-12-13/14/16"
    datatypes: ClassVar[tuple[Term, ...]] = Period.datatypes
    _several = regex(r"([0-9]{4}-[0-9]{2}-)([0-9]{2}(?:/[0-9]{2})+)")

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Parses a date, a date with further days, a range of days, or a list of dates. Raises ValueError for other values."""
        if isinstance(raw, cls):
            return raw
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
        if all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", one) for one in ends):
            return _range(*(PartialDate.parse(one) for one in ends))
        raise ValueError(f"{quoted(raw)} is not {cls.form}; write for example {cls.example}")

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
        """The day or days of some terms; of an interval, the first and the last, as it does not contain the others."""
        texts = [text for term in terms for text in parse(term).value.split("/")]
        try:
            days = cls.parse(sorted(dict.fromkeys(texts), key=_first_day))
        except ValueError:
            return None
        return days if set(terms) in ({day.term() for day in days}, {days._interval()}) else None

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


def _range(first: PartialDate, last: PartialDate) -> Iterator[str]:
    """Each day from the first to the last one. Raises ValueError for days in another order, or too many."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    count = end.toordinal() - start.toordinal() + 1
    if not 1 <= count <= _LONGEST_RANGE:
        raise ValueError(f"a range has at most {_LONGEST_RANGE} days, the first one first; list the days, or write the month")
    yield from (str(date.fromordinal(start.toordinal() + number)) for number in range(count))
