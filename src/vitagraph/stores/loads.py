"""The record of the last loads into a store, so that unchanged CVs need not be read back.

It is kept in an SQLite file. It does not record what other machines and programs change in the store.
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
    """A complete load: the IRI of the CV's document, and the number of triples in each graph."""

    document: str
    graphs: Mapping[Term, int]


class Loads:
    """The last load of every CV into one store.

    Raises UsageError where the file exists and cannot be used, as it would become wrong; and where it cannot be created and is
    `needed`. If it is not needed, the loads are kept in memory only.
    """

    def __init__(self, folder: Path | None, store: str, needed: bool = False) -> None:
        self._store = store
        self._path = folder and folder / "loads.sqlite"
        try:
            if folder:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            elif needed:
                raise UsageError("there is no folder in which to record loads; set XDG_STATE_HOME to a folder")
            self._file = _opened(str(self._path or ":memory:"))
        except (OSError, sqlite3.Error) as error:
            if needed or (self._path and os.access(self._path, os.F_OK)):
                raise self._unusable(error) from None
            self._file = _opened(":memory:")

    def last(self, source: str) -> Load | None:
        """The load of a source with this digest, unless a later load of the same CV was recorded."""
        try:
            row = self._file.execute("SELECT document, graphs FROM loads WHERE store = ? AND source = ?", (self._store, source)).fetchone()
        except sqlite3.Error:
            return None
        return Load(row[0], json.loads(row[1])) if row else None

    def begin(self, document: str, source: str) -> str:
        """Records that a load of a CV begins, and returns a token of this load.

        Until `keep`, the CV counts as not loaded here, and in every store whose last load of it had another digest: one store may
        have several addresses.
        """
        token = secrets.token_hex()
        self._change("DELETE FROM loads WHERE document = ? AND (store = ? OR source <> ?)", document, self._store, source)
        self._change("INSERT INTO loads VALUES (?, ?, ?, '{}')", self._store, document, token)
        return token

    def keep(self, token: str, source: str, load: Load) -> None:
        """Records that a load is complete, unless another load of the same CV began since."""
        with suppress(UsageError):  # without the record, the CV is read back next time
            self._change("UPDATE loads SET source = ?, graphs = ? WHERE source = ?", source, json.dumps(load.graphs), token)

    def keep_all(self, loads: Iterable[tuple[str, Load]]) -> None:
        """Records complete loads, each with the digest of its source, all or none."""
        self._change("BEGIN")
        try:
            for source, load in loads:
                self._change(
                    "INSERT OR REPLACE INTO loads VALUES (?, ?, ?, ?)", self._store, load.document, source, json.dumps(load.graphs)
                )
            self._change("COMMIT")
        except BaseException:
            self._file.rollback()
            raise

    def forget(self, document: str) -> None:
        """Removes a CV's loads into all stores."""
        self._change("DELETE FROM loads WHERE document = ?", document)

    def forget_all(self) -> None:
        """Removes all loads into this store, which is replaced."""
        self._change("DELETE FROM loads WHERE store = ?", self._store)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _change(self, statement: str, *values: str) -> None:
        try:
            self._file.execute(statement, values)
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def _unusable(self, error: Exception) -> UsageError:
        instead = "delete it, or set XDG_STATE_HOME to a folder that can be written"
        return UsageError(f"{self._path}: loads cannot be recorded there ({error}); {instead}")


def _opened(file: str) -> sqlite3.Connection:
    opened = sqlite3.connect(file, timeout=60, isolation_level=None)
    try:
        opened.executescript(_TABLE)
    except sqlite3.Error:
        opened.close()
        raise
    return opened


def digest(files: Sequence[tuple[str, bytes]], include: Iterable[str] = ()) -> str:
    """SHA-256 of all that determines what is loaded: the bytes of the files, the graphs included, vitagraph's version and code."""
    found = hashlib.sha256(f"{_program()} {' '.join(sorted(include))}\n".encode())
    for _, data in files:
        found.update(b"%d\n" % len(data))
        found.update(data)
    return found.hexdigest()


@cache
def _program() -> str:
    """The version of vitagraph and a digest of its code, which changes without the version during development."""
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        code.update(path.read_bytes())
    return f"{version('vitagraph')} {code.hexdigest()}"
