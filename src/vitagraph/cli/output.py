"""Writing: a file appears whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from vitagraph.errors import UsageError


def write(text: str | Iterable[str], output: str) -> None:
    """Writes UTF-8 text, whole or in pieces, to standard output (`-`) or to a file, which is replaced in one step.

    Raises UsageError where the file cannot be written.
    """
    write_bytes((piece.encode("utf-8") for piece in ((text,) if isinstance(text, str) else text)), output)


def write_bytes(data: Iterable[bytes], output: str) -> None:
    """Writes bytes in pieces, as `write` does."""
    if output == "-":
        if sys.stdout is None:
            raise UsageError("standard output is closed; name a file with --output")
        stream = sys.stdout.buffer
        stream.writelines(data)
        stream.flush()
        return
    path = Path(output)
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as device:  # a device or a pipe cannot be replaced
                device.writelines(data)
        else:
            _replace(path.resolve() if path.is_symlink() else path, data)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); check the folder and its permissions") from None


def write_files(files: Mapping[str, bytes]) -> None:
    """Writes files by their path, all of them or none; a symbolic link stays one. Raises UsageError where one cannot be written."""
    parts: dict[Path, Path] = {}
    done: dict[Path, bytes | None] = {}
    try:
        for path, data in files.items():
            real = Path(path).resolve()
            parts[real] = _written_beside(real, [data], lasting=True)
        for real, part in parts.items():
            done[real] = real.read_bytes() if real.exists() else None
            part.replace(real)
    except BaseException as error:
        for part in parts.values():
            part.unlink(missing_ok=True)
        for real, before in done.items():
            real.write_bytes(before) if before is not None else real.unlink(missing_ok=True)
        if isinstance(error, OSError):
            where = error.filename or "a file"
            message = f"{where}: cannot be written ({error.strerror}); check the folder and its permissions; nothing was changed"
            raise UsageError(message) from None
        raise


#: in a folder that vitagraph wrote, the list of what it wrote there
_LIST = ".vitagraph-files"


def write_folder(files: Mapping[str, bytes], folder: str) -> tuple[int, int]:
    """Writes files by their path in a folder; those of a former run that are no longer among them go. How many were written, and removed.

    Files that are as they should be are left alone. Raises UsageError where the folder holds anything vitagraph did not
    write, or cannot be written.
    """
    root = Path(folder)
    try:
        before = _written_before(root)
        changed = [path for path, data in files.items() if not _holds(root / path, data)]
        for parent in {(root / path).parent for path in changed} | {root}:
            parent.mkdir(parents=True, exist_ok=True)
        for path in changed:
            _replace(root / path, [files[path]], lasting=False)
        gone = [path for path in before if path not in files and (root / path).is_file()]
        for path in gone:
            (root / path).unlink()
        _replace(root / _LIST, (f"{path}\n".encode() for path in files))
    except OSError as error:
        raise UsageError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); check the folder and its permissions"
        ) from None
    return len(changed), len(gone)


def _written_before(root: Path) -> list[str]:
    """What a former run wrote into a folder."""
    if (root / _LIST).is_file():
        return (root / _LIST).read_text(encoding="utf-8").splitlines()
    if root.is_dir() and any(root.iterdir()):
        raise UsageError(f"{root}: this folder holds files that vitagraph did not write; name a new or an empty folder")
    return []


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _replace(path: Path, data: Iterable[bytes], lasting: bool = True) -> None:
    """Replaces a file in one step; `lasting` where it must outlive a power cut."""
    _written_beside(path, data, lasting).replace(path)


def _written_beside(path: Path, data: Iterable[bytes], lasting: bool) -> Path:
    """A file of another name that is to take the place of this one."""
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        with temporary.open("xb") as file:
            if path.exists():
                temporary.chmod(path.stat().st_mode & 0o7777)
            file.writelines(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
