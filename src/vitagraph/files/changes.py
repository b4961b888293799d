"""Files of a user, changed together or not at all, unless another process changed them meanwhile.

A lock excludes other processes of vitagraph; changes by an editor are found by comparison. While several files are replaced, a
journal beside them has their new contents, so that the next run completes the change after a kill.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from vitagraph.errors import DataError, Place, Problem, UsageError
from vitagraph.files.contents import Content, content, is_between, is_shared, put
from vitagraph.files.journal import JOURNAL, complete, note
from vitagraph.files.locks import locked
from vitagraph.files.parts import sweep


@contextmanager
def changing(target: str) -> Iterator[None]:
    """Locks a file, or the files of a folder, while they are read and changed; completes the change of a killed run.

    Raises UsageError where another process holds the lock for too long, or the journal of a killed run cannot be used.
    """
    path = Path(target)
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():  # the reader reports it
        yield
        return
    with locked(folder):
        sweep(folder, {JOURNAL, *(file.name for file in folder.iterdir())} if path.is_dir() else {JOURNAL, path.name})
        complete(folder)
        yield


def change(changes: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Changes files of one folder: path -> content before (b"" where there is no file) and after.

    Raises DataError where a file has another content than before, UsageError where one cannot be written; then no file is changed.
    """
    if not changes:
        return
    found = {Path(path): _compared(Path(path), before) for path, (before, _) in changes.items()}
    expected = {Path(path): after for path, (_, after) in changes.items()}
    folder = next(iter(expected)).parent
    done: list[Path] = []
    try:
        sweep(folder, {path.name for path in expected})
        if len(expected) > 1 or any(map(is_shared, expected)):
            note(folder, {path: (found[path], after) for path, after in expected.items()})
        for path, after in expected.items():
            _compared(path, found[path] or b"")
            done.append(path)
            put(path, after)
        (folder / JOURNAL).unlink(missing_ok=True)
    except BaseException as error:
        undone = _undo(folder, {path: (found[path], expected[path]) for path in done})
        if isinstance(error, OSError):
            advice = "nothing was changed" if undone else "run this again to go on"
            where = f"{error.filename or folder}: cannot be written ({error.strerror})"
            raise UsageError(f"{where}; check the folder, its permissions and the space on the disk; {advice}") from None
        raise


def _compared(path: Path, before: bytes) -> Content:
    """The content of a file. Raises DataError if it differs from what was read before."""
    if path.exists() and not path.is_file():
        raise UsageError(f"{path}: this is not a regular file, and cannot be changed; name a regular file")
    now = content(path)
    if (now or b"") != before:
        message = "another process changed this file meanwhile, and it is not overwritten; run this again"
        raise DataError([Problem(Place(str(path)), message)])
    return now


def _undo(folder: Path, changes: Mapping[Path, tuple[Content, Content]]) -> bool:
    """Restores the contents of files. Returns False if that fails; then the journal stays for the next run."""
    try:
        for path, (before, after) in changes.items():
            now = content(path)
            if now != before and is_between(now, before, after):
                put(path, before)
        (folder / JOURNAL).unlink(missing_ok=True)
    except OSError:
        return False
    return True
