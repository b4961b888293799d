"""N-Triples (https://www.w3.org/TR/n-triples/), sorted: two graphs are equal when their texts are."""

from __future__ import annotations

from collections.abc import Iterable

from vitagraph.rdf.syntaxes import Graphs, union
from vitagraph.rdf.terms import Triple


def write(document: str, graphs: Graphs) -> str:
    """One line a triple, in the order of code points."""
    return _text(sorted(map(" ".join, union(graphs))))


def lines(triples: Iterable[Triple]) -> str:
    """One line a triple, in the order given."""
    return _text(map(" ".join, triples))


def _text(statements: Iterable[str]) -> str:
    return " .\n".join([*statements, ""])
