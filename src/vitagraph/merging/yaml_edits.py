"""Insertions into a YAML file; every other byte stays."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from vitagraph.errors import DataError, Place, Problem
from vitagraph.merging.layout import BREAK, Layout, UnwritableError, is_flow
from vitagraph.records import Record
from vitagraph.values.scalars import scalar
from vitagraph.yaml.writing import MAPPINGS, as_mapping, field_lines, fields_in_order, in_brackets, list_entry, plain_field


class YamlEdits(Layout):
    """A file with pending insertions and replacements."""

    def __init__(self, source: str, data: bytes) -> None:
        super().__init__(source, data)
        self._pieces: list[tuple[int, int, str]] = []
        self._starts: set[int] = set()

    def _insert(self, start: int, text: str, end: int | None = None) -> None:
        self._pieces.append((start, start if end is None else end, text))
        self._starts.add(start)

    def _insert_lines(self, offset: int, lines: list[str], indent: int = 0) -> None:
        self._insert(self.line_behind(offset), "".join(line + self.newline for line in lines))

    def add_section(self, name: str, records: list[Any]) -> None:
        """Adds a section that the file does not have yet: a list, or the mapping of the owner or the document."""
        if self.root is None or (isinstance(self.root, yaml.MappingNode) and not self.root.value and not is_flow(self.root)):
            self._insert(len(self.text), "".join(line + self.newline for line in _section(name, records, 0)))
        elif is_flow(self.root):
            in_flow = ", ".join(map(self._flow, records))
            self._into_flow(self.root, f"{self._key(name)}: {in_flow if name in MAPPINGS else f'[{in_flow}]'}")
        else:
            end = re.compile(r"(?m)^\.\.\.").search(self.text)
            at = self.line_behind(self.end(self.root)) if end else len(self.text)
            lines = ["", *_section(name, records, self.root.value[0][0].start_mark.column)]
            self._insert(at, "".join(line + self.newline for line in lines))

    def add_entries(self, section: yaml.Node, records: list[Any]) -> None:
        """Adds records to the end of a list."""
        if isinstance(section, yaml.ScalarNode):  # the key has no value yet
            if section.value not in ("", "~", "null", "Null", "NULL"):
                raise UnwritableError("there is text in place of a list")
            if section.value:
                self._insert(self.at(section.start_mark), f"[{', '.join(map(self._flow, records))}]", self.at(section.end_mark))
            else:
                self._insert_lines(self.at(section.end_mark), _entries(records, section.start_mark.column and 2))
        elif is_flow(section):
            for record in records:
                self._into_flow(section, self._flow(record))
        else:
            indent = self.hyphen(section)
            spaced = self.is_spaced(section)
            for record in records:
                lines = list_entry(record, indent)
                self._insert_lines(self.end(section), ["", *lines] if spaced or (spaced is None and len(lines) > 1) else lines)

    def add_field(self, node: yaml.Node, record: Record, name: str) -> None:
        """Adds a field that a record does not state yet, with its value in `record`."""
        if isinstance(node, yaml.ScalarNode):
            self._add_to_shorthand(node, record, name)
        elif is_flow(node) or not isinstance(node, yaml.MappingNode):
            self._into_flow(node, self._flow_field(record, name))
        else:
            self._insert_lines(self.end(node), field_lines(record, name, node.value[0][0].start_mark.column))

    def _add_to_shorthand(self, node: yaml.ScalarNode, record: Record, name: str) -> None:
        """Adds a field to a record that is written as one text, which gets its key once."""
        start, end = self.at(node.start_mark), self.at(node.end_mark)
        if node.style in ("|", ">") or BREAK.search(self.text[start:end]):
            raise UnwritableError("the record is one text over several lines; make a mapping of it first")
        _, in_flow, behind_key = self.nodes[self._place(node)]
        first = self._is_first(start)
        if in_flow and not first:
            raise UnwritableError("the record is one text in a list on one line; make a mapping of it first")
        if in_flow:
            self._make_mapping(node, record.shorthand, self._flow_field(record, name))
            return
        line = self.text[self.starts[node.start_mark.line] : start]
        indent = len(line) - len(line.lstrip()) + 2 if behind_key else int(node.start_mark.column)
        if first:
            self._insert(start, (self.newline + " " * indent if behind_key else "") + f"{record.shorthand}: ")
        self._insert_lines(end, field_lines(record, name, indent))

    def add_values(self, node: yaml.Node | None, name: str, values: list[Any]) -> None:
        """Adds values to the list of a field, or makes a list of its single value."""
        texts = (
            [in_brackets(value) for value in values] if not self.is_json else [json.dumps(value, ensure_ascii=False) for value in values]
        )
        if isinstance(node, yaml.SequenceNode) and is_flow(node):
            for text in texts:
                self._into_flow(node, text)
        elif isinstance(node, yaml.SequenceNode):
            indent = " " * self.hyphen(node)
            self._insert_lines(self.end(node), [f"{indent}- {text}" for text in texts])
        elif isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">"):
            start, end = self.at(node.start_mark), self.at(node.end_mark)
            quote = "" if node.style or scalar(node.value, True) == self.text[start:end] else "'"
            if quote and ("'" in node.value or BREAK.search(self.text[start:end])):
                raise UnwritableError(f"the value of `{name}` is no list; make one of it first")
            self._insert(start, "[" + quote)
            self._insert(end, quote + "".join(f", {text}" for text in texts) + "]")
        else:
            raise UnwritableError(f"the value of `{name}` is no list; make one of it first")

    def replace_field(self, node: yaml.Node, record: Record, name: str) -> None:
        """Replaces the value of a field."""
        if isinstance(node, yaml.ScalarNode):
            if name != record.shorthand:
                raise UnwritableError("the record is one text; make a mapping of it first")
            key, value = None, node
        else:
            key, value = next((key, value) for key, value in node.value if key.value == name)
        block = value.style in ("|", ">") if isinstance(value, yaml.ScalarNode) else not is_flow(value)
        if key is not None and block and not is_flow(node):
            column = key.start_mark.column
            lines = field_lines(record, name, column)
            text = "".join(line + self.newline for line in lines)
            self._insert(self.at(key.start_mark), text[column:], self.line_behind(self.end(value)))
        else:
            text = self._flow_field(record, name).partition(": ")[2]
            self._insert(self.at(value.start_mark), text, self.at(value.end_mark))

    def set_id(self, place: Place, record: Record, identifier: str) -> None:
        """Inserts the id of a record before its other fields."""
        node = self.node_at(place)
        start = self.at(node.start_mark)
        field = f"{self._key('id')}: {json.dumps(identifier) if self.is_json else scalar(identifier, True)}"
        if isinstance(node, yaml.MappingNode) and is_flow(node):
            at = self.text.index("{", start) + 1
            self._insert(at, field + (", " if node.value else ""))
        elif isinstance(node, yaml.MappingNode):
            first = node.value[0][0].start_mark
            self._insert(self.at(first), field + self.newline + " " * first.column)
        else:
            self._make_mapping(node, record.shorthand, field)

    def _make_mapping(self, node: yaml.Node, shorthand: str, field: str) -> None:
        """Inserts the first field of a record that is written as one text, which becomes a mapping."""
        start, end = self.at(node.start_mark), self.at(node.end_mark)
        key, text = self._key(shorthand), self.text[start:end]
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            line = self.text[self.starts[node.start_mark.line] : start]
            within = re.match(r"[ -]*", line)
            behind_key = self.nodes[self._place(node)][2]
            indent = self.newline + " " * ((len(within[0]) if within else 0) + behind_key)
            self._insert(start, f"{indent if behind_key else ''}{field}{indent}{key}: ")
        elif isinstance(node, yaml.ScalarNode) and (node.style or scalar(node.value, True) == text):
            self._insert(start, "{" + field + f", {key}: ")
            self._insert(end, "}")
        elif isinstance(node, yaml.ScalarNode) and '"' not in text and "\\" not in text:
            self._insert(start, "{" + field + f', {key}: "')
            self._insert(end, '"}')
        else:
            raise UnwritableError(f"the record is one text; write it as {{{field}, {shorthand}: ...}}")

    def _into_flow(self, node: yaml.Node, text: str) -> None:
        if node.value:
            last = node.value[-1]
            value = last[1] if isinstance(last, tuple) else last
            if self.at(value.start_mark) < self.at(node.start_mark):
                self._behind_alias(node, text)
            else:
                self._insert(max(self.at(value.end_mark), self.at(last[0].end_mark) if isinstance(last, tuple) else 0), ", " + text)
        else:
            at = self.at(node.end_mark) - 1
            self._insert(at, text if self._is_first(at) else ", " + text)

    def _behind_alias(self, node: yaml.Node, text: str) -> None:
        """Inserts text before a closing bracket; of an alias at the end only the position of its anchor is known."""
        end = self.at(node.end_mark) - 1
        before = self.text[self.at(node.start_mark) : end].rstrip()
        if "#" in before.rpartition("\n")[2]:
            raise UnwritableError("a comment follows an alias here; write out the alias first")
        at = self.at(node.start_mark) + len(before)
        self._insert(at, " " + text if before.endswith(",") and self._is_first(at) else ", " + text)

    def _is_first(self, at: int) -> bool:
        """Returns whether nothing has been inserted at an offset yet."""
        return at not in self._starts

    def _key(self, name: str) -> str:
        return json.dumps(name) if self.is_json else name

    def _flow(self, record: Any) -> str:
        return json.dumps(as_mapping(record), ensure_ascii=False) if self.is_json else in_brackets(record)

    def _flow_field(self, record: Record, name: str) -> str:
        value = plain_field(record, name)
        return f"{self._key(name)}: {json.dumps(value, ensure_ascii=False) if self.is_json else in_brackets(value)}"

    # -- the changed file

    @property
    def is_changed(self) -> bool:
        """Returns whether the file has pending changes."""
        return bool(self._pieces)

    def written(self) -> bytes:
        """The bytes of the changed file. Raises DataError where two changes apply to the same text."""
        parts: list[str] = []
        before = 0
        for start, end, text in sorted(self._pieces, key=_innermost_first):
            if start < before:
                message = "two values to be replaced share their text; correct them by hand"
                raise DataError([Problem(Place(self.source), message)])
            whole_line = text.endswith(self.newline) and start == len(self.text) and not (parts and parts[-1].endswith(self.newline))
            gap = self.newline if whole_line and self.text and not BREAK.search(self.text[-1:]) else ""
            parts += [self.text[before:start], gap, text]
            before = end
        return self.mark + "".join([*parts, self.text[before:]]).encode(self.encoding)


def _innermost_first(piece: tuple[int, int, str]) -> tuple[int, int, bool]:
    """The order of insertions at one offset: those of the innermost node first; entries of a list before further keys."""
    line = piece[2].lstrip("\r\n")
    text = line.lstrip(" ")
    return piece[0], len(text) - len(line), not text.startswith("- ")


def _section(name: str, records: list[Any], indent: int) -> list[str]:
    """The lines of a section with its key."""
    if name in MAPPINGS:
        body = [line for field in fields_in_order(records[0]) for line in field_lines(records[0], field, indent + 2)]
    else:
        body = _entries(records, indent + 2)
    return [f"{' ' * indent}{name}:", *body]


def _entries(records: list[Any], indent: int) -> list[str]:
    entries = [list_entry(record, indent) for record in records]
    long = any(len(entry) > 1 for entry in entries)
    return [line for number, entry in enumerate(entries) for line in (*([""] if long and number else []), *entry)]
