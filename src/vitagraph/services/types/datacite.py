"""DataCite's REST API (https://support.datacite.org/docs/api): data sets, software, preprints, theses with DOIs of DataCite."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vitagraph.patterns import regex
from vitagraph.services import replies
from vitagraph.services.service import Candidate, Document, Kind, Query, Service, Update, candidate, every, one_by_one
from vitagraph.values import Doi, Identifier, Isbn, Orcid

if TYPE_CHECKING:
    from vitagraph.services.client import Connection

#: relation to another DOI -> kind and role of the update
_UPDATES = {"IsObsoletedBy": ("obsoleted", "updated-by"), "IsPreviousVersionOf": ("new-version", "updated-by"),
            "Obsoletes": ("obsoleted", "update-to"), "IsNewVersionOf": ("new-version", "update-to")}  # fmt: skip

_DATE = regex(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def _find(connection: Connection, query: Query) -> list[Candidate]:
    params = {"query": f"titles.title:({query.words})", "page[size]": "5", "disable-facets": "true", "sort": "relevance"}
    return connection.get("/dois", params, lambda reply: replies.candidates(replies.listed(reply, "data"), _work))


def _record(connection: Connection, identifier: Identifier) -> Candidate | None:
    if not isinstance(identifier, Doi):
        return None
    path = f"/dois/{quote(identifier.key, safe='')}"
    return connection.get(path, {}, lambda reply: _work(replies.record(reply, "data")))


def _works(connection: Connection, identifier: Identifier) -> list[Document]:
    """The works with an ORCID iD among their creators, or one work."""
    if isinstance(identifier, Doi):
        path = f"/dois/{quote(identifier.key, safe='')}"
        return [_document(connection.get(path, {}, lambda reply: [replies.record(reply, "data")]), f"{connection.address}{path}")]

    def page(number: int) -> tuple[list[Any], int]:
        query = f'creators.nameIdentifiers.nameIdentifier:"https://orcid.org/{identifier}"'
        params = {"query": query, "page[size]": "100", "page[number]": str(number), "disable-facets": "true"}
        return connection.get("/dois", params, lambda reply: replies.page(reply, ("data",), ("meta", "total")))

    found = every(page) if isinstance(identifier, Orcid) else []
    return [_document(found, f"{connection.address}/dois")] if found else []


def _document(items: list[Any], address: str) -> Document:
    return Document("csl-json", json.dumps([_csl(one) for one in replies.at(items, "attributes")]), address)


def _csl(work: Any) -> dict[str, Any]:
    """A work as CSL-JSON, which DataCite has for single works only."""
    issued = [replies.text(one, "date") for one in replies.at(work, "dates") if replies.text(one, "dateType") == "Issued"]
    date = next((one for one in issued if _DATE.fullmatch(one)), replies.text(work, "publicationYear"))
    stated = {
        "type": replies.text(work, "types", "citeproc") or "document",
        "DOI": replies.text(work, "doi"),
        "title": replies.text(work, "titles", "title"),
        "author": [_csl_name(one) for one in replies.at(work, "creators")],
        "publisher": replies.text(work, "publisher", "name") or replies.text(work, "publisher"),
        "container-title": replies.text(work, "container", "title"),
        "issued": {"date-parts": [[int(part) for part in date.split("-")]]} if date.replace("-", "").isdigit() else {},
        "version": replies.text(work, "version"),
        "language": replies.text(work, "language"),
        "URL": replies.text(work, "url"),
    }
    return {name: value for name, value in stated.items() if value}


def _csl_name(person: Any) -> dict[str, str]:
    given, family = replies.text(person, "givenName"), replies.text(person, "familyName")
    return {"given": given, "family": family} if given and family else {"literal": replies.text(person, "name")}


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
    registers=(Doi,),
    search=one_by_one(_find),
    record=_record,
    works=_works,
    lists=(Orcid,),
    limits="500 requests in five minutes, 1,000 with `VITAGRAPH_CONTACT`",
    sent="the words of the title; DOIs and ORCID iDs",
    address="https://api.datacite.org",
    pause=0.6,
)
