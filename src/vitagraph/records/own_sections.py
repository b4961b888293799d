"""Sections of the owner's own, under a heading in the owner's words, with entries of any kind or none."""

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

from vitagraph.rdf.definitions import prefixed
from vitagraph.rdf.terms import Term, Triple, literal, tagged, typed
from vitagraph.rdf.vocabulary import DCTERMS, RDF, RDFS, SCHEMA, VITA, XSD, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import structured
from vitagraph.records.organizations import text_names
from vitagraph.records.plan import plan
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.references import OrganizationRef, PlaceRef
from vitagraph.records.relations import Related
from vitagraph.values import ClassName, Period, Plain, Text, Url, first_date, joined_slugs, whole_number, whole_slug

#: classes of records that are wide enough for entries of any kind
_WIDE = frozenset(
    [
        "bibo:Collection",
        "bibo:Document",
        "event:Event",
        "schema:Collection",
        "schema:CreativeWork",
        "schema:EducationEvent",
        "schema:Event",
        "schema:Role",
    ]
)
#: classes of nodes that records of other sections have, and whose shapes require what these state
_OF_PARTS = frozenset(
    [
        "bibo:Conference",
        "bibo:Issue",
        "bibo:Slideshow",
        "bibo:Workshop",
        "dcat:Dataset",
        "dcat:Distribution",
        "foaf:PersonalProfileDocument",
        "org:OrganizationalUnit",
        "schema:EventSeries",
        "schema:MonetaryAmount",
        "schema:PropertyValue",
        "schema:PublicationVolume",
        "schema:VideoObject",
        "skos:ConceptScheme",
        "vivo:AdvisingRelationship",
        "vivo:Authorship",
        "vivo:AwardedDegree",
        "vivo:EditorRole",
        "vivo:InvitedTalk",
        "vivo:MemberRole",
        "vivo:OrganizerRole",
        "vivo:Relationship",
        "vivo:ReviewerRole",
    ]
)


class EntryKind(ClassName):
    """The class of an entry: any of a vocabulary, but those of the records of other sections."""

    __slots__ = ()

    @classmethod
    def check(cls, prefix: str, name: str) -> None:
        super().check(prefix, name)
        if (written := f"{prefix}:{name}") in _taken():
            where = f"write it under {_taken()[written]}" if _taken()[written] else "it is part of other records"
            raise ValueError(f"{written} is a class of the records of other sections; {where}, or leave the kind out")


@cache
def _taken() -> dict[str, str]:
    """The classes of the records of other sections, each with these sections."""
    from vitagraph.records.containers import RecordType
    from vitagraph.records.cv import record_classes, sections

    found: dict[str, list[str]] = {name: [] for name in _OF_PARTS}
    for record in record_classes():
        types = [field.type for field in plan(record).facts if isinstance(field.type, type) and issubclass(field.type, RecordType)]
        classes = {*record.types, *(one for each in types for several in each.classes.values() for one in several)}
        for known in set(map(prefixed, classes)) - _WIDE:
            found.setdefault(known, []).extend(f"`{name}:`" for name, one in sections().items() if one is record)
    return {name: " or ".join(names) for name, names in found.items()}


class SectionEntry(Record, kw_only=True):
    """An entry of a section of one's own: a text, or a title with dates, organization, place, people.

    The graph states that it is the owner's, and no more than its kind and its fields state.
    """

    segment: ClassVar[str] = "entry"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.ListItem, VITA.SectionEntry)
    shorthand: ClassVar[str] = "title"
    hides_itself: ClassVar[bool] = True

    title: Annotated[Text | None, SCHEMA.name, DCTERMS.title, RDFS.label, "title, or the whole text of the entry"] = None
    kind: Annotated[
        EntryKind | None, structured(RDF.type, VITA.owner), "what it is: a class of a vocabulary, if it is not that of the section"
    ] = None
    role: Annotated[Text | None, VITA.part, "the owner's part in it, in your words"] = None
    dates: Annotated[Period | None, DCTERMS.date, "from when to when, or the date"] = None
    organization: Annotated[OrganizationRef | None, VITA.organization, "the organization it has to do with"] = None
    place: Annotated[PlaceRef | None, DCTERMS.spatial, "where"] = None
    people: Annotated[list[Author], DCTERMS.contributor, "persons and groups who had a part in it"] = []
    number: Annotated[Plain | None, SCHEMA.identifier, DCTERMS.identifier, "number or code"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "where it is, or a page about it"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "text about it"] = None

    def default_id(self, parent: str, number: int) -> str:
        start = first_date(self.dates)
        return joined_slugs(f"{start} {self.title or self.role or self.description or ''}", self.organization or self.number)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        section, position = index.container_of(self)
        if kind := self.kind or getattr(section, "kind", None):
            yield node, RDF.type, index.term_of(kind)
        yield node, VITA.owner, index.owner
        if section is not None:
            yield index.node(section), SCHEMA.itemListElement, node
            yield node, SCHEMA.position, typed(str(position), XSD.integer)
        if self.title is None:
            yield from ((node, RDFS.label, label) for label in self._labels(index))

    def _labels(self, index: Identities) -> list[Term]:
        """The labels of an entry without a title: the first of its other facts."""
        if text := self.role or self.description:
            return [tagged(one.strip().partition("\n")[0], tag) for tag, one in text.in_languages(index.language_of(self))]
        if self.organization:
            return [literal(index.name_of("org", self.organization))]
        return [literal(self.number or index.id_of(self))]

    @classmethod
    def positions(cls, whole: Term, graph: Resources) -> list[tuple[int, Term]]:
        nodes = graph.ids(cls.segment, graph.objects(whole, SCHEMA.itemListElement))
        return sorted(
            (whole_number(graph.value(node, SCHEMA.position)) or 0, node) for node in (graph.iri(cls.segment, one) for one in nodes)
        )

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        own = (graph.name_of_term(one, EntryKind) for one in graph.types(node) if one not in cls.types)
        fields["kind"] = next(filter(None, own), None)


class OwnSection(Record, kw_only=True):
    """A section of the owner's own. Its kind is that of each of its entries which states none."""

    segment: ClassVar[str] = "section"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.ItemList,)

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "heading"]
    kind: Annotated[EntryKind | None, structured(RDF.type), "what its entries are: a class of a vocabulary, if there is one"] = None
    entries: Annotated[list[SectionEntry], structured(SCHEMA.itemListElement, SCHEMA.position), "entries, in their order"] = []

    def default_id(self, parent: str, number: int) -> str:
        return whole_slug(self.title)

    def names(self) -> Iterator[str]:
        return text_names(self.title)

    def condense(self) -> None:
        kinds = {entry.kind for entry in self.entries}
        if len(kinds) == 1:
            self.kind = kinds.pop()
            for entry in self.entries:
                entry.kind = None
