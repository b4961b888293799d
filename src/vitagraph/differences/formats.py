"""A difference in a form for people, and in one for programs."""

from __future__ import annotations

from collections.abc import Iterable

from vitagraph.differences.records import Difference, Group
from vitagraph.rdf.syntaxes.turtle import Names
from vitagraph.rdf.terms import Term, Triple


def as_text(differences: Iterable[Difference]) -> str:
    """One block a record: its place and name, then what is removed and added, in Turtle's words."""
    names = ((one, Names(one.document)) for one in differences)
    return "\n".join(_block(group, known) for one, known in names for group in one.groups)


def _block(group: Group, names: Names) -> str:
    where = f"{group.place}: " if group.place.source else ""
    graph = group.graph.rpartition("/")[2].removesuffix(">")
    heading = f"{where}{group.about}" + (f" [{graph}]" if graph and graph != "public" else "")
    lines = [f"  {sign} {_said(triple, group.node, names)}" for sign, triple in _signed(group)]
    return "\n".join([heading, *lines]) + "\n"


def _signed(group: Group) -> list[tuple[str, Triple]]:
    """Removed and added triples, those of one subject and predicate together."""
    signed = [("-", triple) for triple in group.removed] + [("+", triple) for triple in group.added]
    return sorted(signed, key=lambda pair: (pair[1][0] != group.node, pair[1][:2], pair[0] == "+", pair[1][2]))


def _said(triple: Triple, node: Term, names: Names) -> str:
    subject, predicate, term = triple
    said = f"{names(predicate)} {names(term)}"
    return said if subject == node else f"{names(subject)} {said}"


def as_patch(differences: Iterable[Difference]) -> str:
    """RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html): one transaction."""
    lines = ["TX ."]
    for group in (group for one in differences for group in one.groups):
        graph = f" {group.graph}" if group.graph else ""
        lines += [f"D {s} {p} {o}{graph} ." for s, p, o in group.removed]
        lines += [f"A {s} {p} {o}{graph} ." for s, p, o in group.added]
    return "\n".join([*lines, "TC ."]) + "\n"
