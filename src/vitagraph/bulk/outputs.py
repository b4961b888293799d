"""The lines of an export, whatever it was written as."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vitagraph.errors import UsageError


def lines_of(folder: str) -> Iterator[str]:
    """All lines of the parts of an export, in order. Raises UsageError where the folder holds none, or an unfinished one."""
    root = Path(folder)
    if not (root / "manifest.json").is_file():
        raise UsageError(f"{folder}: this folder holds no finished export; run vitagraph bulk export first, or to its end")
    for path in sorted(root.glob("part-*")):
        if path.suffix == ".parquet":
            yield from _rows(path)
        else:
            with _opened(path) as file:
                yield from (line.decode() for line in file)


def _opened(path: Path) -> Any:
    if path.suffix == ".gz":
        return gzip.open(path)
    if path.suffix == ".zst":
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        return zstd.open(path)
    return path.open("rb")


def _rows(path: Path) -> Iterator[str]:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches():
            for row in batch.to_pylist():
                yield f"{row['subject']} {row['predicate']} {row['object']} {row['graph']} .\n"
