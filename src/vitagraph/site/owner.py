"""The owner, for the head of the page."""

from __future__ import annotations

from typing import NamedTuple

from vitagraph.records import Person
from vitagraph.records.identifiers import identifiers
from vitagraph.site.entries import entry
from vitagraph.site.entries.default import other_facts
from vitagraph.site.entries.entry import Entry, anchor_of, identifier_links, paragraphs
from vitagraph.site.entries.order import is_present
from vitagraph.site.localization import Localized, Localizer
from vitagraph.site.portrait import Shown
from vitagraph.site.site_names import host
from vitagraph.values import whole_slug

#: the fields of the owner that the head of the page shows; parts and citation forms of the name are not repeated
_SHOWN = (
    "name given_name family_name honorific_prefix honorific_suffix birth_name former_names citation_names orcid wikidata gnd isni viaf "
    "scopus_author researcher_id dblp openalex_author homepage image bio"
    " profiles email phone address"
)


class ProfileLink(NamedTuple):
    """A link to another page about the owner; `me` where that page is the owner's own."""

    label: str
    url: str
    me: bool = False
    anchor: str = ""


class Group(NamedTuple):
    """The topics of an area, or those without one: the area is None."""

    area: Entry | None
    topics: list[Entry]


class Owner(NamedTuple):
    """Name, roles, links, biography, other facts; contact facts only where the index has them."""

    name: str
    prefix: str
    suffix: str
    image: Shown
    roles: list[Entry]
    links: list[ProfileLink]
    bio: list[Localized]
    interests: list[Group]
    other_names: list[str]
    contact: list[ProfileLink]
    facts: list[Localized]


def owner(localizer: Localizer, image: Shown) -> Owner:
    """The owner of the CV, with the portrait and up to three present positions, posts first."""
    index = localizer.index
    person = index.cv.person
    other = other_facts(person, localizer, frozenset(_SHOWN.split()))
    present = [position for position in index.cv.positions if position.organization and is_present(position, index)]
    return Owner(
        person.name or index.document,
        person.honorific_prefix or "",
        ", ".join(person.honorific_suffix),
        image,
        [_without_anchors(entry(position, localizer)) for position in sorted(present, key=lambda one: not one.is_post)[:3]],
        [*_links(person, localizer), *(ProfileLink(link.label, link.url) for link in other.links)],
        paragraphs(localizer.text(person.bio, person)),
        interests(localizer),
        [*filter(None, [person.birth_name]), *person.former_names],
        _contact(person),
        [
            *_occupations(person, localizer),
            *other.marks,
            *other.where,
            *other.text,
            *(_figure(entry(one, localizer), localizer) for one in person.metrics),
        ],
    )


def _occupations(person: Person, localizer: Localizer) -> list[Localized]:
    """The occupations, the first with the label of the field."""
    named = [(localizer.text(one.name, one), anchor_of(one, localizer.index)) for one in person.occupations]
    pieces = [name._replace(anchor=anchor) for name, anchor in named if name]
    return [one._replace(label="" if place else localizer.field("occupations"), follows=place > 0) for place, one in enumerate(pieces)]


def interests(localizer: Localizer) -> list[Group]:
    """The research interests in the areas under which the CV lists them; an interest that is such an area stands for it."""
    topics = {anchor_of(topic, localizer.index): topic for topic in localizer.index.cv.interests}
    entries = {
        anchor: Entry(anchor, localizer.text(topic.name, topic) or Localized(""), links=identifier_links(topic))
        for anchor, topic in topics.items()
    }
    areas: dict[str, Entry | None] = {"": None}
    listed: dict[str, list[Entry]] = {"": []}
    for topic in topics.values():
        if topic.area and (anchor := area_anchor(topic.area)) not in areas:
            heading = entries.get(anchor) or Entry(anchor, localizer.word(topic.area, topic))
            is_listed = anchor in topics and topics[anchor].area
            areas[anchor], listed[anchor] = heading._replace(anchor="", links=()) if is_listed else heading, []
    for anchor, topic in topics.items():
        if topic.area or anchor not in areas:
            listed[area_anchor(topic.area) if topic.area else ""].append(entries[anchor])
    return [Group(areas[anchor], found) for anchor, found in listed.items() if found]


def area_anchor(area: str) -> str:
    """The fragment of the topic that an area is."""
    return f"topic/{whole_slug(area)}"


def _figure(metric: Entry, localizer: Localizer) -> Localized:
    """A figure of the owner in one line: `h-index: 21 (Jun 2024; Counted by: Scopus)`, with its address."""
    behind = "; ".join(filter(None, (metric.when, *map(localizer.line, metric.where))))
    href = next((link.url for link in metric.links), "")
    return metric.title._replace(text=f"{metric.title} ({behind})" if behind else str(metric.title), href=href, anchor=metric.anchor)


def _without_anchors(role: Entry) -> Entry:
    """A role whose pieces have no place of their own in the page: its entry below has these."""
    return role._replace(where=[piece._replace(anchor="") for piece in role.where])


def _links(person: Person, localizer: Localizer) -> list[ProfileLink]:
    links = []
    if person.homepage:
        links.append(ProfileLink(host(person.homepage), person.homepage, me=True))
    for field, value in identifiers(person):
        links.append(ProfileLink(f"{field.label} {value}", value.address(), me=value.scheme.profile))
    for profile in person.profiles:
        name = profile.service or host(profile.url)
        links.append(ProfileLink(name, profile.url, me=True, anchor=anchor_of(profile, localizer.index)))
    return links


def _contact(person: Person) -> list[ProfileLink]:
    """E-mail, telephone, address: the public view of a CV has none."""
    addresses = [
        ", ".join(filter(None, (one.street, " ".join(filter(None, (one.postal_code, one.locality))), one.country)))
        for one in person.address
    ]
    return [
        *(ProfileLink(email, f"mailto:{email}") for email in person.email),
        *(ProfileLink(phone, phone.link()[1:-1]) for phone in person.phone),
        *(ProfileLink(address, "") for address in addresses if address),
    ]
