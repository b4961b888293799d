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


def in_background(ask: Callable[[], QueryResult]) -> QueryResult:
    """The answer of `ask`, computed elsewhere; rows and triples come in batches, a few of which may wait."""
    pieces: Queue[Any] = Queue(maxsize=4)

    def work() -> None:
        try:
            answer = ask()
            pieces.put(answer if isinstance(answer, bool) else answer.columns if isinstance(answer, Table) else None)
            for batch in _batches(() if isinstance(answer, bool) else answer.rows if isinstance(answer, Table) else answer):
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
