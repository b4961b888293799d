"""The loop: answers requests, and looks after the files of the CV."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Collection
from typing import NamedTuple

import uvicorn
from watchfiles import Change, awatch

from vitagraph.errors import UsageError
from vitagraph.serving.application import application
from vitagraph.serving.edition import Edition, Sources, edition
from vitagraph.serving.events import EventStream

#: how long answers under way may take once the server is to end
_LAST_WORDS = 2
Tell = Callable[[str], None]


class Listening(NamedTuple):
    """A socket that is bound, and the address to ask it at."""

    socket: socket.socket
    host: str
    url: str


def listen(host: str, port: int) -> Listening:
    """A socket on a port, 0 for a free one. Raises UsageError where it is taken, or the host is not of this machine."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError):
        raise UsageError(f"the host {host} is not known here; leave out --host, or name an address of this machine") from None
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(address)
        bound.listen()
    except OSError as error:
        bound.close()
        raise UsageError(f"port {port} of {host} cannot be had ({error.strerror}); name another with --port, or 0 for a free one") from None
    name = "localhost" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104 - a comparison
    return Listening(bound, host, f"http://{name}:{bound.getsockname()[1]}/")


def serve(sources: Sources, first: Edition, listening: Listening, timeout: float, origins: Collection[str], tell: Tell) -> None:
    """Serves a CV until the process is interrupted; each rebuild is told.

    `timeout` bounds a query, in seconds; pages of these `origins` may ask queries.
    """
    asyncio.run(_serve(sources, first, listening, timeout, origins, tell))


async def _serve(sources: Sources, first: Edition, listening: Listening, timeout: float, origins: Collection[str], tell: Tell) -> None:
    press = EventStream(first)
    app = application(press, listening.host, timeout, origins, lambda: server.should_exit)
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_LAST_WORDS,
    )
    server = uvicorn.Server(config)
    watching = asyncio.create_task(_watch(sources, press, tell))
    try:
        await server.serve(sockets=[listening.socket])
    finally:
        watching.cancel()


async def _watch(sources: Sources, press: EventStream, tell: Tell) -> None:
    """Publishes another edition whenever something was saved."""

    def matters(_: Change, path: str) -> bool:
        return sources.matters(path)

    async for _ in awatch(*sources.watched(), watch_filter=matters, recursive=False, debounce=400, step=50):
        try:
            found = await asyncio.to_thread(edition, sources, press.edition)
        except (UsageError, OSError) as error:
            tell(f"{error}; the site is as it was")
            continue
        if press.publish(found):
            tell(said(found))


def said(found: Edition) -> str:
    """An edition in a line, and its errors."""
    errors = [problem for problem in found.problems if problem.severity == "error"]
    state = f"{len(found.files)} files" if found.current else "the CV cannot be read, the site is as it was"
    warnings = len(found.problems) - len(errors)
    counts = f"; {_counted(len(errors), 'error')}, {_counted(warnings, 'warning')}" if found.problems else ""
    return "\n".join([*(f"{one.place}: {one.message}" for one in errors), f"{state}{counts}"])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
