"""`vitagraph serve` as a process, with requests of browsers, of linked-data clients, and of attackers."""

from __future__ import annotations

import json
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph
import pytest
import rdflib
import requests
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from starlette.requests import Request

import servers
import vitagraph
from command_line import INTERRUPTIBLE, run
from test_privacy import assert_contains_none_of, restricted_words
from vitagraph.exporters import bibliographies
from vitagraph.rdf.syntaxes import SYNTAXES, Syntax
from vitagraph.serving.access import is_own

ROOT = Path(__file__).parent.parent
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


class Serving(servers.Server):
    """A running `vitagraph serve` for a folder."""

    program = "vitagraph"
    installed_by = "make test"

    def __init__(self, folder: Path, cv: Path, *options: str) -> None:
        super().__init__(folder)
        self.cv = cv
        self.options = options

    def command(self) -> list[str]:
        return ["serve", str(self.cv), "--port", str(self.port), *self.options]

    def get(self, path: str = "", accept: str = "*/*", **headers: str) -> requests.Response:
        """A GET that follows no redirect."""
        return requests.get(f"{self.root}/{path}", headers={"Accept": accept, **headers}, allow_redirects=False, timeout=20)

    def raw(self, request: bytes) -> bytes:
        """The response to these bytes."""
        with socket.create_connection((servers.LOOPBACK, self.port), timeout=10) as connection:
            answer = b""
            with suppress(ConnectionError):  # a server may close the connection before it has read everything
                connection.sendall(request)
            with suppress(ConnectionError):
                while piece := connection.recv(65536):
                    answer += piece
        return answer


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The CV of the invented person, which has restricted facts."""
    with servers.running(Serving(tmp_path_factory.mktemp("serve"), ROOT / "data/example")) as server:
        yield server


Triples = set[pyoxigraph.Triple]


@pytest.fixture(scope="module")
def graph() -> Triples:
    """The public graph of that CV."""
    return triples(vitagraph.dataset(vitagraph.read(ROOT / "data/example")).serialize("ntriples"), "application/n-triples")


def triples(text: str, media_type: str) -> Triples:
    """The triples of a text by their values, as a store has its own spelling."""
    format = pyoxigraph.RdfFormat.from_media_type(media_type)
    assert format is not None
    store = pyoxigraph.Store()
    store.load(text, format, base_iri="https://ada.example/")
    return {quad.triple for quad in store}


# -- the protocol


@pytest.mark.parametrize("method", ["GET", URLENCODED, POSTDIRECTLY])
@pytest.mark.parametrize("format", [JSON, XML])
def test_sparqlwrapper_queries(example: Serving, graph: Triples, method: str, format: str) -> None:
    """With GET and both forms of POST."""
    client = SPARQLWrapper(f"{example.root}/sparql")
    client.setQuery(COUNT)
    client.setReturnFormat(format)
    if method != "GET":
        client.setMethod(POST)
        client.setRequestMethod(method)
    answer = client.query().convert()
    number = answer["results"]["bindings"][0]["n"]["value"] if format == JSON else answer.getElementsByTagName("literal")[0].firstChild.data
    assert int(number) == len(graph)


@pytest.mark.parametrize(("format", "head"), [(CSV, b"n"), (TSV, b"?n")])
def test_tables_as_text(example: Serving, format: str, head: bytes) -> None:
    """CSV and TSV."""
    client = SPARQLWrapper(f"{example.root}/sparql")
    client.setQuery(COUNT)
    client.setReturnFormat(format)
    assert client.query().convert().splitlines()[0] == head


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/json", "application/sparql-results+json"),
        ("application/json;q=0.5, text/csv;q=0.4", "application/sparql-results+json"),
        ("application/xml", "application/sparql-results+xml"),
        ("application/json;q=0.1, text/csv", "text/csv"),
        ("application/*", "application/sparql-results+json"),
    ],
)
def test_general_media_types_mean_those_of_results(example: Serving, accept: str, media_type: str) -> None:
    """As programs ask that know JSON or XML only; what nothing is accepted of varies by Accept too."""
    answer = requests.get(f"{example.root}/sparql", {"query": COUNT}, headers={"Accept": accept}, timeout=20)
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    refused = requests.get(f"{example.root}/sparql", {"query": COUNT}, headers={"Accept": "image/png"}, timeout=20)
    assert "Accept" in refused.headers["Vary"].split(", ")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json;q=0.9, text/turtle;q=0.1", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/json", "application/ld+json"),
        ("text/html, application/xml;q=0.9", "application/rdf+xml"),
    ],
)
def test_graphs_in_every_syntax(example: Serving, graph: Triples, accept: str, media_type: str) -> None:
    """CONSTRUCT returns the graph in any syntax."""
    answer = requests.get(f"{example.root}/sparql", {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, headers={"Accept": accept}, timeout=20)
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    assert triples(answer.content.decode(), media_type) == graph


def test_boolean_results(example: Serving) -> None:
    """ASK."""
    client = SPARQLWrapper(f"{example.root}/sparql")
    client.setQuery("ASK { ?s a schema:Person }")
    client.setReturnFormat(JSON)
    assert client.query().convert()["boolean"] is True
    client.setQuery("DESCRIBE <https://ada.example/cv#me>")
    client.setReturnFormat(TURTLE)
    assert b"schema:Person" in client.query().convert()


def test_the_dataset_of_the_protocol(example: Serving) -> None:
    """`default-graph-uri` and `named-graph-uri` select the graphs, whatever the query states."""
    document = "https://ada.example/cv"
    query = {"query": f"SELECT (COUNT(*) AS ?n) FROM <{document}#graph/public> {{ ?s ?p ?o }}"}
    public, meta = (
        requests.get(f"{example.root}/sparql", query | more, headers={"Accept": "text/csv"}, timeout=20).text.split()[1]
        for more in ({}, {"default-graph-uri": f"{document}#graph/meta"})
    )
    assert int(public) > 10 * int(meta) > 0
    named = {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": f"{document}#graph/meta"}
    answer = requests.get(f"{example.root}/sparql", named, headers={"Accept": "text/csv"}, timeout=20)
    assert answer.text.split() == ["g", f"{document}#graph/meta"]


def test_the_service_description(example: Serving) -> None:
    """The response to a request without a query, in every syntax; a browser is sent to the query page."""
    texts = {syntax: example.get("sparql", syntax.media_type) for syntax in SYNTAXES.all.values()}
    assert [answer.headers["Content-Type"].partition(";")[0] for answer in texts.values()] == [syntax.media_type for syntax in texts]
    assert len({frozenset(triples(answer.text, syntax.media_type)) for syntax, answer in texts.items()}) == 1
    service = rdflib.Graph().parse(data=example.get("sparql").text, format="turtle", publicID=f"{example.root}/sparql")
    assert not [node for triple in service for node in triple if isinstance(node, rdflib.BNode)]
    assert [str(one) for one in service.objects(None, SD.endpoint)] == [f"{example.root}/sparql"]
    names = {str(one).partition("#")[2] for one in service.objects(None, SD.name)}
    assert names == {"graph/public", "graph/meta"}
    page = example.get("sparql", "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (page.status_code, page.headers["Location"]) == (303, "/query.html")
    assert example.get("query.html").status_code == 200
    assert example.get("sparql", "image/png").status_code == 406


def test_the_dataset_names_its_endpoint(example: Serving) -> None:
    """In its description (VoID); the address works."""
    void = rdflib.Graph().parse(data=example.get(".well-known/void").text, format="turtle")
    (endpoint,) = void.objects(rdflib.URIRef("https://ada.example/cv#dataset"), rdflib.VOID.sparqlEndpoint)
    assert requests.get(str(endpoint), {"query": "ASK { ?s a foaf:Person }"}, timeout=20).json()["boolean"] is True


def test_relative_iris_of_a_query_are_relative_to_the_endpoint(example: Serving) -> None:
    """As SPARQL 1.1 requires; an own BASE replaces it."""
    for base, expected in (("", f"{example.root}/sparql#x"), ("BASE <https://owls.example/a/> ", "https://owls.example/a/#x")):
        answer = requests.get(
            f"{example.root}/sparql", {"query": f"{base}SELECT (<#x> AS ?iri) {{}}"}, headers={"Accept": "text/csv"}, timeout=20
        )
        assert answer.text.split() == ["iri", expected]


@pytest.mark.parametrize(
    ("status", "message", "request_"),
    [
        (400, "the query:1:16: this is not SPARQL, at 'T' or just before", {"params": {"query": "SELECT * } LIMIT"}}),
        (400, "exactly one query, and this one 2", {"params": [("query", COUNT), ("query", COUNT)]}),
        (400, "exactly one query, and this one 0", {"params": {"default-graph-uri": "http://x.example/"}}),
        (403, "SERVICE, and nothing is fetched", {"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}),
        (400, "this is not SPARQL", {"params": {"query": "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}),
        (403, "read-only", {"data": {"update": "DELETE WHERE { ?s ?p ?o }"}}),
        (403, "read-only", {"data": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}),
        (400, "DELETE begins an update", {"data": {"query": "DELETE WHERE { ?s ?p ?o }"}}),
        (415, "cannot come as text/plain", {"data": COUNT, "headers": {"Content-Type": "text/plain"}}),
        (413, "more than 1 MB", {"data": {"query": "#" * (2 << 20)}}),
        (400, "no UTF-8", {"data": b"\xff", "headers": {"Content-Type": "application/sparql-query"}}),
        (406, "accept one of them", {"params": {"query": COUNT}, "headers": {"Accept": "image/png"}}),
        (406, "the result is a table", {"params": {"query": COUNT}, "headers": {"Accept": "text/turtle"}}),
        (406, "the result is a graph", {"params": {"query": "DESCRIBE <x:y>"}, "headers": {"Accept": "text/csv"}}),
        (400, "", {"params": {"query": COUNT, "default-graph-uri": "no iri at all"}}),
    ],
)
def test_invalid_requests_are_rejected(example: Serving, status: int, message: str, request_: dict[str, object]) -> None:
    """Each with its status and reason; the server works afterwards."""
    method = "POST" if "data" in request_ else "GET"
    answer = requests.request(method, f"{example.root}/sparql", timeout=20, **request_)
    assert answer.status_code == status, answer.text
    assert message in answer.text
    assert requests.get(f"{example.root}/sparql", {"query": COUNT}, timeout=20).status_code == 200


def test_a_query_that_does_not_end_is_ended(tmp_path: Path) -> None:
    """After the timeout; its process has ended."""
    with servers.running(Serving(tmp_path, ROOT / "data/example", "--timeout", "1")) as server:
        start = time.monotonic()
        answer = requests.get(f"{server.root}/sparql", {"query": ENDLESS}, timeout=60)
        assert answer.status_code == 503
        assert "longer than 1 second and was stopped" in answer.text
        assert 1 <= time.monotonic() - start < 30
        assert not engines(server)


# -- pages and data


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml;q=0.9, text/html;q=0.5", "application/rdf+xml"),
        ("text/*;q=0.3, text/turtle;q=0.8, */*;q=0.1", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("this is no header", "text/html"),
    ],
)
def test_the_document_is_negotiated(example: Serving, graph: Triples, accept: str, media_type: str) -> None:
    """Browsers get the page, linked-data clients the graph."""
    answer = requests.get(f"{example.root}/cv", headers={"Accept": accept}, timeout=20)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    assert "Accept" in answer.headers["Vary"]
    if media_type != "text/html":
        assert triples(answer.content.decode(), media_type) == graph


def test_a_resource_is_negotiated(example: Serving, graph: Triples) -> None:
    """A work has a page; a patent has an entry in that of the CV; both have data."""
    resources = {one.subject.value.partition("#")[2] for one in graph}
    work, patent = (min(one for one in resources if one.startswith(start) and one.count("/") == 1) for start in ("publication/", "patent/"))
    assert example.get(work, "text/html").headers["Content-Location"].endswith(".html")
    for format in bibliographies():
        answer = example.get(work, format.media_type)
        assert answer.headers["Content-Location"] == f"/{work}.{format.published_suffix}"
        assert work.rpartition("/")[2] in answer.text
    answer = example.get(patent, "text/html")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/cv#{patent}")
    assert f"<#{patent}> " in example.get(patent, "text/turtle").text
    assert example.get(work, "image/png").status_code == 406


def test_what_has_only_a_name_is_described(example: Serving) -> None:
    """From the graph, because the site has no files for it."""
    answer = example.get("person/eule-e", "text/turtle")
    assert "<#person/eule-e> a schema:Person" in answer.text
    assert example.get(answer.headers["Content-Location"][1:]).content == answer.content
    assert example.get("person/eule-e", "text/html").headers["Location"] == "/cv#person/eule-e"
    assert example.get("person/unknown", "text/turtle").status_code == 404


@pytest.mark.parametrize("syntax", SYNTAXES.all.values(), ids=lambda syntax: syntax.name)
def test_every_syntax_has_the_same_triples(example: Serving, graph: Triples, syntax: Syntax) -> None:
    """Of the document and of a resource, by Accept and by suffix; the site itself has files in some of the syntaxes only."""
    patent = min(one.subject.value.partition("#")[2] for one in graph if "#patent/" in one.subject.value)
    turtle = triples(example.get(patent, "text/turtle").content.decode(), "text/turtle")
    assert len(turtle) > 5
    for path, stem, expected in (("cv", "cv", graph), (patent, patent, turtle)):
        answer = example.get(path, syntax.media_type)
        assert answer.headers["Content-Type"].partition(";")[0] == syntax.media_type
        assert answer.headers["Content-Location"] == f"/{stem}.{syntax.suffix}"
        assert triples(answer.content.decode(), syntax.media_type) == expected
        assert example.get(f"{stem}.{syntax.suffix}").content == answer.content


def test_caches_and_head(example: Serving) -> None:
    """Pages, data and results of queries have a tag, and are not sent again; HEAD gives the same headers without the content."""
    query = "sparql?" + urlencode({"query": COUNT})
    for path, accept in (
        ("cv/", "text/html"),
        ("cv.ttl", "*/*"),
        ("cv.trig", "*/*"),
        ("cv", "application/rdf+xml"),
        (query, "text/csv"),
        ("sparql", "*/*"),
    ):
        answer = example.get(path, accept)
        again = example.get(path, accept, **{"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Cache-Control"] == "no-cache"
        head = requests.head(f"{example.root}/{path}", headers={"Accept": accept}, timeout=20)
        assert (head.status_code, head.content) == (200, b"")
        assert {**head.headers, "date": ""} == {**answer.headers, "date": ""}
    assert example.get("cv.ttl", Range="bytes=1-4").content == example.get("cv.ttl").content[1:5]


def test_every_file_of_the_site_is_served(example: Serving, tmp_path: Path) -> None:
    """Like those of `vitagraph site`; pages also have the script that reloads them."""
    run(ROOT, "site", "data/example", "-o", str(tmp_path / "public"))
    paths = sorted(path for path in (tmp_path / "public").rglob("*") if path.is_file() and not path.name.startswith("."))
    for path in [path for number, path in enumerate(paths) if number % 25 == 0 or path.parent == tmp_path / "public"]:
        name = path.relative_to(tmp_path / "public").as_posix()
        answer = example.get(name)
        assert answer.status_code == 200, name
        assert answer.headers["Content-Type"] != "application/octet-stream", name
        if name == ".well-known/void":
            assert answer.content.startswith(path.read_bytes())
        elif not name.endswith(".html"):
            assert answer.content == path.read_bytes(), name
    assert "/.vitagraph/reload.js" in example.get("index.html").text


def test_unknown_paths(example: Serving) -> None:
    """A page with a link for browsers, a line for programs; no link to the published site."""
    page = example.get("nothing/here", "text/html")
    assert page.status_code == 404
    assert f'href="{example.root}/' in page.text
    assert "https://ada.example/assets" not in page.text
    assert example.get("nothing/here", "text/turtle").text == "there is nothing at /nothing/here; / is the CV\n"
    assert requests.put(f"{example.root}/cv", "x", timeout=20).status_code == 405


def test_no_response_has_restricted_facts(example: Serving) -> None:
    """Neither data nor pages nor query results."""
    everything = requests.get(f"{example.root}/sparql", {"query": "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }"}, timeout=20).text
    everything += example.get("cv", "text/turtle").text + example.get("").text
    assert_contains_none_of(everything, restricted_words(vitagraph.read(ROOT / "data/example")))


@pytest.mark.parametrize(
    ("client", "headers", "own"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {"Host": "[::1]:8000"}, True),
        ("192.168.0.7", {}, False),
        ("8.8.8.8", {}, False),
        ("127.0.0.1", {"X-Forwarded-For": "8.8.8.8"}, False),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, False),
        ("127.0.0.1", {"X-Forwarded-Host": "cv.example"}, False),
        ("127.0.0.1", {"Forwarded": "for=8.8.8.8"}, False),
        ("127.0.0.1", {"Via": "1.1 proxy"}, False),
        ("127.0.0.1", {"X-Real-IP": "8.8.8.8"}, False),
        ("127.0.0.1", {"Host": "cv.example"}, False),
        ("127.0.0.1", {"Origin": "https://yasgui.example"}, False),
        ("127.0.0.1", {"Origin": "http://localhost:8000", "Sec-Fetch-Site": "same-origin"}, True),
    ],
)
def test_problems_are_shown_on_this_machine_only(client: str, headers: dict[str, str], own: bool) -> None:
    """A message may quote a private value: it is not shown with --host and behind a proxy."""
    raw = [(name.lower().encode(), value.encode()) for name, value in ({"Host": "localhost:8000"} | headers).items()]
    assert is_own(Request({"type": "http", "client": (client, 4711), "headers": raw})) is own


def test_problems_are_not_shown_behind_a_proxy(tmp_path: Path) -> None:
    """Neither on the page for an unreadable CV, nor in the event stream; on this machine in both."""
    (tmp_path / "cv.yaml").write_text("person: {name: Ada}\nSecret4711: 1\n", "utf-8")
    server = Serving(tmp_path, tmp_path / "cv.yaml")
    server.probe = lambda: ""  # type: ignore[method-assign]
    server.launch()
    try:
        end = time.monotonic() + 60
        while not (port := listens(server.port)) and time.monotonic() < end:
            time.sleep(0.05)
        assert port
        for headers, stderr in (({}, True), ({"X-Forwarded-For": "8.8.8.8"}, False), ({"Via": "1.0 fred"}, False)):
            assert ("Secret4711" in server.get("", **headers).text) is stderr
            with requests.get(f"{server.root}/.vitagraph/events", headers=headers, stream=True, timeout=20) as stream:
                event = next(line for line in stream.iter_lines(chunk_size=1) if line.startswith(b"data: "))
            assert (b"Secret4711" in event) is stderr
        assert b"Secret4711" not in server.raw(b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")
    finally:
        server.stop()


def listens(port: int) -> bool:
    """Whether a connection is accepted."""
    with socket.socket() as client:
        return client.connect_ex((servers.LOOPBACK, port)) == 0


# -- attacks


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::2]", 'localhost:1"><b>', "", "192.168.0.1"]
)
def test_other_host_names_are_rejected(example: Serving, host: str) -> None:
    """A page whose name resolves to 127.0.0.1 reads nothing."""
    for path in ("", "cv.ttl", "sparql?query=ASK%7B%7D", ".vitagraph/events"):
        assert example.get(path, Host=host).status_code in ((400, 421) if not host else (421,))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:9", "[::1]:8000", "localhost."])
def test_host_names_of_this_machine_are_accepted(example: Serving, host: str) -> None:
    """In any spelling."""
    assert example.get("cv.ttl", Host=host).status_code == 200


@pytest.mark.parametrize(
    "path", ["/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "//etc/passwd", "/cv/../../person.yaml"]
)
def test_no_path_leaves_the_site(example: Serving, path: str) -> None:
    """Only files of the site are served."""
    answer = example.raw(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 404")
    assert b"root:x:" not in answer


def test_a_long_request_is_cut_off(example: Serving) -> None:
    """Endless headers and endless bodies are not read to their end."""
    assert not example.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 300_000 + b"\r\n\r\n").startswith(b"HTTP/1.1 2")
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"
    announced = head + b"Content-Length: 99999999999\r\n\r\n" + b"#" * (3 << 20)
    assert not example.raw(announced).startswith(b"HTTP/1.1 2")
    assert example.get("cv.ttl").status_code == 200


ELSEWHERE = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:1"},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_of_other_sites_cannot_query(example: Serving, method: str, headers: dict[str, str]) -> None:
    """In any way; pages of the site, users and programs can."""
    parameters = {"params" if method == "GET" else "data": {"query": "ASK {}"}}
    answer = requests.request(method, f"{example.root}/sparql", headers=headers, timeout=20, **parameters)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert "may not query this server" in answer.text
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert example.get(".vitagraph/events", **headers).status_code == 403


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_of_the_site_users_and_programs_can_query(example: Serving, method: str) -> None:
    """Links from other sites lead to the pages."""
    parameters = {"params" if method == "GET" else "data": {"query": "ASK {}"}}
    for own in ({}, {"Origin": example.root}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}):
        assert requests.request(method, f"{example.root}/sparql", headers=own, timeout=20, **parameters).status_code == 200  # type: ignore[arg-type]
    assert example.get("", "text/html", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status_code == 200


def test_an_allowed_origin_can_query(tmp_path: Path) -> None:
    """With the CORS headers for its browser, before the query and in the response; others still cannot."""
    origin = "https://yasgui.example"
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    options = ("--allow-origin", "HTTPS://Yasgui.Example:443/", "--allow-origin", "http://[::1]:9")
    with servers.running(Serving(tmp_path, ROOT / "data/example", *options)) as server:
        address = f"{server.root}/sparql"
        named = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
        answer = requests.post(address, {"query": "ASK {}"}, headers=named, timeout=20)
        assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, origin)
        assert "Origin" in answer.headers["Vary"]
        allowed = requests.options(address, headers=named | preflight, timeout=20)
        assert (allowed.status_code, allowed.headers["Access-Control-Allow-Origin"]) == (200, origin)
        assert "Content-Type" in allowed.headers["Access-Control-Allow-Headers"]
        assert "POST" in allowed.headers["Access-Control-Allow-Methods"]
        assert requests.get(address, {"query": "ASK {}"}, headers={"Origin": "http://[::1]:9"}, timeout=20).status_code == 200
        for headers in ELSEWHERE:
            assert requests.post(address, {"query": "ASK {}"}, headers=headers, timeout=20).status_code == 403
            refused = requests.options(address, headers=headers | preflight, timeout=20)
            assert refused.status_code == 403
            assert "Access-Control-Allow-Origin" not in refused.headers
        assert server.get(".vitagraph/events", **named).status_code == 403
        for path in ("cv.ttl", "cv", "cv/"):
            assert server.get(path, **named).headers["Access-Control-Allow-Origin"] == origin
            assert "Access-Control-Allow-Origin" not in server.get(path, Origin="https://evil.example").headers
        preflight |= {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
        assert (
            requests.options(f"{server.root}/cv.ttl", headers=named | preflight, timeout=20).headers["Access-Control-Allow-Origin"]
            == origin
        )
        assert requests.options(f"{server.root}/cv.ttl", timeout=20).headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "text", ["*", "null", "yasgui.example", "https://a.example/path", "https://u@a.example", "file:///x", "https://a:b"]
)
def test_invalid_origins_are_rejected(text: str) -> None:
    """With an example of a valid one."""
    code, _, stderr = run(ROOT, "serve", "data/example", "--port", "0", "--allow-origin", text)
    assert code == 2
    assert f"'{text}' is no origin; write scheme, host and port alone, such as https://yasgui.example" in stderr


def test_queries_end_when_their_clients_disconnect(example: Serving) -> None:
    """Running and waiting ones: the next query is evaluated, and no engine is left."""
    query = urlencode({"query": ENDLESS.replace(" }", " . ?j ?k ?l . ?m ?n ?o }")})
    lines = [
        f"GET /sparql?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"POST /sparql HTTP/1.1\r\nHost: localhost\r\n{FORM}{len(query)}\r\n\r\n{query}",
    ]
    clients = []
    for number in range(10):
        client = socket.create_connection((servers.LOOPBACK, example.port))
        client.sendall(lines[number % 2].encode())
        clients.append(client)
    end = time.monotonic() + 20
    while len(engines(example)) < 4:
        assert time.monotonic() < end
        time.sleep(0.05)
    for number, client in enumerate(clients):
        if number % 3 == 0:  # with a reset instead of FIN
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    start = time.monotonic()
    assert requests.get(f"{example.root}/sparql", {"query": "ASK {}"}, timeout=20).status_code == 200
    assert time.monotonic() - start < 15  # the limit of the queries is 30 s
    while engines(example):
        assert time.monotonic() < end + 20
        time.sleep(0.05)


FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "


def engines(server: Serving) -> list[str]:
    """The engine processes of a server."""
    assert server.process is not None
    found = subprocess.run(["pgrep", "-P", str(server.process.pid), "-f", "queries.engine"], capture_output=True, text=True, check=False)
    return found.stdout.split()


def test_security_headers(example: Serving) -> None:
    """No response may be framed, sniffed, or loaded by another origin."""
    for path in ("", "cv.ttl", "sparql", "nothing"):
        headers = example.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in headers


# -- while the CV is edited


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Serving]:
    """A small CV that a test changes."""
    (tmp_path / "cv").mkdir()
    (tmp_path / "cv" / "cv.yaml").write_text("document: {iri: https://ada.example/cv}\nperson: {name: Ada Beispiel}\n", "utf-8")
    with servers.running(Serving(tmp_path, tmp_path / "cv")) as server:
        yield server


def test_a_save_is_published_and_a_problem_has_its_line(writing: Serving) -> None:
    """The event stream has each edition; an unreadable CV leaves the site unchanged."""
    file = writing.cv / "cv.yaml"
    good = file.read_text("utf-8")
    with requests.get(f"{writing.root}/.vitagraph/events", stream=True, timeout=20) as stream:
        events = (json.loads(line.removeprefix(b"data: ")) for line in stream.iter_lines(chunk_size=1) if line.startswith(b"data: "))
        first = next(events)
        file.write_text(good + "talks:\n  - title: Owls\n    dat: 2024-05-01\n", "utf-8")
        broken = next(events)
        assert broken["edition"] == first["edition"]
        assert broken["current"] is False
        assert f"{file}:5:5" in [problem["place"] for problem in broken["problems"]]
        assert "Ada Beispiel" in writing.get("").text
        file.write_text(good.replace("Ada Beispiel", "Käthe Beispiel"), "utf-8")
        mended = next(events)
        assert mended["edition"] > first["edition"]
        assert mended["current"] is True
    assert "Käthe Beispiel" in writing.get("").text
    answer = requests.get(f"{writing.root}/sparql", {"query": "SELECT ?n { ?s foaf:name ?n }"}, headers={"Accept": "text/csv"}, timeout=20)
    assert "Käthe" in answer.text


def test_a_save_below_the_folder_of_the_cv_is_published(writing: Serving) -> None:
    """In folders that are there later than the server: a page, words, a file that the CV names before it exists."""

    def save(path: str, data: str) -> None:
        (writing.cv / path).parent.mkdir(exist_ok=True)
        (writing.cv / path).write_text(data, "utf-8")

    def wait_for(path: str, text: str) -> None:
        end = time.monotonic() + 20
        while text not in (shown := writing.get(path).text):
            assert time.monotonic() < end, shown
            time.sleep(0.05)

    save("pages/lab.md", "---\ntitle: Lab\n---\nOwls\n")
    wait_for("pages/lab.html", "Owls")
    save("pages/lab.md", "---\ntitle: Lab\n---\nBats\n")
    wait_for("pages/lab.html", "Bats")
    save("words/en.yaml", "page: {print: Paper copy}\n")
    wait_for("", "Paper copy")
    save("words/en.yaml", "page: {print: On paper}\n")
    wait_for("", "On paper")
    text = (writing.cv / "cv.yaml").read_text("utf-8")
    save("cv.yaml", f"{text}\npreprints: [{{title: Bats, data: files/bats.csv}}]\n")
    save("files/bats.csv", "the 1st table")
    wait_for("publication/bats.csv", "the 1st table")
    save("files/bats.csv", "the 2nd table")
    wait_for("publication/bats.csv", "the 2nd table")
    save("pages/lab.md", "---\ntitle: Lab\n---\n[Notes](../notes/bats.csv)\n")
    save("notes/bats.csv", "the 1st notes")
    wait_for("notes/bats.csv", "the 1st notes")


def test_a_cv_that_is_unreadable_at_the_start(tmp_path: Path) -> None:
    """The page lists the problems, and shows the CV after their correction."""
    (tmp_path / "cv.yaml").write_text("person: {nme: <b>}\n", "utf-8")
    server = Serving(tmp_path, tmp_path / "cv.yaml")
    server.launch()
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                page = server.get("")
                break
            except requests.ConnectionError:
                time.sleep(0.05)
        assert page.status_code == 503
        assert "cv.yaml:1:10</code>: unknown key &#x27;nme&#x27;" in page.text
        assert "/.vitagraph/reload.js" in page.text
        (tmp_path / "cv.yaml").write_text("person: {name: Ada}\n", "utf-8")
        while time.monotonic() < end and server.get("").status_code == 503:
            time.sleep(0.05)
        assert "Ada" in server.get("").text
    finally:
        server.stop()


def test_a_port_that_is_taken(example: Serving) -> None:
    """The error names it and the option."""
    code, _, stderr = run(ROOT, "serve", "data/example", "--port", str(example.port))
    assert code == 2
    assert f"port {example.port} of 127.0.0.1 cannot be had (Address already in use); name another with --port" in stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere: there is no such file or folder"),
        (["data/example", "--host", "no such host"], "the host no such host is not known here"),
        (["data/example", "--theme", "nowhere"], "there is no such folder and no theme of this name"),
    ],
)
def test_a_usage_error_is_exit_code_2(arguments: list[str], message: str) -> None:
    """Nothing is served."""
    code, _, stderr = run(ROOT, "serve", "--port", "0", *arguments)
    assert code == 2
    assert message in stderr


def test_an_interrupt_ends_it_at_once(tmp_path: Path) -> None:
    """Ctrl-C ends it with exit code 0, without a traceback, also with open pages and a running query."""
    (tmp_path / "cv.yaml").write_text("person: {name: Ada}\n", "utf-8")
    line = [*INTERRUPTIBLE, "serve", str(tmp_path), "--port", "0"]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stderr is not None
        root = next(message.split()[0] for message in process.stderr if message.startswith("http://127.0.0.1:"))
        listening = requests.get(f"{root}.vitagraph/events", stream=True, timeout=20)
        next(listening.iter_lines(chunk_size=1))
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert time.monotonic() - start < 10
        assert process.stderr.read() == "stopped\n"


def test_heavy_imports_stay_with_the_command() -> None:
    """No other command imports the server's libraries."""
    check = "import sys, vitagraph.cli.serve, vitagraph.queries.engine; print({'starlette', 'uvicorn', 'watchfiles'} & {*sys.modules})"
    result = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=False)
    assert result.stdout == "set()\n"
