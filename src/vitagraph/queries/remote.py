"""Queries over a SPARQL endpoint, by SPARQLWrapper (https://www.w3.org/TR/sparql11-protocol/).

Updates are never sent. Results are streamed. Error messages quote the response.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import urlsplit

from vitagraph.errors import NetworkError, UsageError, quoted
from vitagraph.network import Client, Limits
from vitagraph.network.addresses import is_moved, place
from vitagraph.network.credentials import credentials
from vitagraph.queries.catalogue import Query
from vitagraph.queries.local import QueryResult
from vitagraph.queries.syntax import READS, form, in_order, with_prefixes
from vitagraph.rdf.terms import Triple
from vitagraph.stores.types import StoreType, server_types
from vitagraph.tables import Row, Table, arranged, reordered

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

    from vitagraph.network.reply import Reply
    from vitagraph.queries.results import Found

#: characters; a longer query is sent by POST, as some servers limit the length of URLs
_LONGEST_ADDRESS = 1500
#: bytes of a response, which is streamed; JSON is kept in memory
LARGEST, LARGEST_JSON = 1 << 30, 64 << 20


class Endpoint(NamedTuple):
    """A query service: its URL; the graphs that are the default graph (none: that of the server); the timeout in seconds.

    `union` requests the union of all named graphs as the default graph; servers that have no parameter for this ignore it.
    """

    url: str
    graphs: tuple[str, ...] = ()
    timeout: float = 60.0
    union: bool = False


def evaluate_at(query: Query, endpoint: Endpoint, parameters: Mapping[str, str]) -> QueryResult:
    """The result of a query over an endpoint. The rows of a table, and triples, are a stream.

    Raises UsageError for wrong parameters, for an update, and for every failure, with a quotation of the response.
    """
    text = with_prefixes("\n".join(line for line in query.bound(parameters, assigned=True).splitlines() if not line.startswith("#+")))
    query_form = form(text)
    if query_form not in READS:
        raise UsageError(f"{query.name} is not a query but an update or empty; endpoints are only read: write {' or '.join(READS)}")
    graph = query_form in ("CONSTRUCT", "DESCRIBE")
    reply = _accepted(endpoint, text, graph)
    if graph:
        return _triples(endpoint, reply)
    result = _results(query, endpoint, reply)
    # Some servers return a table for ASK.
    return _boolean(result) if query_form == "ASK" and isinstance(result, Table) else result


def _boolean(table: Table) -> bool:
    return any(cell in ("1", "true") for row in table.texts() for cell in row)


def _results(query: Query, endpoint: Endpoint, reply: Reply) -> QueryResult:
    from xml.etree.ElementTree import ParseError

    from vitagraph.queries.results import read, read_json

    kind = reply.headers.get("Content-Type", "nothing")
    try:
        found = read_json(reply.within(LARGEST_JSON)) if "json" in kind.lower() else read(reply)
    except NetworkError as error:
        raise _usage_error(endpoint, error) from None
    except (ParseError, ValueError, LookupError):
        reply.close()
        raise UsageError(f"{endpoint.url}: responds with {kind}, not with SPARQL results; name the address of its query service") from None
    if isinstance(found, bool):
        reply.close()
        return found
    order = in_order(query.text, found.names)
    columns = query.named_columns(order)
    return Table(columns, arranged(columns, reordered(found.names, order, _rows(endpoint, reply, found))))


def _rows(endpoint: Endpoint, reply: Reply, found: Found) -> Iterator[Row]:
    from xml.etree.ElementTree import ParseError

    count = 0
    try:
        for row in found.rows:
            count += 1
            yield row
    except (ParseError, ValueError, LookupError) as error:
        raise UsageError(
            f"{endpoint.url}: the response broke off after {count:,} rows ({error}); try again, or ask for less with LIMIT"
        ) from None
    except NetworkError as error:
        raise UsageError(f"{endpoint.url}: {error.what} after {count:,} rows; {error.instead}") from None
    finally:
        reply.close()
    for store_type in server_types():
        if store_type.incomplete and (reason := store_type.incomplete(reply.headers, count)):
            raise UsageError(f"{endpoint.url}: {reason}")


def _triples(endpoint: Endpoint, reply: Reply) -> Iterator[Triple]:
    from pyoxigraph import RdfFormat, parse

    kind = reply.headers.get("Content-Type", "")
    format = RdfFormat.from_media_type(kind)
    if format is None:
        reply.close()
        raise UsageError(f"{endpoint.url}: responds with {kind or 'nothing'}, not with RDF; name the address of its query service")
    try:
        for quad in parse(cast("IO[bytes]", reply), format, base_iri=endpoint.url):
            yield str(quad.subject), str(quad.predicate), str(quad.object)
    except NetworkError as error:
        raise _usage_error(endpoint, error) from None
    except (SyntaxError, MemoryError, OSError) as error:
        raise UsageError(f"{endpoint.url}: the response is not well-formed or broke off: {error}; try again") from None
    finally:
        reply.close()


def _accepted(endpoint: Endpoint, text: str, graph: bool) -> Reply:
    """The response to a query. Raises UsageError where its status is an error."""
    try:
        reply = _reply(endpoint, text, graph)
    except NetworkError as error:
        raise _usage_error(endpoint, error) from None
    if reply.ok:
        return reply
    with reply:
        known = reply.status == 401 and any(credentials(endpoint.url)[1:])
        refusal = _unauthorized(reply, known) if reply.status == 401 else _refusal(reply.status)
        words = reply.words()
        raise UsageError(f"{endpoint.url}: {refusal}{f'; its response: {words}' if words else ''}")


def _reply(endpoint: Endpoint, text: str, graph: bool) -> Reply:
    """The response to a query, with any status. Raises NetworkError."""
    import http.client

    from SPARQLWrapper import GET, POST, TURTLE, XML

    # Some servers repeat every graph of a request in response headers, of which Python reads 100.
    most = 100 + max(store_type.headers_per_graph for store_type in server_types()) * len(endpoint.graphs)
    http.client._MAXHEADERS = max(http.client._MAXHEADERS, most)  # type: ignore[attr-defined]  # the limit has no other name
    wrapper = _wrapper(endpoint)
    wrapper.setQuery(text)
    wrapper.queryType = "CONSTRUCT" if graph else "SELECT"
    wrapper.setReturnFormat(TURTLE if graph else XML)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST if len(text) + sum(map(len, endpoint.graphs)) > _LONGEST_ADDRESS else GET)
    for name, value in _union_parameters() if endpoint.union else ():
        wrapper.addParameter(name, value)
    for iri in endpoint.graphs:
        wrapper.addDefaultGraph(iri)
        wrapper.addNamedGraph(iri)
    return cast("Reply", wrapper.query().response)


def _union_parameters() -> Iterator[tuple[str, str]]:
    return chain.from_iterable(store_type.union.items() for store_type in server_types())


def _wrapper(endpoint: Endpoint) -> SPARQLWrapper:
    """A SPARQLWrapper whose requests are sent by `vitagraph.network`, as those of all commands.

    SPARQLWrapper itself needs the scheme of authentication and its realm, and would send a password to any target of a redirect.
    """
    from SPARQLWrapper import XML, SPARQLWrapper

    from vitagraph.queries.results import ACCEPTED

    client = Client(Limits(endpoint.timeout, LARGEST), credentials(endpoint.url), [endpoint.url])

    class Wrapper(SPARQLWrapper):
        def _query(self) -> tuple[Any, str]:
            made: Any = self._createRequest()
            headers = dict(made.header_items()) | ({"Accept": ACCEPTED} if self.returnFormat == XML else {})
            reply = client.send(made.get_method(), made.full_url, body=made.data, headers=headers, changes=False)
            return reply, self.returnFormat

    return Wrapper(endpoint.url, agent="vitagraph")


def _usage_error(endpoint: Endpoint, error: NetworkError) -> UsageError:
    elsewhere = "" if error.place == endpoint.url.partition("?")[0] else f"{error.place}: "
    return UsageError(f"{endpoint.url}: {elsewhere}{error.what}; {error.instead}")


def _unauthorized(reply: Reply, known: bool) -> str:
    if reply.signed:
        return "the endpoint does not accept this user, password or token; correct it"
    if known and reply.headers.get("WWW-Authenticate", "").lower().startswith("bearer"):
        return "the endpoint takes no user and password; set VITAGRAPH_TOKEN instead of VITAGRAPH_USER"
    return "the endpoint requires authentication; set VITAGRAPH_USER and VITAGRAPH_PASSWORD, or VITAGRAPH_TOKEN, or add it to ~/.netrc"


def _refusal(code: int) -> str:
    match code:
        case 400:
            return "the endpoint rejects the query"
        case 403:
            return "the endpoint forbids this query; check the user and its permissions"
        case 404:
            return "there is no query service at this address; check it"
        case 429 | 502 | 503 | 504:
            return f"the endpoint is busy or out of order (HTTP {code}), also after retries; try later"
    return f"the endpoint failed (HTTP {code})"


def located(url: str, timeout: float) -> str:
    """The URL of a query service: `url` itself, or the first query service that responds below it.

    Raises UsageError where none responds. A redirect to another server or path leads to none: it is named in the message.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{quoted(url)} is not the address of an endpoint; write one such as http://127.0.0.1:7878/query")
    root, slash = url.rstrip("/"), url.endswith("/")
    named = bool(parts.query) or any(_is_service(parts.path, store_type) for store_type in server_types())
    if named and not slash:
        return url
    services = dict.fromkeys(path for store_type in server_types() for path in store_type.query_services[:1])
    candidates = [root, url] if named else [*(f"{root}{service}" for service in services), url]
    failed: UsageError | None = None
    for candidate in candidates:
        try:
            service = _query_service(Endpoint(candidate, timeout=min(timeout, 10.0)))
            if service and not is_moved(candidate, service):
                return candidate
            if service:
                failed = UsageError(f"{url}: it redirects to {place(service)}; name that address if you trust it")
        except NetworkError as error:
            failed = _usage_error(Endpoint(url), error)
            if not error.elsewhere:
                raise failed from None
    raise failed or UsageError(f"{url}: none of {', '.join(candidates)} is a query service; name the address of its query service")


def _is_service(path: str, store_type: StoreType) -> bool:
    """Whether a path is that of a query service of a store type; of a type without one, the root itself answers queries."""
    if store_type.query_services:
        return path.rstrip("/").endswith(store_type.query_services)
    return bool(store_type.path and re.search(store_type.path, path))


def _query_service(endpoint: Endpoint) -> str:
    """The address of the query service that responds, after redirects; "" for none. One that needs authentication counts."""
    with _reply(endpoint, "ASK {}", graph=False) as reply:
        if not reply.ok:
            return reply.url if reply.status == 401 else ""
        is_service = "sparql-results+" in reply.headers.get("Content-Type", "") or b"sparql-results#" in reply.read(500)
        return reply.url if is_service else ""
