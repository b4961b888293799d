"""Questions as files: the catalogue, and the answers of a CV, of RDF files, of an endpoint.

questions = catalogue()
table = run(questions["talks-per-year"], dataset)
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from vitagraph.errors import UsageError
from vitagraph.queries.catalogue import Query, catalogue, read_query
from vitagraph.queries.files import load
from vitagraph.queries.local import Answer, Local, answer, fill, merge
from vitagraph.queries.syntax import names_its_graphs
from vitagraph.rdf.dataset import Dataset
from vitagraph.tables import Table

if TYPE_CHECKING:
    import pyoxigraph

    from vitagraph.queries.endpoint_contents import at_once, cvs, holds
    from vitagraph.queries.remote import Endpoint, ask, located

__all__ = [
    "Answer",
    "Endpoint",
    "Local",
    "Query",
    "answer",
    "ask",
    "at_once",
    "catalogue",
    "cvs",
    "fill",
    "holds",
    "load",
    "located",
    "merge",
    "names_its_graphs",
    "read_query",
    "run",
    "store",
]

#: what is only imported when it is asked for, as HTTP takes long to import -> its module
_REMOTE = {**dict.fromkeys(("at_once", "cvs", "holds"), "endpoint_contents"), **dict.fromkeys(("Endpoint", "ask", "located"), "remote")}


def __getattr__(name: str) -> Any:
    """What asks endpoints (PEP 562)."""
    if name not in _REMOTE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_REMOTE[name]}"), name)


def store(dataset: Dataset) -> pyoxigraph.Store:
    """A store in memory with the public graphs of a dataset, to be asked many questions."""
    from pyoxigraph import Store

    return fill(Store(), dataset.graphs())


def run(query: Query, source: Dataset | pyoxigraph.Store, parameters: Mapping[str, str] | None = None) -> Table:
    """The table that answers a SELECT query.

    Raises UsageError for another kind of query and for wrong parameters, DataError where the query is not SPARQL.
    """
    answered = answer(query, store(source) if isinstance(source, Dataset) else source, parameters or {})
    if not isinstance(answered, Table):
        raise UsageError(f"{query.name} has no table for an answer; ask with SELECT")
    return answered.read()
