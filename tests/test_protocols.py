"""Protocols of stores that cannot run here, translated to a real Oxigraph, whose final content is tested."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cv_versions import Versions
from played_stores import Repository
from proxies import FaultyProxy, Handler
from servers import FRESH, Oxigraph
from vitagraph import stores
from vitagraph.errors import UsageError
from vitagraph.network.credentials import Credentials
from vitagraph.stores import Store
from vitagraph.stores.detection import store_at
from vitagraph.stores.http import Connection


@pytest.fixture
def repository(oxigraph: Oxigraph) -> Iterator[Repository]:
    """A repository whose queries an Oxigraph evaluates."""
    with FaultyProxy(oxigraph.root).running() as proxy:
        yield Repository(proxy)


@pytest.mark.parametrize("kind", ["rdf4j", "graphdb"])
def test_a_transaction_is_committed_or_rolled_back(kind: str, repository: Repository) -> None:
    """Begin, update, commit; if the update is rejected, roll back, and the graph is the old one."""
    versions = Versions(one_in=8)
    store = store_at(repository.root, Connection(Credentials()), kind)
    assert stores.load(store, versions.old).whole
    assert (repository.began, repository.rolled_back) == (1, 0)
    repository.refuse_updates = True
    refused = stores.load(store, versions.new)
    assert [outcome.state for outcome in refused.graphs] == [stores.State.old]
    assert repository.rolled_back == 1
    repository.refuse_updates = False
    assert stores.load(store, versions.new).whole


def generic(server: Oxigraph, how: str) -> Store:
    """Oxigraph as a store of unknown type."""
    connection = Connection(Credentials())
    if how == "graph store":
        return store_at(server.query, connection, graph_store=server.graph_store)
    return store_at(server.query, connection, update=server.update)


@pytest.mark.parametrize("how", ["graph store", "update"])
def test_a_generic_store(how: str, oxigraph: Oxigraph) -> None:
    """By PUT and DELETE of the Graph Store Protocol, or by updates."""
    versions = Versions(one_in=8)
    store = generic(oxigraph, how)
    assert not store.atomic
    for wanted in (versions.old, versions.new, stores.emptied(versions.document), versions.old):
        assert stores.load(store, wanted).whole
        assert store.read(versions.graph).keys() == wanted[versions.graph].keys()


def test_a_store_of_unknown_type_must_be_named(oxigraph: Oxigraph) -> None:
    """A proxy hides the store."""
    with FaultyProxy(f"{oxigraph.root}").running() as proxy:
        proxy.name = ""
        with pytest.raises(UsageError, match="the store type cannot be detected; name it with --store"):
            store_at(f"{proxy.root}/query", Connection(Credentials()))


def test_an_interrupt_reports_the_state_of_the_store(oxigraph: Oxigraph, tmp_path: Path) -> None:
    """Ctrl-C while a graph is sent: the old graph, and exit code 130."""
    sent, interrupted = threading.Event(), threading.Event()

    def stall(handler: Handler, body: bytes) -> None:
        sent.set()
        interrupted.wait(60)
        handler.drop()

    (tmp_path / "cv.yaml").write_text(
        f"document: {{iri: 'https://people.example/interrupted{tmp_path.stat().st_ino}/cv'}}\nperson: {{name: Ada}}\n"
    )
    with FaultyProxy(oxigraph.root).running() as proxy:
        proxy.fault = stall
        line = ["vitagraph", "load", "cv.yaml", "--endpoint", proxy.root, "--store", "oxigraph"]
        process = subprocess.Popen(
            [sys.executable, "-c", FRESH, sys.executable, "-m", *line], cwd=tmp_path, stderr=subprocess.PIPE, text=True
        )
        assert sent.wait(30)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
        interrupted.set()
    assert process.returncode == 130, stderr
    assert "cv.yaml: interrupted" in stderr
    assert "old: no such graph" in stderr
