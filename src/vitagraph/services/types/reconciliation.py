"""Any endpoint of the W3C Reconciliation API; the user states its address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from vitagraph.errors import SourceError
from vitagraph.services.reconciliation_api import manifest, question, search, suggest
from vitagraph.services.service import Candidate, Kind, Query, Service

if TYPE_CHECKING:
    from vitagraph.services.client import Connection

#: what a service may suggest, besides entities and types
_PROPERTY = "property"


def _search(connection: Connection, queries: Sequence[Query]) -> list[list[Candidate]]:
    stated = manifest(connection)
    facts = [_facts(query) for query in queries]
    names = dict.fromkeys(name for one in facts for name in one) if _PROPERTY in stated.suggest else {}
    ids = _properties(connection, names)
    questions = [
        question(query, stated.type_of(query.kind), {id: [value] for name, value in known.items() if (id := ids.get(name))})
        for query, known in zip(queries, facts, strict=True)
    ]
    return search(connection, queries, questions, extend=True)


def _facts(query: Query) -> dict[str, str]:
    """The facts that an entity of a service may have as properties, by the names of these: identifiers and the country."""
    known = {one.scheme.label: str(one) for one in query.facts.identifiers if not one.scheme.of_container}
    return known | ({"country": query.facts.country} if query.facts.country else {})


def _properties(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """Name -> id of the only property that a service suggests under it; after a failure no more, as the questions do without."""
    found: dict[str, str] = {}
    for name in names:
        try:
            suggested = suggest(connection, _PROPERTY, name)
        except SourceError:
            break
        ids = {id for id, called in suggested if called.casefold() == name.casefold()}
        if len(ids) == 1:
            found[name] = ids.pop()
    return found


SERVICE = Service(
    name="reconciliation",
    order=80,
    label="Reconciliation API",
    documentation="https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
    kinds=tuple(Kind),
    search=_search,
    record=None,
    limits="ten queries a request, five requests a second",
    sent="the name, the type that the manifest has for the kind; country and identifiers where the service suggests a property for them; "
    "the ids of its candidates, where it has their identifiers as properties",
    batch=10,
)
