"""The graph that CONSTRUCT and DESCRIBE answer with, in one of the RDF syntaxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vitagraph.rdf.syntaxes import jsonld, rdfxml
from vitagraph.rdf.syntaxes.turtle import Names, subjects
from vitagraph.rdf.terms import Triple


def write(triples: Iterable[Triple], syntax: str) -> Iterator[str]:
    """The triples in the order of their N-Triples, each once."""
    ordered = sorted(set(triples))
    if syntax in ("ntriples", "nquads"):
        yield from (f"{s} {p} {o} .\n" for s, p, o in ordered)
    elif syntax in ("turtle", "trig"):
        names = Names("")
        body = "".join(subjects(ordered, names, "", headings=False))
        yield names.preamble().partition("\n")[2] + body  # without a base: the graph belongs to no document
    elif syntax == "rdfxml":
        yield rdfxml.write("", {"": tuple(ordered)})
    elif any(term.startswith("_:") for s, _, o in ordered for term in (s, o)):
        yield _expanded(ordered)
    else:
        yield jsonld.write("", {"": tuple(ordered)})


def _expanded(triples: Iterable[Triple]) -> str:
    """JSON-LD without a context: our own writer knows no blank nodes."""
    from pyoxigraph import RdfFormat, parse, serialize

    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
    written = serialize((quad.triple for quad in parse(lines, RdfFormat.N_TRIPLES)), format=RdfFormat.JSON_LD)
    return (written or b"").decode("utf-8") + "\n"
