"""How the processor time of each command grows with each dimension of a CV: `make bench-growth` writes bench/growth.md.

Each dimension is doubled twice. The time of a CV with one record is subtracted from each, so that start-up hides nothing; the exponent is
the slope between the smallest size with a readable time and the largest size on logarithmic axes: 1 is linear, 2 is quadratic.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
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

    dimension: str
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
        shown = f"below {LEAST} s" if self.exponent is None else f"{self.exponent:.2f}"
        times = " / ".join(f"{time:.2f}" for time in self.seconds)
        return f"| {self.dimension} | {self.command} | {' / '.join(map(str, self.sizes))} | {times} | {shown} |"


def seconds(words: Sequence[str], names: dict[str, Path]) -> float:
    """The processor time of a command into a new folder; those of earlier runs stay, as files are slow to make where many were deleted."""
    names = names | {"out": Path(mkdtemp(dir=names["out"]))}
    program = str(Path(sys.executable).with_name("vitagraph"))
    return run([program, *(part.format(**names) for part in words)], quiet=True).processor


def query_seconds(cv: Path) -> dict[str, float]:
    """The processor time of each query of the catalogue, in a process of its own that has read the CV."""
    import subprocess

    script = (
        "import sys; from time import process_time as now; from vitagraph.yaml import read_index\n"
        "from vitagraph.mapping import dataset_of; from vitagraph.queries import catalogue, run, store\n"
        "data = store(dataset_of(read_index(sys.argv[1])))\n"
        "for name, query in catalogue().items():\n"
        "    start = now(); list(run(query, data).rows); print(name, now() - start)\n"
    )
    lines = subprocess.run([sys.executable, "-c", script, str(cv)], check=True, capture_output=True, text=True).stdout.splitlines()
    return {f"query {name}": float(time) for name, time in map(str.split, lines)}


class Measurements:
    """The measurements of one dimension, in a folder."""

    def __init__(self, dimension: str, folder: Path) -> None:
        self.dimension, self.folder = dimension, folder
        self.bulk = dimension == "CVs"
        self.commands = BULK_COMMANDS if self.bulk else COMMANDS
        records, smallest = DIMENSIONS[dimension]
        self.sizes = [times * smallest for times in SIZES]
        self._cvs = [write(records, size, folder / f"{size}") for size in self.sizes]
        self._one = write(records, 1, folder / "one")
        (folder / "out").mkdir()

    def growths(self) -> Iterator[Growth]:
        """The growth of each command; a steep one is measured again."""
        cvs = [self._one, *self._cvs]
        for cv in cvs:
            for words in PREPARED_BULK if self.bulk else PREPARED:
                self._names(cv)["made"].mkdir(exist_ok=True)
                seconds(words, self._names(cv))
        for command, words in self.commands.items():
            if self._has_no_input(words):
                continue
            yield self._settled(command, [lambda cv=cv, words=words: seconds(words, self._names(cv)) for cv in cvs])
        if not self.bulk:
            found = [query_seconds(cv) for cv in cvs]
            for command in found[0]:
                yield self._settled(
                    command, [lambda cv=cv, command=command: query_seconds(cv)[command] for cv in cvs], [one[command] for one in found]
                )

    def _has_no_input(self, words: Sequence[str]) -> bool:
        """Whether a prepared file of the largest size is empty: talks are no part of a bibliography."""
        named = (Path(word.format(**self._names(self._cvs[-1]))) for word in words if word.startswith("{made}/"))
        return any(path.is_file() and not path.stat().st_size for path in named)

    def _settled(self, command, measures, times=()):
        times = list(times) or [measure() for measure in measures]
        growth = self._growth(command, times)
        for _ in range(RUNS - 1):
            if growth.is_steep:
                times = [min(time, measure()) for time, measure in zip(times, measures, strict=True)]
                growth = self._growth(command, times)
        return growth

    def _growth(self, command: str, times: Sequence[float]) -> Growth:
        return Growth(self.dimension, command, self.sizes, [max(0.0, time - times[0]) for time in times[1:]])

    def _names(self, cv: Path) -> dict[str, Path]:
        return {"cv": cv, "made": self.folder / f"{cv.relative_to(self.folder).parts[0]}-made", "out": self.folder / "out"}


def main() -> None:
    """Writes the table; exit code 1 if an exponent is above `MOST`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dimensions", nargs="*", default=list(DIMENSIONS), help=", ".join(DIMENSIONS))
    chosen = parser.parse_args().dimensions
    found = list[Growth]()
    for dimension in chosen:
        with TemporaryDirectory() as temporary:
            for growth in Measurements(dimension, Path(temporary)).growths():
                print(growth.line(), flush=True)
                found.append(growth)
    if chosen == list(DIMENSIONS):
        OUT.write_text(report(found), encoding="utf-8")
    if steep := [f"{one.dimension}, {one.command}: {one.exponent:.2f} is above {MOST}" for one in found if one.is_steep]:
        raise SystemExit("\n".join(steep))


def report(found: list[Growth]) -> str:
    """The page; queries whose times show nothing are only counted."""
    shown = [one for one in found if one.exponent is not None or not one.command.startswith("query ")]
    head = "| dimension | command | size | seconds | exponent |\n| --- | --- | --- | --- | --- |"
    about = (
        "Processor time (user and system) beyond that of a CV with one record, which the other work of a shared machine changes by a few "
        f"per cent; an exponent above {MOST} is measured {RUNS} times, and the shortest time counts. 1 is linear, 2 is quadratic. "
        f"{len(found) - len(shown)} measurements of queries are below {LEAST} s and not listed."
    )
    table = "\n".join([head, *(one.line() for one in shown)])
    return f"# How time grows\n\nWritten by `make bench-growth`.\n\n{about}\n\n{table}\n"


if __name__ == "__main__":
    main()
