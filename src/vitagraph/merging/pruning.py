"""What an import adds only in words: it is taken back where the graph said it before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from vitagraph.mapping.statements import facts_of
from vitagraph.rdf.terms import Triple
from vitagraph.records import Index, Record


class Addition(NamedTuple):
    """What a record of the CV gets: a field, further values for one (`values`), or another value (`instead`)."""

    record: Record
    name: str
    before: Any
    values: list[Any] = []
    instead: bool = False

    def take_back(self) -> None:
        """Undoes it."""
        stated = getattr(self.record, self.name)
        setattr(self.record, self.name, [one for one in stated if one not in self.values] if self.values else self.before)


#: privacy class -> triples
Said = Mapping[str, Mapping[Triple, None]]


def telling(additions: Iterable[Addition], index: Index, before: Said) -> list[Addition]:
    """The additions that say something new; the others are taken back. `index` is that of the CV with all of them."""
    return [addition for addition in additions if addition.instead or _tells(addition, index, before)]


def _tells(addition: Addition, index: Index, before: Said) -> bool:
    stated = getattr(addition.record, addition.name)
    whole = facts_of(addition.record, index)
    addition.take_back()
    less = facts_of(addition.record, index)
    new = any(triple not in before[name] for name in whole for triple in whole[name] - less[name])
    if new or any(less[name] - whole[name] for name in whole):
        setattr(addition.record, addition.name, stated)
        return True
    return False


def is_told(record: Record, index: Index, before: Said) -> bool:
    """Whether the graph said before everything that a record says."""
    return all(triple in before[name] for name, triples in facts_of(record, index).items() for triple in triples)
