"""Bulk export compared with other mappers: `bulk.py [PUBLICATIONS [LARGEST]]`, written to bench/bulk.md.

100,000 publications by default, and growth up to a million. Peak memory is that of the largest process.

The peers map tables derived from our own triples (peers/tables.py) and build IRIs with templates: they parse no names, derive no
ids, number no lists and resolve no entities. All write N-Triples. Whole processes are timed, one after the other, and the distinct
triples of all must be equal. Each peer has its own environment in build/peers.

"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from run import ROOT, Run, run

from vitagraph import charts
from vitagraph.rdf.terms import literal, typed
from vitagraph.rdf.vocabulary import XSD
from vitagraph.tables import Chart, Column, Table

PEERS = {
    "maplib": ("maplib==0.20.26",),
    "morph_kgc": ("morph-kgc==2.10.0", "pyarrow==26.0.1"),
    "duckdb": ("duckdb==2.0.0",),
}
GROWTH = (10_000, 30_000, 100_000, 300_000, 1_000_000)
FOLDER = ROOT / "build/bulk"
PROGRAM = str(Path(sys.executable).with_name("vitagraph"))


def python_of(peer: str) -> str:
    """The interpreter of a peer's environment, which is created if it does not exist."""
    environment = ROOT / "build/peers" / peer
    if not (environment / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        subprocess.run([str(environment / "bin/python"), "-m", "pip", "install", "--quiet", *PEERS[peer]], check=True)
    return str(environment / "bin/python")


def export(source: Path, folder: Path, workers: int, format_name: str = "ntriples") -> Run:
    """A bulk export into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    options = ["--workers", str(workers), "--format", format_name, "--partition", "100", "--quiet"]
    return run([PROGRAM, "bulk", "export", str(source), "-o", str(folder), *options])


def digest(files: list[Path]) -> str:
    """The SHA-256 of the distinct lines of some files, sorted."""
    sort = subprocess.Popen(
        ["sort", "--unique", "--buffer-size=1G", *map(str, files)], stdout=subprocess.PIPE, env=os.environ | {"LC_ALL": "C"}
    )
    found = subprocess.run(["sha256sum"], stdin=sort.stdout, capture_output=True, text=True, check=True).stdout.split()[0]
    if sort.wait():
        raise SystemExit("sort failed")
    return found


def publications(count: int) -> Path:
    """A file with `count` publications, a hundred a CV."""
    path = FOLDER / f"{count}.jsonl"
    if not path.exists():
        with path.open("wb") as out:
            subprocess.run([sys.executable, str(ROOT / "bench/publications.py"), str(count)], stdout=out, check=True)
    return path


def comparison(count: int, rounds: int = 2) -> Iterator[str]:
    """The rows of the table: command, seconds, relative times, peak memory; then the common digest.

    Each time is the best of several rounds, in which all commands run in turn, because other processes may slow the machine.

    """
    source, output = publications(count), FOLDER / "ours"
    export(source, output, 2)
    parts = sorted(output.glob("part-*.nt"))
    tables = FOLDER / "tables"
    shutil.rmtree(tables, ignore_errors=True)
    tables.mkdir()
    subprocess.run([sys.executable, str(ROOT / "bench/peers/tables.py"), str(tables), *map(str, parts)], check=True)
    expected = digest(parts)
    measured: dict[str, Run] = {}

    def measure(name: str, taken: Run, files: list[Path]) -> None:
        if digest(files) != expected:
            raise SystemExit(f"{name}: the triples differ")
        measured[name] = min(taken, measured.get(name, taken))

    for _ in range(rounds):
        copy = FOLDER / "copy.nt"
        floor = run([sys.executable, str(ROOT / "bench/peers/floor.py"), str(source), *map(str, parts), str(copy)])
        measure("the floor: the input parsed, the output's bytes written, one core", floor, [copy])
        copy.unlink()
        for workers, folder in (("two workers", FOLDER / "two"), ("one worker", FOLDER / "one")):
            taken = export(source, folder, 1 if workers == "one worker" else 2)
            measure(f"vitagraph bulk export, {workers}", taken, sorted(folder.glob("part-*.nt")))
            shutil.rmtree(folder)
        for peer, packages in PEERS.items():
            target = FOLDER / f"{peer}.nt"
            taken = run([python_of(peer), str(ROOT / f"bench/peers/with_{peer}.py"), str(tables), str(target)])
            measure(f"{packages[0].replace('==', ' ')}, from tables", taken, [target])
            target.unlink()
    yield from (
        "| | seconds | times two workers | processor seconds | times one worker | peak MB |",
        "| --- | --- | --- | --- | --- | --- |",
    )
    two, alone = (measured[f"vitagraph bulk export, {workers}"] for workers in ("two workers", "one worker"))
    for name, one in measured.items():
        shares = f"{one.seconds / two.seconds:.2f} | {one.processor:.1f} | {one.processor / alone.processor:.2f}"
        yield f"| {name} | {one.seconds:.1f} | {shares} | {one.megabytes:.0f} |"
    yield from ("", f"SHA-256 of the distinct triples of all, sorted: `{expected}`.", "")
    yield "The peers have an advantage: their tables contain parsed names, derived ids, numbered lists and resolved entities; they only"
    yield "build IRIs with templates and combine terms to triples. vitagraph starts from the records."


def growth(largest: int) -> Iterator[str]:
    """Seconds by number of publications, as a table and in bench/bulk.svg."""
    rows = []
    yield from ("| publications | seconds | processor µs a publication | peak MB |", "| --- | --- | --- | --- |")
    for count in (one for one in GROWTH if one <= largest):
        taken = export(publications(count), FOLDER / "growth", 2, "nquads.zst")
        each = taken.processor / count * 1e6
        rows.append((literal(f"{count:,}"), typed(f"{each:.1f}", XSD.decimal)))
        yield f"| {count:,} | {taken.seconds:.1f} | {each:.0f} | {taken.megabytes:.0f} |"
    table = Table((Column("publications", "Publications"), Column("time", "Processor time a publication in µs")), rows)
    svg = charts.svg(table, Chart("bar", "publications", ("time",)), "Time a publication, by number of publications")
    (ROOT / "bench/bulk.svg").write_text(svg, encoding="utf-8")


def main() -> None:
    """Prints both tables and writes them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    FOLDER.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    lines = [
        "# Bulk export",
        "",
        f"Written by `make bench-bulk`: {count:,} publications with ordered authors, a hundred a CV, as JSON Lines, to N-Triples;",
        f"{os.cpu_count()} cores, with a load of {load:.1f} at the start. The best of two rounds.",
        "",
    ]
    for line in comparison(count):
        print(line, flush=True)
        lines.append(line)
    lines += [
        "",
        "## Growth",
        "",
        "Two workers, compressed N-Quads. A constant time a publication is linear growth:",
        "",
        "![](bulk.svg)",
        "",
    ]
    for line in growth(int(sys.argv[2]) if len(sys.argv) > 2 else GROWTH[-1]):
        print(line, flush=True)
        lines.append(line)
    (ROOT / "bench/bulk.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
