"""Wikidata: its reconciliation service (https://wikidata-reconciliation.wmcloud.org), and the data of an item as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vitagraph.services import reconciliation_api, replies
from vitagraph.services.service import Candidate, Kind, Query, Service, candidate
from vitagraph.values import DblpId, DblpStream, Doi, GeoNamesId, Gnd, Identifier, Isbn, Isni, Issn, NameIn, Orcid, RorId, Viaf, WikidataId

if TYPE_CHECKING:
    from vitagraph.services.client import Connection

#: kind -> the item of its class; an item of a subclass fits, too
_CLASSES = {
    Kind.PERSON: "Q5", Kind.ORGANIZATION: "Q43229", Kind.JOURNAL: "Q1002697", Kind.PLACE: "Q2221906", Kind.EVENT: "Q1656682",
    Kind.WORK: "Q386724", Kind.AWARD: "Q618779", Kind.PROJECT: "Q170584",
}  # fmt: skip
#: properties that hold identifiers
_IDENTIFIERS: Mapping[str, type[Identifier]] = {
    "P356": Doi, "P496": Orcid, "P6782": RorId, "P236": Issn, "P212": Isbn, "P213": Isni, "P214": Viaf, "P227": Gnd, "P2456": DblpId,
    "P1566": GeoNamesId, "P8926": DblpStream,
}  # fmt: skip
#: those by which an item is found; ISBNs have hyphens there
_LOOKED_UP = {property: scheme for property, scheme in _IDENTIFIERS.items() if scheme is not Isbn}
_BEGUN = ("P577", "P580", "P585", "P571")
_PARAMS = {"action": "wbgetentities", "format": "json", "props": "labels|aliases|descriptions|claims", "redirects": "yes"}


def _search(connection: Connection, queries: Sequence[Query]) -> list[list[Candidate]]:
    questions = [reconciliation_api.question(query, _CLASSES.get(query.kind, ""), _properties(query)) for query in queries]
    return reconciliation_api.search(connection, queries, questions)


def _properties(query: Query) -> dict[str, list[str]]:
    """The known identifiers: the item that has one of them comes first."""
    return {property: [_value(property, known)] for property, scheme in _LOOKED_UP.items() if (known := query.known(scheme))}


def _value(property: str, identifier: str) -> str:
    """An identifier as Wikidata writes it."""
    return identifier.upper() if property == "P356" else identifier


def _record(connection: Connection, identifier: Identifier) -> Candidate | None:
    """The item itself, or the only one that has an identifier."""
    items = [str(identifier)] if isinstance(identifier, WikidataId) else _items(connection, identifier)
    if len(items) != 1:
        return None
    return connection.get("/w/api.php", _PARAMS | {"ids": items[0]}, _entity, base=connection.records)


def _items(connection: Connection, identifier: Identifier) -> list[str]:
    """The items that have an identifier, at most two."""
    property = next((one for one, scheme in _LOOKED_UP.items() if isinstance(identifier, scheme)), "")
    if not property:
        return []
    searched = {"srsearch": f'haswbstatement:"{property}={_value(property, identifier)}"', "srnamespace": "0", "srlimit": "2"}
    params = {"action": "query", "list": "search", "format": "json", **searched}

    def titles(reply: Any) -> list[str]:
        return [replies.text(one, "title") for one in replies.listed(reply, "query", "search")]

    return connection.get("/w/api.php", params, titles, base=connection.records)


def _entity(reply: Any) -> Candidate | None:
    """The item, which has another id than the requested one where two were merged; None where it was deleted, and has no label."""
    (item,) = replies.record(reply, "entities").values()
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
    schemes=(WikidataId,),
    search=_search,
    record=_record,
    limits="ten queries a request, five requests a second",
    sent="the name, the class of the kind, known identifiers; identifiers whose item is looked up",
    address="https://wikidata-reconciliation.wmcloud.org/en/api",
    records="https://www.wikidata.org",
    batch=10,
)
