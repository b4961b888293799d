"""A record class compiled for the mapping: for each field, how to get its value and which predicates its terms get."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from vitagraph.rdf.terms import Term, Triple, literal
from vitagraph.rdf.vocabulary import SCHEMA, XSD, Iri
from vitagraph.records import Author, Field, Index, Record, Visibility, author_list, plan_without
from vitagraph.records.annotations import As, Identified
from vitagraph.values import Days, Period, Text, Value
from vitagraph.values.facts import Facts


class Encoder(NamedTuple):
    """The predicates of a value, and its term: of the value alone, or several terms in the context of the CV and the record."""

    predicates: tuple[Iri, ...]
    alone: Callable[[Any], Term | None] | None
    in_context: Callable[[Any, Index, Record], Sequence[Term]] = lambda value, index, record: ()

    def terms(self, value: Any, index: Index, record: Record) -> Sequence[Term]:
        """The terms of a value of a record."""
        if self.alone is None:
            return self.in_context(value, index, record)
        term = self.alone(value)
        return () if term is None else (term,)


class More(NamedTuple):
    """What a field writes besides the triples of its encoders: links back, an identifier, classes, nested records."""

    inverse: Encoder
    identified: Identified | None
    object_types: tuple[Iri, ...]
    implied: tuple[Iri, ...]
    nests_records: bool
    has_roles: bool
    #: the property to which the words for the parts of people belong, None for no people
    contribution_of: Iri | None


class FieldEncoder(NamedTuple):
    """One field, compiled: its least visibility, its terms under each group of predicates, and what else it writes."""

    visibility: Visibility
    encoders: tuple[Encoder, ...]
    more: More | None
    #: the predicate and object that state that the people in the field go on
    others: tuple[Iri, Term] | None = None
    #: the predicate that leads to the list of the people in the field
    order: Iri | None = None


class PlacedEncoder(NamedTuple):
    """A field whose triples stand where `structure` names it: an author list, a value that may be derived or has a node of its own."""

    field: Field
    encoder: Encoder

    def triples(self, record: Record, node: Term, index: Index) -> list[Triple]:
        """The triples of the stated value, else of the derived one; none for a stated value that stands with the other fields."""
        field = self.field
        value = getattr(record, field.name)
        if not value and value is not False:
            terms = field.derived.terms(record, index) if field.derived else []
        elif field.is_author_list:
            subject, described = (field.own_node.of(node), field.own_node.described(node)) if field.own_node else (node, [])
            if getattr(record, "unordered_authors", None):
                return [*described, *author_list.unordered(subject, value, index)]
            parts = author_list.parts(subject, value, index) if field.author_keys else ()
            return [*described, *author_list.encoded(subject, index.credits(value)), *parts]
        elif field.is_movable:
            return []
        else:
            terms = [term for one in (value if field.many else (value,)) for term in self.encoder.terms(one, index, record)]
        subject, described = node, list[Triple]()
        if field.own_node and terms:
            subject, described = field.own_node.of(node), field.own_node.described(node)
        return described + [(subject, predicate, term) for term in terms for predicate in field.predicates]


class FieldEncoders(dict[str, FieldEncoder]):
    """The encoders of the fields of a record class by name, each compiled with its first value: most fields of a CV have none."""

    def __init__(self, fields: Mapping[str, Field], compiled: Callable[[Field], FieldEncoder]) -> None:
        self.fields, self.compiled = fields, compiled

    def __missing__(self, name: str) -> FieldEncoder:
        encoder = self[name] = self.compiled(self.fields[name])
        return encoder


class RecordEncoder(NamedTuple):
    """A record class, compiled: its fields, a function for their values, the encoders of these, its placed fields, and the encoders of
    forms that leave `structure` where their fields have a visibility of their own."""

    fields: tuple[Field, ...]
    values_of: Callable[[Record], tuple[Any, ...]]
    encoders: FieldEncoders
    placed: dict[str, PlacedEncoder]
    moved: FieldEncoders


@cache
def encoder_of(record: type[Record], without: frozenset[Iri] = frozenset()) -> RecordEncoder:
    """The encoder of a record class: its fields in order, without some predicates."""
    of_record = plan_without(record, without)
    fields = of_record.facts
    return RecordEncoder(
        fields,
        # Two further names, so that the value of a single field comes in a tuple, too.
        attrgetter(*(one.name for one in fields), "id", "lang"),
        FieldEncoders(of_record.fields, _field_encoder),
        {field.name: PlacedEncoder(field, _encoder(field, field.predicates)) for field in fields if field.is_placed},
        FieldEncoders(of_record.fields, _moved_encoder),
    )


def _field_encoder(field: Field) -> FieldEncoder:
    stands_with_fields = not field.is_placed or (field.derived and field.is_movable)
    plain = (_encoder(field, field.predicates),) if field.predicates and stands_with_fields else ()
    has_more = (
        field.inverse or field.identified or field.object_types or field.implied or field.is_record or field.contribution_of is not None
    )
    forms = [(form.precedes, _form_encoder(field.name, form)) for form in field.forms if not form.in_structure]
    before = tuple(encoder for precedes, encoder in forms if precedes)
    behind = tuple(encoder for precedes, encoder in forms if not precedes)
    more = _more(field) if has_more else None
    return FieldEncoder(field.visibility, before + plain + behind, more, field.others, field.order)


def _more(field: Field) -> More:
    inverse = _encoder(field, field.inverse)
    identified = None if SCHEMA.identifier in field.structured else field.identified  # which `structure` writes
    return More(inverse, identified, field.object_types, field.implied, field.is_record, field.has_roles, field.contribution_of)


def _moved_encoder(field: Field) -> FieldEncoder:
    forms = tuple(Encoder(form.predicates, form.form) for form in field.forms if form.in_structure)
    return FieldEncoder(field.visibility, forms, None)


def _form_encoder(name: str, form: As) -> Encoder:
    """How a form of a value becomes terms: none where the form identifies one record and several state the value."""
    if not form.unless_shared:
        return Encoder(form.predicates, form.form)

    def terms(value: Any, index: Index, _: Record) -> Sequence[Term]:
        term = None if index.is_shared(name, value) else form.form(value)
        return () if term is None else (term,)

    return Encoder(form.predicates, None, terms)


def _encoder(field: Field, predicates: tuple[Iri, ...]) -> Encoder:
    """How a value of the field's type becomes terms."""
    if field.reference is not None:
        segment = field.reference.segment
        return Encoder(predicates, None, lambda value, index, record: (index.refer(segment, value),))
    if field.is_record:
        return Encoder(predicates, None, lambda value, index, record: (index.node(value),))
    if field.has_roles:
        return Encoder(predicates, None, lambda value, index, record: () if value.is_recipient else (index.agent(value),))
    if field.type is Author:
        return Encoder(predicates, None, lambda value, index, record: (index.agent(value),))
    if field.type is Text:
        name = field.name if field.proper_name else ""
        return Encoder(predicates, None, lambda value, index, record: value.terms(index.language_of(record, name)))
    if field.type in (Period, Days):
        return Encoder(predicates, None, lambda value, index, record: value.terms())
    if field.type is Facts:  # its values name their predicates themselves
        return Encoder((), None)
    if field.type is bool:
        return Encoder(predicates, lambda value: f'"{str(value).lower()}"^^{XSD.boolean}')
    if field.type is int:
        return Encoder(predicates, lambda value: f'"{value}"^^{XSD.integer}')
    term: Callable[[Any], Term] = field.type.term
    return Encoder(predicates, literal if term is Value.term else term)
