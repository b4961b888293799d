"""RDF in files and in pages, which is validated, queried, compared and imported beside records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import DataError, Place, Problem, UsageError, quoted
from vitagraph.files import budget
from vitagraph.rdf.dataset import PUBLIC, RESTRICTED
from vitagraph.rdf.syntaxes import SYNTAXES, Syntax, readable_by
from vitagraph.rdf.terms import Term, Triple, canonical
from vitagraph.rdf.vocabulary import FOAF

if TYPE_CHECKING:
    from vitagraph.rdf.jsonld import Node

HTML_SUFFIXES = (".html", ".htm", ".xhtml")


class Source(NamedTuple):
    """RDF of a file: its text, its triples as N-Triples without their graphs, and the nodes of JSON-LD by their term."""

    text: str
    triples: str
    nodes: Mapping[Term, Node] = {}


def is_graph_file(source: str) -> bool:
    """Returns whether a source is RDF or a page, by its suffix."""
    return is_page(source) or syntax_of(source) is not None


def is_page(source: str) -> bool:
    """Returns whether a source is an HTML page, by its suffix."""
    return Path(source).suffix.lower() in HTML_SUFFIXES


def syntax_of(source: str) -> Syntax | None:
    """The syntax that the suffix of a file names, and that can be read; None where there is none."""
    return readable_by(Path(source).suffix.removeprefix("."))


class Parseable(NamedTuple):
    """A text that pyoxigraph can parse, and the name of its `RdfFormat`; it is `converted` where its lines are not those of the file."""

    text: str
    parser: str
    converted: bool = False


def parseable(source: str, text: str, syntax: Syntax) -> Parseable:
    """A text in a syntax for pyoxigraph. Raises DataError where a text that has to be converted is not well-formed."""
    if syntax.parser or not syntax.to_nquads:
        return Parseable(text, syntax.parser)
    try:
        converted = syntax.to_nquads(text)
    except ValueError as error:
        raise unreadable(source, error) from None
    except RecursionError:
        raise budget.too_deep(Place(source)) from None
    if surrogate := re.search("[\ud800-\udfff]", converted):
        raise unreadable(source, ValueError(f"U+{ord(surrogate[0]):04X} is one half of a character"))
    return Parseable(converted, "N_QUADS", True)


def read_graph(source: str, public: bool = False, locate: bool = False) -> Source:
    """Reads RDF from a file or a page.

    With `public`, the restricted graphs of a CV are left out. With `locate`, the nodes of JSON-LD are mapped to their places
    in the text; a node without an IRI gets one that contains its place.

    Raises UsageError where the file cannot be read, DataError where it is not well-formed.
    """
    text = read_text(source)
    with budget.time_limit(source, len(text)):
        return _graph(source, text, public, locate)


def _graph(source: str, text: str, public: bool, locate: bool) -> Source:
    if (syntax := syntax_of(source)) and syntax.parser != "JSON_LD":
        return Source(text, _triples(source, parseable(source, text, syntax), public))
    from vitagraph.rdf.html import scripts
    from vitagraph.rdf.jsonld import prepared

    blocks = scripts(source, text) if is_page(source) else [(Place(source, 1, 1), text)]
    documents = [prepared(block, start, locate) for start, block in blocks]
    triples = "".join(_triples(source, Parseable(document.text, "JSON_LD"), public) for document in documents)
    return Source(text, triples, {term: node for document in documents for term, node in document.nodes.items()})


def read_text(source: str) -> str:
    """The text of an RDF file or a page. Raises UsageError where its suffix is not of one, or the file cannot be read."""
    if not is_graph_file(source):
        readable = (syntax for syntax in SYNTAXES.all.values() if syntax.is_readable)
        known = ", ".join([*(f".{suffix}" for syntax in readable for suffix in syntax.suffixes), *HTML_SUFFIXES])
        raise UsageError(f"{source}: this is no RDF file by its suffix; name a file with one of {known}")
    return budget.read_text(source, "check the file")


def _quads(source: str, input: Parseable) -> list[Any]:
    from pyoxigraph import RdfFormat, parse

    if input.parser == "RDF_XML":
        budget.check_elements(input.text, source)
    try:
        quads = list(parse(input.text, getattr(RdfFormat, input.parser), base_iri=Path(source).absolute().as_uri()))
    except UNREADABLE as error:
        raise unreadable(source, error, input) from None
    refuse_triple_terms(source, quads)
    return quads


def refuse_triple_terms(source: str, quads: Iterable[Any]) -> None:
    """Raises DataError where a triple is the object of another (RDF 1.2, section 3.1), which only N-Triples of the syntaxes can hold."""
    from pyoxigraph import Triple as Statement

    if nesting := next((quad for quad in quads if isinstance(quad.object, Statement)), None):
        message = f"a triple is the object of {nesting.subject} {nesting.predicate}, which only RDF 1.2 allows; describe it by a node"
        raise DataError([Problem(Place(source), message)])


#: what pyoxigraph raises for text that is not well-formed; MemoryError for a literal of more than 16 MB
UNREADABLE = (SyntaxError, ValueError, MemoryError)


def unreadable(source: str, error: BaseException, input: Parseable | None = None) -> DataError:
    """The error of text that is not well-formed, with its place where the parser reports one.

    A place in text that was converted is none of the file; its line is quoted instead.
    """
    line = getattr(error, "lineno", None) or 0
    place = Place(source, line, (getattr(error, "offset", None) or getattr(error, "colno", None) or 0) if line else 0)
    message = str(error)
    if input and input.converted:
        quoted_line = quoted("".join(input.text.split("\n")[line - 1 : line]))
        place, message = Place(source), f"{quoted_line}: {re.sub(r'^Parser error at line .*?: ', '', message)}"
    if isinstance(error, MemoryError):
        return DataError([Problem(place, "a single text in it has more than 16 MB, which no CV has; shorten it")])
    return DataError([Problem(place, f"this is not well-formed: {message}; correct it there")])


def _triples(source: str, input: Parseable, public: bool = False) -> str:
    quads = _quads(source, input)
    restricted = tuple(f"#graph/{name}>" for name in RESTRICTED) if public else ()
    kept = (quad.triple for quad in quads if not str(quad.graph_name).endswith(restricted or ("\n",)))
    return "".join(dict.fromkeys(f"{triple} .\n" for triple in kept))


def read_graphs(source: str, text: str, syntax: Syntax) -> dict[str, list[Triple]]:
    """The triples of RDF text by the name after `#graph/` in their graph's IRI: `public`, `meta`, `contact`, `private`.

    Triples of the default graph and of any other named graph are `public`.

    Raises DataError where it is not well-formed.
    """
    graphs: dict[str, dict[Triple, None]] = {}
    input = parseable(source, text, syntax)
    if input.parser == "JSON_LD":
        input = Parseable(offline(source, text), input.parser)
    for quad in _quads(source, input):
        name = str(quad.graph_name)[1:-1].rpartition("#graph/")[2]
        graphs.setdefault(name if name in (*PUBLIC, *RESTRICTED) else "public", {})[_triple(quad)] = None
    return {name: list(triples) for name, triples in graphs.items()}


def _triple(quad: Any) -> Triple:
    subject, predicate, term = map(str, (quad.subject, quad.predicate, quad.object))
    return subject, predicate, canonical(term) if term.startswith('"') else term


def ntriples_terms(triples: str) -> Iterator[Triple]:
    """The triples of N-Triples text."""
    for line in triples.split("\n"):
        if line:
            subject, predicate, term = line[:-2].split(" ", 2)
            yield subject, predicate, term


def document_of(triples: str) -> str:
    """The IRI of the document that has a primary topic; "" where there is none."""
    for line in triples.split("\n"):
        if f" {FOAF.primaryTopic} " in line:
            return line[1 : line.index(">")]
    return ""


def embedded(source: str, page: str) -> list[str]:
    """The JSON-LD blocks of a page, as `offline` returns them. Raises DataError where the page has none."""
    from vitagraph.rdf.html import scripts
    from vitagraph.rdf.jsonld import prepared

    return [prepared(block, start).text for start, block in scripts(source, page)]


def offline(source: str, text: str) -> str:
    """JSON-LD with the context of schema.org, which is on the web, replaced by the part of it in use; other contexts are refused."""
    from vitagraph.rdf.jsonld import prepared

    return prepared(text, Place(source, 1, 1)).text
