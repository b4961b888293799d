"""The mutants of a room: what mutmut derives from its files, without those that change only the text of a message."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mutmut.mutation.file_mutation import MutatedFile, mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name, orig_function_and_class_names_from_key

from mutation.changes import Change, between, is_of_message


def of_room(room: str) -> dict[Change, str]:
    """Every mutant of src/vitagraph/ROOM below the current folder, by mutmut's name."""
    mutants: dict[Change, str] = {}
    for path in sorted(Path("src/vitagraph", room).rglob("*.py")):
        counts: Counter[Change] = Counter()
        for change, name in _of_file(path):
            counts[change] += 1
            if not is_of_message(change):
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
        yield between(".".join(filter(None, (module, owner, function))), original, _body(mutated, lines, mangled)), name


def _body(mutated: MutatedFile, lines: list[str], function: str) -> list[str]:
    """The lines of a generated function, without the name that mutmut gave it."""
    span = mutated.line_span_by_function_name[function]
    return [re.sub(r"\b\w+__mutmut_(?:orig|\d+)\b", "", line) for line in lines[span.start - 1 : span.end]]
