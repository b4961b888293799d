"""N-Quads (https://www.w3.org/TR/n-quads/), sorted within each graph."""

from __future__ import annotations

import re

from vitagraph.rdf.syntaxes import Graphs, Syntax
from vitagraph.rdf.syntaxes.turtle import looks_like_turtle


def write(document: str, graphs: Graphs) -> str:
    """One line for each quad, the graphs in the order public, contact, private, meta."""
    lines: list[str] = []
    for graph, triples in graphs.items():
        end = f" {graph} .\n" if graph else " .\n"
        lines += sorted([f"{s} {p} {o}{end}" for s, p, o in triples])
    return "".join(lines)


def _recognises(text: str, suffix: str) -> bool:
    return looks_like_turtle(text) and (suffix == "nq" or bool(re.match(r"<[^>]*> <[^>]*> .* <[^>]*> \.\n", text)))


SYNTAX = Syntax(
    "nquads",
    "N-Quads",
    suffixes=("nq",),
    media_type="application/n-quads",
    write=write,
    named_graphs=True,
    format="N-Quads",
    parser="N_QUADS",
    recognises=_recognises,
    order=40,
    recognition_order=60,
)
