"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): queries only, in three ways; an answer, or what is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from vitagraph.errors import DataError, EngineError, UsageError
from vitagraph.queries.engine import Answered, Asked, Data
from vitagraph.queries.formats import offered, offered_iris
from vitagraph.queries.local import Scope
from vitagraph.queries.untrusted import ENGINE
from vitagraph.sandbox.bounds import SERVER, Bounds
from vitagraph.sandbox.client import Process
from vitagraph.serving.negotiation import preferred

_LARGEST_REQUEST = 1 << 20
_AT_ONCE = 4
#: what is wrong with a query -> the status of its answer; a query that asked for too much may be asked in another way
_STATUS = {"network": 403, "depth": 400}
_SERVICE = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .

[] a sd:Service ;
    sd:endpoint <> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} .
"""


class _Refused(Exception):  # noqa: N818 - an answer, not a bug
    """A request that gets no answer, and why."""

    def __init__(self, status: int, message: str) -> None:
        self.response = PlainTextResponse(f"{message}\n", status)


class _Given(NamedTuple):
    """The parameters of a request by name, and a query that came as its body."""

    parameters: dict[str, list[str]]
    body: str | None = None


class Endpoint:
    """Answers queries over the N-Quads of the moment; none takes longer than `timeout` seconds, or runs on without its client."""

    def __init__(self, quads: Callable[[], str], timeout: float) -> None:
        self._quads = quads
        self._bounds = SERVER._replace(seconds=timeout)
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, request: Request) -> Response:
        """The answer to a request; without a query, what the endpoint can do."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        try:
            given = await _given(request)
            if request.method != "POST" and not given.parameters:
                return Response(_SERVICE.format(formats=_listed()), media_type="text/turtle")
            asked = _asked(given, request.headers.get("accept", ""), self._bounds)
        except _Refused as refused:
            return refused.response
        answering = asyncio.create_task(self._answer(asked))
        leaving = asyncio.create_task(_left(request))
        await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
        if answering.done():
            leaving.cancel()
            return answering.result()
        answering.cancel()
        return Response(status_code=499)  # nobody reads it

    async def _answer(self, asked: Asked) -> Response:
        async with self._free:
            process = Process(ENGINE, self._bounds.memory)
            try:
                return await asyncio.to_thread(_exchange, process, asked, self._quads().encode(), self._bounds.seconds)
            finally:
                process.kill()  # the thread waits for it, and closes what is left


async def _left(request: Request) -> None:
    """Returns when the client hangs up."""
    while (await request.receive())["type"] != "http.disconnect":
        continue


def _exchange(process: Process, asked: Asked, quads: bytes, seconds: float | None) -> Response:
    """Asks an engine process, and ends it."""
    try:
        process.prepare(Data(merged=True), quads)
        return _response(process.ask(asked, seconds))
    except (DataError, UsageError) as error:
        return PlainTextResponse(f"{error}\n", 400)
    except EngineError as error:
        remedy = "; ask the other endpoint itself" if error.cause == "network" else ""
        return PlainTextResponse(f"{asked.source} {error}{remedy}\n", _STATUS.get(error.cause, 503))
    finally:
        process.end()


def _response(values: Iterator[Any]) -> Response:
    status, media_type = Answered(*next(values))
    return Response("".join(values), status, media_type=media_type, headers={"Vary": "Accept"})


async def _given(request: Request) -> _Given:
    """What a request asks, in one of the three ways of section 2.1."""
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


def _asked(given: _Given, accept: str, bounds: Bounds) -> Asked:
    if "update" in given.parameters:
        raise _Refused(403, "this endpoint is read-only; change the CV's files instead")
    queries = [*given.parameters.get("query", []), *([given.body] if given.body is not None else [])]
    if len(queries) != 1:
        raise _Refused(400, f"a request holds exactly one query, and this one {len(queries)}; send it as `query`")
    # The dataset of the protocol takes the place of the query's own (SPARQL 1.1 Protocol, section 2.1.4).
    default, named = (given.parameters.get(f"{name}-graph-uri", []) for name in ("default", "named"))
    scope = Scope(default, named) if default or named else Scope()
    tables, graphs = offered(graph=False), offered(graph=True)
    table, graph = preferred(tables, accept), preferred(graphs, accept)
    if not table and not graph:
        raise _Refused(406, f"answers come as {', '.join([*tables, *graphs])}; accept one of them")
    return Asked(queries[0], "the query", scope, bounds.depth, bounds.rows, bounds.characters, accepted=(table, graph))


def _listed() -> str:
    return ", ".join(f"<{iri}>" for iri in offered_iris())
