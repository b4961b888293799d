"""The stream of events that an open page listens to (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from vitagraph.serving.edition import Edition, Found

SCRIPT = (Path(__file__).parent / "assets" / "reload.js").read_bytes()
#: how often a stream looks whether the server ends
_TICK = 0.25


class EventStream:
    """The edition of the moment, and everybody who waits for the next one."""

    def __init__(self, first: Edition) -> None:
        self.edition = first
        # Larger than that of a server that ran before, to which a page may still belong.
        self.number = int(time.time())
        self._changed = asyncio.Event()

    def publish(self, edition: Edition) -> bool:
        """Publishes an edition, unless it is the same as the last; whether it is another."""
        if edition == self.edition:
            return False
        # A page is loaded anew for other pages, not for other problems alone.
        self.number += edition.files != self.edition.files
        self.edition = edition
        self._changed.set()
        self._changed = asyncio.Event()
        return True

    async def events(self, ends: Callable[[], bool], own: bool) -> AsyncIterator[bytes]:
        """The number and, for the `own` machine, the problems of the edition, now and whenever there is another, until the server ends."""
        yield b"retry: 500\n\n"
        while not ends():
            changed = self._changed
            yield self._event(self.edition.problems if own else [])
            while not ends() and not changed.is_set():
                try:
                    await asyncio.wait_for(changed.wait(), _TICK)
                except TimeoutError:
                    continue

    def _event(self, problems: list[Found]) -> bytes:
        told = [problem._asdict() for problem in problems]
        said = {"edition": self.number, "current": self.edition.current, "problems": told}
        return f"data: {json.dumps(said)}\n\n".encode()
