"""`python -m fuzz`: mutates, checks, counts; failing inputs are kept under build/fuzz. Exit code 1 where one failed."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from fuzz.seeds import READERS, ROOT
from fuzz.workers import Case, Outcome, outcomes

KEPT = ROOT / "build" / "fuzz"


def main() -> int:
    """Runs a number of inputs, or as many as the time permits."""
    options = _options()
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(parents=True)
    begun = time.monotonic()

    def cases() -> Iterator[Case]:
        for number in [options.only] if options.only is not None else range(options.count):
            if time.monotonic() - begun > options.seconds:
                return
            yield Case(options.seed, number)

    counts: dict[str, Counter[str]] = defaultdict(Counter)
    slowest: dict[str, float] = defaultdict(float)
    failures = []
    for outcome in outcomes(cases(), options.processes):
        reader = outcome.case.reader()
        counts[reader][outcome.what] += 1
        slowest[reader] = max(slowest[reader], outcome.seconds)
        if outcome.failed or outcome.details:
            _keep(outcome)
        if (done := sum(counter.total() for counter in counts.values())) % 1000 == 0:
            print(f"{done:,} inputs in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
        if outcome.failed:
            failures.append(outcome)
            print(f"{outcome.what}: {reader} {outcome.case.number}: {outcome.details.strip().splitlines()[-1:]}", flush=True)
    print(_table(counts, slowest))
    total = sum(counter.total() for counter in counts.values())
    print(f"seed {options.seed}: {total:,} inputs in {time.monotonic() - begun:.0f} s; {len(failures)} failed, kept in {KEPT}")
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many inputs")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same inputs")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="after which no further input is begun")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", type=int, help="the input of this number alone")
    return parser.parse_args()


def _keep(outcome: Outcome) -> None:
    """Keeps an input and its outcome."""
    reader = outcome.case.reader()
    folder = KEPT if outcome.failed else KEPT / "unprovable"
    folder.mkdir(exist_ok=True)
    name = f"{reader}-{outcome.case.seed}-{outcome.case.number}"
    Path(folder, f"{name}.{READERS[reader][1]}").write_bytes(outcome.case.data())
    Path(folder, f"{name}.txt").write_text(f"{outcome.what}\n{outcome.details}\n", encoding="utf-8", errors="backslashreplace")


def _table(counts: dict[str, Counter[str]], slowest: dict[str, float]) -> str:
    """A line for each reader: the numbers of inputs, accepted, rejected, failed, and the seconds of the slowest."""
    rows = ["reader          inputs  accepted  refused  not as meant  failed  slowest"]
    for reader in READERS:
        counter = counts[reader]
        known = [counter[what] for what in ("accepted", "refused", "not read back as meant")]
        failed = counter.total() - sum(known)
        rows.append(
            f"{reader:<14} {counter.total():>7,} {known[0]:>9,} {known[1]:>8,} {known[2]:>13,} {failed:>7,} {slowest[reader]:>7.1f}s"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
