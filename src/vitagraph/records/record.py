"""What a record is: a class whose lines state name, type and meaning of each field (`annotations`).

`Identities` and `Resources` are what a record needs to know of its CV and of a graph: the two directions of its mapping.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Any, ClassVar, NamedTuple, Protocol, Self, TypeVar

import msgspec

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import Iri
from vitagraph.records.kinds import CreditRole
from vitagraph.records.relators import PARTS, Relator
from vitagraph.values import LanguageTag, Markup, NameIn, PartialDate, Period, Plain, Slug, TermName, Text
from vitagraph.values.authors import one_author
from vitagraph.values.facts import Facts

N = TypeVar("N", bound=TermName)


class Visibility(IntEnum):
    """The visibility of a fact, and the named graph of that name."""

    public = 0
    contact = 1
    private = 2

    @classmethod
    def parse(cls, raw: object) -> Self:
        """The visibility of that name; ValueError for any other name, because an unknown one never means public."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str) and raw in cls.__members__:
            return cls[raw]
        known = did_you_mean(raw if isinstance(raw, str) else "", cls.__members__, "; write public, contact or private")
        raise ValueError(f"{quoted(raw)} is no visibility{known}")


#: the id of the owner of a CV
OWNER = "me"

CONTACT, PRIVATE = Visibility.contact, Visibility.private


class FieldVisibility(dict[str, Visibility]):
    """The visibility of a whole record (key "") or of single fields: `private`, or `{email: public}`."""

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Parses the name of a visibility, or a mapping from field names to such names. Raises ValueError."""
        if isinstance(raw, dict) and raw:
            if "" in raw:
                raise ValueError("the name of a field is empty; write it, or one visibility for the whole record")
            return cls({str(name): Visibility.parse(value) for name, value in raw.items()})
        return cls({"": Visibility.parse(raw)})


class Author(msgspec.Struct, frozen=True, cache_hash=True):
    """An author of a work with the printed name; `id` or `organization` identifies the person or organization.

    The other fields state its part in the work: words (`part`: an instrument, student), of a contributor the roles, of an author the
    CRediT roles, the affiliations at that time, and whether it is a corresponding author or contributed equally to others.
    """

    name: str = ""
    id: str = ""
    organization: str = ""
    role: tuple[Relator, ...] = ()
    part: tuple[Text, ...] = ()
    credit: tuple[CreditRole, ...] = ()
    affiliation: tuple[str, ...] = ()
    corresponding: bool | None = None
    equal: bool | None = None
    #: whether others follow, whom the list leaves out: stated by `et al.` as the last entry, also on the last author of the list
    others: bool = False

    #: the keys of every author
    identity: ClassVar[tuple[str, ...]] = ("name", "id", "organization")

    @classmethod
    def parse(cls, raw: Any, keys: tuple[str, ...] = ()) -> Self:
        """Parses a printed name, or a mapping of `name`, one of `id` and `organization`, and `keys`. Raises ValueError for others."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str) and raw.strip():
            return cls(one_author(" ".join(raw.split())))
        if not isinstance(raw, dict):
            raise ValueError(f"{quoted(raw)} is no author; write a name as printed, or {{name: Müller K, id: mueller-k}}")
        allowed = (*cls.identity, *keys)
        for key in raw:
            if key not in allowed:
                known = f"; an author has {', '.join(allowed[:-1])} and {allowed[-1]}"
                raise ValueError(f"unknown key {quoted(key)} in an author" + did_you_mean(key, allowed, known))
        stated = {key: value for key, value in raw.items() if value is not None}
        readers = {**dict.fromkeys(cls.identity, Plain.parse), **{key: PARTS[key] for key in keys}}
        author = msgspec.structs.replace(cls(), **{key: readers[key](value) for key, value in stated.items()})
        if author.id and author.organization:
            raise ValueError("an author is a person (id) or an organization, not both; keep one of the two")
        if author.id:
            Slug.parse(author.id)
        if not (author.name or author.id or author.organization):
            instead = "what was done under `unnamed_contributors:`" if author.has_part else "leave the author out"
            raise ValueError(f"the author is empty; write a name, or {instead}")
        return author

    @property
    def has_part(self) -> bool:
        """Whether it states a part in the work."""
        return bool(self.role or self.part or self.credit or self.affiliation) or (self.corresponding, self.equal) != (None, None)

    @property
    def is_recipient(self) -> bool:
        """Whether all its roles are those of an agent for whom the work is made."""
        return bool(self.role) and all(role.is_recipient for role in self.role)

    @property
    def bare(self) -> "Author":
        """The author without its part in the work."""
        return Author(self.name, self.id, self.organization) if self.has_part or self.others else self

    def stating(self, **part: Any) -> "Author":
        """The author with these values of a part in the work."""
        return msgspec.structs.replace(self, **part)

    def called(self, name: str, id: str = "", organization: str = "") -> "Author":
        """The author under another name, id or organization, with the same part in the work."""
        return msgspec.structs.replace(self, name=name, id=id, organization=organization)


class Credit(NamedTuple):
    """An author in the graph: the node of the agent, and the literal of the printed name ("" without one)."""

    agent: Term
    name: Term = ""


class Record(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One record of a CV. `segment` is its segment of IRIs, `types` are its RDF classes."""

    segment: ClassVar[str] = ""
    types: ClassVar[tuple[Iri, ...]] = ()
    #: the classes that a record may have in the place of `types`, as one of its fields states
    other_types: ClassVar[tuple[tuple[Iri, ...], ...]] = ()
    #: the classes that some of its records have besides
    further_types: ClassVar[frozenset[Iri]] = frozenset()
    #: the field that takes the text of a record written as one string
    shorthand: ClassVar[str] = ""
    #: whether a nested record may be more restricted than the record that contains it: no fact of that one shows it
    hides_itself: ClassVar[bool] = False
    #: the fields of which a record states exactly one, where its class is about that one
    leads_to: ClassVar[tuple[str, ...]] = ()

    id: Slug | None = None
    former_ids: list[Slug] = []
    lang: LanguageTag | None = None
    markup: Markup | None = None
    visibility: FieldVisibility | None = None
    facts: Facts | None = None

    def default_id(self, parent: str, number: int) -> str:
        """The id of a record that states none; "" where none can be derived.

        A nested record may use the id of its parent and its number among its siblings; other records get neither.
        """
        return parent

    def classes(self) -> tuple[Iri, ...]:
        """The RDF classes of this record: those of its class, unless its fields state less."""
        return self.types

    def inapplicable(self) -> frozenset[Iri]:
        """The predicates of its fields that do not apply to this record, because of its classes."""
        return frozenset()

    @classmethod
    def inapplicable_in(cls, node: Term, graph: "Resources") -> frozenset[Iri]:
        """The same of the record of a node."""
        return frozenset()

    @classmethod
    def conditional(cls, target: Iri) -> frozenset[Iri]:
        """The predicates that do not apply to all of its records with an RDF class."""
        return frozenset()

    def with_owner(self) -> tuple[str, ...]:
        """The fields of people to which the record itself adds the owner."""
        return ()

    def contradictions(self) -> dict[str, str]:
        """Stated fields that contradict others of the record -> the problem."""
        return {}

    def describe_mention(self, field: str, mention: "Record") -> None:
        """Adds to a record of which only the name is known what its mention in a field of this record states."""

    def distinctions(self) -> Iterator[str]:
        """Texts of the record's own fields that distinguish it from records with the same `default_id`, the most specific first."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if name not in ("id", "former_ids", "lang", "markup", "visibility", "facts") and value:
                yield from filter(None, map(_as_text, value if isinstance(value, list) else [value]))

    def shows(self, name: str) -> bool:
        """Whether a field is as public as its record: no id is derived from a field that is more restricted."""
        own: dict[str, Visibility] = self.visibility or {}
        return own.get(name, Visibility.public) <= own.get("", Visibility.public)

    @property
    def stated_visibility(self) -> Visibility:
        """The visibility that a record states for itself as a whole."""
        return self.visibility.get("", Visibility.public) if self.visibility else Visibility.public

    def names(self) -> Iterator[str]:
        """The names by which other records may refer to this one, besides its id."""
        return iter(())

    @classmethod
    def named(cls, name: str, language: LanguageTag | None) -> Self:
        """A record of which only the name is known."""
        from vitagraph.records.plan import plan

        return cls(**{cls.shorthand: plan(cls).fields[cls.shorthand].type.parse(name)})

    def structure(self, node: Term, index: "Identities") -> Iterable[Triple | str]:
        """The triples that no annotation of a field declares: chains of containers, labels, derived facts.

        A yielded string is the name of a field; the triples of that field are inserted at this position, those of fields not yielded
        at the end.
        """
        return iter(())

    @classmethod
    def fits(cls, node: Term, graph: "Resources") -> bool:
        """Whether a node in the segment of this class is one of its records."""
        types = set(graph.types(node))
        return any(types.issuperset(own) for own in (cls.types, *cls.other_types))

    @classmethod
    def is_nested(cls, node: Term, container: Term, graph: "Resources") -> bool:
        """Whether a record of this class is nested in a record to which the predicates of the field link it."""
        return True

    @classmethod
    def stated_elsewhere(cls, name: str, node: Term, graph: "Resources") -> list[Term]:
        """The objects under the predicates of a field that another record states."""
        return []

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: "Resources") -> None:
        """The inverse of `structure`: adds the fields that only `structure` writes, and removes what it derives.

        `fields` is changed in place. It already has the values that were read from the predicates of the fields; nested records are
        their nodes.
        """

    @classmethod
    def positions(cls, whole: Term, graph: "Resources") -> list[tuple[int, Term]]:
        """The nested records of a class that `hides_itself` which a graph has in another record, each with its position there."""
        return []

    def condense(self) -> None:
        """States once what all nested records state; called when a record was recovered."""


def _as_text(value: object) -> str:
    """A value of a field as text, "" for a nested record."""
    if isinstance(value, Author):
        return value.name or value.id or value.organization
    if isinstance(value, Period):
        return str(value) if value.is_date or not value.first else f"{value.start} {value.end or 'present'}"
    return "" if isinstance(value, Record) else str(value)


class Context(Protocol):
    """What records need to know of their CV in both directions, from records to triples and back."""

    owner: Term
    #: the language of the CV
    language: str

    def iri(self, segment: str, identifier: str) -> Term:
        """The IRI of the record with an id."""

    def language_of(self, record: Record, field: str = "") -> str:
        """The language of a record's texts; of a field with a proper name, `und` where the record states none."""

    def agent(self, author: Author) -> Term:
        """The person or organization of an author."""

    def is_over(self, period: Period | None) -> bool:
        """Whether a period ended by the day on which the CV was right; false where its end is unknown."""

    def is_running(self, period: Period | None) -> bool:
        """Whether a period went on on the day on which the CV was right; false where its end is unknown."""


class Identities(Context, Protocol):
    """The identities of a CV, from which `structure` writes triples."""

    #: names under which persons and organizations are printed in works, by node
    printed_names: dict[Term, dict[str, Visibility]]

    @property
    def as_of(self) -> PartialDate | None:
        """The day on which the CV was right."""

    @property
    def labels(self) -> dict[tuple[str, str, str], str]:
        """Segment, id and language of a concept -> its label."""

    @property
    def prizes(self) -> Mapping[int, Term]:
        """`id()` of an award -> the IRI of its prize."""

    @property
    def records(self) -> Mapping[Term, Record]:
        """The records by their nodes."""

    def node(self, record: Record) -> Term:
        """The IRI of a record."""

    def id_of(self, record: Record) -> str:
        """The id of a record."""

    def visibility(self, record: Record) -> Visibility:
        """The visibility of a record's facts, unless a field has its own."""

    def field_visibility(self, record: Record, name: str) -> Visibility:
        """The visibility of a field."""

    def container_of(self, record: Record) -> tuple[Record | None, int]:
        """The record in which a record is nested, and its position there, from 1; None and 0 for other records."""

    def term_of(self, name: TermName) -> Term:
        """The IRI of a term of a vocabulary."""

    def find(self, segment: str, text: str) -> Record | None:
        """The record with an id or a name."""

    def refer(self, segment: str, text: str) -> Term:
        """The IRI that a reference names."""

    def is_shared(self, name: str, identifier: str) -> bool:
        """Whether several records state an identifier in a field of this name."""

    def name_of(self, segment: str, text: str) -> str:
        """The name of the record that a reference names, in English if it has an English one."""

    def name_in(self, segment: str, text: str) -> NameIn:
        """The same name with the tag of its language."""

    def credits(self, authors: Iterable[Author]) -> Sequence[Credit]:
        """The persons and organizations of authors, each with the printed name."""


class Resources(Context, Protocol):
    """The resources of a graph, from which `recover` reads fields."""

    document: str
    #: the areas of skills that were found
    areas: dict[Term, Term | None]
    #: the skills of the owner in all graphs
    skills: set[Term]

    def objects(self, node: Term, *predicates: Term) -> list[Term]:
        """The objects that stand under each of some predicates of a node."""

    def subjects(self, term: Term, *predicates: Term) -> list[Term]:
        """The nodes that have an object under each of some predicates."""

    def types(self, node: Term) -> list[Term]:
        """The classes of a node."""

    def id_of(self, node: Term) -> str | None:
        """The id of a record's node."""

    def ids(self, segment: str, nodes: Iterable[Term]) -> list[str]:
        """The ids of the nodes in a segment."""

    def value(self, node: Term, predicate: Term) -> str:
        """The text of the first object, "" where there is none."""

    def name_of_term(self, term: Term, name_type: type[N]) -> N | None:
        """The name of a term of a vocabulary, None where a CV cannot name it."""

    def text(self, terms: Iterable[Term]) -> Text | None:
        """The text of literals in several languages."""

    def texts(self, terms: Iterable[Term]) -> list[Text]:
        """The texts of literals: one in several languages where each language has one, else one for each literal."""

    def agents(self, nodes: Iterable[Term], name: str = "") -> list[Author]:
        """The authors that nodes denote, with a printed name."""

    def language_of_labels(self, labelled: Iterable[tuple[Term, str]], text: Text | None) -> LanguageTag | None:
        """The `lang` of a record that labels resources in it."""
