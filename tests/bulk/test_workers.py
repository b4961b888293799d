"""Processes that work side by side."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable

from vitagraph.bulk.workers import Work, spread


def hearing() -> Work:
    """Tells whether this process hears an interrupt, as it was when the process began."""
    deaf = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    return lambda task: (task, not deaf)


def test_workers_never_hear_an_interrupt() -> None:
    """Not even while they import, where Python would print a traceback; the process that started them still does."""
    assert sorted(spread(range(6), hearing, 2)) == [(number, False) for number in range(6)]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def without_collector() -> Callable[[int], bool]:
    """Turns the collector off, as exports and validation do."""
    gc.freeze()
    gc.disable()
    return lambda task: gc.isenabled()


def test_the_collector_of_the_first_process_is_as_before() -> None:
    """One worker is the process itself; even where it is left half way."""
    assert gc.isenabled()
    assert list(spread(range(3), without_collector, 1)) == [False] * 3
    assert (gc.isenabled(), gc.get_freeze_count()) == (True, 0)
    results = spread(range(3), without_collector, 1)
    next(results)
    results.close()
    assert (gc.isenabled(), gc.get_freeze_count()) == (True, 0)
