"""A server on the loopback interface that plays the public services of ORCID and of DOIs, with scripted responses."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from orcid_records import orcid

ORCID = "0000-0002-1825-0097"
DOI = "10.5555/owls(2020)"
ITEM = {"type": "article-journal", "DOI": DOI, "title": "Owls", "author": [{"family": "Aalto", "given": "Ilmari"}],
        "container-title": "Journal of Owls", "issued": {"date-parts": [[2020, 5]]}}  # fmt: skip


class Registry(ThreadingHTTPServer):
    """A registry with scripted responses that records its requests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[tuple[str, str, str]] = []
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which `vitagraph import` takes it as the mirror of both services."""
        return {"VITAGRAPH_ORCID_API": f"{self.root}/v3.0", "VITAGRAPH_DOI_RESOLVER": self.root}

    def answer(self, path: str, body: Any = b"", status: int = 200, **headers: str) -> None:
        """The next response for a path; the last one is repeated."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers.setdefault(path, []).append((status, headers, data))

    def answer_with_the_record(self) -> None:
        """The responses for an ORCID iD: the record, then its full works in one request."""
        record = json.loads(orcid(3))
        full = record.pop("bulk")
        self.answer(f"/v3.0/{ORCID}/record", record)
        self.answer(f"/v3.0/{ORCID}/works/7,8", {"bulk": full})


class _Handler(BaseHTTPRequestHandler):
    server: Registry

    def do_GET(self) -> None:
        self.server.seen.append((self.path, self.headers["Accept"], self.headers["User-Agent"]))
        waiting = self.server.answers.get(self.path) or [(404, {}, b"{}")]
        status, headers, body = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def registry_running() -> Iterator[Registry]:
    """A registry from its start to its end."""
    with Registry() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
