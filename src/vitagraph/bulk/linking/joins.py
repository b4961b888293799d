"""Where the nodes of an export are read and compared: on this machine; `bulk/spark/link.py` has the same on several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from vitagraph.bulk.linking.candidates import line_of
from vitagraph.bulk.linking.database import Database
from vitagraph.bulk.linking.documents import Node
from vitagraph.bulk.linking.groups import Rejections
from vitagraph.bulk.linking.reading import nodes_of
from vitagraph.bulk.outputs import Export


class Joins(Protocol):
    """The steps of linking that compare all nodes of all documents."""

    def nodes(self, export: Export) -> Iterable[tuple[str, Iterable[Node]]]:
        """The documents of an export, each with its nodes."""
        ...

    def candidates(self, database: Database, rejections: Rejections) -> Iterator[bytes]:
        """The lines of candidates, in the order of the export."""
        ...


class _OneMachine:
    def nodes(self, export: Export) -> Iterable[tuple[str, Iterable[Node]]]:
        return nodes_of(export)

    def candidates(self, database: Database, rejections: Rejections) -> Iterator[bytes]:
        for pair in database.pairs():
            one, other = map(database.identifiers, pair.nodes)
            if line := line_of(pair, (one, other), rejections):
                yield line


JOINS: Joins = _OneMachine()
