"""The servers of the tests are real and work as documented."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

import servers
from servers import TripleStore

TURTLE = "<urn:test:owl> <urn:test:sounds> 'hoo'@en ."
GRAPH = "urn:test:servers"


def opener(store: TripleStore) -> urllib.request.OpenerDirector:
    """Sends the store's user and password after a challenge."""
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, store.root, store.user, store.password)
    return urllib.request.build_opener(urllib.request.HTTPDigestAuthHandler(passwords))


def sent(store: TripleStore, method: str, body: str | None = None) -> int:
    """The status of a request to the graph store."""
    address = f"{store.graph_store}?graph={urllib.parse.quote(GRAPH)}"
    request = urllib.request.Request(address, body and body.encode(), {"Content-Type": "text/turtle"}, method=method)
    with opener(store).open(request, timeout=10) as reply:
        return int(reply.status)


def sounds(store: TripleStore) -> list[str]:
    """The sounds of owls in the graph."""
    query = urllib.parse.quote(f"SELECT ?sound {{ GRAPH <{GRAPH}> {{ ?owl <urn:test:sounds> ?sound }} }}")
    request = urllib.request.Request(f"{store.query}?query={query}", headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=10) as reply:
        return [row["sound"]["value"] for row in json.load(reply)["results"]["bindings"]]


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_a_graph_is_put_queried_and_deleted(name: str, request: pytest.FixtureRequest) -> None:
    """The graph store and the query address of each server work together."""
    store: TripleStore = request.getfixturevalue(name)
    assert sent(store, "PUT", TURTLE) in (200, 201, 204)
    assert sounds(store) == ["hoo"]
    assert sent(store, "DELETE") in (200, 204)
    assert sounds(store) == []


def test_virtuoso_requires_the_password(virtuoso: servers.Virtuoso) -> None:
    """Without it a write is rejected."""
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(urllib.request.Request(f"{virtuoso.graph_store}?graph={GRAPH}", method="DELETE"), timeout=10)
    with refusal.value as reply:
        assert reply.code == 401
        assert reply.headers["WWW-Authenticate"].startswith("Digest ")


def test_a_killed_server_restarts_on_its_port(tmp_path: Path) -> None:
    """Data of completed requests exist after a kill."""
    with servers.oxigraph(tmp_path) as store:
        sent(store, "PUT", TURTLE)
        store.kill()
        with pytest.raises(urllib.error.URLError):
            sounds(store)
        store.start()
        assert sounds(store) == ["hoo"]


def test_a_missing_server_names_the_line_that_installs_it() -> None:
    """An error, never a skip."""
    with pytest.raises(RuntimeError, match="install it with: apt-get install no-such-store"):
        servers.found("no-such-store", "apt-get install no-such-store")
