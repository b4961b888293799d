"""The lines that a CV becomes."""

from __future__ import annotations

from collections.abc import Iterable

from vitagraph.mapping import dataset_of
from vitagraph.records import Index


def quads(index: Index, include: Iterable[str] = (), graphs: bool = True) -> tuple[str, int]:
    """The N-Quads of a CV, or without `graphs` its N-Triples, in the order of its records, each line once; and their number."""
    dataset = dataset_of(index)
    if not graphs:
        triples = dataset.triples(include)
        return "".join([f"{s} {p} {o} .\n" for s, p, o in triples]), len(triples)
    wanted = dataset.graphs(include)
    lines = [f"{s} {p} {o} {graph} .\n" for graph, triples in wanted.items() for s, p, o in triples]
    return "".join(lines), len(lines)
