"""A record class compiled into steps: for each field, how to get its value and which predicates its terms get."""

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from vitagraph.rdf.terms import Term, literal
from vitagraph.rdf.vocabulary import XSD, Iri
from vitagraph.records import ABOUT_THE_RECORD, Author, Field, Index, Record, Visibility, plan
from vitagraph.records.record import Identified
from vitagraph.values import Text, Value


class Encoder(NamedTuple):
    """The predicates of a value, and its term: of the value alone, or of several in the context of their CV and language."""

    predicates: tuple[Iri, ...]
    alone: Callable[[Any], Term | None] | None
    in_context: Callable[[Any, Index, str], Sequence[Term]] = lambda value, index, language: ()


class More(NamedTuple):
    """What a field says besides the triples of its encoders."""

    inverse: Encoder
    identified: Identified | None
    object_types: tuple[Iri, ...]
    implied: tuple[Iri, ...]
    holds_records: bool


class Step(NamedTuple):
    """One field, compiled: who may see it, its terms under each group of predicates, and what else it says."""

    name: str
    many: bool
    visibility: Visibility
    encoders: tuple[Encoder, ...]
    more: More | None


class Encoders(NamedTuple):
    """A record class, compiled: its steps, the values of a record for all of them, and the steps of fields that left its structure."""

    steps: tuple[Step, ...]
    values_of: Callable[[Record], tuple[Any, ...]]
    moved: tuple[Step, ...]


@cache
def steps(record: type[Record]) -> Encoders:
    """The steps of a record class, in the order of its fields, without those that only its structure tells."""
    fields = [field for name, field in plan(record).fields.items() if name not in ABOUT_THE_RECORD]
    told = tuple(step for step in map(_step, fields) if step.encoders or step.more)
    moved = tuple(step for step in map(_moved_step, fields) if step.encoders)
    # Two further names, so that even a single step's value comes in a tuple.
    return Encoders(told, attrgetter(*(step.name for step in told), "id", "lang"), moved)


def _step(field: Field) -> Step:
    plain = (_encoder(field, field.predicates),) if field.predicates else ()
    forms = _forms(field, in_structure=False)
    says_more = field.inverse or field.identified or field.object_types or field.implied or field.is_record
    more = More(_encoder(field, field.inverse), field.identified, field.object_types, field.implied, field.is_record)
    return Step(field.name, field.many, field.visibility, plain + forms, more if says_more else None)


def _moved_step(field: Field) -> Step:
    return Step(field.name, field.many, field.visibility, _forms(field, in_structure=True), None)


def _forms(field: Field, in_structure: bool) -> tuple[Encoder, ...]:
    return tuple(Encoder(form.predicates, form.form) for form in field.forms if form.in_structure is in_structure)


def _encoder(field: Field, predicates: tuple[Iri, ...]) -> Encoder:
    """How a value of the field's type becomes terms."""
    if field.reference is not None:
        segment = field.reference.segment
        return Encoder(predicates, None, lambda value, index, language: (index.refer(segment, value),))
    if field.is_record:
        return Encoder(predicates, None, lambda value, index, language: (index.node(value),))
    if field.type is Author:
        return Encoder(predicates, None, lambda value, index, language: (index.agent(value),))
    if field.type is Text:
        return Encoder(predicates, None, lambda value, index, language: value.terms(language))
    if field.type is bool:
        return Encoder(predicates, lambda value: f'"{str(value).lower()}"^^{XSD.boolean}')
    if field.type is int:
        return Encoder(predicates, lambda value: f'"{value}"^^{XSD.integer}')
    term: Callable[[Any], Term] = field.type.term
    return Encoder(predicates, literal if term is Value.term else term)
