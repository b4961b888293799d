"""The places of records and fields in their source."""

from __future__ import annotations

from vitagraph.errors import Place, Problem
from vitagraph.records import Record
from vitagraph.yaml.nodes import Node


class Origins:
    """Record and path -> the place in the source; `notes` are about values with a second reading."""

    def __init__(self) -> None:
        # The reference to the record keeps its id() from being reused.
        self._nodes: dict[int, tuple[Record, Node]] = {}
        self.notes: list[Problem] = []

    def remember(self, record: Record, node: Node) -> None:
        """Remembers the node of a record."""
        self._nodes[id(record)] = record, node

    def of(self, record: Record, path: tuple[str | int, ...] = ()) -> Place | None:
        """The place of a record, or of the value at a path of field names and positions; None for a record without source.

        A path that is longer than the source (a single value in place of a list) ends where the source ends.
        """
        known = self._nodes.get(id(record))
        return None if known is None else follow(known[1], path)


def follow(node: Node, path: tuple[str | int, ...]) -> Place:
    """The place of the value at a path, or of the record where the field is not stated."""
    for step in path:
        if isinstance(node.value, dict) and step in node.value:
            node = node.value[str(step)][1]
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            break
    return node.place
