"""One process at a time changes the files in a folder."""

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
    """Keeps other processes of vitagraph from changing the files in a folder; waits so many seconds for one that does.

    An advisory lock (flock) on the folder itself, which leaves no file behind and ends with the process. Windows and some
    network file systems have none, nor can a folder be locked that may not be read: there nothing is. Raises UsageError where
    another process holds the lock for too long.
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
    """A descriptor of a folder; None where there is none to be had, as for a folder that may be entered and not read."""
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
    """Locks an open file or folder; False where another process has locked it. True where there are no locks."""
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
