"""Survivors and how each was dealt with: bench/mutants.yaml is edited by hand, bench/mutants.md is written from it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from mutation.changes import Change

BENCH = Path(__file__).parents[2] / "bench"
KEPT, TABLE = BENCH / "mutants.yaml", BENCH / "mutants.md"
OUTCOMES = ("killed", "survived", "timeout", "no test")
NEW, TEST_ADDED = "new", "test added"
STATUSES = {
    NEW: "not yet dealt with",
    TEST_ADDED: "survived once; a test was written that kills it",
    "equivalent": "no input makes a difference",
    "accepted": "a difference that no test needs to notice",
}
HEAD = """# Mutants that no test notices

`make mutants` changes the code of a room in one place at a time (mutmut) and runs the room's tests; a change that no test notices survives.
Sampled by SEED, COUNT in each ROOM. Left out: changes of message texts only, lines that raise, arguments of `cast`; and what mutmut does
not mutate: properties, cached functions, constants outside functions. `mutants.yaml` beside this file holds the statuses, edited by hand;
this file is written from it. The last run counts the mutants of *test added* as killed.
"""


def load() -> dict[str, Any]:
    """By room: `seed`, `possible` (number of mutants), `outcomes`, `survivors`."""
    return yaml.safe_load(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def unresolved(kept: dict[str, Any], possible: dict[Change, str]) -> dict[Change, str]:
    """The survivors of a room that are not yet dealt with, of those that are still possible."""
    found = [_change(entry) for entry in kept.get("survivors", []) if entry["status"] == NEW]
    return {change: possible[change] for change in found if change in possible}


def merged(
    kept: dict[str, Any], outcomes: dict[Change, str], possible: dict[Change, str], seed: int, *, again: bool = False
) -> tuple[dict[str, Any], int]:
    """The room after a run, and the number of new survivors; `again` where the run had the unresolved survivors only.

    A survivor keeps its status, unless a test should kill it by now. One of an earlier run stays in the list as long as its code does.
    """
    counts = Counter(outcomes.values())
    if again:
        counted = {_change(entry): entry["outcome"] for entry in kept["survivors"] if "outcome" in entry}
        counts += Counter(kept["outcomes"])
        counts -= Counter(outcome for change, outcome in counted.items() if change in outcomes or change not in possible)
    survivors = {_change(entry): entry for entry in kept.get("survivors", [])}
    survivors = {change: entry for change, entry in survivors.items() if change in possible}
    for change, outcome in outcomes.items():
        entry = survivors.get(change)
        if outcome in ("survived", "no test"):
            if entry is None or entry["status"] == TEST_ADDED:
                entry = {**change._asdict(), "status": NEW}
            survivors[change] = entry | {"outcome": outcome}
        elif entry is not None and entry["status"] != TEST_ADDED:
            survivors[change] = {**change._asdict(), "status": TEST_ADDED}
    room = {
        "seed": kept["seed"] if again else seed,
        "possible": len(possible),
        "outcomes": {name: counts[name] for name in OUTCOMES},
        "survivors": [survivors[change] for change in sorted(survivors)],
    }
    return room, sum(entry["status"] == NEW for entry in room["survivors"])


def keep(rooms: dict[str, Any]) -> None:
    """Writes both files."""
    KEPT.write_text(yaml.safe_dump(rooms, sort_keys=False, allow_unicode=True, width=140), encoding="utf-8")
    TABLE.write_text("\n".join([HEAD, *_totals(rooms), *_lists(rooms)]), encoding="utf-8")


def _change(entry: dict[str, Any]) -> Change:
    return Change(**{name: entry[name] for name in Change._fields})


def _totals(rooms: dict[str, Any]) -> list[str]:
    columns = ["room", "mutants", "seed", "sampled", *OUTCOMES, *STATUSES]
    lines = [f"| {' | '.join(columns)} |", "| --- " * len(columns) + "|"]
    for name, room in rooms.items():
        counts = [room["outcomes"][outcome] for outcome in OUTCOMES]
        statuses = Counter(entry["status"] for entry in room["survivors"])
        cells = [name, room["possible"], room["seed"], sum(counts), *counts, *(statuses[status] for status in STATUSES)]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def _lists(rooms: dict[str, Any]) -> list[str]:
    lines = ["", "Statuses: " + "; ".join(f"*{status}*: {meaning}" for status, meaning in STATUSES.items()) + ".", ""]
    for name, room in rooms.items():
        counts = Counter(entry["status"] for entry in room["survivors"])
        lines += [f"## {name}: " + ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status]), ""]
        for entry in room["survivors"]:
            reason = f": {entry['reason']}" if entry.get("reason") else ""
            lines += [f"- {entry['function']}: *{entry['status']}*{reason}", "", f"      - {entry['old']}", f"      + {entry['new']}", ""]
    return lines
