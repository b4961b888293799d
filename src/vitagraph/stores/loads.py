"""What was loaded last into a store, so that what is the same since need not be read again.

A note of it is kept in a file of SQLite. It says nothing of what others do to the store: that is for the store to tell.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from vitagraph.errors import UsageError
from vitagraph.rdf.terms import Term

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


class Loads:
    """The last load of every CV into one store.

    Raises UsageError where the file is there and cannot be used, since what it says would become wrong; and where it cannot be
    made and is `needed`, else what is loaded is forgotten when this object is.
    """

    def __init__(self, folder: Path | None, store: str, needed: bool = False) -> None:
        self._store = store
        self._path = folder and folder / "loads.sqlite"
        try:
            if folder:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            elif needed:
                raise UsageError("there is no home folder to note in what was loaded; let XDG_STATE_HOME name a folder")
            self._file = _opened(str(self._path or ":memory:"))
        except (OSError, sqlite3.Error) as error:
            if needed or (self._path and os.access(self._path, os.F_OK)):
                raise self._unusable(error) from None
            self._file = _opened(":memory:")

    def last(self, source: str) -> Load | None:
        """The load of a source with this digest, if no other of its CV came after it."""
        try:
            row = self._file.execute("SELECT document, graphs FROM loads WHERE store = ? AND source = ?", (self._store, source)).fetchone()
        except sqlite3.Error:
            return None
        return Load(row[0], json.loads(row[1])) if row else None

    def begin(self, document: str, source: str) -> str:
        """From now on a CV may be otherwise in this store, and in every other from whose last load it differs; a token of this load.

        A store may be known by several addresses, so that a load through one must be heard of at the others.
        """
        token = secrets.token_hex()
        self._change("DELETE FROM loads WHERE document = ? AND (store = ? OR source <> ?)", document, self._store, source)
        self._change("INSERT INTO loads VALUES (?, ?, ?, '{}')", self._store, document, token)
        return token

    def keep(self, token: str, source: str, load: Load) -> None:
        """Notes that a load ended well, if none of the same CV began since."""
        with suppress(UsageError):  # without the note the CV is read again next time
            self._change("UPDATE loads SET source = ?, graphs = ? WHERE source = ?", source, json.dumps(load.graphs), token)

    def forget(self, document: str) -> None:
        """A CV is no more, or may be no more, in whatever store."""
        self._change("DELETE FROM loads WHERE document = ?", document)

    def forget_all(self) -> None:
        """The store is another one."""
        self._change("DELETE FROM loads WHERE store = ?", self._store)

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def _change(self, statement: str, *values: str) -> None:
        try:
            self._file.execute(statement, values)
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def _unusable(self, error: Exception) -> UsageError:
        instead = "delete it, or let XDG_STATE_HOME name a folder that can be written"
        return UsageError(f"{self._path}: what was loaded cannot be noted there ({error}); {instead}")


def _opened(file: str) -> sqlite3.Connection:
    opened = sqlite3.connect(file, timeout=60, isolation_level=None)
    try:
        opened.executescript(_TABLE)
    except sqlite3.Error:
        opened.close()
        raise
    return opened


def digest(files: Sequence[tuple[str, bytes]], include: Iterable[str] = ()) -> str:
    """SHA-256 of all that decides what a load makes of files: their bytes, the graphs included, vitagraph itself."""
    found = hashlib.sha256(f"{_program()} {' '.join(sorted(include))}\n".encode())
    for _, data in files:
        found.update(b"%d\n" % len(data))
        found.update(data)
    return found.hexdigest()


@cache
def _program() -> str:
    """The version of vitagraph, and its code, which may change without it where it is developed."""
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        code.update(path.read_bytes())
    return f"{version('vitagraph')} {code.hexdigest()}"
