"""The interface of all triple stores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from vitagraph.rdf.terms import Term
from vitagraph.stores.changes import Change
from vitagraph.stores.contents import Contents


class Store(Protocol):
    """A triple store with named graphs."""

    @property
    def name(self) -> str:
        """Its type and address, for messages."""
        ...

    @property
    def atomic(self) -> bool:
        """Whether a graph is replaced whole or not at all, even if the store dies meanwhile."""
        ...

    def read(self, graph: Term, expected: Contents | None = None) -> Contents:
        """All triples of a graph, past any limit of rows; none where there is no such graph. Raises StoreError.

        `expected` saves time: where the graph holds exactly these contents, they are returned.
        """
        ...

    def count(self, graph: Term) -> int:
        """The number of triples in a graph, counted by the store. Raises StoreError."""
        ...

    def replace(self, changes: Sequence[Change]) -> None:
        """Replaces the contents of graphs of one CV. After a StoreError each may hold the present or the expected contents."""
        ...

    def remove_staged(self, graph: Term) -> None:
        """Removes what an interrupted load of a graph staged beside it. Raises StoreError."""
        ...
