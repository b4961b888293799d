"""The local engine: pyoxigraph, filled term by term from a dataset, never from the network.

The named graphs stay apart, and the default graph is their union, so that a query needs no GRAPH and may use it. A store
whose default graph holds something is asked as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import UsageError
from vitagraph.queries.syntax import in_order, names_its_graphs
from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.tables import Row, Table, arranged, reordered

if TYPE_CHECKING:
    import pyoxigraph

    from vitagraph.queries.catalogue import Query
    from vitagraph.queries.untrusted import Engine

#: what a query answers: SELECT a table, ASK a truth, CONSTRUCT and DESCRIBE triples
Answer = Table | bool | Iterator[Triple]


class Local(NamedTuple):
    """What is asked on this machine: a store in memory, or that of a `folder`; of its `graphs` alone where some are named."""

    store: pyoxigraph.Store
    graphs: tuple[str, ...] = ()
    folder: str = ""


class Scope(NamedTuple):
    """The graphs of a query: the default graph, or the `union` of all; `default` and `named` ones in place of the query's own."""

    default: Sequence[str] | None = None
    named: Sequence[str] | None = None
    union: bool = False


class Solutions(NamedTuple):
    """The names of the variables of a SELECT, and its rows, a stream."""

    names: list[str]
    rows: Iterator[Row]


#: an answer as the engine gives it
Raw = Solutions | bool | Iterator[Triple]


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


def answer(query: Query, source: Local | pyoxigraph.Store, parameters: Mapping[str, str], engine: Engine | None = None) -> Answer:
    """The answer of a store; a table's rows and the triples are a stream.

    A query that did not come with vitagraph is run by an engine process: `engine`, or one of its own for this query.

    Raises UsageError for wrong parameters, for SERVICE unless the engine allows it, and where a service fails; DataError with its
    place where the query is not SPARQL; EngineError where it runs into a bound of the engine.
    """
    source = source if isinstance(source, Local) else Local(source)
    text = query.bound(parameters)
    scope = _scope(source, text)
    if query.trusted:
        return described(query, text, evaluate(source.store, text, scope))
    from vitagraph.queries.untrusted import Engine

    return described(query, text, (engine or Engine()).ask(query, text, scope, source))


def evaluate(store: pyoxigraph.Store, text: str, scope: Scope) -> Raw:
    """What a store answers to a query, in this process. Raises SyntaxError for what is no query, OSError where a service fails."""
    from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions

    default, named = scope.default, scope.named
    found = store.query(
        text,
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
    """The token of a term. Raises UsageError for a triple term (RDF 1.2, section 3.1), which no format of answers can say."""
    if type(term).__name__ == "Triple":
        raise UsageError("a triple is a term of the answer, which no format says; ask for its SUBJECT(), PREDICATE() and OBJECT()")
    return str(term)


def described(query: Query, text: str, found: Raw) -> Answer:
    """An answer with the columns of its query, in the order of the query."""
    if not isinstance(found, Solutions):
        return found
    order = in_order(text, found.names)
    columns = query.named_columns(order)
    return Table(columns, arranged(columns, reordered(found.names, order, found.rows)))


def _scope(source: Local, text: str) -> Scope:
    """The graphs that are asked: those that are named, those that the query names, else the default graph or the union of all."""
    from pyoxigraph import DefaultGraph

    if source.graphs:
        if names_its_graphs(text):
            instead = "leave out FROM; or leave out --cv, and name what a store withholds with --include"
            raise UsageError(f"FROM cannot choose among all graphs, as some may not be asked; {instead}")
        return Scope(source.graphs, source.graphs)
    empty = next(source.store.quads_for_pattern(None, None, None, DefaultGraph()), None) is None
    return Scope(union=empty and not names_its_graphs(text))
