"""The RDF syntaxes: one file each declares all of a syntax in `SYNTAX`; an installed package can add others.

To add a syntax, add a file here. `SYNTAXES` finds it, and everything else asks `SYNTAXES`: export, sites, content negotiation,
query results, and all that reads RDF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import PurePath
from typing import NamedTuple

from vitagraph.plugins import Registry, recognises
from vitagraph.rdf.terms import Term, Triple

#: characters
_PIECE = 1 << 20
#: IRI of a named graph ("" for the default graph) -> its triples
Graphs = Mapping[Term, tuple[Triple, ...]]


class Syntax(NamedTuple):
    """A syntax of RDF.

    `write(document, graphs)` returns the text of a dataset. `document` is the IRI that relative IRIs are relative to; where it
    is "", the triples are a query result: they may have blank nodes, and their graph is the default graph "".

    `suffixes` are without the dot, and begin with that of the files that are written. A syntax with `named_graphs` can hold
    facts that are not public beside those that are; the others are published. `format` is the last step of its IRI in
    https://www.w3.org/ns/formats/, "" where it has none.

    `parser` names the `pyoxigraph.RdfFormat` that reads it; a syntax that pyoxigraph cannot read is converted by `to_nquads`,
    which raises ValueError for text that is not well-formed. Without both it is only written.

    `pieces(document, graphs)` yields the text of `write` piece by piece, where that needs less memory.

    `recognises(text, suffix)` returns whether a text without a stated format is in this syntax; a syntax without it is recognised
    by the suffix of the file. It is tried among the importers at `recognition_order`, the lowest first: of two syntaxes, the one
    that contains the other is tried later. In lists, and where a client accepts several media types alike, the syntax with the
    lowest `order` is first. Every site has the whole graph in the
    published syntaxes that are `in_sites`, and in others only where its CV states so.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    media_type: str
    write: Callable[[str, Graphs], str]
    named_graphs: bool = False
    format: str = ""
    parser: str = ""
    to_nquads: Callable[[str], str] | None = None
    recognises: Callable[[str, str], bool] | None = None
    order: int = 100
    recognition_order: int = 100
    pieces: Callable[[str, Graphs], Iterator[str]] | None = None
    in_sites: bool = True

    @property
    def suffix(self) -> str:
        """The suffix of the files that are written."""
        return self.suffixes[0]

    def encoded(self, document: str, graphs: Graphs) -> Iterator[bytes]:
        """The text of a dataset in UTF-8, in pieces."""
        if self.pieces:
            yield from map(str.encode, self.pieces(document, graphs))
            return
        text = self.write(document, graphs)
        for start in range(0, len(text), _PIECE):
            yield text[start : start + _PIECE].encode()

    @property
    def is_readable(self) -> bool:
        """Whether text in this syntax can be read."""
        return bool(self.parser or self.to_nquads)

    def is_syntax_of(self, text: str, suffix: str) -> bool:
        """Returns whether a text without a stated format is in this syntax; it begins with neither white space nor a byte order mark."""
        return self.recognises(text, suffix) if self.recognises else suffix in self.suffixes


def _keys(syntax: Syntax) -> tuple[str, ...]:
    return (*syntax.suffixes, syntax.media_type)


#: what a text that cannot be converted raises; RecursionError where it is nested too deep
_RAISED: Mapping[str, tuple[type[Exception], ...]] = {"to_nquads": (ValueError, RecursionError)}
#: all syntaxes by name
SYNTAXES = Registry(Syntax, "vitagraph.rdf.syntaxes", "SYNTAX", "vitagraph.syntaxes", "syntax", _keys, _RAISED)


def published() -> list[Syntax]:
    """The syntaxes of public files and of query results: those without named graphs, in the order of preference."""
    return [syntax for syntax in SYNTAXES.all.values() if not syntax.named_graphs]


def named_by(suffix: str) -> Syntax | None:
    """The syntax whose files are written with a suffix (without the dot, in any case); None where there is none."""
    syntax = SYNTAXES.with_key(suffix)
    return syntax if syntax and syntax.suffix.lower() == suffix.lower() else None


def start_and_suffix(text: str, source: str) -> tuple[str, str]:
    """What recognition reads: a text without white space and byte order mark before it, the suffix of its file in lower case."""
    return text.lstrip("\ufeff \t\r\n"), PurePath(source).suffix.lower().removeprefix(".")


def readable_by(suffix: str) -> Syntax | None:
    """The syntax that a suffix (without the dot, in any case) names, and that can be read; None where there is none."""
    syntax = SYNTAXES.with_key(suffix)
    return syntax if syntax and syntax.is_readable else None


def syntax_of_text(text: str, source: str) -> Syntax | None:
    """The readable syntax of a text by its content, else by the suffix of its file; None where it is no RDF."""
    start, suffix = start_and_suffix(text, source)
    readable = sorted((syntax for syntax in SYNTAXES.all.values() if syntax.is_readable), key=lambda one: (one.recognition_order, one.name))
    by_content = (syntax for syntax in readable if recognises(syntax.is_syntax_of, start, suffix))
    return next(by_content, None) or readable_by(suffix)


def union(graphs: Graphs) -> list[Triple]:
    """The triples of all graphs, each once, in the order in which they come."""
    return list(dict.fromkeys(chain.from_iterable(graphs.values())))
