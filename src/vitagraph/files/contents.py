"""The content of one file of a user: it is read for comparison, and replaced without other changes to the file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from vitagraph.files.budget import read_bytes
from vitagraph.files.parts import replace

#: the bytes of a file; None if it does not exist
Content = bytes | None


def content(path: Path) -> Content:
    """The bytes of a file; None if it does not exist."""
    return read_bytes(path) if path.exists() else None


def put(path: Path, data: Content) -> None:
    """Replaces the content of a file, or removes it. Symbolic links, hard links, owner and mode stay."""
    real = path.resolve()
    if data is None:
        real.unlink(missing_ok=True)
    elif is_shared(real):
        _overwrite(real, data)
    else:
        replace(real, [data])


def is_shared(path: Path) -> bool:
    """Whether a file has to be overwritten in place: it has hard links, or an owner that a new file could not have."""
    if sys.platform == "win32" or not path.exists():
        return False
    found, me = path.stat(), os.geteuid()
    return found.st_nlink > 1 or (me not in (0, found.st_uid) and os.access(path, os.W_OK))


def is_between(now: Content, before: Content, after: Content) -> bool:
    """Whether content is a possible state during a `put` from one content to another."""
    if now in (before, after):
        return True
    now, before, after = now or b"", before or b"", after or b""
    done = next((at for at, (one, other) in enumerate(zip(now, after, strict=False)) if one != other), min(len(now), len(after)))
    return now[done:] == before[done:]


def _overwrite(path: Path, data: bytes) -> None:
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
