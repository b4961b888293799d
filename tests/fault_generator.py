"""Faults for a graph: for each constraint of the shape files, the smallest change that the constraint must report.

A fact with two predicates is changed under both, as an invalid record would; so most faults violate one constraint only.

"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import yaml
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from conftest import ROOT
from vitagraph.rdf.vocabulary import PREFIXES

SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = "https://w3id.org/vitagraph/shapes#"
Triple = tuple[str, str, str]
ELSEWHERE = "<https://elsewhere.example/thing>"
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
TYPE = RDF.type.n3()


class Fault(NamedTuple):
    """A change of a graph, and the expected result."""

    shape: str
    constraint: str
    focus: str
    removed: frozenset[Triple]
    added: frozenset[Triple]
    times: int = 1

    def __str__(self) -> str:
        return f"{self.shape} {self.constraint}"

    def planted(self, triples: tuple[Triple, ...]) -> list[Triple]:
        """The graph with the fault in it."""
        return [triple for triple in triples if triple not in self.removed] + sorted(self.added - set(triples))


def component(constraint: str) -> str:
    """The constraint component of a parameter."""
    names = {"qualifiedMinCount": "QualifiedMinCount", "qualifiedMaxCount": "QualifiedMaxCount", "sparql": "SPARQL"}
    return f"<{SH}{names.get(constraint, constraint[0].upper() + constraint[1:])}ConstraintComponent>"


@cache
def shapes_graph(*names: str) -> Graph:
    """The shapes of some files."""
    graph = Graph()
    for name in names:
        graph.parse(ROOT / f"ontology/shapes/{name}.ttl")
    return graph


#: values that violate a constraint whatever it requires
_WRONG = {
    "class": [ELSEWHERE],
    "or": [ELSEWHERE],
    "in": [ELSEWHERE],
    "equals": ['"Elsewhere"'],
    "nodeKind": ['"nowhere"'],
    "uniqueLang": ['"Once"@en', '"Once more"@en'],
}
#: parameters that are constraints (SHACL, section 4); qualifiedValueShape and prefixes only complete others
CONSTRAINTS = (
    *("class", "datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive", "maxInclusive", "minLength", "maxLength"),
    *("pattern", "uniqueLang", "equals", "not", "or", "node", "hasValue", "in", "qualifiedMinCount", "qualifiedMaxCount", "sparql"),
)


def snake(name: str) -> str:
    """The method's name for a parameter."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


class Planter:
    """Generates a fault for each constraint that applies to a graph."""

    def __init__(self, shapes: Graph, triples: tuple[Triple, ...]) -> None:
        self.shapes = shapes
        self.triples = triples
        self.objects: dict[tuple[str, str], list[str]] = {}
        self.subjects: dict[tuple[str, str], list[str]] = {}
        self.types: dict[str, set[str]] = {}
        self.size = Counter(triple[0] for triple in triples)
        for s, p, o in triples:
            self.objects.setdefault((s, p), []).append(o)
            self.subjects.setdefault((p, o), []).append(s)
            if p == TYPE:
                self.types.setdefault(s, set()).add(o)

    def faults(self) -> Iterator[Fault]:
        """A fault for each constraint of a shape with targets and of its property shapes; and one for each further target."""
        for shape in sorted({shape for kind in TARGETS for shape, _ in self.shapes.subject_objects(kind)}):
            targets = [(kind, target) for kind in TARGETS for target in sorted(self.shapes.objects(shape, kind))]
            foci = {target: self._foci([target]) for target in targets}
            yield from self._planted(shape, self._most(foci))
            for target in targets if len(targets) > 1 else ():
                elsewhere = {node for other, nodes in foci.items() if other != target for node in nodes}
                yield from islice(self._planted(shape, [node for node in foci[target] if node not in elsewhere]), 1)

    def new_nodes(self) -> Iterator[Fault]:
        """A node for each target class without instances in the graph; it has no properties, so a required one is missing."""
        for shape, cls in sorted(self.shapes.subject_objects(SH.targetClass)):
            required = (owned for owned in sorted(self.shapes.objects(shape, SH.property)) if (owned, SH.minCount, None) in self.shapes)
            if (TYPE, cls.n3()) not in self.subjects and (owner := next(required, None)):
                yield self._fault(owner, "minCount", ELSEWHERE, (), {(ELSEWHERE, TYPE, cls.n3())})

    def retyped_nodes(self) -> Iterator[Fault]:
        """A fault for each target class without instances: an instance of another target class of its shape becomes one."""
        for shape, cls in sorted(self.shapes.subject_objects(SH.targetClass)):
            others = sorted(self.shapes.objects(shape, SH.targetClass))
            if not self._foci([(SH.targetClass, cls)]) and len(others) > 1:
                foci = self._foci([(SH.targetClass, other) for other in others])
                yield from islice(self._retyped(shape, cls.n3(), foci, {other.n3() for other in others}), 1)

    def _retyped(self, shape: Node, cls: str, foci: list[str], targets: set[str]) -> Iterator[Fault]:
        for fault in self._planted(shape, foci):
            types = {(fault.focus, TYPE, one) for one in self.types.get(fault.focus, set()) & targets}
            if types and not (fault.removed | fault.added) & types:
                yield fault._replace(removed=fault.removed | types, added=fault.added | {(fault.focus, TYPE, cls)})

    def _planted(self, shape: Node, foci: list[str]) -> Iterator[Fault]:
        for owner in [shape, *sorted(self.shapes.objects(shape, SH.property))] if foci else ():
            for name in CONSTRAINTS:
                for value in sorted(self.shapes.objects(owner, SH[name]), key=str):
                    plant: Callable[..., Iterator[Fault]] | None = getattr(self, f"_{snake(name)}", None)
                    planted = (fault for focus in foci for fault in plant(owner, focus, value)) if plant else ()
                    yield from islice(chain(planted, self._stated(owner, foci[0], name)), 1)

    def _stated(self, shape: Node, focus: str, constraint: str) -> Iterator[Fault]:
        """Wrong values of a property that no focus node has."""
        predicate, inverse, path = self._path(shape)
        if isinstance(path, URIRef) and not inverse and (wrong := _WRONG.get(constraint)):
            yield self._fault(shape, constraint, focus, (), {(focus, predicate, value) for value in wrong})

    def _foci(self, targets: list[tuple[Node, Node]]) -> list[str]:
        """The focus nodes of some targets, those with the most statements first."""
        nodes: dict[str, None] = {}
        for kind, target in targets:
            if kind == SH.targetClass:
                nodes |= dict.fromkeys(self.subjects.get((TYPE, target.n3()), []))
            for s, p, o in self.triples if kind != SH.targetClass else ():
                if p == target.n3():
                    nodes[s if kind == SH.targetSubjectsOf else o] = None
        return sorted(nodes, key=lambda node: (-self.size.get(node, 0), node))

    def _most(self, foci: dict[tuple[Node, Node], list[str]]) -> list[str]:
        nodes = dict.fromkeys(node for some in foci.values() for node in some)
        return sorted(nodes, key=lambda node: (-self.size.get(node, 0), node))

    # -- the values of a path

    def _path(self, shape: Node) -> tuple[str, bool, Node]:
        """The last predicate of a path, whether it is inverse, and the preceding predicates."""
        path = self.shapes.value(shape, SH.path)
        inverse = self.shapes.value(path, SH.inversePath) if isinstance(path, BNode) else None
        return (inverse or path).n3() if path else "", inverse is not None, path

    def _links(self, shape: Node, focus: str) -> list[Triple]:
        """The triples with which the path of a shape ends for a focus node."""
        path = self.shapes.value(shape, SH.path)
        return self._ends(path, focus) if path is not None else []

    def _ends(self, path: Node, focus: str) -> list[Triple]:
        if isinstance(path, URIRef):
            return [(focus, path.n3(), value) for value in self.objects.get((focus, path.n3()), [])]
        if (inverse := self.shapes.value(path, SH.inversePath)) is not None:
            return [(subject, inverse.n3(), focus) for subject in self.subjects.get((inverse.n3(), focus), [])]
        if (ways := self.shapes.value(path, SH.alternativePath)) is not None:
            return [link for way in Collection(self.shapes, ways) for link in self._ends(way, focus)]
        if (many := self.shapes.value(path, SH.zeroOrMorePath)) is not None:
            seen = [focus]
            for node in seen:
                seen += [link[2] for link in self._ends(many, node) if link[2] not in seen]
            return [("", "", node) for node in seen]
        ends, steps = [focus], list(Collection(self.shapes, path))
        for step in steps[:-1]:
            ends = [link[2] if link[0] in ("", end) else link[0] for end in ends for link in self._ends(step, end)]
        return [link for end in ends for link in self._ends(steps[-1], end)]

    def _twins(self, shape: Node, links: list[Triple]) -> frozenset[Triple]:
        """The same facts under predicates whose values must be equal, in both directions."""
        predicates = {link[1] for link in links}
        for one, other in self.shapes.subject_objects(SH.equals):
            path = self.shapes.value(one, SH.path)
            if isinstance(path, URIRef) and (path.n3() in predicates or other.n3() in predicates):
                predicates |= {path.n3(), other.n3()}
        return frozenset((s, p, o) for s, _, o in links for p in predicates if o in self.objects.get((s, p), []))

    def _replace(self, shape: Node, focus: str, constraint: str, value: str) -> Iterator[Fault]:
        for link in self._links(shape, focus)[:1]:
            twins = self._twins(shape, [link])
            yield self._fault(shape, constraint, focus, twins, {(s, p, value) for s, p, _ in twins})

    def _fault(self, shape: Node, constraint: str, focus: str, removed: object, added: object = ()) -> Fault:
        return Fault(str(shape).removeprefix(SHAPES), constraint, focus, frozenset(removed), frozenset(added))  # type: ignore[call-overload]

    # -- one method a constraint

    def _min_count(self, shape: Node, focus: str, least: Literal) -> Iterator[Fault]:
        links = self._links(shape, focus)
        if len(links) >= int(least):
            yield self._fault(shape, "minCount", focus, self._twins(shape, links[int(least) - 1 :]) or links)

    def _max_count(self, shape: Node, focus: str, most: Literal) -> Iterator[Fault]:
        links = self._links(shape, focus)
        predicate, inverse, path = self._path(shape)
        if isinstance(path, BNode) and not inverse:
            return
        if int(most) == 0:
            yield self._fault(shape, "maxCount", focus, (), {(focus, predicate, '"x"')})
        elif len(links) == int(most):
            (s, p, o), *_ = links
            others = [v for (_, q), values in self.objects.items() if q == p for v in values if v != o]
            more = others[0] if others else _other(o)
            twins = self._twins(shape, [links[0]])
            candidates = [n for n in self.types if n not in (s, focus) and self.types[n] == self.types.get(s)]
            added = {(n, p, focus) for n in candidates[:1]} if inverse else {(a, b, more) for a, b, _ in twins}
            yield self._fault(shape, "maxCount", focus, (), added)

    def _class(self, shape: Node, focus: str, wanted: URIRef) -> Iterator[Fault]:
        if (shape, SH.path, None) not in self.shapes:
            if wanted.n3() in self.types.get(focus, ()) and len(self.types[focus]) > 1:
                yield self._fault(shape, "class", focus, {(focus, TYPE, wanted.n3())})
            return
        links = self._links(shape, focus)[:1]
        predicate, inverse, path = self._path(shape)
        if links and isinstance(path, URIRef):
            yield from self._replace(shape, focus, "class", ELSEWHERE)
        elif links and inverse:
            yield self._fault(shape, "class", focus, (), {("<https://elsewhere.example/it>", predicate, focus)})
        elif links:
            s, p, o = links[0]
            yield self._fault(shape, "class", focus, {(s, p, o)}, {(s, p, ELSEWHERE)})

    def _datatype(self, shape: Node, focus: str, wanted: URIRef) -> Iterator[Fault]:
        for link in self._links(shape, focus)[:1]:
            text = link[2][: link[2].rindex('"') + 1] if link[2][0] == '"' else '"x"'
            yield from self._replace(shape, focus, "datatype", f"{text}@en" if wanted.n3().endswith("#string>") else text)

    def _node_kind(self, shape: Node, focus: str, kind: URIRef) -> Iterator[Fault]:
        if (shape, SH.path, None) in self.shapes:
            yield from self._replace(shape, focus, "nodeKind", '"nowhere"')

    def _pattern(self, shape: Node, focus: str, pattern: Literal) -> Iterator[Fault]:
        for link in self._links(shape, focus)[:1]:
            value = "<urn:x-wrong:value>" if link[2][0] == "<" else '"=wrong="' + link[2][link[2].rindex('"') + 1 :]
            yield from self._replace(shape, focus, "pattern", value)

    def _unique_lang(self, shape: Node, focus: str, wanted: Literal) -> Iterator[Fault]:
        for link in self._links(shape, focus):
            if "@" in link[2][link[2].rindex('"') :]:
                more = '"Once more"' + link[2][link[2].rindex('"') + 1 :]
                yield self._fault(shape, "uniqueLang", focus, (), {(s, p, more) for s, p, _ in self._twins(shape, [link])})

    def _equals(self, shape: Node, focus: str, other: URIRef) -> Iterator[Fault]:
        values, own = self.objects.get((focus, other.n3()), []), self._path(shape)[0]
        # A node without the predicate that is the target would be no focus node.
        targets = [owner for owner in self.shapes.subjects(SH.property, shape) if (owner, SH.targetSubjectsOf, other) in self.shapes]
        predicate = own if targets and len(values) == 1 else other.n3()
        for value in values[:1]:
            if other.n3() != own:
                yield self._fault(shape, "equals", focus, {(focus, predicate, value)})

    def _or(self, shape: Node, focus: str, shapes: Node) -> Iterator[Fault]:
        if (shape, SH.path, None) in self.shapes and isinstance(self.shapes.value(shape, SH.path), URIRef):
            yield from self._replace(shape, focus, "or", ELSEWHERE)

    def _node(self, shape: Node, focus: str, wanted: Node) -> Iterator[Fault]:
        yield from self._replace(shape, focus, "node", ELSEWHERE)

    def _has_value(self, shape: Node, focus: str, value: Node) -> Iterator[Fault]:
        for link in self._links(shape, focus):
            if link[2] == value.n3():
                yield self._fault(shape, "hasValue", focus, {link}, {(link[0], link[1], ELSEWHERE)})

    def _in(self, shape: Node, focus: str, values: Node) -> Iterator[Fault]:
        if (shape, SH.path, None) in self.shapes:
            yield from self._replace(shape, focus, "in", ELSEWHERE)

    def _qualified_min_count(self, shape: Node, focus: str, least: Literal) -> Iterator[Fault]:
        if links := self._links(shape, focus):
            yield self._fault(shape, "qualifiedMinCount", focus, links)

    def _qualified_max_count(self, shape: Node, focus: str, most: Literal) -> Iterator[Fault]:
        predicate, _, _ = self._path(shape)
        wanted = self.shapes.value(shape, SH.qualifiedValueShape)
        values = self.shapes.value(wanted, SH["in"])
        if values is not None:
            more = [value.n3() for value in Collection(self.shapes, values)]
        else:
            more = self.subjects.get((TYPE, self.shapes.value(wanted, SH["class"]).n3()), [])
        have = [link[2] for link in self._links(shape, focus)]
        for value in more:
            if value not in have and set(more) & set(have):
                yield self._fault(shape, "qualifiedMaxCount", focus, (), {(focus, predicate, value)})

    def _bound(self, shape: Node, focus: str, name: str, lexical: str) -> Iterator[Fault]:
        for link in self._links(shape, focus)[:1]:
            yield from self._replace(shape, focus, name, f'"{lexical}"{link[2][link[2].rindex(chr(34)) + 1 :]}')

    def _min_inclusive(self, shape: Node, focus: str, least: Literal) -> Iterator[Fault]:
        decimal = str(least.datatype).endswith("decimal")
        yield from self._bound(shape, focus, "minInclusive", f"{float(least) - 1}" if decimal else str(int(least) - 1))

    def _max_inclusive(self, shape: Node, focus: str, most: Literal) -> Iterator[Fault]:
        yield from self._bound(shape, focus, "maxInclusive", f"{float(most) + 1}")

    def _min_exclusive(self, shape: Node, focus: str, least: Literal) -> Iterator[Fault]:
        yield from self._bound(shape, focus, "minExclusive", f"{float(least)}")

    def _min_length(self, shape: Node, focus: str, least: Literal) -> Iterator[Fault]:
        yield from self._bound(shape, focus, "minLength", "x" * (int(least) - 1))

    def _max_length(self, shape: Node, focus: str, most: Literal) -> Iterator[Fault]:
        yield from self._bound(shape, focus, "maxLength", "x" * (int(most) + 1))


def _other(term: str) -> str:
    """A term similar to another one, but different."""
    if term[0] == "<":
        return ELSEWHERE
    end = term.rindex('"')
    digits = term[end - 1].isdigit()
    return term[: end - 1] + ("1" if term[end - 1] != "1" else "2") + term[end:] if digits else f"{term[:end]} x{term[end:]}"


class _Terms:
    """The abbreviations of the fault files: `#x` and `.` for IRIs of the document, prefixed names, `a`, `*`, literals."""

    def __init__(self, document: str) -> None:
        self.document = document

    def triple(self, text: str) -> Triple:
        """Three terms."""
        subject, predicate, term = text.split(" ", 2)
        return self.term(subject), self.term(predicate), self.term(term)

    def term(self, text: str) -> str:
        """A term as N-Triples writes it."""
        if text[0] == "#" or text == ".":
            return f"<{self.document}{text.removeprefix('.')}>"
        if text[0] == '"' and "^^" in text:
            lexical, _, datatype = text.rpartition("^^")
            return f"{lexical}^^{self.term(datatype)}"
        if text[0] in '"<*' or text.startswith("_:"):
            return text
        prefix, _, name = text.partition(":")
        return TYPE if text == "a" else f"<{PREFIXES[prefix]}{name}>"


def written_faults(triples: tuple[Triple, ...], document: str, file: Path) -> Iterator[Fault]:
    """The faults of a file, such as faults/graph.yaml, for a graph."""
    terms = _Terms(document)
    for case in yaml.safe_load(file.read_text(encoding="utf-8")):
        removed = [_matching(triples, terms.triple(text)) for text in case.get("remove", [])]
        assert all(removed), case
        added = {terms.triple(text) for text in case.get("add", [])}
        yield Fault(case["shape"], case["constraint"], "", frozenset(chain(*removed)), frozenset(added), case.get("times", 1))


def _matching(triples: Iterable[Triple], pattern: Triple) -> list[Triple]:
    return [triple for triple in triples if all(want in ("*", term) for want, term in zip(pattern, triple, strict=True))]
