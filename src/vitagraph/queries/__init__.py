"""Queries as files: the catalogue, and query results from a CV, from RDF files, from an endpoint.

table = run(catalogue()["talks-per-year"], dataset)
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from vitagraph.errors import UsageError
from vitagraph.queries.catalogue import Query, catalogue, read_query
from vitagraph.queries.files import load
from vitagraph.queries.local import Local, QueryResult, evaluate, fill, merge
from vitagraph.queries.syntax import names_its_graphs
from vitagraph.rdf.dataset import Dataset
from vitagraph.tables import Table

if TYPE_CHECKING:
    import pyoxigraph

    from vitagraph.queries.endpoint_contents import at_once, cvs, holds, link_graphs
    from vitagraph.queries.remote import Endpoint, evaluate_at, located

__all__ = [
    "Endpoint",
    "Local",
    "Query",
    "QueryResult",
    "at_once",
    "catalogue",
    "cvs",
    "evaluate",
    "evaluate_at",
    "fill",
    "holds",
    "link_graphs",
    "load",
    "located",
    "merge",
    "names_its_graphs",
    "read_query",
    "run",
    "store",
]

#: what is imported when it is first used, as the import of HTTP takes long -> its module
_REMOTE = {
    **dict.fromkeys(("at_once", "cvs", "holds", "link_graphs"), "endpoint_contents"),
    **dict.fromkeys(("Endpoint", "evaluate_at", "located"), "remote"),
}


def __getattr__(name: str) -> Any:
    """The attributes that query endpoints (PEP 562)."""
    if name not in _REMOTE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_REMOTE[name]}"), name)


def store(dataset: Dataset) -> pyoxigraph.Store:
    """A store in memory with the public graphs of a dataset, for several queries."""
    from pyoxigraph import Store

    return fill(Store(), dataset.graphs())


def run(query: Query, source: Dataset | pyoxigraph.Store, parameters: Mapping[str, str] | None = None) -> Table:
    """The table of a SELECT query.

    Raises UsageError for another query form and for wrong parameters, DataError where the query is not SPARQL.
    """
    result = evaluate(query, store(source) if isinstance(source, Dataset) else source, parameters or {})
    if not isinstance(result, Table):
        raise UsageError(f"{query.name} has a result that is not a table; write a SELECT query")
    return result.read()
