"""What the hand-written shapes constrain already: for each record class, its predicates and what is stated of each."""

from __future__ import annotations

import enum
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


class Aspect(enum.Enum):
    """What a constraint states of the values of a predicate."""

    #: there is one
    required = enum.auto()
    #: there are not several, or none in the same language
    single = enum.auto()
    #: their class, datatype, pattern ...
    form = enum.auto()


_ASPECTS = {
    **dict.fromkeys(("minCount", "qualifiedMinCount", "hasValue"), Aspect.required),
    **dict.fromkeys(("maxCount", "uniqueLang"), Aspect.single),
    **dict.fromkeys(("class", "datatype", "in", "node", "nodeKind", "or", "pattern", "xone"), Aspect.form),
}
#: predicate -> the terms at its other end
Values = dict[Predicate, set[Term]]


class Coverage:
    """What shapes state of the values of each predicate, by record class.

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

    def states(self, records: Iterable[type[Record]], predicates: Iterable[Predicate], aspect: Aspect) -> bool:
        """Whether a shape states this of the values of one of these predicates of one of these record classes."""
        stated = {(predicate, aspect) for predicate in predicates}
        return any(not stated.isdisjoint(paths.stated) for record in records for paths in self._of(record))

    def equates(self, records: Iterable[type[Record]], one: Predicate, other: Predicate) -> bool:
        """Whether a shape states that two predicates of one of these record classes have the same values."""
        return any({one, other} in paths.equal for record in records for paths in self._of(record))

    def targets(self, record: type[Record]) -> bool:
        """Whether a shape has a record class among its targets."""
        return any(True for _ in self._of(record))

    def _of(self, record: type[Record]) -> Iterator[_Paths]:
        """What the shapes that concern a record class state."""
        known = self._known(record)
        return (paths for targets, paths in self._shapes if not known.isdisjoint(targets))

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


class _Paths(NamedTuple):
    """What a shape states of the values of predicates, and the pairs of predicates that have the same values."""

    stated: set[tuple[Predicate, Aspect]]
    equal: list[set[Predicate]]


def _paths(graph: Graph, shape: Node) -> _Paths:
    """What a shape states of its focus nodes, by itself and its property shapes; not what holds in one of several cases."""
    found = _Paths(set(), [])
    waiting, seen = [shape], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        path = graph.value(one, _term("path"))
        if path is None:
            waiting += [*graph.objects(one, _term("property")), *graph.objects(one, _term("node"))]
            waiting += [member for head in graph.objects(one, _term("and")) for member in graph.items(head)]
        elif graph.value(one, _term("severity")) not in (_term("Warning"), _term("Info")):  # what is only advised is not stated
            _add_path(found, graph, one, path)
    return found


def _add_path(found: _Paths, graph: Graph, shape: Node, path: Node) -> None:
    """Adds what a property shape states; the values of a predicate that equals another one have the same aspects."""
    from rdflib import RDF, URIRef

    inverse = graph.value(path, _term("inversePath"))
    first = inverse if inverse is not None else path if isinstance(path, URIRef) else graph.value(path, RDF.first)
    if not isinstance(first, URIRef):
        return
    own = Predicate(first.n3(), inverse is not None)
    equal = [Predicate(term.n3()) for term in graph.objects(shape, _term("equals"))]
    found.equal.extend({own, other} for other in equal)
    aspects = {aspect for name, aspect in _ASPECTS.items() if (shape, _term(name), None) in graph}
    found.stated.update((predicate, aspect) for predicate in (own, *equal) for aspect in aspects)
