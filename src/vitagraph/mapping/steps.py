"""A record class compiled into steps: for each field, how to get its value and which predicates its terms get."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from vitagraph.records import ABOUT_THE_RECORD, Author, Field, Index, Record, Visibility, plan
from vitagraph.terms import Term
from vitagraph.values import Text
from vitagraph.vocabulary import XSD, Iri

Encode = Callable[[Any, Index, str], Iterable[Term]]


class Step(NamedTuple):
    """One field, compiled: its value, the terms of the value under each group of predicates, who may see them."""

    name: str
    value: Callable[[Record], Any]
    visibility: Visibility
    encoders: tuple[tuple[Encode, tuple[Iri, ...]], ...]
    inverse: tuple[tuple[Encode, tuple[Iri, ...]], ...]
    identified: str
    object_types: tuple[Iri, ...]
    many: bool
    holds_records: bool


@cache
def steps(record: type[Record]) -> tuple[Step, ...]:
    """The steps of a record class, in the order of its fields."""
    fields = (field for name, field in plan(record).fields.items() if name not in ABOUT_THE_RECORD)
    return tuple(_step(field) for field in fields)


def _step(field: Field) -> Step:
    encode = _encoder(field)
    plain = ((encode, field.predicates),) if field.predicates else ()
    forms = tuple((_form(form.form), form.predicates) for form in field.forms)
    return Step(
        field.name,
        attrgetter(field.name),
        field.visibility,
        plain + forms,
        ((encode, field.inverse),) if field.inverse else (),
        field.identified,
        field.object_types,
        field.many,
        field.is_record,
    )


def _form(form: Callable[[Any], Term | None]) -> Encode:
    def encode(value: Any, index: Index, language: str) -> Iterable[Term]:
        term = form(value)
        return () if term is None else (term,)

    return encode


def _encoder(field: Field) -> Encode:
    """How a value of the field's type becomes terms."""
    if field.reference is not None:
        segment = field.reference.segment
        return lambda value, index, language: (index.refer(segment, value),)
    if field.is_record:
        return lambda value, index, language: (index.node(value),)
    return _ENCODERS.get(field.type, lambda value, index, language: (value.term(),))


_ENCODERS: dict[Any, Encode] = {
    Author: lambda value, index, language: (index.agent(value),),
    Text: lambda value, index, language: value.terms(language),
    bool: lambda value, index, language: (f'"{str(value).lower()}"^^{XSD.boolean}',),
    int: lambda value, index, language: (f'"{value}"^^{XSD.integer}',),
}
