"""The event of a record, in its entry: its name, where it took place and when."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.records import Record
from vitagraph.records.containers import Event
from vitagraph.records.other_works import Work
from vitagraph.site.entries.order import ends, stated_dates
from vitagraph.site.localization import Localized, Localizer


def event_of(record: Record, reference: str | None, when: str, localizer: Localizer) -> Iterator[Localized | str | None]:
    """Pieces with the event of a record; `when` are the dates in its entry, which the dates of its event are not to repeat."""
    event = localizer.index.find("event", reference) if reference else None
    yield localizer.name("event", reference)
    if isinstance(event, Event):
        yield None if getattr(record, "place", None) else localizer.name("place", event.place)
        yield _dates(record, event, when, localizer)


def _dates(record: Record, event: Event, when: str, localizer: Localizer) -> str | None:
    """The dates of an event that are more precise than those of the record: not where it was published later, or at work on other days.

    Those of an event that a work is about are all of it.
    """
    dates = localizer.period(event.dates)
    if not event.dates or dates == when:
        return None
    stated = None if isinstance(record, Work) and record.is_on_event else stated_dates(record)
    if stated is None:
        return dates
    (first, last), (begin, end) = ends(stated), ends(event.dates)
    return dates if first <= begin <= end <= last else None
