"""One query in a process of its own, which can be stopped: pyoxigraph cannot stop within one.

    python -m vitagraph.serving.engine < request

The request is a line of JSON (`Asked`) and the N-Quads to ask; the answer a line of JSON (`Answered`) and the body.
"""

from __future__ import annotations

import json
import sys
from typing import IO, Any, NamedTuple

#: as much memory as a query may take
_MEMORY = 2 << 30
_TABLES = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
_GRAPHS = {
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
}
#: media types of tables and truths, and of graphs, the most wanted first
TABLES, GRAPHS = tuple(_TABLES), tuple(_GRAPHS)


class Asked(NamedTuple):
    """A query, the graphs it is to be asked of, and the media type of its answer, for a table and for a graph ("": none is wanted)."""

    query: str
    default_graphs: list[str]
    named_graphs: list[str]
    table: str
    graph: str


class Answered(NamedTuple):
    """The status of HTTP, and the media type of the body."""

    status: int
    type: str


def main(given: IO[bytes], output: IO[bytes]) -> None:
    """Answers one request."""
    asked = Asked(*json.loads(given.readline()))
    answered, body = _answer(asked, given.read())
    output.write(json.dumps(answered).encode() + b"\n")
    output.write(body)


def _answer(asked: Asked, quads: bytes) -> tuple[Answered, bytes]:
    from pyoxigraph import RdfFormat, Store

    from vitagraph.errors import VitagraphError
    from vitagraph.queries.local import merge
    from vitagraph.queries.wording import asks_elsewhere, misspelt

    if asks_elsewhere(asked.query):
        return _refused(403, "this asks another endpoint with SERVICE, and nothing is fetched; ask the other endpoint itself")
    store = Store()
    store.bulk_load(quads, RdfFormat.N_QUADS)
    try:
        return _written(asked, _ask(merge(store), asked))
    except SyntaxError as error:
        return _refused(400, str(misspelt("the query", asked.query, str(error))))
    except (VitagraphError, ValueError) as error:
        return _refused(400, str(error))


def _ask(store: Any, asked: Asked) -> Any:
    from pyoxigraph import NamedNode

    from vitagraph.vocabulary import PREFIXES

    if not asked.default_graphs and not asked.named_graphs:
        return store.query(asked.query, prefixes=PREFIXES)
    # The dataset of the protocol takes the place of the query's own (SPARQL 1.1 Protocol, section 2.1.4).
    default, named = (list(map(NamedNode, iris)) for iris in (asked.default_graphs, asked.named_graphs))
    return store.query(asked.query, prefixes=PREFIXES, default_graph=default, named_graphs=named)


def _written(asked: Asked, found: Any) -> tuple[Answered, bytes]:
    from pyoxigraph import QueryResultsFormat, QueryTriples

    from vitagraph.queries.formats.graph import write

    if isinstance(found, QueryTriples):
        if not asked.graph:
            return _refused(406, f"the answer is a graph; accept one of {', '.join(GRAPHS)}")
        triples = ((str(one.subject), str(one.predicate), str(one.object)) for one in found)
        return Answered(200, asked.graph), "".join(write(triples, _GRAPHS[asked.graph])).encode()
    if not asked.table:
        return _refused(406, f"the answer is a table or a truth; accept one of {', '.join(TABLES)}")
    return Answered(200, asked.table), found.serialize(format=getattr(QueryResultsFormat, _TABLES[asked.table]))


def _refused(status: int, message: str) -> tuple[Answered, bytes]:
    return Answered(status, "text/plain"), f"{message}\n".encode()


def _bound() -> None:
    """Bounds the memory of this process, where the system can."""
    try:
        from resource import RLIMIT_AS, setrlimit
    except ImportError:
        return
    setrlimit(RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _bound()
    main(sys.stdin.buffer, sys.stdout.buffer)
