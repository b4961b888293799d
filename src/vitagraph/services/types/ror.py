"""ROR's API, version 2 (https://ror.readme.io/docs/rest-api): organizations by a printed affiliation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vitagraph.services import replies
from vitagraph.services.service import Candidate, Kind, Query, Service, Update, candidate, one_by_one
from vitagraph.values import Doi, Identifier, Isni, NameIn, RorId, WikidataId

if TYPE_CHECKING:
    from vitagraph.services.client import Connection

_SCHEMES: dict[str, type[Identifier]] = {"wikidata": WikidataId, "isni": Isni}


def _find(connection: Connection, query: Query) -> list[Candidate]:
    affiliation = ", ".join(filter(None, (query.name, query.facts.place, query.facts.country)))
    return connection.get("/organizations", {"affiliation": affiliation}, lambda reply: _matches(replies.listed(reply, "items")))


def _matches(items: list[Any]) -> list[Candidate]:
    """The candidates, that which ROR has chosen first: it recommends this choice, not the score."""
    items = sorted((one for one in items if isinstance(one, dict)), key=lambda one: one.get("chosen") is not True)
    return replies.candidates(items, lambda one: _organization(one.get("organization"), replies.number(one, "score")))


def _record(connection: Connection, identifier: Identifier) -> Candidate | None:
    if not isinstance(identifier, RorId):
        return None
    return connection.get(f"/organizations/{identifier}", {}, lambda reply: _organization(replies.record(reply)))


def _organization(item: Any, score: float | None = None) -> Candidate | None:
    place = replies.at(item, "locations", "geonames_details")
    known = {replies.text(one, "type"): replies.texts(one, "all") for one in replies.at(item, "external_ids")}
    of_others = [one for name, scheme in _SCHEMES.items() for one in replies.identified(scheme, known.get(name, ()))]
    funders = replies.identified(Doi, [f"10.13039/{one}" for one in known.get("fundref", ())])
    return candidate(
        Kind.ORGANIZATION,
        [*replies.identified(RorId, replies.texts(item, "id")), *of_others, *funders],
        _names(item),
        description=", ".join(replies.texts(item, "types")),
        score=score,
        updates=_successors(item),
        year=replies.text(item, "established"),
        place=replies.text(place, "name"),
        country=replies.text(place, "country_code"),
    )


def _names(item: Any) -> list[NameIn]:
    """All names, that which ROR displays first; acronyms are in no language."""
    found = sorted(replies.at(item, "names"), key=lambda one: "ror_display" not in replies.texts(one, "types"))
    return [NameIn(replies.text(one, "value"), replies.text(one, "lang")) for one in found]


def _successors(item: Any) -> tuple[Update, ...]:
    """What an organization that is inactive or withdrawn has become."""
    status = replies.text(item, "status")
    if status not in ("inactive", "withdrawn"):
        return ()
    related = [one for one in replies.at(item, "relationships") if replies.text(one, "type").lower() == "successor"]
    successors: list[Identifier | None] = [*replies.identified(RorId, replies.texts(related, "id"))]
    return tuple(Update(status, "updated-by", one) for one in successors or [None])


SERVICE = Service(
    name="ror",
    order=40,
    label="ROR",
    documentation="https://ror.readme.io/docs/rest-api",
    kinds=(Kind.ORGANIZATION,),
    schemes=(RorId,),
    registers=(RorId,),
    search=one_by_one(_find),
    record=_record,
    limits="50 requests in five minutes, 2,000 with a client identifier in `VITAGRAPH_ROR_KEY`",
    sent="name, place and country of the organization; ROR identifiers; the client identifier",
    address="https://api.ror.org/v2",
    pause=0.15,
    key_header="Client-Id",
)
