"""OpenLink Virtuoso 7 (https://docs.openlinksw.com/virtuoso/rdfsparql/).

A graph is staged beside the old one, then one statement inserts and deletes what differs. A PUT, and a MOVE, over a graph that exists
lose triples where the server dies meanwhile, and even where it is stopped afterwards. One DELETE/INSERT statement whose
deleted and inserted triples are disjoint is one transaction in its log.

What else differs from the standards:
- A result is cut at the server's maximum of rows, and a slow query is stopped, both with status 200 (see `_incomplete`).
- A VALUES block is joined where it should only be compared: rows are lost (see `vitagraph.queries.parameters.bound`).
- ASK returns a table (see `vitagraph.queries.remote.ask`). Each graph of a request is repeated in the response headers.
- A query over hundreds of graphs that a request names is refused; over all graphs at once it is evaluated.
- Reads without credentials go to /sparql, all else to /sparql-auth, by HTTP digest authentication.
- Literals are rewritten: numbers, booleans and language tags keep their value (see `vitagraph.stores.contents`), durations do not,
  unless their seconds have four decimals or more: `PT12M30S` becomes `750.3`, `PT12M30.0000S` is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from vitagraph.errors import StoreError, quoted
from vitagraph.rdf.syntaxes.ntriples import lines
from vitagraph.rdf.terms import Term, Triple, parse, typed
from vitagraph.stores.changes import Change, State, state
from vitagraph.stores.contents import DURATION, Contents
from vitagraph.stores.http import Connection
from vitagraph.stores.remote import RemoteStore
from vitagraph.stores.store import Store
from vitagraph.stores.types import Address, StoreType

if TYPE_CHECKING:
    from vitagraph.network.reply import Reply

#: bytes; IRIs longer than about 1,880 characters are cut without an error
_LONGEST_IRI = 1800
#: of the seconds of a duration
_DECIMALS = 6


class VirtuosoStore(RemoteStore):
    """A Virtuoso server with its graph store and its update service for users."""

    atomic = True

    def __init__(self, root: str, connection: Connection, anonymous: bool = False) -> None:
        super().__init__(f"Virtuoso at {root}", f"{root}/sparql" if anonymous else f"{root}/sparql-auth", connection)
        self.update = f"{root}/sparql-auth"
        self.graph_store = f"{root}/sparql-graph-crud-auth"

    def replace(self, changes: Sequence[Change]) -> None:
        """Replaces one graph after the other; a graph that cannot be staged exactly is not touched."""
        for change in changes:
            self._check(change)
        for change in changes:
            if change.expected:
                self._stage_and_move(change)
            else:
                self._update(f"DROP SILENT GRAPH {change.graph}")

    def _check(self, change: Change) -> None:
        for triple in change.expected:
            for term in triple:
                if term[0] == "<" and len(term.encode()) > _LONGEST_IRI:
                    raise StoreError(f"Virtuoso cuts IRIs of more than {_LONGEST_IRI} bytes, such as {term[:80]}...; shorten it")

    def remove_staged(self, graph: Term) -> None:
        """Drops the graph that an interrupted load staged."""
        if self.count(staged := _staged(graph)):
            self._update(f"DROP SILENT GRAPH {staged}")

    def _stage_and_move(self, change: Change) -> None:
        staged = _staged(change.graph)
        body = lines(map(_kept, change.expected.values())).encode()
        try:
            self.connection.send("PUT", self.graph_store, {"graph": staged[1:-1]}, body, {"Content-Type": "text/turtle"})
            self._compare(change, self.read(staged, change.expected))
            self._update(_move(staged, change.graph))
        except BaseException:
            # The first error is the one to report; the next load drops what is still staged.
            with suppress(StoreError):
                self._update(f"DROP SILENT GRAPH {staged}")
            raise
        self._update(f"DROP SILENT GRAPH {staged}")

    def _compare(self, change: Change, staged: Contents) -> None:
        if state(change, staged) is not State.new:
            altered = Change(change.graph, staged, change.expected).added[:1]
            example = f", such as {' '.join(altered[0])[:200]}" if altered else ""
            raise StoreError(f"{self.name} cannot hold what was sent{example}; the graph itself was not changed")

    def _update(self, update: str) -> None:
        self.connection.post_form(self.update, {"query": update})


def _kept(triple: Triple) -> Triple:
    """The same triple as Virtuoso keeps it: a duration with decimals of its seconds."""
    subject, predicate, term = triple
    if not term.endswith(f"^^<{DURATION}>"):
        return triple
    text = parse(term).value
    text += ("" if "T" in text else "T") + ("" if text.endswith("S") else "0S")
    seconds, _, decimals = text[:-1].partition(".")
    return subject, predicate, typed(f"{seconds}.{decimals:0<{_DECIMALS}}S", f"<{DURATION}>")


def _staged(graph: Term) -> Term:
    return f"{graph[:-1]}/staged>"


def _move(source: Term, target: Term) -> str:
    """One statement that makes `target` equal to `source` and leaves the triples that both hold."""
    return f"""DELETE {{ GRAPH {target} {{ ?s ?p ?o }} }} INSERT {{ GRAPH {target} {{ ?s2 ?p2 ?o2 }} }} WHERE {{
  {{ GRAPH {target} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH {source} {{ ?s ?p ?o }} }} }} UNION
  {{ GRAPH {source} {{ ?s2 ?p2 ?o2 }} FILTER NOT EXISTS {{ GRAPH {target} {{ ?s2 ?p2 ?o2 }} }} }} }}"""


def _connect(address: Address, connection: Connection) -> Store:
    return VirtuosoStore(address.root, connection, address.anonymous)


def _recognises(reply: Reply) -> bool:
    challenge = reply.headers.get("WWW-Authenticate", "")
    return 'realm="SPARQL' in challenge or b"<title>virtuoso" in reply.content[:4000].lower()


def _incomplete(headers: Mapping[str, str], rows: int) -> str:
    most = headers.get("X-SPARQL-MaxRows", "")
    if most.isdigit() and rows >= int(most):
        return f"the endpoint cut its result after {rows:,} rows; ask for less at a time with LIMIT and OFFSET"
    if message := headers.get("X-SQL-Message"):
        return f"the endpoint stopped the query before its end: {quoted(message)}; ask for less"
    return ""


STORE = StoreType(
    name="virtuoso",
    order=20,
    label="Virtuoso 7",
    replacement="the graph is staged beside the old one (`.../staged`), read back, then one DELETE/INSERT statement replaces what differs",
    after_failure="old or new, graph by graph",
    limits="IRIs of more than 1,880 bytes are refused before a graph is changed, as Virtuoso cuts them; "
    "durations are written with decimals (`PT7M0.000000S`), as it changes the value of others",
    tested="the real store",
    connect=_connect,
    server="virtuoso",
    recognises=_recognises,
    query_services=("/sparql", "/sparql-auth"),
    services=("/sparql-graph-crud-auth", "/sparql-graph-crud", "/sparql-auth", "/sparql", "/conductor"),
    own_graphs=(
        r"http://(www\.openlinksw\.com/|www\.w3\.org/ns/ldp#|www\.w3\.org/2002/07/owl#|localuriqaserver/)"
        r"|urn:(activitystreams-owl:map|core:services:sparql)$"
    ),
    headers_per_graph=2,
    incomplete=_incomplete,
)
