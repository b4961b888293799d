"""Queries over local data by pyoxigraph, without network.

The default graph of a query is the union of the named graphs, so that a query may use GRAPH and need not. A store that has triples in
its default graph is queried as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import UsageError
from vitagraph.queries.syntax import in_order, names_its_graphs, uses_graphs
from vitagraph.rdf.syntaxes.turtle import blocks
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.tables import Row, Table, arranged, reordered

if TYPE_CHECKING:
    import pyoxigraph

    from vitagraph.queries.catalogue import Query
    from vitagraph.queries.untrusted import Engine

#: triples
_PIECE = 20_000
#: the result of a query: a table (SELECT), a boolean (ASK), triples (CONSTRUCT and DESCRIBE)
QueryResult = Table | bool | Iterator[Triple]


class Local(NamedTuple):
    """Local data: a store in memory, or the one in a `folder`; only its `graphs` if some are named.

    `merged`: the facts of many CVs are in the default graph, without the named graphs of each.
    """

    store: pyoxigraph.Store
    graphs: tuple[str, ...] = ()
    folder: str = ""
    merged: bool = False


class Scope(NamedTuple):
    """The graphs of a query: the default graph, or the `union` of all; `default` and `named` replace the graphs that the query names."""

    default: Sequence[str] | None = None
    named: Sequence[str] | None = None
    union: bool = False


class Solutions(NamedTuple):
    """The names of the variables of a SELECT query, and a stream of its rows."""

    names: list[str]
    rows: Iterator[Row]


#: a result before its columns are described
Raw = Solutions | bool | Iterator[Triple]


def fill(store: pyoxigraph.Store, graphs: Mapping[Term, Sequence[Triple]]) -> pyoxigraph.Store:
    """Adds named graphs to a store, as Turtle in pieces: objects for the terms take twice the time, and their memory."""
    from pyoxigraph import NamedNode, RdfFormat

    for name, triples in graphs.items():
        for start in range(0, len(triples), _PIECE):
            text = blocks(triples[start : start + _PIECE])
            store.load(text.encode(), RdfFormat.TURTLE, to_graph=NamedNode(name[1:-1]))
    return store


def merge(store: pyoxigraph.Store) -> pyoxigraph.Store:
    """Adds the triples of all named graphs to the default graph, each once (RDF 1.1 Semantics, merging).

    pyoxigraph's union repeats a triple of several graphs: counts are wrong, and the time of a join with a kind, which every CV
    describes, grows with the number of CVs.
    """
    from pyoxigraph import Quad

    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    return store


def evaluate(query: Query, source: Local | pyoxigraph.Store, parameters: Mapping[str, str], engine: Engine | None = None) -> QueryResult:
    """The result of a query over local data. The rows of a table, and triples, are a stream.

    A query that did not come with vitagraph is evaluated by an engine process: `engine`, or a new one.

    Raises UsageError for wrong parameters, for SERVICE unless the engine allows it, and where a service fails; DataError with its
    place where the query is not SPARQL; EngineError where it exceeds a bound of the engine.
    """
    source = source if isinstance(source, Local) else Local(source)
    text = query.bound(parameters)
    scope = _scope(source, text)
    if query.trusted:
        return described(query, text, evaluate_text(source.store, text, scope))
    from vitagraph.queries.untrusted import Engine

    return described(query, text, (engine or Engine()).evaluate(query, text, scope, source))


def evaluate_text(store: pyoxigraph.Store, text: str, scope: Scope, base: str | None = None) -> Raw:
    """Evaluates a query in this process; its relative IRIs are resolved against `base`.

    Raises SyntaxError where it is not a SPARQL query, OSError where a service fails.
    """
    from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions

    default, named = scope.default, scope.named
    found = store.query(
        text,
        base_iri=base,
        prefixes=PREFIXES,
        use_default_graph_as_union=scope.union,
        default_graph=None if default is None else [NamedNode(graph) for graph in default],
        named_graphs=None if named is None else [NamedNode(graph) for graph in named],
    )
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QuerySolutions):
        return Solutions([variable.value for variable in found.variables], _rows(found))
    return ((str(one.subject), str(one.predicate), _token(one.object)) for one in found)


def _rows(solutions: pyoxigraph.QuerySolutions) -> Iterator[Row]:
    return (tuple([None if term is None else _token(term) for term in solution]) for solution in solutions)


def _token(term: Any) -> Term:
    """The token of a term. Raises UsageError for a triple term (RDF 1.2, section 3.1), which no format of results can express."""
    if type(term).__name__ == "Triple":
        raise UsageError("a term of the result is a triple, which no format can express; select its SUBJECT(), PREDICATE() and OBJECT()")
    return str(term)


def described(query: Query, text: str, found: Raw) -> QueryResult:
    """A result with the columns that the query's header describes, in the order of the query."""
    if not isinstance(found, Solutions):
        return found
    order = in_order(text, found.names)
    columns = query.named_columns(order)
    return Table(columns, arranged(columns, reordered(found.names, order, found.rows)))


def _scope(source: Local, text: str) -> Scope:
    """The graphs to query: those of the source, those that the query names, else the default graph or the union of all."""
    from pyoxigraph import DefaultGraph

    if source.merged and uses_graphs(text):
        instead = "create a store of all graphs with `vitagraph bulk load`, or leave out GRAPH and FROM"
        raise UsageError(f"the CVs are queried without their named graphs, among which GRAPH and FROM choose; {instead}")
    if source.graphs:
        if names_its_graphs(text):
            instead = "leave out FROM; or leave out --cv, and name what a store withholds with --include"
            raise UsageError(f"FROM cannot choose among all graphs, as some may not be queried; {instead}")
        return Scope(source.graphs, source.graphs)
    empty = next(source.store.quads_for_pattern(None, None, None, DefaultGraph()), None) is None
    return Scope(union=empty and not names_its_graphs(text))
