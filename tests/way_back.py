"""`python -m way_back`: generated CVs, their graphs, and the records recovered from these. Exit code 1 where a fact is lost.

Each CV is drawn alone by its number: `--first 4711 --count 1` repeats one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from multiprocessing import get_context

import vitagraph
from generated_cvs import cvs, drawn
from vitagraph.merging.verification import errors_of
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.sources import read_graphs
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.records import CV, Index
from vitagraph.recovery.recover import records
from vitagraph.yaml.writing import files

Graphs = dict[str, list[tuple[str, str, str]]]


def graphs_of(cv: CV) -> dict[str, set[tuple[str, str, str]]]:
    """The triples of each graph of a CV."""
    return triples_of(vitagraph.dataset(cv))


def triples_of(dataset: vitagraph.Dataset) -> dict[str, set[tuple[str, str, str]]]:
    """The triples of each graph."""
    return {iri.rpartition("/")[2][:-1]: set(triples) for iri, triples in dataset.graphs(RESTRICTED).items()}


def parsed(text: str, format: str) -> Graphs:
    """The graphs of a text in a syntax."""
    return read_graphs("cv", text, SYNTAXES[format])


def check(cv: CV) -> None:
    """The records recovered from a CV's graphs give equal graphs, and so does their YAML."""
    dataset = vitagraph.dataset(cv)
    before = triples_of(dataset)
    back, lost = records(parsed(dataset.serialize("nquads", RESTRICTED), "nquads"))
    assert not lost
    assert graphs_of(back) == before
    text = "\n".join(files(back).values())
    if not text:
        return  # a CV without facts has no file
    again = vitagraph.read_text(text)
    assert graphs_of(again) == before
    assert "\n".join(files(again).values()) == text


def check_number(number: int) -> bool:
    """Checks the CV of a number; False where it is not valid, which may differ."""
    cv = drawn(cvs(), number)
    if Index(cv).problems:
        return False
    try:
        check(cv)
    except Exception as error:
        if errors_of(Index(cv), "cv"):
            return False
        error.add_note(f"CV {number}:\n" + "\n".join(files(cv).values()))
        raise
    return True


def _outcome(number: int) -> tuple[int, str]:
    try:
        return number, "equal" if check_number(number) else "not valid"
    except Exception as error:
        return number, f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"


def main() -> int:
    """Checks CVs in several processes, and prints the numbers of those that differ."""
    parser = argparse.ArgumentParser(prog="way_back", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many CVs")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    begun, counts = time.monotonic(), Counter[str]()
    numbers = range(options.first, options.first + options.count)
    with get_context("spawn").Pool(options.processes) as pool:
        for number, what in pool.imap_unordered(_outcome, numbers, chunksize=5):
            known = what in ("equal", "not valid")
            counts[what if known else "different"] += 1
            if not known:
                print(f"CV {number}: {what}", flush=True)
    seconds = time.monotonic() - begun
    print(
        f"{counts.total():,} CVs in {seconds:.0f} s: " + ", ".join(f"{counts[one]:,} {one}" for one in ("equal", "not valid", "different"))
    )
    return 1 if counts["different"] or not counts["equal"] else 0


if __name__ == "__main__":
    sys.exit(main())
