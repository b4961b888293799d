"""Processes that work side by side."""

from __future__ import annotations

import signal

from vitagraph.bulk.workers import Work, spread


def hearing() -> Work:
    """Tells whether this process hears an interrupt, as it was when the process began."""
    deaf = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    return lambda task: (task, not deaf)


def test_workers_never_hear_an_interrupt() -> None:
    """Not even while they import, where Python would print a traceback; the process that started them still does."""
    assert sorted(spread(range(6), hearing, 2)) == [(number, False) for number in range(6)]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
