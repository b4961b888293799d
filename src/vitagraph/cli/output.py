"""Writing: a file appears whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from vitagraph.errors import UsageError


def write(text: str, output: str) -> None:
    """Writes UTF-8 text to standard output (`-`) or to a file, which is replaced in one step.

    Raises UsageError where the file cannot be written.
    """
    data = text.encode("utf-8")
    if output == "-":
        stream = sys.stdout.buffer
        stream.write(data)
        stream.flush()
        return
    path = Path(output)
    try:
        _replace(path.resolve() if path.is_symlink() else path, data)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); check the folder and its permissions") from None


def _replace(path: Path, data: bytes) -> None:
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a device or a pipe cannot be replaced
        return
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
