"""Locks, so that only one process at a time changes the files of a folder."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vitagraph.errors import UsageError

_PAUSE = 0.02  # seconds


@contextmanager
def locked(folder: Path, wait: float = 60) -> Iterator[None]:
    """Excludes other processes of vitagraph from changing the files of a folder; waits `wait` seconds for the lock.

    The lock is advisory (flock) and on the folder itself: it leaves no file behind and ends with the process. There is no lock on
    Windows, on some network file systems, and on folders without read permission. Raises UsageError where another process holds
    the lock for too long.
    """
    descriptor = _opened(folder)
    try:
        if descriptor is not None:
            _wait_for(descriptor, folder, time.monotonic() + wait)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _opened(folder: Path) -> int | None:
    """A descriptor of a folder; None on Windows, and for a folder without read permission."""
    if sys.platform == "win32":
        return None
    try:
        return os.open(folder, os.O_RDONLY)
    except PermissionError:
        return None


def _wait_for(descriptor: int, folder: Path, deadline: float) -> None:
    while not lock(descriptor):
        if time.monotonic() > deadline:
            raise UsageError(f"{folder}: another vitagraph is writing here; run this again when it has ended")
        time.sleep(_PAUSE)


def lock(descriptor: int) -> bool:
    """Locks an open file or folder. Returns False if another process has locked it, True if the system has no locks."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # the file system has no locks
        return True
    return True
