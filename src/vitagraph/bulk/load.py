"""Exports -> a store on disk, ready to be asked.

The store is made beside its place and put there when it is whole. Its named graphs are those of `vitagraph load`, which may
change single CVs in it later.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any

from vitagraph.bulk.outputs import Export, finished, streams, whole
from vitagraph.errors import DataError, Place, Problem, StoreError, UsageError

#: told of every file: its name, its quads, the bytes of it
Watch = Callable[[str, int, int], None]
_DESCRIPTION = "#graph/meta"
_PIECE = 1 << 20
# The names that RocksDB gives to its files (https://github.com/facebook/rocksdb/wiki/RocksDB-Overview, file/filename.cc).
_OF_A_STORE = re.compile(r"CURRENT|IDENTITY|LOCK|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+|\d+\.(sst|log|blob)|.*\.dbtmp")
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
    with _place(path, replace) as target, _beside(target, path) as beside:
        described, twice = _filled(beside, path, exports, watch)
        if described < (count := sum(export.cvs for export in exports)):
            listed = f" (twice: {', '.join(twice)})" if twice else ""
            message = f"{count:,} CVs have {described:,} addresses{listed}, and what several say would be mixed"
            raise DataError([Problem(Place(folders[0]), f"{message}; give each its own, and export anew")])
        _put(beside, target, path)
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


@contextmanager
def _place(path: str, replace: bool) -> Iterator[Path]:
    """The folder for a store: a new or empty one, or that of a store that may be replaced, which nobody else opens meanwhile."""
    target = Path(path).resolve()
    before = _before(target)
    if before.is_dir() and not target.exists():
        before.rename(target)  # a run was killed between its last two steps
    if target.exists() and not target.is_dir():
        raise UsageError(f"{path}: this is a file; name a folder")
    if os.path.ismount(target) or Path.cwd().is_relative_to(target):
        raise UsageError(f"{path}: this folder cannot be replaced, as a disk begins in it or it is the current one; name a folder in it")
    found = [file.name for file in target.iterdir()] if target.is_dir() else []
    if not found:
        yield target
        return
    if other := [name for name in found if not _OF_A_STORE.fullmatch(name)] or ([] if "CURRENT" in found else found):
        raise UsageError(f"{path}: this folder holds other files than a store's ({other[0]}); name an empty or a new one")
    if not replace:
        raise UsageError(f"{path}: there is a store; name a new folder, or add --replace to put another one in its place")
    with _locked(target, path):
        yield target


@contextmanager
def _locked(folder: Path, path: str) -> Iterator[None]:
    """Keeps others from opening a store, as RocksDB itself does. Raises StoreError where somebody has it open."""
    with (folder / "LOCK").open("ab") as file:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StoreError(f"{path}: the store cannot be opened: another process has it open; end that first") from None
        yield


@contextmanager
def _beside(target: Path, path: str) -> Iterator[Path]:
    """The folder in which a store is made; it is not there before and after."""
    beside = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if beside.is_dir():
            with _locked(beside, path):  # unless a killed run left it
                shutil.rmtree(beside)
    except OSError as error:
        raise _failed(path, error) from None
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _filled(folder: Path, path: str, exports: Sequence[Export], watch: Watch) -> tuple[int, list[str]]:
    """Makes a store in a folder; how many CVs describe themselves there, and some addresses that two of them have."""
    import pyoxigraph

    store = None
    try:
        store = pyoxigraph.Store(str(folder))
        for export in exports:
            for file, outcome in export.files():
                for stream in streams(file):
                    with stream:
                        store.bulk_load(BufferedReader(_Heard(stream), _PIECE), pyoxigraph.RdfFormat.N_QUADS)
                watch(file.name, outcome.quads, outcome.bytes)
        store.optimize()
        store.flush()
        described = sum(graph.value.endswith(_DESCRIPTION) for graph in store.named_graphs())
        found: Any = store.query(_ADDRESSED_TWICE)
        return described, [solution["document"].value for solution in found]
    except OSError as error:
        raise _failed(path, error) from None
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


def _put(beside: Path, target: Path, path: str) -> None:
    """Puts a store in its place, and removes the one before."""
    before = _before(target)
    shutil.rmtree(before, ignore_errors=True)
    try:
        if target.exists():
            target.rename(before)
        try:
            beside.rename(target)
        except BaseException:
            if before.is_dir():
                before.rename(target)
            raise
    except OSError as error:
        raise _failed(path, error) from None
    shutil.rmtree(before, ignore_errors=True)


def _before(target: Path) -> Path:
    """Where the store in a place is until another one has taken it."""
    return target.with_name(f".{target.name}.before")


def _failed(path: str, error: OSError) -> StoreError:
    return StoreError(f"{path}: {error}; check the folder and the space on the disk")
