"""Runs of the command line that are killed, or have a full disk, at a chosen point; their files, and the result of the next run.

Kill points are system calls on files, from the first that touches the folder of the run: strace kills the process when it
enters the call. Full-disk points are of two kinds: from a call on that needs space, all of them fail with ENOSPC (also by strace);
or no file grows beyond a number of bytes (RLIMIT_FSIZE), so that a write is truncated.

"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bulk_cvs import held
from command_line import COMMAND, ENVIRONMENT, files

_ON_FILES = "%file,%desc"
_NEEDING_SPACE = ("write", "pwrite64", "writev", "rename", "mkdir", "link", "fallocate", "ftruncate", "fsync", "fdatasync")
_CHANGING = re.compile(
    r"\d+ +(write|pwrite|rename|unlink|rmdir|mkdir|ftruncate|f(data)?sync|fallocate|f?chmod|f?chown|link|openat.*O_CREAT)"
)
_NAME = re.compile(r"\d+ +(\w+)\(")
STORE = "kg"


class Case(NamedTuple):
    """A command; a function that creates its folder; the files that may be absent during a run; a change before the next run.

    `environment` are further variables: those that connect it to played services.
    """

    name: str
    call: tuple[str, ...]
    begin: Callable[[Path], None]
    passing: tuple[str, ...] = ()
    meanwhile: Callable[[Path], None] = lambda folder: None
    environment: Mapping[str, str] = {}


class Point(NamedTuple):
    """A point of a run: `kill` and `full` (ENOSPC) at a line of its trace, `size` (RLIMIT_FSIZE) at a number of bytes."""

    kind: str
    number: int


def call(case: Case, folder: Path, tracing: tuple[str, ...] = (), largest: int | None = None) -> subprocess.CompletedProcess[bytes]:
    """Runs the command in a folder: traced, or with a limit on the size of files. Its system calls are the same each time."""
    # A measurement of lines would be written under the same limit.
    measured = {"COVERAGE_PROCESS_CONFIG": ""}
    environment = ENVIRONMENT | measured | {"XDG_STATE_HOME": str(folder / "state"), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    environment |= {"XDG_CACHE_HOME": str(folder / "cache"), **case.environment}
    tracer = ["strace", "-f", "-qq", "-e", "signal=none", *tracing] if tracing else []
    limit = None if largest is None else partial(resource.setrlimit, resource.RLIMIT_FSIZE, (largest, largest))
    return subprocess.run(
        [*tracer, *COMMAND, *case.call], cwd=folder, env=environment, capture_output=True, check=False, timeout=300, preexec_fn=limit
    )


class Course:
    """Repeated runs of one command from the same initial state."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.case = case
        self._begun, self._turn, self._log = folder / "begun", folder / "turn", folder / "log"
        self._begun.mkdir(parents=True)
        case.begin(self._begun)
        self.before = observed(self._begun)
        self._calls = self._traced()
        self.whole = observed(self._turn)
        self._sizes = {path.stat().st_size for path in self._turn.rglob("*") if path.is_file() and "state" not in path.parts}
        assert self.whole != self.before
        case.meanwhile(self._turn)
        self._plain()
        self.after = observed(self._turn)

    def points(self, count: int) -> Iterator[Point]:
        """Points of each type, spread over an undisturbed run; system calls that change files come first."""
        named = re.compile(f'"({"|".join(map(re.escape, self.case.call[1:]))})["/]')
        first = next(at for at, line in enumerate(self._calls, 1) if named.search(line) and "execve(" not in line)
        every = range(first, len(self._calls) + 1)
        changing = [at for at in every if self.changes(at)]
        others = [at for at in every if at not in set(changing)]
        chosen = _spread(changing, count)
        yield from (Point("kill", at) for at in sorted([*chosen, *_spread(others, count - len(chosen))]))
        full = _spread([at for at in every if self._name(at) in _NEEDING_SPACE], max(count // 2, 1))
        yield from (Point("full", at) for at in full)
        halves = sorted(size // 2 for size in self._sizes)
        rest = count - len(full)
        yield from (Point("size", at) for at in _spread(halves if len(halves) >= rest else range(max(halves) * 2), rest))

    def changes(self, at: int) -> bool:
        """Whether the call at a line of the trace changes a file."""
        return bool(_CHANGING.match(self._calls[at - 1]))

    def disturb(self, point: Point) -> None:
        """Runs to a point and checks the files: none is incomplete, none of others is lost; then checks the next run."""
        self._reset()
        done = self._disturbed(point)
        left = observed(self._turn)
        message = f"{self.case.name} at {point}: {done.returncode} {done.stderr.decode()[-2000:]}"
        assert b"Traceback" not in done.stderr, message
        assert done.returncode == -9 if point.kind == "kill" else done.returncode in (0, 1, 2), message
        if done.returncode == 0:
            assert left == self.whole, message
        for path in self.before.keys() | left.keys() | self.whole.keys():
            if not _is_passing(path, self.case.passing):
                assert left.get(path) in (self.before.get(path), self.whole.get(path)), f"{message}\n{path} is half"
        self.case.meanwhile(self._turn)
        self._plain()
        after = observed(self._turn)
        assert after.keys() == self.after.keys(), message
        assert [path for path in after if after[path] != self.after[path]] == [], message

    def _disturbed(self, point: Point) -> subprocess.CompletedProcess[bytes]:
        if point.kind == "size":
            return call(self.case, self._turn, largest=point.number)
        # strace counts the calls of each name separately.
        done = Counter(self._name(at) for at in range(1, point.number))
        if point.kind == "kill":
            name = self._name(point.number)
            what = [f"inject={name}:signal=KILL:when={done[name] + 1}"]
        else:
            what = [f"inject={name}:error=ENOSPC:when={done[name] + 1}+" for name in _NEEDING_SPACE]
        return call(self.case, self._turn, ("-o", "/dev/null", *(argument for one in what for argument in ("-e", one))))

    def _name(self, at: int) -> str:
        """The system call in a line of the trace, which counts from 1."""
        found = _NAME.match(self._calls[at - 1])
        return found[1] if found else ""

    def _traced(self) -> list[str]:
        """The calls on files of an undisturbed run's first thread."""
        self._reset()
        done = call(self.case, self._turn, ("-o", str(self._log), "-e", f"trace={_ON_FILES}"))
        assert done.returncode in (0, 1), done.stderr.decode()
        lines = self._log.read_text("utf-8", "replace").splitlines()
        main = lines[0].split()[0]
        return [line for line in lines if line.split()[0] == main and " resumed>" not in line]

    def _plain(self) -> None:
        done = call(self.case, self._turn)
        assert done.returncode in (0, 1), done.stderr.decode()

    def _reset(self) -> None:
        shutil.rmtree(self._turn, ignore_errors=True)
        subprocess.run(["cp", "-a", str(self._begun), str(self._turn)], check=True)


def observed(folder: Path) -> dict[str, object]:
    """The content of a folder: its files, and a store by its quads, wherever a killed run left it."""
    found: dict[str, object] = {
        path: data for path, data in files(folder).items() if not path.startswith(("state/", f"{STORE}/", f".{STORE}."))
    }
    # A run that is killed between its last two steps leaves the old store beside its destination; the next run restores it first.
    stores = [folder / STORE, folder / f".{STORE}.before"]
    if place := next((one for one in stores if one.is_dir()), None):
        found[STORE] = held(place)
    found |= {path.name: "a store" for path in folder.glob(f".{STORE}.*")}
    return found


def _is_passing(path: str, passing: tuple[str, ...]) -> bool:
    """Whether a path is a file that exists only during a run, or may be absent then."""
    return path in passing or Path(path).name.startswith(".")


def _spread(numbers: range | list[int], count: int) -> list[int]:
    if count <= 0 or not numbers:
        return []
    return sorted({numbers[len(numbers) * one // count] for one in range(count)})


AVAILABLE = sys.platform == "linux" and shutil.which("strace") is not None
