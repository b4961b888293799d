"""A record class compiled into steps: for each field, how to get its value and which predicates its terms get."""

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from vitagraph.records import ABOUT_THE_RECORD, Author, Field, Index, Record, Visibility, plan
from vitagraph.records.record import Identified
from vitagraph.terms import Term, literal
from vitagraph.values import Text, Value
from vitagraph.vocabulary import XSD, Iri


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
    """One field, compiled: its value, who may see it, its terms under each group of predicates, and what else it says."""

    name: str
    value_of: Callable[[Record], Any]
    many: bool
    visibility: Visibility
    encoders: tuple[Encoder, ...]
    says_more: bool
    more: More


@cache
def steps(record: type[Record]) -> tuple[Step, ...]:
    """The steps of a record class, in the order of its fields, without those that only its structure tells."""
    fields = (field for name, field in plan(record).fields.items() if name not in ABOUT_THE_RECORD)
    return tuple(step for step in map(_step, fields) if step.encoders or step.says_more)


def _step(field: Field) -> Step:
    plain = (_encoder(field, field.predicates),) if field.predicates else ()
    forms = tuple(Encoder(form.predicates, form.form) for form in field.forms)
    return Step(
        field.name,
        attrgetter(field.name),
        field.many,
        field.visibility,
        plain + forms,
        bool(field.inverse or field.identified or field.object_types or field.implied or field.is_record),
        More(_encoder(field, field.inverse), field.identified, field.object_types, field.implied, field.is_record),
    )


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
