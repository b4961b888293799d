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
    network file systems have none: there nothing is locked. Raises UsageError where another process holds it for too long.
    """
    descriptor = None if sys.platform == "win32" else os.open(folder, os.O_RDONLY)
    try:
        if descriptor is not None:
            _wait_for(descriptor, folder, time.monotonic() + wait)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


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
