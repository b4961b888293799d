"""Loading: the graphs of a CV in a store are replaced, whole or not at all, then read back and compared."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vitagraph.errors import StoreError
from vitagraph.rdf.dataset import PUBLIC, RESTRICTED, Dataset
from vitagraph.rdf.terms import Term, iri
from vitagraph.stores.changes import Change, State, state
from vitagraph.stores.contents import Contents, check, contents, digest
from vitagraph.stores.store import Store

#: seconds in which a store that died may restart before its state counts as unknown
PATIENCE = 60.0
_SETTLING = 2.0


class LoadedGraph(NamedTuple):
    """One graph after a load: what was to change, which contents it holds, and these contents."""

    change: Change
    state: State
    now: Contents

    @property
    def digest(self) -> str:
        """SHA-256 of the contents in the store."""
        return digest(self.now)


class Loaded(NamedTuple):
    """The graphs of a CV after a load, and the error that ended it."""

    graphs: list[LoadedGraph]
    failure: BaseException | None = None

    @property
    def whole(self) -> bool:
        """Whether every graph holds its expected contents."""
        return all(graph.state in (State.unchanged, State.new) for graph in self.graphs)


def expected(dataset: Dataset, include: Iterable[str] = ()) -> dict[Term, Contents]:
    """Graph -> its contents after a load, for the public graphs and those included."""
    included = list(include)
    graphs = dataset.graphs(included)
    names = [dataset.name_of(name) for name in (*PUBLIC, *included)]
    return {name: contents(graphs.get(name, ())) for name in names}


def emptied(document: str) -> dict[Term, Contents]:
    """Graph -> no triples, for all graphs of a CV."""
    return {iri(f"{document}#graph/{name}"): {} for name in (*PUBLIC, *RESTRICTED)}


def left_out(store: Store, document: str, include: Iterable[str] = ()) -> dict[Term, int]:
    """Restricted graph -> its number of triples, for the graphs of a CV that a store holds and that are not included. Raises StoreError."""
    names = [iri(f"{document}#graph/{name}") for name in RESTRICTED if name not in set(include)]
    return {name: count for name in names if (count := store.count(name))}


def compare(store: Store, graphs: Mapping[Term, Contents]) -> list[Change]:
    """The changes that a load would make. Raises StoreError."""
    return [Change(graph, store.read(graph, content), content) for graph, content in graphs.items()]


def load(store: Store, graphs: Mapping[Term, Contents], patience: float = PATIENCE) -> Loaded:
    """Replaces the contents of graphs; nothing is sent for graphs that hold the expected contents.

    After an error or an interrupt, the graphs are read again, and what they hold is reported. Raises StoreError where the store
    cannot be read before the change.
    """
    for graph in graphs:
        store.remove_staged(graph)
    changes = compare(store, graphs)
    pending = [change for change in changes if change]
    for change in pending:
        check(change.expected)
    failure: BaseException | None = None
    if pending:
        try:
            store.replace(pending)
        except (StoreError, KeyboardInterrupt) as error:
            failure = error
    return Loaded([_read_back(store, change, failure, patience) for change in changes], failure)


def _read_back(store: Store, change: Change, failure: BaseException | None, patience: float) -> LoadedGraph:
    """A graph after a change. A store that failed may restart, or may still complete the request."""
    if not change:
        return LoadedGraph(change, State.unchanged, change.present)
    start = time.monotonic()
    settled = start + _settling_time(failure, patience)
    pause = 0.1
    while True:
        try:
            now = store.read(change.graph, change.expected)
            found = state(change, now)
        except StoreError:
            now, found = {}, State.unknown
        waiting = time.monotonic() < (start + patience if found is State.unknown else settled)
        if failure is None or found is State.new or not waiting:
            return LoadedGraph(change, found, now)
        time.sleep(pause)
        pause = min(2 * pause, 5.0)


def _settling_time(failure: BaseException | None, patience: float) -> float:
    """The seconds in which a store may still complete a request whose response was not received."""
    if isinstance(failure, StoreError):
        return patience if failure.timed_out else _SETTLING if failure.lost else 0.0
    return _SETTLING if failure else 0.0
