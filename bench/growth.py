"""How the processor time of each command grows with each dimension of a CV: `make bench-growth` writes bench/growth.md.

Each dimension is doubled twice. The time of a CV without records is subtracted from each, so that start-up hides nothing; the exponent is
the slope between the smallest and the largest size on logarithmic axes: 1 is linear, 2 is quadratic.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory

from run import Run, run

#: a larger exponent is a fault; times of the smallest size below a tenth of a second show nothing
MOST, LEAST = 1.15, 0.1
RUNS = 3
HEAD = "document: {iri: https://owls.example/cv, license: CC-BY-4.0}\nperson: {name: Ada Owl}\n"
OUT = Path(__file__).with_suffix(".md")


def name(number: int) -> str:
    """A pronounceable name; each number has another one."""
    syllables = [one + vowel for one in "bcdfghklmnprstvw" for vowel in "aeiou"]
    digits = [number // len(syllables) ** place % len(syllables) for place in range(3)]
    return "".join(syllables[digit] for digit in digits).title()


def article(number: int, authors: list[str]) -> str:
    title = " ".join(name(number * 7 + word) for word in range(6))
    return (
        f"  - title: {title}\n    authors: [{', '.join(authors)}]\n    journal: Journal of {name(number % 40)}\n"
        f"    date: {1990 + number % 30}\n    pages: {number}-{number + 9}\n    doi: 10.5555/owls.{number}\n"
    )


def papers(count: int) -> str:
    """Articles of five authors among 300."""
    known = [f"{name(one)} {name(one + 1000)}" for one in range(300)]
    chosen = random.Random(1)
    return "journal_articles:\n" + "".join(article(number, ["Ada Owl", *chosen.sample(known, 4)]) for number in range(count))


def authors(count: int) -> str:
    """One article with many authors."""
    return "journal_articles:\n" + article(0, ["Ada Owl", *(f"{name(one)} {name(one + 3)}" for one in range(count))])


def talks(count: int) -> str:
    """Talks at as many events."""
    return "talks:\n" + "".join(
        f"  - {{title: On {name(one)} and {name(one * 3)}, event: {name(one)} Days, date: {1990 + one % 30}-05-0{1 + one % 9}}}\n"
        for one in range(count)
    )


def people(count: int) -> str:
    """Records of people, each with an affiliation."""
    return "people:\n" + "".join(
        f"  - {{name: {name(one)} {name(one + 9)}, affiliations: {name(one % 50)} School}}\n" for one in range(count)
    )


def languages(count: int) -> str:
    """Articles whose titles are in many languages."""
    codes = [f"q{second}{third}" for second in "abcdefghijklmnopqrst" for third in "abcdefghijklmnopqrstuvwxyz"]  # of private use
    titles = ", ".join(f"{code}: {name(number)}" for number, code in enumerate(codes[:count]))
    return f"books: [{{title: {{en: Owls, {titles}}}, authors: [Ada Owl], date: 2020}}]\n"


def links(count: int) -> str:
    """Works that cite one another by id."""
    return "books:\n" + "".join(
        f"  - {{id: book-{one}, title: {name(one)} and {name(one * 3)}, authors: [Ada Owl], date: 2020, "
        f"related: [{{relation: cites, work: book-{one // 2}}}]}}\n"
        for one in range(count)
    )


#: dimension -> records of a size, and the smallest size; each command in `COMMANDS` takes it
DIMENSIONS: dict[str, tuple[Callable[[int], str], int]] = {
    "papers": (papers, 1000),
    "authors of one paper": (authors, 1000),
    "talks": (talks, 1000),
    "people": (people, 1000),
    "languages of a title": (languages, 130),
    "relations": (links, 1000),
}
COMMANDS = {
    "export": ["export", "{cv}", "-o", "{out}/cv.ttl"],
    "validate": ["validate", "{cv}"],
    "coauthor-network": ["query", "coauthor-network", "{cv}"],
    "site": ["site", "{cv}", "-o", "{out}/site"],
}


def seconds(command: list[str], cv: Path, folder: Path) -> float:
    """The processor time of a command into a new folder: the median of several runs."""
    program = str(Path(sys.executable).with_name("vitagraph"))
    runs = list[Run]()
    for _ in range(RUNS):
        out = folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        runs.append(run([program, *(part.format(cv=cv, out=out) for part in command)]))
    return statistics.median(one.processor for one in runs)


def rows() -> Iterator[tuple[str, str, list[int], list[float], float | None]]:
    """Dimension, command, its sizes, the seconds of each beyond an empty CV, and the exponent."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        cv = folder / "cv.yaml"
        cv.write_text(HEAD)
        empty = {command: seconds(words, cv, folder) for command, words in COMMANDS.items()}
        for dimension, (records, smallest) in DIMENSIONS.items():
            sizes, times = [smallest, 2 * smallest, 4 * smallest], {command: list[float]() for command in COMMANDS}
            for size in sizes:
                cv.write_text(HEAD + records(size))
                for command, words in COMMANDS.items():
                    times[command].append(max(0.0, seconds(words, cv, folder) - empty[command]))
            for command, found in times.items():
                exponent = log2(found[-1] / found[0]) / 2 if found[0] >= LEAST else None
                yield dimension, command, sizes, found, exponent


def main() -> None:
    """Writes the table; exit code 1 if an exponent is above `MOST`."""
    lines, above = [], list[str]()
    for dimension, command, sizes, times, exponent in rows():
        shown = "below a tenth of a second" if exponent is None else f"{exponent:.2f}"
        lines.append(f"| {dimension} | {command} | {' / '.join(map(str, sizes))} | {' / '.join(f'{one:.2f}' for one in times)} | {shown} |")
        print(lines[-1], flush=True)
        if exponent is not None and exponent > MOST:
            above.append(f"{dimension}, {command}: {exponent:.2f} is above {MOST}")
    table = "| dimension | command | size | seconds | exponent |\n| --- | --- | --- | --- | --- |\n" + "\n".join(lines)
    about = "Processor time beyond that of a CV without records, medians of 3 runs. 1 is linear, 2 is quadratic."
    OUT.write_text(f"# How time grows\n\nWritten by `make bench-growth`.\n\n{about}\n\n{table}\n", encoding="utf-8")
    if above:
        raise SystemExit("\n".join(above))


if __name__ == "__main__":
    main()
