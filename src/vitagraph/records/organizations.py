"""Organizations and places."""

from collections.abc import Callable, Iterator
from typing import ClassVar, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, Triple, literal, tagged
from vitagraph.rdf.vocabulary import DCTERMS, FOAF, GEO, ORG, OWL, RDF, RDFS, SCHEMA, SKOS, VITA, VIVO, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import (
    CONTRIBUTOR_KEYS,
    CONTRIBUTORS,
    PLACED,
    PROPER_NAME,
    Identified,
    as_form,
    own_node,
    structured,
    typed_as,
)
from vitagraph.records.record import Author, Identities, Record
from vitagraph.records.references import CountryRef, OrganizationRef, PlaceRef
from vitagraph.records.same_things import GeoNames, GndItem, IsniItem, OpenAlexOrganization, WikidataItem, individual
from vitagraph.values import (
    GeoCoordinate,
    GeoNamesId,
    LanguageTag,
    Latitude,
    Period,
    Plain,
    RorId,
    Text,
    Url,
    Value,
    is_country,
    joined_slugs,
    slug,
)
from vitagraph.values.countries import code_of_name
from vitagraph.values.geonames import geonames_of

#: what separates a town from its country, also in Arabic and in Chinese and Japanese
_COMMA = regex("[,\u060c] |[\u060c\u3001\uff0c]")


def text_names(*texts: Text | None) -> Iterator[str]:
    """The texts in all their languages."""
    for text in texts:
        if text is not None:
            yield from (translation for _, translation in text.translations) if text.translations else (str(text),)


class OrganizationType(Value):
    """The type of an organization: classes of schema.org, and `unit` for a unit of another organization."""

    __slots__ = ()
    datatypes = ()
    classes: ClassVar[dict[str, Iri]] = {
        "university": SCHEMA.CollegeOrUniversity,
        "research": SCHEMA.ResearchOrganization,
        "school": SCHEMA.HighSchool,
        "company": SCHEMA.Corporation,
        "government": SCHEMA.GovernmentOrganization,
        "association": SCHEMA.NGO,
        "unit": ORG.OrganizationalUnit,
    }
    #: another word, in lower case -> the type
    words: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("firm", "business", "corporation", "enterprise", "firma", "unternehmen", "entreprise", "empresa"), "company"),
        **dict.fromkeys(("research group", "research institute", "research center", "research centre", "forschungsgruppe"), "research"),
        **dict.fromkeys(("forschungsinstitut", "groupe de recherche", "grupo de investigación", "gruppo di ricerca"), "research"),
        **dict.fromkeys(("hochschule", "universität", "université", "universidad", "college"), "university"),
        **dict.fromkeys(("society", "verein", "asociación"), "association"),
        **dict.fromkeys(("department", "abteilung"), "unit"),
    }

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if text in cls.classes else cls.words.get(text.casefold())

    @classmethod
    def message(cls, raw: object) -> str:
        listed = f"; write one of {', '.join(cls.classes)}"
        return f"{quoted(raw)} is no type of organization" + did_you_mean(str(raw), cls.classes, listed)

    def term(self) -> Term:
        return self.classes[self]

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        return next((cls(name) for name, meant in cls.classes.items() if meant == term), None)


#: the event from which an organization resulted (The Organization Ontology, section 5.5)
_CHANGE = ((RDF.type, ORG.ChangeEvent), (RDFS.label, tagged("change of an organization", "en")))


class Organization(Record, kw_only=True):
    """An organization, or a unit of one."""

    segment: ClassVar[str] = "org"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Organization, FOAF.Organization)
    shorthand: ClassVar[str] = "name"

    name: Annotated[Text, PROPER_NAME, SCHEMA.name, FOAF.name, SKOS.prefLabel, RDFS.label, "name"]
    short_names: Annotated[list[Plain], SCHEMA.alternateName, SKOS.altLabel, "acronyms and other names"] = []
    type: Annotated[list[OrganizationType], RDF.type, structured(ORG.unitOf, ORG.subOrganizationOf), "types"] = []
    parent: Annotated[
        OrganizationRef | None,
        PLACED,
        SCHEMA.parentOrganization,
        structured(ORG.unitOf, ORG.subOrganizationOf),
        "organization it is part of",
    ] = None
    place: Annotated[PlaceRef | None, SCHEMA.location, "where it is"] = None
    ror: Annotated[
        RorId | None,
        individual(RorId),
        as_form(RorId.link, VIVO.rorId),
        Identified("ROR", "ror"),
        "ROR identifier",
    ] = None
    wikidata: WikidataItem = None
    gnd: GndItem = None
    isni: IsniItem = None
    openalex_organization: OpenAlexOrganization = None
    dates: Annotated[
        Period | None,
        as_form(Period.start_of_range, SCHEMA.foundingDate),
        as_form(Period.end_of_range, SCHEMA.dissolutionDate),
        DCTERMS.date,
        "from when to when it exists under this name",
    ] = None
    predecessors: Annotated[
        list[OrganizationRef],
        own_node("change", ORG.resultedFrom, facts=_CHANGE),
        ORG.originalOrganization,
        "organizations that it continues: renamed, merged or divided",
    ] = []
    code: Annotated[Plain | None, DCTERMS.identifier, SCHEMA.identifier, "a code of the organization"] = None
    homepage: Annotated[Url | None, SCHEMA.url, FOAF.homepage, typed_as(FOAF.Document), "homepage"] = None
    genre: Annotated[list[Text], VITA.genre, "what it is in your words: string quartet, improvisation ensemble"] = []
    founders: Annotated[list[Author], SCHEMA.founder, "who founded it"] = []
    members: Annotated[list[Author], SCHEMA.member, ORG.hasMember, "its members, of a group each with an instrument as `part:`"] = []
    contributors: Annotated[list[Author], DCTERMS.contributor, CONTRIBUTOR_KEYS, CONTRIBUTORS] = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it is or does"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.name)

    def names(self) -> Iterator[str]:
        yield from text_names(self.name)
        yield from self.short_names

    @classmethod
    def named(cls, name: str, language: LanguageTag | None) -> Self:
        return cls(name=Text(name))

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        unit = "unit" in self.type
        if not unit:
            yield node, RDF.type, ORG.FormalOrganization if self.type else ORG.Organization
        if self.parent:
            parent = index.refer("org", self.parent)
            yield "parent"
            whole = index.find("org", self.parent)
            of_formal = unit and isinstance(whole, Organization) and bool(whole.type) and "unit" not in whole.type
            yield node, ORG.unitOf if of_formal else ORG.subOrganizationOf, parent
        known = set(self.names())
        for printed, seen in index.printed_names.get(node, {}).items():
            if printed not in known and seen <= index.visibility(self):
                yield node, SKOS.altLabel, literal(printed)


class Country(Record, kw_only=True):
    """A country. A place may name it without a record of its own."""

    segment: ClassVar[str] = "country"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Country, DCTERMS.Jurisdiction, DCTERMS.Location)
    shorthand: ClassVar[str] = "name"

    name: Annotated[Text, PROPER_NAME, SCHEMA.name, RDFS.label, "name of the country"]
    code: Annotated[Plain | None, SCHEMA.identifier, DCTERMS.identifier, "two letters (ISO 3166-1)"] = None
    wikidata: WikidataItem = None
    geonames: GeoNames = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.name)

    def names(self) -> Iterator[str]:
        return text_names(self.name)

    @classmethod
    def named(cls, name: str, language: LanguageTag | None) -> Self:
        return cls(name=Text(name))

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        if self.geonames is None and (identifier := self._of_code(index)):
            yield from ((node, predicate, identifier.link()) for predicate in (SCHEMA.sameAs, OWL.sameAs))

    def _of_code(self, index: Identities) -> GeoNamesId | None:
        """The identifier that follows from the code; without one from the names, where each is that of one country in its language."""
        if self.code and self.shows("code"):
            return geonames_of(self.code.upper())
        names = self.name.in_languages(self.lang or index.language)
        codes = {code_of_name(name, tag) for tag, name in names}
        return geonames_of(codes.pop()) if len(codes) == 1 else None


#: what stands in the place of a town where there is none
_VIRTUAL = frozenset((
    "online", "on-line", "virtual", "virtually", "virtual event", "virtual meeting", "online event", "remote", "zoom", "via zoom",
    "virtuell", "en ligne", "virtuel", "en línea", "virtuale", "in linea", "a distanza", "à distance", "オンライン", "线上", "в сети",
))  # fmt: skip


class Place(Record, kw_only=True):
    """A place, mostly a town, or a hall in one. The name `Berlin, Germany` names its country, too; what is no known country stays in it."""

    segment: ClassVar[str] = "place"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Place, DCTERMS.Location, GEO.SpatialThing)
    other_types: ClassVar[tuple[tuple[Iri, ...], ...]] = ((SCHEMA.VirtualLocation,),)
    shorthand: ClassVar[str] = "name"

    name: Annotated[Text, PROPER_NAME, SCHEMA.name, RDFS.label, "name of the place"]
    country: Annotated[CountryRef | None, SCHEMA.containedInPlace, "country it lies in"] = None
    part_of: Annotated[PlaceRef | None, SCHEMA.containedInPlace, "place it lies in: of a hall the town, or the building"] = None
    latitude: Annotated[Latitude | None, SCHEMA.latitude, GEO.lat, "degrees north (WGS 84)"] = None
    longitude: Annotated[GeoCoordinate | None, SCHEMA.longitude, GEO.long, "degrees east (WGS 84)"] = None
    wikidata: WikidataItem = None
    geonames: GeoNames = None
    gnd: GndItem = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(self.name, self.part_of)

    @property
    def is_virtual(self) -> bool:
        """Whether its name states that it is no place of the world: `Online`, `via Zoom`, `Graz, Austria (online)`."""
        last = (name.casefold().rstrip(")").rpartition("(") for name in text_names(self.name))
        return all(words.strip() in _VIRTUAL for *_, words in last) and not (self.country or self.part_of)

    def classes(self) -> tuple[Iri, ...]:
        return self.other_types[0] if self.is_virtual else self.types

    def names(self) -> Iterator[str]:
        for name in text_names(self.name):
            yield name
            yield from (f"{name}, {around}" for around in (self.part_of, self.country) if around)

    @classmethod
    def named(cls, name: str, language: LanguageTag | None, stated: Callable[[str], bool] = is_country) -> Self:
        *_, country = _COMMA.split(name)
        town = name[: len(name) - len(country)].rstrip(", \u060c\u3001\uff0c")
        if town and stated(country.strip()):
            return cls(name=Text(town), country=country.strip())
        return cls(name=Text(name))
