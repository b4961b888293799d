"""The messages of a load."""

from __future__ import annotations

from collections.abc import Mapping

from vitagraph.rdf.terms import Term
from vitagraph.stores import Loaded, LoadedGraph, State
from vitagraph.stores.loads import Load


class Tally:
    """Counts over all CVs."""

    def __init__(self) -> None:
        self.cvs = self.graphs = self.unchanged = self.triples = self.added = self.removed = self.skipped = 0

    def add(self, loaded: Loaded, cvs: int = 1) -> None:
        """Counts the graphs of one CV, or of links."""
        self.cvs += cvs
        for graph in loaded.graphs:
            self.graphs += bool(graph.now or graph.change.present)
            self.unchanged += graph.state is State.unchanged and bool(graph.now)
            self.triples += len(graph.now)
            if graph.state is State.new:
                self.added += len(graph.change.added)
                self.removed += len(graph.change.removed)

    def skip(self, load: Load) -> None:
        """Counts a CV whose files and number of triples are those of its last load."""
        self.cvs += 1
        self.skipped += 1
        present = [count for count in load.graphs.values() if count]
        self.graphs += len(present)
        self.unchanged += len(present)
        self.triples += sum(present)

    def summary(self, store: str, seconds: float) -> str:
        """The counts on one line."""
        changes = self.added + self.removed
        changed = f"{counted(self.added, 'triple')} added, {self.removed:,} removed" if changes else "0 changes, nothing was sent"
        total = f"{counted(self.cvs, 'CV')}, {counted(self.graphs, 'graph')} ({self.unchanged:,} unchanged), {self.triples:,} triples"
        method = "counted" if self.skipped and self.skipped == self.cvs else "read back and compared"
        skipped = f"; {counted(self.skipped, 'CV')} skipped, with the same files and as many triples as when last loaded"
        return f"{store}: {changed}; {total}; {method} in {seconds:.1f} s{skipped if self.skipped else ''}"


def load_report(loaded: Loaded, source: str) -> str:
    """The state of each graph of a CV that changed or failed."""
    lines = [f"{source}:"] if loaded.failure is None else [f"vitagraph: {source}: {_failed(loaded)}"]
    lines += [f"  {graph.change.graph}: {_state(graph)}" for graph in loaded.graphs if graph.change]
    if not loaded.whole:
        lines.append(_advice(loaded))
    return "\n".join(lines)


def graphs_left_out(kept: Mapping[Term, int]) -> str:
    """The restricted graphs in a store that the load did not include; "" where there are none."""
    lines = [f"  {graph}: {count:,} triples of an earlier load; --include names it, unload removes it" for graph, count in kept.items()]
    return "\n".join(lines)


def _failed(loaded: Loaded) -> str:
    reason = "interrupted" if isinstance(loaded.failure, KeyboardInterrupt) else str(loaded.failure)
    end = "the store was read again, and has all expected triples" if loaded.whole else "the store was read again, and has"
    return f"{reason}\n  {end}:"


def _state(graph: LoadedGraph) -> str:
    change, now = graph.change, graph.now
    if graph.state is State.new:
        counted = f"{len(now):,} triples (+{len(change.added):,} -{len(change.removed):,}), sha256:{graph.digest[:16]}"
        return f"new, whole: {counted}" if now else f"removed, {len(change.removed):,} triples"
    if graph.state is State.old:
        return f"old, whole: {len(now):,} triples" if now else "old: no such graph"
    if graph.state is State.unknown:
        return "unknown: the store does not respond"
    common = len(now.keys() & change.expected.keys())
    return f"PARTIAL: {len(now):,} triples, {common:,} of the {len(change.expected):,} that were loaded"


def _advice(loaded: Loaded) -> str:
    states = {graph.state for graph in loaded.graphs}
    if getattr(loaded.failure, "timed_out", False) and State.old in states:
        return "the store may still process it; load again later"
    if State.partial in states and loaded.failure is None:
        return "the store does not contain what was sent: it changes triples, or another process writes to it; see `vitagraph diff`"
    if getattr(loaded.failure, "refused", False):
        return "correct the cause, then load again"
    return "load again to continue" if State.partial not in states else "load again to repair it"


def counted(count: int, name: str) -> str:
    """A number with its noun."""
    return f"{count:,} {name}{'' if count == 1 else 's'}"
