"""The triples of the records of a CV, by visibility."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from vitagraph.errors import DataError, Place, Problem
from vitagraph.mapping.encoders import FieldEncoders, More, encoder_of
from vitagraph.rdf.terms import Term, Triple, literal
from vitagraph.rdf.vocabulary import DCTERMS, RDF, RDFS, Iri
from vitagraph.records import Author, Field, Index, Record, Visibility, author_list, contribution, kinds
from vitagraph.records.own_terms import own_facts

Sinks = tuple[list[Triple], ...]


def statements(index: Index) -> dict[str, dict[Triple, None]]:
    """Visibility -> triples, in the order of the records, each once.

    Raises DataError where the records contradict each other.
    """
    return joined(batches(index))


def joined(all_batches: Iterable["Batch"]) -> dict[str, dict[Triple, None]]:
    """The same from the batches of an index."""
    whole: Sinks = tuple([] for _ in Visibility)
    for batch in all_batches:
        for sink, triples in zip(whole, batch.triples, strict=True):
            sink += triples
    return {visibility.name: dict.fromkeys(whole[visibility]) for visibility in Visibility}


class Batch(NamedTuple):
    """The triples of one record, by visibility; the last batch, without a record, describes the kinds that were used."""

    record: Record | None
    triples: Sinks


def batches(index: Index) -> Iterator[Batch]:
    """The triples of one record after the other, those of each visibility from the index that states them.

    Raises DataError where the records contradict each other.
    """
    check(index)
    return _batches(index)


def check(index: Index) -> None:
    """Raises DataError where the records contradict each other, so that not everything in them has an IRI."""
    if index.problems:
        raise DataError(_unplaced(index))


def _batches(index: Index) -> Iterator[Batch]:
    *batches_below, (_, kinds_below) = _batches(index.below) if index.below is not None else [Batch(None, ([], [], []))]
    below = {id(record): triples for record, triples in batches_below}
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
    """The triples of the visibilities that an index states; those of more public ones from the index below."""
    if index.below is None:
        return sinks
    return tuple(sinks[one] if one in index.classes else below[one] for one in Visibility)


def facts_of(record: Record, index: Index) -> dict[str, set[Triple]]:
    """Visibility -> the triples of one record and of the records nested in it."""
    sinks: Sinks = ([], [], [])
    _describe(record, index, sinks, index.visibility(record))
    return {visibility.name: set(sinks[visibility]) for visibility in Visibility}


def _records(index: Index) -> Iterator[tuple[Record, Visibility]]:
    """The described records, then those of which only the name is known, each with its most public visibility."""
    yield from ((record, Visibility.public) for record in index.cv.records())
    yield from ((record, index.visibility(record)) for record in index.implicit.values())


def notes_of(index: Index, source: str = "") -> list[Problem]:
    """What a reader of the records should know, with places: mentions of several persons, numbered ids, dates of two readings."""
    read = index.cv.origins.notes if index.cv.origins else ()
    notes = {(one.place, one.message): one.restricted for one in read}
    for note in index.all_notes():
        problem, origins = note.problem, note.origins
        place = origins.of(problem.record, problem.path) if origins and problem.record else None
        elsewhere = origins.of(problem.elsewhere) if origins and problem.elsewhere else None
        message = problem.message + (f" (the other is in {elsewhere})" if elsewhere else "")
        notes.setdefault((place or Place(source or "the CV"), message), note.restricted)
    return sorted(Problem(*note, restricted) for note, restricted in notes.items())


def _unplaced(index: Index) -> Iterator[Problem]:
    origins = index.cv.origins
    for problem in index.problems:
        place = origins.of(problem.record, problem.path) if origins and problem.record else None
        yield Problem(place or Place("the CV"), problem.message)


def _describe(record: Record, index: Index, sinks: Sinks, floor: Visibility) -> None:
    """Adds the facts of a record, none to a more public graph than its field, its record and `floor` allow."""
    node = index.node(record)
    own: dict[str, Visibility] = record.visibility or {}
    visibility = max(floor, own.get("", Visibility.public)) if own else floor
    sink = sinks[visibility]
    for cls in record.classes():
        sink.append((node, RDF.type, cls))
    encoder = encoder_of(type(record), record.inapplicable())
    _add_fields(record, zip(encoder.fields, encoder.values_of(record), strict=False), encoder.encoders, index, sinks, visibility)
    placed = dict(encoder.placed)
    for one in record.structure(node, index):
        if isinstance(one, str):
            sink += placed.pop(one).triples(record, node, index)
        else:
            sink.append(one)
    for field in placed.values():
        sink += field.triples(record, node, index)
    if own:
        moved = [(field, getattr(record, field.name)) for field in encoder.fields if field.name in own]
        _add_fields(record, moved, encoder.moved, index, sinks, visibility)
    if record.facts:
        sinks[own.get("facts", visibility)].extend(own_facts(record, node, index))
    sink += [triple for former in record.former_ids for triple in _replaced(index.iri(record.segment, former), former, node)]


def _add_fields(
    record: Record,
    values: Iterable[tuple[Field, Any]],
    encoders_of: FieldEncoders,
    index: Index,
    sinks: Sinks,
    visibility: Visibility,
) -> None:
    """Adds the facts of the values of some fields, each to the graph of its visibility."""
    node = index.node(record)
    own: dict[str, Visibility] = record.visibility or {}
    for field, value in values:
        if not value and (value is None or field.many):
            continue
        name, many = field.name, field.many
        least, encoders, more, others, order = encoders_of[name]
        field_visibility = least if least > visibility else visibility
        if own and name in own:
            field_visibility = own[name]
        add = sinks[field_visibility].append
        for one in value if many else (value,):
            for predicates, alone, in_context in encoders:
                if alone is None:
                    for term in in_context(one, index, record):
                        for predicate in predicates:
                            add((node, predicate, term))
                elif (only := alone(one)) is not None:
                    for predicate in predicates:
                        add((node, predicate, only))
            if more is not None:
                _add_more(record, one, more, index, sinks, field_visibility)
        if others is not None:
            sinks[field_visibility].extend(_of_list(node, name, value, others, order, index))


def _of_list(
    node: Term, name: str, people: Sequence[Author], others: tuple[Iri, Term], order: Iri | None, index: Index
) -> Iterator[Triple]:
    """What a list of people states as a whole: that others follow, and the order."""
    if people[-1].others:
        yield node, *others
    if order is not None:
        yield from author_list.in_order(node, name, order, others[1], map(index.agent, people))


def _replaced(former: Term, identifier: str, node: Term) -> tuple[Triple, ...]:
    """A former IRI of a record, which is replaced by the present one."""
    return (
        (former, RDF.type, RDFS.Resource),
        (former, RDFS.label, literal(identifier)),
        (former, DCTERMS.isReplacedBy, node),
    )


def _add_more(record: Record, value: Any, more: More, index: Index, sinks: Sinks, visibility: Visibility) -> None:
    """Adds what a value states besides being an object: links back, the node of the value, its description."""
    node, sink = index.node(record), sinks[visibility]
    if more.inverse.predicates:
        others = more.inverse.in_context(value, index, record)
        sink += [(other, predicate, node) for other in others for predicate in more.inverse.predicates]
    if more.identified:
        sink += more.identified.described(node, value)
    for cls in more.implied:
        sink.append((node, RDF.type, cls))
    for cls in more.object_types:
        sink.append((value.term(), RDF.type, cls))
    if more.has_roles:
        sink += [(node, role.term(), index.agent(value)) for role in value.role]
    if more.contribution_of is not None and value.part:
        sink += contribution.encoded(node, index.agent(value), value, more.contribution_of)
    if more.nests_records:
        _describe(value, index, sinks, visibility)
