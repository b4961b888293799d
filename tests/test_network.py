"""Every command that uses a server, against every fault of a server: the correct result or an error, in bounded time."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from faulty_server import ITEM, ORCID, WAYS, FaultyServer, certificate, faulty_server
from vitagraph.cli import main
from vitagraph.errors import NetworkError
from vitagraph.network import Client, Limits
from vitagraph.network.credentials import Credentials

CV = "document: {iri: 'https://ada.example/cv'}\nperson: {name: Ada Owl}\ntalks: [{title: Owls, date: 2020-05}]\n"
NAMES = "SELECT ?name WHERE { GRAPH ?graph { ?owner a <http://schema.org/Person> ; <http://schema.org/name> ?name } }"
COMMANDS = ("query", "construct", "shell", "load", "diff", "unload", "import-orcid", "import-doi")
#: a text in the output of each command after a complete response
RIGHT = {
    "query": "Ada Owl", "construct": '"Ada Owl"', "shell": "Ada Owl", "load": "0 changes", "diff": "no difference",
    "unload": "holds no graph of https://bob.example/cv", "import-orcid": "name: Ada Owl", "import-doi": "journal: Journal of Owls",
}  # fmt: skip
LATE, LARGE, BROKEN = "no complete response within", "larger than any that is read", "broke off"
#: fault -> the message; "" if the response is complete
MESSAGES = {
    **dict.fromkeys(("plain", "gzip", "two-members", "chunked", "no-length", "busy-once", "busy-seconds", "busy-date"), ""),
    **{f"moved-{status}": "" for status in (301, 302, 303, 307, 308)},
    "busy-for-hours": r"asks to wait 7,200 seconds; (try later|check)",
    "busy-for-ever": "busy",
    "loop": "more than 5 redirects",
    "elsewhere": "redirects to http://store.invalid/plain/query, which is not https; it was not followed",
    "file": "redirects to file:///etc/hostname, which is not https",
    "part": r"a part of the response only \(HTTP 206\)",
    "longer": BROKEN,
    "shorter": "sends more than it announces",
    "cut": "broke off|no JSON|does not return SPARQL JSON|not with SPARQL|not well-formed",
    "cut-chunks": BROKEN,
    "cut-gzip": BROKEN,
    "no-gzip": BROKEN,
    "brotli": "encoded as 'br', which was not requested",
    **dict.fromkeys(("trickle", "trickle-head", "silent"), LATE),
    **dict.fromkeys(("endless", "bomb"), LARGE),
    "continue": LARGE,
    "bomb-401": "requires authentication|user and password|status 401",
    "page": "not with|does not return SPARQL JSON|no JSON",
    "deep": "not with|does not return SPARQL JSON|no JSON|not well-formed",
    "unwelcome": "requires authentication|user and password|status 401",
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with faulty_server() as server:
        yield server


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials, proxies and certificates of the user; small limits, short pauses."""
    for name in ("VITAGRAPH_USER", "VITAGRAPH_PASSWORD", "VITAGRAPH_TOKEN", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("vitagraph.network.client.PAUSES", (0.01, 0.02))
    monkeypatch.setattr("vitagraph.network.budget.time", Hasty())
    for limit in ("vitagraph.stores.http.LARGEST", "vitagraph.queries.remote.LARGEST", "vitagraph.queries.remote.LARGEST_JSON"):
        monkeypatch.setattr(limit, 4 << 20)


class Hasty:
    """The clock, but sleeping takes a hundredth of the time."""

    monotonic = staticmethod(time.monotonic)

    @staticmethod
    def sleep(seconds: float) -> None:
        """Sleeps for a shorter time."""
        time.sleep(seconds / 100)


class Asking:
    """The commands, as a user types them, for the root of a server."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self.patch, self.capture, self.seconds = folder, monkeypatch, capture, 5.0
        (folder / "cv.yaml").write_text(CV)

    def run(self, command: str, root: str, suffix: str = "") -> tuple[int, str]:
        """The exit code of a command and all its output, including files. Exceptions are raised."""
        self.patch.setenv("VITAGRAPH_ORCID_API", root + suffix)
        self.patch.setenv("VITAGRAPH_DOI_RESOLVER", root + suffix)
        self.patch.setattr("vitagraph.importers.fetching.LIMITS", Limits(self.seconds, 4 << 20))
        timeout = ["--timeout", str(self.seconds)]
        cv, output = str(self.folder / "cv.yaml"), str(self.folder / f"out{time.monotonic_ns()}")
        store = ["--endpoint", f"{root}{suffix}", "--store", "oxigraph", *timeout]
        query = ["--endpoint", f"{root}/query{suffix}", *timeout, "--cv", "https://ada.example/cv"]
        line = {
            "query": ["query", NAMES, "-f", "csv", *query],
            "construct": ["query", "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", "-f", "ntriples", *query],
            "shell": ["shell", *query],
            "load": ["load", cv, *store],
            "diff": ["diff", cv, *store],
            "unload": ["unload", "https://bob.example/cv", *store],
            "import-orcid": ["import", ORCID, "-o", output],
            "import-doi": ["import", "10.5555/owls", "-o", output],
        }[command]
        self.patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(NAMES.encode())))
        with pytest.raises(SystemExit) as done:
            main(line)
        written = [file.read_text() for file in Path(output).glob("*")] if Path(output).is_dir() else []
        return int(done.value.code or 0), "\n".join([*self.capture.readouterr(), *written])


@pytest.fixture
def asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], server: FaultyServer) -> Asking:
    asking = Asking(tmp_path, monkeypatch, capsys)
    if not len(server.store):
        assert "new, whole" in asking.run("load", f"{server.root}/plain")[1]
    server.tries.clear()
    return asking


def test_every_fault_has_an_outcome() -> None:
    assert MESSAGES.keys() == WAYS.keys()


#: every command with every fault; the fast tests try each fault with two or three commands, which share one client
CASES = [(command, way, (row + column) % 3 > 0) for row, command in enumerate(COMMANDS) for column, way in enumerate(MESSAGES)]


@pytest.mark.parametrize(("command", "way"), [pytest.param(*case, marks=pytest.mark.slow if late else ()) for *case, late in CASES])
def test_a_correct_result_or_an_error(command: str, way: str, asking: Asking, server: FaultyServer) -> None:
    """All commands follow, read or reject the same responses."""
    asking.seconds = 0.3 if MESSAGES[way] == LATE else 5.0
    start = time.monotonic()
    code, output = asking.run(command, f"{server.root}/{way}")
    assert time.monotonic() - start < 5
    if MESSAGES[way]:
        assert re.search(MESSAGES[way], output), output
        assert code in (1, 2)
        assert RIGHT[command] not in output
    else:
        assert RIGHT[command] in output
        assert code == (command == "unload")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_trailing_slash_changes_nothing(command: str, asking: Asking, server: FaultyServer) -> None:
    assert RIGHT[command] in asking.run(command, f"{server.root}/plain", "/")[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_proxy_is_used_where_one_is_named(
    command: str, asking: Asking, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """A host that only the proxy knows is reached; a host in NO_PROXY is reached directly; a missing proxy is reported."""
    monkeypatch.setenv("http_proxy", server.root)
    assert RIGHT[command] in asking.run(command, "http://store.invalid/plain")[1]
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert "the proxy cannot be reached" in asking.run(command, "http://store.invalid/plain")[1]
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert RIGHT[command] in asking.run(command, f"{server.root}/plain")[1]


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def secure(signed: tuple[Path, Path], server: FaultyServer) -> Iterator[FaultyServer]:
    with faulty_server(signed) as secure:
        secure.store = server.store
        yield secure


@pytest.mark.parametrize("command", COMMANDS)
def test_certificates(
    command: str, asking: Asking, secure: FaultyServer, signed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """A certificate is trusted if a usual variable names its authority."""
    refused = asking.run(command, f"{secure.root}/plain")[1]
    assert "its certificate is not trusted" in refused
    for variable in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        with monkeypatch.context() as environment:
            environment.setenv(variable, str(signed[0]))
            assert RIGHT[command] in asking.run(command, f"{secure.root}/plain")[1]
            environment.setenv(variable, "no-such-file.pem")
            assert f"{variable}: there is no file no-such-file.pem" in asking.run(command, f"{secure.root}/plain")[1]


def client(server: FaultyServer, seconds: float = 5.0) -> Client:
    """A client with a user, a password and a token for a server."""
    return Client(Limits(seconds, 1 << 20), Credentials("ada", "secret", "token"), [server.root])


@pytest.mark.parametrize("challenge", ['Basic realm="x"', 'Digest realm="x", nonce="1", qop="auth"', "Bearer"])
def test_credentials_stay_on_the_host_that_was_named(
    challenge: str, secure: FaultyServer, signed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They answer a challenge of their host, and are sent after no redirect."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(signed[0]))
    monkeypatch.setitem(WAYS, "asks", lambda handler, kind, data: _asks(handler, challenge))
    monkeypatch.setitem(WAYS, "leads", lambda handler, kind, data: _asks(handler, challenge, f"{secure.elsewhere}/asks/x"))
    with faulty_server(signed) as other:
        secure.elsewhere = other.root
        assert client(secure).send("GET", f"{secure.root}/asks/x").status == 200
        assert client(secure).send("GET", f"{secure.root}/leads/x").status == 401
    assert [headers.get("Authorization", "")[:5] for _, _, headers in secure.seen if headers.get("Authorization")] == [challenge[:5]] * 2
    assert [headers.get("Authorization") for _, _, headers in other.seen] == [None]


def _asks(handler: object, challenge: str, location: str = "") -> None:
    from faulty_server import Handler

    assert isinstance(handler, Handler)
    if not handler.headers.get("Authorization"):
        handler.answer("text/plain", b"", 401, WWW_Authenticate=challenge)
    elif location:
        handler.answer("text/plain", b"", 307, Location=location)
    else:
        handler.answer("text/plain", b"welcome")


def test_https_is_never_left_for_http(
    secure: FaultyServer, server: FaultyServer, signed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(signed[0]))
    secure.elsewhere = server.root
    with pytest.raises(NetworkError, match="which is not https; it was not followed"):
        client(secure).send("GET", f"{secure.root}/elsewhere/x")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_change_is_repeated_on_its_host_only(status: int, server: FaultyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its method and body; it is not sent to another host."""
    server.seen.clear()
    body = b"INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    assert client(server).send("PUT", f"{server.root}/moved-{status}/update", body=body).content == b"done"
    assert [(method, headers["Content-Length"]) for method, _, headers in server.seen] == [("PUT", str(len(body)))] * 2
    monkeypatch.setattr(server, "elsewhere", "https://store.invalid")
    with pytest.raises(NetworkError, match="another server, to which nothing is written unless it is named"):
        client(server).send("POST", f"{server.root}/elsewhere/update", body=body)


def test_a_change_is_repeated_only_after_retry_after(server: FaultyServer) -> None:
    """A 503 without Retry-After may follow a completed change."""
    server.seen.clear()
    server.tries.clear()
    body = b"INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    assert client(server).send("POST", f"{server.root}/busy-once/update", body=body).status == 503
    assert client(server).send("POST", f"{server.root}/busy-seconds/update", body=body).status == 200
    assert len(server.seen) == 3


def test_the_time_of_the_reader_does_not_count(server: FaultyServer) -> None:
    """Only the time spent waiting for the server counts: a paused pager ends nothing."""
    with client(server, seconds=0.3).send("GET", f"{server.root}/plain/10.5555/owls") as reply:
        time.sleep(0.4)
        assert str(ITEM["title"]).encode() in reply.content
