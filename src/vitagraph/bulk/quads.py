"""The lines that a CV becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from vitagraph.mapping import description, statements
from vitagraph.rdf.dataset import PUBLIC
from vitagraph.rdf.terms import Triple
from vitagraph.records import Index

#: lines at a time: pieces that stay in the processor's cache are made, encoded and digested in half the time
_PIECE = 500


def quads(index: Index, include: Iterable[str] = (), graphs: bool = True) -> tuple[Iterator[bytes], int]:
    """The N-Quads of a CV, or without `graphs` the N-Triples of what is public, in the order of its records; and their number.

    Each line comes once. They come in pieces, once the whole CV is mapped. They are those of its `Dataset`, which looks at
    every triple once more. Raises DataError where records contradict each other.
    """
    said = statements(index)
    said["meta"] = dict.fromkeys(description(index, said))
    wanted = {name: triples for name, triples in said.items() if triples and (name in PUBLIC or name in include)}
    if not graphs:
        public = wanted.get("public", {})
        beside = [triple for triple in wanted["meta"] if triple not in public]
        return _pieces(chain(public, beside), b" .\n"), len(public) + len(beside)
    pieces = (_pieces(triples, f" <{index.document}#graph/{name}> .\n".encode()) for name, triples in wanted.items())
    return chain.from_iterable(pieces), sum(map(len, wanted.values()))


def _pieces(triples: Iterable[Triple], end: bytes) -> Iterator[bytes]:
    """One line a triple; made in C, since there are a hundred a publication."""
    # Encoded line by line, as most lines are ASCII and cost nothing then.
    lines = map(str.encode, map(" ".join, triples))
    while some := list(islice(lines, _PIECE)):
        yield end.join(some) + end
