"""Translates patterns of SHACL, which are XPath regular expressions (https://www.w3.org/TR/xpath-functions/#regex-syntax), for engines.

The engines read them as regular expressions of Python or Rust, where `\\w` matches other characters, `.` matches a carriage return,
and `[a-z-[aeiou]]` has another meaning.
"""

from __future__ import annotations

import re

from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, parse

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.NOFLAG, "x": re.NOFLAG, "q": re.NOFLAG}
_SPECIAL = regex(r"[][\\.^$*+?(){}|-]")
_PIECE = regex(r"\\.|.", re.DOTALL)


def translated(pattern: Term, flags: str, engine: str) -> Term:
    """The pattern with its character classes expanded, so that an engine matches what XPath does; only the flags i and m remain.

    Raises ValueError for an invalid pattern or flag.
    """
    from elementpath.regex import RegexError, translate_pattern
    from pyoxigraph import Literal

    text = parse(pattern).value
    if unknown := sorted(set(flags) - _FLAGS.keys()):
        raise ValueError(f"the flag '{unknown[0]}' is not one of XPath's; write {', '.join(_FLAGS)}")
    if "q" in flags:
        return str(Literal(_SPECIAL.sub(r"\\\g<0>", text)))
    known = re.NOFLAG
    for flag in flags:
        known |= _FLAGS[flag]
    try:
        written = translate_pattern(_in_classes(text, flags), known, back_references=True, lazy_quantifiers=True, anchors=True)
    except RegexError as error:
        raise ValueError(f"this is not an XPath pattern: {error}") from None
    if engine != "pyshacl":
        # Python's anchors also match before a final line feed, which the translation prevents; Rust's do not, and Rust has no lookaround.
        written = written.replace(r"$(?!\n\Z)", "$").replace(r"(?<!\n\Z)^", "^")
    return str(Literal(written))  # not `literal`, whose normalization to NFC would change the ends of ranges


def _in_classes(pattern: str, flags: str) -> str:
    """The pattern with each multi-character escape as a class, so that it is expanded."""
    depth, pieces = 0, []
    for piece in _PIECE.findall(pattern):
        depth += (piece == "[") - (piece == "]" and depth > 0)
        if depth == 0 and piece in (r"\w", r"\W", r"\d", r"\D", r"\s", r"\S"):
            piece = f"[{piece}]"
        if depth == 0 and piece == "." and "s" in flags:
            piece = r"[\s\S]"
        if not ("x" in flags and depth == 0 and piece.isspace()):
            pieces.append(piece)
    return "".join(pieces)
