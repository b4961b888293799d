"""Protocols of stores that cannot run here, translated to a real Oxigraph."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from proxies import FaultyProxy, Handler


class Repository:
    """A repository of the RDF4J REST API: the updates of a transaction are applied when it commits."""

    def __init__(self, proxy: FaultyProxy, path: str = "/repositories/cvs") -> None:
        self.path = path
        self.root = f"{proxy.root}{path}"
        self.began = self.rolled_back = 0
        self.refuse_updates = False
        self._updates: list[bytes] = []
        proxy.renamed = {f"{path}?": "/query?"}
        proxy.fault = self.answer

    def answer(self, handler: Handler, body: bytes) -> None:
        """One step of a transaction."""
        address = urlsplit(handler.path)
        action = parse_qs(address.query).get("action", [""])[0]
        if handler.command == "POST" and address.path == f"{self.path}/transactions":
            self.began += 1
            handler.send_response(201)
            handler.send_header("Location", f"{self.root}/transactions/{self.began}")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
        elif address.path != f"{self.path}/transactions/{self.began}":
            handler.refuse(404)
        elif handler.command == "DELETE":
            self.rolled_back += 1
            self._updates.clear()
            handler.refuse(204)
        elif action == "UPDATE" and handler.headers["Content-Type"] == "application/sparql-update" and not self.refuse_updates:
            self._updates.append(body)
            handler.refuse(204)
        elif action == "COMMIT":
            handler.command, handler.path = "POST", "/update"
            handler.headers["Content-Type"] = "application/sparql-update"
            handler.forward(b";\n".join(self._updates))
        else:
            handler.refuse(400)


def fuseki(proxy: FaultyProxy, path: str = "/cv") -> str:
    """The root of a dataset whose queries and updates an Oxigraph evaluates."""

    def update(handler: Handler, body: bytes) -> None:
        handler.path = handler.path.replace(f"{path}/", "/", 1)
        handler.forward(body)

    proxy.name = "Apache Jena Fuseki (5.2.0)"
    proxy.renamed = {f"{path}/": "/"}
    proxy.fault = update
    return f"{proxy.root}{path}"


def generic(proxy: FaultyProxy) -> str:
    """The root of a store that does not name itself, with the services `/query` and `/data`."""

    def put(handler: Handler, body: bytes) -> None:
        handler.path = handler.path.replace("/data?", "/store?", 1)
        handler.forward(body)

    proxy.name = ""
    proxy.renamed = {"/data?": "/store?"}
    proxy.fault = put
    return proxy.root
