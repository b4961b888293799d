"""The lines of a RIS file -> entries of tags (RIS Format Specifications, Research Information Systems 2001 and 2011).

A line begins with a tag of two characters, two blanks and a hyphen. Files in use have one blank, or none behind the hyphen; they
leave out the last line of an entry, and break long values over lines without a tag. rispy, the Python library for RIS, refuses the
former, forgets the order of authors in two tags, and has no line numbers; so the 20 lines of grammar are written here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from vitagraph.patterns import regex

#: every tag of the two specifications, and those that EndNote, Zotero, Mendeley and Citavi write besides
TAGS = regex(
    "A[1-5BDNUV]|B[NT]|C[1-8ANPRTY]|D[ABIOPS]|E[DPRT]|FD|H[12]|I[DPS]|J[12AFO]|K[1W]|L[1-4ABKL]|M[1-3]|N[12OV]|O[LP]|P[ABMPY]|R[DINPT]"
    "|S[ELNPRTV]|T[1-4AITY]|U[1-5R]|V[LO]|W[PTV]|Y[12R]"
)
_LINE = regex(r"\s*([A-Z][A-Z0-9])(?:[ \t]{1,3}-[ \t]?|-[ \t]{2})(.*)|\s*(ER|TY)[ \t]*-(.*)")


class Value(NamedTuple):
    """The value of a tag, and the number of the line on which it begins."""

    tag: str
    text: str
    line: int


class Lines(NamedTuple):
    """The entries of a file, each from its TY to its ER; and the lines that belong to none."""

    entries: list[list[Value]]
    outside: list[Value]


def parsed(text: str) -> Lines:
    """The entries of a text; a line without a tag continues the value before it."""
    entries: list[list[Value]] = []
    outside: list[Value] = []
    current: list[Value] | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        match = _LINE.fullmatch(line)
        tag, rest = (match[1] or match[3], (match[2] if match[1] else match[4]).strip()) if match else ("", line.strip())
        if tag == "TY":
            current = [Value(tag, rest, number)]
            entries.append(current)
        elif current is None:
            # Some databases number their entries.
            outside += [Value("", line.strip(), number)] if line.strip() and not re.fullmatch(r"\s*\d+\.?\s*", line) else []
        elif tag == "ER":
            current = None
        elif TAGS.fullmatch(tag):
            current.append(Value(tag, rest, number))
        elif line.strip():
            last = current[-1]
            current[-1] = last._replace(text=f"{last.text} {line.strip()}".strip())
    return Lines(entries, outside)
