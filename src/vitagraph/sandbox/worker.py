"""A confined process: it gives up the network and memory beyond its bound, prepares, then answers requests until its client leaves.

Lines of JSON on standard input: the bounds (`Terms`), what to prepare (a value, and how many bytes follow it), then requests, one at
a time. Lines of JSON on standard output, once prepared and for each request: `["item", value]` any number of times, then `["end"]`, or
what went wrong.
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

#: a prepared process: request -> the values that answer it
RequestHandler = Callable[[Any], Iterable[Any]]


class Terms(NamedTuple):
    """What a process is granted: bytes of memory, and whether it may use the network."""

    memory: int
    network: bool


def serve_requests(prepare: Callable[[Any, bytes, bool], RequestHandler]) -> None:
    """Answers the requests of standard input; `prepare` gets its value and bytes, and whether the network is out of reach."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the client, which ends this process
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    if not (line := requests.readline()):
        return
    terms = Terms(*json.loads(line))
    bound_memory(terms.memory)
    offline = not terms.network and give_up_network()
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
    """Passes requests on; once the client is gone, whatever is being answered is of no use to anyone."""
    for line in requests:
        waiting.put(line)
    os._exit(0)


def _reply(replies: IO[bytes], answering: RequestHandler, request: Any) -> None:
    try:
        for value in answering(request):
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
    except BaseException as error:  # a panic of the engine is no Exception
        _write(replies, "broken", f"{type(error).__name__}: {error}")


def _write(replies: IO[bytes], *reply: Any) -> None:
    replies.write(json.dumps(reply, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    replies.flush()
