"""Validation beside pySHACL: the same data against the same shapes; and how many CVs a second, one core."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: articles that make a generated CV as large as the real one, some 7,300 triples
ARTICLES = 61


def commands(folder: Path) -> dict[str, list[str]]:
    """What a user runs, and pySHACL's own command line on the same triples and shapes, which are written into a folder.

    pySHACL is told to let warnings pass, so that its exit code says the same as vitagraph's.
    """
    import vitagraph
    from vitagraph.rdf.dataset import RESTRICTED
    from vitagraph.rdf.syntaxes.ntriples import lines
    from vitagraph.validation.shapes import shapes

    source, data, turtle = ROOT / "data/lapuschkin", folder / "bench.nt", folder / "bench-shapes.ttl"
    data.write_text(lines(vitagraph.dataset(vitagraph.read(source)).triples(RESTRICTED)), encoding="utf-8")
    turtle.write_text(shapes(), encoding="utf-8")
    pyshacl = str(Path(sys.executable).with_name("pyshacl"))
    return {
        "`vitagraph validate data/lapuschkin`": [sys.executable, "-m", "vitagraph", "validate", str(source), "-q"],
        "`pyshacl` on the same data and shapes": [pyshacl, "-s", str(turtle), "-df", "nt", "--allow-warnings", str(data)],
    }


def rates(count: int = 40, runs: int = 7) -> tuple[int, float, float]:
    """Triples of a CV; CVs a second from typed records to the report, and graphs a second from Turtle to findings.

    Processor time of this process, best of some runs: the others had to share the machine. Every CV of a run is another,
    so that nothing is remembered from the one before.
    """
    from generated_cvs import cvs
    from vitagraph.mapping import dataset
    from vitagraph.rdf.dataset import RESTRICTED
    from vitagraph.rdf.syntaxes.turtle import blocks
    from vitagraph.validation import Validator
    from vitagraph.validation.engines import compiled
    from vitagraph.validation.shapes import shapes

    validator, check = Validator(), compiled(shapes())
    many = list(cvs(count, ARTICLES))
    texts = [blocks(dataset(one).triples(RESTRICTED)) for one in many]
    gc.collect()
    gc.freeze()
    triples = 0

    def reported() -> None:
        nonlocal triples
        triples = sum(validator.validate(one).triples for one in many)

    def found() -> None:
        for text in texts:
            check(text)

    whole, alone = (min(_processor_seconds(work) for _ in range(runs)) for work in (reported, found))
    return triples // count, count / whole, count / alone


def _processor_seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
