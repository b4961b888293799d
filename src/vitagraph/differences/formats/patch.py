"""For programs: RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html)."""

from __future__ import annotations

from collections.abc import Iterable

from vitagraph.differences.formats import DifferenceFormat
from vitagraph.differences.records import Difference


def write(differences: Iterable[Difference]) -> str:
    """One transaction with all triples that are removed and added."""
    lines = ["TX ."]
    for group in (group for one in differences for group in one.groups):
        graph = f" {group.graph}" if group.graph else ""
        lines += [f"D {s} {p} {o}{graph} ." for s, p, o in group.removed]
        lines += [f"A {s} {p} {o}{graph} ." for s, p, o in group.added]
    return "\n".join([*lines, "TC ."]) + "\n"


FORMAT = DifferenceFormat("patch", 10, write)
