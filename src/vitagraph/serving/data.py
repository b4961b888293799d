"""The document, its resources in every syntax, and its works in every format: a server writes those that a site has no files for."""

from __future__ import annotations

from vitagraph.rdf.syntaxes import SYNTAXES, Syntax
from vitagraph.rdf.terms import iri
from vitagraph.serving.edition import Edition


def is_described(stem: str, edition: Edition) -> bool:
    """Returns whether there is data of the document or the resource whose files have this name without suffix."""
    return bool(edition.files) and (stem == edition.address.stem or stem in edition.resources)


def content(path: str, edition: Edition) -> bytes | None:
    """The content of a path: a file of the site, or what it has no file of; None where there is neither."""
    if path in edition.files:
        return edition.files[path]
    for syntax in SYNTAXES.all.values():
        stem = path.removesuffix(f".{syntax.suffix}")
        if stem != path and is_described(stem, edition):
            return _written(edition, stem, syntax)
    text = edition.citations.text(path)
    return None if text is None else text.encode()


def _written(edition: Edition, stem: str, syntax: Syntax) -> bytes:
    graphs = edition.graphs
    if stem != edition.address.stem:
        own = set(edition.resources.graph(stem)[""])
        graphs = {name: tuple(triple for triple in triples if triple in own) for name, triples in graphs.items()}
    if not syntax.named_graphs:
        graphs = {"": tuple(dict.fromkeys(triple for triples in graphs.values() for triple in triples))}
    return syntax.write(edition.document, {name: triples for name, triples in graphs.items() if triples}).encode()


def with_endpoint(void: bytes, document: str, endpoint: str) -> bytes:
    """The description of the dataset with the address of its SPARQL endpoint (VoID, section 3.2)."""
    return void + f"\n{iri(document + '#dataset')} <http://rdfs.org/ns/void#sparqlEndpoint> {iri(endpoint)} .\n".encode()
