"""TriG (https://www.w3.org/TR/trig/): the Turtle of each graph in its own block."""

from __future__ import annotations

from vitagraph.rdf.syntaxes import Graphs
from vitagraph.rdf.syntaxes.turtle import Names, subjects


def write(document: str, graphs: Graphs) -> str:
    """TriG with the graphs in the order public, contact, private, meta."""
    names = Names(document)
    blocks = []
    for graph, triples in graphs.items():
        body = "".join(subjects(triples, names, document))
        blocks.append(f"\n{names(graph)} {{\n{body}\n}}\n")
    return names.preamble() + "".join(blocks)
