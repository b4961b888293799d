"""Names that stay inside a folder. A list of names in a folder is untrusted input."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from vitagraph.patterns import regex

#: a drive (`C:`), a backslash, a control character, a surrogate that stands for no byte of a name (PEP 383)
_FOREIGN = regex(r"^[A-Za-z]:|[\\\x00-\x1f\x7f\ud800-\udc7f\udd00-\udfff]")


def is_inside(name: str) -> bool:
    """Whether a name is a relative path with forward slashes that stays below its start."""
    return bool(name) and not _FOREIGN.search(name) and not {"", ".", ".."} & set(name.split("/"))


def in_the_way(root: Path, names: Iterable[str]) -> Iterator[str]:
    """The obstacles to writing or removing files with these names in a folder: `NAME: what; what instead`, one for each name."""
    checked: dict[PurePosixPath, str] = {PurePosixPath(): ""}
    for name in names:
        if not is_inside(name):
            yield f"{name!r}: this name leads out of the folder; delete the line, or name a new folder"
        elif wrong := _folder(root, PurePosixPath(name).parent, checked) or _state(root / name, stat.S_ISREG, "file"):
            yield wrong


def _folder(root: Path, folder: PurePosixPath, checked: dict[PurePosixPath, str]) -> str:
    """The problem of a folder below the root, or of one of its parents; "" if there is none."""
    if folder not in checked:
        checked[folder] = _folder(root, folder.parent, checked) or _state(root / folder, stat.S_ISDIR, "folder")
    return checked[folder]


def _state(path: Path, is_right: Callable[[int], bool], kind: str) -> str:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return ""
    if is_right(mode):
        return ""
    found = "symbolic link" if stat.S_ISLNK(mode) else "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "device"
    return f"{path}: this is a {found}, and no {kind} of vitagraph's; move it elsewhere, or name a new folder"
