"""Measures the times of frequent commands and of alternatives; prints a table and writes it to bench/README.md.

Figures of whole processes are medians of several runs after a warm-up. The commands run in turn, so that a change of the speed of
the machine affects all of them alike.

"""

from __future__ import annotations

import gc
import os
import platform
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import importing
import validation

ROOT = Path(__file__).parent.parent
RUNS = 11
VALIDATIONS = 3


class Run(NamedTuple):
    """Time and memory of one run of a command."""

    seconds: float
    megabytes: float
    processor: float


def run(command: list[str], quiet: bool = False) -> Run:
    """Runs a command to its end; wall time, and peak memory as the kernel reports it. The messages of a quiet one are dropped.

    The kernel counts the memory of this process before the command replaces it, so this process imports nothing large.

    """
    start = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    silenced = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in ((1, 2) if quiet else (1,))]
    pid = os.posix_spawn(command[0], command, environment, file_actions=silenced)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def export_commands(build: Path) -> dict[str, list[str]]:
    """The export, a query and the site of the real CV, and the commands that they are compared with."""
    terms, turtle, site = build / "bench.pickle", str(build / "bench.ttl"), str(build / "bench-site")
    python, data = sys.executable, str(ROOT / "data/lapuschkin")
    program = str(Path(python).with_name("vitagraph"))
    for old in build.glob("bench-site.*"):
        shutil.rmtree(old)
    run([python, str(ROOT / "bench/terms.py"), data, str(terms)])
    return {
        "`python -c pass`": [python, "-c", "pass"],
        '`python -c "import rdflib"`': [python, "-c", "import rdflib"],
        "`vitagraph export data/lapuschkin` (Turtle)": [program, "export", data, "-q", "-o", turtle],
        "`vitagraph query talks-per-year data/lapuschkin`": [program, "query", "talks-per-year", data],
        "`vitagraph site data/lapuschkin` (into a new folder)": [
            "/bin/sh",
            "-c",
            f"exec {program} site {data} -q -o {site}.$$",
        ],
        "`vitagraph site data/lapuschkin` (nothing changed)": [program, "site", data, "-q", "-o", site],
        "the same graph built and written by rdflib": [python, str(ROOT / "bench/with_rdflib.py"), str(terms), turtle],
    }


def whole_processes(commands: dict[str, list[str]], turns: int = RUNS) -> list[tuple[str, float, float]]:
    """Name, median seconds and median megabytes of some commands, run in turn."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(turns + 1):
        for name, command in commands.items():
            measured = run(command)
            if turn:
                runs[name].append(measured)
    return [
        (name, statistics.median(one.seconds for one in many), statistics.median(one.megabytes for one in many))
        for name, many in runs.items()
    ]


def mapping_rate(records: int = 10_000, turns: int = 7) -> tuple[int, float]:
    """Triples, and triples a second from typed records to N-Triples text in this process: the best of several turns.

    Identities, mapping and text count. Each turn has its own records, so that nothing is cached.

    """
    from generated_cvs import cv
    from vitagraph.mapping import batches
    from vitagraph.rdf.syntaxes.ntriples import lines
    from vitagraph.records import Index

    best, count = 0.0, 0
    for turn in range(turns):
        whole = cv(records, seed=turn)
        gc.collect()
        gc.freeze()
        start, count = time.perf_counter(), 0
        for batch in batches(Index(whole)):
            public = batch.triples[0]
            count += len(public)
            lines(public)
        best = max(best, count / (time.perf_counter() - start))
    return count, best


def validation_lines(processes: list[tuple[str, float, float]]) -> Iterator[str]:
    """The section on validation: whole processes, then CVs a second."""
    yield from ("", "## Validation", "", f"Whole processes on the real CV, medians of {VALIDATIONS} runs.", "")
    yield from ("| command | seconds | peak MB | share of pySHACL's time |", "| --- | --- | --- | --- |")
    reference = processes[-1][1]
    for name, seconds, megabytes in processes:
        yield f"| {name} | {seconds:.2f} | {megabytes:.0f} | {seconds / reference:.3f} |"
    triples, cvs, graphs = validation.rates()
    yield from ("", f"Generated CVs of {triples:,} triples, each another, in one process on one core, in processor time.", "")
    yield from ("| from, to | a second |", "| --- | --- |")
    yield f"| typed records to report | {cvs:.0f} |"
    yield f"| Turtle to results | {graphs:.0f} |"


def main() -> None:
    """Prints the table and writes it."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    lines = [
        "# Measurements",
        "",
        f"Written by `make bench`: {platform.machine()}, {os.cpu_count()} cores, CPython {platform.python_version()}.",
        "",
        "## Whole processes",
        "",
        f"Medians of {RUNS} runs.",
        "",
        "| command | seconds | peak MB | times `import rdflib` |",
        "| --- | --- | --- | --- |",
    ]
    measured = whole_processes(export_commands(build))
    imports = list(importing.lines(build))
    validations = whole_processes(validation.commands(build), VALIDATIONS)
    rdflib = next(seconds for name, seconds, _ in measured if "import rdflib" in name)
    lines += [f"| {name} | {seconds:.3f} | {megabytes:.0f} | {seconds / rdflib:.2f} |" for name, seconds, megabytes in measured]
    count, rate = mapping_rate()
    lines += [
        "",
        "## Mapping",
        "",
        "10,000 generated articles with ordered authors, containers and identifiers, from typed records to N-Triples text, one core.",
        "",
        "| triples | triples/s |",
        "| --- | --- |",
        f"| {count:,} | {rate:,.0f} |",
    ]
    from canned_queries import tables  # after the processes have been measured, because it imports large libraries

    lines += tables()
    lines += validation_lines(validations)
    lines += imports
    text = "\n".join(lines) + "\n"
    (ROOT / "bench/README.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
