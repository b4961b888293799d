"""Where an export or an input is: a folder of this machine, or objects of a store with a common prefix.

Files in it have names without folders. A file appears when it is complete, or not at all.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol

from vitagraph.bulk import buckets
from vitagraph.files import locked, part_of, sweep
from vitagraph.files.budget import open_stream
from vitagraph.files.parts import stat_of_regular


class Written(Protocol):
    """A file that is being written: write to `file`, then `put` it in its place."""

    file: IO[bytes]

    def put(self, lasting: bool = True) -> None:
        """Puts the file in its place, in one step; with `lasting` it survives a power failure."""


class Storage(Protocol):
    """Files with names."""

    def names(self) -> list[str]:
        """The names of everything in it."""
        ...

    def size(self, name: str) -> int | None:
        """The bytes of a file; None where there is none."""
        ...

    def open(self, name: str) -> IO[bytes]:
        """A file as a stream."""
        ...

    def writing(self, name: str) -> AbstractContextManager[Written]:
        """A file that is being written."""
        ...

    def remove(self, names: Iterable[str]) -> None:
        """Removes files, also those that do not exist."""

    def begun(self, names: Container[str]) -> AbstractContextManager[None]:
        """Creates it, excludes other processes from it where that is possible, and removes unfinished files with some names."""
        ...

    def sweep(self, names: Container[str]) -> None:
        """Removes unfinished files with some names."""

    def end(self) -> None:
        """Removes the storage itself, if it is empty."""


class Directory:
    """A folder of this machine, or of a file system that all machines of a cluster share."""

    def __init__(self, path: str) -> None:
        self._root = Path(path)

    def names(self) -> list[str]:
        """The names of everything in it."""
        return [path.name for path in self._root.iterdir()]

    def size(self, name: str) -> int | None:
        """The bytes of a regular file, which is no link; None where there is none."""
        found = stat_of_regular(self._root / name)
        return found.st_size if found else None

    def open(self, name: str) -> IO[bytes]:
        """A file as a stream."""
        return (self._root / name).open("rb")

    def writing(self, name: str) -> AbstractContextManager[Written]:
        """A file that is being written."""
        return part_of(self._root / name)

    def remove(self, names: Iterable[str]) -> None:
        """Removes files, also those that do not exist."""
        for name in names:
            (self._root / name).unlink(missing_ok=True)

    @contextmanager
    def begun(self, names: Container[str]) -> Iterator[None]:
        """Creates the folder and locks it, and removes unfinished files with some names."""
        self._root.mkdir(parents=True, exist_ok=True)
        with locked(self._root, wait=0):
            self.sweep(names)
            yield

    def sweep(self, names: Container[str]) -> None:
        """Removes unfinished files with some names."""
        sweep(self._root, names)

    def end(self) -> None:
        """Removes the folder, if it is empty."""
        with suppress(OSError):
            self._root.rmdir()


def storage(address: str) -> Storage:
    """The storage at an address. Raises UsageError for an address of another kind."""
    return buckets.Bucket(address) if buckets.is_address(address) else Directory(address)


def stream_of(source: str) -> IO[bytes]:
    """An input as a stream. Raises UsageError where it cannot be opened, StoreError where an object store fails."""
    return buckets.stream(source) if buckets.is_address(source) else open_stream(source)


def replace(place: Storage, name: str, data: Iterable[bytes]) -> None:
    """Replaces the content of a file in one step."""
    with place.writing(name) as part:
        part.file.writelines(data)
        part.put(lasting=False)


def read(place: Storage, name: str) -> bytes:
    """The content of a file that vitagraph wrote."""
    with place.open(name) as file:
        return file.read()
