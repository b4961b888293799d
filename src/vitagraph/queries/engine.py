"""The engine process: answers queries that strangers wrote, over a store in memory or in a folder, confined as `sandbox` does it.

It is prepared with a `Data`. A request is an `Asked`; it is answered with a head (the names of a table's variables, a truth, or None
for a graph), then rows or triples in batches; or, where media types are accepted, with the type and the text of the answer in pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from vitagraph.errors import DataError, EngineError, UsageError
from vitagraph.queries.local import Answer, Raw, Scope, Solutions, evaluate, merge
from vitagraph.queries.syntax import depth, may_ask_elsewhere, misspelt
from vitagraph.sandbox.worker import Answering, answer_requests
from vitagraph.tables import Column, Table

if TYPE_CHECKING:
    import pyoxigraph

_BATCH = 1000
One = TypeVar("One")


class Data(NamedTuple):
    """What is asked: the store in a folder, or else the N-Quads that come with it, `merged` into the default graph."""

    folder: str = ""
    merged: bool = False


class Asked(NamedTuple):
    """A query, what a message calls it, the graphs that it is asked of, its bounds, and whether it may use the network.

    `accepted`: the media types for a table and for a graph ("": none), where the answer is wanted as text.
    """

    text: str
    source: str
    scope: Scope
    depth: int
    rows: int | None = None
    characters: int | None = None
    network: bool = False
    accepted: tuple[str, str] | None = None


class Answered(NamedTuple):
    """The head of an answer as text: the status of HTTP, and the media type."""

    status: int
    type: str


def _prepare(value: Any, quads: bytes, offline: bool) -> Answering:
    store = _store(Data(*value), quads)

    def answer(request: Any) -> Iterator[Any]:
        text, source, scope, *rest = request
        return _answer(store, Asked(text, source, Scope(*scope), *rest), offline)

    return answer


def _store(data: Data, quads: bytes) -> pyoxigraph.Store:
    from pyoxigraph import RdfFormat, Store, parse

    if data.folder:
        from vitagraph.queries.embedded import opened

        return opened(data.folder)
    store = Store()
    store.bulk_extend(parse(quads, RdfFormat.N_QUADS))  # a load would give blank nodes other names
    return merge(store) if data.merged else store


def _answer(store: pyoxigraph.Store, asked: Asked, offline: bool) -> Iterator[Any]:
    if (levels := depth(asked.text)) > asked.depth:
        raise EngineError("depth", f"is nested {levels:,} levels deep, and at most {asked.depth} are read; write it in fewer")
    elsewhere = not asked.network and may_ask_elsewhere(asked.text)
    if elsewhere and not offline:
        raise EngineError("network", "may ask another endpoint with SERVICE, and this system cannot keep it from that")
    try:
        found = evaluate(store, asked.text, asked.scope)
        yield from _batches(asked, found) if asked.accepted is None else _texts(asked, found, *asked.accepted)
    except SyntaxError as error:
        raise DataError([misspelt(asked.source, asked.text, str(error))]) from None
    except ValueError as error:  # the name of a graph that is no IRI, text that is no Unicode
        raise UsageError(f"{asked.source}: {error}; correct it") from None
    except RecursionError:
        raise
    except (OSError, RuntimeError) as error:
        if elsewhere:  # an address that the engine refuses by itself, without a try to reach it
            raise EngineError("network", "asks another endpoint with SERVICE, and nothing is fetched") from None
        if may_ask_elsewhere(asked.text):
            raise UsageError(f"{asked.source}: the service failed: {error}; check its address, or leave it out") from None
        raise UsageError(f"{asked.source}: it cannot be answered: {error}; check the data, or ask in another way") from None


def _batches(asked: Asked, found: Raw) -> Iterator[Any]:
    if isinstance(found, bool):
        yield found
        return
    yield found.names if isinstance(found, Solutions) else None
    some = _bounded(found.rows if isinstance(found, Solutions) else found, asked.rows)
    while batch := list(islice(some, _BATCH)):
        yield batch


def _texts(asked: Asked, found: Raw, table: str, graph: str) -> Iterator[Any]:
    """The answer as text in one of the accepted types, or why there is none; its head comes first."""
    from vitagraph.queries.catalogue import Query
    from vitagraph.queries.formats import offered, write

    is_table = isinstance(found, bool | Solutions)
    known, accepted = offered(graph=not is_table), table if is_table else graph
    if not accepted:
        what = "a table or a truth" if is_table else "a graph"
        yield Answered(406, "text/plain")
        yield f"the answer is {what}; accept one of {', '.join(known)}\n"
        return
    yield Answered(200, accepted)
    answer: Answer
    if isinstance(found, Solutions):
        answer = Table(tuple(Column(name, name) for name in found.names), _bounded(found.rows, asked.rows))
    else:
        answer = found if isinstance(found, bool) else _bounded(found, asked.rows)
    written = 0
    for piece in write(answer, Query(asked.source, "", asked.source), known[accepted]):
        written += len(piece)
        if asked.characters is not None and written > asked.characters:
            raise EngineError("rows", f"answers with more than {asked.characters >> 20} MB; ask for less, with LIMIT for example")
        yield piece


def _bounded(some: Iterable[One], most: int | None) -> Iterator[One]:
    for number, one in enumerate(some):
        if number == most:
            raise EngineError("rows", f"answers with more than {most:,} rows or triples; ask for less, with LIMIT for example")
        yield one


if __name__ == "__main__":
    import pyoxigraph  # while the client still reads the CV

    answer_requests(_prepare)
