"""Additions that change no fact: they are undone where the graph contains their triples already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from vitagraph.mapping.statements import facts_of
from vitagraph.rdf.terms import Triple
from vitagraph.records import Index, Record


class Addition(NamedTuple):
    """An addition to a record of the CV: a field, further `values` of a list, or a replaced value (`instead`)."""

    record: Record
    name: str
    before: Any
    values: list[Any] = []
    instead: bool = False

    def undo(self) -> None:
        """Restores the record."""
        stated = getattr(self.record, self.name)
        setattr(self.record, self.name, [one for one in stated if one not in self.values] if self.values else self.before)


#: visibility -> triples
Triples = Mapping[str, Mapping[Triple, None]]


def informative(additions: Iterable[Addition], index: Index, before: Triples) -> list[Addition]:
    """The additions that add or remove triples; the others are undone. `index` is that of the CV with all additions."""
    return [addition for addition in additions if addition.instead or _is_informative(addition, index, before)]


def _is_informative(addition: Addition, index: Index, before: Triples) -> bool:
    stated = getattr(addition.record, addition.name)
    whole = facts_of(addition.record, index)
    addition.undo()
    less = facts_of(addition.record, index)
    new = any(triple not in before[name] for name in whole for triple in whole[name] - less[name])
    if new or any(less[name] - whole[name] for name in whole):
        setattr(addition.record, addition.name, stated)
        return True
    return False


def is_redundant(record: Record, index: Index, before: Triples) -> bool:
    """Returns whether the graph contained all triples of a record before."""
    return all(triple in before[name] for name, triples in facts_of(record, index).items() for triple in triples)
