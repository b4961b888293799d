"""The closed lists of values of the reference: their headings, their words, and the fields that hold one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from vitagraph.records import Record, plan
from vitagraph.records.containers import EventType, PeriodicalType, ProjectType, SeriesType
from vitagraph.records.event_states import Attendance, EventStatus
from vitagraph.records.kinds import CreditRole, Kind
from vitagraph.records.organizations import OrganizationType
from vitagraph.records.other_works import WorkKind
from vitagraph.records.schemes import SCHEMES
from vitagraph.records.works import WorkStatus

#: how many words a field shows of its list
_MOST_WORDS = 6
_INTRODUCTION = """
## Kinds

The values of closed lists, and the fields that hold one of them. A value may also be written as its label in English or German, or in
another usual word for it (`to appear`, `Co-PI`); an unlisted word is an error, which names the most similar one. Case, hyphens and spaces
do not matter. In the graph, a value is a SKOS concept of `ontology/kinds.ttl`, unless a vocabulary has a term for it.
"""


class ClosedList(NamedTuple):
    """A closed list: its title, its words, and how the graph writes the name of each."""

    title: str
    words: tuple[str, ...]
    prefix: str = ""

    @property
    def heading(self) -> str:
        """Its heading on the page."""
        return self.title[0].upper() + self.title[1:]

    @property
    def anchor(self) -> str:
        """The anchor of its heading, as MyST derives it."""
        return re.sub(r"[^\w-]", "", self.title.lower().replace(" ", "-"))

    @property
    def phrase(self) -> str:
        """What a row of a field has: the phrase with its link, and the first words."""
        more = " ..." if len(self.words) > _MOST_WORDS else ""
        return f"one of the [{self.title}](#{self.anchor}): {', '.join(f'`{word}`' for word in self.words[:_MOST_WORDS])}{more}"


_OTHERS = {
    WorkKind: ClosedList("kinds of works", tuple(WorkKind.names()), "kind:"),
    WorkStatus: ClosedList("statuses of works", tuple(WorkStatus.statuses)),
    Attendance: ClosedList("forms of attendance", tuple(Attendance.statuses)),
    EventStatus: ClosedList("statuses of events", tuple(EventStatus.statuses)),
    EventType: ClosedList("types of events", tuple(EventType.classes)),
    PeriodicalType: ClosedList("types of periodicals", tuple(PeriodicalType.classes)),
    ProjectType: ClosedList("types of projects", tuple(ProjectType.classes)),
    SeriesType: ClosedList("types of series", tuple(SeriesType.classes)),
    OrganizationType: ClosedList("types of organizations", tuple(OrganizationType.classes)),
}
#: scheme -> its title where its label names no list
_TITLES = {"proficiencies": "levels of language proficiency"}


def closed_list(value_type: Any) -> ClosedList | None:
    """The list of a type of values, None for a type without one."""
    if value_type in _OTHERS:
        return _OTHERS[value_type]
    return _of_kind(value_type) if isinstance(value_type, type) and issubclass(value_type, Kind) else None


def closed_lists(records: Iterable[tuple[str, type[Record]]]) -> Iterator[str]:
    """The part of the page with a heading for each list."""
    lists: dict[ClosedList, dict[str, list[str]]] = {_of_kind(CreditRole): {"credit": ["the authors of a work"]}}
    done: set[type[Record]] = set()
    for section, record in records:
        _collect(f"[`{section}`](#{section})", record, lists, done)
    yield _INTRODUCTION
    for one in sorted(lists, key=lambda one: one.title.lower()):
        yield f"\n### {one.heading}\n\n"
        for name, places in lists[one].items():
            yield f"`{name}:` in {', '.join(places)}. "
        yield f"Write one of: {', '.join(f'`{word}`' for word in one.words)}."
        yield f" The graph has `{one.prefix}{one.words[0]}` ...\n" if one.prefix else "\n"
    yield from _stated()


def _of_kind(kind: type[Kind]) -> ClosedList:
    scheme = SCHEMES[kind.scheme]
    return ClosedList(_TITLES.get(kind.scheme, scheme.english), tuple(kind.names()), scheme.base or f"kind:{kind.prefix}")


def _collect(place: str, record: type[Record], lists: dict[ClosedList, dict[str, list[str]]], done: set[type[Record]]) -> None:
    """Adds the fields of a record class, and of the records nested in it, to their lists."""
    for field in plan(record).fields.values():
        if field.is_record:
            if field.type not in done:
                done.add(field.type)
                _collect(f"`{field.name}` of {place}", field.type, lists, done)
        elif one := closed_list(field.type):
            lists.setdefault(one, {}).setdefault(field.name, []).append(place)


def _stated() -> Iterator[str]:
    """The schemes of which records write no word: the structure of a record, or its texts, state the kind."""
    written = {one.scheme for one in Kind.__subclasses__()} | {"work-statuses"}
    yield "\n### Kinds that records state\n\nNo field has one of these words: the graph has them where a record states as much.\n\n"
    for name, scheme in SCHEMES.items():
        if name not in written:
            yield f"- {scheme.english}: {', '.join(f'`{kind}`' for kind in scheme.kinds)}\n"
