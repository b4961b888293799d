"""What the hand-written shapes constrain already: for each record class, its predicates and whether one is required."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from vitagraph.rdf.dataset import RESTRICTED, Dataset
from vitagraph.rdf.terms import Term
from vitagraph.rdf.vocabulary import RDF, Iri
from vitagraph.records import Index, Record, plan

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SHACL = "http://www.w3.org/ns/shacl#"


class Predicate(NamedTuple):
    """A path of one step."""

    iri: Iri
    inverse: bool = False


#: predicate -> the terms at its other end
Values = dict[Predicate, set[Term]]


class Coverage:
    """The predicates that shapes constrain and require, by record class.

    A shape concerns a record class if its target is an RDF class or a predicate of it, or if it has focus nodes among the records
    of this class in an example: what `structure` adds is seen only there.
    """

    def __init__(self, shapes: str, example: Iterable[tuple[type[Record], Values]]) -> None:
        from rdflib import Graph

        graph = Graph().parse(data=shapes, format="turtle")
        self._shapes = [(_targets(graph, shape), _paths(graph, shape)) for shape in _with_targets(graph)]
        self._nodes: defaultdict[type[Record], list[Values]] = defaultdict(list)
        for record, values in example:
            self._nodes[record].append(values)

    def constrains(self, records: Iterable[type[Record]], predicates: Iterable[Predicate]) -> bool:
        """Whether a shape constrains one of these predicates of one of these record classes."""
        return not set(predicates).isdisjoint(self._constrained(records, required=False))

    def requires(self, records: Iterable[type[Record]], predicates: Iterable[Predicate]) -> bool:
        """Whether a shape requires a value of one of these predicates of one of these record classes."""
        return not set(predicates).isdisjoint(self._constrained(records, required=True))

    def targets(self, record: type[Record]) -> bool:
        """Whether a shape has a record class among its targets."""
        return any(not self._known(record).isdisjoint(targets) for targets, _ in self._shapes)

    def differ(self, records: Iterable[type[Record]], one: Predicate, other: Predicate) -> bool:
        """Whether a record of these classes in the example has other values under one predicate than under the other."""
        return any(values.get(one) != values.get(other) for record in records for values in self._nodes[record])

    def _constrained(self, records: Iterable[type[Record]], required: bool) -> Iterator[Predicate]:
        for record in records:
            known = self._known(record)
            for targets, paths in self._shapes:
                if not known.isdisjoint(targets):
                    yield from (path for path, needed in paths if needed or not required)

    def _known(self, record: type[Record]) -> set[Iri | Predicate]:
        """The RDF classes and predicates of a record class: those it declares, and those of its records in the example."""
        known: set[Iri | Predicate] = set(record.types)
        known |= {Predicate(one) for field in plan(record).fields.values() for one in field.all_predicates()}
        for values in self._nodes[record]:
            known.update(values, values.get(Predicate(RDF.type), ()))
        return known


def observed(index: Index, dataset: Dataset) -> Iterator[tuple[type[Record], Values]]:
    """The class of each record of a CV, and what the graph states of its node."""
    nodes: defaultdict[Term, Values] = defaultdict(dict)
    for subject, predicate, term in dataset.triples(RESTRICTED):
        nodes[subject].setdefault(Predicate(predicate), set()).add(term)
        nodes[term].setdefault(Predicate(predicate, inverse=True), set()).add(subject)
    for node, record in index.records.items():
        yield type(record), nodes[node]


def _with_targets(graph: Graph) -> list[Node]:
    names = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
    return list(dict.fromkeys(shape for name in names for shape in graph.subjects(_term(name))))


def _term(name: str) -> Node:
    from rdflib import URIRef

    return URIRef(_SHACL + name)


def _targets(graph: Graph, shape: Node) -> set[Iri | Predicate]:
    classes: set[Iri | Predicate] = {one.n3() for one in graph.objects(shape, _term("targetClass"))}
    subjects = {Predicate(one.n3()) for one in graph.objects(shape, _term("targetSubjectsOf"))}
    return classes | subjects | {Predicate(one.n3(), inverse=True) for one in graph.objects(shape, _term("targetObjectsOf"))}


def _paths(graph: Graph, shape: Node) -> set[tuple[Predicate, bool]]:
    """The predicates that a shape constrains, by itself, its property shapes and the shapes it combines; whether one is required."""
    from rdflib import RDF, URIRef

    found: set[tuple[Predicate, bool]] = set()
    waiting, seen = [shape], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for name in ("property", "node", "not"):
            waiting += graph.objects(one, _term(name))
        for name in ("or", "and", "xone"):
            waiting += [member for head in graph.objects(one, _term(name)) for member in graph.items(head)]
        path = graph.value(one, _term("path"))
        if path is None or graph.value(one, _term("severity")) in (_term("Warning"), _term("Info")):
            continue  # what is only advised is not required
        inverse = graph.value(path, _term("inversePath"))
        first = inverse if inverse is not None else path if isinstance(path, URIRef) else graph.value(path, RDF.first)
        needed = any((one, _term(name), None) in graph for name in ("minCount", "qualifiedMinCount", "hasValue"))
        found |= {(Predicate(term.n3(), inverse is not None), needed) for term in [first] if isinstance(term, URIRef)}
        found |= {(Predicate(term.n3()), False) for term in graph.objects(one, _term("equals"))}
    return found
