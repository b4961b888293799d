"""A folder with a list of the files that vitagraph wrote to it: only these are replaced or removed.

During a run the list has the names of the previous run and of this one, so that the next run knows all files that an interrupted run
may have left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext, suppress
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from vitagraph.errors import UsageError
from vitagraph.files.budget import read_bytes
from vitagraph.files.inside import in_the_way
from vitagraph.files.locks import locked
from vitagraph.files.parts import replace, stat_of_regular, sweep

LIST = ".vitagraph-files"
_MOST_SHOWN = 5
#: bytes of changed files that wait in memory, and of a piece of a file
_LARGEST_IN_MEMORY, _PIECE = 1 << 22, 1 << 20
#: the content of a file, as a whole or in pieces
Content = bytes | Iterator[bytes]


class Written(NamedTuple):
    """What a call of `write_folder` did: the numbers of files written and removed, of all files, and of their bytes."""

    written: int
    removed: int
    files: int
    size: int


def write_folder(files: Iterable[tuple[str, Content]], folder: str) -> Written:
    """Writes files by their path in a folder, and removes other files of earlier runs.

    Files with the right content are not written. Raises UsageError, and changes nothing, where a file that vitagraph did not write is
    in the place of one, where the list names paths outside the folder, or where the folder cannot be written.
    """
    from tempfile import SpooledTemporaryFile

    root = Path(folder)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with locked(root), SpooledTemporaryFile(_LARGEST_IN_MEMORY, dir=str(root)) as spool:
            return _written(files, root, spool)
    except OSError as error:
        raise UsageError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); check the folder, its permissions and the space on the disk"
        ) from None


def _written(files: Iterable[tuple[str, Content]], root: Path, spool: IO[bytes]) -> Written:
    """Keeps what changes in the spool until all files are known: an error in a later file leaves the folder as it was."""
    sweep(root, {LIST})
    before = _listed(root)
    sizes: dict[str, int] = {}
    changed: dict[str, int] = {}  # path -> where its content begins in the spool
    end = 0
    for path, content in files:
        spool.seek(end)
        same, sizes[path] = _spooled(root / path, content, spool)
        changed.pop(path, None)
        if not same:
            changed[path] = end
            end += sizes[path]
        del content  # or it would stay in memory while the next one is made
    _check(root, sizes, before, changed)
    gone = sorted(before - sizes.keys())
    if changed or gone:
        _list(root, sorted(before | sizes.keys()))
    _sweep_all(root, before | sizes.keys())
    removed = sum(_remove(root, path) for path in gone)
    for parent in {(root / path).parent for path in changed}:
        parent.mkdir(parents=True, exist_ok=True)
    for path, start in changed.items():
        spool.seek(start)
        replace(root / path, _read(spool, sizes[path]), lasting=False)
    _list(root, sizes)
    return Written(len(changed), removed, len(sizes), sum(sizes.values()))


def _spooled(path: Path, content: Content, spool: IO[bytes]) -> tuple[bool, int]:
    """Writes content to the spool; whether the file has the same already, and the number of bytes."""
    is_there, size = stat_of_regular(path) is not None, 0
    with path.open("rb") if is_there else nullcontext() as file:
        same = file is not None
        for piece in [content] if isinstance(content, bytes) else content:
            spool.write(piece)
            size += len(piece)
            same = same and file is not None and file.read(len(piece)) == piece
        return same and file is not None and not file.read(1), size


def _read(spool: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0:
        piece = spool.read(min(size, _PIECE))
        size -= len(piece)
        yield piece


def _listed(root: Path) -> set[str]:
    """The names in the list of an earlier run. Raises UsageError where a folder with files has no list, or a malformed one."""
    if stat_of_regular(root / LIST) is None:
        if any(root.iterdir()):
            raise UsageError(f"{root}: this folder holds files that vitagraph did not write; name a new or an empty folder")
        return set()
    try:
        return {name for name in read_bytes(root / LIST).decode().split("\n") if name}
    except UnicodeDecodeError:
        raise UsageError(f"{root / LIST}: this is not a list of files that vitagraph wrote; name a new folder") from None


def _check(root: Path, files: Mapping[str, int], before: set[str], changed: Iterable[str]) -> None:
    """Raises UsageError where a name is outside the folder, or the place of a file is occupied."""
    wrong = sorted({f"{root / LIST}: {one}" if one[0] in "'\"" else one for one in in_the_way(root, sorted(before | files.keys()))})
    wrong += [
        f"{root / path}: vitagraph did not write this file; move it elsewhere, or name a new folder"
        for path in changed
        if path not in before and stat_of_regular(root / path) is not None
    ]
    if wrong:
        more = [f"and {len(wrong) - _MOST_SHOWN} more"] if len(wrong) > _MOST_SHOWN else []
        raise UsageError("\n".join([*wrong[:_MOST_SHOWN], *more, "nothing was changed"]))


def _holds(path: Path, data: bytes) -> bool:
    found = stat_of_regular(path)
    return found is not None and found.st_size == len(data) and path.read_bytes() == data


def _list(root: Path, names: Iterable[str]) -> None:
    text = "".join(f"{name}\n" for name in names).encode()
    if not _holds(root / LIST, text):
        replace(root / LIST, [text])


def _sweep_all(root: Path, paths: Iterable[str]) -> None:
    """Removes the files that killed runs left beside these paths."""
    split = sorted((str(path.parent), path.name) for path in map(PurePosixPath, paths))
    for folder, inside in groupby(split, key=lambda pair: pair[0]):
        sweep(root / folder, {name for _, name in inside})


def _remove(root: Path, path: str) -> bool:
    """Removes a file, and the folders that are then empty. Returns whether it existed."""
    is_there = stat_of_regular(root / path) is not None
    (root / path).unlink(missing_ok=True)
    for parent in list(PurePosixPath(path).parents)[:-1]:
        with suppress(OSError):  # it has other files, or does not exist
            (root / parent).rmdir()
    return is_there
