"""Whatever goes wrong, a store holds the old or the new graph, vitagraph says which, and loading again heals.

`pytest tests/test_store_faults.py -m "slow or not slow" --keep-faults` runs all of it and keeps the table in docs/stores.md.
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

import gateway
import servers
from cvs import Versions
from gateway import Fault, FaultyProxy
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
    """vitagraph's view of a server, through a proxy where one is named."""
    who = Credentials(user or server.user, password or server.password)
    return store_at(root or server.root, Connection(who, seconds), server.program.partition("-")[0])


def state_of(loaded: Loaded) -> State:
    """What the store holds, according to vitagraph."""
    (outcome,) = loaded.outcomes
    return outcome.state


@pytest.fixture
def record(record_property: Callable[[str, object], None]) -> Callable[[str, str, State], None]:
    """Adds a line to the table of faults."""
    return lambda store, fault, state: record_property("fault", (store, fault, str(state)))


def check(server: TripleStore, versions: Versions, loaded: Loaded) -> State:
    """What vitagraph said is true, and the next load makes the graph right and leaves nothing beside it."""
    store = connected(server)
    said, (outcome,) = state_of(loaded), loaded.outcomes
    now = store.read(versions.graph).keys()
    expected = {State.old: versions.old, State.new: versions.new}.get(said)
    assert now == (outcome.now if expected is None else expected[versions.graph]).keys()
    healed = stores.load(store, versions.new, PATIENCE)
    assert healed.failure is None
    assert healed.whole
    assert store.read(versions.graph).keys() == versions.new[versions.graph].keys()
    assert store.read(f"{versions.graph[:-1]}/staged>") == {}
    return said


FAULTS: dict[str, tuple[Fault, dict[str, set[State]]]] = {
    "the connection breaks while the graph is sent": (gateway.cut_upload, {}),
    "the reply is lost": (gateway.lose_reply, {"oxigraph": {State.new}}),
    "nobody answers in time": (gateway.stall, {}),
    "the reply comes too late": (gateway.stall_after, {"oxigraph": {State.new}}),
    "the store does it after the client gave up": (gateway.do_late, {"oxigraph": {State.new}}),
    "413 from a proxy": (gateway.refuse(413), {}),
    "500 from a proxy": (gateway.refuse(500), {}),
    "502 from a proxy": (gateway.refuse(502), {}),
    "503 from a proxy": (gateway.refuse(503), {}),
    "504 from a proxy, but the store did it": (gateway.fail_after(504), {"oxigraph": {State.new}}),
    "403 from a proxy": (gateway.refuse(403), {}),
    "triples are lost on the way, and all is said to be well": (gateway.lose_triples, {"oxigraph": {State.partial}}),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", STORES)
def test_a_proxy_fails(name: str, fault: str, request: pytest.FixtureRequest, record: Callable[[str, str, State], None]) -> None:
    """Virtuoso's first request only stages the graph: whatever becomes of it, the graph is the old one."""
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


def test_the_reply_to_virtuosos_last_step_is_lost(virtuoso: Virtuoso, record: Callable[[str, str, State], None]) -> None:
    """The graph is the new one, though no reply said so."""
    versions = Versions(one_in=8)
    stores.load(connected(virtuoso), versions.old)
    with FaultyProxy(virtuoso.root).running() as proxy:

        def lose_the_move(handler: gateway.Handler, body: bytes) -> None:
            (gateway.lose_reply if b"DELETE" in body else gateway.Handler.forward)(handler, body)

        proxy.fault = lose_the_move
        loaded = stores.load(connected(virtuoso, proxy.root), versions.new, patience=2.0)
    assert isinstance(loaded.failure, StoreError)
    state = check(virtuoso, versions, loaded)
    record("virtuoso", "the reply to the last step is lost", state)
    assert state is State.new


class During:
    """A load in a thread of its own, so that something can happen meanwhile."""

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
        """What became of it; None where the store died before anything was sent."""
        self._thread.join()
        return self.loaded


def timed(store: Store, versions: Versions) -> float:
    """Seconds that an undisturbed load of the new graph over the old one takes."""
    stores.load(store, versions.old)
    start = time.monotonic()
    stores.load(store, versions.new)
    return time.monotonic() - start


def kill_sometimes(server: TripleStore, times: int, how: str, copies: int, record: Callable[[str, str, State], None]) -> list[State]:
    """Kills a server at random moments while a graph is replaced, and starts it again; what it holds then, each time."""
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
            # It died before the first request, or after the last: whatever was said must hold all the same.
            found = connected(server).read(versions.graph).keys()
            assert found == (versions.old if loaded is None else versions.new)[versions.graph].keys()
            record(server.program, f"{how} just before or after a load", State.old if loaded is None else State.new)
            usual = min(usual, timed(store, versions))
            continue
        states.append(check(server, versions, loaded))
        record(server.program, f"{how} while a graph is replaced", states[-1])
    print(f"{server.program}, {how}: {len(states)} in mid-transfer, {[str(one) for one in states]}")
    return states


@pytest.fixture(params=[Oxigraph, Virtuoso], ids=STORES)
def mortal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TripleStore]:
    """A server of one's own, that may be killed."""
    with servers.running(request.param(tmp_path)) as server:
        yield server


def test_a_store_is_killed_twice(mortal: TripleStore, record: Callable[[str, str, State], None]) -> None:
    """Both stores are atomic: never partial."""
    assert {*kill_sometimes(mortal, 2, "kill -9", 1, record)} <= {State.old, State.new}


@pytest.mark.slow
@pytest.mark.parametrize(("how", "times"), [("kill -9", 25), ("stopped", 3)])
def test_a_store_dies_many_times(mortal: TripleStore, how: str, times: int, record: Callable[[str, str, State], None]) -> None:
    """At random moments, all of them before the last reply."""
    assert {*kill_sometimes(mortal, times, how, 3, record)} <= {State.old, State.new}


@pytest.mark.slow
def test_what_was_loaded_survives(mortal: TripleStore) -> None:
    """A graph that was replaced is there after a kill right after, triples that both versions share included."""
    versions = Versions(one_in=8)
    for turn in range(10):
        wanted = versions.new if turn % 2 else versions.old
        assert stores.load(connected(mortal), wanted).whole
        mortal.kill() if turn % 3 else mortal.stop()
        mortal.start()
        assert connected(mortal).read(versions.graph).keys() == wanted[versions.graph].keys()


@pytest.mark.slow
def test_a_store_that_hangs_goes_on(mortal: TripleStore, record: Callable[[str, str, State], None]) -> None:
    """It is frozen while a graph is sent, the client gives up, the store finishes later: the new graph."""
    versions = Versions(copies=3)
    stores.load(connected(mortal), versions.old)
    store = connected(mortal, seconds=1.0)
    assert mortal.process is not None
    during = During(store, versions)
    time.sleep(0.25)
    mortal.process.send_signal(signal.SIGSTOP)
    time.sleep(2.5)
    mortal.process.send_signal(signal.SIGCONT)
    loaded = during.end()
    mortal.wait()
    if loaded is None:
        assert isinstance(during.failure, StoreError)
        return
    state = check(mortal, versions, loaded)
    record(mortal.program, "hangs for a while", state)
    assert state in (State.old, State.new)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes; where none can be mounted, the test fails and says so."""
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


@pytest.mark.slow
@pytest.mark.parametrize("maker", [Oxigraph, Virtuoso])
def test_the_disk_is_full(maker: type[TripleStore], small_disk: Path, record: Callable[[str, str, State], None]) -> None:
    """The store has no room for the new graph; with room again, and perhaps a restart, the next load works."""
    for left in (0, 20_000, 200_000, 1_000_000):
        folder = small_disk / f"{left}"
        folder.mkdir()
        with servers.running(maker(folder)) as server:
            versions = Versions(copies=4)
            stores.load(connected(server), versions.old)
            with filled(small_disk, left):
                try:
                    loaded = stores.load(connected(server, seconds=20), versions.new, patience=5.0)
                except StoreError as error:
                    print(f"{server.program}: refused to begin with: {error}")
                    loaded = None
            server.stop()
            server.start()
            state = State.old if loaded is None else state_of(loaded)
            if state is State.unknown or loaded is None:
                # The store was dead until there was room: what it holds now must be one of the two.
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
    """It is refused before anything is sent."""
    versions = Versions(one_in=8)
    stores.load(connected(virtuoso), versions.old)
    with pytest.raises(StoreError, match="401: user, password or token are not accepted") as refusal:
        stores.load(connected(virtuoso, password="wrong-and-secret"), versions.new)
    assert "wrong-and-secret" not in str(refusal.value)
    assert connected(virtuoso).read(versions.graph).keys() == versions.old[versions.graph].keys()
    record("virtuoso", "wrong password", State.old)


def test_a_user_who_may_only_read_changes_nothing(virtuoso: Virtuoso, record: Callable[[str, str, State], None]) -> None:
    """Virtuoso refuses the staging."""
    versions = Versions(one_in=8)
    stores.load(connected(virtuoso), versions.old)
    loaded = stores.load(connected(virtuoso, user=virtuoso.reader, password=virtuoso.readers_password), versions.new)
    assert isinstance(loaded.failure, StoreError)
    record("virtuoso", "a user who may only read", check(virtuoso, versions, loaded))
    assert state_of(loaded) is State.old


def test_a_read_only_server_changes_nothing(tmp_path: Path, record: Callable[[str, str, State], None]) -> None:
    """`oxigraph serve-read-only` knows no updates."""

    class ReadOnly(Oxigraph):
        """Serves what an Oxigraph server left."""

        def command(self) -> list[str]:
            """Without updates."""
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
    """Apache's limit of requests, and its rule that nobody writes."""
    versions = Versions(one_in=8)
    stores.load(connected(oxigraph), versions.old)
    with gateway.gateway(tmp_path, oxigraph.root) as apache:
        loaded = stores.load(connected(oxigraph, f"{apache.root}/{place}"), versions.new)
        assert words in str(loaded.failure)
    state = check(oxigraph, versions, loaded)
    record("oxigraph", f"{words} from Apache", state)
    assert state is State.old


@pytest.mark.parametrize("name", STORES)
def test_nobody_is_there(name: str, request: pytest.FixtureRequest) -> None:
    """A store that is not running is an error at once, with the address."""
    server: TripleStore = request.getfixturevalue(name)
    store = connected(server, f"http://127.0.0.1:{servers.free_port()}")
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:\d+\S*: nobody answers there"):
        stores.load(store, Versions().new)
