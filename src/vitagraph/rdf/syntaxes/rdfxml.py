"""RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/), written by pyoxigraph: one element for each resource."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BufferedWriter, RawIOBase
from typing import Any

from vitagraph.rdf.syntaxes import Graphs, Syntax, union
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import PREFIXES

#: bytes
_PIECE = 1 << 16


def write(document: str, graphs: Graphs) -> str:
    """RDF/XML with the triples of a resource together, the resources in the order of the records."""
    return "".join(pieces(document, graphs))


def pieces(document: str, graphs: Graphs) -> Iterator[str]:
    """The same in pieces: the lines of a large graph take twice the memory of its RDF/XML."""
    from codecs import getincrementaldecoder

    from pyoxigraph import RdfFormat, parse, serialize

    by_subject: dict[Term, list[Triple]] = defaultdict(list)
    for triple in union(graphs):
        by_subject[triple[0]].append(triple)
    lines = ("".join(f"{s} {p} {o} .\n" for s, p, o in triples) for triples in by_subject.values())
    parsed = (quad.triple for piece in lines for quad in parse(piece, RdfFormat.N_TRIPLES))
    written = _Pieces()
    with BufferedWriter(written, _PIECE) as file:
        serialize(parsed, file, RdfFormat.RDF_XML, prefixes=PREFIXES)
    decoder = getincrementaldecoder("utf-8")()
    for piece in written.all:
        # A parser reads a bare carriage return as a line feed (XML 1.0, section 2.11).
        yield decoder.decode(piece).replace("\r", "&#13;")
    yield "\n"


class _Pieces(RawIOBase):
    """A file that keeps what is written to it in pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[bytes] = []

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any, /) -> int:
        """Keeps a piece."""
        self.all.append(bytes(data))
        return len(data)


def _recognises(text: str, suffix: str) -> bool:
    return text.startswith("<") and not text.startswith("<http") and bool(re.search(r"<rdf:RDF|22-rdf-syntax-ns#", text[:4000]))


SYNTAX = Syntax(
    "rdfxml",
    "RDF/XML",
    suffixes=("rdf", "xml"),
    media_type="application/rdf+xml",
    write=write,
    format="RDF_XML",
    parser="RDF_XML",
    recognises=_recognises,
    order=60,
    recognition_order=40,
    pieces=pieces,
    in_sites=False,
)
