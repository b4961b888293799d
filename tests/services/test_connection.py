"""The connection to a service: faults, pauses, the cache, runs after one another and beside each other, what leaves the machine."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faulty_server import WAYS, FaultyServer
from played_services import DOI, PlayedServices, connect, played
from vitagraph.errors import SourceError, UsageError
from vitagraph.network import Limits
from vitagraph.services import SERVICES, Connection, Kind, Query, client
from vitagraph.services.cache import Cache, default_folder
from vitagraph.values import Doi, NameIn


def query(name: str, kind: Kind = Kind.WORK) -> Query:
    return Query(kind, (NameIn(name, ""),))


def found(connection: Connection, *names: str, kind: Kind = Kind.WORK) -> list[Any]:
    return [one for _, one in connection.search([query(name, kind) for name in names])]


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with played() as one:
        yield one


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


# -- faults


#: the ways that give a complete reply, some after a repetition
_GOOD = {"plain", "gzip", "two-members", "chunked", "no-length", "moved-301", "moved-302", "moved-303", "moved-307", "moved-308",
         "busy-once", "busy-seconds"}  # fmt: skip
#: ways that take longer, and differ in no code from others
_SLOW = {"busy-date", "busy-for-ever", "trickle", "trickle-head"}


@pytest.mark.parametrize("way", sorted(WAYS.keys() - _SLOW))
def test_a_fault(way: str, server: FaultyServer, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """The candidates or one error, of a single request and of a batch; the second time there is no request; nothing of a fault is kept."""
    monkeypatch.setattr(client, "LIMITS", Limits(1.2, 1 << 20))
    monkeypatch.setattr("vitagraph.network.client.PAUSES", (0.01, 0.02))
    for name, kind in (("crossref", Kind.WORK), ("wikidata", Kind.PERSON)):
        if name == "wikidata" and way in ("moved-301", "moved-302", "moved-303", "busy-seconds"):
            continue  # a redirect of 303 makes a GET of it, and the others differ from 307 in nothing
        server.tries.clear()
        connection = connect(server, name, cache, way)
        first = found(connection, "Owls", "Owls", kind=kind)
        sent = len(server.seen)
        assert found(connection, "Owls", kind=kind)[0] == first[0] == first[1]
        assert len(server.seen) == sent, "a second request for the same"
        if way in _GOOD:
            assert isinstance(first[0], list), first[0]
            assert [one.name for one in cache.folder.rglob("*.part")] == []
        else:
            assert isinstance(first[0], SourceError), first[0]
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\S+: .+; .+", str(first[0])), "where: what; what instead"
            assert "--timeout" not in str(first[0])
            assert not cache.folder.exists()


@pytest.mark.parametrize(("status", "requests"), [(400, 5), (401, 5), (404, 5), (410, 5), (429, 3), (500, 3), (503, 9)])
def test_a_status(status: int, requests: int, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """After 429, and after three failures, there are no more requests; a query that is refused does not end the others."""
    monkeypatch.setattr("vitagraph.network.client.PAUSES", (0.0, 0.0))

    class Refusing(PlayedServices):
        def _any(self) -> None:
            self.server.seen.append((self.command, self.path, self.headers))
            self.answer("text/plain", b"no", status)

        do_GET = _any  # noqa: N815  # the name that http.server calls

    with played(Refusing) as server:
        connection = connect(server, "openalex", cache)
        errors = found(connection, *"abcde")
        assert all(isinstance(one, SourceError) for one in errors)
        assert len(server.seen) == requests
        assert ("check VITAGRAPH_OPENALEX_KEY" in str(errors[0])) == (status == 401)
        assert ("goes on from here" in str(errors[4])) == (status in (429, 500, 503))
        if status in (404, 410):
            assert connect(server, "crossref", cache).record(Doi(DOI)) is None


class _Unsteady(PlayedServices):
    """Fails two times of three."""

    def answer(self, kind: str, data: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        super().answer(kind, data, 500 if len(self.server.seen) % 3 else 200, length, **headers)


def test_failures_with_successes_between_them_do_not_end_the_run(cache: Cache) -> None:
    with played(_Unsteady) as server:
        answers = found(connect(server, "crossref", cache), *"abcdefghi")
        assert [isinstance(one, list) for one in answers] == [False, False, True] * 3
        assert len(server.seen) == 9


def test_a_long_retry_after_ends_the_run(server: FaultyServer, cache: Cache) -> None:
    """A budget that is used up until tomorrow: one request, and no waiting."""
    start = time.monotonic()
    errors = found(connect(server, "openalex", cache, "busy-for-hours"), "a", "b")
    assert "asks to wait 7,200 seconds; try again later" in str(errors[0])
    assert "OpenAlex wants fewer requests" in str(errors[1])
    assert len(server.seen) == 1
    assert time.monotonic() - start < 2


def test_the_patience_of_a_run(server: FaultyServer, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """A time in Retry-After beyond the limit of a request is waited for, as long as the patience lasts."""
    monkeypatch.setattr(client, "LIMITS", Limits(0.5, 1 << 20))
    connection = connect(server, "crossref", cache, "busy-seconds")
    assert isinstance(found(connection, "a")[0], list)
    assert (connection._patience, len(server.seen)) == (client.PATIENCE - 1, 2)
    monkeypatch.setattr(client, "PATIENCE", 0.5)
    server.tries.clear()
    assert isinstance(found(connect(server, "crossref", cache, "busy-seconds"), "b")[0], SourceError)
    assert len(server.seen) == 3


class _Incomplete(PlayedServices):
    """A batch without one of its results, and with one of another form."""

    batches: list[list[str]]

    def reply(self, name: str, path: str, fields: dict[str, str]) -> Any:
        if "queries" in fields:
            self.batches.append([one["query"] for one in json.loads(fields["queries"]).values()])
        return super().reply(name, path, fields)


def test_a_batch_with_missing_results(cache: Cache) -> None:
    """The other results count and are kept; the next run requests what is missing, and nothing else."""
    _Incomplete.batches = []
    names = ["a", "left out", "b", "gone", "a", "nameless"]
    with played(_Incomplete) as server:
        for _ in range(2):
            answers = found(connect(server, "wikidata", cache), *names, kind=Kind.PERSON)
            assert [isinstance(one, list) for one in answers] == [True, False, True, False, True, False]
            assert [one[0].names[0].text for one in answers if isinstance(one, list)] == ["a", "b", "a"]
            assert "another form than documented (it has no 'q" in str(answers[1])
    assert _Incomplete.batches == [["a", "left out", "b", "gone", "nameless"], ["left out", "gone", "nameless"]]


# -- pauses


class _Limited(PlayedServices):
    limit = ("20", "1s")

    def answer(self, kind: str, data: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        limit, interval = self.limit
        super().answer(kind, data, status, length, **headers, X_Rate_Limit_Limit=limit, X_Rate_Limit_Interval=interval)


@pytest.mark.parametrize(("limit", "shortest"), [(("20", "1s"), 0.05), (("100", "5"), 0.05), (("0", "1s"), 0.0), (("x", "-1s"), 0.0)])
def test_the_limit_of_the_headers_is_kept(limit: tuple[str, str], shortest: float, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many requests in an interval, evenly; an invalid limit is none."""
    monkeypatch.setattr(_Limited, "limit", limit)
    with played(_Limited) as server:
        connection = connect(server, "crossref", cache)
        start = time.monotonic()
        assert all(isinstance(one, list) for one in found(connection, *"abcd"))
        assert time.monotonic() - start >= 3 * shortest
    assert connection._pace._pause == shortest


def test_each_service_has_a_pause_and_an_absurd_limit_is_bounded() -> None:
    assert all(one.pause >= 0.1 for one in SERVICES.own.values())
    pace = client._Pace(0.0)
    pace.learn({"X-Rate-Limit-Limit": "1", "X-Rate-Limit-Interval": "86400s"})
    assert pace._pause == client._LONGEST_PAUSE


# -- the cache


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from([Kind.PERSON, Kind.WORK, Kind.EVENT])), max_size=25))
def test_results_are_in_order_and_no_request_is_repeated(names: list[tuple[str, Kind]], tmp_path_factory: Any) -> None:
    """Each query once, whatever is repeated; kinds that a service does not know are skipped; a second run requests nothing."""
    cache = Cache(tmp_path_factory.mktemp("cache"))
    queries = [query(*one) for one in names]
    _Incomplete.batches = []
    with played(_Incomplete) as server:
        for _ in range(2):
            answers = list(connect(server, "wikidata", cache).search(queries))
            assert [one for one, _ in answers] == queries
            assert [[one.names[0].text for one in many] for _, many in answers if isinstance(many, list)] == [[one] for one, _ in names]
        works = list(connect(server, "datacite", cache).search(queries))
        assert [bool(many) for _, many in works] == [kind is Kind.WORK for _, kind in names]
        distinct = len({one for one, kind in names if kind is Kind.WORK})
        assert sum(path.startswith("/plain/datacite") for _, path, _ in server.seen) == distinct
    requested = [one for batch in _Incomplete.batches for one in batch]
    assert len(requested) == len({*names})
    assert all(len(batch) <= 10 for batch in _Incomplete.batches)


def test_offline(server: FaultyServer, cache: Cache) -> None:
    """Replies of any age are used; what is not there is an error, and nothing is sent."""
    online = found(connect(server, "crossref", cache), "a")
    for file in cache.folder.rglob("*.json"):
        os.utime(file, (0, 0))
    offline = connect(server, "crossref", cache, offline=True)
    (first, second) = found(offline, "a", "b")
    assert isinstance(first, list)
    assert [one.replied for one in first] == ["1970-01-01"]
    assert [first] == [[one._replace(replied="1970-01-01") for one in found] for found in online if isinstance(found, list)]
    assert "not in the cache; run it once without --offline" in str(second)
    with pytest.raises(SourceError, match="not in the cache"):
        offline.record(Doi(DOI))
    assert len(server.seen) == 1


def test_expiry_and_refresh(server: FaultyServer, tmp_path: Path) -> None:
    """A reply is used for its days; `refresh` requests it again, once in a run."""
    now = [time.time()]
    cache = Cache(tmp_path, lambda: now[0])

    def requests(**options: Any) -> int:
        before = len(server.seen)
        connection = connect(server, "crossref", cache, **options)
        assert found(connection, "a") == found(connection, "a")
        return len(server.seen) - before

    assert [requests(), requests()] == [1, 0]
    now[0] += 6.9 * 86_400
    assert requests() == 0
    assert [requests(days=1.0), requests(days=9.0)] == [1, 0]
    now[0] += 8 * 86_400
    assert requests() == 1
    assert [requests(refresh=True), requests(refresh=True)] == [1, 1]


def test_a_broken_file_of_the_cache_is_requested_again(server: FaultyServer, cache: Cache) -> None:
    """Whatever is in it; and what a killed run left beside it is removed."""
    before = found(connect(server, "crossref", cache), "a")
    (file,) = cache.folder.rglob("*.json")
    left = file.with_name(f".{file.name}.00000000.part")
    left.write_bytes(b"half")
    for text in ("", "{", '{"message": []}', "[" * 100_000):
        file.write_text(text)
        assert found(connect(server, "crossref", cache), "a") == before
    assert len(server.seen) == 5
    assert [*cache.folder.rglob("*.part")] == []


class _Slow(PlayedServices):
    def crossref(self, path: str, fields: dict[str, str]) -> Any:
        time.sleep(0.02)
        return super().crossref(path, fields)


def test_a_killed_run_goes_on(cache: Cache) -> None:
    """The next run requests what was not received: each name once, but for the one that was under way."""
    names = [f"n{number}" for number in range(40)]
    with played(_Slow) as server:
        with _started(server, cache, names) as first:
            while len(server.seen) < 10:
                time.sleep(0.01)
            first.kill()
        with _started(server, cache, names, "resumed") as second:
            assert second.communicate()[0].strip() == "40"
        assert 40 <= len(server.seen) <= 41
    assert [*cache.folder.rglob("*.part")] == []


def _started(server: FaultyServer, cache: Cache, names: list[str], mode: str = "refresh") -> subprocess.Popen[str]:
    """A process that looks up names at Crossref."""
    line = [sys.executable, "-c", _RUN, f"{server.root}/plain/crossref", str(cache.folder), mode, *names]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    return subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True)


_RUN = """
import sys
from pathlib import Path
from played_services import SERVICES, Connection, Cache
from vitagraph.services import Kind, Query
from vitagraph.values import NameIn

address, folder, mode, *names = sys.argv[1:]
connection = Connection(SERVICES["crossref"]._replace(pause=0.0), address, Cache(Path(folder)), refresh=mode == "refresh")
answers = connection.search([Query(Kind.WORK, (NameIn(name, ""),)) for name in names])
print(sum(isinstance(one, list) for _, one in answers))
"""


def test_two_processes_share_a_cache(server: FaultyServer, cache: Cache) -> None:
    """Both write the same files at once; each file is a whole reply."""
    names = [f"n{number}" for number in range(60)]
    runs = [_started(server, cache, names) for _ in range(2)]
    assert [run.communicate()[0].strip() for run in runs] == ["60", "60"]
    files = [*cache.folder.rglob("*.json")]
    assert len(files) == 60
    assert all(json.loads(file.read_text())["message"] for file in files)
    assert [*cache.folder.rglob("*.part")] == []


def test_the_default_folder_and_one_that_cannot_be_written(server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    assert default_folder() == tmp_path / "caches/vitagraph/services"
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"replies cannot be kept \(Not a directory\); set XDG_CACHE_HOME"):
        found(connect(server, "crossref", Cache(tmp_path / "file/cache")), "a")


# -- what leaves the machine, and what stays on it


def test_a_contact_and_keys(server: FaultyServer, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """The contact is in the user agent where it is configured; a key goes to its service only, into no file and no message."""
    monkeypatch.delenv("VITAGRAPH_CONTACT", raising=False)
    found(connect(server, "crossref", cache), "a")
    assert re.fullmatch(r"vitagraph/[\w.+]+", server.seen[-1][2]["User-Agent"])
    names = [*cache.folder.rglob("*")]
    monkeypatch.setenv("VITAGRAPH_CONTACT", "ada@owl.example")
    monkeypatch.setenv("VITAGRAPH_OPENALEX_KEY", "secret-1")
    monkeypatch.setenv("VITAGRAPH_ROR_KEY", "secret-2")
    found(connect(server, "crossref", cache), "a")
    assert [*cache.folder.rglob("*")] == names, "the same reply, with a contact or without"
    errors = found(connect(server, "openalex", cache, "page"), "b")
    for name, kind in (("openalex", Kind.WORK), ("ror", Kind.ORGANIZATION), ("crossref", Kind.WORK)):
        found(connect(server, name, cache), "c", kind=kind)
    *_, openalex, ror, crossref = server.seen
    assert ("api_key=secret-1" in openalex[1], openalex[2].get("Client-Id")) == (True, None)
    assert ("secret" in ror[1], ror[2].get("Client-Id")) == (False, "secret-2")
    assert ("secret" in crossref[1], crossref[2].get("Client-Id")) == (False, None)
    assert crossref[2]["User-Agent"].endswith(" (mailto:ada@owl.example)")
    everything = str(errors[0]) + "".join(str(file) + (file.read_text() if file.is_file() else "") for file in cache.folder.rglob("*"))
    assert not re.search("secret|ada@", everything)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in cache.folder.rglob("*")}
    assert modes == {0o600, 0o700}, "names that were looked up are their owner's"


@pytest.mark.parametrize("contact", ["Ada", "ada@owl.example\r\nX-Evil: 1", "ada@owl.example (me)"])
def test_an_invalid_contact(contact: str, server: FaultyServer, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VITAGRAPH_CONTACT", contact)
    with pytest.raises(UsageError, match="VITAGRAPH_CONTACT is no e-mail address; write one") as error:
        found(connect(server, "crossref", cache), "a")
    assert contact not in str(error.value)
    assert not server.seen


def test_addresses(server: FaultyServer, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stated address, else that of the variable, else that of the service; none has a password."""
    own = Connection(SERVICES["wikidata"], cache=cache)
    assert (own.address, own.records) == (SERVICES["wikidata"].address, "https://www.wikidata.org")
    assert all(one.address.startswith("https://") for one in SERVICES.own.values() if one.name != "reconciliation")
    monkeypatch.setenv("VITAGRAPH_WIKIDATA_URL", f"{server.root}/plain/wikidata/")
    monkeypatch.setenv("VITAGRAPH_WIKIDATA_RECORDS_URL", "http://127.0.0.1:9/")
    moved = Connection(SERVICES["wikidata"], cache=cache)
    assert (moved.address, moved.records) == (f"{server.root}/plain/wikidata", "http://127.0.0.1:9")
    assert isinstance(found(moved, "Ada", kind=Kind.PERSON)[0], list)
    assert Connection(SERVICES["wikidata"], "http://127.0.0.1:8", cache).address == "http://127.0.0.1:8"
    with pytest.raises(UsageError, match="Reconciliation API has no address of its own"):
        Connection(SERVICES["reconciliation"], cache=cache)
    with pytest.raises(UsageError, match="holds a user or password") as error:
        Connection(SERVICES["ror"], "https://ada:secret@owl.example", cache)
    assert "secret" not in str(error.value)


def test_nothing_heavy_is_imported_until_a_request() -> None:
    code = "import sys, vitagraph.services as s; s.SERVICES['ror']; print([n for n in ('requests', 'platformdirs') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


PLUGIN = """
from vitagraph.services.service import Kind, NameIn, Service, candidate, one_by_one


def find(connection, query):
    if query.name == "broken":
        raise RuntimeError("out of owls")
    return [candidate(Kind.TOPIC, (), [NameIn(query.name, "")], iri="https://shelf.example/1")]


SERVICE = Service("shelf", 99, "Shelf", "https://shelf.example", (Kind.TOPIC,), one_by_one(find), None, "none", "the name", "https://shelf.example")
"""
_USE = """
from vitagraph.services import SERVICES, Connection, Kind, Query
from vitagraph.values import NameIn
print([*SERVICES][-1])
for name in ("Owls", "broken"):
    print([found[0].iri for _, found in Connection(SERVICES["shelf"]).search([Query(Kind.TOPIC, (NameIn(name, ""),))])])
"""


def test_a_package_adds_a_service(tmp_path: Path) -> None:
    """By an entry point; a failure of its code names it."""
    (tmp_path / "shelf_service.py").write_text(PLUGIN)
    info = tmp_path / "shelf_service-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shelf-service\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[vitagraph.services]\nshelf = shelf_service:SERVICE\n")
    run = subprocess.run(
        [sys.executable, "-c", _USE], env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert run.stdout == "shelf\n['https://shelf.example/1']\n", run.stderr
    assert "the service 'shelf' of the package shelf-service 1.0 failed in `search`: RuntimeError: out of owls" in run.stderr
