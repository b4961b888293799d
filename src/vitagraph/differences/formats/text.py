"""For people: one block for each record."""

from __future__ import annotations

from collections.abc import Iterable

from vitagraph.differences.formats import DifferenceFormat
from vitagraph.differences.records import Difference, Group
from vitagraph.rdf.syntaxes.turtle import Names
from vitagraph.rdf.terms import Term, Triple


def write(differences: Iterable[Difference]) -> str:
    """The place and name of each record, then the triples that are removed and added, abbreviated as in Turtle."""
    names = ((one, Names(one.document)) for one in differences)
    return "\n".join(_block(group, known) for one, known in names for group in one.groups)


def _block(group: Group, names: Names) -> str:
    where = f"{group.place}: " if group.place.source else ""
    graph = group.graph.rpartition("/")[2].removesuffix(">")
    heading = f"{where}{group.about}" + (f" [{graph}]" if graph and graph != "public" else "")
    lines = [f"  {sign} {_abbreviated(triple, group.node, names)}" for sign, triple in _signed(group)]
    return "\n".join([heading, *lines]) + "\n"


def _signed(group: Group) -> list[tuple[str, Triple]]:
    """The removed and added triples; those with the same subject and predicate are neighbours."""
    signed = [("-", triple) for triple in group.removed] + [("+", triple) for triple in group.added]
    return sorted(signed, key=lambda pair: (pair[1][0] != group.node, pair[1][:2], pair[0] == "+", pair[1][2]))


def _abbreviated(triple: Triple, node: Term, names: Names) -> str:
    subject, predicate, term = triple
    rest = f"{names[predicate]} {names[term]}"
    return rest if subject == node else f"{names[subject]} {rest}"


FORMAT = DifferenceFormat("text", 0, write)
