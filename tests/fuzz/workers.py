"""Processes that check inputs one by one. A process that ends or hangs is replaced, and its input counts as failed."""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from fuzz.seeds import READERS

#: seconds of processor time that an input may take, and of the clock after which a process is ended
SECONDS, CLOCK_SECONDS = 10.0, 180.0
#: bytes of address space of a process
MEMORY = 8 << 30


class Case(NamedTuple):
    """An input by the seed of the run and its number: the same reader and bytes on every machine.

    The reader is drawn, unless it is `chosen`.
    """

    seed: int
    number: int
    chosen: str = ""

    def reader(self) -> str:
        return self.chosen or self._chance().choices(list(READERS), [share for share, _ in READERS.values()])[0]

    def data(self) -> bytes:
        from fuzz.check import made

        return made(self.reader(), self._chance())

    def _chance(self) -> random.Random:
        return random.Random(f"{self.seed}/{self.number}")


class Outcome(NamedTuple):
    """The outcome of an input: `accepted`, `refused`, or the type of failure, with details and processor seconds."""

    case: Case
    what: str
    details: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        return self.what in ("traceback", "difference", "too slow", "hangs", "killed")


class Pool:
    """Processes by their pipes, each with its current input and the time when it began."""

    def __init__(self, processes: int, serve: Callable[[Connection], None]) -> None:
        self._serve = serve
        self.running: dict[Connection, tuple[BaseProcess, Case | None, float]] = {}
        for _ in range(processes):
            self.start()

    def start(self) -> Connection:
        """Starts a process; returns its pipe."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=self._serve, args=(theirs,))
        process.start()
        theirs.close()
        self.running[ours] = (process, None, time.monotonic())
        return ours

    def hand_on(self, pipe: Connection, cases: Iterator[Case]) -> None:
        """Gives a process the next input; ends it if there is none."""
        if (case := next(cases, None)) is None:
            self.end(pipe)
            return
        self.running[pipe] = (self.running[pipe][0], case, time.monotonic())
        pipe.send(case)

    def end(self, pipe: Connection) -> int | None:
        """Ends a process; returns its exit code."""
        process = self.running.pop(pipe)[0]
        process.kill()
        process.join()
        return process.exitcode


def outcomes(cases: Iterator[Case], processes: int, serve: Callable[[Connection], None] | None = None) -> Iterator[Outcome]:
    """The outcomes of some inputs, in the order in which they end."""
    pool = Pool(processes, serve or _serve)
    try:
        for pipe in list(pool.running):
            pool.hand_on(pipe, cases)
        while pool.running:
            for pipe in wait(list(pool.running), timeout=1.0):
                _, case, _ = pool.running[pipe]
                try:
                    yield pipe.recv()
                except (EOFError, ConnectionResetError):
                    yield Outcome(case, "killed", f"exit code {_exit_code(pool, pipe)}")
                    pipe = pool.start()
                pool.hand_on(pipe, cases)
            for pipe, (_, case, begun) in list(pool.running.items()):
                if time.monotonic() - begun > CLOCK_SECONDS and not pipe.poll():
                    yield Outcome(case, "hangs", f"no end after {CLOCK_SECONDS:.0f} s")
                    pool.end(pipe)
                    pool.hand_on(pool.start(), cases)
    finally:
        for pipe in list(pool.running):
            pool.end(pipe)


def _exit_code(pool: Pool, pipe: Connection) -> int | None:
    pool.running[pipe][0].join()
    return pool.end(pipe)


def _serve(pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with tempfile.TemporaryDirectory() as folder, suppress(EOFError, BrokenPipeError):
        while True:
            pipe.send(checked(pipe.recv(), Path(folder)))


def checked(case: Case, folder: Path) -> Outcome:
    """The outcome of one input, in this process."""
    from fuzz.check import Difference, check

    data = case.data()
    for old in folder.iterdir():
        old.unlink()
    begun = time.process_time()
    try:
        what, details = check(case.reader(), data, random.Random(f"check {case.seed}/{case.number}"), folder), ""
        note = folder / "unprovable.txt"
        details = note.read_text(encoding="utf-8") if note.exists() else ""
    except Difference as error:
        what, details = "difference", str(error)
    except (Exception, SystemExit):
        what, details = "traceback", traceback.format_exc(limit=-12)
    seconds = time.process_time() - begun
    if seconds > SECONDS and what in ("accepted", "refused"):
        what = "too slow"
    sys.stdout.flush()
    return Outcome(case, what, details, seconds)
