"""W3C's tests of the SPARQL 1.1 Protocol (https://www.w3.org/2009/sparql/docs/tests/): requests to the endpoint of `vitagraph serve`."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph
import uvicorn
from rdflib import RDF, RDFS, Graph, Namespace
from rdflib.term import Node
from starlette.applications import Starlette
from starlette.routing import Route

from suites import Outcome
from vitagraph.queries.formats import offered
from vitagraph.serving.edition import EMPTY
from vitagraph.serving.server import listen
from vitagraph.serving.sparql import Endpoint

FOLDER = "sparql11-protocol"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")


def run(folder: Path) -> Iterator[Outcome]:
    """The tests of queries and of updates; this endpoint is read-only, and refuses the updates that are to succeed."""
    manifest = Graph().parse(folder / "manifest.ttl", publicID=folder.as_uri() + "/")
    (entries,) = manifest.objects(None, MF.entries)
    for test in manifest.items(entries):
        name = str(test).rpartition("#")[2]
        part = "sparql protocol, updates" if name.startswith(("update", "bad_update")) else "sparql protocol, queries"
        yield Outcome(part, name, _difference(manifest, test))


def _difference(manifest: Graph, test: Node) -> str:
    with _endpoint(_quads(manifest, test)) as port:
        action = manifest.value(test, MF.action)
        for requests in manifest.objects(action, HT.requests):
            for request in manifest.items(requests):
                if why := _why(manifest, request, port):
                    return why
    return ""


def _quads(manifest: Graph, test: Node) -> str:
    """The data of a test: a named graph for each file."""
    quads = []
    for data in manifest.objects(test, UT.graphData):
        file = Path(str(manifest.value(data, UT.graph)).removeprefix("file://"))
        name = pyoxigraph.NamedNode(str(manifest.value(data, RDFS.label)))
        triples = pyoxigraph.parse(file.read_bytes(), pyoxigraph.RdfFormat.N_TRIPLES)
        quads += [pyoxigraph.Quad(one.subject, one.predicate, one.object, name) for one in triples]
    return "".join(f"{quad} .\n" for quad in quads)


@contextmanager
def _endpoint(quads: str) -> Iterator[int]:
    """The port of the endpoint over these quads."""
    endpoint, listening = Endpoint(lambda: EMPTY._replace(quads=quads), 30), listen("127.0.0.1", 0)

    async def query(request: Any) -> Any:
        return await endpoint(request)

    app = Starlette(routes=[Route("/sparql/", query, methods=["GET", "POST", "OPTIONS"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening.socket]})
    thread.start()
    try:
        yield listening.socket.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def _why(manifest: Graph, request: Node, port: int) -> str:
    """The difference between the response to a request and the expected one."""
    method, path = str(manifest.value(request, HT.methodName)), str(manifest.value(request, HT.absolutePath))
    (fields,) = list(manifest.objects(request, HT.headers)) or [RDF.nil]
    headers = {str(manifest.value(one, HT.fieldName)): str(manifest.value(one, HT.fieldValue)) for one in manifest.items(fields)}
    body = manifest.value(request, HT.body)
    text = str(manifest.value(body, CNT.chars)) if body is not None else ""
    encoding = str(manifest.value(body, CNT.characterEncoding) or "UTF-8") if body is not None else "UTF-8"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, text.encode(encoding), headers)
    reply = connection.getresponse()
    content, type = reply.read(), (reply.headers["Content-Type"] or "").partition(";")[0]
    connection.close()
    response = manifest.value(request, HT.resp)
    expected = [str(one).rpartition("StatusCode")[2][0] for one in manifest.objects(response, MF.expectedStatus)]
    if str(reply.status)[0] not in expected:
        return f"{reply.status}, {content.decode().strip().partition(';')[0]}"
    format, boolean = manifest.value(response, MF.expectedFormat), manifest.value(response, MF.expectedBoolean)
    if boolean is not None and json.loads(content)["boolean"] is not boolean.toPython():  # type: ignore[attr-defined]  # a literal
        return f"the result is not {boolean}"
    if format is not None and type not in offered(graph=str(format) == "RDF"):
        return f"the format is {type}"
    return ""
