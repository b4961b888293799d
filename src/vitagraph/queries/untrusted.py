"""The client of the engine process (see `engine`), which evaluates queries that did not come with vitagraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vitagraph.errors import DataError, EngineError, UsageError
from vitagraph.queries.catalogue import Query
from vitagraph.queries.engine import Data, QueryRequest
from vitagraph.queries.local import Local, Raw, Scope, Solutions
from vitagraph.sandbox.bounds import PROMPT, Bounds
from vitagraph.sandbox.client import Process

if TYPE_CHECKING:
    import pyoxigraph

#: the module that an engine process runs
ENGINE = "vitagraph.queries.engine"


class Engine:
    """An engine process with its bounds, for one query after the other; `network` allows SERVICE.

    The process starts at once, in parallel with the reading of data, and again after a query whose result was not read to its end.
    """

    def __init__(self, bounds: Bounds = PROMPT, network: bool = False) -> None:
        self._bounds = bounds
        self._network = network
        self._process = self._started()
        self._store: pyoxigraph.Store | None = None
        self._evaluating = False

    def _started(self) -> Process:
        return Process(ENGINE, self._bounds.memory, self._network)

    def evaluate(self, query: Query, text: str, scope: Scope, source: Local) -> Raw:
        """The result of the `text` of a query over a source. Raises what `local.evaluate` does."""
        self._load(source)
        bounds = self._bounds
        request = QueryRequest(text, query.source, scope, bounds.depth, bounds.rows, bounds.characters, self._network)
        values = self._values(query, self._process.request(request, bounds.seconds))
        head = next(values)
        if isinstance(head, bool):
            next(values, None)
            return head
        rows = (tuple(row) for batch in values for row in batch)
        return rows if head is None else Solutions(head, rows)

    def _load(self, source: Local) -> None:
        """Sends the data to the process, unless it has them."""
        if self._store is source.store and not self._evaluating:
            return
        if self._store is not None:
            self._process.end()
            self._process = self._started()
        self._process.prepare(Data(source.folder), b"" if source.folder else _quads(source.store))
        self._store, self._evaluating = source.store, False

    def _values(self, query: Query, values: Iterator[Any]) -> Iterator[Any]:
        self._evaluating = True
        try:
            yield from values
        except EngineError as error:
            if error.cause == "network":
                raise UsageError(f"{query.name} {error}; `vitagraph query --allow-service` allows it") from None
            raise EngineError(error.cause, f"{query.name} {error}") from None
        except (DataError, UsageError):
            self._evaluating = not self._process.prepared  # a process without a store ends
            raise
        self._evaluating = False


def _quads(store: pyoxigraph.Store) -> bytes:
    from pyoxigraph import RdfFormat

    return store.dump(format=RdfFormat.N_QUADS) or b""
