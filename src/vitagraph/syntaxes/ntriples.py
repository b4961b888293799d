"""N-Triples (https://www.w3.org/TR/n-triples/), sorted: two graphs are equal when their texts are."""

from __future__ import annotations

from vitagraph.syntaxes import Graphs, union


def write(document: str, graphs: Graphs) -> str:
    """One line a triple, in the order of code points."""
    return "".join(sorted([f"{s} {p} {o} .\n" for s, p, o in union(graphs)]))
