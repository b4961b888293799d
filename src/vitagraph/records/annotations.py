"""The annotations of a field's type: the predicates of its value, and their form in the graph.

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, "title as printed"]

The mapping (records to triples) and the recovery (triples to records) read the same annotations. Their order is free: vocabulary
terms are predicates of the value; CONTACT or PRIVATE is the visibility; a string is the description; the others are declared
here.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from vitagraph.rdf.terms import Term, Triple, part
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, RDF, RDFS, SCHEMA, VITA, VIVO, Iri
from vitagraph.records.record import Context
from vitagraph.values import PartialDate


class As(msgspec.Struct, frozen=True):
    """Predicates whose object is another form of the value; a form of None gives no triple.

    With `in_structure`, the record's `structure` writes them as long as the field has the visibility of its record; with
    `precedes`, they stand before the predicates of the value itself; with `unless_shared`, only one record of the CV has this value.
    """

    form: Callable[[Any], Term | None]
    predicates: tuple[Iri, ...]
    in_structure: bool = False
    precedes: bool = False
    unless_shared: bool = False


def as_form(
    form: Callable[[Any], Term | None],
    *predicates: Iri,
    in_structure: bool = False,
    precedes: bool = False,
    unless_shared: bool = False,
) -> As:
    """Predicates for another form of a value: a method of its type."""
    return As(form, predicates, in_structure, precedes, unless_shared)


def as_plain_date(*predicates: Iri) -> As:
    """Predicates of schema.org, whose dates are plain: the year of a season, nothing for a decade."""
    return as_form(PartialDate.plain_term, *predicates, precedes=True)


class Listed(msgspec.Struct, frozen=True):
    """An annotation that lists terms: predicates, classes or keys."""

    terms: tuple[str, ...]


class Inverse(Listed, frozen=True):
    """Predicates that lead from the node of the value to the node of the record."""


def inverse(*predicates: Iri) -> Inverse:
    """Predicates from the value to the record."""
    return Inverse(predicates)


class Identified(msgspec.Struct, frozen=True):
    """The value is an identifier of this name: schema:identifier leads to a schema:PropertyValue `.../id/{path}`.

    `scheme` is the IRI of the scheme, where it is neither that of the type nor, of a number in no registry, the property of the field.
    `of_value` gives name and scheme where they depend on the value: of the number of a patent, or of an application.
    """

    name: str
    path: str
    scheme: Iri = ""
    of_value: Callable[[Any], tuple[str, Iri]] | None = None
    #: whether records that share it are the same, not receipts of one prize
    of_record: bool = True

    def described(self, node: Term, value: Any) -> tuple[Triple, ...]:
        """The identifier as a node of its own: schema:PropertyValue with its scheme and value."""
        name, scheme = self.of_value(value) if self.of_value else (self.name, self.scheme)
        identifier, text = part(node, "id/" + self.path), value.term()
        return (
            (node, SCHEMA.identifier, identifier),
            (identifier, RDF.type, SCHEMA.PropertyValue),
            (identifier, RDFS.label, f'"{name}: {text[1:]}'),
            (identifier, SCHEMA.propertyID, scheme),
            (identifier, SCHEMA.value, text),
        )


class Structured(Listed, frozen=True):
    """Declares predicates that the method `Record.structure` writes, not the general mapping.

    Such a field cannot have a visibility of its own.
    """


def structured(*predicates: Iri) -> Structured:
    """Predicates that the record's `structure` writes."""
    return Structured(predicates)


#: a list of authors in the order of the work (`author_list`)
AUTHOR_LIST = structured(SCHEMA.author, DCTERMS.creator, BIBO.authorList, SCHEMA.item, RDF.first, SCHEMA.name, VITA.authorPart)


#: the description of the field `contributors`
CONTRIBUTORS = (
    "others who had a part, each with `role:`, one or several MARC relators (illustrator, composer, curator ...), and with `part:`, an "
    "instrument, a character or other words"
)


class AuthorKeys(Listed, frozen=True):
    """What authors in this field may state beside name, id and organization: keys of `relators.PARTS`."""


#: what people in every list may state: words for what they did or are there
PART_KEYS = AuthorKeys(("part",))
#: what a contributor may state: roles, each a property of the work, and words for the part in it
CONTRIBUTOR_KEYS = AuthorKeys(("role", "part"))
#: what an author in the list of a work may state, on the cell of the list
AUTHOR_KEYS = AuthorKeys(("corresponding", "equal", "credit", "affiliation", "part"))
#: the list of the authors of a publication, and the predicates of what they state
AUTHORS = structured(*AUTHOR_LIST.terms, VIVO.isCorrespondingAuthor, VITA.equalContribution, VITA.creditRole, VITA.affiliation)


class Derived(msgspec.Struct, frozen=True):
    """The terms that stand under the predicates of the field where the record states no value.

    The recovery states no value that equals the derived one. The field can have a visibility of its own only where `movable`.
    """

    terms: Callable[[Any, Context], list[Term]]
    movable: bool = False


def derived(terms: Callable[[Any, Context], list[Term]], movable: bool = False) -> Derived:
    """A value that can be derived from other fields: a function of the record and its CV."""
    return Derived(terms, movable)


def owner_alone(_: Any, context: Context) -> list[Term]:
    """The owner of the CV, for lists of persons that contain no other person."""
    return [context.owner]


class OwnNode(msgspec.Struct, frozen=True):
    """The predicates of the field are those of another node: of a PDF, a role, a degree.

    `links` lead from the record to that node, `facts` describe it; both are written with the value. Several fields may share a
    node that the record's `structure` links and describes.
    """

    of: Callable[[Term], Term]
    links: tuple[Iri, ...] = ()
    facts: tuple[tuple[Iri, Term], ...] = ()

    def described(self, node: Term) -> list[Triple]:
        """The links from the record to the node, and the facts of the node."""
        own = self.of(node)
        return [(node, link, own) for link in self.links] + [(own, predicate, term) for predicate, term in self.facts]


def own_node(path: str | Callable[[Term], Term], *links: Iri, facts: tuple[tuple[Iri, Term], ...] = ()) -> OwnNode:
    """A node `{record}/{path}`, or the node that a function returns for the record's."""
    return OwnNode((lambda node: part(node, path)) if isinstance(path, str) else path, links, facts)


class Placed(msgspec.Struct, frozen=True):
    """The triples of the field stand where the record's `structure` names it."""


PLACED = Placed()


class ProperName(msgspec.Struct, frozen=True):
    """The text is a proper name: one string is in a language only where the record states `lang`, not in the language of the CV."""


PROPER_NAME = ProperName()


class Distinctive(msgspec.Struct, frozen=True):
    """Records of the class that state different values of the field are different records, as with a required field."""


DISTINCTIVE = Distinctive()


class Implied(Listed, frozen=True):
    """Classes that a record has because it has the field: the domain of its predicates."""


def implies(*types: Iri) -> Implied:
    """Classes of the record itself, written with the field."""
    return Implied(types)


class ObjectTypes(Listed, frozen=True):
    """Classes of the IRI that the value denotes: a homepage is a foaf:Document."""


def typed_as(*types: Iri) -> ObjectTypes:
    """Classes of the resource that the value denotes."""
    return ObjectTypes(types)


class Reference(msgspec.Struct, frozen=True):
    """The value names another record: its id, one of its names, or (where `open`) a name without a record."""

    segment: str
    open: bool = True
