"""Persons: the owner of the CV, and others that the CV names."""

from collections.abc import Iterator
from typing import Any, ClassVar

from vitagraph.errors import quoted
from vitagraph.rdf.terms import Term, Triple, iri, literal, part, tagged
from vitagraph.rdf.vocabulary import DCTERMS, FOAF, OWL, PERSON, RDF, RDFS, SCHEMA, SKOS, VCARD, VITA, VIVO, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import Identified, as_form, derived, implies, own_node, structured, typed_as
from vitagraph.records.forms import Held
from vitagraph.records.metrics import Metrics
from vitagraph.records.organizations import text_names
from vitagraph.records.positions import stated_affiliations
from vitagraph.records.record import CONTACT, OWNER, PRIVATE, Context, Identities, Record, Resources
from vitagraph.records.references import CountryRef, OrganizationRef, PlaceRef
from vitagraph.records.same_things import GndItem, IsniItem, ViafItem, WikidataItem
from vitagraph.values import (
    DblpId,
    Email,
    FullName,
    OpenAlexAuthorId,
    Orcid,
    OwnFile,
    PartialDate,
    PersonName,
    Phone,
    Plain,
    ResearcherId,
    ScopusAuthorId,
    Text,
    Url,
    first_date,
    joined_slugs,
    slug,
    whole_slug,
)


def within(person: str, identifier: str) -> str:
    """The id of a record nested in a person: that of the owner without the id of the person."""
    return identifier if person in ("", OWNER) else f"{person}-{identifier}"


def _segments(url: Url) -> list[str]:
    """Scheme, nothing, host and path segments of an address."""
    return url.partition("#")[0].partition("?")[0].rstrip("/").split("/")


def _last_segment(account: "Account", _: Context) -> list[Term]:
    """The name of an account that states none: the last segment of its address."""
    return [literal(name) for name in _segments(account.url)[3:][-1:] if name]


class Account(Record, kw_only=True):
    """A profile of the person on another site."""

    segment: ClassVar[str] = "account"
    types: ClassVar[tuple[Iri, ...]] = (FOAF.OnlineAccount,)
    shorthand: ClassVar[str] = "url"

    url: Annotated[Url, FOAF.page, typed_as(FOAF.Document), "address of the profile page"]
    service: Annotated[Plain | None, structured(RDFS.label), "name of the site; else derived from the address"] = None
    account_name: Annotated[
        Plain | None, FOAF.accountName, derived(_last_segment, movable=True), "name of the account; else the last segment of the address"
    ] = None

    def default_id(self, parent: str, number: int) -> str:
        return within(parent, slug(self.service_name))

    def link(self) -> Term:
        """The address of the profile page."""
        return self.url.term()

    @property
    def service_name(self) -> str:
        """The name of the site, stated or derived from its host: `github` of https://github.com/ada."""
        host = self.url.split("/")[2].rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")
        return self.service or host.rpartition(".")[0].replace(".", "-") or host

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        scheme, _, host, *path = _segments(self.url)
        name = self.account_name or (path[-1] if path else "")
        yield node, FOAF.accountServiceHomepage, iri(f"{scheme}//{host}/")
        yield node, RDFS.label, literal(f"{self.service_name}: {name}" if name else self.service_name)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        url, label = fields["url"], graph.value(node, RDFS.label)
        # A name that is more restricted than the account is not in the label, which has that of the address.
        names = (fields.get("account_name"), *_segments(url)[3:][-1:])
        service = next((label.removesuffix(f": {name}") for name in names if name and label.endswith(f": {name}")), label)
        if service and service != Account(url=url).service_name:
            fields["service"] = Plain(service)


class Address(Record, kw_only=True):
    """A postal address."""

    segment: ClassVar[str] = "address"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.PostalAddress, VCARD.Address)

    street: Annotated[Plain | None, SCHEMA.streetAddress, VCARD["street-address"], "street and number"] = None
    postal_code: Annotated[Plain | None, SCHEMA.postalCode, VCARD["postal-code"], "postal code"] = None
    locality: Annotated[Plain | None, SCHEMA.addressLocality, VCARD.locality, "town"] = None
    country_code: Annotated[Plain | None, SCHEMA.addressCountry, "country as two letters (ISO 3166-1)"] = None
    country: Annotated[Plain | None, VCARD["country-name"], "name of the country"] = None

    def default_id(self, parent: str, number: int) -> str:
        return within(parent, "home" if number == 1 else f"home-{number}")

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, RDFS.label, tagged("address", "en")


class Child(Record, kw_only=True):
    """A child of the owner: a third person and perhaps a minor, so the record has only a birth date."""

    segment: ClassVar[str] = "person"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Person, FOAF.Person)
    shorthand: ClassVar[str] = "birth_date"

    birth_date: Annotated[PartialDate | None, SCHEMA.birthDate, "birth date; the year is enough"] = None

    def default_id(self, parent: str, number: int) -> str:
        return within(parent, f"child-{number}")

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, RDFS.label, tagged("child", "en")


class Post(Record, kw_only=True):
    """A post of a person other than the owner, present or former."""

    segment: ClassVar[str] = "post"
    types: ClassVar[tuple[Iri, ...]] = (VITA.Post,)
    further_types: ClassVar[frozenset[Iri]] = frozenset((SCHEMA.OrganizationRole,))

    title: Annotated[Text, SCHEMA.roleName, RDFS.label, "title of the post"]
    organization: Annotated[OrganizationRef, SCHEMA.memberOf, "where it is"]
    dates: Held = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(parent, f"{first_date(self.dates)} {self.title}", self.organization)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, RDF.type, SCHEMA.OrganizationRole


class Occupation(Record, kw_only=True):
    """What a person does, as the CV calls it: printmaker, composer, lawyer. A post is one of `positions:`."""

    segment: ClassVar[str] = "occupation"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Occupation,)
    shorthand: ClassVar[str] = "name"

    name: Annotated[Text, SCHEMA.name, RDFS.label, "name of the occupation"]

    def default_id(self, parent: str, number: int) -> str:
        return within(parent, whole_slug(self.name))

    def names(self) -> Iterator[str]:
        return text_names(self.name)


def _given_name(person: "Person", context: Context) -> list[Term]:
    """The given names in the name of a person, where these are certain."""
    name = person.certain_name(context.language)
    return [literal(name.given)] if name.given else []


def _family_name(person: "Person", context: Context) -> list[Term]:
    """The family name in the name of a person, where it is certain; a name of one word has none."""
    name = person.certain_name(context.language)
    return [literal(name.family)] if name.family and (name.given or name.initials or person.given_name) else []


def _portrait(person: Term) -> Term:
    """The node of the portrait of a person: `#image/portrait` for the owner."""
    document, _, fragment = person.rpartition("#")
    return part(person, "image") if "/" in fragment else f"{document}#image/portrait>"


_IMAGE = ((RDF.type, SCHEMA.ImageObject), (RDF.type, FOAF.Image), (RDFS.label, tagged("portrait", "en")))


class Person(Record, kw_only=True):
    """A person. Under `person:` the owner of the CV, under `people:` others of whom the CV states more than a name."""

    segment: ClassVar[str] = "person"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Person, FOAF.Person)
    shorthand: ClassVar[str] = "name"

    name: Annotated[
        FullName | None,
        SCHEMA.name,
        FOAF.name,
        RDFS.label,
        structured(SCHEMA.familyName, FOAF.familyName, SCHEMA.givenName, FOAF.givenName),
        "full name as the person writes it",
    ] = None
    given_name: Annotated[
        Plain | None,
        SCHEMA.givenName,
        FOAF.givenName,
        derived(_given_name, movable=True),
        "given names; else derived from the name, where its form shows them",
    ] = None
    family_name: Annotated[
        Plain | None,
        SCHEMA.familyName,
        FOAF.familyName,
        derived(_family_name, movable=True),
        "family name; else derived from the name, where its form shows it",
    ] = None
    honorific_prefix: Annotated[Plain | None, SCHEMA.honorificPrefix, FOAF.title, "title before the name"] = None
    honorific_suffix: Annotated[list[Plain], SCHEMA.honorificSuffix, "title after the name"] = []
    birth_name: Annotated[
        Plain | None,
        SCHEMA.alternateName,
        SKOS.altLabel,
        PERSON.birthName,
        implies(PERSON.Person),
        "full name at birth; works under it are recognised",
    ] = None
    former_names: Annotated[list[Plain], SCHEMA.alternateName, SKOS.altLabel, "other full names, past or present"] = []
    citation_names: Annotated[list[Plain], SKOS.altLabel, "forms of the name in author lists that cannot be derived from it"] = []
    orcid: Annotated[
        Orcid | None, as_form(Orcid.link, SCHEMA.sameAs, OWL.sameAs, VIVO.orcidId), Identified("ORCID", "orcid"), "ORCID iD"
    ] = None
    wikidata: WikidataItem = None
    gnd: GndItem = None
    isni: IsniItem = None
    viaf: ViafItem = None
    scopus_author: Annotated[
        ScopusAuthorId | None,
        as_form(ScopusAuthorId.link, SCHEMA.sameAs),
        Identified("Scopus author", "scopus-author"),
        "Scopus author identifier",
    ] = None
    researcher_id: Annotated[
        ResearcherId | None, as_form(ResearcherId.link, SCHEMA.sameAs), Identified("ResearcherID", "researcher-id"), "ResearcherID"
    ] = None
    dblp: Annotated[DblpId | None, as_form(DblpId.link, SCHEMA.sameAs), Identified("dblp", "dblp"), "dblp person identifier"] = None
    openalex_author: Annotated[
        OpenAlexAuthorId | None,
        as_form(OpenAlexAuthorId.link, SCHEMA.sameAs),
        Identified("OpenAlex author", "openalex-author"),
        "OpenAlex author identifier",
    ] = None
    homepage: Annotated[Url | None, SCHEMA.url, FOAF.homepage, typed_as(FOAF.Document), "own homepage"] = None
    image: Annotated[
        OwnFile | None,
        own_node(_portrait, SCHEMA.image, FOAF.img, facts=_IMAGE),
        SCHEMA.contentUrl,
        "portrait: an address, or a file of the CV's folder",
    ] = None
    bio: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "short biography"] = None
    occupations: Annotated[list[Occupation], SCHEMA.hasOccupation, "what the person does, if no position states it: printmaker"] = []
    metrics: Metrics = []
    affiliations: Annotated[list[OrganizationRef], SCHEMA.affiliation, "where the person works, if no position states it"] = []
    posts: Annotated[list[Post], SCHEMA.memberOf, "present and former posts of another person; those of the owner are `positions:`"] = []
    profiles: Annotated[
        list[Account], FOAF.account, as_form(Account.link, SCHEMA.sameAs, in_structure=True), "profiles on other sites"
    ] = []

    email: Annotated[
        list[Email],
        CONTACT,
        SCHEMA.email,
        as_form(Email.mailbox, FOAF.mbox),
        as_form(Email.mailbox_digest, FOAF.mbox_sha1sum),
        "e-mail address",
    ] = []
    phone: Annotated[list[Phone], CONTACT, SCHEMA.telephone, as_form(Phone.link, FOAF.phone), "telephone number"] = []
    address: Annotated[list[Address], CONTACT, SCHEMA.address, VCARD.hasAddress, "postal address"] = []
    birth_date: Annotated[PartialDate | None, PRIVATE, SCHEMA.birthDate, as_form(PartialDate.month_day, FOAF.birthday), "birth date"] = None
    birth_place: Annotated[PlaceRef | None, PRIVATE, SCHEMA.birthPlace, PERSON.placeOfBirth, implies(PERSON.Person), "place of birth"] = (
        None
    )
    nationality: Annotated[
        list[CountryRef], PRIVATE, SCHEMA.nationality, PERSON.citizenship, implies(PERSON.Person), "nationality, as a country"
    ] = []
    children: Annotated[list[Child], PRIVATE, SCHEMA.children, "children"] = []

    def default_id(self, parent: str, number: int) -> str:
        return self.parsed_name.key

    def names(self) -> Iterator[str]:
        yield from filter(None, (self.name, self.birth_name, *self.former_names, *self.citation_names))

    @property
    def parsed_name(self) -> PersonName:
        """Family and given name, stated or derived from the name."""
        parsed = PersonName.parse(self.name or "", str(self.lang or ""))
        stated = self.family_name or self.given_name
        if not stated:
            return parsed
        # Where one of the two is stated, the rest of the name is the other one, unless it is initials.
        rest = (self.name or "").removesuffix(stated).removeprefix(stated).strip(" ,")
        other = "" if rest == self.name or (self.family_name and parsed.initials) else rest
        return PersonName(self.family_name or other, self.given_name or other, parsed.initials)

    def certain_name(self, language: str) -> PersonName:
        """Family and given name, stated or shown by the form of the name in a CV in a language; empty where neither is."""
        if self.family_name or self.given_name:
            return self.parsed_name
        return PersonName.certain(self.name or "", str(self.lang or ""), language)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        yield "family_name"
        yield "given_name"
        for printed, seen in index.printed_names.get(node, {}).items():
            if printed != self.name and seen <= index.visibility(self):
                yield node, SKOS.altLabel, literal(printed)
        if not (self.visibility and "profiles" in self.visibility):
            yield from ((node, SCHEMA.sameAs, profile.link()) for profile in self.profiles)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        if node == graph.owner:  # whose posts are positions
            fields.pop("posts", None)

    @classmethod
    def stated_elsewhere(cls, name: str, node: Term, graph: Resources) -> list[Term]:
        return stated_affiliations(node, graph) if name == "affiliations" else []


def family_name_in_doubt(person: Person, language: str) -> str:
    """The note on a name whose form does not show the family name, in a CV in a language; "" for other names."""
    read = person.parsed_name
    if not read.given or person.certain_name(language).family:
        return ""
    *_, before = read.given.split()
    names = f"`family_name: {read.family}` or `family_name: {before} {read.family}`" if " " in read.given else "`family_name:`"
    return f"no family name is derived from {quoted(person.name)}, which may be divided in several ways; write {names}"
