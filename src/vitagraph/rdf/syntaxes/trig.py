"""TriG (https://www.w3.org/TR/trig/): the Turtle of each graph in its own block."""

from __future__ import annotations

import re

from vitagraph.rdf.syntaxes import Graphs, Syntax
from vitagraph.rdf.syntaxes.turtle import Names, looks_like_turtle, subjects


def write(document: str, graphs: Graphs) -> str:
    """TriG with the graphs in the order public, contact, private, meta; the default graph without a block."""
    names = Names(document)
    blocks = []
    for graph, triples in graphs.items():
        body = "".join(subjects(triples, names, document))
        blocks.append(f"\n{names[graph]} {{\n{body}\n}}\n" if graph else body)
    return names.preamble() + "".join(blocks)


def _recognises(text: str, suffix: str) -> bool:
    return looks_like_turtle(text) and (suffix == "trig" or bool(re.search(r"(?m)^\S+ \{$", text)))


SYNTAX = Syntax(
    "trig",
    "TriG",
    suffixes=("trig",),
    media_type="application/trig",
    write=write,
    named_graphs=True,
    format="TriG",
    parser="TRIG",
    recognises=_recognises,
    order=50,
    recognition_order=50,
)
