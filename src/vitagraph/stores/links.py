"""The graphs of links between CVs, which `vitagraph bulk link` writes: those of a file replace those of an earlier run in a store.

`emptied` removes them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vitagraph.errors import DataError, Place, Problem
from vitagraph.files.budget import open_stream
from vitagraph.rdf.sources import UNREADABLE, unreadable
from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import OWL, PROV, RDF, SCHEMA, VOID
from vitagraph.stores.contents import Contents, contents
from vitagraph.stores.store import Store

#: the suffix of a file of links
SUFFIX = ".nq"
_LINKS = (OWL.sameAs, SCHEMA.sameAs)


class Links:
    """The link graphs of a file: the description and the graphs that it names, each with its contents.

    Raises UsageError where the file cannot be read, DataError where it holds other graphs or other numbers of links than it states.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        graphs: dict[Term, list[Triple]] = {}
        for graph, triple in _quads(file):
            graphs.setdefault(graph, []).append(triple)
        described = [graph for graph, triples in graphs.items() if (graph, RDF.type, VOID.Dataset) in triples]
        if len(described) != 1:
            raise self._wrong("this holds no description of link graphs; name a file that `vitagraph bulk link` wrote")
        #: the graph that describes the others
        self.description = described[0]
        self.graphs = {graph: contents(triples) for graph, triples in graphs.items()}
        self._check(_subsets(self.description, graphs[self.description]), graphs[self.description])

    def _check(self, subsets: list[Term], described: list[Triple]) -> None:
        sizes = {node: parse(term).value for node, predicate, term in described if predicate == VOID.triples}
        for graph, content in self.graphs.items():
            others = any(predicate not in _LINKS for _, predicate, _ in content)
            if graph != self.description and (graph not in subsets or others):
                raise self._wrong(f"the graph {graph} holds no links that the file describes; write the file again")
        for graph in subsets:
            if sizes.get(graph) != str(count := len(self.graphs.get(graph, ()))):
                raise self._wrong(f"the graph {graph} has {count:,} links and not {sizes.get(graph)}; write the file again")

    def replacing(self, store: Store) -> dict[Term, Contents]:
        """Graph -> its contents after a load: those of the file, and no triples in the other link graphs that the store describes."""
        return emptied(store, self.description) | self.graphs

    def _wrong(self, message: str) -> DataError:
        return DataError([Problem(Place(self._file), message)])


def emptied(store: Store, description: Term) -> dict[Term, Contents]:
    """Graph -> no triples, for a description of link graphs in a store and the graphs that it names; none where it is no such one."""
    described = store.read(description)
    is_one = (description, PROV.wasGeneratedBy, f"{description[:-1]}#build>") in described
    return {graph: {} for graph in (description, *_subsets(description, described))} if is_one else {}


def _subsets(description: Term, described: Iterable[Triple]) -> list[Term]:
    """The graphs that a description names, if they are parts of it and not of a CV."""
    named = [term for node, predicate, term in described if (node, predicate) == (description, VOID.subset)]
    return [graph for graph in named if graph.startswith(f"{description[:-1]}#") and "#" not in description]


def _quads(file: str) -> Iterator[tuple[Term, Triple]]:
    from pyoxigraph import RdfFormat
    from pyoxigraph import parse as parsed

    with open_stream(file) as stream:
        try:
            for quad in parsed(stream, RdfFormat.N_QUADS):
                yield str(quad.graph_name), (str(quad.subject), str(quad.predicate), str(quad.object))
        except UNREADABLE as error:
            raise unreadable(file, error) from None
