"""The order of the entries of a section: by date, newest first.

What is not published yet comes first, then what goes on, then what has a date, by its last day; what has none is last. Entries of
one date, and those without any, keep the order of the file. A list that the file has strictly from the oldest to the newest, with
five or more dates, is ordered on purpose and stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from vitagraph.records import Index, Record
from vitagraph.records.containers import Event
from vitagraph.records.other_works import Work
from vitagraph.records.patents import PatentFamily
from vitagraph.records.positions import Position
from vitagraph.records.statuses import NOT_RUNNING, is_running
from vitagraph.values import Days, PartialDate, Period

Day = tuple[int, int, int]
Dates = Period | Days | PartialDate

#: sections whose order is no matter of dates
UNDATED = frozenset(("skills", "languages"))
#: the fields with the dates of a record, the first that is stated counts
_FIELDS = ("dates", "date", "year", "awarded", "issued", "created")
#: the fields with the event of a record, whose dates stand for its own
_EVENTS = ("event", "conference", "workshop")
_FORTHCOMING = frozenset(
    (
        "draft",
        "accepted",
        "forthcoming",
        "in-preparation",
        "submitted",
        "under-review",
        "revise-and-resubmit",
        "in-press",
        "under-contract",
        "conditionally-accepted",
    )
)
#: fewer dates are in order by chance
_FEWEST = 5

#: the place of what has no date and is not past
_NEWEST = (9999, 12, 31)
_NOT_PUBLISHED, _RUNNING, _DATED, _UNDATED = range(4)
#: the words of what has no year in a list by years
_TIMES = {_NOT_PUBLISHED: "in_progress", _RUNNING: "ongoing"}


class _Place(NamedTuple):
    """The place of an entry: its group, and its last and first day."""

    group: int
    last: Day = (0, 0, 0)
    first: Day = (0, 0, 0)

    @property
    def newest_first(self) -> tuple[int, ...]:
        return (self.group, *(-part for part in (*self.last, *self.first)))


def ordered(listed: Sequence[Record], index: Index) -> list[Record]:
    """The records of a list in the order of the page."""
    places = {id(one): _place(one, index) for one in listed}
    if _is_oldest_first([place.first for place in places.values() if place.group in (_RUNNING, _DATED)]):
        return list(listed)
    return sorted(listed, key=lambda one: places[id(one)].newest_first)


def dates_of(record: Record, index: Index) -> Dates | None:
    """The dates of a record, else those of its event; of a patent family, the last date of its documents."""
    if isinstance(record, PatentFamily):
        steps = (getattr(one, step) for one in record.documents for step in ("granted", "published", "filed"))
        return max(filter(None, steps), key=lambda date: date.bounds, default=None)
    return stated_dates(record) or dates_of_event(record, index)


def stated_dates(record: Record) -> Dates | None:
    """The dates that a record states itself."""
    return next((stated for name in _FIELDS if (stated := getattr(record, name, None))), None)


def dates_of_event(record: Record, index: Index) -> Period | None:
    """The dates of the event of a record, None where none are known, and where it is only about the event."""
    if isinstance(record, Work) and record.is_on_event:
        return None
    references = filter(None, (getattr(record, name, None) for name in _EVENTS))
    events = (index.find("event", reference) for reference in references)
    return next((event.dates for event in events if isinstance(event, Event) and event.dates), None)


def is_present(position: Position, index: Index) -> bool:
    """Whether a position is held now: it certainly goes on; one without dates stands before all that ended."""
    if position.dates or "ongoing" in position.status:
        return is_running(position.status, position.dates, index)
    before = index.cv.positions[: next((at for at, one in enumerate(index.cv.positions) if one is position), 0)]
    ended = any(one.dates and not index.is_running(one.dates) for one in before)
    return not ended and NOT_RUNNING.isdisjoint(position.status)


class Time(NamedTuple):
    """The time under which a list by years has an entry: its last date, or one of the words of `_TIMES` for those without a year."""

    date: PartialDate | None
    word: str = ""


def time_of(record: Record, index: Index) -> Time:
    """The time of a record, in accordance with its place among others."""
    group, dates = _place(record, index).group, dates_of(record, index)
    return Time(_last(dates)) if group == _DATED and dates else Time(None, _TIMES.get(group, "undated"))


def _last(dates: Dates) -> PartialDate | None:
    if isinstance(dates, PartialDate):
        return dates
    if isinstance(dates, Days):
        return dates[-1]
    last = (dates.spans or (dates,))[-1]
    return last.end or last.start


def _place(record: Record, index: Index) -> _Place:
    dates = dates_of(record, index)
    first, last = ends(dates) if dates else ((0, 0, 0), (0, 0, 0))
    status = getattr(record, "status", None)
    held = status if isinstance(status, list) else []
    if isinstance(status, str) and status in _FORTHCOMING:
        return _Place(_NOT_PUBLISHED, last if dates else _NEWEST, first)
    if isinstance(dates, Period) and dates.end is None and is_running(held, dates, index):
        return _Place(_RUNNING, first if dates.start else _NEWEST, first)
    if dates is None and ("ongoing" in held or (isinstance(record, Position) and is_present(record, index))):
        return _Place(_RUNNING, _NEWEST)
    return _Place(_DATED, last, first) if dates else _Place(_UNDATED)


def ends(dates: Dates) -> tuple[Day, Day]:
    """The first and the last day; of a period whose start or end is not known the other one."""
    if isinstance(dates, PartialDate):
        return dates.bounds
    if isinstance(dates, Days):
        return dates[0].bounds[0], dates[-1].bounds[1]
    spans = dates.spans or (dates,)
    first, last = spans[0].start or spans[0].end, spans[-1].end or spans[-1].start
    return first.bounds[0] if first else (0, 0, 0), last.bounds[1] if last else (0, 0, 0)


def _is_oldest_first(days: list[Day]) -> bool:
    return len(days) >= _FEWEST and all(one < other for one, other in pairwise(days))
