"""Proxies of a triple store: Apache httpd with passwords, certificates and limits; a proxy that simulates faults."""

from __future__ import annotations

import base64
import hashlib
import http.client
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from servers import LOOPBACK, Server, found, free_port, running

USER, PASSWORD, TOKEN = "cv", "öwl & ants: 2", "sesame-4711"
_REALM = "knowledge graph"
_MODULES = (
    "mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "auth_digest", "proxy", "proxy_http", "ssl",
    "socache_shmcb", "rewrite", "headers",
)  # fmt: skip


class Apache(Server):
    """Apache httpd as a proxy of a store: `/open`, `/basic`, `/digest`, `/bearer`, `/small`, `/readonly`, also with TLS."""

    program = "/usr/sbin/apache2"
    installed_by = "apt-get install --no-install-recommends apache2-bin"

    def __init__(self, folder: Path, store: str) -> None:
        super().__init__(folder)
        self.store = store
        self.tls_port = free_port()
        self.certificate = folder / "certificate.pem"

    @property
    def tls_root(self) -> str:
        """The address with TLS, with a self-signed certificate."""
        return f"https://localhost:{self.tls_port}"

    def command(self) -> list[str]:
        """Runs in the foreground with the configuration in the folder."""
        return ["-d", str(self.folder), "-f", "httpd.conf", "-D", "FOREGROUND"]

    def probe(self) -> str:
        """A query through the proxy."""
        return f"{self.root}/open/query?query=ASK%7B%7D"

    def launch(self) -> None:
        """Writes configuration, passwords and certificate."""
        (self.folder / "httpd.conf").write_text(self._configuration())
        sha1 = base64.b64encode(hashlib.sha1(PASSWORD.encode(), usedforsecurity=False).digest()).decode()
        (self.folder / "passwords").write_text(f"{USER}:{{SHA}}{sha1}\n")
        secret = hashlib.md5(f"{USER}:{_REALM}:{PASSWORD}".encode(), usedforsecurity=False).hexdigest()
        (self.folder / "digests").write_text(f"{USER}:{_REALM}:{secret}\n")
        line = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
        line += f" -keyout {self.folder / 'key.pem'} -out {self.certificate}"
        subprocess.run([found("openssl", "apt-get install openssl"), *line.split()], check=True, capture_output=True)
        super().launch()

    def _configuration(self) -> str:
        modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in _MODULES)
        places = "\n".join(_place(name, rules, self.store) for name, rules in _PLACES.items())
        return f"""{modules}
ServerName localhost
PidFile httpd.pid
ErrorLog error.log
DefaultRuntimeDir .
Listen {LOOPBACK}:{self.port}
Listen {LOOPBACK}:{self.tls_port}
{places}
<VirtualHost {LOOPBACK}:{self.tls_port}>
SSLEngine on
SSLCertificateFile certificate.pem
SSLCertificateKeyFile key.pem
</VirtualHost>
"""


def _place(name: str, rules: str, store: str) -> str:
    return f"<Location /{name}/>\nProxyPass {store}/\n{rules}</Location>\n"


_PLACES = {
    "open": "",
    "basic": f'AuthType Basic\nAuthName "{_REALM}"\nAuthUserFile passwords\nRequire valid-user\n',
    "digest": f'AuthType Digest\nAuthName "{_REALM}"\nAuthUserFile digests\nRequire valid-user\n',
    "bearer": f"""RewriteEngine On
RewriteCond %{{HTTP:Authorization}} "!=Bearer {TOKEN}"
RewriteRule .* - [R=401,L]
Header always set WWW-Authenticate "Bearer" "expr=%{{REQUEST_STATUS}} == 401"
""",
    "small": """RewriteEngine On
RewriteCond expr "%{HTTP:Content-Length} -gt 20000"
RewriteRule .* - [R=413,L]
""",
    "readonly": "<LimitExcept GET HEAD>\nRequire all denied\n</LimitExcept>\n",
}


@contextmanager
def apache(folder: Path, store: str) -> Iterator[Apache]:
    """Apache as a proxy of a store."""
    with running(Apache(folder, store)) as server:
        yield server


#: how a proxy handles a write: a function of the handler and the body of the request
Fault = Callable[["Handler", bytes], None]


class FaultyProxy:
    """A proxy that forwards reads, passes writes to a fault if one is set, and counts the writes."""

    def __init__(self, target: str) -> None:
        self.target = urlsplit(target)
        self.fault: Fault | None = None
        self.writes = 0
        #: beginning of a path -> the one at the store, for reads
        self.renamed: dict[str, str] = {}
        #: path -> the one to which reads are redirected
        self.redirected: dict[str, str] = {}
        #: the response header `Server`; None for that of the store
        self.name: str | None = None
        proxy = self

        class Bound(Handler):
            owner = proxy

        self.server = ThreadingHTTPServer((LOOPBACK, 0), Bound)
        self.server.daemon_threads = True
        self.root = f"http://{LOOPBACK}:{self.server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[FaultyProxy]:
        """The proxy from its start to its end."""
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    """One request."""

    owner: FaultyProxy

    def log_message(self, *_: object) -> None:
        """Logs nothing."""

    def handle_one_request(self) -> None:
        """A disconnected client is no error."""
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if self.command in ("GET", "HEAD"):
            if self.path in self.owner.redirected:
                self.respond(302, b"", {"Location": self.owner.redirected[self.path]})
                return
            for before, after in self.owner.renamed.items():
                self.path = self.path.replace(before, after, 1)
            self.forward(b"")
            return
        self.owner.writes += 1
        if self.owner.fault is None:
            self.forward(self.rfile.read(length))
        else:
            self.owner.fault(self, self.rfile.read(length))

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _any  # noqa: N815 - the names that http.server calls

    def ask(self, body: bytes, sent: int | None = None) -> tuple[http.client.HTTPResponse, bytes] | None:
        """The response of the store; with `sent`, only so many bytes of the body are sent, and no response is awaited."""
        connection = http.client.HTTPConnection(self.owner.target.hostname or "", self.owner.target.port, timeout=60)
        kept = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection", "content-length")}
        connection.putrequest(self.command, self.path, skip_host=False, skip_accept_encoding=True)
        for name, value in {**kept, "Content-Length": str(len(body))}.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(body if sent is None else body[:sent])
        if sent is not None:
            time.sleep(0.1)
            connection.close()
            return None
        with connection.getresponse() as reply:
            data = reply.read()
        connection.close()
        return reply, data

    def forward(self, body: bytes) -> None:
        """Forwards the request to the store, and the response to the client."""
        try:
            response = self.ask(body)
        except OSError:
            self.drop()
            return
        assert response is not None
        reply, data = response
        self.send_response(reply.status)
        for name, value in reply.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "content-length", "date", "server"):
                self.send_header(name, value)
        self.send_header("Server", reply.headers.get("Server", "") if self.owner.name is None else self.owner.name)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, status: int) -> None:
        """Responds with a status."""
        self.respond(status, b"<html><title>no</title><body><p>the proxy says no</p></body></html>", {})

    def respond(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        """Responds without the store."""
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def drop(self) -> None:
        """Closes the connection without a response."""
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(2)


def cut_upload(handler: Handler, body: bytes) -> None:
    """Half of the request reaches the store, then both connections break."""
    handler.ask(body, len(body) // 2)
    handler.drop()


def lose_reply(handler: Handler, body: bytes) -> None:
    """The store applies the update, and the client receives no response."""
    handler.ask(body)
    handler.drop()


def stall(handler: Handler, body: bytes) -> None:
    """The client receives no response, and the store no request."""
    time.sleep(2)
    handler.drop()


def stall_after(handler: Handler, body: bytes) -> None:
    """The store applies the update, and the response comes after the timeout."""
    handler.ask(body)
    time.sleep(2)
    handler.drop()


def apply_late(handler: Handler, body: bytes) -> None:
    """The store applies the update after the timeout of the client."""
    time.sleep(1.2)
    lose_reply(handler, body)


def refuse(status: int) -> Fault:
    """The proxy rejects the request."""
    return lambda handler, body: handler.refuse(status)


def fail_after(status: int) -> Fault:
    """The store applies the update, and the proxy responds with an error."""

    def fault(handler: Handler, body: bytes) -> None:
        handler.ask(body)
        handler.refuse(status)

    return fault


def lose_triples(handler: Handler, body: bytes) -> None:
    """The proxy drops every third triple and reports success."""
    lines = body.split(b"\n")
    handler.forward(b"\n".join(line for number, line in enumerate(lines) if not line.endswith(b" .") or number % 3))
