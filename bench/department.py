"""Departments of CVs as large as the real one, from JSON Lines to query results: `department.py [CVS...]`, 1,000 and 5,000 by default.

Each step is a whole process: export, validation, load into a local store, queries over many CVs and one over a single CV.
The tables are written to bench/department.md.

"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from run import ROOT, run
from validation import ARTICLES

FOLDER = ROOT / "build/department"
PROGRAM = str(Path(sys.executable).with_name("vitagraph"))
QUERIES = ("group-network", "publications-per-unit", "patents-across-inventors", "who-works-on-what")


def write_cvs(count: int) -> None:
    """Generated CVs: owners among the authors of every work, an organization, interests, patents shared by neighbours."""
    path = FOLDER / "cvs.jsonl"
    command = [sys.executable, str(ROOT / "bench/publications.py"), str(count * ARTICLES), str(ARTICLES)]
    lines = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert lines.stdout is not None
    with path.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines.stdout):
            cv = json.loads(line)
            cv["person"]["affiliations"] = [f"Institute {number % 50}"]
            cv["interests"] = [f"Topic {number % 97}", f"Field {number % 13}"]
            pair = number // 2
            numbers = (f"EP {3_000_000 + pair} A1", f"WO 2020/{100_000 + pair} A1")
            documents = [{"number": each, "published": "2020-06-03"} for each in numbers]
            cv["patent_families"] = [{"title": f"Explaining machine {pair}", "documents": documents}]
            for position, work in enumerate(cv["journal_articles"]):
                work["authors"].append({"name": "Beispiel A", "id": "me"})
                if position == 0:  # one of a pair of neighbours
                    work["doi"] = f"10.5555/pair.{pair}"
            out.write(json.dumps(cv) + "\n")
    if lines.wait():
        raise SystemExit("no CVs")


def results() -> Iterator[str]:
    """The results of the queries, each in its own process."""
    store, csv = str(FOLDER / "kg"), FOLDER / "result.csv"
    queries = [[name] for name in QUERIES] + [["top-coauthors", "--cv", "https://people.example/7/cv"]]
    for name, *options in queries:
        taken = run([PROGRAM, "query", name, store, *options, "-o", str(csv)])
        count = csv.read_bytes().count(b"\n") - 1
        yield f"| `vitagraph query {name}{' --cv ...' if options else ''}` | {count:,} | {taken.seconds:.2f} | {taken.megabytes:.0f} |"


def rows(count: int) -> Iterator[str]:
    """Both tables."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    write_cvs(count)
    source, exported = str(FOLDER / "cvs.jsonl"), str(FOLDER / "out")
    steps = {
        "`vitagraph bulk export`": [PROGRAM, "bulk", "export", source, "-o", exported, "-q"],
        "`vitagraph bulk validate`": [PROGRAM, "bulk", "validate", source, "-o", str(FOLDER / "report.jsonl"), "-q"],
        "`vitagraph bulk load`": [PROGRAM, "bulk", "load", exported, "--store-path", str(FOLDER / "kg"), "-q"],
    }
    yield from ("| step | seconds | processor seconds | peak MB (largest process) |", "| --- | --- | --- | --- |")
    for name, command in steps.items():
        taken = run(command)
        yield f"| {name} | {taken.seconds:.0f} | {taken.processor:.0f} | {taken.megabytes:.0f} |"
    manifest = json.loads((FOLDER / "out/manifest.json").read_text())
    stored = sum(file.stat().st_size for file in (FOLDER / "kg").iterdir())
    size = f"{manifest['bytes']:,} bytes of N-Quads, {stored:,} in the store"
    yield from ("", f"{manifest['cvs']:,} CVs, {manifest['quads']:,} quads, {size}.", "")
    yield from ("| query | rows | seconds | peak MB |", "| --- | --- | --- | --- |")
    yield from results()


def main() -> None:
    """Prints the tables and writes them."""
    load_before = os.getloadavg()[0]
    lines = [
        "# A department",
        "",
        f"Written by `make bench-department`: generated CVs of the size of the real one. {os.cpu_count()} cores, on which",
        f"{load_before:.1f} other processes were at work when it began.",
    ]
    for count in map(int, sys.argv[1:] or ("1000", "5000")):
        lines += ["", f"## {count:,} CVs", ""]
        for line in rows(count):
            print(line, flush=True)
            lines.append(line)
    (ROOT / "bench/department.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
