"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): queries only, in the three ways of section 2.1."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from vitagraph.errors import DataError, EngineError, UsageError
from vitagraph.queries.engine import Data, QueryRequest, ResponseHead
from vitagraph.queries.formats import offered
from vitagraph.queries.local import Scope
from vitagraph.queries.untrusted import ENGINE
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.sandbox.bounds import SERVER, Bounds
from vitagraph.sandbox.client import Process
from vitagraph.serving.content import respond
from vitagraph.serving.edition import Edition
from vitagraph.serving.negotiation import preferred
from vitagraph.serving.service import description

_LARGEST_REQUEST = 1 << 20
_AT_ONCE = 4
QUERY_PAGE = "query.html"
#: cause of an engine error -> HTTP status; all others are 503: the query needed too much time or memory
_STATUS = {"network": 403, "depth": 400}


class _Refused(Exception):  # noqa: N818 - a response, not a bug
    """A request that is refused, with its response."""

    def __init__(self, status: int, message: str) -> None:
        self.response = PlainTextResponse(f"{message}\n", status, {"Vary": "Accept"} if status == 406 else None)


class _Given(NamedTuple):
    """The parameters of a request by name, and the query in its body."""

    parameters: dict[str, list[str]]
    body: str | None = None


class Endpoint:
    """Evaluates queries over the present edition; a query ends after `timeout` seconds, and with its client."""

    def __init__(self, edition: Callable[[], Edition], timeout: float) -> None:
        self._edition = edition
        self._bounds = SERVER._replace(seconds=timeout)
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, request: Request) -> Response:
        """The response to a request; without a query, the service description."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        try:
            given = await _given(request)
            if request.method != "POST" and not given.parameters:
                return self._described(request)
            query = _query(given, request.headers.get("accept", ""), self._bounds)._replace(base=_address(request))
        except _Refused as refused:
            return refused.response
        evaluation = asyncio.create_task(self._evaluate(query))
        disconnection = asyncio.create_task(_disconnected(request))
        await asyncio.wait((evaluation, disconnection), return_when=asyncio.FIRST_COMPLETED)
        if evaluation.done():
            disconnection.cancel()
            result = evaluation.result()
            headers = {"Vary": "Accept"} if result.status_code in (200, 406) else {}
            type = result.media_type or result.headers["content-type"]
            return respond(request, bytes(result.body), type, result.status_code, headers)
        evaluation.cancel()
        return Response(status_code=499)  # the client has disconnected

    def _described(self, request: Request) -> Response:
        """The description of the endpoint; the query page of the site for a browser."""
        edition = self._edition()
        syntaxes = {syntax.media_type: syntax for syntax in SYNTAXES.all.values()}
        pages = ["text/html"] if QUERY_PAGE in edition.files else []
        chosen = preferred([*syntaxes, *pages], request.headers.get("accept", ""))
        if not chosen:
            return PlainTextResponse(
                f"the description has the formats {', '.join(syntaxes)}; accept one of them\n", 406, {"Vary": "Accept"}
            )
        if chosen in pages:
            return RedirectResponse(f"/{QUERY_PAGE}", 303, {"Vary": "Accept"})
        text = description(_address(request), str(request.base_url), edition, syntaxes[chosen])
        return respond(request, text.encode(), chosen, headers={"Vary": "Accept"})

    async def _evaluate(self, query: QueryRequest) -> Response:
        async with self._free:
            process = Process(ENGINE, self._bounds.memory)
            try:
                return await asyncio.to_thread(_exchange, process, query, self._edition().quads.encode(), self._bounds.seconds)
            finally:
                process.kill()  # the thread waits for its end, and closes its files


async def _disconnected(request: Request) -> None:
    """Returns when the client disconnects."""
    while (await request.receive())["type"] != "http.disconnect":
        continue


def _exchange(process: Process, query: QueryRequest, quads: bytes, seconds: float | None) -> Response:
    """Evaluates a query in an engine process, and ends the process."""
    try:
        process.prepare(Data(merged=True), quads)
        return _response(process.request(query, seconds))
    except (DataError, UsageError) as error:
        return PlainTextResponse(f"{error}\n", 400)
    except EngineError as error:
        remedy = "; send the query to the other endpoint itself" if error.cause == "network" else ""
        return PlainTextResponse(f"{query.source} {error}{remedy}\n", _STATUS.get(error.cause, 503))
    finally:
        process.end()


def _response(values: Iterator[Any]) -> Response:
    status, media_type = ResponseHead(*next(values))
    return Response("".join(values), status, media_type=media_type)


def _address(request: Request) -> str:
    """The address of the endpoint, which relative IRIs of a query are resolved against (SPARQL 1.1, section 4.1.1.2)."""
    return str(request.url.replace(query="", fragment=""))


async def _given(request: Request) -> _Given:
    """The parameters and the query of a request."""
    parameters = parse_qs(request.url.query, keep_blank_values=True)
    if request.method != "POST":
        return _Given(parameters)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _body(request)
    if kind == "application/x-www-form-urlencoded":
        return _Given(parse_qs(body, keep_blank_values=True))
    if kind == "application/sparql-query":
        return _Given(parameters, body)
    if kind == "application/sparql-update":
        raise _Refused(403, "this endpoint is read-only; change the CV's files instead")
    known = "application/sparql-query or application/x-www-form-urlencoded"
    raise _Refused(415, f"a query cannot come as {kind or 'a body without a type'}; send it as {known}")


async def _body(request: Request) -> str:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_REQUEST:
            raise _Refused(413, f"the request has more than {_LARGEST_REQUEST >> 20} MB, which no query has")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Refused(400, f"byte {error.start} of the request is no UTF-8; send it as UTF-8") from None


def _query(given: _Given, accept: str, bounds: Bounds) -> QueryRequest:
    if "update" in given.parameters:
        raise _Refused(403, "this endpoint is read-only; change the CV's files instead")
    queries = [*given.parameters.get("query", []), *([given.body] if given.body is not None else [])]
    if len(queries) != 1:
        raise _Refused(400, f"a request holds exactly one query, and this one {len(queries)}; send it as `query`")
    # The dataset of the protocol replaces that of the query (SPARQL 1.1 Protocol, section 2.1.4).
    default, named = (given.parameters.get(f"{name}-graph-uri", []) for name in ("default", "named"))
    scope = Scope(default, named) if default or named else Scope()
    tables, graphs = offered(graph=False), offered(graph=True)
    table, graph = _accepted(tables, accept), _accepted(graphs, accept)
    if not table and not graph:
        raise _Refused(406, f"results have the formats {', '.join([*tables, *graphs])}; accept one of them")
    return QueryRequest(queries[0], "the query", scope, bounds.depth, bounds.rows, bounds.characters, accepted=(table, graph))


def _accepted(kinds: Collection[str], accept: str) -> str:
    """The preferred media type; `application/json` means the first with `+json`, and so does `application/xml` (RFC 6839)."""
    general = {f"application/{suffix}": one for one in reversed([*kinds]) if (suffix := one.partition("+")[2])}
    chosen = preferred([*kinds, *general], accept)
    return general.get(chosen, chosen)
