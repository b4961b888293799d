"""Work in a second thread: Ctrl-C reaches only the main thread, and no engine in another language before it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from queue import Queue
from threading import Thread
from typing import Any

from vitagraph.queries import QueryResult
from vitagraph.tables import Table

_BATCH = 1000


def in_background(evaluate: Callable[[], QueryResult]) -> QueryResult:
    """The result of `evaluate`, computed in another thread; rows and triples arrive in batches, of which the queue holds a few."""
    pieces: Queue[Any] = Queue(maxsize=4)

    def work() -> None:
        try:
            result = evaluate()
            pieces.put(result if isinstance(result, bool) else result.columns if isinstance(result, Table) else None)
            for batch in _batches(() if isinstance(result, bool) else result.rows if isinstance(result, Table) else result):
                pieces.put(batch)
            pieces.put([])
        except BaseException as error:  # the main thread raises it
            pieces.put(error)

    Thread(target=work, daemon=True).start()
    head = _next(pieces)
    if isinstance(head, bool):
        return head
    return _unpacked(pieces) if head is None else Table(head, _unpacked(pieces))


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def _next(pieces: Queue[Any]) -> Any:
    piece = pieces.get()
    if isinstance(piece, BaseException):
        raise piece
    return piece


def _unpacked(pieces: Queue[Any]) -> Iterator[Any]:
    while batch := _next(pieces):
        yield from batch
