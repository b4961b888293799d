"""The W3C Reconciliation API, 0.1 and 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/).

Manifest, batches of queries with types and properties, suggestions of entities, types and properties, data extension.
Version 0.1 has the same queries; its results lack descriptions, and its types may be bare ids.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import SourceError
from vitagraph.network.addresses import same_server
from vitagraph.patterns import regex
from vitagraph.records.identifiers import field_names
from vitagraph.services import replies
from vitagraph.services.service import Candidate, Kind, Query, candidate
from vitagraph.values import Identifier, NameIn

if TYPE_CHECKING:
    from vitagraph.services.client import Connection

#: candidates of a query
MOST = 10
#: what the name of a property with identifiers has behind that of their scheme
_OF_A_PROPERTY = regex(" (?:id|ids|identifier|number|code|item)$")
#: kind -> names of its type in services, without spaces and in lower case
_TYPES = {
    Kind.WORK: ("work", "creativework", "publication", "scholarlyarticle", "article"),
    Kind.PERSON: ("person", "people", "human", "differentiatedperson"),
    Kind.ORGANIZATION: ("organization", "organisation", "corporatebody", "institution"),
    Kind.JOURNAL: ("journal", "periodical", "serial"),
    Kind.PLACE: ("place", "location", "placeorgeographicname"),
    Kind.EVENT: ("event", "conference", "conferenceorevent"),
    Kind.TOPIC: ("subject", "topic", "concept", "subjectheading"),
    Kind.AWARD: ("award", "prize"),
    Kind.PROJECT: ("project", "researchproject"),
}


class Manifest(NamedTuple):
    """What a service states about itself: `space` is the prefix of the IRIs of its entities, `view` the template of their pages."""

    name: str = ""
    versions: tuple[str, ...] = ("0.1",)
    space: str = ""
    view: str = ""
    types: tuple[tuple[str, str], ...] = ()
    suggest: Mapping[str, str] = {}
    #: the address at which properties for data extension are proposed
    proposes: str = ""

    def type_of(self, kind: Kind) -> str:
        """The id of the type that has a name of a kind, "" where none or several have one."""
        named = [id for id, name in self.types if {_word(id), _word(name)} & {*_TYPES[kind]}]
        return named[0] if len(named) == 1 else ""

    def page(self, id: str) -> str:
        """The page about an entity."""
        return self.view.replace("{{id}}", id)

    def iri(self, id: str) -> str:
        """The IRI of an entity: itself, below the space of identifiers, or that of its page."""
        if "://" in id:
            return id
        return f"{self.space}{id}" if self.space.endswith(("/", "#", "=")) else self.page(id)


def _word(name: str) -> str:
    """The last step of an id or a name in lower case, without spaces and hyphens."""
    return re.sub(r"[\W_]", "", re.split(r"[/#:]", name)[-1]).lower()


def manifest(connection: Connection) -> Manifest:
    """What the service states about itself. Raises SourceError."""
    return connection.get("", {}, _manifest)


def _manifest(reply: Any) -> Manifest:
    stated = replies.record(reply)
    if "name" not in stated:
        raise ValueError("there is no name")
    types = [(replies.text(one, "id"), replies.text(one, "name")) for one in replies.at(stated, "defaultTypes")]
    suggest = {
        what: replies.text(stated, "suggest", what, "service_url") + replies.text(stated, "suggest", what, "service_path")
        for what in ("entity", "type", "property")
    }
    return Manifest(
        replies.text(stated, "name"),
        replies.texts(stated, "versions") or ("0.1",),
        replies.text(stated, "identifierSpace"),
        replies.text(stated, "view", "url"),
        tuple((id, name) for id, name in types if id),
        {what: address for what, address in suggest.items() if address},
        "".join(replies.text(stated, "extend", "propose_properties", part) for part in ("service_url", "service_path")),
    )


def suggest(connection: Connection, what: str, prefix: str) -> list[tuple[str, str]]:
    """(id, name) of the entities, types or properties that a service suggests for the beginning of a name.

    Raises SourceError where it suggests none of them, or names another server for it.
    """
    address = manifest(connection).suggest.get(what, "")
    if not address:
        raise SourceError(f"{connection.address}: this service suggests no {what}; state the id")
    if not same_server(connection.address, address):
        raise SourceError(f"{connection.address}: suggestions are on another server, {address}; state the id")
    found = connection.get("", {"prefix": prefix}, lambda reply: replies.listed(reply, "result"), base=address)
    return [(id, replies.text(one, "name")) for one in found if (id := replies.text(one, "id"))]


def question(query: Query, type: str = "", properties: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """A query as the API has it; `properties` has the values of each property."""
    stated = [{"pid": pid, "v": values[0] if len(values) == 1 else [*values]} for pid, values in (properties or {}).items() if values]
    whole = {"query": query.name, "type": type, "limit": MOST, "properties": stated}
    return {name: value for name, value in whole.items() if value}


def search(
    connection: Connection, queries: Sequence[Query], questions: Sequence[dict[str, Any]], extend: bool = False
) -> list[list[Candidate]]:
    """The candidates of each question; with `extend`, with the identifiers that the service has as properties. Raises SourceError."""
    stated = manifest(connection)
    results = connection.batch(questions, _results)
    of_kinds: dict[Kind, dict[str, None]] = {}
    for query, found in zip(queries, results, strict=True):
        of_kinds.setdefault(query.kind, {}).update(dict.fromkeys(replies.text(item, "id") for item in found))
    known = {kind: extension(connection, stated, kind, [*ids]) if extend else {} for kind, ids in of_kinds.items()}
    return [
        [one for item in found if (one := _candidate(item, query.kind, stated, known[query.kind]))]
        for query, found in zip(queries, results, strict=True)
    ]


def extension(connection: Connection, stated: Manifest, kind: Kind, ids: Sequence[str]) -> dict[str, list[Identifier]]:
    """The identifiers of entities which the service has as properties (0.2, section 6); none after a failure, as candidates do without."""
    found: dict[str, list[Identifier]] = {}
    if not stated.proposes or not same_server(connection.address, stated.proposes):
        return found
    named = stated.type_of(kind)
    of_type = {"type": named} if named else {}
    try:
        proposed = connection.get("", of_type, lambda reply: replies.listed(reply, "properties"), base=stated.proposes)
        schemes = {id: scheme for one in proposed if (id := replies.text(one, "id")) and (scheme := _scheme(replies.text(one, "name")))}
        for start in range(0, len(ids) if schemes else 0, MOST):
            wanted = {"ids": ids[start : start + MOST], "properties": [{"id": id} for id in schemes]}
            rows = connection.get("", {"extend": json.dumps(wanted)}, lambda reply: replies.record(reply, "rows"))
            for id, row in rows.items():
                values = {one: (*replies.texts(row, one, "str"), *replies.texts(row, one, "id")) for one in schemes}
                found[id] = [identifier for one, scheme in schemes.items() for identifier in replies.identified(scheme, values[one])]
    except SourceError:
        return found
    return found


def _scheme(name: str) -> type[Identifier] | None:
    """The scheme whose name a property has: `ROR`, `ror_id`, `ORCID iD`."""
    spelled = _OF_A_PROPERTY.sub("", re.sub(r"[\W_]+", " ", name).strip().casefold())
    return next((scheme for scheme in field_names() if scheme.scheme.label.casefold() == spelled), None)


def _results(reply: Any) -> list[Any]:
    found = replies.listed(reply, "result")
    if any(not (replies.text(one, "id") and replies.text(one, "name")) for one in found):
        raise ValueError("a candidate has no id or no name")
    return found


def _candidate(one: Any, kind: Kind, stated: Manifest, known: Mapping[str, Sequence[Identifier]]) -> Candidate | None:
    id = replies.text(one, "id")
    iri, page = stated.iri(id), stated.page(id)
    types = [name for one in replies.at(one, "type") if (name := one if isinstance(one, str) else replies.text(one, "name"))]
    return candidate(
        kind,
        [*replies.of_addresses(field_names(), dict.fromkeys((iri, page))), *known.get(id, ())],
        [NameIn(replies.text(one, "name"), "")],
        iri=iri,
        address=page,
        description=replies.text(one, "description") or ", ".join(types),
        score=replies.number(one, "score"),
    )
