"""The statements of a CV, by the privacy class of who may see them."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from vitagraph.errors import DataError, Place, Problem
from vitagraph.mapping.encoders import More, Step, steps
from vitagraph.rdf.terms import Term, Triple, literal, part
from vitagraph.rdf.vocabulary import DCTERMS, RDF, RDFS, SCHEMA
from vitagraph.records import Index, Record, Visibility, kinds
from vitagraph.values import Value

Sinks = tuple[list[Triple], ...]


def statements(index: Index) -> dict[str, dict[Triple, None]]:
    """Privacy class -> triples, in the order of the records, each once.

    Raises DataError where the CV's records contradict each other.
    """
    whole: Sinks = tuple([] for _ in Visibility)
    for batch in batches(index):
        for sink, triples in zip(whole, batch.triples, strict=True):
            sink += triples
    return {visibility.name: dict.fromkeys(whole[visibility]) for visibility in Visibility}


class Batch(NamedTuple):
    """What one record says, by privacy class; at last what is said of the kinds that were used, by no record."""

    record: Record | None
    triples: Sinks


def batches(index: Index) -> Iterator[Batch]:
    """The statements of one record after the other, those of each class from the index that tells it.

    Raises DataError where the CV's records contradict each other.
    """
    if index.problems:
        raise DataError(_unplaced(index))
    return _batches(index)


def _batches(index: Index) -> Iterator[Batch]:
    *told, (_, kinds_below) = _batches(index.below) if index.below is not None else [Batch(None, ([], [], []))]
    below = {id(record): triples for record, triples in told}
    used: tuple[set[Term], ...] = tuple(set() for _ in Visibility)
    for record, floor in _records(index):
        sinks: Sinks = ([], [], [])
        _describe(record, index, sinks, floor)
        for known, triples in zip(used, sinks, strict=True):
            if triples:
                known |= kinds.used(triples)
        left = index.left_of(record)
        yield Batch(record, _joined(index, sinks, below[id(left)] if left is not None else ([], [], [])))
    kinds_used = tuple([triple for term in kinds.in_order(known) for triple in kinds.described(term)] for known in used)
    yield Batch(None, _joined(index, kinds_used, kinds_below))


def _joined(index: Index, sinks: Sinks, below: Sinks) -> Sinks:
    """The statements of the classes that an index tells, and below them those that the index below tells."""
    if index.below is None:
        return sinks
    return tuple(sinks[one] if one in index.classes else below[one] for one in Visibility)


def facts_of(record: Record, index: Index) -> dict[str, set[Triple]]:
    """Privacy class -> the triples that one record says, also by those inside it."""
    sinks: Sinks = ([], [], [])
    _describe(record, index, sinks, index.visibility(record))
    return {visibility.name: set(sinks[visibility]) for visibility in Visibility}


def _records(index: Index) -> Iterator[tuple[Record, Visibility]]:
    """What is described, then what is only named, each with the most public class it may show in."""
    yield from ((record, Visibility.public) for record in index.cv.records())
    yield from ((record, index.visibility(record)) for record in index.implicit.values())


def _unplaced(index: Index) -> Iterator[Problem]:
    origins = index.cv.origins
    for complaint in index.problems:
        place = origins.of(complaint.record, complaint.path) if origins and complaint.record else None
        yield Problem(place or Place("the CV"), complaint.message)


def _describe(record: Record, index: Index, sinks: Sinks, floor: Visibility) -> None:
    """Adds what a record says, no fact to a more public class than its field, its record and `floor` allow."""
    node = index.node(record)
    own: dict[str, Visibility] = record.visibility or {}
    visibility = max(floor, own.get("", Visibility.public)) if own else floor
    sink = sinks[visibility]
    for cls in record.types:
        sink.append((node, RDF.type, cls))
    compiled, values_of, moved = steps(type(record))
    _say(record, zip(compiled, values_of(record), strict=False), index, sinks, visibility)
    sink += record.structure(node, index)
    if own and moved:
        _say(record, ((step, getattr(record, step.name)) for step in moved if step.name in own), index, sinks, visibility)
    sink += [triple for former in record.former_ids for triple in _replaced(index.iri(record.segment, former), former, node)]


def _say(record: Record, said: Iterable[tuple[Step, Any]], index: Index, sinks: Sinks, visibility: Visibility) -> None:
    """Adds what the values of some fields say, each to the class that may see its field."""
    node = index.node(record)
    language = index.language_of(record)
    own: dict[str, Visibility] = record.visibility or {}
    for step, value in said:
        if not value and (value is None or step.many):
            continue
        name, many, least, encoders, more = step
        seen = least if least > visibility else visibility
        if own and name in own:
            seen = own[name]
        add = sinks[seen].append
        for one in value if many else (value,):
            for predicates, alone, in_context in encoders:
                if alone is None:
                    for term in in_context(one, index, language):
                        for predicate in predicates:
                            add((node, predicate, term))
                elif (only := alone(one)) is not None:
                    for predicate in predicates:
                        add((node, predicate, only))
            if more is not None:
                _say_more(node, one, more, index, sinks, seen)


def _replaced(former: Term, identifier: str, node: Term) -> tuple[Triple, ...]:
    """What a record's IRI was before: it leads on to the present one."""
    return (
        (former, RDF.type, RDFS.Resource),
        (former, RDFS.label, literal(identifier)),
        (former, DCTERMS.isReplacedBy, node),
    )


def _say_more(node: Term, value: Any, more: More, index: Index, sinks: Sinks, seen: Visibility) -> None:
    """What a value says besides being an object: links back, its identifier's node, its own description."""
    sink = sinks[seen]
    if more.inverse.predicates:
        others = more.inverse.in_context(value, index, "")
        sink += [(other, predicate, node) for other in others for predicate in more.inverse.predicates]
    if more.identified:
        sink += _identifier(node, *more.identified, value)
    for cls in more.implied:
        sink.append((node, RDF.type, cls))
    for cls in more.object_types:
        sink.append((value.term(), RDF.type, cls))
    if more.holds_records:
        _describe(value, index, sinks, seen)


def _identifier(node: Term, name: str, path: str, value: Value) -> tuple[Triple, ...]:
    """An identifier as a node of its own: schema:PropertyValue with its name and value."""
    identifier, text = part(node, "id/" + path), value.term()
    return (
        (node, SCHEMA.identifier, identifier),
        (identifier, RDF.type, SCHEMA.PropertyValue),
        (identifier, RDFS.label, f'"{name}: {text[1:]}'),
        (identifier, SCHEMA.propertyID, f'"{name}"'),
        (identifier, SCHEMA.value, text),
    )
