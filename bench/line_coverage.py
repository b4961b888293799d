"""Writes the table of line coverage by room, bench/coverage.md, from the data that `coverage run` left (`make coverage`)."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import coverage

BENCH = Path(__file__).parent
TABLE = BENCH / "coverage.md"
HEAD = """# Line coverage of `make test`

`make coverage` runs the fast tests under coverage.py, in all their processes, and writes this table. `build/coverage` then shows the lines.

| room | lines | not run | covered |
| --- | ---: | ---: | ---: |
"""


def main() -> None:
    """Prints the table and keeps it."""
    measured = coverage.Coverage()
    measured.load()
    source = BENCH.parent / "src" / "vitagraph"
    rooms: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    paths = sorted(source.rglob("*.py"))
    for path in paths:
        _, statements, _, missing, _ = measured.analysis2(str(path))
        inside = path.relative_to(source).parts
        for room in (inside[0] if len(inside) > 1 else "(top)", "all"):
            rooms[room][0] += len(statements)
            rooms[room][1] += len(missing)
    rooms["all"] = rooms.pop("all")
    rows = [f"| {room} | {lines} | {missing} | {(lines - missing) / max(lines, 1):.1%} |" for room, (lines, missing) in rooms.items()]
    table = HEAD + "\n".join([*rows, ""])
    TABLE.write_text(table, encoding="utf-8")
    print(table)
    measured.html_report(list(map(str, paths)), directory=str(BENCH.parent / "build" / "coverage"), title="vitagraph")


if __name__ == "__main__":
    main()
