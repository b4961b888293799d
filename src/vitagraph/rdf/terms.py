"""RDF terms as their N-Triples tokens: a term is the text that N-Triples writes for it.

A token is canonical (one spelling a term), hashable and sortable, so a graph is a set of tuples of three tokens and
its N-Triples are those tuples joined. The grammar: https://www.w3.org/TR/rdf12-n-triples/ (sections 2 and 3).
"""

import re
from typing import NamedTuple
from unicodedata import normalize

from vitagraph.patterns import regex

Term = str
Triple = tuple[Term, Term, Term]

XSD = "http://www.w3.org/2001/XMLSchema#"
_ESCAPES = {
    ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t", ord("\b"): "\\b",
    ord("\f"): "\\f", **{n: f"\\u{n:04X}" for n in (*range(8), 11, *range(14, 32), 127)},
}  # fmt: skip
#: characters that XML 1.0 excludes (section 2.2), and so RDF/XML; escapes of N-Triples, Turtle and YAML can denote them
EXCLUDED = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_IRI = regex(r'[\x00-\x20<>"{}|^`\\]')


def iri(text: str) -> Term:
    """The token of an IRI; characters that no IRI may hold are percent-encoded (RFC 3987, section 3.1)."""
    if _NOT_IN_IRI.search(text):
        text = _NOT_IN_IRI.sub(lambda match: f"%{ord(match[0]):02X}", text)
    return f"<{text}>"


def part(node: Term, path: str) -> Term:
    """The IRI of a part of a node: the node's IRI, a slash, the path."""
    return f"{node[:-1]}/{path}>"


def literal(text: str) -> Term:
    """A plain literal (xsd:string), in Unicode Normalization Form C (RDF 1.1 Concepts, section 3.3)."""
    if not text.isascii():
        text = normalize("NFC", text)
    # What needs escapes besides quotes and backslashes is not printable. Of all ways to look for it this is the fastest;
    # and concatenation, because a formatted subclass of str (a value) takes four times as long.
    if not text.isprintable():
        text = text.translate(_ESCAPES)
    elif '"' in text or "\\" in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text + '"'


def tagged(text: str, language: str) -> Term:
    """A language-tagged literal, plain where the tag is ""; the tag is lower case already."""
    return literal(text) + "@" + language if language else literal(text)


def typed(text: str, datatype: Term) -> Term:
    """A literal with a datatype, given as the datatype's token; the text needs no escapes."""
    return '"' + text + '"^^' + datatype


class Parsed(NamedTuple):
    """The parts of a token: an IRI (`is_iri`), or a literal's text with its language or datatype IRI ("" for none)."""

    value: str
    is_iri: bool
    language: str = ""
    datatype: str = ""


_LITERAL = regex(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPED = regex(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CHARACTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CHARACTERS.get(match[3], match[3])


def parse(token: Term) -> Parsed:
    """Parses a token; the inverse of `iri`, `literal`, `tagged` and `typed`."""
    if token[0] == "<":
        return Parsed(token[1:-1], True)
    match = _LITERAL.fullmatch(token)
    if match is None:
        raise ValueError(f"not an N-Triples term: {token}")
    text = _ESCAPED.sub(_unescape, match[1]) if "\\" in match[1] else match[1]
    return Parsed(text, False, match[2] or "", match[3] or "")


def canonical(token: Term) -> Term:
    """The canonical spelling of the token of a literal."""
    parsed = parse(token)
    if parsed.datatype:
        return typed(literal(parsed.value)[1:-1], iri(parsed.datatype)) if parsed.datatype != f"{XSD}string" else literal(parsed.value)
    return tagged(parsed.value, parsed.language.lower())
