"""The folder of a store that is made anew: beside its place, and put there when it is whole."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vitagraph.errors import StoreError, UsageError
from vitagraph.stores.embedded import IN_USE

# The names that RocksDB gives to its files (https://github.com/facebook/rocksdb, file/filename.cc), and Oxigraph to what it loads.
_OF_A_STORE = re.compile(r"CURRENT|IDENTITY|LOCK|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+|(bulk-)?\d+\.(sst|log|blob)|.*\.dbtmp")


@contextmanager
def placed(path: str, replace: bool) -> Iterator[Path]:
    """The folder in which to make a store; it is put in its place, for the one before, where nothing was raised meanwhile.

    From beginning to end nobody else can open the store that is replaced. Raises UsageError where `path` is no place for a store, or
    has one that may not be replaced; StoreError where that is in use, or the disk fails.
    """
    with _place(path, replace) as target:
        beside = target.with_name(f".{target.name}.part")
        _check(beside)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if beside.is_dir():
                with _locked(beside, path):  # unless a killed run left it
                    shutil.rmtree(beside)
            yield beside
            _put(beside, target)
        except OSError as error:
            raise StoreError(f"{path}: {error}; check the folder and the space on the disk") from None
        finally:
            shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def _place(path: str, replace: bool) -> Iterator[Path]:
    """The folder for a store: a new or empty one, or that of a store that may be replaced, which nobody else opens meanwhile."""
    target = Path(path).resolve()
    before = _before(target)
    _check(before)
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


def _check(left: Path) -> None:
    """Raises UsageError where a folder beside the store's place has other files than those that a killed run leaves there."""
    other = [file.name for file in left.iterdir() if not _OF_A_STORE.fullmatch(file.name)] if left.is_dir() else []
    if other:
        raise UsageError(f"{left}: this folder is in the way, and holds other files than a store's ({other[0]}); move it elsewhere")


@contextmanager
def _locked(folder: Path, path: str) -> Iterator[None]:
    """Keeps others from opening a store, as RocksDB itself does. Raises StoreError where somebody has it open."""
    with os.fdopen(os.open(folder / "LOCK", os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666), "wb") as file:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StoreError(f"{path}: the store cannot be opened: {IN_USE}") from None
        yield


def _put(beside: Path, target: Path) -> None:
    """Puts a store in its place, and removes the one before."""
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
    """Where the store in a place is until another one has taken it."""
    return target.with_name(f".{target.name}.before")
