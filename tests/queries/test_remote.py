"""Endpoints: real servers, and a small HTTP server for responses that these do not give on request."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import servers
from vitagraph import UsageError, queries
from vitagraph.queries import Endpoint, Query
from vitagraph.rdf.terms import XSD
from vitagraph.tables import Table

RESULTS = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="n"/></head><results>'
    b'<result><binding name="n"><literal xml:lang="DE">&lt;eins&gt;</literal></binding></result><result/></results></sparql>'
)
TYPE = {"Content-Type": "application/sparql-results+xml"}
ANY = Query("any", "#+ summary: x\nSELECT ?n WHERE { VALUES ?n { 1 } }", "any.rq")
Respond = Callable[["Seen"], tuple[int, dict[str, str], bytes]]


class Seen:
    """A received request: its method, address, headers and query."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length") or 0)
        body = handler.rfile.read(length).decode()
        self.method, self.path, self.headers = handler.command, handler.path, handler.headers
        self.fields = parse_qs(urlsplit(handler.path).query or body)


class Scripted:
    """A server with scripted responses that records its requests."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.answer: Respond = lambda request: (200, TYPE, RESULTS)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                request = Seen(self)
                outer.seen.append(request)
                code, headers, body = outer.answer(request)
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815  # the library looks for this name

            def log_message(self, format: str, *arguments: Any) -> None:
                """Logs nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.server.server_port}"
        self.url = f"{self.root}/query"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scripted]:
    """A scripted server; real credentials of the user are not sent to it."""
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"VITAGRAPH_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setattr("vitagraph.network.client.PAUSES", (0.01, 0.01))
    server = Scripted()
    yield server
    server.server.shutdown()
    server.server.server_close()


def rows_from(scripted: Scripted, query: Query = ANY, **options: Any) -> list[list[str]]:
    """The texts of the result."""
    table = queries.evaluate_at(query, Endpoint(scripted.url, **options), {})
    assert isinstance(table, Table)
    return list(table.texts())


def test_terms_are_equal_and_short_queries_use_get(scripted: Scripted) -> None:
    """Escapes, languages in lower case, unbound variables; the header of the query is not sent."""
    table = queries.evaluate_at(ANY, Endpoint(scripted.url, ("urn:g",)), {})
    assert isinstance(table, Table)
    assert list(table.rows) == [('"<eins>"@de',), (None,)]
    (request,) = scripted.seen
    assert request.method == "GET"
    assert request.fields["query"] == ["SELECT ?n WHERE { VALUES ?n { 1 } }"]
    assert request.fields["default-graph-uri"] == ["urn:g"]


def test_long_queries_use_post(scripted: Scripted) -> None:
    """As a form: Virtuoso never responds to the other form."""
    long = Query("long", "SELECT ?n { VALUES ?n { " + '"word" ' * 1000 + "} }", "long")
    rows_from(scripted, long)
    assert scripted.seen[0].method == "POST"
    assert scripted.seen[0].headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert scripted.seen[0].fields["query"] == [long.text]


@pytest.mark.parametrize("text", ["DROP ALL", "PREFIX x: <y:> # SELECT\nINSERT DATA { x:a x:b 'SELECT' }", "", "# SELECT"])
def test_an_endpoint_is_never_changed(scripted: Scripted, text: str) -> None:
    """An update is not sent."""
    with pytest.raises(UsageError, match="endpoints are only read"):
        rows_from(scripted, Query("q", text, "q"))
    assert scripted.seen == []


@pytest.mark.parametrize(
    ("code", "body", "message"),
    [
        (400, b"Parse error: line 1", "the endpoint rejects the query; its response: Parse error: line 1"),
        (403, b"<html><title>no</title><p>Not &amp; you</p>", "the endpoint forbids this query; check the user and its permissions"),
        (404, b"", "there is no query service at this address; check it"),
        (500, b"Out of <b>memory</b>", r"the endpoint failed \(HTTP 500\); its response: Out of memory"),
        (503, b"later", r"the endpoint is busy or out of order \(HTTP 503\), also after retries; try later; its response: later"),
    ],
)
def test_failures_quote_the_endpoint(scripted: Scripted, code: int, body: bytes, message: str) -> None:
    """With a suggestion."""
    scripted.answer = lambda request: (code, {}, body)
    with pytest.raises(UsageError, match=message):
        rows_from(scripted)
    assert len(scripted.seen) == (3 if code == 503 else 1)


def test_a_search_names_the_query_service_to_which_a_server_redirects(scripted: Scripted) -> None:
    """As `load` does; a slash at the end is no other address, and a service that the user names may redirect."""
    root = scripted.root

    def moved(to: str) -> Respond:
        return lambda request: (200, TYPE, RESULTS) if request.path.startswith(to) else (307, {"Location": to + "?query=ASK+%7B%7D"}, b"")

    scripted.answer = moved("/kb/sparql")
    with pytest.raises(UsageError, match=f"^{root}: it redirects to {root}/kb/sparql; name that address if you trust it"):
        queries.located(root, 10)
    assert queries.located(f"{root}/query", 10) == f"{root}/query"
    scripted.answer = lambda request: (200, TYPE, RESULTS) if urlsplit(request.path).path == "/" else (404, {}, b"")
    assert queries.located(root, 10) == root


def test_temporary_failures_are_retried(scripted: Scripted) -> None:
    """Twice."""
    scripted.answer = lambda request: (502, {}, b"") if len(scripted.seen) < 3 else (200, TYPE, RESULTS)
    assert rows_from(scripted) == [["<eins>"], [""]]


def test_a_page_is_no_result(scripted: Scripted) -> None:
    """The address is wrong."""
    scripted.answer = lambda request: (200, {"Content-Type": "text/html"}, b"<html><br></html>")
    with pytest.raises(UsageError, match="responds with text/html, not with SPARQL results; name the address of its query service"):
        rows_from(scripted)


def test_a_truncated_result_is_an_error(scripted: Scripted) -> None:
    """Never a shorter table."""
    scripted.answer = lambda request: (200, TYPE, RESULTS[:-30])
    with pytest.raises(UsageError, match=r"the response broke off after \d rows"):
        rows_from(scripted)
    scripted.answer = lambda request: (200, TYPE | {"X-SPARQL-MaxRows": "2"}, RESULTS)
    with pytest.raises(UsageError, match="the endpoint cut its result after 2 rows"):
        rows_from(scripted)


def test_waiting_ends(scripted: Scripted) -> None:
    """After the timeout."""
    done = threading.Event()
    scripted.answer = lambda request: (200, TYPE, RESULTS if done.wait(20) else b"")
    with pytest.raises(UsageError, match=r"no complete response within 0\.3 seconds; ask for less, or wait longer with --timeout"):
        rows_from(scripted, timeout=0.3)
    done.set()


def test_basic_authentication_answers_a_challenge(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials are sent after the challenge only; a wrong password is reported."""
    monkeypatch.setenv("VITAGRAPH_USER", "ada")
    monkeypatch.setenv("VITAGRAPH_PASSWORD", "owls & ünts")
    right = "Basic " + base64.b64encode("ada:owls & ünts".encode()).decode()

    def with_password(request: Seen) -> tuple[int, dict[str, str], bytes]:
        known = request.headers.get("Authorization") == right
        return (200, TYPE, RESULTS) if known else (401, {"WWW-Authenticate": 'Basic realm="birds"'}, b"")

    scripted.answer = with_password
    assert rows_from(scripted)
    assert "Authorization" not in scripted.seen[0].headers
    monkeypatch.setenv("VITAGRAPH_PASSWORD", "wrong")
    with pytest.raises(UsageError, match="the endpoint does not accept this user, password or token; correct it"):
        rows_from(scripted)


def test_credentials_of_netrc_are_used(scripted: Scripted, tmp_path: Path) -> None:
    """For their host."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ada password owls\n")
    scripted.answer = lambda request: (
        (200, TYPE, RESULTS) if request.headers.get("Authorization") else (401, {"WWW-Authenticate": 'Basic realm="birds"'}, b"")
    )
    assert rows_from(scripted)


def test_the_root_of_a_store_leads_to_its_query_service(oxigraph: servers.Oxigraph, virtuoso: servers.Virtuoso) -> None:
    """Of both servers; the address of a query service stays."""
    assert queries.located(oxigraph.root, 5) == oxigraph.query
    assert queries.located(virtuoso.root + "/", 5) == virtuoso.query
    assert queries.located(virtuoso.query, 5) == virtuoso.query


def test_digest_authentication(virtuoso: servers.Virtuoso, monkeypatch: pytest.MonkeyPatch) -> None:
    """As used by Virtuoso; a wrong password is rejected."""
    ask = Query("q", "ASK { GRAPH ?g { ?s ?p ?o } }", "q")
    monkeypatch.setenv("VITAGRAPH_USER", virtuoso.user)
    monkeypatch.setenv("VITAGRAPH_PASSWORD", virtuoso.password)
    assert queries.evaluate_at(ask, Endpoint(virtuoso.update), {}) is True
    monkeypatch.setenv("VITAGRAPH_PASSWORD", "wrong")
    with pytest.raises(UsageError, match="the endpoint does not accept this user"):
        queries.evaluate_at(ask, Endpoint(virtuoso.update), {})


def test_a_parameter_cannot_change_a_store(oxigraph: servers.Oxigraph, virtuoso: servers.Virtuoso) -> None:
    """It stays a text."""
    query = Query("q", '#+ params: {x: {type: string}}\nSELECT ?x WHERE { VALUES ?x { "" } }', "q")
    attack = 'x" } DROP ALL #'
    for store in (oxigraph, virtuoso):
        table = queries.evaluate_at(query, Endpoint(store.query), {"x": attack})
        assert isinstance(table, Table)
        assert list(table.texts()) == [[attack]]


def test_triples_come_from_both_servers(oxigraph: servers.Oxigraph, virtuoso: servers.Virtuoso) -> None:
    """CONSTRUCT in any syntax that they send."""
    query = Query("q", 'CONSTRUCT { <urn:a> <urn:b> "ä\\"\\n"@de } WHERE {}', "q")
    for store in (oxigraph, virtuoso):
        assert list(queries.evaluate_at(query, Endpoint(store.query), {})) == [("<urn:a>", "<urn:b>", '"ä\\"\\n"@de')]  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ["127.0.0.1:7878", "ftp://a.example/", "http://", "http://u:p@a.example/query", "query"])
def test_wrong_addresses_are_errors(address: str) -> None:
    """Also an address with a password in it."""
    with pytest.raises(UsageError):
        queries.evaluate_at(ANY, Endpoint(queries.located(address, 1)), {})


def test_a_server_with_json_only_is_supported(scripted: Scripted) -> None:
    """XML is preferred; the terms of JSON are those of XML, and a response without results is reported."""
    bindings = [
        {"a": {"type": "uri", "value": "urn:x:1"}, "b": {"type": "literal", "value": "grün", "xml:lang": "DE"}},
        {"a": {"type": "bnode", "value": "nodeID://b1"}, "b": {"type": "literal", "value": "2", "datatype": f"{XSD}integer"}},
        {"b": {"type": "literal", "value": "plain"}},
    ]
    answers: list[Any] = [
        {"head": {"vars": ["a", "b"]}, "results": {"bindings": bindings}},
        {"head": {}, "boolean": True},
        {"head": {}},
        [],
        {"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "triple", "value": {}}}]}},
    ]
    scripted.answer = lambda request: (200, {"Content-Type": "application/sparql-results+json"}, json.dumps(answers.pop(0)).encode())
    assert rows_from(scripted) == [["urn:x:1", "grün"], ["_:nodeID://b1", "2"], ["", "plain"]]
    assert scripted.seen[0].headers["Accept"].startswith("application/sparql-results+xml")
    assert queries.evaluate_at(Query("own", "ASK {}", "own.rq", own=True), Endpoint(scripted.url), {}) is True
    for _ in range(3):
        with pytest.raises(UsageError, match=r"responds with application/sparql-results\+json, not with SPARQL results"):
            rows_from(scripted)


@pytest.mark.parametrize(
    ("token", "message"), [("", "the endpoint requires authentication"), ("stale", "does not accept this user, password or token")]
)
def test_a_bearer_challenge_is_reported(scripted: Scripted, monkeypatch: pytest.MonkeyPatch, token: str, message: str) -> None:
    """Without a token, and with one that is rejected (RFC 6750)."""
    monkeypatch.setenv("VITAGRAPH_TOKEN", token)
    scripted.answer = lambda request: (401, {"WWW-Authenticate": 'Bearer realm="graphs"'}, b"")
    with pytest.raises(UsageError, match=message):
        rows_from(scripted)
    monkeypatch.delenv("VITAGRAPH_TOKEN")
    monkeypatch.setenv("VITAGRAPH_USER", "bob")
    monkeypatch.setenv("VITAGRAPH_PASSWORD", "secret")
    with pytest.raises(UsageError, match="takes no user and password; set VITAGRAPH_TOKEN"):
        rows_from(scripted)


def test_prefixes_are_declared_where_they_are_used(scripted: Scripted) -> None:
    """Undeclared prefixes of vitagraph, not those in texts and addresses, on the first line of the query."""
    text = "PREFIX foaf: <urn:own#> # PREFIX schema: <urn:no>\n"
    text += "SELECT ?n { ?s schema:name ?n ; foaf:x 'bibo:no' ; <http://org:80/> ?o } # skos:no"
    rows_from(scripted, Query("own", text, "own.rq", own=True))
    (sent,) = scripted.seen[-1].fields["query"]
    assert sent == f"PREFIX schema: <http://schema.org/> {text}"
