"""The loop: serves requests, and watches the files of the CV."""

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

#: seconds that open requests get when the server ends
_GRACE = 2
#: milliseconds after which a watcher that follows another one reads what was saved between them
_CHECK = 500
Report = Callable[[str], None]


class Listening(NamedTuple):
    """A bound socket, and its address."""

    socket: socket.socket
    host: str
    url: str


def listen(host: str, port: int) -> Listening:
    """A socket on a port, 0 for a free one. Raises UsageError for a port in use, and for a host that is not this machine."""
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


def serve(sources: Sources, first: Edition, listening: Listening, timeout: float, origins: Collection[str], report: Report) -> None:
    """Serves a CV until the process is interrupted; each rebuild is reported.

    A query may take `timeout` seconds; pages of these other `origins` may send queries.
    """
    asyncio.run(_serve(sources, first, listening, timeout, origins, report))


async def _serve(sources: Sources, first: Edition, listening: Listening, timeout: float, origins: Collection[str], report: Report) -> None:
    stream = EventStream(first)
    app = application(stream, listening.host, timeout, origins, lambda: server.should_exit)
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
    )
    server = uvicorn.Server(config)
    watching = asyncio.create_task(_watch(sources, stream, report))
    try:
        await server.serve(sockets=[listening.socket])
    finally:
        watching.cancel()


async def _watch(sources: Sources, stream: EventStream, report: Report) -> None:
    """Publishes a new edition when a file was saved."""

    def matters(_: Change, path: str) -> bool:
        return sources.matters(path)

    def begun(edition: Edition) -> None:
        loop.call_soon_threadsafe(stream.begin, edition)

    loop = asyncio.get_running_loop()
    is_behind = False  # a file may have changed between two watchers
    while True:
        watched = sources.watched(stream.edition.folders)
        changes = awatch(*watched, watch_filter=matters, recursive=False, debounce=400, step=50, rust_timeout=_CHECK, yield_on_timeout=True)
        async for changed in changes:
            if not (changed or is_behind):
                continue
            is_behind, before = False, stream.edition
            try:
                new = await asyncio.to_thread(edition, sources, before, begun)
            except (UsageError, OSError) as error:
                stream.publish(before)
                report(f"{error}; the site is as it was")
                continue
            if stream.publish(new):
                report(summary(new))
            if sources.watched(new.folders) != watched:
                is_behind = True
                break


def summary(edition: Edition) -> str:
    """The errors of an edition, then a line about it."""
    errors = [problem for problem in edition.problems if problem.severity == "error"]
    state = f"{len(edition.files)} files" if edition.current else "the CV cannot be read, the site is as it was"
    warnings = len(edition.problems) - len(errors)
    counts = f"; {_counted(len(errors), 'error')}, {_counted(warnings, 'warning')}" if edition.problems else ""
    return "\n".join([*(f"{one.place}: {one.message}" for one in errors), f"{state}{counts}"])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
