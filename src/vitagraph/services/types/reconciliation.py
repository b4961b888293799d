"""Any endpoint of the W3C Reconciliation API; the user states its address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vitagraph.services.reconciliation_api import manifest, question, search
from vitagraph.services.service import Candidate, Kind, Query, Service

if TYPE_CHECKING:
    from vitagraph.services.client import Connection


def _search(connection: Connection, queries: Sequence[Query]) -> list[list[Candidate]]:
    stated = manifest(connection)
    return search(connection, queries, [question(query, stated.type_of(query.kind)) for query in queries])


SERVICE = Service(
    name="reconciliation",
    order=80,
    label="Reconciliation API",
    documentation="https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
    kinds=tuple(Kind),
    search=_search,
    record=None,
    limits="ten queries a request, five requests a second",
    sent="the name, and the type that the manifest has for the kind",
    batch=10,
)
