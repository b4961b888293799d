"""RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/), written by pyoxigraph: one element a resource, in our order."""

from __future__ import annotations

from collections import defaultdict

from vitagraph.rdf.syntaxes import Graphs, union
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
    # A bare carriage return would come back as a line feed (XML 1.0, section 2.11).
    return data.decode().replace("\r", "&#13;") + "\n"
