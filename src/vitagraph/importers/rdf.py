"""RDF that vitagraph wrote, in any syntax, or a page that embeds it -> records."""

from __future__ import annotations

from vitagraph.errors import Place, Problem
from vitagraph.importers.report import Imported
from vitagraph.mapping.inverse import records
from vitagraph.records import sections
from vitagraph.sources import read_graphs

#: format -> the name of pyoxigraph's format
RDF_FORMATS = {
    "turtle": "TURTLE",
    "jsonld": "JSON_LD",
    "ntriples": "N_TRIPLES",
    "nquads": "N_QUADS",
    "trig": "TRIG",
    "rdfxml": "RDF_XML",
}


def read(text: str, source: str, format: str) -> Imported:
    """The records of an RDF text; a triple that no record can say has no home.

    Raises DataError where the text is not well-formed or tells of no CV.
    """
    cv, lost = records(read_graphs(source, text, RDF_FORMATS[format]), source)
    homeless = [Problem(Place(source), f"no record can say {' '.join(triple)}; it was left out") for triple in lost]
    return Imported(cv, sum(len(getattr(cv, name)) for name in sections()), homeless, [])
