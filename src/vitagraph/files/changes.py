"""Files of a user, changed together or not at all, unless somebody else changed them meanwhile.

A lock keeps other processes of vitagraph out; what an editor saves is seen by comparing. While several files are replaced, a
journal beside them says what they are to become, so that the next run goes on after a kill.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from vitagraph.errors import DataError, Place, Problem, UsageError
from vitagraph.files.contents import Content, content, is_between, is_shared, put
from vitagraph.files.journal import JOURNAL, heal, note
from vitagraph.files.locks import locked
from vitagraph.files.parts import sweep


@contextmanager
def changing(target: str) -> Iterator[None]:
    """Locks a file, or the files of a folder, from before they are read until they are changed; ends what a killed run left undone.

    Raises UsageError where another process holds the lock for too long, or the journal of a killed run cannot be used.
    """
    path = Path(target)
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():  # reading says so
        yield
        return
    with locked(folder):
        sweep(folder, {JOURNAL, *(file.name for file in folder.iterdir())} if path.is_dir() else {JOURNAL, path.name})
        heal(folder)
        yield


def change(changes: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Changes files of one folder: path -> content before (b"" where there is no file) and after.

    Raises DataError where a file holds something else than before, UsageError where one cannot be written; then none is changed.
    """
    if not changes:
        return
    found = {Path(path): _compared(Path(path), before) for path, (before, _) in changes.items()}
    wanted = {Path(path): after for path, (_, after) in changes.items()}
    folder = next(iter(wanted)).parent
    done: list[Path] = []
    try:
        sweep(folder, {path.name for path in wanted})
        if len(wanted) > 1 or any(map(is_shared, wanted)):
            note(folder, {path: (found[path], after) for path, after in wanted.items()})
        for path, after in wanted.items():
            _compared(path, found[path] or b"")
            done.append(path)
            put(path, after)
        (folder / JOURNAL).unlink(missing_ok=True)
    except BaseException as error:
        undone = _undo(folder, {path: (found[path], wanted[path]) for path in done})
        if isinstance(error, OSError):
            advice = "nothing was changed" if undone else "run this again to go on"
            where = f"{error.filename or folder}: cannot be written ({error.strerror})"
            raise UsageError(f"{where}; check the folder, its permissions and the space on the disk; {advice}") from None
        raise


def _compared(path: Path, before: bytes) -> Content:
    """What a file holds. Raises DataError where that is not what was read before."""
    if path.exists() and not path.is_file():
        raise UsageError(f"{path}: this is no regular file, and cannot be changed; name one")
    now = content(path)
    if (now or b"") != before:
        message = "this file was changed while vitagraph worked on it, and is left as it is; run this again"
        raise DataError([Problem(Place(str(path)), message)])
    return now


def _undo(folder: Path, changes: Mapping[Path, tuple[Content, Content]]) -> bool:
    """Gives files their content before; False where that fails, and the journal stays for the next run."""
    try:
        for path, (before, after) in changes.items():
            now = content(path)
            if now != before and is_between(now, before, after):
                put(path, before)
        (folder / JOURNAL).unlink(missing_ok=True)
    except OSError:
        return False
    return True
