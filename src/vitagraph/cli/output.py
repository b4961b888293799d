"""Writing to standard output or to a file, which appears whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from vitagraph.errors import UsageError
from vitagraph.files import replace, sweep


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
            return
        real = path.resolve() if path.is_symlink() else path
        sweep(real.parent, {real.name})
        replace(real, data)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); check the folder and its permissions") from None
