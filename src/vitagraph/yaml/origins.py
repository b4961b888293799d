"""Where each record and each of its fields was written."""

from __future__ import annotations

from vitagraph.errors import Place
from vitagraph.records import Record
from vitagraph.yaml.nodes import Node


class Origins:
    """Record and path -> the place in the source."""

    def __init__(self) -> None:
        # The record beside its node keeps its identity from being given to another one.
        self._nodes: dict[int, tuple[Record, Node]] = {}

    def remember(self, record: Record, node: Node) -> None:
        """Notes the node that a record was read from."""
        self._nodes[id(record)] = record, node

    def of(self, record: Record, path: tuple[str | int, ...] = ()) -> Place | None:
        """The place of a record, or of what a path of field names and positions leads to; None for what was not read.

        A path that leads further than the source (a single value where a list may stand) ends where the source ends.
        """
        known = self._nodes.get(id(record))
        return None if known is None else follow(known[1], path)


def follow(node: Node, path: tuple[str | int, ...]) -> Place:
    """The place to which a path leads: the value's, or the record's where the field is not written."""
    for step in path:
        if isinstance(node.value, dict) and step in node.value:
            node = node.value[str(step)][1]
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            break
    return node.place
