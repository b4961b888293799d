"""RDF that lies in a file, or in a page: what there is to validate and to ask besides records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from vitagraph import resources
from vitagraph.errors import DataError, Place, Problem, UsageError
from vitagraph.graph import GUARDED
from vitagraph.terms import Triple, canonical
from vitagraph.vocabulary import FOAF

#: suffix -> the name of pyoxigraph's format
RDF_SUFFIXES = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".rdf": "RDF_XML",
    ".xml": "RDF_XML",
    ".jsonld": "JSON_LD",
}
HTML_SUFFIXES = (".html", ".htm", ".xhtml")


def is_graph_file(source: str) -> bool:
    """Whether a source is RDF or a page, by its suffix."""
    return Path(source).suffix.lower() in (*RDF_SUFFIXES, *HTML_SUFFIXES)


def read_graph(source: str, public: bool = False) -> tuple[str, str]:
    """The text of an RDF file or a page, and its triples as N-Triples, without their graphs.

    With `public`, the graphs of a CV that are not public stay out.

    Raises UsageError where the file cannot be read, DataError where it is not well-formed.
    """
    path = Path(source)
    text = read_text(source)
    if path.suffix.lower() in HTML_SUFFIXES:
        return text, "".join(_triples(source, block, "JSON_LD") for block in embedded(source, text))
    format_name = RDF_SUFFIXES[path.suffix.lower()]
    return text, _triples(source, offline(source, text) if format_name == "JSON_LD" else text, format_name, public)


def read_text(source: str) -> str:
    """The text of an RDF file or a page. Raises UsageError where it is none by its suffix, or cannot be read."""
    if not is_graph_file(source):
        known = ", ".join([*RDF_SUFFIXES, *HTML_SUFFIXES])
        raise UsageError(f"{source}: this is no RDF file by its suffix; name a file with one of {known}")
    try:
        return Path(source).read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{source}: cannot be read ({error.strerror}); check the file") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{source}: byte {error.start} is no UTF-8; save the file as UTF-8") from None


def _quads(source: str, text: str, format_name: str) -> list[Any]:
    from pyoxigraph import RdfFormat, parse

    try:
        return list(parse(text, getattr(RdfFormat, format_name), base_iri=Path(source).absolute().as_uri()))
    except (SyntaxError, ValueError) as error:
        line, column = getattr(error, "lineno", None) or 0, getattr(error, "offset", None) or 0
        raise DataError([Problem(Place(source, line, column), f"this is not well-formed: {error}; correct it there")]) from None


def _triples(source: str, text: str, format_name: str, public: bool = False) -> str:
    quads = _quads(source, text, format_name)
    guarded = tuple(f"#graph/{name}>" for name in GUARDED) if public else ()
    wanted = (quad.triple for quad in quads if not str(quad.graph_name).endswith(guarded or ("\n",)))
    return "".join(dict.fromkeys(f"{triple} .\n" for triple in wanted))


def read_graphs(source: str, text: str, format_name: str) -> dict[str, list[Triple]]:
    """The triples of RDF text by the last step of their graph's name (`public`, `contact` ...), `public` where they have none.

    Raises DataError where it is not well-formed.
    """
    graphs: dict[str, dict[Triple, None]] = {}
    for quad in _quads(source, offline(source, text) if format_name == "JSON_LD" else text, format_name):
        name = str(quad.graph_name)[1:-1].rpartition("#graph/")[2]
        graphs.setdefault(name if "#graph/" in str(quad.graph_name) else "public", {})[_triple(quad)] = None
    return {name: list(triples) for name, triples in graphs.items()}


def _triple(quad: Any) -> Triple:
    subject, predicate, term = map(str, (quad.subject, quad.predicate, quad.object))
    return subject, predicate, canonical(term) if term[0] == '"' else term


def ntriples_terms(triples: str) -> Iterator[Triple]:
    """The triples of N-Triples text."""
    for line in triples.split("\n"):
        if line:
            subject, predicate, term = line[:-2].split(" ", 2)
            yield subject, predicate, term


def document_of(triples: str) -> str:
    """The IRI of the document that has a primary topic, "" where none has."""
    for line in triples.split("\n"):
        if f" {FOAF.primaryTopic} " in line:
            return line[1 : line.index(">")]
    return ""


class _Scripts(HTMLParser):
    """Collects the JSON-LD blocks of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A script of the type of JSON-LD begins."""
        self._inside = tag == "script" and (dict(attrs).get("type") or "").partition(";")[0].strip() == "application/ld+json"
        if self._inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        """A script ends."""
        self._inside = False

    def handle_data(self, data: str) -> None:
        """The text of a script."""
        if self._inside:
            self.blocks[-1] += data


def embedded(source: str, page: str) -> list[str]:
    """The JSON-LD blocks of a page, as `offline` gives them. Raises DataError where it embeds none."""
    scripts = _Scripts()
    scripts.feed(page)
    if not scripts.blocks:
        message = 'the page embeds no JSON-LD; add <script type="application/ld+json">'
        raise DataError([Problem(Place(source), message)])
    return [offline(source, block) for block in scripts.blocks]


def offline(source: str, text: str) -> str:
    """JSON-LD with schema.org's context, which lies on the web, replaced by the part of it that matters; others are refused."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise DataError([Problem(Place(source), f"the JSON-LD is not well-formed: {error}; correct it there")]) from None
    return json.dumps(_with_contexts(source, document))


def _with_contexts(source: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_with_contexts(source, item) for item in value]
    if isinstance(value, dict):
        return {key: _context(source, item) if key == "@context" else _with_contexts(source, item) for key, item in value.items()}
    return value


def _context(source: str, context: Any) -> Any:
    if isinstance(context, list):
        return [_context(source, item) for item in context]
    if not isinstance(context, str):
        return context
    if context.rstrip("/").removeprefix("https://").removeprefix("http://") == "schema.org":
        return json.loads(resources.text("ontology/schema.org.jsonld"))["@context"]
    message = f"the context {context} lies on the web, and nothing is fetched; embed it"
    raise DataError([Problem(Place(source), message)])
