"""What every triple store can do, each by its own means."""

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
        """Its kind and where it is, for messages."""
        ...

    @property
    def atomic(self) -> bool:
        """Whether a graph is replaced whole or not at all, also where the store dies meanwhile."""
        ...

    def read(self, graph: Term, likely: Contents | None = None) -> Contents:
        """All triples of a graph, past any limit of rows; none where there is no such graph. Raises StoreError.

        `likely` is what it may well hold: where the answer says just that, it is returned.
        """
        ...

    def count(self, graph: Term) -> int:
        """How many triples a graph holds, says the store. Raises StoreError."""
        ...

    def replace(self, changes: Sequence[Change]) -> None:
        """Gives graphs of one CV the contents they are to have. Raises StoreError, after which they may hold either contents."""
        ...

    def tidy(self, graph: Term) -> None:
        """Takes away what an interrupted load of a graph left behind beside it. Raises StoreError."""
        ...
