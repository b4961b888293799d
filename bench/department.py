"""Departments of CVs as large as the real one, from JSON Lines to query results: `department.py [CVS[:STEP,...]...]`.

By default 1,000 and 5,000 CVs in all steps that their number allows. Each step is a whole process. The tables are written to
bench/department.md.

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
#: CVs that change between two loads
CHANGED = 50
ALL = ("export", "triples", "validate", "kg", "public", "lines", "line", "memory", "quads", "nightly")
#: steps that read all CVs into memory, and the most CVs for which they have the space
IN_MEMORY, MOST_IN_MEMORY = ("lines", "memory", "quads"), 1000


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


def change_cvs() -> None:
    """Another fact in some of the CVs."""
    path = FOLDER / "cvs.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    for number in range(0, len(lines), len(lines) // CHANGED):
        cv = json.loads(lines[number])
        cv["interests"].append("Nights")
        lines[number] = json.dumps(cv)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def csv(name: str) -> str:
    """A file for a result."""
    return str(FOLDER / f"{name}.csv")


def queries(store: str) -> Iterator[str]:
    """The results of the queries over a store, each in its own process."""
    selected = [[name] for name in QUERIES] + ([["top-coauthors", "--cv", "https://people.example/7/cv"]] if store == "kg" else [])
    yield from ("", f"| query over `{store}` | rows | seconds | processor seconds | peak MB |", "| --- | --- | --- | --- | --- |")
    for name, *options in selected:
        taken = run([PROGRAM, "query", name, str(FOLDER / store), *options, "-o", csv(name)])
        count = Path(csv(name)).read_bytes().count(b"\n") - 1
        title = f"`vitagraph query {name}{' --cv ...' if options else ''}`"
        yield f"| {title} | {count:,} | {taken.seconds:.2f} | {taken.processor:.2f} | {taken.megabytes:.0f} |"


def steps() -> dict[str, tuple[str, list[str]]]:
    """Name -> title and command of a step."""
    source, exported, triples = (str(FOLDER / name) for name in ("cvs.jsonl", "out", "triples"))
    also = [word for name in QUERIES[1:] for word in ("--also", name)]
    several = [*also, "-o", str(FOLDER / "results")]
    one = ["query", "top-coauthors", "--cv", "https://people.example/7/cv"]
    return {
        "export": ("`vitagraph bulk export`", ["bulk", "export", source, "-o", exported, "-q"]),
        "triples": ("`vitagraph bulk export -f ntriples`", ["bulk", "export", source, "-o", triples, "-f", "ntriples", "-q"]),
        "validate": ("`vitagraph bulk validate`", ["bulk", "validate", source, "-o", str(FOLDER / "report.jsonl"), "-q"]),
        "kg": ("`vitagraph bulk load`", ["bulk", "load", exported, "--store-path", str(FOLDER / "kg"), "--inputs", source, "-q"]),
        "public": (
            "`vitagraph bulk load --public-only`",
            ["bulk", "load", triples, "--store-path", str(FOLDER / "public"), "--public-only", "-q"],
        ),
        "lines": ("four queries over JSON Lines, in memory", ["query", QUERIES[0], source, *several]),
        "line": ("`vitagraph query top-coauthors --cv ...` over JSON Lines", [*one, source, "-o", csv("one")]),
        "memory": ("four queries over the export as N-Triples, in memory", ["query", QUERIES[0], triples, *several]),
        "nightly": (
            f"`load --quick` after {CHANGED} CVs have changed",
            ["load", source, "--store-path", str(FOLDER / "kg"), "--quick", "-q"],
        ),
        "quads": ("four queries over the export as N-Quads, in memory", ["query", QUERIES[0], exported, *several]),
    }


def rows(count: int, selected: list[str]) -> Iterator[str]:
    """The tables."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    os.environ["XDG_STATE_HOME"] = str(FOLDER / "state")
    write_cvs(count)
    yield from ("| step | seconds | processor seconds | peak MB (largest process) |", "| --- | --- | --- | --- |")
    for name, (title, command) in steps().items():
        if name in selected and not (name in IN_MEMORY and count > MOST_IN_MEMORY):
            if name == "nightly":
                change_cvs()
            taken = run([PROGRAM, *command])
            yield f"| {title} | {taken.seconds:.0f} | {taken.processor:.0f} | {taken.megabytes:.0f} |"
    manifest = json.loads(min(FOLDER.glob("*/manifest.json")).read_text())
    sizes = {name: sum(file.stat().st_size for file in (FOLDER / name).iterdir()) for name in ("kg", "public") if (FOLDER / name).is_dir()}
    written = f"{manifest['bytes']:,} bytes of N-{'Quads' if manifest['settings']['format'] == 'nquads' else 'Triples'}"
    stored = ", ".join(f"{size:,} in the store{'' if name == 'kg' else f' `{name}`'}" for name, size in sizes.items())
    yield from ("", f"{manifest['cvs']:,} CVs, {manifest['quads']:,} quads, {written}, {stored}.")
    for name in sizes:
        yield from queries(name)


def main() -> None:
    """Prints the tables and writes them."""
    lines = [
        "# A department",
        "",
        f"Written by `make bench-department`: generated CVs of the size of the real one, on {os.cpu_count()} cores. Where other processes",
        "were at work, the processor seconds count; wall time is that of this machine at that moment.",
    ]
    for given in sys.argv[1:] or ("1000", "5000"):
        count, _, selected = given.partition(":")
        lines += ["", f"## {int(count):,} CVs", ""]
        lines += [f"{os.getloadavg()[0]:.1f} other processes were at work when it began.", ""]
        for line in rows(int(count), selected.split(",") if selected else list(ALL)):
            print(line, flush=True)
            lines.append(line)
        (ROOT / "bench/department.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
