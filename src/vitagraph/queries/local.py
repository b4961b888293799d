"""The local engine: pyoxigraph, filled term by term from a dataset, never from the network.

The named graphs stay apart, and the default graph is their union, so that a query needs no GRAPH and may use it. A store
whose default graph holds something is asked as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from vitagraph.errors import DataError, UsageError
from vitagraph.queries.catalogue import Query
from vitagraph.queries.wording import asks_elsewhere, in_order, misspelt, names_its_graphs
from vitagraph.table import Row, Table, arranged, reordered
from vitagraph.terms import Term, Triple, parse
from vitagraph.vocabulary import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

#: what a query answers: SELECT a table, ASK a truth, CONSTRUCT and DESCRIBE triples
Answer = Table | bool | Iterator[Triple]


def fill(store: pyoxigraph.Store, graphs: Mapping[Term, Iterable[Triple]]) -> pyoxigraph.Store:
    """Adds named graphs to a store."""
    from pyoxigraph import Literal, NamedNode, Quad

    def term(token: Term) -> NamedNode | Literal:
        value, is_iri, language, datatype = parse(token)
        if is_iri:
            return NamedNode(value)
        return Literal(value, language=language or None, datatype=NamedNode(datatype) if datatype else None)

    for name, triples in graphs.items():
        # Most terms stand in several triples; each is made once.
        terms: dict[Term, Any] = {token: term(token) for token in {name, *(token for triple in triples for token in triple)}}
        store.extend([Quad(terms[s], terms[p], terms[o], terms[name]) for s, p, o in triples])
    return store


def merge(store: pyoxigraph.Store) -> pyoxigraph.Store:
    """Puts what the named graphs of a store say into its default graph, each triple once (RDF 1.1 Semantics, merging).

    pyoxigraph's own union gives a triple of many graphs many times: own queries count wrong, and each join with a kind, which
    every CV describes, takes as many times as long as there are CVs.
    """
    from pyoxigraph import Quad

    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    return store


def answer(
    query: Query, store: pyoxigraph.Store, parameters: Mapping[str, str], allow_service: bool = False, graphs: Iterable[str] = ()
) -> Answer:
    """The answer of a store; a table's rows and the triples are a stream. `graphs` are asked alone where they are named.

    Raises UsageError for wrong parameters, for SERVICE unless it is allowed, and where a service fails; DataError with its
    place where the query is not SPARQL.
    """
    text = query.bound(parameters)
    if not allow_service and asks_elsewhere(text):
        raise UsageError(f"{query.name} asks another endpoint with SERVICE, and nothing is fetched; add --allow-service to allow it")
    try:
        found = store.query(text, prefixes=PREFIXES, **_dataset(store, text, graphs))
    except SyntaxError as error:
        raise DataError([misspelt(query.source, text, str(error))]) from None
    except OSError as error:
        raise UsageError(f"{query.name}: the service failed: {error}; check its address, or leave it out") from None
    return _answer(query, text, found)


def _answer(query: Query, text: str, found: Any) -> Answer:
    from pyoxigraph import QueryBoolean, QuerySolutions

    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QuerySolutions):
        names = [variable.value for variable in found.variables]
        order = in_order(text, names)
        columns = query.named_columns(order)
        return Table(columns, arranged(columns, reordered(names, order, _rows(query, found))))
    return ((str(one.subject), str(one.predicate), str(one.object)) for one in found)


def _rows(query: Query, solutions: pyoxigraph.QuerySolutions) -> Iterator[Row]:
    try:
        for solution in solutions:
            yield tuple([None if term is None else str(term) for term in solution])
    except OSError as error:
        # The engine's solutions end in the thread that made them; the frame of an error would carry them to another.
        del solutions
        raise UsageError(f"{query.name}: the service failed: {error}; check its address, or leave it out") from None


def _dataset(store: pyoxigraph.Store, text: str, graphs: Iterable[str]) -> dict[str, Any]:
    """The graphs that are asked: those that are named, those that the query names, else the default graph or the union of all."""
    from pyoxigraph import DefaultGraph, NamedNode

    if named := [NamedNode(graph) for graph in graphs]:
        if names_its_graphs(text):
            instead = "leave out FROM; or leave out --cv, and name what a store withholds with --include"
            raise UsageError(f"FROM cannot choose among all graphs, as some may not be asked; {instead}")
        return {"default_graph": named, "named_graphs": named}
    empty = next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is None
    return {"use_default_graph_as_union": empty and not names_its_graphs(text)}
