"""DataCite's REST API (https://support.datacite.org/docs/api): data sets, software, preprints, theses with DOIs of DataCite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vitagraph.services import replies
from vitagraph.services.service import Candidate, Kind, Query, Service, Update, candidate, one_by_one
from vitagraph.values import Doi, Identifier, Isbn

if TYPE_CHECKING:
    from vitagraph.services.client import Connection

#: relation to another DOI -> kind and role of the update
_UPDATES = {"IsObsoletedBy": ("obsoleted", "updated-by"), "IsPreviousVersionOf": ("new-version", "updated-by"),
            "Obsoletes": ("obsoleted", "update-to"), "IsNewVersionOf": ("new-version", "update-to")}  # fmt: skip


def _find(connection: Connection, query: Query) -> list[Candidate]:
    params = {"query": f"titles.title:({query.words})", "page[size]": "5", "disable-facets": "true", "sort": "relevance"}
    return connection.get("/dois", params, lambda reply: replies.candidates(replies.listed(reply, "data"), _work))


def _record(connection: Connection, identifier: Identifier) -> Candidate | None:
    if not isinstance(identifier, Doi):
        return None
    path = f"/dois/{quote(identifier.key, safe='')}"
    return connection.get(path, {}, lambda reply: _work(replies.record(reply, "data")))


def _work(item: dict[str, Any]) -> Candidate | None:
    work = item.get("attributes")
    same = [one for one in replies.at(work, "relatedIdentifiers") if replies.text(one, "relationType") == "IsIdenticalTo"]
    container = replies.at(work, "container")
    return candidate(
        Kind.WORK,
        [
            *replies.identified(Doi, replies.texts(work, "doi")),
            *replies.identified(Doi, replies.texts(same, "relatedIdentifier")),
            *replies.identified(Isbn, replies.texts(work, "identifiers", "identifier")),
        ],
        [
            name
            for one in replies.at(work, "titles")
            for name in replies.names(replies.texts(one, "title"), replies.text(one, "lang").lower())
        ],
        description=replies.text(work, "types", "resourceTypeGeneral"),
        updates=tuple(_updates(work)),
        year=replies.text(work, "publicationYear"),
        container=replies.text(container, "title") or replies.text(work, "publisher", "name") or replies.text(work, "publisher"),
        pages="-".join(filter(None, (replies.text(container, "firstPage"), replies.text(container, "lastPage")))),
        people=tuple(filter(None, map(_name, replies.at(work, "creators")))),
    )


def _name(person: Any) -> str:
    parts = (replies.text(person, "givenName"), replies.text(person, "familyName"))
    return " ".join(filter(None, parts)) or replies.text(person, "name")


def _updates(work: Any) -> Iterator[Update]:
    for one in replies.at(work, "relatedIdentifiers"):
        if update := _UPDATES.get(replies.text(one, "relationType")):
            yield Update(*update, next(iter(replies.identified(Doi, replies.texts(one, "relatedIdentifier"))), None))


SERVICE = Service(
    name="datacite",
    order=20,
    label="DataCite",
    documentation="https://support.datacite.org/docs/api",
    kinds=(Kind.WORK,),
    schemes=(Doi,),
    search=one_by_one(_find),
    record=_record,
    limits="500 requests in five minutes, 1,000 with `VITAGRAPH_CONTACT`",
    sent="the words of the title; DOIs",
    address="https://api.datacite.org",
    pause=0.6,
)
