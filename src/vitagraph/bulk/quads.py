"""The lines of a CV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from vitagraph.mapping import description, statements
from vitagraph.rdf.dataset import PUBLIC
from vitagraph.rdf.terms import Triple
from vitagraph.records import Index

#: lines in a piece: pieces that fit into the processor's cache take half the time
_PIECE = 500


def quads(index: Index, include: Iterable[str] = (), graphs: bool = True) -> tuple[Iterator[bytes], int]:
    """The N-Quads of a CV, or without `graphs` the N-Triples of what is public, in the order of its records; and their number.

    Each line occurs once. The pieces are available when the whole CV is mapped. The lines are those of its `Dataset`, which visits
    every triple again. Raises DataError where records contradict each other.
    """
    graphs_of_cv = statements(index)
    graphs_of_cv["meta"] = dict.fromkeys(description(index, graphs_of_cv))
    selected = {name: triples for name, triples in graphs_of_cv.items() if triples and (name in PUBLIC or name in include)}
    if not graphs:
        public = selected.get("public", {})
        beside = [triple for triple in selected["meta"] if triple not in public]
        return _pieces(chain(public, beside), b" .\n"), len(public) + len(beside)
    pieces = (_pieces(triples, f" <{index.document}#graph/{name}> .\n".encode()) for name, triples in selected.items())
    return chain.from_iterable(pieces), sum(map(len, selected.values()))


def _pieces(triples: Iterable[Triple], end: bytes) -> Iterator[bytes]:
    """One line for each triple, by functions in C, as a publication has a hundred."""
    # Encoded line by line, as ASCII lines need no work.
    lines = map(str.encode, map(" ".join, triples))
    while some := list(islice(lines, _PIECE)):
        yield end.join(some) + end
