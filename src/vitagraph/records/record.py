"""What a record is: a class whose lines say name, type and meaning of each field.

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, "title as printed"]

Behind the type stand, in any order: the predicates that its value gets (vocabulary terms; the value becomes a term the way
its type does), `As` for predicates that want the value in another form, `Inverse` for links that lead from the value to the
record, `Identified` for an identifier with a node of its own, `Structured` for predicates that the record's `structure`
method writes, CONTACT or PRIVATE for the privacy class, and a string, the field's description.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

import msgspec

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import Iri
from vitagraph.values import NAME_SUFFIX, LanguageTag, Plain, Slug, Text

if TYPE_CHECKING:
    from vitagraph.records.facts import Resources
    from vitagraph.records.index import Index


class Visibility(IntEnum):
    """Who may see a fact: a privacy class, and the named graph of that name."""

    public = 0
    contact = 1
    private = 2

    @classmethod
    def parse(cls, raw: object) -> Self:
        """The class of that name; ValueError for any other: unknown never means public."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str) and raw in cls.__members__:
            return cls[raw]
        known = did_you_mean(raw if isinstance(raw, str) else "", cls.__members__, "; write public, contact or private")
        raise ValueError(f"{quoted(raw)} is no visibility{known}")


#: the id of the owner of a CV
OWNER = "me"

CONTACT = Visibility.contact
PRIVATE = Visibility.private


class FieldVisibility(dict[str, Visibility]):
    """The visibility of a whole record (key "") or of single fields: `private`, or `{email: public}`."""

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Of the name of a class, or a mapping from field names to names of classes."""
        if isinstance(raw, dict) and raw:
            if "" in raw:
                raise ValueError("the name of a field is empty; write it, or one visibility for the whole record")
            return cls({str(name): Visibility.parse(value) for name, value in raw.items()})
        return cls({"": Visibility.parse(raw)})


class As(NamedTuple):
    """Predicates whose object is another form of the value; a form of None gives no triple.

    Where `in_structure`, the record's `structure` writes them, as long as the field has the visibility of its record.
    """

    form: Callable[[Any], Term | None]
    predicates: tuple[Iri, ...]
    in_structure: bool = False


def as_form(form: Callable[[Any], Term | None], *predicates: Iri, in_structure: bool = False) -> As:
    """Predicates for another form of a value: a method of its type."""
    return As(form, predicates, in_structure)


class Inverse(NamedTuple):
    """Predicates that lead from the value's node to the record's."""

    predicates: tuple[Iri, ...]


def inverse(*predicates: Iri) -> Inverse:
    """Predicates from the value to the record."""
    return Inverse(predicates)


class Identified(NamedTuple):
    """The value is an identifier of this name: schema:identifier leads to a schema:PropertyValue `.../id/{path}`."""

    name: str
    path: str


class Structured(NamedTuple):
    """Predicates under which the record's `structure` method writes the value."""

    predicates: tuple[Iri, ...]


def structured(*predicates: Iri) -> Structured:
    """Predicates that the record's own `structure` writes."""
    return Structured(predicates)


class Implied(NamedTuple):
    """Classes that a record has because it has the field: its predicates' domain."""

    types: tuple[Iri, ...]


def implies(*types: Iri) -> Implied:
    """Classes of the record itself, wherever the field is written."""
    return Implied(types)


class ObjectTypes(NamedTuple):
    """Classes that the value's own IRI gets: an address on the web that is a foaf:Document."""

    types: tuple[Iri, ...]


def typed_as(*types: Iri) -> ObjectTypes:
    """Classes of the resource that the value denotes."""
    return ObjectTypes(types)


class Reference(NamedTuple):
    """The value names another record: its id, one of its names, or (where `open`) a name nobody has described yet."""

    segment: str
    open: bool = True


class Author(msgspec.Struct, frozen=True, cache_hash=True):
    """Somebody who made a work, with the name as printed there; `id` or `organization` says who is meant."""

    name: str = ""
    id: str = ""
    organization: str = ""

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Of a printed name, or of `{name, id}` for a person and `{name, organization}` for an organization."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str) and raw.strip():
            return cls(cls._one(" ".join(raw.split())))
        if not isinstance(raw, dict):
            raise ValueError(f"{quoted(raw)} is no author; write a name as printed, or {{name: Müller K, id: mueller-k}}")
        for key in raw:
            if key not in cls.__struct_fields__:
                known = "; an author has name, id and organization"
                raise ValueError(f"unknown key {quoted(key)} in an author" + did_you_mean(key, cls.__struct_fields__, known))
        author = cls(*("" if raw.get(key) is None else Plain.parse(raw[key]) for key in cls.__struct_fields__))
        if author.id and author.organization:
            raise ValueError("an author is a person (id) or an organization, not both; keep one of the two")
        if author.id:
            Slug.parse(author.id)
        if not (author.name or author.id or author.organization):
            raise ValueError("the author is empty; write a name, or leave the author out")
        return author

    @staticmethod
    def _one(name: str) -> str:
        """A name, unless it is several in one string."""
        several = re.split(r"(?<!\s)(?:\s*+;\s*|\s++(?:and|und)\s+(?!zu\b)|\s*+\bet al\b\.?)", name)
        if len(several) == 1 and name.count(",") > 1 and not re.search(rf",\s*(?:{NAME_SUFFIX})\s*(?:,|$)", name):
            several = name.split(",")
        if len(several) > 1:
            listed = ", ".join(filter(None, (one.strip(" ,") for one in several)))
            raise ValueError(f"{quoted(name)} is not one author; write a list, [{listed}], or {{organization: {name}}}")
        return name


class Credit(NamedTuple):
    """An author in the graph: the agent's node, and the literal of the name as printed ("" where none is)."""

    agent: Term
    name: Term = ""


class Record(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One thing a CV tells of. `segment` is its part of IRIs, `types` are its RDF classes."""

    segment: ClassVar[str] = ""
    types: ClassVar[tuple[Iri, ...]] = ()
    #: the field that a record written as one string fills
    shorthand: ClassVar[str] = ""

    id: Slug | None = None
    former_ids: list[Slug] = []
    lang: LanguageTag | None = None
    visibility: FieldVisibility | None = None

    def default_id(self, parent: str, number: int) -> str:
        """The id of a record that states none; "" where none can be derived.

        A record inside another one may use its parent's id and its number among its siblings; for others they say nothing.
        """
        return parent

    def shows(self, name: str) -> bool:
        """Whether a field is as open as its record: an id is not made of one that is more hidden."""
        own: dict[str, Visibility] = self.visibility or {}
        return own.get(name, Visibility.public) <= own.get("", Visibility.public)

    @property
    def stated_visibility(self) -> Visibility:
        """The class that a record states for itself as a whole."""
        own: dict[str, Visibility] = self.visibility or {}
        return own.get("", Visibility.public)

    def names(self) -> Iterator[str]:
        """What other records may call this one, besides its id."""
        return iter(())

    @classmethod
    def named(cls, name: str, language: LanguageTag | None) -> Self:
        """A record that is known by its name only."""
        return msgspec.convert({cls.shorthand: Text(name)}, cls, dec_hook=lambda kind, raw: kind.parse(raw))

    def structure(self, node: Term, index: "Index") -> Iterable[Triple]:
        """The triples that no single field can say: lists, chains of containers, derived facts."""
        return iter(())

    @classmethod
    def fits(cls, node: Term, facts: "Resources") -> bool:
        """Whether a node of this record's segment is one of these."""
        return set(cls.types) <= set(facts.types(node))

    @classmethod
    def told_elsewhere(cls, name: str, node: Term, facts: "Resources") -> list[Term]:
        """What stands under the predicates of a field because another record says it."""
        return []

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        """The inverse of `structure`: adds the fields that only it tells, and takes away what it derives.

        A record inside this one is given as its node.
        """
