"""The files for servers in docs/how-to/publish.md, in real servers: each address in the syntax that a client asks for."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

import vitagraph
from conftest import ROOT
from pages import blocks
from servers import LOOPBACK, Server, running
from vitagraph.records import Index
from vitagraph.site import Options, build

pytestmark = pytest.mark.slow
FILES = {block.path: block.text for block in blocks(ROOT / "docs/how-to/publish.md") if block.path}
_DOWNLOADS = "[https://ada.example/cv.nt, https://ada.example/cv.rdf]"
CV = f"document: {{iri: 'https://ada.example/cv', downloads: {_DOWNLOADS}}}\n"
CV += "person: {name: Ada Beispiel}\nbooks: [{id: owls, title: Eulen}]\n"
_MODULES = ("mpm_event", "authz_core", "mime", "dir", "rewrite", "headers", "negotiation")


class Nginx(Server):
    """nginx with the file of the page."""

    program = "/usr/sbin/nginx"
    installed_by = "apt-get install --no-install-recommends nginx-light"

    def command(self) -> list[str]:
        """In the foreground, with all files of its own in the folder."""
        return ["-p", str(self.folder), "-c", "nginx.conf", "-e", "error.log"]

    def launch(self) -> None:
        """Writes the configuration around the file."""
        site = FILES["nginx/cv.conf"].replace("listen 80;", f"listen {LOOPBACK}:{self.port};").replace("/srv/cv", str(self.folder / "site"))
        paths = "".join(f"{name}_temp_path {name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (self.folder / "nginx.conf").write_text(
            f"daemon off;\nmaster_process off;\npid nginx.pid;\nevents {{}}\nhttp {{\naccess_log off;\n{paths}{site}\n}}\n"
        )
        super().launch()


class Apache(Server):
    """Apache httpd with the file of the page in the folder of the site."""

    program = "/usr/sbin/apache2"
    installed_by = "apt-get install --no-install-recommends apache2-bin"

    def command(self) -> list[str]:
        """In the foreground."""
        return ["-d", str(self.folder), "-f", "httpd.conf", "-D", "FOREGROUND"]

    def launch(self) -> None:
        """Writes the configuration, as that of a host for many users."""
        modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in _MODULES)
        site = self.folder / "site"
        (site / ".htaccess").write_text(FILES[".htaccess"])
        (self.folder / "httpd.conf").write_text(
            f"{modules}\nServerName localhost\nPidFile httpd.pid\nErrorLog error.log\nDefaultRuntimeDir .\nListen {LOOPBACK}:{self.port}\n"
            f'TypesConfig /etc/mime.types\nDirectoryIndex index.html\nDocumentRoot "{site}"\n'
            f'<Directory "{site}">\nAllowOverride All\nRequire all granted\nOptions Indexes FollowSymLinks MultiViews\n</Directory>\n'
        )
        super().launch()


@pytest.fixture(scope="module", params=[Nginx, Apache])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a site, by the files of the page."""
    folder: Path = tmp_path_factory.mktemp("server")
    for path, content in build(Index(vitagraph.read_text(CV)), Options()).items():
        (folder / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / path).write_bytes(content)
    for path in (folder, *folder.parents[:2]):
        path.chmod(0o755)  # servers that root starts have another user
    with running(request.param(folder)) as started:
        yield started


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "accept", "status", "type"),
    [
        ("/", BROWSER, 200, "text/html; charset=utf-8"),
        ("/cv", BROWSER, 200, "text/html; charset=utf-8"),
        ("/cv", "*/*", 200, "text/html; charset=utf-8"),
        ("/cv", "text/turtle", 200, "text/turtle; charset=utf-8"),
        ("/cv", "application/ld+json", 200, "application/ld+json"),
        ("/cv", "application/n-triples,*/*;q=0.1", 200, "application/n-triples"),
        ("/cv", "application/rdf+xml;q=0.9, text/html;q=0.5", 200, "application/rdf+xml"),
        ("/cv", "text/html, text/turtle;q=0.5", 200, "text/html; charset=utf-8"),
        ("/publication/owls", "text/turtle", 200, "text/turtle; charset=utf-8"),
        ("/publication/owls", BROWSER, 200, "text/html; charset=utf-8"),
        ("/publication/owls", "application/rdf+xml", 200, "text/html; charset=utf-8"),  # it has no such file
        ("/cv.bib", "*/*", 200, "application/x-bibtex"),
        ("/cv.ttl", BROWSER, 200, "text/turtle; charset=utf-8"),
        ("/.well-known/void", "*/*", 200, "text/turtle"),
        ("/_headers", "*/*", 404, "text/html; charset=utf-8"),
        ("/publication/", BROWSER, (403, 404), "text/html"),
        ("/nothing/here", BROWSER, 404, "text/html; charset=utf-8"),
    ],
)
def test_each_address_has_the_syntax_of_the_request(
    server: Server, path: str, accept: str, status: int | tuple[int, ...], type: str
) -> None:
    connection = http.client.HTTPConnection(LOOPBACK, server.port, timeout=20)
    connection.request("GET", path, headers={"Accept": accept})
    reply = connection.getresponse()
    text = reply.read().decode()
    assert reply.status in (status if isinstance(status, tuple) else (status,)), text[:300]
    assert (reply.getheader("Content-Type") or "").lower().startswith(type)
    if path in ("/cv", "/publication/owls"):
        assert "Accept" in (reply.getheader("Vary") or "")
        assert reply.getheader("Access-Control-Allow-Origin") == "*"
    if path == "/nothing/here":
        assert "Ada Beispiel" in text
    connection.close()
