"""Real triple stores for the tests: each in its own folder, on free ports, stopped at the end.

    with oxigraph(folder) as store: requests go to store.query, store.update and store.graph_store
    with virtuoso(folder) as store: the same, with HTTP digest authentication as store.user and store.password

A server that is not installed is an error with the command that installs it.

"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

#: seconds that a store may take to start; replaying a long log after a crash is slow
READY_SECONDS = 120.0
LOOPBACK = "127.0.0.1"

#: the default signal handlers, also if the tests run in the background with other ones
FRESH = "import os, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); os.execv(sys.executable, sys.argv[1:])"


class Server:
    """A program that serves HTTP on a free port of the loopback interface, with a log in its folder."""

    program = ""
    installed_by = ""

    def __init__(self, folder: Path, *, prefix: Sequence[str] = ()) -> None:
        """`prefix` is put before the program's command line, `prlimit` for example."""
        self.folder = folder
        self.port = free_port()
        self.prefix = list(prefix)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def root(self) -> str:
        """The address of the server."""
        return f"http://{LOOPBACK}:{self.port}"

    def command(self) -> list[str]:
        """The command line, without the program."""
        raise NotImplementedError

    def probe(self) -> str:
        """An address that responds with 2xx when the server is ready."""
        return self.root

    def start(self) -> None:
        """Starts the server, also after `kill` or `stop` on the same port, and waits until it responds."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Starts the server."""
        # The kernel ends the server with its parent process, also if that is killed.
        tied = [shutil.which("setpriv") or "", "--pdeathsig", "KILL", "--"] if shutil.which("setpriv") else []
        with (self.folder / "server.log").open("ab") as log:
            line = [*tied, *self.prefix, found(self.program, self.installed_by), *self.command()]
            self.process = subprocess.Popen(line, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def wait(self, seconds: float = READY_SECONDS) -> None:
        """Waits until the server responds; RuntimeError with the end of its log if it does not."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                raise RuntimeError(f"{self.program} ended:\n{self.log()}")
            if answers(self.probe()):
                return
            time.sleep(0.02)
        raise RuntimeError(f"{self.program} gave no answer within {seconds:.0f} s:\n{self.log()}")

    def log(self) -> str:
        """The end of the server's log."""
        return (self.folder / "server.log").read_text(errors="replace")[-2000:]

    def kill(self) -> None:
        """Ends the server like a power failure."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """Asks the server to end, and kills it if it does not."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


class TripleStore(Server):
    """A server with the addresses of its SPARQL protocol and of its graph store, and a user with write permission."""

    user = ""
    password = ""

    @property
    def query(self) -> str:
        """The address for queries."""
        return f"{self.root}/query"

    @property
    def update(self) -> str:
        """The address for updates."""
        return f"{self.root}/update"

    @property
    def graph_store(self) -> str:
        """The address for graphs (SPARQL 1.1 Graph Store HTTP Protocol)."""
        return f"{self.root}/store"

    def probe(self) -> str:
        """A query that every store supports."""
        return f"{self.query}?query=ASK%7B%7D"


class Oxigraph(TripleStore):
    """An Oxigraph server; it has no users."""

    program = "oxigraph"
    installed_by = "pip install oxigraph"

    def command(self) -> list[str]:
        """Serves the folder `store`."""
        return ["serve", "--location", "store", "--bind", f"{LOOPBACK}:{self.port}"]


class Virtuoso(TripleStore):
    """An OpenLink Virtuoso 7 with Debian's limits, a user with write permission and one without."""

    program = "virtuoso-t"
    installed_by = "apt-get install --no-install-recommends virtuoso-opensource-7-bin"
    user, password = "cv", "owls & ants: 2"
    reader, readers_password = "reader", "only looking"
    dba_password = "changed"

    def __init__(self, folder: Path, *, prefix: Sequence[str] = (), max_rows: int = 10_000) -> None:
        super().__init__(folder, prefix=prefix)
        self.sql_port = free_port()
        self.max_rows = max_rows

    @property
    def query(self) -> str:
        """The address for queries without authentication."""
        return f"{self.root}/sparql"

    @property
    def update(self) -> str:
        """The address for queries and updates of users."""
        return f"{self.root}/sparql-auth"

    @property
    def graph_store(self) -> str:
        """The address for the graphs of users."""
        return f"{self.root}/sparql-graph-crud-auth"

    def command(self) -> list[str]:
        """Serves the database in the folder."""
        return ["+configfile", "virtuoso.ini", "+foreground", "+wait"]

    def launch(self) -> None:
        """Writes the configuration before the first start, and removes the lock file of a killed server."""
        (self.folder / "virtuoso.ini").write_text(_VIRTUOSO_INI.format(sql=self.sql_port, http=self.port, rows=self.max_rows))
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)
        super().launch()

    def start(self) -> None:
        """Creates the users on the first start."""
        first = not (self.folder / "virtuoso.db").exists()
        super().start()
        if first:
            self.sql(
                f"DB.DBA.USER_CREATE('{self.user}', '{self.password}');",
                f'GRANT SPARQL_UPDATE TO "{self.user}";',
                f"DB.DBA.USER_CREATE('{self.reader}', '{self.readers_password}');",
                f'GRANT SPARQL_SELECT TO "{self.reader}";',
                f"USER_SET_PASSWORD('dba', '{self.dba_password}');",
                password="dba",
            )

    def sql(self, *statements: str, password: str = dba_password) -> str:
        """Runs statements as the administrator."""
        isql = found("isql-vt", self.installed_by)
        line = [isql, f"{LOOPBACK}:{self.sql_port}", "dba", password, "ERRORS=STDOUT", f"exec={' '.join(statements)}"]
        result = subprocess.run(line, cwd=self.folder, capture_output=True, text=True, check=False)
        if result.returncode or "*** Error" in result.stdout:
            raise RuntimeError(result.stdout + result.stderr)
        return result.stdout


_VIRTUOSO_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
"""


def found(program: str, installed_by: str) -> str:
    """The path of a program, beside this Python first; RuntimeError with the command that installs it."""
    beside = Path(sys.executable).parent / program
    path = str(beside) if beside.exists() else shutil.which(program)
    if path is None:
        raise RuntimeError(f"the tests need {program}; install it with: {installed_by}")
    return path


def free_port() -> int:
    """A port on which no program listens."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port: int = listener.getsockname()[1]
        return port


def answers(address: str) -> bool:
    """Whether the response to a GET is 2xx within two seconds."""
    try:
        with urllib.request.urlopen(address, timeout=2) as reply:
            return 200 <= reply.status < 300
    except (urllib.error.URLError, OSError):
        return False


AnyServer = TypeVar("AnyServer", bound=Server)


@contextmanager
def running(server: AnyServer) -> Iterator[AnyServer]:
    """A server from its start to its end."""
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def oxigraph(folder: Path) -> Iterator[Oxigraph]:
    """An Oxigraph server with its data in a folder."""
    with running(Oxigraph(folder)) as server:
        yield server


@contextmanager
def virtuoso(folder: Path) -> Iterator[Virtuoso]:
    """A Virtuoso with its data in a folder."""
    with running(Virtuoso(folder)) as server:
        yield server
