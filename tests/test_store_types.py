"""Store types: each file of `stores/types` reaches detection, the command line and the docs; a package adds one by an entry point."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from command_line import COMMAND, completed
from conftest import ROOT
from proxies import FaultyProxy, Handler, refuse
from servers import Oxigraph
from vitagraph.errors import StoreError, UsageError
from vitagraph.network.credentials import Credentials
from vitagraph.project.registry_tables import store_table
from vitagraph.stores.changes import Change
from vitagraph.stores.contents import contents
from vitagraph.stores.detection import store_at, store_in
from vitagraph.stores.graph_store import GraphStore
from vitagraph.stores.http import Connection
from vitagraph.stores.types import STORE_TYPES, server_types


def command(*arguments: str, path: Path | None = None, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs the command, with packages installed in `path`."""
    if path is None:
        return completed(folder, *arguments)
    line = [*COMMAND, *arguments]
    environment = os.environ | {"PYTHONPATH": str(path)}
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


@pytest.mark.parametrize("name", STORE_TYPES.own)
def test_a_file_is_a_store_type_that_can_be_opened_and_detected(name: str) -> None:
    """The declaration has what detection and the command line need."""
    where = f"src/vitagraph/stores/types/{name}.py"
    store_type = STORE_TYPES[name]
    assert bool(store_type.connect) != bool(store_type.open_folder), f"{where}: STORE needs either `connect` (a server) or `open_folder`"
    detected = store_type.server or store_type.recognises or store_type.path
    assert detected or not store_type.connect or name == "generic", f"{where}: nothing is detected as {name}; add `server` or `recognises`"
    assert set(store_type.query_services) <= set(store_type.services), f"{where}: `services` lacks a path of `query_services`"
    for pattern in (store_type.path, store_type.own_graphs):
        re.compile(pattern)


def test_every_store_type_is_in_the_help_and_in_the_docs() -> None:
    """Both are derived from the files, so a type that is missing there was not generated, or its file is not found."""
    listed = re.search(r"--store \[(.*?)\]", " ".join(command("load", "--help").stdout.split()))
    assert listed
    assert sorted(listed[1].split("|")) == sorted(STORE_TYPES.own), "cli/store_options.py: --store does not list the files of stores/types"
    page = (ROOT / "docs/how-to/stores.md").read_text(encoding="utf-8")
    assert store_table() in page, "docs/how-to/stores.md is out of date: run python -m vitagraph.project.generate"


def test_services_of_all_types_lead_to_the_same_root() -> None:
    """An address that ends with a service of its type is that of its root."""
    for store_type in server_types():
        for service in ("", "/", *store_type.services) if store_type.name != "generic" else ():
            store = store_at(f"http://127.0.0.1:9/a{service}", Connection(Credentials()), store_type.name)
            assert store.name.endswith(" at http://127.0.0.1:9/a"), (store_type.name, service)


def test_a_folder_is_not_a_server_and_a_server_is_not_a_folder(tmp_path: Path) -> None:
    """The message names the other option."""
    with pytest.raises(UsageError, match="local is a store in a folder; name it with --store-path, or leave out --store"):
        store_at("http://127.0.0.1:9", Connection(Credentials()), "local")
    with pytest.raises(UsageError, match="fuseki is a server; name it with --endpoint, or leave out --store"):
        store_in(str(tmp_path / "kg"), "fuseki")
    refused = command("load", "data/example", "--endpoint", "http://127.0.0.1:9", "--store", "fusekki")
    assert (refused.returncode, "there is no store type 'fusekki'; did you mean 'fuseki'?" in refused.stderr) == (2, True), refused.stderr


PACKAGE = '''
"""A store type of another package: Oxigraph below /shelf."""
from vitagraph.stores.types import StoreType
from vitagraph.stores.updates import UpdateStore


def open_shelf(address, connection):
    return UpdateStore(f"the shelf at {address.root}", f"{address.root}/ask", f"{address.root}/tell", connection, atomic=True)


STORE = StoreType(
    name="shelf", order=99, label="Shelf", replacement="one update", after_failure="old or new",
    connect=open_shelf, path="/shelf(/|$)", query_services=("/ask",), services=("/ask", "/tell"),
)
'''


def update(handler: Handler, body: bytes) -> None:
    """Forwards a write to the update service of Oxigraph."""
    handler.path = handler.path.replace("/shelf/tell", "/update")
    handler.forward(body)


def installed(path: Path, module: str) -> Path:
    """A folder with the installed package `shelf`."""
    (path / "shelf-1.0.dist-info").mkdir(parents=True)
    (path / "shelf_store.py").write_text(module)
    (path / "shelf-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: shelf\nVersion: 1.0\n")
    (path / "shelf-1.0.dist-info/entry_points.txt").write_text("[vitagraph.stores]\nshelf = shelf_store:STORE\n")
    return path


def test_a_package_that_fails_in_detection_is_reported_and_others_are_detected(oxigraph: Oxigraph, tmp_path: Path) -> None:
    """Its function is called where no `Server` header names a type; Oxigraph is then detected by its page."""
    path = installed(tmp_path / "site", PACKAGE.replace("order=99", "order=1, recognises=lambda reply: reply.missing"))
    (tmp_path / "cv.yaml").write_text("document: {iri: 'https://people.example/detected/cv'}\nperson: {name: Ada}\n")
    with FaultyProxy(oxigraph.root).running() as proxy:
        proxy.name = ""
        done = command("diff", "cv.yaml", "--endpoint", proxy.root, path=path, folder=tmp_path)
    assert (done.returncode, " triples added, 0 removed in " in done.stderr) == (0, True), done.stderr
    assert done.stderr.count("the store type 'shelf' of the package shelf 1.0 failed in `recognises`: AttributeError") == 1


def test_a_package_adds_a_store_type(oxigraph: Oxigraph, tmp_path: Path) -> None:
    """A package with an entry point: help lists its type, a server is detected as it, loaded, compared, queried and unloaded."""
    path = installed(tmp_path / "site", PACKAGE)
    (tmp_path / "cv.yaml").write_text("document: {iri: 'https://people.example/shelf/cv'}\nperson: {name: Ada}\n")
    assert "|shelf]" in command("load", "--help", path=path).stdout
    with FaultyProxy(oxigraph.root).running() as proxy:
        proxy.name = ""
        proxy.renamed = {"/shelf/ask": "/query"}
        proxy.fault = update

        def run(*arguments: str) -> subprocess.CompletedProcess[str]:
            done = command(*arguments, path=path, folder=tmp_path)
            assert done.returncode == 0, done.stderr
            return done

        assert f"the shelf at {proxy.root}/shelf: " in run("load", "cv.yaml", "--endpoint", f"{proxy.root}/shelf").stderr
        assert "no difference" in run("diff", "cv.yaml", "--endpoint", f"{proxy.root}/shelf", "--store", "shelf").stderr
        names = "SELECT ?name { ?person a schema:Person ; schema:name ?name }"
        for address in (f"{proxy.root}/shelf/ask", f"{proxy.root}/shelf"):
            queried = run("query", names, "--endpoint", address, "--cv", "https://people.example/shelf/cv", "-f", "csv")
            assert queried.stdout == "name\nAda\n"
        run("unload", "cv.yaml", "--endpoint", f"{proxy.root}/shelf/tell")
        assert store_at(oxigraph.root, Connection(Credentials())).count("<https://people.example/shelf/cv#graph/public>") == 0


@pytest.mark.parametrize("name", [one.name for one in server_types() if one.name != "generic"])
def test_addresses_of_services_belong_to_a_generic_store(name: str) -> None:
    """They are never ignored silently."""
    for services in ({"graph_store": "http://127.0.0.1:9/g"}, {"update": "http://127.0.0.1:9/u"}):
        with pytest.raises(UsageError, match="--graph-store and --update are for --store generic"):
            store_at("http://127.0.0.1:9/a", Connection(Credentials()), name, **services)


def test_a_redirect_to_another_path_is_reported_with_its_target(oxigraph: Oxigraph) -> None:
    """The services of a store are below its own address, so the address before the redirect leads to none."""
    with FaultyProxy(oxigraph.root).running() as proxy:
        proxy.renamed, proxy.redirected = {"/kb/": "/"}, {"/": "/kb/"}
        with pytest.raises(UsageError, match=f"redirects to {proxy.root}/kb/; name the address of the store there"):
            store_at(proxy.root, Connection(Credentials()))


@pytest.mark.parametrize(("status", "advice"), [(400, "correct the cause, then load again"), (503, "load again to continue")])
def test_the_advice_after_a_refusal_can_succeed(oxigraph: Oxigraph, tmp_path: Path, status: int, advice: str) -> None:
    """Loading again helps only where the refusal is temporary."""
    (tmp_path / "cv.yaml").write_text("document: {iri: 'https://people.example/refused/cv'}\nperson: {name: Ada}\n")
    with FaultyProxy(oxigraph.root).running() as proxy:
        proxy.fault = refuse(status)
        done = command("load", str(tmp_path / "cv.yaml"), "--endpoint", proxy.root, "--store", "oxigraph")
    assert (done.returncode, advice in done.stderr) == (1, True), done.stderr


def test_a_refusal_in_plain_text_is_quoted_with_its_iris_and_both_ends(oxigraph: Oxigraph) -> None:
    """What stands in angle brackets is no markup there, and a store that repeats the update states the fault at the end."""
    text = "MALFORMED QUERY: <https://people.example/x> " + "INSERT DATA " * 200 + "at line 7: <urn:unexpected>"
    with FaultyProxy(oxigraph.root).running() as proxy:
        proxy.fault = lambda handler, body: handler.respond(400, text.encode(), {"Content-Type": "text/plain"})
        with pytest.raises(StoreError) as caught:
            Connection(Credentials()).send("POST", f"{proxy.root}/update", body=b"CLEAR ALL")
    assert "MALFORMED QUERY: <https://people.example/x>" in str(caught.value)
    assert "at line 7: <urn:unexpected>" in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_graph_store_may_have_another_parameter(oxigraph: Oxigraph) -> None:
    """It names the graph in each request: here that of RDF4J, which the proxy translates for Oxigraph."""

    def translated(handler: Handler, body: bytes) -> None:
        assert "?context-uri=" in handler.path
        handler.path = handler.path.replace("?context-uri=", "?graph=")
        handler.forward(body)

    graph = "<https://people.example/parameter>"
    with FaultyProxy(oxigraph.root).running() as proxy:
        proxy.fault = translated
        store = GraphStore("graphs", f"{proxy.root}/query", f"{proxy.root}/store", Connection(Credentials()), "context-uri")
        for expected in (contents([("<urn:a>", "<urn:b>", "<urn:c>")]), contents([])):
            store.replace([Change(graph, store.read(graph), expected)])
            assert store.count(graph) == len(expected)
