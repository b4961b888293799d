"""RDF files and pages as sources of local queries: a file is read into a named graph, unless it names its graphs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from vitagraph.files.budget import check_elements
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.sources import (
    UNREADABLE,
    Parseable,
    embedded,
    offline,
    parseable,
    read_text,
    refuse_triple_terms,
    syntax_of,
    unreadable,
)

if TYPE_CHECKING:
    import pyoxigraph


def load(store: pyoxigraph.Store, file: str, include: Iterable[str] = ()) -> None:
    """Adds an RDF file, or the JSON-LD of a page; the restricted graphs of a CV stay out unless they are included.

    Raises UsageError where the file cannot be read, DataError where it is not well-formed.
    """
    from pyoxigraph import NamedNode, RdfFormat

    path = Path(file)
    base = path.absolute().as_uri()
    graph = NamedNode(base)
    text, syntax = read_text(file), syntax_of(file)
    input = parseable(file, text, syntax) if syntax else Parseable(text, "JSON_LD")
    text = input.text
    format: RdfFormat = getattr(RdfFormat, input.parser)
    to_graph = None if format.supports_datasets else graph
    if format == RdfFormat.RDF_XML:
        check_elements(text, file)
    texts = embedded(file, text) if syntax is None else [offline(file, text) if format == RdfFormat.JSON_LD else text]
    for one in texts:
        try:
            store.load(one, format, base_iri=base, to_graph=to_graph)
        except UNREADABLE as error:
            raise unreadable(file, error, input) from None
    if any(mark in text for mark in ("<<", "Triple", "@triple")):
        refuse_triple_terms(file, store)
    _name(store, graph)
    _withhold(store, include)


def _name(store: pyoxigraph.Store, graph: pyoxigraph.NamedNode) -> None:
    """Moves the triples of the default graph to the graph of the file."""
    from pyoxigraph import DefaultGraph, Quad

    unnamed = list(store.quads_for_pattern(None, None, None, DefaultGraph()))
    store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in unnamed)
    store.clear_graph(DefaultGraph())


def _withhold(store: pyoxigraph.Store, include: Iterable[str]) -> None:
    withheld = tuple(f"#graph/{name}" for name in RESTRICTED if name not in include)
    for name in list(store.named_graphs()):
        if withheld and name.value.endswith(withheld):
            store.remove_graph(name)
