"""A record class read once into a flat plan: what each field is called, holds and means.

Reading, mapping, the JSON Schema, the JSON-LD context and the reference page all follow this plan.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec

from vitagraph.rdf.vocabulary import SCHEMA, Iri
from vitagraph.records.record import (
    As,
    Author,
    Identified,
    Implied,
    Inverse,
    ObjectTypes,
    Record,
    Reference,
    Structured,
    Visibility,
)
from vitagraph.values import Identifier


class Field(NamedTuple):
    """One field of a record class. It holds records of its own (`is_record`), or leads to others in any way (`is_link`)."""

    name: str
    type: Any
    many: bool
    required: bool
    predicates: tuple[Iri, ...] = ()
    forms: tuple[As, ...] = ()
    inverse: tuple[Iri, ...] = ()
    identified: Identified | None = None
    structured: tuple[Iri, ...] = ()
    object_types: tuple[Iri, ...] = ()
    implied: tuple[Iri, ...] = ()
    visibility: Visibility = Visibility.public
    reference: Reference | None = None
    description: str = ""
    is_record: bool = False
    is_link: bool = False

    @property
    def label(self) -> str:
        """The name of the field on pages and in messages: of an identifier, that of its scheme there."""
        return self.identified.name if self.identified else self.name

    def all_predicates(self) -> tuple[Iri, ...]:
        """Every predicate under which the graph says this field, in the order of the record's line."""
        forms = tuple(predicate for form in self.forms for predicate in form.predicates)
        identifier = (SCHEMA.identifier,) if self.identified else ()
        return self.predicates + forms + self.inverse + identifier + self.structured


class Plan(NamedTuple):
    """A record class, compiled: its fields, those that lead to other records, of these the ones that hold them, and the guarded ones."""

    record: type[Record]
    fields: dict[str, Field]
    links: tuple[Field, ...]
    nested: tuple[Field, ...]
    restricted_links: tuple[Field, ...]
    identifiers: tuple[Field, ...] = ()


#: fields that say something about the record, not about the world
ABOUT_THE_RECORD = ("id", "former_ids", "lang", "visibility")


@cache
def plan(record: type[Record]) -> Plan:
    """The plan of a record class."""
    fields = {field.name: _field(field.name, field.type, field.required) for field in msgspec.structs.fields(record)}
    links = tuple(field for field in fields.values() if field.is_link)
    guarded = tuple(field for field in links if field.visibility is not Visibility.public and not _is_leaf(field))
    identifiers = tuple(field for field in fields.values() if isinstance(field.type, type) and issubclass(field.type, Identifier))
    return Plan(record, fields, links, tuple(field for field in links if field.is_record), guarded, identifiers)


def with_nested(record: Record) -> Iterator[Record]:
    """A record and all records nested in it."""
    yield record
    for field in plan(type(record)).nested:
        value = getattr(record, field.name)
        for nested in value if field.many else () if value is None else (value,):
            yield from with_nested(nested)


def _is_leaf(field: Field) -> bool:
    """Whether a field holds records that lead to no others, and to which no field leads: a postal address."""
    return field.is_record and not field.type.shorthand and not plan(field.type).links


def _field(name: str, hint: Any, required: bool) -> Field:
    notes: list[Any] = []
    hint = _without_notes(hint, notes)
    many = get_origin(hint) is list
    if many:
        hint = _without_notes(get_args(hint)[0], notes)

    noted: defaultdict[type[Any], list[Any]] = defaultdict(list)
    for note in notes:
        noted[type(note)].append(note)

    def joined(note_type: type[Any]) -> tuple[Iri, ...]:
        return tuple(predicate for note in noted[note_type] for predicate in note[0])

    reference = next(iter(noted[Reference]), None)
    is_record = isinstance(hint, type) and issubclass(hint, Record)
    return Field(
        name,
        hint,
        many,
        required,
        predicates=tuple(note for note in noted[str] if note[0] == "<"),
        forms=tuple(noted[As]),
        inverse=joined(Inverse),
        identified=next(iter(noted[Identified]), None),
        structured=joined(Structured),
        object_types=joined(ObjectTypes),
        implied=joined(Implied),
        visibility=next(iter(noted[Visibility]), Visibility.public),
        reference=reference,
        description="".join(note for note in noted[str] if note[0] != "<"),
        is_record=is_record,
        is_link=is_record or reference is not None or hint is Author,
    )


def _without_notes(hint: Any, notes: list[Any]) -> Any:
    """The bare type behind Annotated and `| None`; what is annotated is added to `notes`."""
    while True:
        if get_origin(hint) is Annotated:
            notes.extend(hint.__metadata__)
            hint = hint.__origin__
        elif get_origin(hint) in (Union, UnionType):
            (hint,) = (member for member in get_args(hint) if member is not NoneType)
        else:
            return hint
