"""Imports of generated BibTeX files: time and peak memory by size, compared with a parse by bibtexparser and by pybtex."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

SIZES = (1500, 3000, 6000)
_NAMES = (r"M{\"u}ller, Klaus-Robert", "van der Berg, Jan", "King, Jr., Martin Luther", "{The ATLAS Collaboration}", "Vogel, Vera",
          "Eule, Eva", r"Garc{\'i}a M{\'a}rquez, Gabriel", "Wang, Li", "O'Neil, Sinead", r"{\O}rsted, Hans")  # fmt: skip


def bibtex(entries: int) -> str:
    """A file as researchers keep it: articles, papers with crossref to their proceedings, chapters, preprints, strings, LaTeX."""
    parts = [f'@string{{j{number} = "Journal of Field {number} \\& Applications"}}' for number in range(40)]
    for number in range(entries):
        authors = " and ".join(_NAMES[(number * step + step) % len(_NAMES)] for step in range(1, 2 + number % 5))
        title = f"On {{Problem}} {number} of {{\\'E}}tude {number % 97}: a {{{{GPU}}}} view with $\\alpha_{number % 9}$"
        shared = f"  title = {{{title}}},\n  author = {{{authors}}},\n  year = {1990 + number % 35},\n  doi = {{10.5555/bench.{number}}},\n"
        shared += f'  abstract = {{We show in {number} ways -- with care -- that {{\\"o}} and \\emph{{everything}} else holds.}},\n'
        if number % 4 == 0:
            parts.append(
                f"@article{{k{number},\n{shared}  journal = j{number % 40},\n  volume = {{{number % 50}}},\n  pages = {{1--9}}\n}}"
            )
        elif number % 4 == 1:
            parts.append(f"@inproceedings{{k{number},\n{shared}  crossref = {{k{number + 1}}},\n  pages = {{10--19}}\n}}")
        elif number % 4 == 2:
            parts.append(
                f"@proceedings{{k{number},\n  title = {{Proceedings of Conference {number}}},\n  editor = {{Eule, Eva}},\n  year = 2020\n}}"
            )
        else:
            parts.append(f"@misc{{k{number},\n{shared}  eprint = {{2101.{number:05}}},\n  archiveprefix = {{arXiv}}\n}}")
    return "\n\n".join(parts) + "\n"


def lines(build: Path) -> Iterator[str]:
    """The section on imports: each file imported in one process into a new folder."""
    from run import run

    yield from ("", "## Import", "", "Generated BibTeX files, whole processes, best of 3 runs; the parsers alone make no records.", "")
    yield from ("| command | entries | seconds | of processor time | peak MB |", "| --- | --- | --- | --- | --- |")
    program, target = str(Path(sys.executable).with_name("vitagraph")), build / "imported"
    for size in SIZES:
        file = build / f"bench-{size}.bib"
        file.write_text(bibtex(size), encoding="utf-8")
        for name, command in (
            ("`vitagraph import`", [program, "import", str(file), "-q", "-o", str(target)]),
            ("bibtexparser, parse alone", [sys.executable, "-c", f"import bibtexparser; bibtexparser.parse_file({str(file)!r})"]),
            ("pybtex, parse alone", [sys.executable, "-c", f"import pybtex.database as d; d.parse_file({str(file)!r})"]),
        ):
            runs = []
            for _ in range(3):
                shutil.rmtree(target, ignore_errors=True)
                runs.append(run(command))
            seconds, processor, megabytes = (min(getattr(one, of) for one in runs) for of in ("seconds", "processor", "megabytes"))
            yield f"| {name} | {size:,} | {seconds:.2f} | {processor:.2f} | {megabytes:.0f} |"


if __name__ == "__main__":
    folder = Path(__file__).parent.parent / "build"
    folder.mkdir(exist_ok=True)
    print("\n".join(lines(folder)))
