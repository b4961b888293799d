"""What this machine loaded last into a store, so that what is the same since need not be read again."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from errno import ENOENT
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from vitagraph.errors import UsageError
from vitagraph.terms import Term

_TABLE = """
    CREATE TABLE IF NOT EXISTS loads (
        store TEXT, document TEXT, source TEXT, graphs TEXT,
        PRIMARY KEY (store, document)
    );
    CREATE INDEX IF NOT EXISTS sources ON loads (store, source);
"""


class Load(NamedTuple):
    """A load that was read back and found whole: the CV's address, and each graph's number of triples."""

    document: str
    graphs: Mapping[Term, int]


def _opened(folder: Path | None) -> sqlite3.Connection:
    if folder is None:
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return _prepared(sqlite3.connect(folder / "loads.sqlite", isolation_level=None))


def _prepared(file: sqlite3.Connection) -> sqlite3.Connection:
    file.executescript(_TABLE)
    return file


class Loads:
    """The last load of every CV into one store, kept in a file of SQLite.

    It says nothing of what others do to the store: that is for the store to tell. Raises UsageError where the file cannot
    be used and `needed`; otherwise such loads are forgotten when this object is.
    """

    def __init__(self, folder: Path | None, store: str, needed: bool = False) -> None:
        self._store = store
        try:
            self._file = _opened(folder)
        except (OSError, sqlite3.Error) as error:
            if needed:
                message = f"{folder or 'no home folder'}: what was loaded cannot be kept there ({error})"
                raise UsageError(f"{message}; let XDG_STATE_HOME name a folder that can be written, or leave --quick out") from None
            self._file = _prepared(sqlite3.connect(":memory:", isolation_level=None))

    def last(self, source: str) -> Load | None:
        """The load of a source with this digest, if no other of its CV came after it."""
        row = self._file.execute("SELECT document, graphs FROM loads WHERE store = ? AND source = ?", (self._store, source)).fetchone()
        return Load(row[0], json.loads(row[1])) if row else None

    def keep(self, source: str, load: Load) -> None:
        """Notes a load."""
        self._file.execute("REPLACE INTO loads VALUES (?, ?, ?, ?)", (self._store, load.document, source, json.dumps(load.graphs)))

    def forget(self, document: str) -> None:
        """Whatever was loaded of a CV, it may be otherwise from now on."""
        self._file.execute("DELETE FROM loads WHERE store = ? AND document = ?", (self._store, document))


def digest(files: Sequence[tuple[str, bytes]], include: Iterable[str] = ()) -> str:
    """SHA-256 of all that decides what a load makes of files: their bytes, the graphs included, the version of vitagraph."""
    found = hashlib.sha256(f"{version('vitagraph')} {' '.join(sorted(include))}\n".encode())
    for _, data in files:
        found.update(b"%d\n" % len(data))
        found.update(data)
    return found.hexdigest()
