"""Loading: a CV's graphs in a store become what they are to be, whole or not at all, and are read back and compared."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vitagraph.errors import StoreError
from vitagraph.rdf.dataset import GUARDED, PUBLIC, Dataset
from vitagraph.rdf.terms import Term, iri
from vitagraph.stores.changes import Change, State, state
from vitagraph.stores.contents import Contents, check, contents, digest
from vitagraph.stores.store import Store

#: seconds for which a store that died may take to come back before its state counts as unknown
PATIENCE = 60.0
_SETTLING = 2.0


class Outcome(NamedTuple):
    """What became of one graph."""

    change: Change
    state: State
    now: Contents

    @property
    def digest(self) -> str:
        """SHA-256 of what the store holds."""
        return digest(self.now)


class Loaded(NamedTuple):
    """What became of a CV's graphs, and what went wrong."""

    outcomes: list[Outcome]
    failure: BaseException | None = None

    @property
    def whole(self) -> bool:
        """Whether the store holds what it is to hold."""
        return all(outcome.state in (State.unchanged, State.new) for outcome in self.outcomes)


def wanted(dataset: Dataset, include: Iterable[str] = ()) -> dict[Term, Contents]:
    """Graph -> what a load makes of it, for the public graphs and those included."""
    included = list(include)
    graphs = dataset.graphs(included)
    names = [dataset.name_of(name) for name in (*PUBLIC, *included)]
    return {name: contents(graphs.get(name, ())) for name in names}


def nothing(document: str) -> dict[Term, Contents]:
    """Graph -> no triples, for all graphs of a CV."""
    return {iri(f"{document}#graph/{name}"): {} for name in (*PUBLIC, *GUARDED)}


def left_out(store: Store, document: str, include: Iterable[str] = ()) -> dict[Term, int]:
    """Guarded graph -> its triples, for those that a store holds of a CV and that are not included. Raises StoreError."""
    names = [iri(f"{document}#graph/{name}") for name in GUARDED if name not in set(include)]
    return {name: count for name in names if (count := store.count(name))}


def compare(store: Store, graphs: Mapping[Term, Contents]) -> list[Change]:
    """What a load would change. Raises StoreError."""
    return [Change(graph, store.read(graph, content), content) for graph, content in graphs.items()]


def load(store: Store, graphs: Mapping[Term, Contents], patience: float = PATIENCE) -> Loaded:
    """Makes graphs what they are to be; sends nothing where they are that already.

    Whatever happens meanwhile, an interrupt included, is answered by looking at what the store holds then. Raises
    StoreError where the store cannot be read to begin with.
    """
    for graph in graphs:
        store.tidy(graph)
    changes = compare(store, graphs)
    pending = [change for change in changes if change]
    for change in pending:
        check(change.wanted)
    failure: BaseException | None = None
    if pending:
        try:
            store.replace(pending)
        except (StoreError, KeyboardInterrupt) as error:
            failure = error
    return Loaded([_seen(store, change, failure, patience) for change in changes], failure)


def _seen(store: Store, change: Change, failure: BaseException | None, patience: float) -> Outcome:
    """What a store holds after a change; one that failed may be away for a while, or finish what it was asked later."""
    if not change:
        return Outcome(change, State.unchanged, change.present)
    start = time.monotonic()
    settled = start + _settling(failure, patience)
    pause = 0.1
    while True:
        try:
            now = store.read(change.graph, change.wanted)
            seen = state(change, now)
        except StoreError:
            now, seen = {}, State.unknown
        waiting = time.monotonic() < (start + patience if seen is State.unknown else settled)
        if failure is None or seen is State.new or not waiting:
            return Outcome(change, seen, now)
        time.sleep(pause)
        pause = min(2 * pause, 5.0)


def _settling(failure: BaseException | None, patience: float) -> float:
    """For how many seconds a store may still be at work on a request whose reply nobody waits for any more."""
    if isinstance(failure, StoreError):
        return patience if failure.timed_out else _SETTLING if failure.lost else 0.0
    return _SETTLING if failure else 0.0
