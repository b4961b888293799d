"""What a load changes in a graph, and what the graph holds afterwards."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from vitagraph.rdf.terms import Term, Triple
from vitagraph.stores.contents import Contents


class Change:
    """The present and the expected contents of one graph."""

    def __init__(self, graph: Term, present: Contents, expected: Contents) -> None:
        self.graph = graph
        self.present = present
        self.expected = expected

    @cached_property
    def added(self) -> list[Triple]:
        """Triples to insert, as they were given."""
        return [self.expected[key] for key in self.expected.keys() - self.present.keys()]

    @cached_property
    def removed(self) -> list[Triple]:
        """Triples to delete, as the store holds them."""
        return [self.present[key] for key in self.present.keys() - self.expected.keys()]

    def __bool__(self) -> bool:
        return self.present.keys() != self.expected.keys()


class State(StrEnum):
    """What a graph holds after a change: the expected contents, those before, neither, or unknown."""

    unchanged = "unchanged"
    new = "new"
    old = "old"
    partial = "partial"
    unknown = "unknown"


def state(change: Change, now: Contents) -> State:
    """Whether a graph now holds the expected contents, those before, or neither."""
    if now.keys() == change.expected.keys():
        return State.new
    return State.old if now.keys() == change.present.keys() else State.partial
