"""The limits of a response: seconds spent waiting for the server, and bytes.

The timeout of a socket limits only the pause between two bytes. Here every read of a socket has the rest of one budget, from the status
line to the last byte, over all redirects, retries and pauses. The time between reads does not count.
"""

from __future__ import annotations

import http.client
import io
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from requests.adapters import HTTPAdapter

#: bytes of the status line and all headers of one response, including "100 Continue"
_LARGEST_HEAD = 1 << 20


class Limits(NamedTuple):
    """The limits of a response: seconds of waiting, bytes after decompression."""

    seconds: float
    bytes: int


class TooLargeError(OSError):
    """A response has more bytes than its limit."""


class Budget:
    """The rest of the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.seconds = limits.seconds
        self.bytes = limits.bytes
        #: whether the server sent more bytes than the length of its last response
        self.surplus = False

    def wait(self, seconds: float) -> None:
        """Sleeps. Raises TimeoutError at once if the seconds exceed the rest."""
        if seconds >= self.seconds:
            raise TimeoutError
        time.sleep(seconds)
        self.seconds -= seconds

    def take(self, count: int) -> None:
        """Counts bytes of a response. Raises TooLargeError if there are too many."""
        self.bytes -= count
        if self.bytes < 0:
            raise TooLargeError


class _Waiting(io.RawIOBase):
    """The bytes of a socket; each read is limited by the rest of a budget."""

    def __init__(self, sock: socket.socket, stream: io.RawIOBase, budget: Budget) -> None:
        self._socket, self._stream, self._budget = sock, stream, budget
        self.room = budget.limits.bytes
        self.ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        """Reads bytes into `buffer`. Raises TimeoutError and TooLargeError if the budget is used up."""
        if self.ended:
            self._socket.settimeout(0)
            return self._stream.readinto(buffer)
        if self._budget.seconds <= 0:
            raise TimeoutError
        self._socket.settimeout(self._budget.seconds)
        start = time.monotonic()
        try:
            count: int = self._stream.readinto(buffer)
        finally:
            self._budget.seconds -= time.monotonic() - start
        self.room -= count
        if self.room < 0:
            raise TooLargeError
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Body(io.BufferedReader):
    """Detects bytes after the end of a response, when it is read to its end."""

    def __init__(self, raw: _Waiting, budget: Budget) -> None:
        super().__init__(raw)
        self._source, self._budget = raw, budget

    def close(self) -> None:
        if not self.closed:
            self._source.ended = True
            with suppress(OSError, ValueError):
                self._budget.surplus = self._budget.surplus or bool(self.peek(1))
        super().close()


class _Reply(http.client.HTTPResponse):
    """A response whose status line, headers and body share one budget."""

    def __init__(self, budget: Budget, sock: socket.socket, *more: Any, **options: Any) -> None:
        super().__init__(sock, *more, **options)
        self._budget = budget
        self._waiting = _Waiting(sock, self.fp.detach(), budget)
        self.fp = _Body(self._waiting, budget)

    def begin(self) -> None:
        """Reads status line and headers."""
        most, self._waiting.room = self._waiting.room, _LARGEST_HEAD
        self._budget.surplus = False
        super().begin()
        self._waiting.room = 2 * most  # with the sizes of chunks


def adapter(current: Callable[[], Budget]) -> HTTPAdapter:
    """The adapter of a session of requests; responses use the budget that is `current` when they begin."""
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    def reply(*arguments: Any, **options: Any) -> _Reply:
        return _Reply(current(), *arguments, **options)

    class Plain(HTTPConnection):
        response_class = staticmethod(reply)  # type: ignore[assignment]  # called like the class

    class Secure(HTTPSConnection):
        response_class = staticmethod(reply)  # type: ignore[assignment]  # as above

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
            super().init_poolmanager(*arguments, **options)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

        def proxy_manager_for(self, *arguments: Any, **options: Any) -> Any:
            manager = super().proxy_manager_for(*arguments, **options)
            manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
            return manager

    return Adapter()
