"""Text to YAML nodes: bounded, with the place of each node and each problem.

PyYAML's C parser gives events with positions; the tree is composed here, because its own composer recurses without a bound
and accepts duplicate keys. JSON is read the same way: it is YAML but for its surrogate pairs.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from vitagraph.errors import DataError, Place, Problem, quoted
from vitagraph.files.budget import DEEPEST, LARGEST_FILE, MOST_NODES, MOST_REPEATED, too_deep, too_large
from vitagraph.patterns import regex
from vitagraph.rdf.terms import EXCLUDED

_TOO_DEEP = f"nested deeper than {DEEPEST} levels, which no CV is; write it with fewer brackets"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_ZEROS = regex(rb"\0|.\0|..\0\0", re.DOTALL)
#: a pair of surrogates as JSON escapes it
SURROGATES = r"(?i)(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})"


# Message of libyaml -> its meaning for the author of a CV, and whether its place is the beginning of the unfinished node
# instead of the place where the parser stopped ({stop}).
_MEANINGS = (
    ("',' or ']'", True, "the list that begins here lacks a comma or its ] before {stop}; write it, or put the text in quotes"),
    ("',' or '}'", True, "the mapping that begins here lacks a comma or its } before {stop}; write it, or put the text in quotes"),
    ("unexpected end of stream", True, "the quotation mark that begins here is never closed; write another one at the end of the text"),
    (
        "mapping values",
        False,
        "a key with its colon cannot stand here; put text with a colon in quotes, and a blank behind the colon of each key",
    ),
    ("sequence entries", False, "a list cannot begin here; put the hyphen on a line of its own, or the text in quotes"),
    (
        "find expected key",
        False,
        "this continues nothing that stands before it; indent it like the keys above, or put the whole text in quotes",
    ),
    ("'-' indicator", False, "this is no entry of the list above; begin it with a hyphen, or indent it like the keys above"),
    ("find expected ':'", True, "this is neither a key nor a text; write a colon and a blank behind a key, or put the text in quotes"),
    ("start any token", False, "a text cannot begin with {character}; put it in quotes"),
    ("alphabetic or numeric", True, "a text cannot begin with {character}; put it in quotes"),
    (
        "unknown escape",
        False,
        "a backslash in double quotes begins an escape, and there is none like this; double it, or use single quotes",
    ),
    ("Unicode character escape", False, "this escape stands for no character; write the character itself"),
    ("expected node content", False, "a value is missing here; write it, or correct the commas and brackets around it"),
    ("<document start>", False, "this stands behind the end of the document; delete it, or check the brackets before it"),
    ("tag handle", False, "a text cannot begin with {character}; put it in quotes"),
    # libyaml 0.2.6 and later look ahead no further than a thousand levels.
    ("maximum nesting depth", False, _TOO_DEEP),
    ("comment or line break", True, "a text cannot begin with {character} on the line of its key; put it in quotes"),
)


class Node(NamedTuple):
    """A node of the document: text (None for null), a list, or a mapping of key to (key's place, node)."""

    place: Place
    value: str | list["Node"] | dict[str, tuple[Place, "Node"]] | None


def decoded(data: bytes, source: str) -> str:
    """The text of a source in UTF-8 (or UTF-16 with a byte order mark); DataError with the byte that is wrong."""
    if len(data) > LARGEST_FILE:
        raise too_large(source)
    if data[:2] == b"\x1f\x8b":
        raise _error(Place(source), "the file is compressed with gzip; unpack it first")
    if _ZEROS.match(data):
        raise _error(Place(source), "zero bytes at its beginning, as in UTF-16 without a mark; save the file as UTF-8")
    encoding, name = ("utf-16", "UTF-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "UTF-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding, "ignore")
        message = f"byte 0x{error.object[error.start]:02X} is no {name}; save the file as UTF-8"
        raise _error(_place_at(before, len(before), source), message) from None
    # Most pairs of bytes are a character of UTF-16; but records have colons.
    if encoding == "utf-16" and text.strip() and ":" not in text:
        raise _error(
            Place(source), f"0x{data[0]:02X} 0x{data[1]:02X} at its beginning marks UTF-16, which the rest is not; save the file as UTF-8"
        )
    return text


def compose(text: str, source: str) -> tuple[Node, list[Problem]]:
    """The document of a text as nodes, with the problems after which the rest can be read.

    Raises DataError where the text is not YAML, or exceeds the bounds of depth and size.
    """
    if "\\u" in text:
        text = re.sub(SURROGATES, _joined, text)
    if excluded := EXCLUDED.search(text):
        raise _error(_place_at(text, excluded.start(), source), _control_character(excluded[0]))
    return _Composer(text, source).document()


def _joined(match: re.Match[str]) -> str:
    """A surrogate pair of JSON as the escape of one character in YAML."""
    high, low = int(match[2], 16), int(match[3], 16)
    return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def _place_at(text: str, offset: int, source: str) -> Place:
    return Place(source, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _control_character(character: str) -> str:
    return f"U+{ord(character):04X} is not a printable character; delete it"


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
        self.count = self.repeated = 0
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
        stop = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        start = getattr(error, "context_mark", None) or stop
        problem = getattr(error, "problem", None) or "cannot be read"
        if "tab character" in problem or self._character(stop) == "\t":
            return _error(self._at(stop), "a tab indents this; write blanks instead")
        for words, at_start, meaning in _MEANINGS:
            if words in problem:
                mark = start if at_start else stop
                place, end = self._at(mark), self._at(stop)
                meaning = meaning.replace("{stop}", f"line {end.line}, column {end.column}")
                return _error(place, meaning.replace("{character}", self._character(mark)))
        return _error(self._at(stop), f"this is no {self.language}: {problem}; check indentation, quotes and brackets")

    @property
    def language(self) -> str:
        """The language of the source by its suffix."""
        return "JSON" if self.source.endswith(".json") else "YAML"

    def _at(self, mark: Any) -> Place:
        return Place(self.source, mark.line + 1, mark.column + 1) if mark else Place(self.source)

    def _character(self, mark: Any) -> str:
        """The character at a place, "" at the end."""
        line = self.text.splitlines()[mark.line : mark.line + 1] if mark else []
        return "".join(line)[mark.column : mark.column + 1] if line else ""

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
        if self.count > MOST_NODES:
            raise _error(place, f"more than {MOST_NODES:,} values, which no CV has; split it into a folder of files")
        if depth > DEEPEST:
            raise too_deep(place, DEEPEST)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, place)
        if (tag := getattr(event, "tag", None)) and not tag.startswith("tag:yaml.org,2002:"):
            self.problems.append(
                Problem(place, f"'{tag}' is a tag of YAML, which means nothing here; delete it, or put the text in quotes")
            )
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
            instead = f"write &{event.anchor} where the value stands first, or put text that begins with * in quotes"
            raise _error(place, f"the alias *{event.anchor} has no anchor before it; {instead}")
        self.repeated += self.sizes[event.anchor]
        if self.repeated > MOST_REPEATED:
            raise _error(place, f"the aliases grow into more than {MOST_REPEATED:,} values; write the values out")
        self.count += self.sizes[event.anchor]
        return self.anchors[event.anchor]

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> str | None:
        if not event.style and event.value in _NULLS:
            return None
        if excluded := EXCLUDED.search(event.value):
            self.problems.append(Problem(place, _control_character(excluded[0])))
            return EXCLUDED.sub("\ufffd", event.value)
        return str(event.value)

    def _mapping(self, depth: int) -> dict[str, tuple[Place, Node]]:
        mapping: dict[str, tuple[Place, Node]] = {}
        for event in self._until(yaml.MappingEndEvent):
            place = self._place(event)
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key.value, str):
                self.problems.append(Problem(place, "a key is text; put a name before the colon"))
            elif key.value == "<<" and not getattr(event, "style", None):
                self.problems.append(Problem(place, "merging with << is not possible here; write the keys out"))
            elif key.value in mapping:
                first = mapping[key.value][0]
                message = f"{quoted(key.value)} stands here a second time (first in line {first.line}); keep one"
                self.problems.append(Problem(place, message))
            else:
                mapping[key.value] = (place, value)
        return mapping
