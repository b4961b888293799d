"""A confined process: it restricts network and memory, prepares, then handles requests until its client ends.

Standard input has lines of JSON: the bounds (`Grants`), the data to prepare (a value, and the number of bytes that follow it), then one
request after the other. Standard output has lines of JSON, after the preparation and for each request: `["item", value]` any number of
times, then `["end"]` or an error.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, NamedTuple

from vitagraph.errors import DataError, EngineError, UsageError
from vitagraph.sandbox.kernel import bound_memory, give_up_network

#: the function of a prepared process: request -> values
RequestHandler = Callable[[Any], Iterable[Any]]


class Grants(NamedTuple):
    """The bytes of memory of a process, and whether it may use the network."""

    memory: int
    network: bool


def serve_requests(prepare: Callable[[Any, bytes, bool], RequestHandler]) -> None:
    """Handles the requests of standard input. `prepare` gets a value, bytes, and whether the network is blocked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the client handles Ctrl-C, and ends this process
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    if not (line := requests.readline()):
        return
    grants = Grants(*json.loads(line))
    bound_memory(grants.memory)
    offline = not grants.network and give_up_network()
    if not (line := requests.readline()):
        return
    value, length = json.loads(line)
    body = requests.read(length)
    waiting: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_read, args=(requests, waiting), daemon=True).start()
    prepared: list[RequestHandler] = []

    def begin(_: Any) -> Iterable[Any]:
        prepared.append(prepare(value, body, offline))
        return ()

    _reply(replies, begin, None)
    while prepared:
        _reply(replies, prepared[0], json.loads(waiting.get()))


def _read(requests: IO[bytes], waiting: SimpleQueue[bytes]) -> None:
    """Queues requests. When the client has ended, this process ends."""
    for line in requests:
        waiting.put(line)
    os._exit(0)


def _reply(replies: IO[bytes], handler: RequestHandler, request: Any) -> None:
    try:
        for value in handler(request):
            _write(replies, "item", value)
        _write(replies, "end")
    except DataError as error:
        _write(replies, "data", error.problems)
    except UsageError as error:
        _write(replies, "usage", str(error))
    except EngineError as error:
        _write(replies, error.cause, str(error))
    except (MemoryError, RecursionError) as error:
        _write(replies, "memory" if isinstance(error, MemoryError) else "depth")
    except BaseException as error:  # a panic of the engine is not an Exception
        _write(replies, "broken", f"{type(error).__name__}: {error}")


def _write(replies: IO[bytes], *reply: Any) -> None:
    replies.write(json.dumps(reply, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    replies.flush()
