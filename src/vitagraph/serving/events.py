"""The stream of events that open pages listen to (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from vitagraph.serving.edition import Edition, ShownProblem

SCRIPT = (Path(__file__).parent / "assets" / "reload.js").read_bytes()
#: seconds between checks whether the server ends
_TICK = 0.25


class EventStream:
    """The present edition, and the clients that wait for the next one."""

    def __init__(self, first: Edition) -> None:
        self.edition = first
        # Larger than the numbers of an earlier server, from which an open page may come.
        self.number = int(time.time())
        self._changed = asyncio.Event()
        self._complete = asyncio.Event()  # all files of the present edition are there
        self._complete.set()

    def begin(self, edition: Edition) -> None:
        """Publishes an edition with the first of its files, unless they are those of the present one; `publish` completes it."""
        if not edition.files.items() <= self.edition.files.items():
            self._complete.clear()
            self.number += 1
            self._show(edition)

    def publish(self, edition: Edition) -> bool:
        """Publishes an edition, unless it equals the present one; returns whether it differs."""
        follows = edition._replace(resources=self.edition.resources, citations=self.edition.citations)  # from the records
        if follows == self.edition:
            self._complete.set()
            return False
        # Pages are reloaded for other files, not for other problems alone, nor for the rest of the files.
        begun = not self._complete.is_set()
        is_same = edition.files.items() >= self.edition.files.items() if begun else edition.files == self.edition.files
        self.number += not is_same
        self._show(edition)
        self._complete.set()
        return True

    async def wait_for(self, path: str) -> None:
        """Waits for a file that may still be made."""
        if path not in self.edition.files:
            await self._complete.wait()

    def _show(self, edition: Edition) -> None:
        self.edition = edition
        self._changed.set()
        self._changed = asyncio.Event()

    async def events(self, ends: Callable[[], bool], own: bool) -> AsyncIterator[bytes]:
        """The number of each edition, from the present one until the server ends, with its problems for clients on this machine (`own`)."""
        yield b"retry: 500\n\n"
        while not ends():
            changed = self._changed
            yield self._event(self.edition.problems if own else [])
            while not ends() and not changed.is_set():
                try:
                    await asyncio.wait_for(changed.wait(), _TICK)
                except TimeoutError:
                    continue

    def _event(self, problems: list[ShownProblem]) -> bytes:
        listed = [problem._asdict() for problem in problems]
        data = {"edition": self.number, "current": self.edition.current, "problems": listed}
        return f"data: {json.dumps(data)}\n\n".encode()
