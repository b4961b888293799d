"""The description of the SPARQL endpoint (https://www.w3.org/TR/sparql11-service-description/), in every syntax."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.queries.formats import offered_iris
from vitagraph.rdf.syntaxes import Syntax
from vitagraph.rdf.terms import Term, Triple, iri, typed
from vitagraph.rdf.vocabulary import RDF, RDFS, VOID, XSD, Namespace
from vitagraph.serving.edition import Edition

SD = Namespace(
    "http://www.w3.org/ns/sparql-service-description#",
    """
    Dataset Graph NamedGraph SPARQL11Query Service UnionDefaultGraph defaultDataset defaultGraph endpoint feature graph name namedGraph
    resultFormat supportedLanguage
    """,
)


def description(endpoint: str, root: str, edition: Edition, syntax: Syntax) -> str:
    """What the endpoint at an address offers over an edition; `root` is the address of the server."""
    return syntax.write(endpoint, {"": tuple(_triples(endpoint, root, edition))})


def _triples(endpoint: str, root: str, edition: Edition) -> Iterator[Triple]:
    def own(name: str) -> Term:
        return iri(f"{endpoint}#{name}")

    service, dataset, merged = own("service"), own("dataset"), own("default-graph")
    yield service, RDF.type, SD.Service
    yield service, SD.endpoint, iri(endpoint)
    yield service, SD.supportedLanguage, SD.SPARQL11Query
    yield service, SD.feature, SD.UnionDefaultGraph
    for format in offered_iris():
        yield service, SD.resultFormat, iri(format)
    yield service, SD.defaultDataset, dataset
    yield dataset, RDF.type, SD.Dataset
    yield dataset, SD.defaultGraph, merged
    yield dataset, RDFS.seeAlso, iri(f"{root}.well-known/void")
    yield from _graph(merged, len({triple for triples in edition.graphs.values() for triple in triples}))
    for name, triples in edition.graphs.items():
        last = name.rstrip(">").rpartition("/")[2]
        named, graph = own(f"named-graph/{last}"), own(f"graph/{last}")
        yield dataset, SD.namedGraph, named
        yield named, RDF.type, SD.NamedGraph
        yield named, SD.name, name
        yield named, SD.graph, graph
        yield from _graph(graph, len(triples))


def _graph(node: Term, count: int) -> Iterator[Triple]:
    yield node, RDF.type, SD.Graph
    yield node, VOID.triples, typed(str(count), XSD.integer)
