"""Worker processes, which process partitions in parallel.

Each has a pipe to the main process, which reads the input and counts. When the main process ends, the pipe is closed and the worker
ends. Interrupts are sent to the main process only.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any

from vitagraph.errors import WorkerError

Work = Callable[[Any], Any]


def spread(tasks: Iterable[Any], start: Callable[[], Work], workers: int) -> Generator[Any, None, None]:
    """The results of tasks, in the order in which they are ready. `start` runs once in each process and returns the function of a task.

    One worker is this process itself. No more tasks are read than there are workers. Raises what a task raised, and WorkerError where
    a worker was killed.
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
    """Restores the settings of the garbage collector; what the caller froze stays frozen."""
    enabled, frozen = gc.isenabled(), gc.get_freeze_count()
    try:
        yield
    finally:
        if not frozen:
            gc.unfreeze()
        if enabled:
            gc.enable()


def _hand_on(waiting: Iterator[Any], pipe: Connection, process: BaseProcess, busy: dict[Connection, BaseProcess]) -> None:
    for task in waiting:
        busy[pipe] = process
        with suppress(BrokenPipeError):  # it was killed, which is reported when its result is read
            pipe.send(task)
        return


def _received(pipe: Connection, process: BaseProcess) -> Any:
    try:
        result = pipe.recv()
    except (EOFError, ConnectionResetError):
        instead = "run the same command again with fewer --workers, what is finished is kept"
        raise WorkerError(f"a worker was {ended(process)}, perhaps for lack of memory; {instead}") from None
    if isinstance(result, BaseException):
        raise result
    return result


def ended(process: BaseProcess) -> str:
    """How a process ended."""
    process.join()
    code = process.exitcode or 0
    return f"ended by signal {-code}" if code < 0 else f"ended with exit code {code}"


@contextmanager
def process(target: Callable[..., None], *arguments: Any) -> Iterator[tuple[Connection, BaseProcess]]:
    """A process that runs `target` with a pipe to this one, and the pipe. It is killed at the end, and receives no interrupts."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    started: BaseProcess = context.Process(target=target, args=(theirs, *arguments), daemon=True)
    with _held_back():
        started.start()
    theirs.close()
    try:
        yield ours, started
    finally:
        ours.close()
        started.kill()
        started.join()


@contextmanager
def one_ahead(start: Callable[[], Work]) -> Iterator[Callable[[Any], Callable[[], Any]]]:
    """Another process for one task at a time: the function that hands it on, and returns one that waits for its result."""
    with process(_serve, start) as (pipe, worker):

        def hand_on(task: Any) -> Callable[[], Any]:
            with suppress(BrokenPipeError):  # it was killed, which is reported when its result is read
                pipe.send(task)
            return partial(_received, pipe, worker)

        yield hand_on


def ends_with_its_parent() -> None:
    """Ends this process when its parent ends, whatever it does then."""
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


@contextmanager
def _started(start: Callable[[], Work], workers: int) -> Iterator[list[tuple[Connection, BaseProcess]]]:
    # Spawned, so that no worker inherits the other end of a pipe.
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
    """Blocks interrupts; processes that are started meanwhile never receive them, even during imports."""
    # It unblocks interrupts when it starts, so it is started before.
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
