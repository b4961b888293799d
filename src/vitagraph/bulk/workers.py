"""Processes that work on partitions side by side.

Each has a pipe of its own to the process that reads and counts; where that one is gone, however it ended, the pipe is closed
and the worker ends too. Interrupts are for the first process alone.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from vitagraph.errors import WorkerError

Work = Callable[[Any], Any]


def spread(tasks: Iterable[Any], start: Callable[[], Work], workers: int) -> Generator[Any, None, None]:
    """The results of some tasks, as they come. `start` runs once in each process and gives what works on a task.

    One worker is this process itself. No more tasks are taken than there are workers. Raises what a task raised, and
    WorkerError where a worker was killed.
    """
    if workers == 1:
        with _collector_as_before():
            yield from map(start(), tasks)
        return
    with _started(start, workers) as running:
        waiting = iter(tasks)
        busy: dict[Connection, BaseProcess] = {}
        for pipe, process in running:
            _hand_on(waiting, pipe, process, busy)
        while busy:
            for pipe in [one for one in wait(list(busy)) if isinstance(one, Connection)]:
                process = busy.pop(pipe)
                result = _received(pipe, process)
                _hand_on(waiting, pipe, process, busy)
                yield result


@contextmanager
def _collector_as_before() -> Iterator[None]:
    """Whatever the work does to the garbage collector of this process is undone."""
    enabled = gc.isenabled()
    try:
        yield
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()


def _hand_on(waiting: Iterator[Any], pipe: Connection, process: BaseProcess, busy: dict[Connection, BaseProcess]) -> None:
    for task in waiting:
        busy[pipe] = process
        with suppress(BrokenPipeError):  # it was killed: told when its result is waited for
            pipe.send(task)
        return


def _received(pipe: Connection, process: BaseProcess) -> Any:
    try:
        result = pipe.recv()
    except (EOFError, ConnectionResetError):
        process.join()
        code = process.exitcode or 0
        how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        instead = "run the same command again with fewer --workers, what is finished is kept"
        raise WorkerError(f"a worker was ended {how}, perhaps for want of memory; {instead}") from None
    if isinstance(result, BaseException):
        raise result
    return result


@contextmanager
def _started(start: Callable[[], Work], workers: int) -> Iterator[list[tuple[Connection, BaseProcess]]]:
    # Spawned, so that no worker holds the other end of its own pipe, or of another's.
    context = get_context("spawn")
    running: list[tuple[Connection, BaseProcess]] = []
    try:
        with _held_back():
            for _ in range(workers):
                ours, theirs = context.Pipe()
                process: BaseProcess = context.Process(target=_serve, args=(theirs, start), daemon=True)
                process.start()
                theirs.close()
                running.append((ours, process))
        yield running
    finally:
        for pipe, process in running:
            pipe.close()
            process.terminate()
            process.join()


@contextmanager
def _held_back() -> Iterator[None]:
    """Interrupts wait, and processes that are started meanwhile never hear them, not even while they import."""
    # It lets interrupts through where it starts, so it is there first.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, start: Callable[[], Work]) -> None:
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            work = start()
        except Exception as error:
            pipe.recv()
            pipe.send(error)
            return
        while True:
            task = pipe.recv()
            try:
                result = work(task)
            except Exception as error:
                result = error
            pipe.send(result)
