"""ORCID's public API, version 3.0 (https://info.orcid.org/documentation/api-tutorials/): people by name, and their public records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vitagraph.services import replies
from vitagraph.services.service import Candidate, Document, Kind, Query, Service, candidate, one_by_one
from vitagraph.values import Identifier, Isni, OpenAlexAuthorId, Orcid, PersonName, ResearcherId, ScopusAuthorId

if TYPE_CHECKING:
    from vitagraph.services.client import Connection

#: schemes by the type of an external identifier
_SCHEMES: dict[str, type[Identifier]] = {
    "Scopus Author ID": ScopusAuthorId, "ResearcherID": ResearcherId, "ISNI": Isni, "OpenAlex": OpenAlexAuthorId,
}  # fmt: skip
#: how many full works ORCID returns at once
_BULK = 100
_AFFILIATIONS = ("employments", "educations", "qualifications", "invited-positions", "distinctions", "memberships", "services")


def _find(connection: Connection, query: Query) -> list[Candidate]:
    name = PersonName.parse(query.name, query.names[0].language)
    given = _phrase(name.given) if name.given else f"{name.initials[0]}*" if name.initials[:1].isalpha() else ""
    names = f"family-name:{_phrase(name.family)} AND given-names:{given}" if name.family and given else f"text:{_phrase(query.name)}"
    return connection.get("/expanded-search/", {"q": names, "rows": "10"}, _people)


def _phrase(value: str) -> str:
    """A value as a phrase of Solr, in which no character is an operator."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _people(reply: Any) -> list[Candidate]:
    found = replies.record(reply)
    if "expanded-result" not in found:
        raise ValueError("there is no expanded-result")
    return replies.candidates(replies.at(found, "expanded-result"), _person)  # null where there is none


def _person(item: dict[str, Any]) -> Candidate | None:
    name = " ".join(filter(None, (replies.text(item, "given-names"), replies.text(item, "family-names"))))
    names = (*replies.texts(item, "credit-name"), name, *replies.texts(item, "other-name"))
    orcid = replies.identified(Orcid, replies.texts(item, "orcid-id"))
    return candidate(Kind.PERSON, orcid, replies.names(names), affiliations=replies.texts(item, "institution-name"))


def _record(connection: Connection, identifier: Identifier) -> Candidate | None:
    if not isinstance(identifier, Orcid):
        return None
    return connection.get(f"/{identifier}/record", {}, _public)


def _works(connection: Connection, identifier: Identifier) -> list[Document]:
    """The record with its full works: the summaries in it name no contributors."""
    if not isinstance(identifier, Orcid):
        return []

    def own(reply: Any) -> dict[str, Any]:
        if replies.text(reply, "orcid-identifier", "path") != identifier:
            raise ValueError("it is the record of another iD")
        return replies.record(reply)

    found = connection.get(f"/{identifier}/record", {}, own)
    codes = replies.texts(found, "activities-summary", "works", "group", "work-summary", "put-code")
    bulk: list[Any] = []
    for start in range(0, len(codes), _BULK):
        path = f"/{identifier}/works/{','.join(codes[start : start + _BULK])}"
        bulk += connection.get(path, {}, lambda reply: replies.listed(reply, "bulk"))
    return [Document("orcid", json.dumps(found | {"bulk": bulk}), f"{connection.address}/{identifier}/record")]


def _public(reply: Any) -> Candidate | None:
    """The person of a record; nothing of it is contact data."""
    person = replies.record(reply, "person")
    name = " ".join(filter(None, (replies.text(person, "name", part, "value") for part in ("given-names", "family-name"))))
    others = replies.texts(person, "other-names", "other-name", "content")
    external = replies.at(person, "external-identifiers", "external-identifier")
    summaries = [one for part in _AFFILIATIONS for one in replies.at(reply, "activities-summary", part, "affiliation-group", "summaries")]
    organizations = [
        found for one in summaries if isinstance(one, dict) for found in replies.texts([*one.values()], "organization", "name")
    ]
    return candidate(
        Kind.PERSON,
        [
            *replies.identified(Orcid, replies.texts(reply, "orcid-identifier", "path")),
            *(
                found
                for one in external
                if (scheme := _SCHEMES.get(replies.text(one, "external-id-type")))
                for found in replies.identified(scheme, replies.texts(one, "external-id-value"))
            ),
        ],
        replies.names((*replies.texts(person, "name", "credit-name", "value"), name, *others)),
        affiliations=tuple(dict.fromkeys(organizations)),
        country=replies.text(person, "addresses", "address", "country", "value"),
    )


SERVICE = Service(
    name="orcid",
    order=50,
    label="ORCID",
    documentation="https://info.orcid.org/documentation/api-tutorials/",
    kinds=(Kind.PERSON,),
    schemes=(Orcid,),
    registers=(Orcid,),
    search=one_by_one(_find),
    record=_record,
    works=_works,
    lists=(Orcid,),
    limits="twelve requests a second, 10,000 a day",
    sent="given and family name; ORCID iDs",
    address="https://pub.orcid.org/v3.0",
    pause=0.1,
)
