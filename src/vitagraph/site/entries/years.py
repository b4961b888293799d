"""Lists by years: those of publications, and the older entries of long lists, which are folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vitagraph.records import Index, Record
from vitagraph.site.entries.entry import Entry, Section
from vitagraph.site.entries.order import time_of
from vitagraph.site.localization import Localizer
from vitagraph.values import PartialDate, slug

#: a list with more entries is folded, but for about its first ones
_UNFOLDED, _FIRST = 12, 8


class Listed(NamedTuple):
    """A record with its entry in the page."""

    record: Record
    entry: Entry


def by_year(name: str, listed: Iterable[Listed], localizer: Localizer) -> list[Section]:
    """A list in the order of the page as parts, one a year; those without a year stand under what they are: `In progress`."""
    found: dict[str, list[Entry]] = {}
    for one in listed:
        found.setdefault(year_of(one.record, localizer.index, localizer), []).append(one.entry)
    return [Section(f"{name}-{slug(year)}", year, entries, [], by="year") for year, entries in found.items()]


def year_of(record: Record, index: Index, localizer: Localizer) -> str:
    """The heading of a record in a list by years."""
    time = time_of(record, index)
    return localizer.date(PartialDate(time.date.parts.year)) if time.date else localizer.words[time.word]


def with_folds(name: str, listed: Sequence[Listed], localizer: Localizer) -> tuple[list[Entry], list[Section]]:
    """The entries of a list that are shown, and the parts with the older ones of a long list, which are folded."""
    if len(listed) <= _UNFOLDED:
        return [one.entry for one in listed], []
    shown, folded = split(by_year(name, listed, localizer), _FIRST)
    return [entry for part in shown for entry in part.entries], folded


def split(parts: Sequence[Section], first: int) -> tuple[list[Section], list[Section]]:
    """The parts with about the `first` entries, and the others folded; a part with many more than these is divided."""
    shown: list[Section] = []
    for at, part in enumerate(parts):
        room = first - sum(one.size for one in shown)
        if room <= 0:
            return shown, [one._replace(folded=True) for one in parts[at:]]
        if part.size > 2 * first:
            rest = part._replace(entries=part.entries[room:], folded=True)
            return [*shown, part._replace(entries=part.entries[:room])], [rest, *(one._replace(folded=True) for one in parts[at + 1 :])]
        shown.append(part)
    return shown, []
