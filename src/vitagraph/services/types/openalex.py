"""OpenAlex (https://developers.openalex.org): works, authors, institutions, sources, topics."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vitagraph.services import replies
from vitagraph.services.service import Candidate, Document, Kind, Query, Service, Update, candidate, every, one_by_one
from vitagraph.values import (
    Doi,
    Identifier,
    Issn,
    OpenAlexAuthorId,
    OpenAlexId,
    OpenAlexInstitutionId,
    OpenAlexSourceId,
    OpenAlexTopicId,
    Orcid,
    PmcId,
    PubMedId,
    RorId,
    WikidataId,
)

if TYPE_CHECKING:
    from vitagraph.services.client import Connection


def _find(connection: Connection, query: Query) -> list[Candidate]:
    path, make = _ENTITIES[query.kind]
    params = {"search": query.words, "per_page": "5"}
    return connection.get(path, params, lambda reply: replies.candidates(replies.listed(reply, "results"), make))


def _record(connection: Connection, identifier: Identifier) -> Candidate | None:
    if type(identifier) not in _OF_IDENTIFIERS:
        return None
    kind, prefix = _OF_IDENTIFIERS[type(identifier)]
    path, make = _ENTITIES[kind]
    return connection.get(f"{path}/{prefix}{quote(identifier.key, safe='')}", {}, lambda reply: make(replies.record(reply)))


def _works(connection: Connection, identifier: Identifier) -> list[Document]:
    """The works of an author, by ORCID iD or by the identifier of OpenAlex, or one work."""
    if isinstance(identifier, Doi):
        path = f"/works/doi:{quote(identifier.key, safe='')}"
        return [_document(connection.get(path, {}, lambda reply: [replies.record(reply)]), f"{connection.address}{path}")]
    author = f"orcid:https://orcid.org/{identifier}" if isinstance(identifier, Orcid) else f"id:{identifier}"

    def page(number: int) -> tuple[list[Any], int]:
        params = {"filter": f"author.{author}", "per_page": "100", "page": str(number)}
        return connection.get("/works", params, lambda reply: replies.page(reply, ("results",), ("meta", "count")))

    found = every(page) if isinstance(identifier, (Orcid, OpenAlexAuthorId)) else []
    return [_document(found, f"{connection.address}/works")] if found else []


def _document(items: list[Any], address: str) -> Document:
    return Document("openalex", json.dumps({"results": [one for one in items if isinstance(one, dict)]}), address)


def _work(item: dict[str, Any]) -> Candidate | None:
    biblio, people = replies.at(item, "biblio"), replies.at(item, "authorships")
    return candidate(
        Kind.WORK,
        _ids(item, (Doi, "doi"), (OpenAlexId, "openalex"), (PubMedId, "pmid"), (PmcId, "pmcid")),
        replies.names(replies.texts(item, "display_name"), replies.text(item, "language")),
        address=replies.text(item, "id"),
        description=replies.text(item, "type"),
        score=replies.number(item, "relevance_score"),
        updates=(Update("retraction", "updated-by"),) if item.get("is_retracted") is True else (),
        year=replies.text(item, "publication_year"),
        container=replies.text(item, "primary_location", "source", "display_name"),
        pages="-".join(dict.fromkeys(filter(None, (replies.text(biblio, "first_page"), replies.text(biblio, "last_page"))))),
        people=tuple(filter(None, (replies.text(one, "raw_author_name") or replies.text(one, "author", "display_name") for one in people))),
    )


def _author(item: dict[str, Any]) -> Candidate | None:
    return candidate(
        Kind.PERSON,
        _ids(item, (Orcid, "orcid"), (OpenAlexAuthorId, "openalex")),
        _names(item, "display_name_alternatives"),
        address=replies.text(item, "id"),
        score=replies.number(item, "relevance_score"),
        affiliations=replies.texts(item, "affiliations", "institution", "display_name"),
    )


def _institution(item: dict[str, Any]) -> Candidate | None:
    return candidate(
        Kind.ORGANIZATION,
        [*_ids(item, (RorId, "ror"), (WikidataId, "wikidata")), *_own(item, OpenAlexInstitutionId)],
        _names(item, "display_name_alternatives"),
        iri="" if replies.text(item, "ids", "ror") else replies.text(item, "id"),
        address=replies.text(item, "id"),
        description=replies.text(item, "type"),
        score=replies.number(item, "relevance_score"),
        place=replies.text(item, "geo", "city"),
        country=replies.text(item, "country_code"),
    )


def _source(item: dict[str, Any]) -> Candidate | None:
    issns = replies.identified(Issn, (*replies.texts(item, "issn_l"), *replies.texts(item, "issn")))
    return candidate(
        Kind.JOURNAL,
        [*issns, *_ids(item, (WikidataId, "wikidata")), *_own(item, OpenAlexSourceId)],
        _names(item, "alternate_titles"),
        iri="" if issns else replies.text(item, "id"),
        address=replies.text(item, "id"),
        description=replies.text(item, "host_organization_name"),
        score=replies.number(item, "relevance_score"),
    )


def _topic(item: dict[str, Any]) -> Candidate | None:
    iri = replies.text(item, "id")
    field = replies.text(item, "subfield", "display_name")
    return candidate(
        Kind.TOPIC,
        [*_own(item, OpenAlexTopicId), *_ids(item, (WikidataId, "wikidata"))],
        _names(item, "keywords"),
        iri=iri,
        description=field,
        score=replies.number(item, "relevance_score"),
    )


def _own(item: dict[str, Any], scheme: type[Identifier]) -> list[Identifier]:
    """The identifier of OpenAlex itself."""
    return replies.of_addresses((scheme,), replies.texts(item, "id"))


def _ids(item: dict[str, Any], *schemes: tuple[type[Identifier], str]) -> list[Identifier]:
    return [one for scheme, key in schemes for one in replies.identified(scheme, replies.texts(item, "ids", key))]


def _names(item: dict[str, Any], others: str) -> Any:
    return replies.names((*replies.texts(item, "display_name"), *replies.texts(item, others)))


#: kind -> path, and how an item becomes a candidate
_ENTITIES: dict[Kind, tuple[str, Callable[[dict[str, Any]], Candidate | None]]] = {
    Kind.WORK: ("/works", _work), Kind.PERSON: ("/authors", _author), Kind.ORGANIZATION: ("/institutions", _institution),
    Kind.JOURNAL: ("/sources", _source), Kind.TOPIC: ("/topics", _topic),
}  # fmt: skip
#: scheme -> kind, and what stands before the identifier in a path
_OF_IDENTIFIERS: dict[type[Identifier], tuple[Kind, str]] = {
    Doi: (Kind.WORK, "doi:"), OpenAlexId: (Kind.WORK, ""), PubMedId: (Kind.WORK, "pmid:"),
    Orcid: (Kind.PERSON, "orcid:"), OpenAlexAuthorId: (Kind.PERSON, ""),
    RorId: (Kind.ORGANIZATION, "ror:"), Issn: (Kind.JOURNAL, "issn:"),
}  # fmt: skip

SERVICE = Service(
    name="openalex",
    order=30,
    label="OpenAlex",
    documentation="https://developers.openalex.org",
    kinds=(Kind.WORK, Kind.PERSON, Kind.ORGANIZATION, Kind.JOURNAL, Kind.TOPIC),
    schemes=(Doi, OpenAlexId, OpenAlexAuthorId, Orcid, RorId, OpenAlexInstitutionId, Issn, OpenAlexSourceId, OpenAlexTopicId),
    search=one_by_one(_find),
    record=_record,
    works=_works,
    lists=(Orcid, OpenAlexAuthorId),
    limits="a budget of $0.10 a day, of $1 with the free key in `VITAGRAPH_OPENALEX_KEY`; a search is $0.001, a record free",
    sent="the words of the name; DOIs, ORCID iDs, ROR identifiers, ISSNs, PubMed identifiers; the key",
    address="https://api.openalex.org",
    pause=0.1,
    key_parameter="api_key",
)
