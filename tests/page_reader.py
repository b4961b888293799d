"""Follows a page of the documentation as its reader does: writes the files that it names, runs its commands, tries its snippets."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import ExitStack, chdir
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import pyoxigraph
import pytest
import yaml

import vitagraph
from command_line import run
from conftest import ROOT
from page_material import CHOSEN, MADE_BY, MATERIAL, NEEDS, NEW, NOT_RUN, REPLACED, SLOW, TYPED
from page_services import Services
from pages import Block, Command, blocks, commands, inline, relative
from test_plugins import install
from vitagraph.rdf.vocabulary import PREFIXES

#: the store that a page queries before it loads one: it holds the reader's CV
_STORE = "--endpoint http://127.0.0.1:7878"
#: what an example of records leaves out
_HEAD = {"document": "document: {iri: https://ada.example/cv}\n", "person": "person: {name: Ada Beispiel}\n"}


class Reader:
    """A reader with a folder; `slow` runs the slow commands too. `done` has the lines that were run, `reasons` those that were not."""

    def __init__(self, folder: Path, slow: bool) -> None:
        self.folder = self.cwd = folder
        self.slow = slow
        self.done: list[str] = []
        self.reasons: dict[str, str] = {}
        self._stack = ExitStack()
        self._services = Services(folder, self._stack)
        self._page = self._printed = ""
        self._graph = ""
        self._names: dict[str, object] = {}
        self._installed = ""
        self._loaded = self._repeats = False

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def follow(self, page: Path) -> None:
        """All blocks of a page in their order, then the commands in its text."""
        self._page = relative(page)
        for block in blocks(page):
            if block.path:
                self.write(block.path, block.text)
            elif found := list(commands(block)):
                for command in found:
                    self.perform(command)
            else:
                SNIPPETS[block.language](self, block)
            self.cwd = self.folder  # a reader goes back after `cd`
        self._repeats = True  # a command in the text repeats one of a block
        for line in inline(page):
            if self.is_whole(line):
                self.perform(Command(line, None))

    @staticmethod
    def is_whole(line: str) -> bool:
        """Whether a command in the text is one to type: it has an argument before its options."""
        first, *rest = line.removeprefix("vitagraph ").removeprefix("bulk ").split()
        return bool(rest) and (rest[0][0] not in "-." or first == "docs")

    def try_examples(self, lines: Iterable[str]) -> None:
        """Runs examples that do not follow from each other."""
        self._page, self._repeats = "help", True
        for line in lines:
            self.perform(Command(line, None))

    def write(self, name: str, text: str) -> None:
        """A file of the page, in the reader's CV for example."""
        if name.startswith("my-cv/"):
            self.provide("my-cv")
        path = self.cwd / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    # -- commands

    def perform(self, command: Command) -> None:
        """Runs a command, and compares what it prints with what the page shows; one that shows nothing must succeed."""
        for line in command.line.split(" && "):
            self._perform(Command(line.strip(), command.shown))

    def _perform(self, command: Command) -> None:
        line = command.line
        if reason := next((why for pattern, why in NOT_RUN.items() if re.match(pattern, line)), ""):
            self.reasons[line] = reason
            return
        if not self.slow and re.search(SLOW, f"{self._page}: {line}"):
            self.reasons[line] = "the slow tests run it"
            return
        self.done.append(line)
        for pattern, instead in REPLACED.items():
            line = re.sub(pattern, instead, line)
        code, stdout, stderr = self._run(line)
        assert code in ((0, 1) if command.shown else (0,)), f"{line}\n{code}: {stdout}{stderr}"
        self._printed += stdout + stderr
        assert not command.shown or matches(command.shown, stdout + stderr), f"{line}\n{stdout}{stderr}"

    def _run(self, line: str) -> tuple[int, str, str]:
        return _PROGRAMS.get(line.split(" ", 1)[0], Reader._in_bash)(self, line)

    def _vitagraph(self, line: str) -> tuple[int, str, str]:
        if ":8000" in line:
            self.provide("my-cv")
        given, expected = next((typed for start, typed in TYPED.items() if line.startswith(start)), ("", ""))
        environment = self._services.environment(line)
        if not self._loaded and _STORE in line and not line.startswith("vitagraph load "):
            self._vitagraph(f"vitagraph load my-cv {_STORE}")
        self._loaded |= _STORE in line
        line = self._services.placed(line)
        if re.search(" [|<] ", line):
            self._words(line.replace(" | ", " ").replace(" < ", " "))
            return self._in_bash(f"vitagraph() {{ '{sys.executable}' -m vitagraph \"$@\"; }}; {line}")
        line, _, output = line.partition(" > ")
        words = self._words(line)
        if words[1] == "serve":
            return self._serve(words)
        code, stdout, stderr = self._called(words[1:], given.encode(), environment)
        assert expected in stdout, f"{line}\n{stdout}{stderr}"
        if output:
            (self.cwd / output.strip()).write_text(stdout, "utf-8")
            stdout = ""
        return code, stdout, stderr

    def _called(self, words: list[str], given: bytes, environment: dict[str, str]) -> tuple[int, str, str]:
        if "spark" not in words and not self._installed:
            return run(self.cwd, *words, given=given, **{name: value for name, value in environment.items() if not name.startswith("P")})
        environment |= {"PYTHONPATH": self._installed} if self._installed else {}
        line = [sys.executable, "-m", "vitagraph", *words]
        done = subprocess.run(line, cwd=self.cwd, env=environment, capture_output=True, text=True, check=False, timeout=300)
        return done.returncode, done.stdout, done.stderr

    def _serve(self, words: list[str]) -> tuple[int, str, str]:
        """Starts a server, which answers a request."""
        with urllib.request.urlopen(self._services.serve(words, self.cwd), timeout=20) as reply:
            assert reply.status == 200
            return 0, reply.read().decode(), ""

    def _oxigraph(self, line: str) -> tuple[int, str, str]:
        return self._serve(shlex.split(line))

    def _pip(self, line: str) -> tuple[int, str, str]:
        """Installs the package of the page, without the network, for the next commands."""
        package = self.cwd / shlex.split(line)[-1]
        for name in ("pyproject.toml", "more_formats"):
            package.mkdir(exist_ok=True)
            shutil.move(self.cwd / name, package / name)
        (package / "more_formats/__init__.py").touch()
        self._installed = str(install(package, self.folder / ".installed"))
        return 0, "", ""

    def _cd(self, line: str) -> tuple[int, str, str]:
        self.cwd /= line.split()[1]
        assert self.cwd.is_dir()
        return 0, "", ""

    def _make(self, line: str) -> tuple[int, str, str]:
        """A target of a checkout, which is that of this test but for `.venv` and `build`."""
        for path in ROOT.iterdir():
            if path.name not in (".venv", "build", ".git") and not (self.cwd / path.name).exists():
                (self.cwd / path.name).symlink_to(path)
        (self.cwd / ".venv").mkdir(exist_ok=True)
        if not (self.cwd / ".venv/bin").exists():
            (self.cwd / ".venv/bin").symlink_to(Path(sys.executable).parent)
        (self.cwd / ".venv/.ready").touch()
        return self._in_bash(line)

    def _in_bash(self, line: str) -> tuple[int, str, str]:
        if ":8000" in line:
            self.provide("my-cv")
        environment = self._services.environment(line)
        command = ["bash", "-c", self._services.placed(line)]
        done = subprocess.run(command, cwd=self.cwd, env=environment, capture_output=True, text=True, check=False, timeout=300)
        return done.returncode, done.stdout, done.stderr

    def _words(self, line: str) -> list[str]:
        """The words of a command, with file names for patterns; the files that it reads are there, and a folder that it makes is not."""
        words = [CHOSEN.get(word, word) for word in shlex.split(re.sub(r"\s+#\s.*", "", line))]
        makers = MADE_BY if "load" in words else [option for option in MADE_BY if option != "--store-path"]
        made = {after.rstrip("/") for before, after in pairwise(words) if before in makers}
        for word in words if words[1] != "init" else ():
            for name in MATERIAL:
                if name not in made and (word.startswith(f"{name}/") or fnmatch(f"{name}/", f"{word.rstrip('/')}/*")):
                    self.provide(name)
        for word in words:
            self._prepare(NEEDS.get(word, ()))
        for name in made if self._repeats else made & {NEW}:
            shutil.rmtree(self.cwd / name, ignore_errors=True)
        return [name for word in words for name in self._matching(word) or [word]]

    def _matching(self, word: str) -> list[str]:
        return sorted(str(path.relative_to(self.cwd)) for path in self.cwd.glob(word)) if "*" in word and " " not in word else []

    def provide(self, name: str) -> None:
        """A file of the reader's, unless the page made it."""
        path, made = self.cwd / name, MATERIAL[name]
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(made, tuple):
            self._prepare(made)
        elif isinstance(made, Path):
            (shutil.copytree if made.is_dir() else shutil.copy)(made, path)
        elif callable(made):
            for file, content in made().items():
                (path / file).parent.mkdir(parents=True, exist_ok=True)
                (path / file).write_bytes(content)
        else:
            path.write_bytes(made if isinstance(made, bytes) else made.encode())

    def _prepare(self, lines: Iterable[str]) -> None:
        for line in lines:
            code, stdout, stderr = self._run(line)
            assert code == 0, f"{line}\n{stdout}{stderr}"

    # -- snippets

    def yaml(self, block: Block) -> None:
        """Records are read and mapped; the steps of a workflow and the entry of a hook are run in the CV."""
        content = yaml.safe_load(block.text)
        if isinstance(content, list):
            steps = [step["run"] for step in content]
        elif "repos" in content:
            steps = [hook["entry"] for repository in content["repos"] for hook in repository["hooks"]]
        else:
            text = "".join(line for key, line in _HEAD.items() if key not in content) + block.text
            self._graph = vitagraph.dataset(vitagraph.read_text(text)).serialize("turtle")
            return
        self.provide("my-cv")
        self.cwd /= "my-cv"
        for step in steps:
            self.perform(Command(step, None))

    def turtle(self, block: Block) -> None:
        """Its statements are in the graph that the page wrote last, or in that of its records."""
        graph = self._graph or (self.cwd / "cv.ttl").read_text("utf-8")
        head = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
        stated = triples(f"@base <https://ada.example/cv> .\n{head}{block.text}")
        assert stated
        assert stated - triples(graph) == set()

    def python(self, block: Block) -> None:
        """Runs after the blocks before it; a field is one of the source."""
        if re.match(r"\w+: Annotated\[", block.text):
            assert any("".join(block.text.split()) in "".join(path.read_text("utf-8").split()) for path in (ROOT / "src").rglob("*.py"))
            return
        self.provide("data")
        self.provide("my-cv")
        variables = self._services.played() if "vitagraph.services" in block.text else {}
        with pytest.MonkeyPatch.context() as patched, chdir(self.cwd):
            for name, value in variables.items():
                patched.setenv(name, value)
            exec(block.text, self._names)

    def html(self, block: Block) -> None:
        """The files to which it leads exist."""
        targets = re.findall(r'href="([^":]+)"', block.text)
        assert targets
        assert [target for target in targets if not (self.cwd / target).exists()] == []

    def printed(self, block: Block) -> None:
        """A text without a language is part of what the commands of the page print."""
        assert block.text.strip() in self._printed or not self.slow

    def nothing(self, block: Block) -> None:
        """`make docs` reads it: lists of pages, and docstrings."""


_PROGRAMS: dict[str, Callable[[Reader, str], tuple[int, str, str]]] = {
    "vitagraph": Reader._vitagraph,
    "oxigraph": Reader._oxigraph,
    "pip": Reader._pip,
    "make": Reader._make,
    "cd": Reader._cd,
}

#: language -> how a block is tried that has no commands and is no file
SNIPPETS: dict[str, Callable[[Reader, Block], None]] = {
    "yaml": Reader.yaml,
    "turtle": Reader.turtle,
    "python": Reader.python,
    "html": Reader.html,
    "": Reader.printed,
    "{toctree}": Reader.nothing,
    "{eval-rst}": Reader.nothing,
}


def triples(text: str) -> set[pyoxigraph.Triple]:
    """The triples of Turtle."""
    return {quad.triple for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)}


def matches(shown: str, printed: str) -> bool:
    """Whether a terminal printed what a page shows, where `...` stands for any text, and times do not count."""
    expected = re.escape(re.sub(r"\b[\d.]+ s\b", "... s", shown.strip())).replace(r"\.\.\.", ".*")
    return re.fullmatch(expected, printed.strip(), re.DOTALL) is not None
