"""Replies of services in the user's cache folder: one file each, which is complete or absent, under a digest of its request."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from vitagraph.errors import UsageError
from vitagraph.files.budget import read_bytes
from vitagraph.files.owner_only import owner_only
from vitagraph.files.parts import replace, sweep

#: days for which a reply is used
KEPT_DAYS = 7.0


class Cache:
    """A folder of replies; several processes may use it at once. `now` returns the time in seconds since 1970."""

    def __init__(self, folder: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self.folder = folder or default_folder()
        self._now = now

    def get(self, key: str, days: float) -> bytes | None:
        """The reply to a request, unless it is older than so many days."""
        path = self._path(key)
        try:
            if self._now() - path.stat().st_mtime > days * 86_400:
                return None
            return read_bytes(path)
        except (OSError, UsageError):
            return None

    def day(self, key: str) -> str:
        """The day on which a reply was received, in UTC: `2026-11-30`; "" for one that is not kept."""
        try:
            return datetime.fromtimestamp(self._path(key).stat().st_mtime, UTC).date().isoformat()
        except OSError:
            return ""

    def put(self, key: str, reply: bytes) -> None:
        """Keeps a reply, for its owner alone: it shows what was looked up. Raises UsageError where the folder cannot be written."""
        path = self._path(key)
        try:
            with owner_only():
                path.parent.mkdir(parents=True, exist_ok=True)
                sweep(path.parent, {path.name})
                replace(path, [reply], lasting=False)
        except OSError as error:
            raise UsageError(f"{self.folder}: replies cannot be kept ({error.strerror}); set XDG_CACHE_HOME to another folder") from None

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"


def default_folder() -> Path:
    """`vitagraph/services` in the user's cache folder, which XDG_CACHE_HOME names."""
    from platformdirs import user_cache_path

    return user_cache_path("vitagraph", appauthor=False) / "services"
