"""Exports -> a local store. Its named graphs are those of `vitagraph load`, which can change single CVs in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from vitagraph.bulk.formats import FORMATS, with_named_graphs
from vitagraph.bulk.outputs import Export, finished
from vitagraph.errors import DataError, Place, Problem, UsageError
from vitagraph.rdf.sources import unreadable
from vitagraph.stores.links import Links
from vitagraph.stores.store_folder import staged_folder

if TYPE_CHECKING:
    import pyoxigraph

#: called for every file with its name, its number of quads, its size in bytes
Watch = Callable[[str, int, int], None]
_DESCRIPTION = "#graph/meta"
_PIECE = 1 << 20
# CVs with the same address give different numbers of triples.
_ADDRESSED_TWICE = """
SELECT DISTINCT ?document WHERE { GRAPH ?meta { ?public <http://rdfs.org/ns/void#triples> ?one, ?other } FILTER(?one < ?other)
  BIND(STRBEFORE(STR(?meta), "#graph/") AS ?document) } ORDER BY ?document LIMIT 5"""


def load(folders: Sequence[str], path: str, replace: bool, watch: Watch, links: str | None = None) -> list[Export]:
    """Creates a store from finished exports and a file of links between their CVs, and returns the exports.

    Raises UsageError where a folder holds no export with named graphs, or `path` cannot hold a store; DataError where a file was
    changed after the export, or two CVs have the same address; StoreError where a store is in use, or the disk fails.
    """
    exports = [finished(folder) for folder in folders]
    _check(exports, path)
    linked = [Path(links)] if links and Links(links) else []
    with staged_folder(path, replace) as folder:
        described, twice = _filled(folder, exports, watch, linked)
        if described < (count := sum(export.cvs for export in exports)):
            listed = f" (twice: {', '.join(twice)})" if twice else ""
            message = f"{count:,} CVs have {described:,} addresses{listed}, and their facts would be mixed"
            raise DataError([Problem(Place(folders[0]), f"{message}; give each its own, and export again")])
    return exports


def _check(exports: Sequence[Export], path: str) -> None:
    """Raises UsageError for exports that cannot be loaded, DataError for files that were changed."""
    target = Path(path).resolve()
    folders = [Path(export.address).resolve() for export in exports]
    for export, folder in zip(exports, folders, strict=True):
        if not FORMATS[export.format].named_graphs:
            known = " or ".join(with_named_graphs())
            raise UsageError(f"{export.address}: {export.format} has no named graphs, and a store needs them for each CV; export {known}")
        if folders.count(folder) > 1:
            raise UsageError(f"{export.address}: this export is named twice; name it once")
        if folder.is_relative_to(target) or target.is_relative_to(folder):
            raise UsageError(f"{path}: the store and the export {export.address} would contain each other; name another folder")
    altered = [file for export in exports for file, outcome in export.files() if not export.whole(outcome)]
    if altered:
        raise DataError(Problem(Place(file), "this file was changed after the export; export again") for file in altered)


def _filled(folder: Path, exports: Sequence[Export], watch: Watch, links: Sequence[Path]) -> tuple[int, list[str]]:
    """Creates a store in a folder. Returns the number of CVs that describe themselves there, and some addresses that two of them have."""
    import pyoxigraph

    store = pyoxigraph.Store(str(folder))
    try:
        for export in exports:
            for file, outcome in export.files():
                for stream in export.streams(outcome):
                    _load(store, file, stream)
                watch(outcome.file or "", outcome.quads, outcome.bytes)
        for path in links:
            with path.open("rb") as stream:
                _load(store, str(path), stream)
        store.optimize()
        store.flush()
        described = sum(graph.value.endswith(_DESCRIPTION) for graph in store.named_graphs())
        found: Any = store.query(_ADDRESSED_TWICE)
        return described, [solution["document"].value for solution in found]
    finally:
        del store  # it is closed, and does not write when its folder is moved or removed


def _load(store: pyoxigraph.Store, file: str, stream: IO[bytes]) -> None:
    from pyoxigraph import RdfFormat

    try:
        store.bulk_load(BufferedReader(_Interruptible(stream), _PIECE), RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise unreadable(file, error) from None


class _Interruptible(RawIOBase):
    """A stream read in Python, so that the program receives interrupts while the store reads."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """Returns True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads the next bytes into a buffer; returns their number."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
