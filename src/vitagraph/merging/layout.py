"""The text of a YAML file with the positions of its nodes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Any

import yaml

from vitagraph.errors import Place
from vitagraph.patterns import regex
from vitagraph.yaml.nodes import SURROGATES, decoded

#: the line breaks of YAML 1.1 (section 5.4)
BREAK = regex("\r\n|[\n\r\x85\u2028\u2029]")
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\xef\xbb\xbf": "utf-8"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnwritableError(ValueError):
    """A fact cannot be inserted without a change of the text around it."""


class Layout:
    """A file that was read without a problem, with the start and end of each node."""

    def __init__(self, source: str, data: bytes) -> None:
        self.source = source
        self.data = data
        self.text = decoded(data, source)
        mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
        self.mark, self.encoding = mark, _MARKS.get(mark, "utf-8")
        breaks = list(BREAK.finditer(self.text))
        self.newline = breaks[0][0] if breaks else "\n"
        self.starts = [0, *(found.end() for found in breaks)]
        self._pairs = [found.end() for found in re.finditer(SURROGATES, self.text)]  # a line may have thousands of nodes
        self.is_json = source.endswith(".json")
        #: line and column -> node, whether it is inside brackets, whether it is the value of a key
        self.nodes: dict[tuple[int, int], tuple[yaml.Node, bool, bool]] = {}
        self._visited: set[int] = set()
        # PyYAML rejects the escaped surrogate pairs of JSON; an escape of the same length keeps all positions.
        self.root = yaml.compose(re.sub(SURROGATES, r"\1\\u0041\\u0041", self.text), _LOADER)
        if self.root is not None:
            self._note(self.root, False, False)

    def _note(self, node: yaml.Node, in_flow: bool, behind_key: bool) -> None:
        if self.nodes.setdefault(self._place(node), (node, in_flow, behind_key))[0] is not node or id(node) in self._visited:
            return  # an alias of a node that was visited
        self._visited.add(id(node))
        inside = in_flow or is_flow(node)
        if isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                self._note(value, inside, True)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                self._note(value, inside, False)

    def _place(self, node: yaml.Node) -> tuple[int, int]:
        """Line and column of a node as the reader counts them: each surrogate pair is two characters shorter there."""
        start = self.at(node.start_mark)
        pairs = bisect_right(self._pairs, start) - bisect_right(self._pairs, self.starts[node.start_mark.line])
        return node.start_mark.line + 1, int(node.start_mark.column) + 1 - 2 * pairs

    # -- nodes and offsets

    def node_at(self, place: Place) -> yaml.Node:
        """The node that begins at a place."""
        return self.nodes[place.line, place.column][0]

    def section(self, name: str) -> yaml.Node | None:
        """The value of a section, None where the file has none."""
        return child(self.root, name) if isinstance(self.root, yaml.MappingNode) else None

    def at(self, mark: Any) -> int:
        """The offset of a mark."""
        return int(self.starts[mark.line] + mark.column)

    def end(self, node: yaml.Node) -> int:
        """The offset after the last character of a node."""
        if isinstance(node, yaml.ScalarNode) or is_flow(node) or not node.value:
            return self.at(node.end_mark)
        last = node.value[-1]
        return max(map(self.end, last)) if isinstance(last, tuple) else self.end(last)

    def line_behind(self, offset: int) -> int:
        """The offset of the start of the line after an offset."""
        line = bisect_left(self.starts, offset, 1)
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def is_spaced(self, section: yaml.Node) -> bool | None:
        """Returns whether blank lines separate the entries of a list, None for a list of one entry."""
        if len(section.value) < 2:
            return None
        line = section.value[-1].start_mark.line
        return not self.text[self.starts[line - 1] : self.starts[line]].strip()

    def hyphen(self, section: yaml.Node) -> int:
        """The column of the hyphens of a list."""
        start = self.at(section.start_mark)
        if self.text[start] == "-":
            return int(section.start_mark.column)
        found = re.compile(r"(?m)^([ ]*)-(?=\s)").search(self.text, start)  # an anchor precedes it
        if found is None:
            raise UnwritableError("the beginning of the list is not found")
        return len(found[1])


def is_flow(node: yaml.Node) -> bool:
    """Returns whether a list or a mapping is written in brackets (flow style)."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def child(node: yaml.Node, name: str) -> yaml.Node | None:
    """The value of a key in a mapping."""
    return next((value for key, value in node.value if key.value == name), None) if isinstance(node, yaml.MappingNode) else None
