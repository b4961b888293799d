"""The folder of a new local store: it is staged beside its place, and moved there when it is complete."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vitagraph.errors import StoreError, UsageError
from vitagraph.patterns import regex
from vitagraph.stores.types.local import IN_USE, PUBLIC_ONLY

# The names that RocksDB gives to its files (https://github.com/facebook/rocksdb, file/filename.cc), and Oxigraph to what it loads.
_STORE_FILES = regex(rf"{PUBLIC_ONLY}|CURRENT|IDENTITY|LOCK|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+|(bulk-)?\d+\.(sst|log|blob)|.*\.dbtmp")


def mark_public_only(folder: Path) -> None:
    """Records in the folder of a store that it has no named graphs, and is only read."""
    (folder / PUBLIC_ONLY).write_text("Public facts without named graphs, written by `vitagraph bulk load --public-only`; only read.\n")


@contextmanager
def staged_folder(path: str, replace: bool) -> Iterator[Path]:
    """The folder in which to create a store. If nothing is raised meanwhile, it is moved to `path` and replaces the store there.

    Meanwhile no other process can open the store that is replaced. Raises UsageError where `path` cannot hold a store, or holds one
    and `replace` is not set; StoreError where that store is in use, or the disk fails.
    """
    with _target(path, replace) as target:
        beside = target.with_name(f".{target.name}.part")
        _check(beside)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if beside.is_dir():
                with _locked(beside, path):  # fails unless a killed run left it
                    shutil.rmtree(beside)
            yield beside
            _move(beside, target)
        except OSError as error:
            raise StoreError(f"{path}: {error}; check the folder and the space on the disk") from None
        finally:
            shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def _target(path: str, replace: bool) -> Iterator[Path]:
    """The folder of a store: a new or empty one, or that of a store to replace, which is locked meanwhile."""
    target = Path(path).resolve()
    before = _before(target)
    _check(before)
    if before.is_dir() and not target.exists():
        before.rename(target)  # a run was killed between the two renames
    if target.exists() and not target.is_dir():
        raise UsageError(f"{path}: this is a file; name a folder")
    if os.path.ismount(target) or Path.cwd().is_relative_to(target):
        raise UsageError(f"{path}: this folder cannot be replaced, as it is a mount point or the current folder; name a folder in it")
    found = [file.name for file in target.iterdir()] if target.is_dir() else []
    if not found:
        yield target
        return
    if other := [name for name in found if not _STORE_FILES.fullmatch(name)] or ([] if "CURRENT" in found else found):
        raise UsageError(f"{path}: this folder holds other files than a store's ({other[0]}); name an empty or a new one")
    if not replace:
        raise UsageError(f"{path}: there is a store; name a new folder, or add --replace to put another one in its place")
    with _locked(target, path):
        yield target


def _check(left: Path) -> None:
    """Raises UsageError where a folder beside the store has files that no killed run leaves."""
    other = [file.name for file in left.iterdir() if not _STORE_FILES.fullmatch(file.name)] if left.is_dir() else []
    if other:
        raise UsageError(f"{left}: this folder is needed for staging, and holds other files than a store's ({other[0]}); move it elsewhere")


@contextmanager
def _locked(folder: Path, path: str) -> Iterator[None]:
    """Locks a store as RocksDB does. Raises StoreError where another process has it open."""
    with os.fdopen(os.open(folder / "LOCK", os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666), "wb") as file:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StoreError(f"{path}: the store cannot be opened: {IN_USE}") from None
        yield


def _move(beside: Path, target: Path) -> None:
    """Moves a store to its place, and removes the store that was there."""
    before = _before(target)
    shutil.rmtree(before, ignore_errors=True)
    if target.exists():
        target.rename(before)
    try:
        beside.rename(target)
    except BaseException:
        if before.is_dir():
            before.rename(target)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _before(target: Path) -> Path:
    """Where the old store is until the new one is in its place."""
    return target.with_name(f".{target.name}.before")
