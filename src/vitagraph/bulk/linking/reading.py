"""The nodes of an export's CVs, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vitagraph.bulk.export import ExportedPartition
from vitagraph.bulk.linking.documents import DocumentFacts, Node, Triple, documents
from vitagraph.bulk.outputs import Export, lines_of_part
from vitagraph.rdf.dataset import RESTRICTED

_RESTRICTED = tuple(f"#graph/{name}> .\n" for name in RESTRICTED)


def nodes_of(export: Export) -> Iterator[tuple[str, Iterable[Node]]]:
    """The documents of an export, each with its nodes."""
    for _, partition in export.files():
        yield from nodes_of_part(export, partition)


def nodes_of_part(export: Export, partition: ExportedPartition) -> Iterator[tuple[str, Iterable[Node]]]:
    """The documents of a partition, each with its nodes."""
    for triples in documents(_triples(export, partition)):
        yield triples[0][0].partition("#")[0], DocumentFacts(triples).nodes()


def _triples(export: Export, partition: ExportedPartition) -> Iterator[Triple]:
    """The public triples of a partition: links are public, and so is what follows from them."""
    for line in lines_of_part(export, partition):
        if line.endswith(_RESTRICTED):
            continue
        subject, predicate, rest = line.split(" ", 2)
        term = rest.rstrip(" .\n")
        if term[-1] == ">" and (start := term.rfind(" <")) > term.rfind('"') and start > 0:
            term = term[:start]  # without the graph
        yield subject, predicate, term
