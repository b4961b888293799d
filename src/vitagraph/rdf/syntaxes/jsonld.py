"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/) as a tree for people to read: context, owner, works, then what they share.

A resource is nested in the one resource that refers to it, or stands at the top where several do. The cells of a
list of people stand side by side in the resource, under `authorship` (which is @included), not inside each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import msgspec

from vitagraph import resources
from vitagraph.rdf.syntaxes import Graphs, Syntax, union
from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import PREFIXES, RDF, XSD

_INCLUDED = "authorship"
_INTEGER, _BOOLEAN = XSD.integer[1:-1], XSD.boolean[1:-1]
_NAMESPACES = sorted(((base, prefix) for prefix, base in PREFIXES.items()), key=lambda pair: -len(pair[0]))


# A site has a file for each resource, and terms recur.
_parsed = lru_cache(8192)(parse)


@lru_cache(8192)
def _split(text: str) -> tuple[str, str]:
    """The prefix of an IRI and what follows it, or "" and the IRI where it has none."""
    return next(((prefix, text[len(base) :]) for base, prefix in _NAMESPACES if text.startswith(base) and text != base), ("", text))


@cache
def _coercion(key: str) -> tuple[bool, bool]:
    """Whether the values of a key are IRIs, and whether they are texts by language."""
    definition = context().get(key, {})
    if not isinstance(definition, dict):
        return False, False
    return definition.get("@type") == "@id", definition.get("@container") == "@language"


# The context's keys that every document has.
_ALWAYS = ("@version", "id", "type")


@cache
def context() -> dict[str, Any]:
    """The whole context, `ontology/context.jsonld`."""
    terms: dict[str, Any] = msgspec.json.decode(resources.text("ontology/context.jsonld"))["@context"]
    return terms


@cache
def _order() -> dict[str, int]:
    return {key: number for number, key in enumerate(context())}


def write(document: str, graphs: Graphs, indent: int = 2) -> str:
    """JSON-LD with the part of the context that it needs; with an indentation of 0 on one line."""
    if not document and any(term.startswith("_:") for triple in union(graphs) for term in (triple[0], triple[2])):
        return _expanded(union(graphs))
    return "".join(_pieces(document, graphs, indent))


def _pieces(document: str, graphs: Graphs, indent: int) -> Iterator[str]:
    tree = _Tree(document, graphs)
    line, outer, inner = ("\n", f"\n{' ' * indent}", f"\n{' ' * 2 * indent}") if indent else ("", "", "")
    # Each root is encoded before the next one is built: as text it takes a tenth of the memory.
    roots = [_formatted(root, indent).replace("\n", inner) for root in tree.roots()]
    yield _formatted({"@context": tree.context()}, indent).removesuffix(f"{line}}}")
    yield f',{outer or " "}"@graph": ['
    for number, root in enumerate(roots):
        yield (f",{inner or ' '}" if number else inner) + root
    yield f"{outer if roots else ''}]{line}}}\n"


def pieces(document: str, graphs: Graphs) -> Iterator[str]:
    """The text of a document root by root."""
    return _pieces(document, graphs, 2) if document else iter([write(document, graphs)])


def _formatted(value: dict[str, Any], indent: int) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=indent).decode()


def _expanded(triples: list[Triple]) -> str:
    """JSON-LD without a context, written by pyoxigraph: the tree has no blank nodes."""
    from pyoxigraph import RdfFormat, parse, serialize

    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
    serialized = serialize((quad.triple for quad in parse(lines, RdfFormat.N_TRIPLES)), format=RdfFormat.JSON_LD)
    return (serialized or b"").decode() + "\n"


class _Tree:
    """The resources of a dataset, each at its one place."""

    def __init__(self, document: str, graphs: Graphs) -> None:
        self.document = document
        self.used: dict[str, None] = {}
        self.facts: dict[Term, dict[Term, list[Term]]] = {}
        for s, p, o in union(graphs):
            self.facts.setdefault(s, {}).setdefault(p, []).append(o)
        self.parents = self._parents()
        self._placed: set[Term] = set()
        self._compacted: dict[str, str] = {}

    def context(self) -> dict[str, Any]:
        """The context's terms in use, and the prefixes they need."""
        known = context()
        needed_keys = dict.fromkeys(key for key in (*_ALWAYS, *self.used) if key in known)
        chosen = {key: known[key] for key in sorted(needed_keys, key=_order().__getitem__)}
        needed = {name.partition(":")[0] for name in self.used if ":" in name}
        needed |= {value.partition(":")[0] for value in map(_iri_of, chosen.values()) if ":" in value}
        prefixes = {prefix: base for prefix, base in PREFIXES.items() if prefix in needed}
        # A query result has no base, and "" is no absolute IRI.
        base = {"@base": self.document} if self.document else {}
        return {"@version": 1.1} | base | prefixes | {key: value for key, value in chosen.items() if key not in prefixes}

    def roots(self) -> Iterator[dict[str, Any]]:
        """The resources at the top, each with those that are nested in it."""
        return (self._node(subject) for subject in self.facts if subject not in self.parents)

    def _parents(self) -> dict[Term, Term]:
        """Resource -> the one resource that refers to it."""
        mentions: dict[Term, Term] = {}  # with "" in the place of several
        for subject, facts in self.facts.items():
            for predicate, objects in facts.items():
                for term in objects:
                    if term in self.facts and term != subject and predicate != RDF.type and mentions.setdefault(term, subject) != subject:
                        mentions[term] = ""
        parents: dict[Term, Term] = {}
        for term, subject in mentions.items():
            if RDF.first in self.facts[term]:
                parents[term] = f"{term.rsplit('/', 2)[0]}>"
            elif subject and not self._is_above(term, subject, parents):
                parents[term] = subject
        return parents

    @staticmethod
    def _is_above(term: Term, other: Term, parents: dict[Term, Term]) -> bool:
        above: Term | None = other
        while above is not None and above != term:
            above = parents.get(above)
        return above is not None

    def _node(self, subject: Term) -> dict[str, Any]:
        node: dict[str, Any] = {"id": self._id(subject)}
        facts = self.facts[subject]
        if types := facts.get(RDF.type):
            node["type"] = _one_or_many([self._type(term) for term in types])
        cells = [cell for cell in self._cells(facts) if self.parents.get(cell) == subject]
        for predicate, objects in facts.items():
            if predicate != RDF.type:
                key = self._key(predicate)
                node[key] = self._values(key, objects, subject)
        if cells:
            self.used[_INCLUDED] = None
            node[_INCLUDED] = [self._node(cell) for cell in cells]
        return node

    def _cells(self, facts: dict[Term, list[Term]]) -> list[Term]:
        """The cells of the lists of a resource."""
        cells: dict[Term, None] = {}
        for predicate, objects in facts.items():
            for cell in objects if predicate != RDF.rest else ():  # the cells behind a cell are those of the resource that has the list
                while cell in self.facts and RDF.first in self.facts[cell] and cell not in cells:
                    cells[cell] = None
                    cell = self.facts[cell].get(RDF.rest, [RDF.nil])[0]
        return list(cells)

    def _id(self, term: Term) -> str:
        text = term[1:-1]
        if text.startswith(self.document) and (text == self.document or text[len(self.document)] == "#"):
            return text[len(self.document) :]
        return self._compact(text)

    def _compact(self, text: str) -> str:
        compact = self._compacted.get(text)
        if compact is None:
            compact = self._compacted[text] = self._with_prefix(text)
        return compact

    def _with_prefix(self, text: str) -> str:
        prefix, name = _split(text)
        if not prefix:
            return text
        self.used[f"{prefix}:"] = None
        return f"{prefix}:{name}"

    def _key(self, predicate: Term) -> str:
        compact = self._compact(predicate[1:-1])
        key = compact.removeprefix("schema:")
        key = key if key in context() else compact
        self.used[key] = None
        return key

    def _type(self, term: Term) -> str:
        compact = self._compact(term[1:-1])
        key = compact.removeprefix("schema:")
        if key in context():
            self.used[key] = None
            return key
        return compact

    def _values(self, key: str, objects: list[Term], subject: Term) -> Any:
        coerced, by_language = _coercion(key)
        parsed = [_parsed(term) for term in objects] if by_language else []
        if parsed and all(value.language for value in parsed):
            texts: dict[str, list[str]] = {}
            for value in parsed:
                texts.setdefault(value.language, []).append(value.value)
            return {language: _one_or_many(values) for language, values in texts.items()}
        return _one_or_many([self._value(term, coerced, subject) for term in objects])

    def _value(self, term: Term, coerced: bool, subject: Term) -> Any:
        if term[0] == "<":
            if self.parents.get(term) == subject and term not in self._placed and RDF.first not in self.facts[term]:
                self._placed.add(term)
                return self._node(term)
            return self._id(term) if coerced else {"id": self._id(term)}
        literal = _parsed(term)
        if literal.language:
            return {"@value": literal.value, "@language": literal.language}
        if literal.datatype == _INTEGER and str(number := int(literal.value)) == literal.value and abs(number) < 2**53:
            return number
        if literal.datatype == _BOOLEAN:
            return literal.value == "true"
        if literal.datatype:
            return {"@value": literal.value, "@type": self._compact(literal.datatype)}
        return {"@value": literal.value} if coerced else literal.value


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _iri_of(definition: Any) -> str:
    return str(definition.get("@id", "")) if isinstance(definition, dict) else str(definition)


def _recognises(text: str, suffix: str) -> bool:
    return text.startswith(("{", "[")) and any(key in text for key in ('"@context"', '"@graph"', '"@id"'))


SYNTAX = Syntax(
    "jsonld",
    "JSON-LD",
    suffixes=("jsonld",),
    media_type="application/ld+json",
    write=write,
    format="JSON-LD",
    parser="JSON_LD",
    recognises=_recognises,
    order=20,
    recognition_order=80,
    pieces=pieces,
)
