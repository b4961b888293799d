"""The addresses of the documentation, each with the server of the tests that takes its place: real ones, or played on a real Oxigraph."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import played_services
import played_stores
import servers
from bulk_cvs import lines
from command_line import ENVIRONMENT
from object_store import ObjectStore, object_store
from proxies import FaultyProxy
from registry import DOI, ITEM, Registry, registry_running


class Program(servers.Server):
    """A command of a page that serves HTTP until its reader ends it."""

    def __init__(self, folder: Path, words: list[str]) -> None:
        super().__init__(folder)
        self.program, *self._arguments = words

    def command(self) -> list[str]:
        """The arguments of the page, with a free port."""
        if any(":7878" in word for word in self._arguments):
            return [word.replace(":7878", f":{self.port}") for word in self._arguments]
        return [*self._arguments, "--port", str(self.port)]


class Services:
    """Servers that start when a command first names their address, and stop at the end of a page."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._roots: dict[str, str] = {}
        self._registry: Registry | None = None
        self._played = ""
        self._objects: ObjectStore | None = None

    def serve(self, words: list[str], cwd: Path) -> str:
        """The address of a program of the page, which then has the address that the page gives it."""
        server = self._stack.enter_context(servers.running(Program(cwd, words)))
        self._roots["http://127.0.0.1:7878" if words[0] == "oxigraph" else "http://127.0.0.1:8000"] = server.root
        return server.root

    def placed(self, line: str) -> str:
        """A command with the addresses of the tests for those of the documentation."""
        for address, start in ADDRESSES.items():
            if address in line:
                if address not in self._roots:
                    self._roots[address] = start(self)
                line = line.replace(address, self._roots[address])
        return line

    def environment(self, line: str) -> dict[str, str]:
        """The variables of a command: a home without files, the passwords of its user, and the played registries."""
        given = {"HOME": str(self._folder), "XDG_STATE_HOME": str(self._folder / ".state"), "GIT_CONFIG_GLOBAL": str(self._git())}
        given["VITAGRAPH_PASSWORD"] = servers.Virtuoso.dba_password if "--user dba" in line else servers.Virtuoso.password
        if line.startswith(("vitagraph audit", "vitagraph bulk reconcile", "vitagraph reconcile", "vitagraph sync")):
            given |= self.played()
        if re.search(r"vitagraph import .*(\d{4}-|10\.)", line):
            given |= self.registry().environment
        if "--engine spark" in line:
            given |= {"SPARK_LOCAL_IP": servers.LOOPBACK, "PYSPARK_PYTHON": sys.executable, "PYTHONWARNINGS": "default"}
        if "s3://" in line:
            given |= self.objects().environment
        return ENVIRONMENT | {"PYTHONWARNINGS": "error"} | given

    def objects(self) -> ObjectStore:
        """An object store with the CVs of the page."""
        if self._objects is None:
            self._objects = self._stack.enter_context(object_store())
            self._objects.put("people/cvs.jsonl", lines(3))
        return self._objects

    def played(self) -> dict[str, str]:
        """The variables with which a connection to a service takes the played one, and keeps replies in the reader's folder."""
        if not self._played:
            self._played = self._stack.enter_context(played_services.played()).root
        return played_services.addresses(self._played) | {"XDG_CACHE_HOME": str(self._folder / ".cache")}

    def _git(self) -> Path:
        config = self._folder / ".gitconfig"
        config.write_text("[user]\nname = Ada Beispiel\nemail = ada@ada.example\n")
        return config

    def registry(self) -> Registry:
        """The registry that plays ORCID and doi.org."""
        if self._registry is None:
            self._registry = self._stack.enter_context(registry_running())
            self._registry.answer_with_the_record()
            for doi in ("10.1371/journal.pone.0130140", "10.5555/owls.2024.3", DOI):
                self._registry.answer(f"/{doi}", ITEM | {"DOI": doi})
        return self._registry

    def oxigraph(self) -> str:
        """An Oxigraph."""
        return self._stack.enter_context(servers.oxigraph(self._new("oxigraph"))).root

    def virtuoso(self) -> str:
        """A Virtuoso."""
        return self._stack.enter_context(servers.virtuoso(self._new("virtuoso"))).root

    def proxy(self) -> FaultyProxy:
        """A proxy of an Oxigraph of its own."""
        return self._stack.enter_context(FaultyProxy(self.oxigraph()).running())

    def repository(self, path: str, name: str) -> str:
        """A repository with the REST API of RDF4J."""
        proxy = self.proxy()
        proxy.name = name
        return played_stores.Repository(proxy, path).root

    def remote(self) -> str:
        """A bare repository, for that on GitHub."""
        folder = self._new("remote")
        git = shutil.which("git")
        assert git, "the tests need git; install it with: apt-get install git"
        subprocess.run([git, "init", "--bare", "--quiet", folder], check=True)
        return str(folder)

    def _new(self, name: str) -> Path:
        number = len(list(self._folder.glob(f".{name}*")))
        folder = self._folder / f".{name}{number}"
        folder.mkdir()
        return folder


#: what the documentation names -> what a test starts instead; an address before those that it begins with
ADDRESSES: dict[str, Callable[[Services], str]] = {
    "http://127.0.0.1:7878": Services.oxigraph,
    "http://127.0.0.1:8890": Services.virtuoso,
    "http://127.0.0.1:3030/cv": lambda services: played_stores.fuseki(services.proxy()),
    "http://127.0.0.1:7200/repositories/cv": lambda services: services.repository("/repositories/cv", "GraphDB/10.8"),
    "http://127.0.0.1:8080/rdf4j-server/repositories/cv": lambda services: services.repository("/rdf4j-server/repositories/cv", ""),
    "http://127.0.0.1:8000": lambda services: services.serve(["vitagraph", "serve", "my-cv"], services._folder),
    "https://kg.example.org/sparql": lambda services: f"{services.virtuoso()}/sparql",
    "https://kg.example.org": lambda services: played_stores.generic(services.proxy()),
    "spark://host:7077": lambda services: "local[2]",
    "git@github.com:YOUR-NAME/REPOSITORY.git": Services.remote,
}
