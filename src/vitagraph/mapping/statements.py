"""The statements of a CV, by the privacy class of who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vitagraph import kinds
from vitagraph.errors import DataError, Place, Problem
from vitagraph.mapping.steps import Step, steps
from vitagraph.records import Index, Record, Visibility
from vitagraph.terms import Term, Triple, literal, part
from vitagraph.values import slug
from vitagraph.vocabulary import RDF, RDFS, SCHEMA

Sinks = tuple[list[Triple], ...]


def statements(index: Index) -> dict[str, list[Triple]]:
    """Privacy class -> triples, in the order of the records; a triple may come more than once.

    Raises DataError where the CV's records contradict each other.
    """
    if index.problems:
        raise DataError(_unplaced(index))
    sinks: Sinks = tuple([] for _ in Visibility)
    for record in index.cv.records():
        _describe(record, index, sinks, Visibility.public)
    for record in index.implicit.values():
        _describe(record, index, sinks, index.visibility(record))
    for sink in sinks:
        for term in dict.fromkeys(o for _, _, o in sink if kinds.is_kind(o)):
            sink.extend(kinds.described(term))
    return {visibility.name: sinks[visibility] for visibility in Visibility}


def _unplaced(index: Index) -> Iterator[Problem]:
    origins = index.cv.origins
    for complaint in index.problems:
        place = origins.of(complaint.record, complaint.path) if origins and complaint.record else None
        yield Problem(place or Place("the CV"), complaint.message)


def _describe(record: Record, index: Index, sinks: Sinks, floor: Visibility) -> None:
    """Adds what a record says, no fact to a more public class than its field, its record and `floor` allow."""
    node = index.node(record)
    language = index.language_of(record)
    own: dict[str, Visibility] = record.visibility or {}
    visibility = max(floor, own.get("", Visibility.public))
    sink = sinks[visibility]
    sink.extend([(node, RDF.type, cls) for cls in record.types])
    for step in steps(type(record)):
        value = step.value(record)
        if value is None or value == []:
            continue
        seen = own.get(step.name, max(visibility, step.visibility))
        for one in value if step.many else (value,):
            _say(node, one, step, index, sinks[seen], language)
            if step.holds_records:
                _describe(one, index, sinks, seen)
    sink.extend(record.structure(node, index))


def _say(node: Term, value: Any, step: Step, index: Index, sink: list[Triple], language: str) -> None:
    for encode, predicates in step.encoders:
        for term in encode(value, index, language):
            for predicate in predicates:
                sink.append((node, predicate, term))
            for cls in step.object_types:
                sink.append((term, RDF.type, cls))
    for encode, predicates in step.inverse:
        for term in encode(value, index, language):
            sink.extend([(term, predicate, node) for predicate in predicates])
    if step.identified:
        sink.extend(_identifier(node, step.identified, value))


def _identifier(node: Term, name: str, value: str) -> Iterator[Triple]:
    """An identifier as a node of its own: schema:PropertyValue with its name and value."""
    identifier = part(node, f"id/{slug(name)}")
    yield node, SCHEMA.identifier, identifier
    yield identifier, RDF.type, SCHEMA.PropertyValue
    yield identifier, RDFS.label, literal(f"{name}: {value}")
    yield identifier, SCHEMA.propertyID, literal(name)
    yield identifier, SCHEMA.value, literal(value)
