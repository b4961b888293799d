"""How the processor time of each command grows with each dimension of a CV: `make bench-growth` writes bench/growth.md.

Each dimension is doubled twice. The time of a CV with one record is subtracted from each, so that start-up hides nothing; the exponent is
the slope between the smallest size with a readable time and the largest size on logarithmic axes: 1 is linear, 2 is quadratic.

A dimension is written as soon as it is measured, with the state of the code; `bench/growth.py pages CVs` replaces the tables of two.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import NamedTuple

from growing import DIMENSIONS, write
from run import run

#: a larger exponent is a fault; a shorter time, in seconds, shows nothing
MOST, LEAST = 1.15, 0.15
#: a growth that seems too large is measured so many times in all, and the shortest time counts
RUNS = 3
SIZES = (1, 2, 4)
OUT = Path(__file__).with_suffix(".md")
#: the section of whole processes, beside one for each dimension
LARGE = "large CVs"
SECTIONS = (*DIMENSIONS, LARGE)

#: what later commands read, made once for each size; its time is not measured
PREPARED = (
    ["export", "{cv}", "-q", "-o", "{made}/cv.ttl"],
    ["export", "{cv}", "-q", "-f", "bibtex", "-o", "{made}/cv.bib"],
)
#: command -> its words; `{made}` has the prepared files, `{out}` is empty
COMMANDS = {
    "export in every syntax": ["export", "{cv}", "--all-formats", "{out}"],
    **{
        f"export -f {name}": ["export", "{cv}", "-f", name, "-o", "{out}/cv"]
        for name in ("bibtex", "csl-json", "ris", "jsonresume", "rendercv")
    },
    "validate": ["validate", "{cv}"],
    "site": ["site", "{cv}", "-o", "{out}/site"],
    "snippet": ["snippet", "{cv}"],
    "explain": ["explain", "#me", "{cv}"],
    "freeze-ids --dry-run": ["freeze-ids", "{cv}", "--dry-run"],
    "load into a local store": ["load", "{cv}", "--store-path", "{out}/kg"],
    "diff with its export": ["diff", "{cv}", "{made}/cv.ttl"],
    "validate its export": ["validate", "{made}/cv.ttl"],
    "import of its export": ["import", "{made}/cv.ttl", "-o", "{out}/cv"],
    "import of its BibTeX": ["import", "{made}/cv.bib", "-o", "{out}/cv"],
    "import --into itself": ["import", "{made}/cv.ttl", "--into", "{cv}", "--dry-run"],
}
#: dimension, size, commands
WHOLE = (
    ("papers", 10_000, "validate", "site"),
    ("papers", 3_000, "site"),
    ("papers", 1_000, "site"),
    ("authors of one paper", 3_000, "site"),
)
#: those of many CVs, in JSON Lines
PREPARED_BULK = (["bulk", "export", "{cv}", "-q", "-o", "{made}/out"], ["bulk", "link", "{made}/out", "-q", "-o", "{made}/links.nq"])
BULK_COMMANDS = {
    "bulk export": ["bulk", "export", "{cv}", "-o", "{out}/out"],
    "bulk validate": ["bulk", "validate", "{cv}", "-o", "{out}/report.jsonl"],
    "bulk link": ["bulk", "link", "{made}/out", "-o", "{out}/links.nq"],
    "bulk load": ["bulk", "load", "{made}/out", "--links", "{made}/links.nq", "--store-path", "{out}/kg"],
}


class Growth(NamedTuple):
    """The seconds of a command for each size of a dimension, beyond those of a CV with one record."""

    command: str
    sizes: list[int]
    seconds: list[float]

    @property
    def exponent(self) -> float | None:
        """The slope; None where too short times show nothing."""
        readable = [at for at, time in enumerate(self.seconds[:-1]) if time >= LEAST]
        if not readable or self.seconds[-1] <= 0:
            return None
        first = readable[0]
        return log2(self.seconds[-1] / self.seconds[first]) / log2(self.sizes[-1] / self.sizes[first])

    @property
    def is_steep(self) -> bool:
        """Whether the time grows faster than the input."""
        return (self.exponent or 0) > MOST

    def line(self) -> str:
        """The row of the table."""
        shown = "-" if self.exponent is None else f"{self.exponent:.2f}"
        times = " / ".join(f"{time:.2f}" for time in self.seconds)
        return f"| {self.command} | {' / '.join(map(str, self.sizes))} | {times} | {shown} |"


def seconds(words: Sequence[str], names: dict[str, Path]) -> float:
    """The processor time of a command into a new folder; those of earlier runs stay, as files are slow to make where many were deleted."""
    names = names | {"out": Path(mkdtemp(dir=names["out"]))}
    program = str(Path(sys.executable).with_name("vitagraph"))
    return run([program, *(part.format(**names) for part in words)], quiet=True).processor


def query_seconds(cv: Path, names: Sequence[str] = ()) -> dict[str, float]:
    """The processor time of queries of the catalogue, or of all, in a process of its own that has read the CV."""
    script = (
        "import sys; from time import process_time as now; from vitagraph.yaml import read_index\n"
        "from vitagraph.mapping import dataset_of; from vitagraph.queries import catalogue, run, store\n"
        "data = store(dataset_of(read_index(sys.argv[1])))\n"
        "for name, query in catalogue().items():\n"
        "    if name not in (sys.argv[2:] or catalogue()): continue\n"
        "    start = now(); list(run(query, data).rows); print(name, now() - start)\n"
    )
    words = [sys.executable, "-c", script, str(cv), *names]
    lines = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
    return {name: float(time) for name, time in map(str.split, lines)}


class Measurements:
    """The measurements of one dimension, in a folder."""

    def __init__(self, dimension: str, folder: Path) -> None:
        self.folder = folder
        self.bulk = dimension == "CVs"
        self.commands = BULK_COMMANDS if self.bulk else COMMANDS
        records, smallest = DIMENSIONS[dimension]
        self.sizes = [times * smallest for times in SIZES]
        self._cvs = [write(records, size, folder / f"{size}") for size in self.sizes]
        self._one = write(records, 1, folder / "one")
        (folder / "out").mkdir()

    def growths(self) -> Iterator[Growth]:
        """The growth of each command whose largest time is readable; a steep one is measured again."""
        cvs = [self._one, *self._cvs]
        for cv in cvs:
            for words in PREPARED_BULK if self.bulk else PREPARED:
                self._names(cv)["made"].mkdir(exist_ok=True)
                seconds(words, self._names(cv))
        for command, words in self.commands.items():
            if not self._has_no_input(words):
                yield from self._settled(command, [lambda cv=cv, words=words: seconds(words, self._names(cv)) for cv in cvs])
        found = [] if self.bulk else [query_seconds(cv) for cv in cvs]
        for query in found[0] if found else ():
            measures = [lambda cv=cv, query=query: query_seconds(cv, [query])[query] for cv in cvs]
            yield from self._settled(f"query {query}", measures, [one[query] for one in found])

    def _has_no_input(self, words: Sequence[str]) -> bool:
        """Whether a prepared file of the largest size is empty: talks are no part of a bibliography."""
        named = (Path(word.format(**self._names(self._cvs[-1]))) for word in words if word.startswith("{made}/"))
        return any(path.is_file() and not path.stat().st_size for path in named)

    def _settled(self, command: str, measures: Sequence[Callable[[], float]], times: Sequence[float] = ()) -> Iterator[Growth]:
        """The growth of a command from its first times, or from new ones; none if the largest size shows that they are too short."""
        one, largest = (times[0], times[-1]) if times else (measures[0](), measures[-1]())
        if largest - one < LEAST:
            return
        times = list(times) or [one, *(measure() for measure in measures[1:-1]), largest]
        for _ in range(RUNS - 1):
            if not self._growth(command, times).is_steep:
                break
            times = [min(time, measure()) for time, measure in zip(times, measures, strict=True)]
        yield self._growth(command, times)

    def _growth(self, command: str, times: Sequence[float]) -> Growth:
        return Growth(command, self.sizes, [max(0.0, time - times[0]) for time in times[1:]])

    def _names(self, cv: Path) -> dict[str, Path]:
        return {"cv": cv, "made": self.folder / f"{cv.relative_to(self.folder).parts[0]}-made", "out": self.folder / "out"}


def main() -> None:
    """Writes the table of each dimension; exit code 1 if an exponent is above `MOST`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", help=f"those to measure, of: {', '.join(SECTIONS)}; all without one")
    chosen = parser.parse_args().sections or list(SECTIONS)
    if unknown := set(chosen) - set(SECTIONS):
        parser.error(f"{', '.join(sorted(unknown))}: no dimension; write one of {', '.join(SECTIONS)}")
    steep = list[str]()
    for section in chosen:
        with TemporaryDirectory() as temporary:
            found = list[str]()
            for line in large(Path(temporary)) if section == LARGE else lines(section, Path(temporary), steep):
                print(line, flush=True)
                found.append(line)
        earlier = tables(OUT.read_text(encoding="utf-8"))
        OUT.write_text(report(earlier | {section: table(section, found)}), encoding="utf-8")
    if steep:
        raise SystemExit("\n".join(steep))


def lines(dimension: str, folder: Path, steep: list[str]) -> Iterator[str]:
    """The rows of a dimension; what grows faster than the input is added to `steep`."""
    for growth in Measurements(dimension, folder).growths():
        if growth.is_steep:
            steep.append(f"{dimension}, {growth.command}: {growth.exponent:.2f} is above {MOST}")
        yield growth.line()


def large(folder: Path) -> Iterator[str]:
    """The rows of large CVs: whole processes with their start-up."""
    for dimension, size, *commands in WHOLE:
        place = folder / f"{dimension}-{size}"
        cv = write(DIMENSIONS[dimension][0], size, place)
        for command in commands:
            program = str(Path(sys.executable).with_name("vitagraph"))
            found = run([program, *(part.format(cv=cv, out=place) for part in COMMANDS[command])], quiet=True)
            yield f"| {command} | {dimension} | {size:,} | {found.processor:.1f} | {found.megabytes:.0f} |"


def state() -> str:
    """The commit of the code, and whether files of it are changed."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], check=True, capture_output=True, text=True, cwd=OUT.parent).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", "../src", "../ontology", "../queries")
    return git("show", "--no-patch", "--format=`%h` (%cs)") + (" with changes" if changed else "")


def table(section: str, rows: Sequence[str]) -> str:
    """A section, without its heading."""
    columns = ["command", "of", "size", "seconds", "peak MB"] if section == LARGE else ["command", "size", "seconds", "exponent"]
    head = f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}"
    text = "\n".join([head, *rows]) if rows else f"Every command takes less than {LEAST} s."
    return f"State {state()}.\n\n{text}"


def tables(page: str) -> dict[str, str]:
    """The sections of an earlier page by their dimensions."""
    sections = (part.partition("\n") for part in f"\n{page}".split("\n## ")[1:])
    return {heading: text.strip() for heading, _, text in sections if heading in SECTIONS}


def report(found: dict[str, str]) -> str:
    """The page; each dimension has the table of its last measurement."""
    about = (
        "Processor time (user and system) beyond that of a CV with one record, which the other work of a shared machine changes by a few "
        f"per cent; an exponent above {MOST} is measured {RUNS} times, and the shortest time counts. 1 is linear, 2 is quadratic. "
        f"A command or query that takes less than {LEAST} s for the largest size is not listed."
    )
    sections = "".join(f"\n## {section}\n\n{found[section]}\n" for section in SECTIONS if section in found)
    return f"# How time grows\n\nWritten by `make bench-growth`; `DIMENSIONS='pages CVs'` measures these again.\n\n{about}\n{sections}"


if __name__ == "__main__":
    main()
