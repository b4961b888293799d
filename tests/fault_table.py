"""The table of faults in docs/reference/faults.md: the state of each store after each fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs/reference/faults.md"
_MARKED = re.compile(r"(<!-- faults -->\n).*?(<!-- end of faults -->)", re.DOTALL)
_STATES = ("old", "new", "partial", "unknown")
_NAMES = {"oxigraph": "Oxigraph", "virtuoso": "Virtuoso", "virtuoso-t": "Virtuoso"}


def of(states_after: Iterable[tuple[str, str, str]]) -> str:
    """A Markdown table of (store, fault, state): how often each fault was tried, and the states of the store after it."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for store, fault, state in states_after:
        counted.setdefault((_NAMES[store], fault), Counter())[state] += 1
    lines = ["| store | fault | tried | old | new | partial | unknown |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for (store, fault), states in sorted(counted.items()):
        lines.append(f"| {store} | {fault} | {states.total()} | {' | '.join(str(states[state]) for state in _STATES)} |")
    return "\n".join(lines) + "\n"


def keep(table: str) -> None:
    """Writes the table to docs/reference/faults.md."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_MARKED.sub(lambda found: f"{found[1]}\n{table}\n{found[2]}", text), encoding="utf-8")


def kept() -> str:
    """The table in docs/reference/faults.md."""
    found = _MARKED.search(PAGE.read_text(encoding="utf-8"))
    return found[0] if found else ""
