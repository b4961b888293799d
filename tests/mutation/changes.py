"""What a mutant changes, independent of the tool that derived it."""

from __future__ import annotations

import difflib
import tokenize
from io import StringIO
from typing import NamedTuple


class Change(NamedTuple):
    """The change of a mutant. It stays equal when code around it moves, which mutmut's numbered names do not."""

    function: str  # values.dates.Period.parse
    old: str  # the changed lines, stripped
    new: str
    occurrence: int = 1  # of the same change in the same function


def between(function: str, original: list[str], mutant: list[str]) -> Change:
    """The change from the lines of a function to those of its mutant."""
    changed = [line for line in difflib.ndiff(original, mutant) if line[0] in "-+"]
    old, new = (" ".join(line[2:].strip() for line in changed if line[0] == sign) for sign in "-+")
    return Change(function, old, new)


def is_of_message(change: Change) -> bool:
    """Whether only one string literal differs and holds a space: the text of a message, which tests need not quote."""
    try:
        tokens = [list(tokenize.generate_tokens(StringIO(f"({text})").readline)) for text in (change.old, change.new)]
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return False
    if len(tokens[0]) != len(tokens[1]):
        return False
    differing = [pair for pair in zip(*tokens, strict=True) if pair[0].string != pair[1].string]
    if len(differing) != 1 or any(token.type != tokenize.STRING for token in differing[0]):
        return False
    return " " in differing[0][0].string.strip("\"' ")
