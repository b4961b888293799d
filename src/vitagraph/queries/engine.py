"""The engine process: evaluates untrusted queries over a store in memory or in a folder, in a process confined by `sandbox`.

It is prepared with a `Data`. The response to a `QueryRequest` is a head (the names of a table's variables, a boolean, or None for a
graph), then rows or triples in batches. If media types are accepted, it is a `ResponseHead`, then the text of the result in pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from vitagraph.errors import DataError, EngineError, UsageError
from vitagraph.queries.local import QueryResult, Raw, Scope, Solutions, evaluate_text, merge
from vitagraph.queries.syntax import depth, may_use_service, misspelt
from vitagraph.sandbox.worker import RequestHandler, serve_requests
from vitagraph.tables import Column, Table

if TYPE_CHECKING:
    import pyoxigraph

_BATCH = 1000
One = TypeVar("One")


class Data(NamedTuple):
    """The data to query: the store in a folder, or else N-Quads, which are `merged` into the default graph."""

    folder: str = ""
    merged: bool = False


class QueryRequest(NamedTuple):
    """A query, its name in messages, the graphs that it is evaluated over, its bounds, and whether it may use the network.

    `accepted`: the media types for a table and for a graph ("": none), if the result is to be text. `base`: the IRI that relative IRIs
    of the query are resolved against.
    """

    text: str
    source: str
    scope: Scope
    depth: int
    rows: int | None = None
    characters: int | None = None
    network: bool = False
    accepted: tuple[str, str] | None = None
    base: str | None = None


class ResponseHead(NamedTuple):
    """The head of a result as text: the HTTP status and the media type."""

    status: int
    type: str


def _prepare(value: Any, quads: bytes, offline: bool) -> RequestHandler:
    store = _store(Data(*value), quads)

    def handle(request: Any) -> Iterator[Any]:
        text, source, scope, *rest = request
        return _evaluate(store, QueryRequest(text, source, Scope(*scope), *rest), offline)

    return handle


def _store(data: Data, quads: bytes) -> pyoxigraph.Store:
    from pyoxigraph import RdfFormat, Store, parse

    if data.folder:
        from vitagraph.queries.local_store import opened

        return opened(data.folder)
    store = Store()
    store.bulk_extend(parse(quads, RdfFormat.N_QUADS))  # Store.load would rename blank nodes
    return merge(store) if data.merged else store


def _evaluate(store: pyoxigraph.Store, request: QueryRequest, offline: bool) -> Iterator[Any]:
    if (levels := depth(request.text)) > request.depth:
        raise EngineError("depth", f"is nested {levels:,} levels deep, and at most {request.depth} are read; write it in fewer")
    elsewhere = not request.network and may_use_service(request.text)
    if elsewhere and not offline:
        raise EngineError("network", "may query another endpoint with SERVICE, and this system cannot prevent it")
    try:
        found = evaluate_text(store, request.text, request.scope, request.base)
        yield from _batches(request, found) if request.accepted is None else _texts(request, found, *request.accepted)
    except SyntaxError as error:
        raise DataError([misspelt(request.source, request.text, str(error), _document(store, request.scope))]) from None
    except ValueError as error:  # a graph name that is not an IRI, text that is not Unicode
        raise UsageError(f"{request.source}: {error}; correct it") from None
    except RecursionError:
        raise
    except (OSError, RuntimeError) as error:
        if elsewhere:  # an address that the engine refuses without a connection
            raise EngineError("network", "queries another endpoint with SERVICE, and nothing is fetched") from None
        if may_use_service(request.text):
            raise UsageError(f"{request.source}: the service failed: {error}; check its address, or leave it out") from None
        raise UsageError(f"{request.source}: it cannot be evaluated: {error}; check the data, or write another query") from None


def _document(store: pyoxigraph.Store, scope: Scope) -> str:
    """The IRI of the first CV in the queried graphs; empty where they have none."""
    from vitagraph.queries.local_store import GRAPH

    names = scope.named if scope.named is not None else (graph.value for graph in store.named_graphs())
    return min((name.partition(GRAPH)[0] for name in names if GRAPH in name), default="")


def _batches(request: QueryRequest, found: Raw) -> Iterator[Any]:
    if isinstance(found, bool):
        yield found
        return
    yield found.names if isinstance(found, Solutions) else None
    some = _bounded(found.rows if isinstance(found, Solutions) else found, request.rows)
    while batch := list(islice(some, _BATCH)):
        yield batch


def _texts(request: QueryRequest, found: Raw, table: str, graph: str) -> Iterator[Any]:
    """A `ResponseHead`, then the text of the result in an accepted media type, or the reason why there is none."""
    from vitagraph.queries.catalogue import Query
    from vitagraph.queries.formats import offered, write

    is_table = isinstance(found, bool | Solutions)
    known, accepted = offered(graph=not is_table), table if is_table else graph
    if not accepted:
        what = "a table or a boolean" if is_table else "a graph"
        yield ResponseHead(406, "text/plain")
        yield f"the result is {what}; accept one of {', '.join(known)}\n"
        return
    yield ResponseHead(200, accepted)
    result: QueryResult
    if isinstance(found, Solutions):
        result = Table(tuple(Column(name, name) for name in found.names), _bounded(found.rows, request.rows))
    else:
        result = found if isinstance(found, bool) else _bounded(found, request.rows)
    written = 0
    for piece in write(result, Query(request.source, "", request.source), known[accepted]):
        written += len(piece)
        if request.characters is not None and written > request.characters:
            raise EngineError("rows", f"has a result of more than {request.characters >> 20} MB; ask for less, with LIMIT for example")
        yield piece


def _bounded(some: Iterable[One], most: int | None) -> Iterator[One]:
    for number, one in enumerate(some):
        if number == most:
            raise EngineError("rows", f"has a result of more than {most:,} rows or triples; ask for less, with LIMIT for example")
        yield one


if __name__ == "__main__":
    import pyoxigraph  # while the client reads the CV

    serve_requests(_prepare)
