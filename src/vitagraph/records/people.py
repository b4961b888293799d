"""People: the owner of the CV, and those the CV mentions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, iri, literal, part, tagged
from vitagraph.rdf.vocabulary import DCTERMS, FOAF, OWL, PERSON, RDF, RDFS, SCHEMA, SKOS, VCARD, VIVO, Iri
from vitagraph.records.record import CONTACT, OWNER, PRIVATE, Identified, Record, as_form, implies, structured, typed_as
from vitagraph.records.references import CountryRef, OrganizationRef, PlaceRef
from vitagraph.values import Email, FullName, Orcid, PartialDate, PersonName, Phone, Plain, Text, Url, WikidataId, slug

if TYPE_CHECKING:
    from vitagraph.records.facts import Resources
    from vitagraph.records.index import Index


def within(person: str, identifier: str) -> str:
    """The id of something that a person has: the owner's needs no further name."""
    return identifier if person in ("", OWNER) else f"{person}-{identifier}"


class Account(Record, kw_only=True):
    """A profile of the person on another site."""

    segment: ClassVar[str] = "account"
    types: ClassVar[tuple[Iri, ...]] = (FOAF.OnlineAccount,)
    shorthand: ClassVar[str] = "url"

    url: Annotated[Url, FOAF.page, typed_as(FOAF.Document), "address of the profile page"]
    service: Annotated[Plain | None, structured(RDFS.label), "name of the site; else taken from the address"] = None
    account_name: Annotated[Plain | None, FOAF.accountName, "name of the account; else the address's last part"] = None

    def default_id(self, parent: str, number: int) -> str:
        return within(parent, slug(self.service_name))

    def link(self) -> Term:
        """The address of the profile page."""
        return self.url.term()

    @property
    def service_name(self) -> str:
        """The site's name, stated or taken from its host: `github` of https://github.com/ada."""
        host = self.url.split("/")[2].rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")
        return self.service or host.rpartition(".")[0].replace(".", "-") or host

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        scheme, _, host, *steps = self.url.partition("#")[0].partition("?")[0].rstrip("/").split("/")
        name = self.account_name or (steps[-1] if steps else "")
        yield node, FOAF.accountServiceHomepage, iri(f"{scheme}//{host}/")
        yield node, RDFS.label, literal(f"{self.service_name}: {name}" if name else self.service_name)
        if name and not self.account_name:
            yield node, FOAF.accountName, literal(name)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        url, name = fields["url"], fields.get("account_name") or ""
        label = facts.value(node, RDFS.label)
        service = label.removesuffix(f": {name}") if name else label
        if service != Account(url=url).service_name:
            fields["service"] = Plain(service)
        if name and name == url.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2]:
            del fields["account_name"]


class Address(Record, kw_only=True):
    """A postal address."""

    segment: ClassVar[str] = "address"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.PostalAddress, VCARD.Address)

    street: Annotated[Plain | None, SCHEMA.streetAddress, VCARD["street-address"], "street and number"] = None
    postal_code: Annotated[Plain | None, SCHEMA.postalCode, VCARD["postal-code"], "postal code"] = None
    locality: Annotated[Plain | None, SCHEMA.addressLocality, VCARD.locality, "town"] = None
    country_code: Annotated[Plain | None, SCHEMA.addressCountry, "country as two letters (ISO 3166-1)"] = None
    country: Annotated[Plain | None, VCARD["country-name"], "country in words"] = None

    def default_id(self, parent: str, number: int) -> str:
        return within(parent, "home" if number == 1 else f"home-{number}")

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        yield node, RDFS.label, tagged("address", "en")


class Child(Record, kw_only=True):
    """A child of the owner: a third person and perhaps a minor, so never more than a birth date."""

    segment: ClassVar[str] = "person"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Person, FOAF.Person)
    shorthand: ClassVar[str] = "birth_date"

    birth_date: Annotated[PartialDate | None, SCHEMA.birthDate, "birth date; the year will do"] = None

    def default_id(self, parent: str, number: int) -> str:
        return within(parent, f"child-{number}")

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        yield node, RDFS.label, tagged("child", "en")


class Person(Record, kw_only=True):
    """A person. Under `person:` the owner of the CV, under `people:` anyone the CV mentions and knows more of than a name."""

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
    given_name: Annotated[Plain | None, SCHEMA.givenName, FOAF.givenName, "given names; else taken from the name"] = None
    family_name: Annotated[Plain | None, SCHEMA.familyName, FOAF.familyName, "family name; else taken from the name"] = None
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
    citation_names: Annotated[list[Plain], SKOS.altLabel, "forms of the name in author lists that are not recognised by themselves"] = []
    orcid: Annotated[
        Orcid | None, as_form(Orcid.link, SCHEMA.sameAs, OWL.sameAs, VIVO.orcidId), Identified("ORCID", "orcid"), "ORCID iD"
    ] = None
    wikidata: Annotated[
        WikidataId | None, as_form(WikidataId.link, SCHEMA.sameAs, OWL.sameAs), Identified("Wikidata", "wikidata"), "Wikidata item"
    ] = None
    homepage: Annotated[Url | None, SCHEMA.url, FOAF.homepage, typed_as(FOAF.Document), "own homepage"] = None
    image: Annotated[Url | None, structured(SCHEMA.image, FOAF.img, SCHEMA.contentUrl), "portrait"] = None
    bio: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "short biography"] = None
    affiliations: Annotated[list[OrganizationRef], SCHEMA.affiliation, "where the person works, if no position says so"] = []
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
        """Family and given name, stated or taken from the name."""
        parsed = PersonName.parse(self.name or "")
        stated = self.family_name or self.given_name
        if not stated:
            return parsed
        # Where one of the two is stated, the rest of the name is the other one, unless it is initials.
        rest = (self.name or "").removesuffix(stated).removeprefix(stated).strip(" ,")
        other = "" if rest == self.name or (self.family_name and parsed.initials) else rest
        return PersonName(self.family_name or other, self.given_name or other, parsed.initials)

    def structure(self, node: Term, index: "Index") -> Iterator[Triple]:
        parsed = self.parsed_name
        if parsed.family and not self.family_name:
            yield from ((node, predicate, literal(parsed.family)) for predicate in (SCHEMA.familyName, FOAF.familyName))
        if parsed.given and not self.given_name:
            yield from ((node, predicate, literal(parsed.given)) for predicate in (SCHEMA.givenName, FOAF.givenName))
        for printed, seen in index.printed_names.get(node, {}).items():
            if printed != self.name and seen <= index.visibility(self):
                yield node, SKOS.altLabel, literal(printed)
        if not (self.visibility and "profiles" in self.visibility):
            yield from ((node, SCHEMA.sameAs, profile.link()) for profile in self.profiles)
        if self.image:
            yield from self._portrait(node)

    def _portrait(self, node: Term) -> Iterator[Triple]:
        image = part(node, "image") if "/" in node.rpartition("#")[2] else f"{node.rpartition('#')[0]}#image/portrait>"
        yield node, SCHEMA.image, image
        yield node, FOAF.img, image
        yield image, RDF.type, SCHEMA.ImageObject
        yield image, RDF.type, FOAF.Image
        yield image, RDFS.label, tagged("portrait", "en")
        yield image, SCHEMA.contentUrl, iri(self.image or "")

    @classmethod
    def told_elsewhere(cls, name: str, node: Term, facts: "Resources") -> list[Term]:
        return facts.objects(node, SCHEMA.worksFor) if name == "affiliations" else []  # the organizations of present positions

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, facts: "Resources") -> None:
        stated = {name: fields.pop(name) for name in ("family_name", "given_name") if fields.get(name)}
        wanted = (stated.get("family_name", ""), stated.get("given_name", ""))
        for names in ((), ("family_name",), ("given_name",), ("family_name", "given_name")):
            some = {name: stated[name] for name in names if name in stated}
            parsed = Person(name=fields.get("name"), **some).parsed_name
            if (parsed.family, parsed.given) == wanted:
                fields |= some
                break
        for image in facts.objects(node, SCHEMA.image):
            fields["image"] = Url(facts.value(image, SCHEMA.contentUrl))
