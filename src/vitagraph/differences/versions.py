"""One version of a CV or of an RDF file: its graphs, and the places of its records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vitagraph.errors import Place
from vitagraph.mapping import dataset_of
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.sources import document_of, is_graph_file, parseable, read_graph, syntax_of
from vitagraph.rdf.syntaxes.ntriples import lines
from vitagraph.rdf.terms import Term
from vitagraph.records import Index
from vitagraph.stores import Change, expected
from vitagraph.stores.contents import Contents, contents, triples
from vitagraph.yaml import read_index


class Version(NamedTuple):
    """The graphs of a source by name, "" for an unnamed one; `shown_as` is its name in messages, where it is a copy."""

    source: str
    document: str
    graphs: dict[Term, Contents]
    identities: Index | None = None
    shown_as: str = ""

    @property
    def named(self) -> bool:
        """Whether its graphs have names."""
        return set(self.graphs) != {""}

    def united(self) -> Version:
        """The same triples in one graph without a name."""
        whole: Contents = {}
        for graph in self.graphs.values():
            whole |= graph
        return self._replace(graphs={"": whole})

    def shown(self, place: Place) -> Place:
        """A place in the source, with the name for messages."""
        if self.shown_as and place.source.startswith(self.source):
            return place._replace(source=self.shown_as + place.source.removeprefix(self.source))
        return place


def changes_between(old: Version, new: Version) -> list[Change]:
    """The differences, graph by graph; as one graph where one version has no named graphs."""
    if not (old.named and new.named):
        old, new = old.united(), new.united()
    graphs = dict.fromkeys([*new.graphs, *old.graphs])
    return [Change(graph, old.graphs.get(graph, {}), new.graphs.get(graph, {})) for graph in graphs]


def of_source(source: str, include: Iterable[str] = ()) -> Version:
    """The version in a CV's records or in an RDF file; restricted graphs only where they are included.

    Raises DataError for wrong input, UsageError where there is nothing to read.
    """
    if is_graph_file(source):
        return _of_file(source, include)
    index = read_index(source)
    return Version(source, index.document, expected(dataset_of(index), include), index)


def _of_file(source: str, include: Iterable[str]) -> Version:
    hidden = tuple(f"#graph/{name}>" for name in RESTRICTED if name not in set(include))
    graphs = {graph: content for graph, content in _graphs(source).items() if not graph.endswith(hidden)}
    document = next((graph[1:].partition("#")[0] for graph in graphs if "#graph/" in graph), "")
    if "" in graphs and len(graphs) == 1:
        document = document_of(lines(graphs[""].values()))
    return Version(source, document, graphs or {"": {}})


def _graphs(source: str) -> dict[Term, Contents]:
    """The graphs of an RDF file by name, "" for the default graph; blank nodes have canonical labels (RDFC-1.0)."""
    read = read_graph(source)
    text, united = read.text, read.triples
    syntax = syntax_of(source)
    if not (syntax and syntax.named_graphs):
        return {"": contents(triples(united))}
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, RdfFormat, parse

    input = parseable(source, text, syntax)
    dataset = Dataset(parse(input.text, getattr(RdfFormat, input.parser)))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    graphs: dict[Term, Contents] = {}
    for quad in dataset:
        graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
        graphs.setdefault(graph, {}).update(contents([(str(quad.subject), str(quad.predicate), str(quad.object))]))
    return graphs
