"""A server with a fault for each path: `/WAY/query`, `/WAY/update`, `/WAY/ORCID/record`, `/WAY/DOI`, on real data.

`FaultyServer` responds to each request with the fault that the first step of its path names; `WAYS` declares the faults.

"""

from __future__ import annotations

import gzip
import json
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store

from servers import LOOPBACK, found

ORCID = "0000-0002-1825-0097"
RECORD = {"orcid-identifier": {"path": ORCID}, "person": {"name": {"given-names": {"value": "Ada"}, "family-name": {"value": "Owl"}}}}
ITEM = {"type": "article-journal", "DOI": "10.5555/owls", "title": "Owls", "author": [{"family": "Owl", "given": "Ada"}],
        "container-title": "Journal of Owls", "issued": {"date-parts": [[2020, 5]]}}  # fmt: skip
Way = Callable[["Handler", str, bytes], None]


class FaultyServer(ThreadingHTTPServer):
    """The server; `elsewhere` is the root of another one, `seen` every request as (method, path, headers)."""

    daemon_threads = True
    elsewhere = "http://store.invalid"

    def __init__(self, certificate: tuple[Path, Path] | None = None, handler: type[Handler] | None = None) -> None:
        super().__init__((LOOPBACK, 0), handler or Handler)
        self.store = Store()
        self.scheme, self.host = "http", LOOPBACK
        self.seen: list[tuple[str, str, Any]] = []
        self.tries: Counter[str] = Counter()
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
            self.scheme, self.host = "https", "localhost"

    @property
    def root(self) -> str:
        """Its address."""
        return f"{self.scheme}://{self.host}:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients disconnect, as the tests expect."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: FaultyServer
    way = ""

    def log_message(self, *_: object) -> None:
        """Logs nothing."""

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, self.path, self.headers))
        way, _, rest = urlsplit(self.path).path.lstrip("/").partition("/")
        self.server.tries[way] += 1
        self.way = way
        kind, data = self.truth(rest, body)
        WAYS[way](self, kind, data)

    do_GET = do_POST = do_PUT = do_DELETE = _any  # noqa: N815  # the names that http.server calls

    def truth(self, service: str, body: bytes) -> tuple[str, bytes]:
        """The response of a server without faults: media type and body."""
        if service == "query":
            fields = parse_qs(urlsplit(self.path).query or body.decode())
            return self._results(fields["query"][0])
        if service == "update":
            self.server.store.update(body.decode())
            return "text/plain", b"done"
        if service.startswith("10."):
            return "application/json", json.dumps(ITEM).encode()
        if service == f"{ORCID}/record":
            return "application/json", json.dumps(RECORD).encode()
        return "text/html", b"<html><title>Oxigraph</title></html>"

    def _results(self, query: str) -> tuple[str, bytes]:
        found = self.server.store.query(query, use_default_graph_as_union=True)
        if isinstance(found, QueryTriples):
            return "application/n-triples", _bytes(found.serialize(format=RdfFormat.N_TRIPLES))
        assert isinstance(found, QuerySolutions) or found is not None
        if self.headers["Accept"] == "application/sparql-results+json":
            return self.headers["Accept"], _bytes(found.serialize(format=QueryResultsFormat.JSON))
        return "application/sparql-results+xml", _bytes(found.serialize(format=QueryResultsFormat.XML))

    def answer(self, kind: str, data: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        """Sends a response; `length` is announced if it is given, and no length if it is negative."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length is None or length >= 0:
            self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = length is not None

    def first(self, tries: int = 1) -> bool:
        """Whether this is one of the first requests for this fault."""
        return self.server.tries[self.way] <= tries


def _bytes(serialized: bytes | None) -> bytes:
    assert serialized is not None
    return serialized


def _redirect(status: int) -> Way:
    def way(handler: Handler, kind: str, data: bytes) -> None:
        handler.answer("text/html", b"moved", status, Location=handler.path.replace(handler.way, "plain", 1))

    return way


def _busy(status: int, retry_after: Callable[[], str], tries: int) -> Way:
    def way(handler: Handler, kind: str, data: bytes) -> None:
        if handler.first(tries):
            headers = {"Retry_After": value} if (value := retry_after()) else {}
            handler.answer("text/plain", b"come back later", status, **headers)
        else:
            handler.answer(kind, data)

    return way


def _soon() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


def _chunked(handler: Handler, data: bytes, last: bytes = b"0\r\n\r\n", kind: str = "") -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for start in range(0, len(data), 100):
        piece = data[start : start + 100]
        handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
    handler.wfile.write(last)
    handler.close_connection = True


def _slowly(handler: Handler, data: bytes) -> None:
    """Sends a byte at intervals shorter than a socket's time-out."""
    with suppress(OSError):
        for byte in data * 50:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.05)
    handler.close_connection = True


def _trickle(handler: Handler, kind: str, data: bytes) -> None:
    handler.answer(kind, b"", length=1_000_000)
    _slowly(handler, data)


def _endless(handler: Handler, kind: str, data: bytes) -> None:
    handler.answer(kind, data[:-20], length=-1)
    with suppress(OSError):
        while True:
            handler.wfile.write(b" " * (1 << 16))


def _continue(handler: Handler, kind: str, data: bytes) -> None:
    with suppress(OSError):
        while True:
            handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def _silent(handler: Handler, kind: str, data: bytes) -> None:
    time.sleep(2)
    handler.close_connection = True


def _unwelcome(handler: Handler, kind: str, data: bytes) -> None:
    handler.answer("text/plain", b"who is there?", 401, WWW_Authenticate='Basic realm="owls"')


_BOMB = gzip.compress(b" " * (64 << 20))

WAYS: dict[str, Way] = {
    "plain": lambda handler, kind, data: handler.answer(kind, data),
    "gzip": lambda handler, kind, data: handler.answer(kind, gzip.compress(data), Content_Encoding="gzip"),
    "two-members": lambda handler, kind, data: handler.answer(
        kind, gzip.compress(data[:50]) + gzip.compress(data[50:]), Content_Encoding="x-gzip"
    ),
    "chunked": lambda handler, kind, data: _chunked(handler, data, kind=kind),
    "no-length": lambda handler, kind, data: handler.answer(kind, data, length=-1),
    **{f"moved-{status}": _redirect(status) for status in (301, 302, 303, 307, 308)},
    "busy-once": _busy(503, str, 1),
    "busy-seconds": _busy(429, lambda: "1", 1),
    "busy-date": _busy(503, _soon, 1),
    "busy-for-hours": _busy(503, lambda: "7200", 99),
    "busy-for-ever": _busy(503, str, 99),
    "loop": lambda handler, kind, data: handler.answer("text/html", b"", 302, Location=handler.path),
    "elsewhere": lambda handler, kind, data: handler.answer("text/html", b"", 302, Location=f"{handler.server.elsewhere}/plain/query"),
    "file": lambda handler, kind, data: handler.answer("text/html", b"", 302, Location="file:///etc/hostname"),
    "part": lambda handler, kind, data: handler.answer(kind, data, 206),
    "longer": lambda handler, kind, data: handler.answer(kind, data, length=len(data) + 10),
    "shorter": lambda handler, kind, data: handler.answer(kind, data, length=len(data) - 10),
    "cut": lambda handler, kind, data: handler.answer(kind, data[:-10], length=-1),
    "cut-chunks": lambda handler, kind, data: _chunked(handler, data, b"", kind),
    "cut-gzip": lambda handler, kind, data: handler.answer(kind, gzip.compress(data)[:-12], Content_Encoding="gzip"),
    "no-gzip": lambda handler, kind, data: handler.answer(kind, data, Content_Encoding="gzip"),
    "brotli": lambda handler, kind, data: handler.answer(kind, data, Content_Encoding="br"),
    "trickle": _trickle,
    "trickle-head": lambda handler, kind, data: _slowly(handler, b"HTTP/1.1 200 OK\r\nX: " + b"x" * 50),
    "silent": _silent,
    "endless": _endless,
    "continue": _continue,
    "bomb": lambda handler, kind, data: handler.answer(kind, _BOMB, Content_Encoding="gzip"),
    "bomb-401": lambda handler, kind, data: handler.answer(kind, _BOMB, 401, Content_Encoding="gzip", WWW_Authenticate="Basic realm=x"),
    "page": lambda handler, kind, data: handler.answer("text/html", b"<html>Please sign in</html>"),
    "deep": lambda handler, kind, data: handler.answer(kind, (b"<a>" if b"xml" in kind.encode() else b"[") * 300_000),
    "unwelcome": _unwelcome,
}  # fmt: skip


@contextmanager
def faulty_server(certificate: tuple[Path, Path] | None = None, handler: type[Handler] | None = None) -> Iterator[FaultyServer]:
    """The server from its start to its end; with a certificate and its key, by TLS as localhost; with a handler, other truths."""
    with FaultyServer(certificate, handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


def certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate of localhost, and its key."""
    key, signed = folder / "key.pem", folder / "certificate.pem"
    line = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout {key} -out {signed}"
    subprocess.run([found("openssl", "apt-get install openssl"), *line.split()], check=True, capture_output=True)
    return signed, key
