"""RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/), written by pyoxigraph: one element for each resource."""

from __future__ import annotations

import re
from collections import defaultdict

from vitagraph.rdf.syntaxes import Graphs, Syntax, union
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import PREFIXES


def write(document: str, graphs: Graphs) -> str:
    """RDF/XML with the triples of a resource together, the resources in the order of the records."""
    from pyoxigraph import RdfFormat, parse, serialize

    by_subject: dict[Term, list[Triple]] = defaultdict(list)
    for triple in union(graphs):
        by_subject[triple[0]].append(triple)
    lines = "".join(f"{s} {p} {o} .\n" for triples in by_subject.values() for s, p, o in triples)
    parsed = (quad.triple for quad in parse(lines, RdfFormat.N_TRIPLES))
    data: bytes = serialize(parsed, format=RdfFormat.RDF_XML, prefixes=PREFIXES)  # type: ignore[assignment]  # None is for files
    # A parser reads a bare carriage return as a line feed (XML 1.0, section 2.11).
    return data.decode().replace("\r", "&#13;") + "\n"


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
)
