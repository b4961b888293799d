"""Wikidata: its reconciliation service (https://wikidata-reconciliation.wmcloud.org), and the data of an item as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vitagraph.services import reconciliation_api, replies
from vitagraph.services.service import Candidate, Kind, Query, Service, candidate
from vitagraph.values import DblpId, Doi, Gnd, Identifier, Isbn, Isni, Issn, NameIn, Orcid, RorId, Viaf, WikidataId

if TYPE_CHECKING:
    from vitagraph.services.client import Connection

#: kind -> the item of its class; an item of a subclass fits, too
_CLASSES = {
    Kind.PERSON: "Q5", Kind.ORGANIZATION: "Q43229", Kind.JOURNAL: "Q1002697", Kind.PLACE: "Q2221906", Kind.EVENT: "Q1656682",
    Kind.WORK: "Q386724",
}  # fmt: skip
#: properties that hold identifiers
_IDENTIFIERS: Mapping[str, type[Identifier]] = {
    "P356": Doi, "P496": Orcid, "P6782": RorId, "P236": Issn, "P212": Isbn, "P213": Isni, "P214": Viaf, "P227": Gnd, "P2456": DblpId,
}  # fmt: skip
_BEGUN = ("P577", "P580", "P585", "P571")
_PARAMS = {"action": "wbgetentities", "format": "json", "props": "labels|aliases|descriptions|claims", "redirects": "yes"}


def _search(connection: Connection, queries: Sequence[Query]) -> list[list[Candidate]]:
    questions = [reconciliation_api.question(query, _CLASSES.get(query.kind, ""), _properties(query)) for query in queries]
    return reconciliation_api.search(connection, queries, questions)


def _properties(query: Query) -> dict[str, list[str]]:
    """The known identifiers: the item that has one of them comes first."""
    known = {property: query.known(scheme) for property, scheme in _IDENTIFIERS.items()}
    return {property: [value.upper() if property == "P356" else value] for property, value in known.items() if value}


def _record(connection: Connection, identifier: Identifier) -> Candidate | None:
    if not isinstance(identifier, WikidataId):
        return None
    params = _PARAMS | {"ids": str(identifier)}
    return connection.get("/w/api.php", params, _entity, base=connection.records)


def _entity(reply: Any) -> Candidate | None:
    """The item, which has another id than the requested one where two were merged; None where it was deleted."""
    (item,) = replies.record(reply, "entities").values()
    if "missing" in item:
        return None
    claims = {property: _values(item, property) for property in (*_IDENTIFIERS, *_BEGUN, "P304")}
    of_others = [one for property, scheme in _IDENTIFIERS.items() for one in replies.identified(scheme, claims[property])]
    years = [value[1:5] for property in _BEGUN for value in claims[property] if value.startswith("+")]
    return candidate(
        _kind(item),
        [*replies.identified(WikidataId, replies.texts(item, "id")), *of_others],
        _names(item),
        description=replies.text(item, "descriptions", "en", "value"),
        year=min(years, default=""),
        pages=next(iter(claims["P304"]), ""),
    )


def _names(item: dict[str, Any]) -> list[NameIn]:
    """The label and the aliases in each language, English first."""
    labels = item.get("labels")
    tags = sorted(labels if isinstance(labels, dict) else (), key=lambda tag: (tag != "en", tag))
    return [NameIn(name, tag) for tag in tags for part in ("labels", "aliases") for name in replies.texts(item, part, tag, "value")]


def _values(item: dict[str, Any], property: str) -> tuple[str, ...]:
    """The texts and times of a property, without deprecated ones."""
    valid = [claim for claim in replies.at(item, "claims", property) if replies.text(claim, "rank") != "deprecated"]
    path = ("mainsnak", "datavalue", "value")
    return (*replies.texts(valid, *path), *replies.texts(valid, *path, "time"))


def _kind(item: dict[str, Any]) -> Kind | None:
    """The kind whose class is stated itself, None for a subclass."""
    classes = replies.texts(item, "claims", "P31", "mainsnak", "datavalue", "value", "id")
    return next((kind for kind, of in _CLASSES.items() if of in classes), None)


SERVICE = Service(
    name="wikidata",
    order=70,
    label="Wikidata",
    documentation="https://wikidata-reconciliation.wmcloud.org",
    kinds=tuple(Kind),
    search=_search,
    record=_record,
    limits="ten queries a request, five requests a second",
    sent="the name, the class of the kind, known identifiers",
    address="https://wikidata-reconciliation.wmcloud.org/en/api",
    records="https://www.wikidata.org",
    batch=10,
)
