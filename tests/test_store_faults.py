"""After a fault a store has the old or the new graph, vitagraph reports which, and the next load repairs the graph.

`pytest tests/test_store_faults.py -m "slow or not slow" --keep-faults` runs all tests, kills each store 25 times instead of 4,
fills its disk to 4 degrees instead of 2, and writes the table in docs/reference/faults.md.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import proxies
import servers
from cv_versions import Versions
from proxies import Fault, FaultyProxy
from servers import Oxigraph, TripleStore, Virtuoso
from vitagraph import stores
from vitagraph.errors import StoreError
from vitagraph.network.credentials import Credentials
from vitagraph.stores import Loaded, State, Store
from vitagraph.stores.detection import store_at
from vitagraph.stores.http import Connection

STORES = ("oxigraph", "virtuoso")
PATIENCE = 90.0


def connected(server: TripleStore, root: str = "", user: str = "", password: str = "", seconds: float = 60.0) -> Store:
    """The store of a server, or of a proxy at `root`."""
    credentials = Credentials(user or server.user, password or server.password)
    return store_at(root or server.root, Connection(credentials, seconds), server.program.partition("-")[0])


def state_of(loaded: Loaded) -> State:
    """The state of the graph that vitagraph reports."""
    (outcome,) = loaded.graphs
    return outcome.state


@pytest.fixture
def record(record_property: Callable[[str, object], None]) -> Callable[[str, str, State], None]:
    """Adds a line to the table of faults."""
    return lambda store, fault, state: record_property("fault", (store, fault, str(state)))


def check(server: TripleStore, versions: Versions, loaded: Loaded) -> State:
    """The reported state is true, and the next load repairs the graph and leaves no staged graph."""
    store = connected(server)
    reported, (outcome,) = state_of(loaded), loaded.graphs
    now = store.read(versions.graph).keys()
    expected = {State.old: versions.old, State.new: versions.new}.get(reported)
    assert now == (outcome.now if expected is None else expected[versions.graph]).keys()
    repaired = stores.load(store, versions.new, PATIENCE)
    assert repaired.failure is None
    assert repaired.whole
    assert store.read(versions.graph).keys() == versions.new[versions.graph].keys()
    assert store.read(f"{versions.graph[:-1]}/staged>") == {}
    return reported


FAULTS: dict[str, tuple[Fault, dict[str, set[State]]]] = {
    "the connection breaks while the graph is sent": (proxies.cut_upload, {}),
    "the response is lost": (proxies.lose_reply, {"oxigraph": {State.new}}),
    "no response before the timeout": (proxies.stall, {}),
    "the response comes after the timeout": (proxies.stall_after, {"oxigraph": {State.new}}),
    "the store applies the update after the timeout": (proxies.apply_late, {"oxigraph": {State.new}}),
    "413 from a proxy": (proxies.refuse(413), {}),
    "500 from a proxy": (proxies.refuse(500), {}),
    "502 from a proxy": (proxies.refuse(502), {}),
    "503 from a proxy": (proxies.refuse(503), {}),
    "504 from a proxy after the store applied the update": (proxies.fail_after(504), {"oxigraph": {State.new}}),
    "403 from a proxy": (proxies.refuse(403), {}),
    "a proxy drops triples and reports success": (proxies.lose_triples, {"oxigraph": {State.partial}}),
}


#: faults of which Virtuoso notices the end only after seconds
LONG_IN_VIRTUOSO = (
    "the connection breaks while the graph is sent",
    "no response before the timeout",
    "the response comes after the timeout",
    "the store applies the update after the timeout",
)
PROXIES = [
    pytest.param(store, fault, marks=pytest.mark.slow if store == "virtuoso" and fault in LONG_IN_VIRTUOSO else ())
    for store in STORES
    for fault in FAULTS
]


@pytest.mark.parametrize(("name", "fault"), PROXIES)
def test_a_proxy_fails(name: str, fault: str, request: pytest.FixtureRequest, record: Callable[[str, str, State], None]) -> None:
    """The first request to Virtuoso only stages the graph: after any fault of it, the graph is the old one."""
    server: TripleStore = request.getfixturevalue(name)
    break_it, outcomes = FAULTS[fault]
    versions = Versions(one_in=8)
    assert stores.load(connected(server), versions.old).whole
    with FaultyProxy(server.root).running() as proxy:
        store = connected(server, proxy.root, seconds=0.8)
        proxy.fault = break_it
        loaded = stores.load(store, versions.new, patience=2.0)
    state = check(server, versions, loaded)
    record(name, fault, state)
    assert state in outcomes.get(name, {State.old})
    assert loaded.whole == (state is State.new)


def test_the_response_to_virtuosos_last_step_is_lost(virtuoso: Virtuoso, record: Callable[[str, str, State], None]) -> None:
    """The graph is the new one, though the client received no response."""
    versions = Versions(one_in=8)
    stores.load(connected(virtuoso), versions.old)
    with FaultyProxy(virtuoso.root).running() as proxy:

        def lose_the_move(handler: proxies.Handler, body: bytes) -> None:
            (proxies.lose_reply if b"DELETE" in body else proxies.Handler.forward)(handler, body)

        proxy.fault = lose_the_move
        loaded = stores.load(connected(virtuoso, proxy.root), versions.new, patience=2.0)
    assert isinstance(loaded.failure, StoreError)
    state = check(virtuoso, versions, loaded)
    record("virtuoso", "the response to the last step is lost", state)
    assert state is State.new


class During:
    """A load in a separate thread, during which a test stops the server."""

    def __init__(self, store: Store, versions: Versions) -> None:
        self.loaded: Loaded | None = None
        self.failure: StoreError | None = None
        self._thread = threading.Thread(target=self._run, args=(store, versions))
        self._thread.start()

    def _run(self, store: Store, versions: Versions) -> None:
        try:
            self.loaded = stores.load(store, versions.new, PATIENCE)
        except StoreError as error:
            self.failure = error

    def end(self) -> Loaded | None:
        """The result of the load; None where the store stopped before a request was sent."""
        self._thread.join()
        return self.loaded


def timed(store: Store, versions: Versions) -> float:
    """Seconds that an undisturbed load of the new graph over the old one takes."""
    stores.load(store, versions.old)
    start = time.monotonic()
    stores.load(store, versions.new)
    return time.monotonic() - start


def kill_sometimes(server: TripleStore, times: int, how: str, copies: int, record: Callable[[str, str, State], None]) -> list[State]:
    """Stops a server at random times while a graph is replaced, and restarts it; returns the state after each stop."""
    chance = random.Random(times)
    versions = Versions(copies)
    store = connected(server)
    stores.load(store, versions.old)
    usual = min(timed(store, versions) for _ in range(3))
    states = []
    while len(states) < times:
        stores.load(store, versions.old)
        during = During(store, versions)
        time.sleep(chance.uniform(0.05, 0.95) * usual)
        server.kill() if how == "kill -9" else server.stop()
        server.start()
        loaded = during.end()
        if loaded is None or loaded.failure is None:
            # It stopped before the first request or after the last one: the reported state must be true as well.
            found = connected(server).read(versions.graph).keys()
            assert found == (versions.old if loaded is None else versions.new)[versions.graph].keys()
            record(server.program, f"{how} just before or after a load", State.old if loaded is None else State.new)
            usual = min(usual, timed(store, versions))
            continue
        states.append(check(server, versions, loaded))
        record(server.program, f"{how} while a graph is replaced", states[-1])
    print(f"{server.program}, {how}: {len(states)} in mid-transfer, {[str(one) for one in states]}")
    return states


@pytest.fixture(params=[Oxigraph, pytest.param(Virtuoso, marks=pytest.mark.slow)], ids=STORES)
def own_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TripleStore]:
    """A server that only this test uses, so that it can be killed."""
    with servers.running(request.param(tmp_path)) as server:
        yield server


@pytest.mark.slow(60)
@pytest.mark.parametrize("how", ["kill -9", "stopped"])
def test_a_store_is_stopped_many_times(
    own_server: TripleStore, how: str, record: Callable[[str, str, State], None], request: pytest.FixtureRequest
) -> None:
    """The server is stopped at random times before the last response. Both stores are atomic: never partial."""
    times = 2 if how == "stopped" else 25 if request.config.getoption("--keep-faults") else 4
    assert {*kill_sometimes(own_server, times, how, 3, record)} <= {State.old, State.new}


@pytest.mark.slow
def test_a_loaded_graph_survives_a_kill(own_server: TripleStore) -> None:
    """A graph is complete if the server is killed immediately after the load, including triples of both versions."""
    versions = Versions(one_in=8)
    for turn in range(4):
        expected = versions.new if turn % 2 else versions.old
        assert stores.load(connected(own_server), expected).whole
        own_server.kill() if turn % 3 else own_server.stop()
        own_server.start()
        assert connected(own_server).read(versions.graph).keys() == expected[versions.graph].keys()


@pytest.mark.slow
def test_a_suspended_store_continues(own_server: TripleStore, record: Callable[[str, str, State], None]) -> None:
    """The server is suspended while a graph is sent; after the timeout of the client it continues."""
    versions = Versions(copies=3)
    stores.load(connected(own_server), versions.old)
    store = connected(own_server, seconds=1.0)
    assert own_server.process is not None
    during = During(store, versions)
    time.sleep(0.25)
    own_server.process.send_signal(signal.SIGSTOP)
    time.sleep(2.5)
    own_server.process.send_signal(signal.SIGCONT)
    loaded = during.end()
    own_server.wait()
    if loaded is None:
        assert isinstance(during.failure, StoreError)
        return
    state = check(own_server, versions, loaded)
    record(own_server.program, "the store is suspended during the load", state)
    assert state in (State.old, State.new)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 megabytes; the test fails with a message if it cannot be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", str(folder)], capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.fail(f"a small disk cannot be mounted: {mounted.stderr}; run the slow tests as root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@contextmanager
def filled(folder: Path, left: int) -> Iterator[None]:
    """A disk with only so many bytes left."""
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        file.truncate(0)
        free = shutil.disk_usage(folder).free
        os.posix_fallocate(file.fileno(), 0, max(free - left, 1))
    try:
        yield
    finally:
        ballast.unlink()


@pytest.mark.slow(60)
@pytest.mark.parametrize("maker", [Oxigraph, Virtuoso])
def test_the_disk_is_full(
    maker: type[TripleStore], small_disk: Path, record: Callable[[str, str, State], None], request: pytest.FixtureRequest
) -> None:
    """The store has no space for the new graph; when there is space again, after a restart, the next load works."""
    for left in (0, 20_000, 200_000, 1_000_000) if request.config.getoption("--keep-faults") else (0, 200_000):
        folder = small_disk / f"{left}"
        folder.mkdir()
        with servers.running(maker(folder)) as server:
            versions = Versions(copies=4)
            stores.load(connected(server), versions.old)
            with filled(small_disk, left):
                try:
                    loaded = stores.load(connected(server, seconds=20), versions.new, patience=5.0)
                except StoreError as error:
                    print(f"{server.program}: rejected at the start: {error}")
                    loaded = None
            server.stop()
            server.start()
            state = State.old if loaded is None else state_of(loaded)
            if state is State.unknown or loaded is None:
                # The store did not respond until there was space: now it must have one of the two graphs.
                now = connected(server).read(versions.graph).keys()
                state = State.old if now == versions.old[versions.graph].keys() else State.new
                assert now == (versions.old if state is State.old else versions.new)[versions.graph].keys()
                assert stores.load(connected(server), versions.new, PATIENCE).whole
            else:
                state = check(server, versions, loaded)
            record(server.program, "the disk is full", state)
            assert state in (State.old, State.new)
        shutil.rmtree(folder)


def test_a_wrong_password_changes_nothing(virtuoso: Virtuoso, record: Callable[[str, str, State], None]) -> None:
    """The load is rejected before a graph is sent."""
    versions = Versions(one_in=8)
    stores.load(connected(virtuoso), versions.old)
    with pytest.raises(StoreError, match="401: user, password or token are not accepted") as refusal:
        stores.load(connected(virtuoso, password="wrong-and-secret"), versions.new)
    assert "wrong-and-secret" not in str(refusal.value)
    assert connected(virtuoso).read(versions.graph).keys() == versions.old[versions.graph].keys()
    record("virtuoso", "wrong password", State.old)


def test_a_user_without_write_permission_changes_nothing(virtuoso: Virtuoso, record: Callable[[str, str, State], None]) -> None:
    """Virtuoso rejects the request that stages the graph."""
    versions = Versions(one_in=8)
    stores.load(connected(virtuoso), versions.old)
    loaded = stores.load(connected(virtuoso, user=virtuoso.reader, password=virtuoso.readers_password), versions.new)
    assert isinstance(loaded.failure, StoreError)
    record("virtuoso", "a user without write permission", check(virtuoso, versions, loaded))
    assert state_of(loaded) is State.old


def test_a_read_only_server_changes_nothing(tmp_path: Path, record: Callable[[str, str, State], None]) -> None:
    """`oxigraph serve-read-only` accepts no updates."""

    class ReadOnly(Oxigraph):
        """Serves the folder of another Oxigraph server."""

        def command(self) -> list[str]:
            """The command of a read-only server."""
            return ["serve-read-only", "--location", "store", "--bind", f"{servers.LOOPBACK}:{self.port}"]

    versions = Versions(one_in=8)
    with servers.oxigraph(tmp_path) as server:
        stores.load(connected(server), versions.old)
    with servers.running(ReadOnly(tmp_path)) as read_only:
        loaded = stores.load(connected(read_only), versions.new)
    with servers.oxigraph(tmp_path) as server:
        state = check(server, versions, loaded)
    record("oxigraph", "a read-only server", state)
    assert state is State.old


@pytest.mark.parametrize(("place", "words"), [("small", "413"), ("readonly", "403")])
def test_apache_refuses(place: str, words: str, oxigraph: Oxigraph, tmp_path: Path, record: Callable[[str, str, State], None]) -> None:
    """Apache limits the size of requests, or permits no writes."""
    versions = Versions(one_in=8)
    stores.load(connected(oxigraph), versions.old)
    with proxies.apache(tmp_path, oxigraph.root) as apache:
        loaded = stores.load(connected(oxigraph, f"{apache.root}/{place}"), versions.new)
        assert words in str(loaded.failure)
    state = check(oxigraph, versions, loaded)
    record("oxigraph", f"{words} from Apache", state)
    assert state is State.old


@pytest.mark.parametrize("name", STORES)
def test_an_unreachable_store_is_an_error(name: str, request: pytest.FixtureRequest) -> None:
    """A store that is not running is reported at once, with its address."""
    server: TripleStore = request.getfixturevalue(name)
    store = connected(server, f"http://127.0.0.1:{servers.free_port()}")
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:\d+\S*: no server responds there"):
        stores.load(store, Versions().new)
