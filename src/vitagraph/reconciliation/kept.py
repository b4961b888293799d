"""Files in `.vitagraph/`, the folder beside the records of a CV for what is no record: it appears in no graph and no output."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from vitagraph.errors import UsageError
from vitagraph.files.parts import replace, sweep

_FOLDER = ".vitagraph"


def path_of(target: str, name: str) -> Path:
    """The file with a name for a CV: in its folder, or beside a CV of one file. Raises UsageError for a link in its place."""
    folder = Path(target) if Path(target).is_dir() else Path(target).parent
    path = folder / _FOLDER / name
    if link := next((one for one in (path.parent, path) if one.is_symlink()), None):
        raise UsageError(f"{link}: this is a symbolic link, which may lead to files of others; replace it by what it leads to")
    return path


def write(path: Path, text: str) -> None:
    """Writes such a file in one step. Raises UsageError where it cannot be written."""
    try:
        path.parent.mkdir(exist_ok=True)
        with suppress(OSError):
            sweep(path.parent, {path.name})
        replace(path, [text.encode()])
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); check the folder and its permissions") from None
