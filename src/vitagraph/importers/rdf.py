"""RDF that vitagraph wrote, in any syntax, or a page that embeds it -> records."""

from __future__ import annotations

from vitagraph.errors import Place, Problem
from vitagraph.importers.report import Imported
from vitagraph.rdf.sources import read_graphs
from vitagraph.rdf.syntaxes import Syntax
from vitagraph.rdf.terms import Triple
from vitagraph.records import sections
from vitagraph.recovery.recover import records


def read(text: str, source: str, syntax: Syntax) -> Imported:
    """The records of an RDF text; a triple that no record can state is reported.

    Raises DataError where the text is not well-formed or describes no CV.
    """
    graphs = read_graphs(source, text, syntax)
    unnamed = [triple for triples in graphs.values() for triple in triples if _is_unnamed(triple)]
    cv, lost = records({name: [one for one in triples if not _is_unnamed(one)] for name, triples in graphs.items()}, source)
    left_out = [Problem(Place(source), f"no record can state {' '.join(triple)}; it was left out") for triple in (*lost, *unnamed)]
    return Imported(cv, sum(len(getattr(cv, name)) for name in sections()), left_out, [])


def _is_unnamed(triple: Triple) -> bool:
    """Returns whether a triple has a blank node; records have IRIs and literals."""
    return triple[0].startswith("_:") or triple[2].startswith("_:")
