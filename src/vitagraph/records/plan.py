"""A record class compiled once into a flat plan: name, type and meaning of each field.

Reading, mapping, the JSON Schema, the JSON-LD context and the reference page all follow this plan.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from vitagraph.rdf.terms import Term, iri, typed
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, RDF, SCHEMA, VITA, XSD, Iri
from vitagraph.records.annotations import (
    PART_KEYS,
    As,
    AuthorKeys,
    Derived,
    Distinctive,
    Identified,
    Implied,
    Inverse,
    ObjectTypes,
    OwnNode,
    Placed,
    ProperName,
    Reference,
    Structured,
)
from vitagraph.records.record import Author, Record, Visibility
from vitagraph.values import Identifier, TermName, Text

#: predicates of prose
_DESCRIPTIONS = {SCHEMA.description, DCTERMS.description, SCHEMA.abstract, DCTERMS.abstract}


class Field(msgspec.Struct, frozen=True):
    """One field of a record class. It contains nested records (`is_record`), or leads to others in any way (`is_link`)."""

    name: str
    type: Any
    many: bool
    required: bool
    predicates: tuple[Iri, ...] = ()
    forms: tuple[As, ...] = ()
    inverse: tuple[Iri, ...] = ()
    identified: Identified | None = None
    structured: tuple[Iri, ...] = ()
    derived: Derived | None = None
    own_node: OwnNode | None = None
    placed: bool = False
    distinctive: bool = False
    proper_name: bool = False
    object_types: tuple[Iri, ...] = ()
    implied: tuple[Iri, ...] = ()
    visibility: Visibility = Visibility.public
    reference: Reference | None = None
    description: str = ""
    is_record: bool = False
    is_link: bool = False
    #: what authors state here beside name, id and organization
    author_keys: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name of the field on pages and in messages: of an identifier, that of its scheme there."""
        return self.identified.name if self.identified else self.name

    @property
    def identifies_record(self) -> bool:
        """Whether it is an identifier of the record itself, so that records that share it are the same."""
        return self.identified is not None and self.identified.of_record

    def all_predicates(self) -> tuple[Iri, ...]:
        """Every predicate under which the graph contains the value of this field."""
        forms = tuple(predicate for form in self.forms for predicate in form.predicates)
        identifier = (SCHEMA.identifier,) if self.identified else ()
        links = self.own_node.links if self.own_node else ()
        return self.predicates + forms + self.inverse + identifier + self.structured + links

    @property
    def empty(self) -> Any:
        """The value of a field that is not stated."""
        return [] if self.many else None

    @property
    def applies(self) -> bool:
        """Whether the graph can contain a value of this field: a field without predicates is written by `structure`, or not at all."""
        return bool(self.predicates or self.forms or self.inverse or self.structured or self.own_node or self.derived)

    @property
    def is_author_list(self) -> bool:
        """Whether the values are authors in the order of the work."""
        return BIBO.authorList in self.structured

    @property
    def others(self) -> tuple[Iri, Term] | None:
        """The predicate and object by which a record states that its list of people in this field goes on; None without a list."""
        if self.type is not Author or not self.many or not (people := self.predicates + self.structured):
            return None
        return (VITA.moreAuthors, typed("true", XSD.boolean)) if self.is_author_list else (VITA.morePeople, people[0])

    @property
    def order(self) -> Iri | None:
        """The property to the ordered list of the people in this field; None for authors, and where `structure` leads to them."""
        if self.others is None or self.is_author_list or not self.predicates:
            return None
        return BIBO.editorList if BIBO.editor in self.predicates else VITA.peopleInOrder

    @property
    def has_printed_names(self) -> bool:
        """Whether the graph has the printed names of the authors in this place: in an author list, or as the author of a thesis."""
        return RDF.first in self.structured

    @property
    def has_roles(self) -> bool:
        """Whether the values are authors with roles, each a property that leads to the author."""
        return "role" in self.author_keys

    @property
    def contribution_of(self) -> Iri | None:
        """The property to the people in this field, to which the words for their parts belong; "" for that of each role, None for none."""
        if "part" not in self.author_keys or self.is_author_list:
            return None
        return "" if self.has_roles else next(iter(self.predicates + self.structured), None)

    @property
    def is_prose(self) -> bool:
        """Whether the text is a description: Markdown with links, in paragraphs."""
        return self.type is Text and not _DESCRIPTIONS.isdisjoint(self.all_predicates())

    @property
    def is_placed(self) -> bool:
        """Whether `structure` may name the field: its triples stand there, or at the end."""
        return bool(self.placed or self.is_author_list or self.own_node or self.derived)

    @property
    def is_movable(self) -> bool:
        """Whether a record may give the field a visibility of its own: its value shows in no other fact."""
        shows_elsewhere = self.structured or self.own_node or (self.derived and not self.derived.movable)
        return not (self.required or shows_elsewhere or self.name in ABOUT_THE_RECORD)


class Plan(msgspec.Struct, frozen=True):
    """A record class, compiled."""

    record: type[Record]
    fields: dict[str, Field]
    #: the fields without those about the record itself
    facts: tuple[Field, ...]
    #: the fields that lead to other records, by reference or because they nest them
    links: tuple[Field, ...]
    #: the links that nest records
    nested: tuple[Field, ...]
    #: the links with restricted visibility, except those to records that lead to no others (a postal address)
    restricted_links: tuple[Field, ...]
    #: the fields whose values are derived where the record states none
    derived: tuple[Field, ...]
    #: the fields whose values are terms of vocabularies
    terms: tuple[Field, ...]
    #: the fields that are identifiers
    identifiers: tuple[Field, ...]


#: fields that describe the record, not what it stands for
ABOUT_THE_RECORD = ("id", "former_ids", "lang", "markup", "visibility")


@cache
def plan(record: type[Record]) -> Plan:
    """The fields of a record class with the meaning of their annotations (predicates, visibility, references)."""
    return _compiled(record, frozenset())


@cache
def plan_without(record: type[Record], without: frozenset[Iri]) -> Plan:
    """The plan for those records of a class to which some predicates do not apply."""
    return _compiled(record, without) if without else plan(record)


def _compiled(record: type[Record], without: frozenset[Iri]) -> Plan:
    known: dict[str, Field] = {}
    for base in reversed(record.__mro__):
        known |= _declared(base, without) if issubclass(base, Record) else {}
    fields = {name: known[name] for name in record.__struct_fields__}
    fields |= {"facts": fields.pop("facts")}  # behind those of the class
    facts = tuple(field for name, field in fields.items() if name not in ABOUT_THE_RECORD)
    links = tuple(field for field in facts if field.is_link)
    nested = tuple(field for field in links if field.is_record)
    restricted = tuple(field for field in links if field.visibility is not Visibility.public and not _is_leaf(field))
    derived = tuple(field for field in facts if field.derived)
    terms = tuple(field for field in facts if isinstance(field.type, type) and issubclass(field.type, TermName))
    identifiers = tuple(field for field in facts if isinstance(field.type, type) and issubclass(field.type, Identifier))
    return Plan(record, fields, facts, links, nested, restricted, derived, terms, identifiers)


def stated_fields(record: Record) -> list[str]:
    """The names of the fields with a value other than the default, in the order of the class."""
    defaults = _defaults(type(record))
    return [name for name in defaults if getattr(record, name) not in (None, []) and getattr(record, name) != defaults[name]]


@cache
def _defaults(record: type[Record]) -> dict[str, Any]:
    return {field.name: field.default for field in msgspec.structs.fields(record)}


def with_nested(record: Record) -> Iterator[Record]:
    """A record and all records nested in it."""
    yield record
    for field in plan(type(record)).nested:
        value = getattr(record, field.name)
        for nested in value if field.many else () if value is None else (value,):
            yield from with_nested(nested)


def _is_leaf(field: Field) -> bool:
    """Whether a field nests records that lead to no others, and to which no field leads: a postal address."""
    return field.is_record and not field.type.shorthand and not plan(field.type).links


@cache
def _declared(record: type[Record], without: frozenset[Iri]) -> dict[str, Field]:
    """The fields that a class itself declares, compiled once for all classes that inherit them."""
    defaults = dict(zip(reversed(record.__struct_fields__), reversed(record.__struct_defaults__), strict=False))
    required = {name for name in record.__struct_fields__ if defaults.get(name, msgspec.NODEFAULT) is msgspec.NODEFAULT}
    own = record.__annotations__
    # Text, as under `from __future__ import annotations`, has to be evaluated, which takes ten times as long.
    hints = get_type_hints(record, include_extras=True) if any(isinstance(hint, str) for hint in own.values()) else own
    return {name: _field(record, name, hints[name], name in required, without) for name in own if name in record.__struct_fields__}


def _field(record: type[Record], name: str, hint: Any, required: bool, without: frozenset[Iri]) -> Field:
    notes: list[Any] = []
    hint = _without_notes(hint, notes)
    many = get_origin(hint) is list
    if many:
        hint = _without_notes(get_args(hint)[0], notes)
    if hint == record.__name__:  # a class that nests itself
        hint = record

    annotations: defaultdict[type[Any], list[Any]] = defaultdict(list)
    for note in notes:
        annotations[type(note)].append(note)

    def joined(note_type: type[Any]) -> tuple[Iri, ...]:
        return _kept([predicate for note in annotations.get(note_type, ()) for predicate in note.terms], without)

    own_nodes = [node for node in annotations[OwnNode] if without.isdisjoint(node.links)]
    reference = next(iter(annotations[Reference]), None)
    is_record = isinstance(hint, type) and issubclass(hint, Record)
    predicates = () if annotations[OwnNode] and not own_nodes else _kept((note for note in annotations[str] if note[0] == "<"), without)
    lists_people = hint is Author and many and bool(predicates or BIBO.authorList in joined(Structured))
    return Field(
        name,
        hint,
        many,
        required,
        predicates=predicates,
        forms=tuple(replace(form, predicates=kept) for form in annotations[As] if (kept := _kept(form.predicates, without))),
        inverse=joined(Inverse),
        identified=_identified(annotations[Identified], hint, predicates),
        structured=joined(Structured),
        derived=next(iter(annotations[Derived]), None),
        own_node=next(iter(own_nodes), None),
        placed=bool(annotations[Placed]),
        distinctive=required or bool(annotations[Distinctive]),
        proper_name=bool(annotations[ProperName]),
        object_types=joined(ObjectTypes),
        implied=joined(Implied),
        visibility=next(iter(annotations[Visibility]), Visibility.public),
        reference=reference,
        description="".join(note for note in annotations[str] if note[0] != "<"),
        is_record=is_record,
        is_link=is_record or reference is not None or hint is Author,
        author_keys=joined(AuthorKeys) or (PART_KEYS.terms if lists_people else ()),
    )


def _identified(notes: list[Identified], value_type: Any, predicates: tuple[Iri, ...]) -> Identified | None:
    """The annotation of an identifier, with the scheme of its type, or of a number in no registry with the property that it is."""
    known = next(iter(notes), None)
    if known is None or known.scheme:
        return known
    scheme = iri(value_type.scheme.iri) if issubclass(value_type, Identifier) else next(iter(predicates), "")
    if not scheme:
        raise ValueError(f"the identifier {known.name} has no scheme; name the property that it is in Identified(...)")
    return replace(known, scheme=scheme)


def _kept(predicates: Iterable[Iri], without: frozenset[Iri]) -> tuple[Iri, ...]:
    return tuple(predicate for predicate in predicates if predicate not in without) if without else tuple(predicates)


def _without_notes(hint: Any, notes: list[Any]) -> Any:
    """The type without Annotated and `| None`; annotations are added to `notes`."""
    while True:
        if own := getattr(hint, "__metadata__", ()):
            notes.extend(own)
            hint = hint.__origin__
        elif get_origin(hint) in (Union, UnionType):
            (hint,) = (member for member in get_args(hint) if member is not NoneType)
        else:
            return hint
