"""The mutants of a room: what mutmut derives from its files, without those that change only the text of a message."""

from __future__ import annotations

import difflib
import hashlib
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from mutmut.mutation.file_mutation import MutatedFile, mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name, orig_function_and_class_names_from_key


class Change(NamedTuple):
    """What a mutant changes. It stays equal when code around it moves, which mutmut's numbered names do not."""

    function: str  # values.dates.Period.parse
    old: str  # the changed lines, stripped
    new: str
    occurrence: int = 1  # of the same change in the same function


def of_room(room: str) -> dict[Change, str]:
    """Every mutant of src/vitagraph/ROOM below the current folder, by mutmut's name."""
    mutants: dict[Change, str] = {}
    for path in sorted(Path("src/vitagraph", room).rglob("*.py")):
        counts: Counter[Change] = Counter()
        for change, name in _of_file(path):
            counts[change] += 1
            if not _only_message(change):
                mutants[change._replace(occurrence=counts[change])] = name
    return mutants


def sample(mutants: dict[Change, str], seed: int, count: int) -> dict[Change, str]:
    """A sample that depends on the seed and on each change alone: an edit elsewhere does not draw other mutants."""

    def rank(change: Change) -> str:
        return hashlib.sha256(repr((seed, *change)).encode()).hexdigest()

    return {change: mutants[change] for change in sorted(mutants, key=rank)[:count]}


def _of_file(path: Path) -> Iterator[tuple[Change, str]]:
    mutated = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
    lines = mutated.code.splitlines()
    for mangled in mutated.mutant_names:
        name = get_mutant_name(path, mangled)
        function, owner = orig_function_and_class_names_from_key(name)
        module = ".".join(path.with_suffix("").parts[2:])
        original = _body(mutated, lines, mangled.partition("__mutmut_")[0] + "__mutmut_orig")
        old, new = _difference(original, _body(mutated, lines, mangled))
        yield Change(".".join(filter(None, (module, owner, function))), old, new), name


def _body(mutated: MutatedFile, lines: list[str], function: str) -> list[str]:
    """The lines of a generated function, without the name that mutmut gave it."""
    span = mutated.line_span_by_function_name[function]
    return [re.sub(r"\b\w+__mutmut_(?:orig|\d+)\b", "", line) for line in lines[span.start - 1 : span.end]]


def _difference(original: list[str], mutant: list[str]) -> tuple[str, str]:
    changed = [line for line in difflib.ndiff(original, mutant) if line[0] in "-+"]
    old, new = (" ".join(line[2:].strip() for line in changed if line[0] == sign) for sign in "-+")
    return old, new


def _only_message(change: Change) -> bool:
    """Whether two versions differ in one string literal only that holds a space: the text of a message, which tests need not quote."""
    try:
        tokens = [list(tokenize.generate_tokens(StringIO(f"({text})").readline)) for text in (change.old, change.new)]
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return False
    if len(tokens[0]) != len(tokens[1]):
        return False
    differing = [one for one, other in zip(*tokens, strict=True) if one.string != other.string]
    return len(differing) == 1 and differing[0].type == tokenize.STRING and " " in differing[0].string.strip("\"' ")
