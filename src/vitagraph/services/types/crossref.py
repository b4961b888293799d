"""Crossref's REST API (https://www.crossref.org/documentation/retrieve-metadata/rest-api/): works, journals, and funders."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vitagraph.services import replies
from vitagraph.services.service import Candidate, Document, Kind, Query, Service, Update, candidate, every, one_by_one
from vitagraph.values import Doi, Identifier, Isbn, Issn, Orcid

if TYPE_CHECKING:
    from vitagraph.services.client import Connection

_MOST = "5"
#: works on one page of the list for a person
_PAGE = "100"
_FIELDS = "DOI,title,original-title,author,editor,issued,container-title,page,ISSN,ISBN,score,update-to,type"
#: the DOIs of funders (https://www.crossref.org/documentation/funder-registry/)
_FUNDER = "10.13039/"


def _find(connection: Connection, query: Query) -> list[Candidate]:
    path, make = {Kind.WORK: ("/works", _work), Kind.JOURNAL: ("/journals", _journal), Kind.ORGANIZATION: ("/funders", _funder)}[query.kind]
    params = {"query": query.name, "rows": _MOST}
    if query.kind == Kind.WORK:
        facts = query.facts
        words = (query.name, *facts.people[:1], facts.container, facts.year)
        params = {"query.bibliographic": " ".join(filter(None, words)), "rows": _MOST, "select": _FIELDS}
    return connection.get(path, params, lambda reply: replies.candidates(replies.listed(reply, "message", "items"), make))


def _record(connection: Connection, identifier: Identifier) -> Candidate | None:
    if isinstance(identifier, Issn):
        path, make = f"/journals/{identifier}", _journal
    elif isinstance(identifier, Doi) and identifier.key.startswith(_FUNDER):
        path, make = f"/funders/{quote(identifier.key.removeprefix(_FUNDER), safe='')}", _funder
    elif isinstance(identifier, Doi):
        path, make = f"/works/{quote(identifier.key, safe='')}", _work
    else:
        return None
    return connection.get(path, {}, lambda reply: make(replies.record(reply, "message")))


def _works(connection: Connection, identifier: Identifier) -> list[Document]:
    """The works with an ORCID iD that their publishers have deposited, or one work: items that are nearly CSL-JSON."""
    if isinstance(identifier, Doi):
        path = f"/works/{quote(identifier.key, safe='')}"
        return [_document(connection.get(path, {}, lambda reply: [replies.record(reply, "message")]), f"{connection.address}{path}")]

    def page(number: int) -> tuple[list[Any], int]:
        params = {"filter": f"orcid:{identifier}", "rows": _PAGE, "offset": str((number - 1) * int(_PAGE))}
        return connection.get("/works", params, lambda reply: replies.page(reply, ("message", "items"), ("message", "total-results")))

    found = every(page) if isinstance(identifier, Orcid) else []
    return [_document(found, f"{connection.address}/works")] if found else []


def _document(items: list[Any], address: str) -> Document:
    return Document("csl-json", json.dumps([one for one in items if isinstance(one, dict) and "type" in one]), address)


def _work(item: dict[str, Any]) -> Candidate | None:
    people = replies.at(item, "author") or replies.at(item, "editor")  # an article has the editors who handled it, too
    return candidate(
        Kind.WORK,
        [*replies.identified(Doi, replies.texts(item, "DOI")), *replies.identified(Isbn, replies.texts(item, "ISBN"))],
        replies.names((*replies.texts(item, "title"), *replies.texts(item, "original-title")), replies.text(item, "language")),
        description=replies.text(item, "type"),
        score=replies.number(item, "score"),
        updates=tuple(_updates(item)),
        year=replies.date(item, "issued")[:4],
        container=replies.text(item, "container-title"),
        pages=replies.text(item, "page"),
        people=tuple(filter(None, map(_name, people))),
    )


def _name(person: Any) -> str:
    return " ".join(filter(None, (replies.text(person, "given"), replies.text(person, "family")))) or replies.text(person, "name")


def _updates(item: dict[str, Any]) -> Iterator[Update]:
    """The notices about this work, and the works about which it is a notice."""
    for role in ("updated-by", "update-to"):
        for one in replies.at(item, role):
            other = replies.identified(Doi, replies.texts(one, "DOI"))
            yield Update(replies.text(one, "type") or "update", role, next(iter(other), None), replies.date(one, "updated"))


def _journal(item: dict[str, Any]) -> Candidate | None:
    issns = replies.identified(Issn, replies.texts(item, "ISSN"))
    typed = replies.at(item, "issn-type")
    electronic = replies.identified(Issn, replies.texts([one for one in typed if replies.text(one, "type") == "electronic"], "value"))
    return candidate(
        Kind.JOURNAL,
        issns,
        replies.names(replies.texts(item, "title")),
        description=replies.text(item, "publisher"),
        electronic=tuple(electronic),
    )


def _funder(item: dict[str, Any]) -> Candidate | None:
    return candidate(
        Kind.ORGANIZATION,
        replies.identified(Doi, replies.texts(item, "uri")),
        replies.names((*replies.texts(item, "name"), *replies.texts(item, "alt-names"))),
        country=replies.text(item, "location"),
    )


SERVICE = Service(
    name="crossref",
    order=10,
    label="Crossref",
    documentation="https://www.crossref.org/documentation/retrieve-metadata/rest-api/",
    kinds=(Kind.WORK, Kind.JOURNAL, Kind.ORGANIZATION),
    schemes=(Doi, Issn),
    registers=(Doi, Issn),
    search=one_by_one(_find),
    record=_record,
    works=_works,
    lists=(Orcid,),
    limits="as its headers state: five to ten requests a second, more with `VITAGRAPH_CONTACT`",
    sent="of a work its title, first author, container and year; of a journal or funder its name; ISSNs, DOIs and ORCID iDs",
    address="https://api.crossref.org",
)
