"""Writing: a file appears whole or not at all."""

from __future__ import annotations

import os
import sys
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
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o7777)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
