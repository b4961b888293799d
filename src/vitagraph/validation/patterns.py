"""Patterns of SHACL: regular expressions as XPath has them (https://www.w3.org/TR/xpath-functions/#regex-syntax), for every engine.

The engines take them as those of their language: there `\\w` takes other characters, `.` a carriage return, `[a-z-[aeiou]]` the vowels.
"""

from __future__ import annotations

import re

from vitagraph.rdf.terms import Term, parse

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.NOFLAG, "x": re.NOFLAG, "q": re.NOFLAG}
_SPECIAL = re.compile(r"[][\\.^$*+?(){}|-]")
_PIECE = re.compile(r"\\.|.", re.DOTALL)


def translated(pattern: Term, flags: str, engine: str) -> Term:
    """A pattern whose classes are written out, so that an engine means by it what XPath does; of the flags, i and m are left.

    Raises ValueError for what is no pattern of XPath, or no flags.
    """
    from elementpath.regex import RegexError, translate_pattern
    from pyoxigraph import Literal

    text = parse(pattern).value
    if unknown := sorted(set(flags) - _FLAGS.keys()):
        raise ValueError(f"the flag '{unknown[0]}' is none of XPath's; write {', '.join(_FLAGS)}")
    if "q" in flags:
        return str(Literal(_SPECIAL.sub(r"\\\g<0>", text)))
    known = re.NOFLAG
    for flag in flags:
        known |= _FLAGS[flag]
    try:
        written = translate_pattern(_in_classes(text, flags), known, back_references=True, lazy_quantifiers=True, anchors=True)
    except RegexError as error:
        raise ValueError(f"this is no pattern of XPath: {error}") from None
    if engine != "pyshacl":
        # Anchors of Python match at a line feed at the end, too, which the translation forbids; Rust's do not, and it looks nowhere ahead.
        written = written.replace(r"$(?!\n\Z)", "$").replace(r"(?<!\n\Z)^", "^")
    return str(Literal(written))  # as it is: `literal` composes characters, and the ends of ranges with them


def _in_classes(pattern: str, flags: str) -> str:
    """The pattern with each escape that stands for several characters as a class, which is written out then."""
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
