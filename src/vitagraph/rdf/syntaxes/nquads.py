"""N-Quads (https://www.w3.org/TR/n-quads/), sorted within each graph."""

from __future__ import annotations

from vitagraph.rdf.syntaxes import Graphs


def write(document: str, graphs: Graphs) -> str:
    """One line a quad, the graphs in the order public, contact, private, meta."""
    lines: list[str] = []
    for graph, triples in graphs.items():
        lines += sorted([f"{s} {p} {o} {graph} .\n" for s, p, o in triples])
    return "".join(lines)
