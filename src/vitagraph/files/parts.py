"""A file that is being written: it is beside its place, as `.NAME.XXXXXXXX.part`, until it is complete.

Its writer locks it, so that a later run can distinguish the files of killed runs from those of running processes.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from vitagraph.files.locks import lock
from vitagraph.patterns import regex

_PART = regex(r"\.(?P<name>.+)\.[0-9a-f]{8}\.part", re.DOTALL)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


class Part:
    """The new content of a file: write to `file`, then `put` it in its place."""

    def __init__(self, path: Path, beside: Path, file: IO[bytes]) -> None:
        self.file = file
        self.is_put = False
        self._path, self._beside = path, beside

    def put(self, lasting: bool = True) -> None:
        """Moves the file to its place, in one step; with `lasting` it survives a power failure."""
        self.file.flush()
        if lasting:
            os.fsync(self.file.fileno())
        if sys.platform == "win32":
            self.file.close()
        self._beside.replace(self._path)
        self.is_put = True


@contextmanager
def part_of(path: Path) -> Iterator[Part]:
    """The new content of a file, which is removed unless it is put. It has the attributes of the file that it replaces.

    A symbolic link at `path` is replaced itself; resolve the path to replace its target.
    """
    beside, file = _created(path)
    part = Part(path, beside, file)
    try:
        with file:
            if (replaced := stat_of_regular(path)) is not None:
                _keep_attributes(file.fileno(), path, replaced)
            yield part
    finally:
        if not part.is_put:
            beside.unlink(missing_ok=True)


def replace(path: Path, data: Iterable[bytes], lasting: bool = True) -> None:
    """Replaces the content of a file in one step."""
    with part_of(path) as part:
        part.file.writelines(data)
        part.put(lasting)


def sweep(folder: Path, names: Container[str]) -> None:
    """Removes the files that killed runs left beside files with these names."""
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError), os.scandir(folder) as entries:
        for entry in list(entries):
            found = _PART.fullmatch(entry.name)
            if found and found["name"] in names and entry.is_file(follow_symlinks=False):
                _remove_unlocked(Path(entry.path))


def stat_of_regular(path: Path) -> os.stat_result | None:
    """The status (`lstat`) of a regular file; None for anything else, such as a folder or a symbolic link, or nothing."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _created(path: Path) -> tuple[Path, IO[bytes]]:
    """A new file beside a path, locked."""
    mode = 0o666 if stat_of_regular(path) is None else 0o600  # until it has the attributes of the file that it replaces
    while True:
        beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        if lock(descriptor) and (sys.platform == "win32" or os.fstat(descriptor).st_nlink):
            return beside, os.fdopen(descriptor, "wb")
        os.close(descriptor)  # `sweep` removed it before it was locked
        beside.unlink(missing_ok=True)


def _remove_unlocked(part: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(part, os.O_RDWR | _NO_LINKS)
        try:
            if lock(descriptor):
                part.unlink()
        finally:
            os.close(descriptor)


def _keep_attributes(descriptor: int, path: Path, replaced: os.stat_result) -> None:
    """Gives a file the owner, mode and extended attributes (access control lists are among them) of another one, as far as permitted."""
    if sys.platform == "win32":
        return
    for owner, group in ((replaced.st_uid, -1), (-1, replaced.st_gid)):
        with suppress(PermissionError):
            os.fchown(descriptor, owner, group)
    os.fchmod(descriptor, stat.S_IMODE(replaced.st_mode))
    if sys.platform == "linux":
        with suppress(OSError):  # not every file system has them, and some need privileges
            for name in os.listxattr(path, follow_symlinks=False):
                with suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(path, name, follow_symlinks=False))
