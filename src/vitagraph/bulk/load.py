"""Exports -> a store on disk, ready to be asked.

The store is made beside its place and put there when it is whole. Its named graphs are those of `vitagraph load`, which may
change single CVs in it later.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any

from vitagraph.bulk.outputs import Export, finished, streams, whole
from vitagraph.errors import DataError, Place, Problem, StoreError, UsageError
from vitagraph.stores.embedded import EmbeddedStore

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

    Raises UsageError where a folder holds no export with named graphs, or `path` something else than a store that may be
    replaced; DataError where a file is not as it was written, or two CVs have one address; StoreError where the disk fails.
    """
    exports = [finished(folder) for folder in folders]
    for export in exports:
        if export.format.startswith("ntriples"):
            raise UsageError(f"{export.folder}: {export.format} keeps no graphs apart, and a store has one for each CV; export nquads")
    _check(path, replace)
    altered = [path for export in exports for path, outcome in export.files() if not whole(export.folder, outcome)]
    if altered:
        raise DataError(Problem(Place(str(path)), "this is not the file that was exported; export anew") for path in altered)
    target = Path(path).absolute()
    beside = target.with_name(f".{target.name}.part")
    _remove(beside)
    try:
        described, twice = _filled(beside, exports, watch)
        if described < (count := sum(export.cvs for export in exports)):
            listed = f" (twice: {', '.join(twice)})" if twice else ""
            message = f"{count:,} CVs have {described:,} addresses{listed}, and what several say would be mixed"
            raise DataError([Problem(Place(folders[0]), f"{message}; give each its own, and export anew")])
        _put(beside, target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return exports


def _check(path: str, replace: bool) -> None:
    """Raises UsageError where there is a store that may not be replaced, StoreError where there is something else or it is in use."""
    target = Path(path)
    if target.is_dir() and any(target.iterdir()):
        EmbeddedStore(path)
        if not replace:
            raise UsageError(f"{path}: there is a store; name a new folder, or add --replace to put another one in its place")
    elif target.exists() and not target.is_dir():
        raise UsageError(f"{path}: this is a file; name a folder")


def _remove(beside: Path) -> None:
    """Removes what a killed run left, unless another one is at work on it."""
    if beside.is_dir():
        if any(beside.iterdir()):
            EmbeddedStore(str(beside))
        shutil.rmtree(beside)


def _filled(folder: Path, exports: Sequence[Export], watch: Watch) -> tuple[int, list[str]]:
    """Makes a store in a folder; how many CVs describe themselves there, and some addresses that two of them have."""
    import pyoxigraph

    folder.parent.mkdir(parents=True, exist_ok=True)
    store = pyoxigraph.Store(str(folder))
    try:
        for export in exports:
            for path, outcome in export.files():
                for stream in streams(path):
                    with stream:
                        store.bulk_load(BufferedReader(_Heard(stream), _PIECE), pyoxigraph.RdfFormat.N_QUADS)
                watch(path.name, outcome.quads, outcome.bytes)
        store.optimize()
        store.flush()
        described = sum(graph.value.endswith(_DESCRIPTION) for graph in store.named_graphs())
        found: Any = store.query(_ADDRESSED_TWICE)
        return described, [solution["document"].value for solution in found]
    except OSError as error:
        raise StoreError(f"{folder}: {error}; check the space on the disk") from None
    finally:
        del store  # closed, so that it writes no more when its folder is moved or removed


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


def _put(beside: Path, target: Path) -> None:
    """Puts a store in its place, and removes the one before."""
    before = target.with_name(f".{target.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if target.exists():
        target.rename(before)
    beside.rename(target)
    shutil.rmtree(before, ignore_errors=True)
