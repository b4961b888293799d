"""An endpoint on the loopback interface that counts connections, and responds to every request with an empty table."""

from __future__ import annotations

import socketserver
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from threading import Thread

_EMPTY = b'{"head": {"vars": ["a"]}, "results": {"bindings": []}}'


class Listener(socketserver.ThreadingTCPServer):
    """Counts connections, whatever is sent through them."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        self.connections = 0
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        """The address of the endpoint."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def reached(self, seconds: float = 0.2) -> bool:
        """Whether there was a connection, or is one within some seconds: a connection is accepted before it is counted."""
        end = time.monotonic() + seconds
        while not self.connections and time.monotonic() < end:
            time.sleep(0.01)
        return self.connections > 0

    def verify_request(self, request: object, client_address: object) -> bool:
        """Counts a connection and accepts it."""
        self.connections += 1
        return True


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(_EMPTY)))
        self.end_headers()
        self.wfile.write(_EMPTY)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener from its start to its end."""
    with Listener() as listener:
        Thread(target=listener.serve_forever, args=(0.05,), daemon=True).start()
        yield listener
        listener.shutdown()
