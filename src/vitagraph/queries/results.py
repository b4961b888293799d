"""Parsers of SPARQL results: XML as a stream; JSON as a whole, for endpoints without XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol
from xml.etree import ElementTree

from vitagraph.files.budget import DEEPEST, parse_json
from vitagraph.rdf.terms import XSD, Term, iri, literal, tagged
from vitagraph.tables import Row

#: the Accept header: XML is preferred, as it can be streamed
ACCEPTED = "application/sparql-results+xml, application/sparql-results+json;q=0.5"

_NS = "{http://www.w3.org/2005/sparql-results#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: the most elements of a row, the bytes of one text
_WIDEST = 100_000
_LARGEST_TEXT = 16 << 20

Events = Iterator[tuple[str, ElementTree.Element]]


class Stream(Protocol):
    """A stream of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; all that are left if no size is given."""
        ...


class Found(NamedTuple):
    """The result of a SELECT query: its variables and rows; an unbound variable is None."""

    names: list[str]
    rows: Iterator[Row]


def read(stream: Stream) -> Found | bool:
    """The result of a SELECT query, or the boolean of an ASK query (https://www.w3.org/TR/rdf-sparql-XMLres/).

    Raises ParseError for other XML, and where the rows break off.
    """
    # External entities are not fetched, and Expat limits the expansion of internal ones.
    measured = _Measured(stream)
    events = _bounded(iter(ElementTree.iterparse(measured, ("start", "end"))), measured)  # noqa: S314  # see above
    names: list[str] = []
    for event, element in events:
        if event == "start" and element.tag == f"{_NS}results":
            return Found(names, _rows(names, element, events))
        if event == "end" and element.tag == f"{_NS}variable":
            names.append(element.attrib["name"])
        if event == "end" and element.tag == f"{_NS}boolean":
            return (element.text or "").strip() in ("true", "1")
    raise ElementTree.ParseError("no SPARQL results")


class _Measured:
    """A stream that counts the bytes since the last event of the parser: a text is in memory until its element ends."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises ValueError where a single text has too many."""
        data = self._stream.read(size)
        self.since += len(data)
        if self.since > _LARGEST_TEXT:
            raise ValueError(f"a single text in it has more than {_LARGEST_TEXT >> 20} MB")
        return data


def _bounded(events: Events, measured: _Measured) -> Events:
    """The events of a document. Raises ValueError where it is nested too deep, or has too many elements in one row.

    Elements before and between the rows are in memory until the next row, so their number is limited, too.
    """
    depth = count = 0
    for event, element in events:
        measured.since = 0
        depth += 1 if event == "start" else -1
        count = 0 if element.tag == f"{_NS}result" else count + 1
        if depth > DEEPEST or count > _WIDEST:
            raise ValueError("its elements are not those of SPARQL results")
        yield event, element


def _rows(names: list[str], results: ElementTree.Element, events: Events) -> Iterator[Row]:
    for event, element in events:
        if event == "end" and element.tag == f"{_NS}result":
            bound = {binding.attrib.get("name"): _of_xml(binding[0]) for binding in element if len(binding)}
            yield tuple(bound.get(name) for name in names)
            results.clear()


def _of_xml(element: ElementTree.Element) -> Term:
    kind = element.tag.removeprefix(_NS)
    return _term(kind, element.text or "", element.attrib.get(_LANGUAGE, ""), element.attrib.get("datatype", ""))


def read_json(stream: Stream) -> Found | bool:
    """The same for JSON (https://www.w3.org/TR/sparql11-results-json/). Raises ValueError for other JSON."""
    data = parse_json(stream.read())
    try:
        if "boolean" in data:
            return data["boolean"] is True
        names = [str(name) for name in data["head"]["vars"]]
        bound = [{name: _of_json(term) for name, term in row.items()} for row in data["results"]["bindings"]]
    except (AttributeError, KeyError, TypeError):
        raise ValueError("no SPARQL results") from None
    return Found(names, (tuple(row.get(name) for name in names) for row in bound))


def _of_json(term: dict[str, Any]) -> Term:
    return _term(str(term["type"]), str(term["value"]), str(term.get("xml:lang", "")), str(term.get("datatype", "")))


def _term(kind: str, value: str, language: str, datatype: str) -> Term:
    if kind == "uri":
        return iri(value)
    if kind == "triple":
        raise ValueError("triples as terms are of RDF 1.2, and a cell holds none")
    if kind == "bnode":
        return f"_:{value.removeprefix('_:')}"
    if language:
        return tagged(value, language.lower())
    return literal(value) if datatype in ("", f"{XSD}string") else f"{literal(value)}^^{iri(datatype)}"
