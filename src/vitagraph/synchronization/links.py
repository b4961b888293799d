"""The links of a CV: whether their pages are there. Nothing but the public view is read, and only addresses on the public internet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from vitagraph.errors import NetworkError, Place
from vitagraph.network.budget import Limits
from vitagraph.network.public_addresses import NotPublicError, check_public
from vitagraph.records import Index, Record, plan, with_nested
from vitagraph.records.cv import DocumentIri
from vitagraph.services.cache import KEPT_DAYS, Cache
from vitagraph.services.client import user_agent
from vitagraph.values import Url

#: what one link may take: seconds; bytes are those of its head
_LIMITS = Limits(20.0, 1 << 20)
#: seconds between two requests to one host
_PAUSE = 0.5
_DEAD = (404, 410)


class State(StrEnum):
    """What is known about a link; `unknown` where its server cannot be reached, or does not answer as servers do."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"


class Link(NamedTuple):
    """An address in a record, or in one nested in it, and its place."""

    record: Record
    address: str
    place: Place


def links(shown: Index) -> Iterator[Link]:
    """The links of a public view, in the order of its records."""
    for whole in (shown.cv.document, *shown.cv.records()):
        for record in with_nested(whole):
            for field in plan(type(record)).fields.values():
                if isinstance(field.type, type) and issubclass(field.type, Url) and not issubclass(field.type, DocumentIri):
                    value = getattr(record, field.name)
                    stated = enumerate(value) if field.many else [(None, value)] if value else []
                    for number, address in stated:
                        path = (field.name,) if number is None else (field.name, number)
                        yield Link(whole, str(address), shown.cv.origins.of(record, path) or Place("the CV"))


class Links:
    """Checks links, each address once; what is known is kept in the cache for a week, unless `refresh` is set."""

    def __init__(self, cache: Cache | None = None, refresh: bool = False, offline: bool = False) -> None:
        self._cache, self._refresh, self._offline = cache or Cache(), refresh, offline
        self._known: dict[str, tuple[State, str]] = {}
        self._hosts: dict[str, float] = {}
        self._send: Callable[[str, str], int] | None = None

    def state(self, address: str) -> tuple[State, str]:
        """Whether the page at an address is there, and in words why not."""
        address = urldefrag(address).url
        if address not in self._known:
            self._known[address] = self._found(address)
        return self._known[address]

    def _found(self, address: str) -> tuple[State, str]:
        key = sha256(f"link {address}".encode()).hexdigest()
        kept = None if self._refresh else self._cache.get(key, float("inf") if self._offline else KEPT_DAYS)
        if kept is not None and kept.isdigit():
            return _meaning(int(kept))
        if self._offline:
            return State.UNKNOWN, "it is not in the cache; run it once without --offline"
        try:
            status = self._status(address)
        except NotPublicError as error:
            return State.DEAD, error.what
        except NetworkError as error:
            # A server that leads to another one is there.
            return (State.ALIVE, "") if error.elsewhere else (State.UNKNOWN, error.what)
        state = _meaning(status)
        if state[0] is not State.UNKNOWN:
            self._cache.put(key, str(status).encode())
        return state

    def _status(self, address: str) -> int:
        """The status of the page; many servers answer HEAD wrongly, so that anything but success is requested again by GET."""
        for method in ("HEAD", "GET"):
            self._wait(address)
            status = self._sent(method, address)
            if status < 400:
                break
        return status

    def _wait(self, address: str) -> None:
        host = urlsplit(address).netloc
        time.sleep(max(0.0, self._hosts.get(host, float("-inf")) + _PAUSE - time.monotonic()))
        self._hosts[host] = time.monotonic()

    def _sent(self, method: str, address: str) -> int:
        if self._send is None:
            from vitagraph.network.client import Client

            client = Client(_LIMITS, check=check_public)

            def send(method: str, address: str) -> int:
                with client.send(method, address, headers={"User-Agent": user_agent(), "Accept": "*/*"}) as reply:
                    reply.close()
                    return reply.status

            self._send = send
        return self._send(method, address)


def _meaning(status: int) -> tuple[State, str]:
    """What a status states; a page that refuses programs (401, 403 ...) is there."""
    if status in _DEAD:
        return State.DEAD, f"there is no page (status {status})"
    if status == 429 or status >= 500:
        return State.UNKNOWN, f"the server is busy or broken (status {status})"
    return State.ALIVE, ""
