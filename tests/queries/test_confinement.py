"""Untrusted queries: they cannot access the network, exceed limits with an error, and end with their client."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph
import pytest
import requests

import servers
from command_line import completed
from disguised_queries import disguised_queries
from listener import Listener, listening
from repetition import MORE
from vitagraph import DataError, UsageError, queries
from vitagraph.errors import EngineError
from vitagraph.queries import Query, engine
from vitagraph.queries.engine import Data, QueryRequest
from vitagraph.queries.local import Scope
from vitagraph.queries.syntax import depth, may_use_service
from vitagraph.queries.untrusted import Engine
from vitagraph.sandbox import kernel
from vitagraph.sandbox.bounds import PROMPT
from vitagraph.sandbox.client import Process
from vitagraph.tables import Table

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?f && ?f < ?i && ?i < ?l) }"
BIN = Path(sys.executable).parent / "vitagraph"
CV = "document: {iri: https://ada.example/cv}\nperson: {name: Ada Beispiel}\ntalks: [{title: Owls, date: 2021}]\n"
#: numbers of queries for the fast and the slow tests
FEW, MANY = 40, 200 * MORE
SEED = 20_240_229


@pytest.fixture
def listener() -> Iterator[Listener]:
    """An endpoint that no request may reach."""
    with listening() as one:
        yield one


def store(address: str) -> pyoxigraph.Store:
    """Data that any text before the keyword matches."""
    known = [
        "5",
        "1e5",
        "-.5",
        "true",
        "'a'@en",
        "'a'",
        "'SERVICE'",
        "<a:b>",
        f"<{address}service>",
        "()",
        "[]",
        f"'a'^^<{address}service>",
    ]
    predicates = ["<a:p>", f"<{address}p>", f"<{address}service>", "a"]
    triples = "".join(f"<a:s> {predicate} {one} . " for predicate in predicates for one in known)
    filled = pyoxigraph.Store()
    filled.update(f"INSERT DATA {{ {triples} <{address}a#b> <{address}p> 5 GRAPH <a:g> {{ <a:s> <a:p> 5, <a:b> }} }}")
    return filled


def read(text: str, data: pyoxigraph.Store, untrusted: Engine) -> None:
    """Reads the result of a query to its end."""
    answer = queries.evaluate(Query("the query", text, "the query", own=True), data, {}, untrusted)
    if not isinstance(answer, bool):
        list(answer.rows if isinstance(answer, Table) else answer)


def outcome(text: str, data: pyoxigraph.Store, untrusted: Engine) -> str:
    """The outcome of a query: a result, rejected because of SERVICE, no SPARQL, or another message."""
    try:
        read(text, data, untrusted)
    except DataError:
        return "no SPARQL"
    except UsageError as error:
        message = str(error)
    else:
        return "result"
    return "refused" if "queries another endpoint with SERVICE, and nothing is fetched" in message else message


# -- the network


def check_unreached(texts: list[str], listener: Listener, reaching: int) -> None:
    """None of the texts reaches the listener; with --allow-service, at least `reaching` of them do, and all these use SERVICE."""
    data = store(listener.address)
    confined = Engine()
    outcomes = Counter(outcome(text, data, confined) for text in texts)
    assert not listener.reached()
    assert {*outcomes} <= {"result", "refused", "no SPARQL"}
    reached = 0
    allowed = Engine(network=True)
    for text in texts:
        before = listener.connections
        outcome(text, data, allowed)
        if listener.connections > before:
            reached += 1
            assert may_use_service(text)
    print(f"{len(texts)} queries: {outcomes}; with --allow-service {reached} reach the listener")
    assert reached >= reaching
    assert outcomes["refused"] >= reached


def test_no_disguised_query_reaches_the_network(listener: Listener) -> None:
    """A sample; as a control, with --allow-service it does."""
    check_unreached(list(disguised_queries(listener.address, FEW, SEED)), listener, FEW // 3)


@pytest.mark.generated
@pytest.mark.slow
def test_hundreds_of_disguised_queries_do_not_reach_the_network(listener: Listener) -> None:
    """The whole test."""
    check_unreached(list(disguised_queries(listener.address, MANY, SEED)), listener, MANY // 3)


@pytest.fixture
def cv(tmp_path: Path) -> Path:
    """A small CV."""
    (tmp_path / "cv.yaml").write_text(CV, "utf-8")
    return tmp_path


def shown(cv: Path, *arguments: str, given: str = "") -> tuple[int, str]:
    """Exit code and standard error of a command over the CV."""
    result = completed(cv, *arguments, given=given.encode())
    return result.returncode, result.stderr


def ways_in(cv: Path, texts: list[str], listener: Listener) -> None:
    """Through `shell` and `serve`, one process each."""
    code, message = shown(cv, "shell", "cv.yaml", "--allow-service", given="\n\n".join(texts))
    with_leave, listener.connections = listener.connections, 0
    assert with_leave >= len(texts) // 5, message
    code, message = shown(cv, "shell", "cv.yaml", given="\n\n".join(texts))
    assert code == 1
    assert "queries another endpoint with SERVICE, and nothing is fetched" in message
    assert "Traceback" not in message
    assert not listener.reached()
    serving = servers.Server(cv)
    serving.program, serving.installed_by = "vitagraph", "make test"
    serving.command = lambda: ["serve", "cv.yaml", "--port", str(serving.port)]  # type: ignore[method-assign]
    with servers.running(serving):
        statuses = Counter(requests.post(f"{serving.root}/sparql", {"query": text}, timeout=60).status_code for text in texts)
    print(f"shell: {with_leave} connections with leave, 0 without; serve: {statuses}")
    assert set(statuses) <= {200, 400, 403, 406}
    assert statuses[403] >= len(texts) // 5
    assert not listener.reached()


def test_every_command_is_confined(cv: Path, listener: Listener) -> None:
    """The commands as processes."""
    texts = list(disguised_queries(listener.address, 15, SEED))
    ways_in(cv, texts, listener)
    direct = f"SELECT * {{ ?s ?p ?o . SERVICE SILENT <{listener.address}> {{ ?a ?b ?c }} }}"
    for text in (direct, f"PREFIX : <{listener.address}> SELECT * {{ VALUES ?v {{ 5 }}SERVICE:x {{ ?a ?b ?c }} }}"):
        code, message = shown(cv, "query", text, "cv.yaml")
        assert code == 2
        assert "`vitagraph query --allow-service` allows it" in message
    (cv / "queries").mkdir()
    (cv / "queries" / "mine.rq").write_text(direct, "utf-8")
    (cv / "queries" / "talks-per-year.rq").write_text(direct, "utf-8")
    assert shown(cv, "query", "mine", "cv.yaml")[0] == 2
    assert shown(cv, "query", "talks-per-year", "cv.yaml")[0] == 2
    assert shown(cv, "site", "cv.yaml", "-o", "public")[0] == 2
    assert not listener.reached()
    assert shown(cv, "query", "mine", "cv.yaml", "--allow-service")[0] == 0
    assert listener.reached(5)


@pytest.mark.generated
@pytest.mark.slow
def test_every_command_is_confined_against_hundreds(cv: Path, listener: Listener) -> None:
    """Each command starts the engine for each query; hundreds reach the engine itself in the test above."""
    ways_in(cv, list(disguised_queries(listener.address, MANY // 5, SEED)), listener)


def test_a_local_store_is_confined(tmp_path: Path, listener: Listener) -> None:
    """The engine opens it itself; RocksDB needs no socket."""
    folder = str(tmp_path / "kg")
    on_disk = pyoxigraph.Store(folder)
    on_disk.update("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 5 } }")
    on_disk.flush()
    del on_disk
    source = queries.Local(pyoxigraph.Store.read_only(folder), (), folder)
    untrusted = Engine()
    result = queries.evaluate(Query("q", "SELECT ?s { ?s ?p 5 }", "q"), source, {}, untrusted)
    assert isinstance(result, Table)
    assert list(result.rows) == [("<a:s>",)]
    with pytest.raises(UsageError, match="nothing is fetched"):
        queries.evaluate(Query("q", f"ASK {{ ?s ?p 5SERVICE <{listener.address}> {{}} }}", "q"), source, {}, untrusted)
    assert not listener.reached()


def test_without_isolation_a_query_that_may_contain_service_is_rejected(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a filter, the letters decide; no text without them is SERVICE to the engine."""
    evaluate = engine._prepare(Data(), b"", offline=False)
    for text in disguised_queries(listener.address, MANY, SEED):
        expected = EngineError if may_use_service(text) else DataError
        with pytest.raises(expected, match=r"may query another endpoint|this is not SPARQL"):
            list(evaluate(QueryRequest(text, "q", Scope(), 500)))
    assert not listener.reached()
    assert list(evaluate(QueryRequest("ASK {}", "q", Scope(), 500))) == [True]
    monkeypatch.setattr(sys, "platform", "darwin")
    assert kernel.give_up_network() is False


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?s ?service 'SERVICE <x>' }",
        "SELECT * { ?s <urn:service> ?o } # SERVICE <x:y> {}",
        r"SELECT * { ?s ?p '\u0053' }",
    ],
)
def test_the_word_service_is_accepted_elsewhere(text: str) -> None:
    """In a variable, a string, an IRI, a comment."""
    assert outcome(text, pyoxigraph.Store(), Engine()) == "result"


TRIES = {
    "TCP": "import socket; socket.create_connection({address}).close()",
    "TCP without a name": "import socket; socket.socket(socket.AF_INET).connect({address})",
    "UDP": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', {address})",
    "IPv6": "import socket; socket.socket(socket.AF_INET6)",
    "a socket of the file system": "import socket; socket.socket(socket.AF_UNIX)",
    "a name": "import socket; socket.getaddrinfo('nobody.invalid', 80)",
    "a thread": "import socket, threading; t = threading.Thread(target=lambda: socket.socket()); t.start(); t.join()",
    "a program": "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'], check=True)",
    "urllib": "import urllib.request; urllib.request.urlopen('{url}')",
    "rdflib": "import rdflib; list(rdflib.Graph().query('SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}'))",
    "rdflib reading": "import rdflib; rdflib.Graph().parse('{url}', format='turtle')",
    "io_uring": "import ctypes; ctypes.CDLL(None).syscall(425, 1, ctypes.create_string_buffer(200))",
}  # fmt: skip


@pytest.mark.parametrize("way", TRIES)
def test_a_confined_process_opens_no_socket(way: str, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """By no library, thread or child process; with --allow-service, the same reaches the listener."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    program = TRIES[way].format(address=listener.server_address, url=listener.address)
    process = Process("confined_program", 1 << 31)
    process.prepare(None)
    with pytest.raises(EngineError) as caught:
        list(process.request(program))
    # Python reports the end of a child process.
    assert caught.value.cause == "network" or (way == "a program" and "SIGSYS" in str(caught.value))
    assert not listener.reached()
    if way.startswith(("TCP", "urllib", "rdflib")):
        allowed = Process("confined_program", 1 << 31, network=True)
        allowed.prepare(None)
        with suppress(EngineError):  # the response of the listener is no Turtle
            list(allowed.request(program))
        assert listener.reached(5)


# -- limits


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("SELECT * { FILTER((1)) }", 3),
        ('SELECT * { ?s ?p \'((((\' , """{{{""" } # ((((', 1),
        ("ASK { ?s ?p [ ?a (1) ] } }}", 3),
        ("DESCRIBE <a:b>", 0),
    ],
)
def test_depth_counts_brackets_outside_of_texts(text: str, levels: int) -> None:
    """Not those in strings and comments."""
    assert depth(text) == levels


@pytest.mark.parametrize("nested", ["(", "!(", "{", "[ ?p ", "IF(1,1,", "{OPTIONAL", "{FILTER EXISTS"])
def test_deep_nesting_is_reported(nested: str) -> None:
    """Before parsing; and where the limit exceeds the engine's stack, by the end of the engine."""
    opened = nested * 5000
    closed = "".join({"(": ")", "{": "}", "[": "]"}[one] for one in reversed(opened) if one in "({[")
    before, middle, after = {"(": ("SELECT * { FILTER(", "1", ") }"), "[": ("SELECT * { ?s ?p ", "1", " }"), "{": ("SELECT * {", "", "}")}[
        next(one for one in nested if one in "([{")
    ]
    text = before + opened + middle + closed + after
    with pytest.raises(EngineError, match=r"the query is nested 5,00\d levels deep, and at most 500 are read"):
        queries.evaluate(Query("the query", text, "q"), pyoxigraph.Store(), {})
    engine_of_its_own = Engine(PROMPT._replace(depth=1_000_000))
    with pytest.raises(EngineError, match="the query is nested too deep for the engine"):
        queries.evaluate(Query("the query", text, "q"), pyoxigraph.Store(), {}, engine_of_its_own)
    assert queries.evaluate(Query("the query", "ASK {}", "q"), pyoxigraph.Store(), {}, engine_of_its_own) is True


def test_commands_survive_five_thousand_parentheses(cv: Path) -> None:
    """With a message and exit code 1; the shell continues."""
    text = "SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }"
    (cv / "deep.rq").write_text(text, "utf-8")
    code, message = shown(cv, "query", "deep.rq", "cv.yaml")
    assert (code, message) == (1, "vitagraph: deep is nested 5,002 levels deep, and at most 500 are read; write it in fewer\n")
    result = subprocess.run([BIN, "shell", "cv.yaml"], cwd=cv, input=f"{text}\n\nASK {{}}\n".encode(), capture_output=True, check=False)
    assert (result.returncode, result.stdout) == (1, b"yes\n")
    assert b"levels deep" in result.stderr


def numbers(count: int) -> pyoxigraph.Store:
    """A graph with a number of triples."""
    filled = pyoxigraph.Store()
    predicate = pyoxigraph.NamedNode("a:p")
    filled.extend(pyoxigraph.Quad(pyoxigraph.NamedNode(f"a:{n}"), predicate, pyoxigraph.Literal(n)) for n in range(count))
    return filled


@pytest.mark.parametrize(
    ("bounds", "text", "cause"),
    [
        (PROMPT._replace(seconds=1.0), ENDLESS, "time"),
        (PROMPT._replace(memory=400 << 20), "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c", "memory"),
        (PROMPT._replace(rows=5), "SELECT * { ?a ?b ?c }", "rows"),
        (PROMPT._replace(rows=5), "CONSTRUCT WHERE { ?a ?b ?c }", "rows"),
    ],
)
def test_exceeded_limits_are_reported(bounds: object, text: str, cause: str) -> None:
    """Each with its cause; the engine then evaluates the next query."""
    untrusted = Engine(bounds)  # type: ignore[arg-type]
    data = numbers(300)
    with pytest.raises(EngineError, match="the query ") as caught:
        read(text, data, untrusted)
    assert caught.value.cause == cause
    assert queries.evaluate(Query("the query", "ASK { ?s ?p 5 }", "q"), data, {}, untrusted) is True


# -- processes


def engines(parent: int) -> list[str]:
    """The engine processes that a process started."""
    return subprocess.run(["pgrep", "-P", str(parent), "-f", "queries.engine"], capture_output=True, text=True, check=False).stdout.split()


def test_an_engine_ends_with_its_client(cv: Path) -> None:
    """Also if the client is killed, and cannot end the engine."""
    client = subprocess.Popen([BIN, "query", ENDLESS, str(Path(__file__).parents[2] / "data/example")], cwd=cv)
    end = time.monotonic() + 30
    while not (running := engines(client.pid)):
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(1)
    client.send_signal(signal.SIGKILL)
    client.wait()
    while any(Path("/proc", pid).exists() for pid in running):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_closed_stream_keeps_its_engine() -> None:
    """The engine of a stream that is not read to its end ends with the stream."""
    before = {*engines(os.getpid())}
    answer = queries.evaluate(Query("q", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "q"), numbers(200), {})
    assert isinstance(answer, Table)
    assert len(next(iter(answer.rows))) == 9
    running = {*engines(os.getpid())} - before
    assert len(running) == 1
    del answer
    assert not running & {*engines(os.getpid())}


def test_no_module_of_the_folder_is_run(cv: Path) -> None:
    """A cloned folder may contain a json.py."""
    for name in ("json", "pyoxigraph", "vitagraph"):
        (cv / f"{name}.py").write_text(f"import pathlib; pathlib.Path('{name}-was-run').touch(); raise SystemExit(3)", "utf-8")
    assert subprocess.run([BIN, "query", "ASK {}", "cv.yaml"], cwd=cv, capture_output=True, check=False).stdout == b"yes\n"
    assert not list(cv.glob("*-was-run"))
