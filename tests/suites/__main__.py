"""External test suites, read from a folder: `python tests/suites DIR`, or `make test-suites SUITES=DIR`.

Each module of this package is a suite: `FOLDER` is its folder in DIR or beside it, `run(folder)` returns its outcomes. The numbers of
passed tests are kept in `bench/suites.md`; lower ones fail. `--keep` writes the table.

"""

from __future__ import annotations

import importlib
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)]
TABLE = HERE.parents[1] / "bench/suites.md"
_ROW = re.compile(r"(?m)^\| (.+?) \| (\d+) of (\d+) \|")


def main(arguments: list[str]) -> int:
    """Runs every suite in the folder; returns the number of suites that pass fewer tests than recorded."""
    keep = "--keep" in arguments
    folders = [argument for argument in arguments if argument and argument != "--keep"]
    if len(folders) != 1 or not Path(folders[0]).is_dir():
        print("name the folder with the suites: make test-suites SUITES=DIR", file=sys.stderr)
        return 2
    found: dict[str, tuple[int, int, list[str]]] = {}
    for module in sorted(path.stem for path in HERE.glob("[a-z]*.py")):
        suite = importlib.import_module(f"suites.{module}")
        root = Path(folders[0]).resolve()
        folder = next((path for path in (root / suite.FOLDER, root.parent / suite.FOLDER) if path.is_dir()), None)
        if folder is None:
            print(f"{suite.FOLDER}: not in {folders[0]}, and not beside it", file=sys.stderr)
            continue
        outcomes = list(suite.run(folder))
        for part, total in Counter(outcome.part for outcome in outcomes).items():
            failed = [f"{outcome.name}: {outcome.why}" for outcome in outcomes if outcome.part == part and outcome.why]
            found[part] = (total - len(failed), total, failed)
            print("\n  ".join([f"{part}: {total - len(failed)} of {total} passed", *failed]))
    kept = {part: int(passed) for part, passed, _ in _ROW.findall(TABLE.read_text())} if TABLE.exists() else {}
    if keep:
        TABLE.write_text(_table(found))
        return 0
    worse = [part for part, (passed, _, _) in found.items() if passed < kept.get(part, 0)]
    for part in worse:
        print(f"{part}: {kept[part]} passed when {TABLE.name} was written", file=sys.stderr)
    return 1 if worse or not found else 0


def _table(found: dict[str, tuple[int, int, list[str]]]) -> str:
    rows = [
        f"| {part} | {passed} of {total} | {'; '.join(failed).replace('|', chr(92) + '|')} |"
        for part, (passed, total, failed) in found.items()
    ]
    command = "`PYTHONPATH=tests python -m suites DIR --keep`"
    head = f"# Suites of others\n\nWhat `make test-suites SUITES=DIR` passes; {command} writes this table.\n"
    return "\n".join([head, "| suite | passed | not passed, and why |", "| --- | --- | --- |", *rows, ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
