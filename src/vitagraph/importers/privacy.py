"""The restricted part of a source, and the records that are derived from it.

A source that states the visibility of its parts is read twice: its public part first, then the rest. What the rest adds to
the records is private: the records themselves, and the fields of records that the public part had named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from vitagraph.errors import Place, Problem, quoted
from vitagraph.importers.report import Report
from vitagraph.records import CV, Field, Person, Record, Visibility, plan
from vitagraph.records.record import FieldVisibility
from vitagraph.values import FullName, PersonName
from vitagraph.yaml.nodes import Node

Mapping = dict[str, Any]


def split(node: Node, is_hidden: Callable[[Mapping], bool]) -> tuple[Node | None, Node | None]:
    """The public part of a tree, None where there is none; and its restricted mappings, each with the path of its keys."""
    if isinstance(node.value, list):
        parts = [split(item, is_hidden) for item in node.value]
        public, hidden = ([one for one in side if one is not None] for side in zip(*parts, strict=True)) if parts else ([], [])
        return node._replace(value=public) if public or not hidden else None, node._replace(value=hidden) if hidden else None
    if not isinstance(node.value, dict):
        return node, None
    if is_hidden(node.value):
        return None, node
    halves = {key: (place, split(child, is_hidden)) for key, (place, child) in node.value.items()}
    shown = {key: (place, one) for key, (place, (one, _)) in halves.items() if one is not None}
    kept = {key: (place, one) for key, (place, (_, one)) in halves.items() if one is not None}
    return node._replace(value=shown) if shown or not kept else None, node._replace(value=kept) if kept else None


class Snapshot:
    """The records of the public part of a source."""

    def __init__(self, cv: CV) -> None:
        self.cv = cv
        self._before = {
            id(record): {name: deepcopy(getattr(record, name)) for name in plan(type(record)).fields} for record in cv.records()
        }
        self._named = {(segment, _key(segment, name)): name for record in cv.records() for segment, name in _mentions(record)}

    def hide_the_rest(self, report: Report, place: Place) -> None:
        """Makes all that was added to the CV since private: new records, and new values in fields of other records."""
        for record in self.cv.records():
            before = self._before.get(id(record))
            if before is None and (named := self._name_in_public(record)):
                if isinstance(record, Person):
                    record.name = FullName(named)
                before = {name: getattr(record, name) for name in (record.shorthand, "id", "lang")}
            if before is None:
                record.visibility = FieldVisibility.parse("private")
            else:
                self._hide_fields(record, before, report, place)

    def _name_in_public(self, record: Record) -> str:
        """The name by which the public part mentions a record, "" where it does not."""
        keys = ((record.segment, _key(record.segment, name)) for name in record.names())
        return next((self._named[key] for key in keys if key in self._named), "")

    def _hide_fields(self, record: Record, before: dict[str, Any], report: Report, place: Place) -> None:
        for field in plan(type(record)).fields.values():
            now = _values(record, field)
            known = before.get(field.name) or []
            known = known if field.many else [known] if known else []
            if now == known:
                continue
            if field.is_movable:
                record.visibility = FieldVisibility({**(record.visibility or {}), field.name: Visibility.private})
                message = "is hidden with the other values of its field, some of which are not public in the source"
                report.extend(Problem(place, f"{field.name}: {quoted(_in_words(value))} {message}") for value in known)
            elif record is self.cv.person:
                record.visibility = FieldVisibility.parse("private")
                return
            else:
                setattr(record, field.name, before.get(field.name, [] if field.many else None))
                for value in now:
                    report.leave_out(place, f"{field.name}, not public in the source", _in_words(value))


def _values(record: Record, field: Field) -> list[Any]:
    value = getattr(record, field.name)
    return [] if value is None else list(value) if field.many else [value]


def _in_words(value: Any) -> str:
    return str(getattr(value, value.shorthand)) if isinstance(value, Record) and value.shorthand else str(value)


def _mentions(record: Record) -> Iterator[tuple[str, str]]:
    """The segment and the name of each record that a record references."""
    for field in plan(type(record)).links:
        for one in _values(record, field):
            if field.is_record:
                yield from _mentions(one)
            elif field.reference:
                yield field.reference.segment, str(one)
            else:
                yield from (("org", name) for name in one.affiliation)
                if one.organization or one.name:
                    yield "org" if one.organization else "person", one.organization or one.name


def _key(segment: str, name: str) -> str:
    return PersonName.parse(name).key if segment == "person" else name
