"""JSON-LD of other programs, prepared for a parser: nothing is fetched, and each node has its place in the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from vitagraph import resources
from vitagraph.errors import DataError, Place, Problem
from vitagraph.files.budget import LARGEST_FILE, check_brackets
from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, iri

#: an object with none but these keys is no node (JSON-LD 1.1, section 9)
_NO_NODE = frozenset(("@context", "@graph", "@list", "@set", "@value", "@type", "@language", "@direction", "@index"))
_BRACES = regex(r'"(?:[^"\\]|\\.)*"|{')


class Node(NamedTuple):
    """Where a node stands, and what it is in words: `Person 'Ada Beispiel'`."""

    place: Place
    about: str


class Prepared(NamedTuple):
    """A document to parse, and its nodes by their term."""

    text: str
    nodes: dict[Term, Node]


def prepared(text: str, start: Place, locate: bool = False) -> Prepared:
    """JSON-LD with schema.org's context in it; with `locate`, an IRI for each node that has none: `urn:vitagraph:line:column`.

    `start` is where the text begins in its file. Raises DataError for what is no JSON, and for a context that would have to
    be fetched.
    """
    check_brackets(text, start)
    if text.count('"@context"') * len(_schema_org()) > LARGEST_FILE:
        raise DataError([Problem(start, "too many contexts; write one for the whole document")])
    try:
        document = json.loads(text)
    except ValueError as error:
        place = _moved(start, text, getattr(error, "pos", 0))
        raise DataError([Problem(place, f"the JSON-LD is not well-formed: {error}; correct it there")]) from None
    nodes = _located(document, text, start) if locate else {}
    return Prepared(json.dumps(_with_contexts(document, start)), nodes)


def _located(document: Any, text: str, start: Place) -> dict[Term, Node]:
    """The nodes of a document by their term; each gets an IRI."""
    braces = (match.start() for match in _BRACES.finditer(text) if match[0] == "{")
    places = (_moved(start, text, offset) for offset in braces)
    nodes: dict[Term, tuple[int, Node]] = {}
    for value, place in zip(_objects(document), places, strict=False):
        if set(value) <= _NO_NODE and ("@type" not in value or "@value" in value):
            continue
        name = next((key for key in ("@id", "id") if isinstance(value.get(key), str)), "@id")
        value.setdefault(name, f"urn:vitagraph:{place.line}:{place.column}")
        term = iri(value[name])
        # Where several objects describe a node, the one with most facts.
        nodes[term] = max(nodes.get(term, (0, Node(place, ""))), (len(value), Node(place, _about(value))), key=lambda one: one[0])
    return {term: node for term, (_, node) in nodes.items()}


def _moved(start: Place, text: str, offset: int) -> Place:
    line, column = text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)
    return Place(start.source, start.line + line, column + (1 if line else start.column))


def _objects(value: Any, inside: bool = True) -> Iterator[dict[str, Any]]:
    """Every object, in the order of the text; those of a context as empty ones, which are no nodes."""
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, inside)
    if isinstance(value, dict):
        yield value if inside else {}
        # A copy, because the caller may add to it.
        for key, item in list(value.items()):
            yield from _objects(item, inside and key != "@context")


def _about(value: dict[str, Any]) -> str:
    kinds = value.get("@type", value.get("type", ""))
    kind = str(kinds[0] if isinstance(kinds, list) and kinds else kinds or "node")
    names = (value.get(key) for key in ("name", "headline", "@id", "id"))
    name = next((name for name in names if isinstance(name, str) and not name.startswith("urn:vitagraph:")), "")
    return f"{kind} '{name}'" if name else kind


def _with_contexts(value: Any, start: Place) -> Any:
    if isinstance(value, list):
        return [_with_contexts(item, start) for item in value]
    if isinstance(value, dict):
        return {key: _context(item, start) if key == "@context" else _with_contexts(item, start) for key, item in value.items()}
    return value


def _context(context: Any, start: Place) -> Any:
    """A context; schema.org's, which lies on the web, replaced by the part of it that matters."""
    if isinstance(context, list):
        return [_context(item, start) for item in context]
    if not isinstance(context, str):
        return context
    if context.rstrip("/").removeprefix("https://").removeprefix("http://") == "schema.org":
        return json.loads(_schema_org())["@context"]
    raise DataError([Problem(start, f"the context {context} lies on the web, and nothing is fetched; embed it")])


@cache
def _schema_org() -> str:
    """The part of schema.org's context that matters."""
    return resources.text("ontology/schema.org.jsonld")
