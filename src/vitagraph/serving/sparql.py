"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): queries only, in three ways; an answer, or what is wrong."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from vitagraph.serving.engine import GRAPHS, TABLES, Answered, Asked
from vitagraph.serving.negotiation import preferred

_LARGEST_REQUEST = 1 << 20
_LARGEST_ANSWER = 64 << 20
_AT_ONCE = 4
_SERVICE = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .

[] a sd:Service ;
    sd:endpoint <> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} .
"""
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "JSON-LD",
    "N-Triples",
    "RDF_XML",
)


class _Refused(Exception):  # noqa: N818 - an answer, not a bug
    """A request that gets no answer, and why."""

    def __init__(self, status: int, message: str) -> None:
        self.response = PlainTextResponse(f"{message}\n", status)


class _Given(NamedTuple):
    """The parameters of a request by name, and a query that came as its body."""

    parameters: dict[str, list[str]]
    body: str | None = None


class Endpoint:
    """Answers queries over the N-Quads of the moment; none takes longer than `timeout` seconds."""

    def __init__(self, quads: Callable[[], str], timeout: float) -> None:
        self._quads = quads
        self._timeout = timeout
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, request: Request) -> Response:
        """The answer to a request; without a query, what the endpoint can do."""
        try:
            given = await _given(request)
            if request.method != "POST" and not given.parameters:
                return Response(_SERVICE.format(formats=_listed()), media_type="text/turtle")
            asked = _asked(given, request.headers.get("accept", ""))
            async with self._free:
                return await self._answer(asked)
        except _Refused as refused:
            return refused.response

    async def _answer(self, asked: Asked) -> Response:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "vitagraph.serving.engine", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL, limit=_LARGEST_REQUEST,
        )  # fmt: skip
        try:
            return await asyncio.wait_for(_exchange(process, asked, self._quads()), self._timeout)
        except TimeoutError:
            bound = f"{self._timeout:g} second{'' if self._timeout == 1 else 's'}"
            raise _Refused(503, f"the query took longer than {bound} and was stopped; ask for less, or allow more with --timeout") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def _exchange(process: asyncio.subprocess.Process, asked: Asked, quads: str) -> Response:
    """Gives the engine its request and takes its answer."""
    requests, answers = process.stdin, process.stdout
    if requests is None or answers is None:
        raise AssertionError("both are pipes")
    requests.write(json.dumps(asked).encode() + b"\n" + quads.encode())
    requests.close()
    head = await answers.readline()
    if not head:
        raise _Refused(503, "the query ended without an answer, most likely for want of memory; ask for less")
    answered = Answered(*json.loads(head))
    body = bytearray()
    while piece := await answers.read(1 << 16):
        body += piece
        if len(body) > _LARGEST_ANSWER:
            raise _Refused(503, f"the answer has more than {_LARGEST_ANSWER >> 20} MB; ask for less, with LIMIT for example")
    await process.wait()
    return Response(bytes(body), answered.status, media_type=answered.type, headers={"Vary": "Accept"})


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


def _asked(given: _Given, accept: str) -> Asked:
    if "update" in given.parameters:
        raise _Refused(403, "this endpoint is read-only; change the CV's files instead")
    queries = [*given.parameters.get("query", []), *([given.body] if given.body is not None else [])]
    if len(queries) != 1:
        raise _Refused(400, f"a request holds exactly one query, and this one {len(queries)}; send it as `query`")
    default, named = (given.parameters.get(f"{name}-graph-uri", []) for name in ("default", "named"))
    table, graph = preferred(TABLES, accept), preferred(GRAPHS, accept)
    if not table and not graph:
        raise _Refused(406, f"answers come as {', '.join([*TABLES, *GRAPHS])}; accept one of them")
    return Asked(queries[0], default, named, table, graph)


def _listed() -> str:
    return ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS)
