"""Text -> YAML nodes: bounded, with the place of every node, and every problem named.

PyYAML's C parser gives events with positions; the tree is composed here, because its own composer recurses without a bound
and lets duplicate keys pass. JSON is read the same way: it is YAML but for its surrogate pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from vitagraph.errors import DataError, Place, Problem

DEEPEST = 40
MOST_NODES = 5_000_000
LARGEST_FILE = 64 * 1024 * 1024

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
# What XML 1.0 cannot carry (section 2.2), and so no RDF/XML; YAML escapes can still write it.
_UNWANTED = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
_SURROGATES = r"(?i)(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})"


class Node(NamedTuple):
    """A node of the document: text (None for null), a list, or a mapping of key to (key's place, node)."""

    place: Place
    value: str | list[Node] | dict[str, tuple[Place, Node]] | None


def decoded(data: bytes, source: str) -> str:
    """The text of a source, which is UTF-8 (or UTF-16 with a byte order mark); DataError that says which byte is wrong."""
    if len(data) > LARGEST_FILE:
        size = f"{len(data) / 2**20:.0f} MB"
        raise _error(
            Place(source), f"the file has {size}; a CV has at most {LARGEST_FILE >> 20} MB: split it, or load it with the bulk commands"
        )
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        shown = f"byte 0x{data[error.start]:02X}"
        raise _error(Place(source, line, column), f"{shown} is no UTF-8; save the file as UTF-8") from None


def compose(text: str, source: str) -> tuple[Node, list[Problem]]:
    """The one document of a text as nodes, with the problems that do not keep the rest from being read.

    Raises DataError where the text is no YAML, or is deeper or larger than any CV.
    """
    if "\\u" in text:
        text = re.sub(_SURROGATES, _joined, text)
    if unwanted := re.search(_UNWANTED, text):
        raise _error(_place_at(text, unwanted.start(), source), _control_character(unwanted[0]))
    return _Composer(text, source).document()


def _joined(match: re.Match[str]) -> str:
    """A surrogate pair as JSON writes it, as the one character that YAML wants."""
    high, low = int(match[2], 16), int(match[3], 16)
    return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def _place_at(text: str, offset: int, source: str) -> Place:
    return Place(source, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _control_character(character: str) -> str:
    return f"U+{ord(character):04X} is a control character that RDF/XML cannot carry; delete it"


def _error(place: Place, message: str) -> DataError:
    return DataError([Problem(place, message)])


class _Composer:
    """Composes one document out of the parser's events."""

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.source = source
        self.problems: list[Problem] = []
        self.anchors: dict[str, Node] = {}
        self.sizes: dict[str, int] = {}
        self.count = 0
        self.events: Iterator[yaml.Event] = self._parsed()

    def _parsed(self) -> Iterator[yaml.Event]:
        loader = _LOADER(self.text)
        try:
            while loader.check_event():
                yield loader.get_event()
        except yaml.YAMLError as error:
            raise self._syntax_error(error) from None
        finally:
            loader.dispose()

    def _syntax_error(self, error: Any) -> DataError:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = Place(self.source, mark.line + 1, mark.column + 1) if mark else Place(self.source)
        lines = self.text.splitlines()
        line = lines[mark.line] if mark and mark.line < len(lines) else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return _error(place, "a tab indents this line; YAML wants blanks")
        context = f" {error.context}" if getattr(error, "context", None) else ""
        problem = getattr(error, "problem", None) or str(error)
        return _error(place, f"this is no YAML: {problem}{context}; check indentation, quotes and brackets")

    def _place(self, event: Any) -> Place:
        return Place(self.source, event.start_mark.line + 1, event.start_mark.column + 1)

    def document(self) -> tuple[Node, list[Problem]]:
        node = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    raise _error(self._place(event), "a second document begins here; keep one document a file")
                node = self._node(next(self.events), 0)
        return node or Node(Place(self.source), None), self.problems

    def _node(self, event: yaml.Event, depth: int) -> Node:
        place = self._place(event)
        self.count += 1
        if depth > DEEPEST:
            raise _error(place, f"nested deeper than {DEEPEST} levels; no CV is")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, place)
        before = self.count
        if isinstance(event, yaml.ScalarEvent):
            node = Node(place, self._scalar(event, place))
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Node(place, [self._node(child, depth + 1) for child in self._until(yaml.SequenceEndEvent)])
        else:
            node = Node(place, self._mapping(depth))
        if anchor := getattr(event, "anchor", None):
            self.anchors[anchor] = node
            self.sizes[anchor] = self.count - before + 1
        return node

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self.events), end):
            yield event

    def _alias(self, event: yaml.AliasEvent, place: Place) -> Node:
        if event.anchor not in self.anchors:
            raise _error(place, f"the alias *{event.anchor} has no anchor before it; write &{event.anchor} at the first place")
        self.count += self.sizes[event.anchor]
        if self.count > MOST_NODES:
            raise _error(place, f"the aliases grow into more than {MOST_NODES:,} values; write the values out")
        return self.anchors[event.anchor]

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> str | None:
        if not event.style and event.value in _NULLS:
            return None
        if unwanted := re.search(_UNWANTED, event.value):
            self.problems.append(Problem(place, _control_character(unwanted[0])))
        return str(event.value)

    def _mapping(self, depth: int) -> dict[str, tuple[Place, Node]]:
        mapping: dict[str, tuple[Place, Node]] = {}
        for event in self._until(yaml.MappingEndEvent):
            place = self._place(event)
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key.value, str):
                self.problems.append(Problem(place, "a key is text; put a name before the colon"))
            elif key.value in mapping:
                first = mapping[key.value][0]
                self.problems.append(Problem(place, f"'{key.value}' stands here a second time (first in line {first.line}); keep one"))
            else:
                mapping[key.value] = (place, value)
        return mapping
