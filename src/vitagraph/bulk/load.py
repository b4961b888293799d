"""Exports -> a store on disk, ready to be asked. Its named graphs are those of `vitagraph load`, which may change single CVs in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from vitagraph.bulk.outputs import Export, finished, streams, whole
from vitagraph.errors import DataError, Place, Problem, UsageError
from vitagraph.rdf.sources import unreadable
from vitagraph.stores.store_folder import staged_folder

if TYPE_CHECKING:
    import pyoxigraph

#: told of every file: its name, its quads, the bytes of it
Watch = Callable[[str, int, int], None]
_DESCRIPTION = "#graph/meta"
_PIECE = 1 << 20
# Of the CVs that have one address, each says how many triples it has.
_ADDRESSED_TWICE = """
SELECT DISTINCT ?document WHERE { GRAPH ?meta { ?public <http://rdfs.org/ns/void#triples> ?one, ?other } FILTER(?one < ?other)
  BIND(STRBEFORE(STR(?meta), "#graph/") AS ?document) } ORDER BY ?document LIMIT 5"""


def load(folders: Sequence[str], path: str, replace: bool, watch: Watch) -> list[Export]:
    """Makes a store of finished exports; those.

    Raises UsageError where a folder holds no export with named graphs, or `path` is no place for a store; DataError where a file is
    not as it was written, or two CVs have one address; StoreError where a store is in use, or the disk fails.
    """
    exports = [finished(folder) for folder in folders]
    _check(exports, path)
    with staged_folder(path, replace) as folder:
        described, twice = _filled(folder, exports, watch)
        if described < (count := sum(export.cvs for export in exports)):
            listed = f" (twice: {', '.join(twice)})" if twice else ""
            message = f"{count:,} CVs have {described:,} addresses{listed}, and what several say would be mixed"
            raise DataError([Problem(Place(folders[0]), f"{message}; give each its own, and export anew")])
    return exports


def _check(exports: Sequence[Export], path: str) -> None:
    """Raises UsageError for exports that no store can be made of, DataError for files that were changed."""
    target = Path(path).resolve()
    folders = [export.folder.resolve() for export in exports]
    for export, folder in zip(exports, folders, strict=True):
        if export.format.startswith("ntriples"):
            raise UsageError(f"{export.folder}: {export.format} keeps no graphs apart, and a store has one for each CV; export nquads")
        if folders.count(folder) > 1:
            raise UsageError(f"{export.folder}: this export is named twice; name it once")
        if folder.is_relative_to(target) or target.is_relative_to(folder):
            raise UsageError(f"{path}: the store and the export {export.folder} would lie in each other; name another folder")
    altered = [file for export in exports for file, outcome in export.files() if not whole(export.folder, outcome)]
    if altered:
        raise DataError(Problem(Place(str(file)), "this is not the file that was exported; export anew") for file in altered)


def _filled(folder: Path, exports: Sequence[Export], watch: Watch) -> tuple[int, list[str]]:
    """Makes a store in a folder; how many CVs describe themselves there, and some addresses that two of them have."""
    import pyoxigraph

    store = pyoxigraph.Store(str(folder))
    try:
        for export in exports:
            for file, outcome in export.files():
                for stream in streams(file):
                    with stream:
                        _load(store, file, stream)
                watch(file.name, outcome.quads, outcome.bytes)
        store.optimize()
        store.flush()
        described = sum(graph.value.endswith(_DESCRIPTION) for graph in store.named_graphs())
        found: Any = store.query(_ADDRESSED_TWICE)
        return described, [solution["document"].value for solution in found]
    finally:
        del store  # closed, so that it writes no more when its folder is moved or removed


def _load(store: pyoxigraph.Store, file: Path, stream: IO[bytes]) -> None:
    from pyoxigraph import RdfFormat

    try:
        store.bulk_load(BufferedReader(_Heard(stream), _PIECE), RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise unreadable(str(file), error) from None


class _Heard(RawIOBase):
    """A stream read in Python, so that the program hears interrupts while the store reads."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """As streams are."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills a buffer as far as there is something."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
