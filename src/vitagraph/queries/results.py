"""SPARQL Query Results XML, read as it comes: a row is made when the next is asked for, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.etree import ElementTree

from vitagraph.table import Row
from vitagraph.terms import XSD, Term, iri, literal, tagged

_NS = "{http://www.w3.org/2005/sparql-results#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

Events = Iterator[tuple[str, ElementTree.Element]]


class Found(NamedTuple):
    """The answer to a SELECT: its variables, the element that holds the results, and what is still to be read."""

    names: list[str]
    results: ElementTree.Element
    events: Events


def read(stream: IO[bytes]) -> Found | bool:
    """The answer to a SELECT, or the truth of an ASK. Raises ParseError for anything else."""
    # No external entities are fetched, and Expat bounds how far internal ones grow.
    events: Events = iter(ElementTree.iterparse(stream, ("start", "end")))  # noqa: S314  # see above
    names: list[str] = []
    for event, element in events:
        if event == "start" and element.tag == f"{_NS}results":
            return Found(names, element, events)
        if event == "end" and element.tag == f"{_NS}variable":
            names.append(element.attrib["name"])
        if event == "end" and element.tag == f"{_NS}boolean":
            return (element.text or "").strip() in ("true", "1")
    raise ElementTree.ParseError("no SPARQL results")


def rows(found: Found) -> Iterator[Row]:
    """The rows that follow; a variable without a binding is None."""
    at = {name: number for number, name in enumerate(found.names)}
    for event, element in found.events:
        if event == "end" and element.tag == f"{_NS}result":
            row: list[Term | None] = [None] * len(at)
            for binding in element:
                if (name := binding.attrib.get("name")) in at and len(binding):
                    row[at[name]] = _term(binding[0])
            yield tuple(row)
            found.results.clear()


def _term(element: ElementTree.Element) -> Term:
    value, kind = element.text or "", element.tag.removeprefix(_NS)
    if kind == "uri":
        return iri(value)
    if kind == "bnode":
        return f"_:{value.removeprefix('_:')}"
    if language := element.attrib.get(_LANGUAGE):
        return tagged(value, language.lower())
    datatype = element.attrib.get("datatype", "")
    return literal(value) if datatype in ("", f"{XSD}string") else f"{literal(value)}^^{iri(datatype)}"
