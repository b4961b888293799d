"""A local Oxigraph store on disk, without a server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vitagraph.errors import StoreError
from vitagraph.rdf.terms import Term
from vitagraph.stores.changes import Change
from vitagraph.stores.contents import Contents, contents
from vitagraph.stores.types import StoreType
from vitagraph.stores.updates import update_of

#: why a store cannot be opened; what to do
IN_USE = "another process has it open; end that process first"
#: a file in the folder of a store that has public facts only, without named graphs (`vitagraph bulk load --public-only`)
PUBLIC_ONLY = "PUBLIC_ONLY"


def is_public_only(folder: str) -> bool:
    """Whether the store in a folder has public facts only, without named graphs."""
    return Path(folder, PUBLIC_ONLY).is_file()


class LocalStore:
    """A store that pyoxigraph keeps in a folder. One process at a time writes; an update is a transaction."""

    atomic = True

    def __init__(self, folder: str, create: bool = True) -> None:
        """Opens the store, and creates it if it does not exist. Raises StoreError where it cannot be opened."""
        import pyoxigraph

        self.name = f"the store in {folder}"
        if not create and not Path(folder).is_dir():
            raise StoreError(f"{folder}: there is no store; load something into it first")
        if (path := Path(folder)).is_dir() and any(path.iterdir()) and not (path / "CURRENT").exists():
            raise StoreError(f"{folder}: this folder holds other files and no store; name an empty or a new one")
        if is_public_only(folder):
            instead = "create it again with `vitagraph bulk load`: with --public-only and --replace, or without them to change single CVs"
            raise StoreError(f"{folder}: this store has public facts only, without the graphs of each CV, and is only read; {instead}")
        try:
            self._store = pyoxigraph.Store(folder)
        except (OSError, ValueError, RuntimeError) as error:
            why = IN_USE if "lock" in str(error) else f"{error}; check the folder"
            raise StoreError(f"{folder}: the store cannot be opened: {why}") from None

    def read(self, graph: Term, expected: Contents | None = None) -> Contents:
        """All triples of a graph."""
        from pyoxigraph import NamedNode

        try:
            quads = self._store.quads_for_pattern(None, None, None, NamedNode(graph[1:-1]))
            return contents((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)
        except OSError as error:
            raise StoreError(f"{self.name}: {error}; check the disk") from None

    def count(self, graph: Term) -> int:
        """The number of triples in a graph."""
        found: Any = self._store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        return int(next(found)["n"].value)

    def replace(self, changes: Sequence[Change]) -> None:
        """Replaces all graphs in one transaction, which is on the disk when this returns."""
        try:
            self._store.update(update_of(changes))
            self._store.flush()
        except (OSError, ValueError, RuntimeError) as error:
            raise StoreError(f"{self.name}: {error}; check the space on the disk") from None

    def remove_staged(self, graph: Term) -> None:
        """Does nothing: an interrupted transaction leaves nothing behind."""


STORE = StoreType(
    name="local",
    order=0,
    label="local store (Oxigraph on disk)",
    replacement="as Oxigraph",
    after_failure="old or new",
    limits="one process at a time writes",
    tested="the real store",
    root="",
    open_folder=LocalStore,
)
