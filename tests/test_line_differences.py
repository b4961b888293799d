"""Unified differences: they lead from one text to the other, as short as those of difflib, in time that grows with the texts."""

from __future__ import annotations

import random
import sys
from difflib import unified_diff
from types import FrameType
from typing import Any

import pytest

from vitagraph.merging.line_differences import LineMatcher, unified


def texts(records: int, seed: int = 1) -> tuple[list[str], list[str]]:
    """Records of three lines, two of which recur, and the same with ids and with some records added, changed and left out."""
    chosen, before, after = random.Random(seed), list[str](), list[str]()
    for number in range(records):
        rest = [f"    journal: J{number % 7}\n", "    date: 2001\n"]
        before += [f"  - title: T{number}\n", *rest]
        kind = chosen.randrange(10)
        changed = [f"  - id: t{number}\n", f"    title: T{number}\n"] if kind < 4 else [f"  - title: T{number}\n"]
        after += [] if kind == 9 else [*changed, *rest]
    return before, after


@pytest.mark.parametrize("records", [0, 1, 2, 9, 30])
@pytest.mark.parametrize("seed", range(8))
def test_it_leads_from_one_text_to_the_other(records: int, seed: int) -> None:
    before, after = texts(records, seed)
    matcher = LineMatcher(before, after)
    rebuilt = [line for tag, a, b, c, d in matcher.get_opcodes() for line in (before[a:b] if tag == "equal" else after[c:d])]
    assert rebuilt == after
    changes = [line for line in unified(before, after, "a", "b") if line[0] in "+-"]
    assert len(changes) <= len([line for line in unified_diff(before, after, "a\n", "b\n") if line[0] in "+-"]) + 2


def test_few_changes_are_written_as_difflib_writes_them() -> None:
    before = [f"line {number}\n" for number in range(40)]
    after = [*before[:10], "new\n", *before[10:30], "other\n", *before[31:]]
    for one, other in ((before, after), (after, before), ([], before), (before, []), (before, before), (before[:1], before[:2])):
        assert list(unified(one, other, "a", "b")) == list(unified_diff(one, other, "a", "b", lineterm="\n"))


def test_twice_the_records_take_twice_the_steps() -> None:
    def steps(records: int) -> int:
        count = 0

        def trace(frame: FrameType, event: str, argument: Any) -> Any:
            nonlocal count
            count += 1
            return trace

        before, after = texts(records)
        sys.settrace(trace)
        try:
            list(unified(before, after, "a", "b"))
        finally:
            sys.settrace(None)
        return count

    assert steps(800) < 2.3 * steps(400)
