"""Builds the same graph term by term with rdflib and writes it as Turtle: `with_rdflib.py TERMS.pickle OUTPUT.ttl`."""

import pickle
import sys
from pathlib import Path

from rdflib import Graph, Literal, URIRef


def main() -> None:
    """Builds and writes the graph; the terms come as (value, is IRI, language, datatype)."""
    graph = Graph()
    for triple in pickle.loads(Path(sys.argv[1]).read_bytes()):
        graph.add(
            tuple(
                URIRef(value) if is_iri else Literal(value, lang=language or None, datatype=datatype or None)
                for value, is_iri, language, datatype in triple
            )
        )
    graph.serialize(sys.argv[2], format="turtle")


main()
