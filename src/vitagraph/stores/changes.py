"""What a load would change in a graph, and what became of it."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from vitagraph.rdf.terms import Term, Triple
from vitagraph.stores.contents import Contents


class Change:
    """One graph as it is and as it is to be."""

    def __init__(self, graph: Term, present: Contents, wanted: Contents) -> None:
        self.graph = graph
        self.present = present
        self.wanted = wanted

    @cached_property
    def added(self) -> list[Triple]:
        """Triples that come, as they were written."""
        return [self.wanted[key] for key in self.wanted.keys() - self.present.keys()]

    @cached_property
    def removed(self) -> list[Triple]:
        """Triples that go, as the store has them."""
        return [self.present[key] for key in self.present.keys() - self.wanted.keys()]

    def __bool__(self) -> bool:
        return self.present.keys() != self.wanted.keys()


class State(StrEnum):
    """What a store holds in the place of a graph, seen after a change."""

    unchanged = "unchanged"
    new = "new"
    old = "old"
    partial = "partial"
    unknown = "unknown"


def state(change: Change, now: Contents) -> State:
    """Which of its two contents a graph holds now, or neither."""
    if now.keys() == change.wanted.keys():
        return State.new
    return State.old if now.keys() == change.present.keys() else State.partial
