"""Corrects engine results that compare dates of different precision, for the user's shapes.

- A result of sh:lessThan, sh:minInclusive and their like is kept only where the dates contradict it at the precision they share.
- SPARQL constraints that compare dates, or parts of them, are evaluated by the engine of `vitagraph query` where their shape has
  a target: YEAR() of "2020-05" is 2020 there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, parse
from vitagraph.validation.engines import SHACL, Check, custom_severity, failed, severity
from vitagraph.validation.report import ShaclResult

if TYPE_CHECKING:
    from pyoxigraph import Store

_PREFIXES = f"PREFIX sh: <{SHACL}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX owl: <http://www.w3.org/2002/07/owl#> "
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATES = (f"{_XSD}date", f"{_XSD}gYear", f"{_XSD}gYearMonth", f"{_XSD}dateTime")
_SPARQL = f"<{SHACL}SPARQLConstraintComponent>"
#: component -> its parameter, and the results of the comparison (-1, 0, 1) that violate it
_COMPARED = {
    f"<{SHACL}{name[0].upper()}{name[1:]}ConstraintComponent>": (name, wrong)
    for name, wrong in {
        "lessThan": (0, 1), "lessThanOrEquals": (1,), "minInclusive": (-1,), "minExclusive": (-1, 0), "maxInclusive": (1,),
        "maxExclusive": (0, 1),
    }.items()
}  # fmt: skip


def with_dates_compared(check: Check, shapes: str) -> Check:
    """The check with results about dates, and by SPARQL, corrected for the user's shapes (Turtle)."""
    stated = _store(shapes)

    def corrected(data: str) -> list[ShaclResult]:
        found, store = check(data), None
        if any(result.component in _COMPARED and _is_date(result.value) for result in found):
            store = _store(data)
            found = [result for result in found if _is_violated(result, stated, store)]
        for constraint in _constraints(stated):
            store = store or _store(data)
            try:
                own = list(constraint.results(store))
            except (SyntaxError, _UnsupportedError):  # the SHACL engine may support prefixes or functions that this one does not
                continue
            found = [one for one in found if (one.source_shape, one.component) != (constraint.shape, _SPARQL)] + own
        return sorted(found)

    return corrected


def _store(turtle: str) -> Store:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(turtle, RdfFormat.TURTLE, base_iri="http://example.org/")
    return store


def _rows(store: Store, query: str) -> Iterator[list[Term]]:
    """The rows of a SELECT, "" for unbound variables."""
    for row in store.query(_PREFIXES + query):  # type: ignore[union-attr]  # the result of a SELECT
        yield [str(term) if term is not None else "" for term in row]


def _is_date(term: Term) -> bool:
    return term[:1] == '"' and parse(term).datatype in _DATES


def _is_violated(result: ShaclResult, stated: Store, data: Store) -> bool:
    """Whether a date contradicts one of those that its shape compares it with."""
    if result.component not in _COMPARED or not _is_date(result.value):
        return True
    parameter, wrong = _COMPARED[result.component]
    bounds = (
        [row[0] for row in _rows(stated, f"SELECT ?bound {{ ?shape sh:path {result.path} ; sh:{parameter} ?bound }}")]
        if result.path
        else []
    )
    if parameter.startswith("less"):
        bounds = [row[0] for other in bounds for row in _rows(data, f"SELECT ?value {{ {result.focus_node} {other} ?value }}")]
    if not bounds or not all(map(_is_date, bounds)) or result.focus_node.startswith("_:"):
        return True
    return any(_compared(parse(result.value).value, parse(bound).value) in wrong for bound in bounds)


def _compared(one: str, other: str) -> int | None:
    """-1, 0 or 1 for a date that is earlier than another one, the same, or later; None where one contains the other."""
    shared = min(len(one), len(other), 10) if "T" not in one[:11] or "T" not in other[:11] else max(len(one), len(other))
    first, second = one[:shared], other[:shared]
    if first == second:
        return 0 if len(one) == len(other) else None
    return -1 if first < second else 1


#: the syntax of queries that compare dates; of those with variables that only SHACL binds (section 5.3)
_OF_DATES = regex(r"(?i)\b(?:YEAR|MONTH|DAY|MIN|MAX)\s*\(|[<>]=?\s|ORDER BY")
_OF_ENGINES = regex(r"(?i)[$?](?:shapesGraph|currentShape)\b|\b(?:BOUND|BIND)\s*\(\s*[$?]this\b")


class _UnsupportedError(Exception):
    """A constraint that only the SHACL engine can evaluate."""


class _Constraint(NamedTuple):
    """A SPARQL constraint of a shape that has an IRI and targets: the patterns of its focus nodes, its SELECT, its message."""

    shape: Term
    targets: Sequence[str]
    select: str
    message: str
    path: Term
    severity: Term

    def results(self, data: Store) -> Iterator[ShaclResult]:
        """Its results. Raises SyntaxError where it is not SPARQL, _UnsupportedError for nodes that a query cannot name."""
        from pyoxigraph import NamedNode, Variable

        for node in dict.fromkeys(row[0] for target in self.targets for row in _rows(data, f"SELECT ?this {{ {target} }}")):
            if not node.startswith("<"):
                raise _UnsupportedError
            rows: Any = data.query(self.select, substitutions={Variable("this"): NamedNode(node[1:-1])})
            names = [variable.value for variable in rows.variables]
            for row in rows:
                yield self._result({"this": node} | {name: str(term) for name, term in zip(names, row, strict=True) if term is not None})

    def _result(self, bound: Mapping[str, Term]) -> ShaclResult:
        def text(match: re.Match[str]) -> str:
            term = bound.get(match[1], match[0])
            return parse(term).value if term.startswith('"') else term.strip("<>")

        node, path = bound["this"], bound.get("path", self.path)
        value = bound.get("value", "" if self.path else node)
        message = re.sub(r"\{[?$](\w+)\}", text, self.message) if self.message else failed(_SPARQL)
        return ShaclResult(node, path, value, severity(self.severity), message, self.shape, _SPARQL, custom_severity(self.severity))


def _constraints(stated: Store) -> Iterator[_Constraint]:
    """The SPARQL constraints of shapes with targets that are not used by other shapes."""
    known = set()
    for shape, select, own, message, path, severity_iri in _rows(stated, _OF_SHAPES):
        if (shape, select) in known or path.startswith("_:") or not _OF_DATES.search(select) or _OF_ENGINES.search(select):
            continue
        known.add((shape, select))
        targets = [
            _FOCUS[how].replace("WHAT", what) for how, what in _rows(stated, f"SELECT ?how ?what {{ {_TARGETS} {shape} ?how ?what }}")
        ]
        targets += [_FOCUS[_CLASS].replace("WHAT", shape) for _ in _rows(stated, f"SELECT ?shape {{ {shape} a rdfs:Class }} LIMIT 1")]
        declared = _rows(stated, f"SELECT DISTINCT ?prefix ?namespace {{ {shape} sh:sparql/sh:prefixes/owl:imports* ?o . {_DECLARED} }}")
        head = "".join(f"PREFIX {parse(prefix).value}: <{parse(base).value}> " for prefix, base in declared)
        text = parse(select).value
        query = re.sub(r"[$?]PATH\b", lambda _, path=path: path, text) if path else text  # type: ignore[misc]  # path is a str
        if targets:
            yield _Constraint(shape, targets, head + query, parse(own or message).value if own or message else "", path, severity_iri)


_OF_SHAPES = """SELECT ?shape ?select ?own ?message ?path ?severity {
  ?shape sh:sparql ?constraint . ?constraint sh:select ?select . FILTER(ISIRI(?shape))
  OPTIONAL { ?constraint sh:message ?own } OPTIONAL { ?shape sh:message ?message }
  OPTIONAL { ?shape sh:path ?path } OPTIONAL { ?shape sh:severity ?severity }
  FILTER NOT EXISTS { ?outer sh:property ?shape } FILTER NOT EXISTS { ?shape sh:target ?target }
  FILTER NOT EXISTS { ?constraint sh:deactivated true } FILTER NOT EXISTS { ?shape sh:deactivated true }
} ORDER BY ?shape ?select ?own ?message"""
_TARGETS = "VALUES ?how { sh:targetNode sh:targetClass sh:targetSubjectsOf sh:targetObjectsOf }"
_CLASS = f"<{SHACL}targetClass>"
_FOCUS = {
    _CLASS: "?this a/rdfs:subClassOf* WHAT",
    f"<{SHACL}targetNode>": "VALUES ?this { WHAT }",
    f"<{SHACL}targetSubjectsOf>": "?this WHAT []",
    f"<{SHACL}targetObjectsOf>": "[] WHAT ?this",
}
_DECLARED = "?o sh:declare ?declared . ?declared sh:prefix ?prefix ; sh:namespace ?namespace"
