"""Validation compared with pySHACL on the same data and shapes; and CVs a second, one core."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: articles with which a generated CV is as large as the real one, about 7,300 triples
ARTICLES = 61


def commands(folder: Path) -> dict[str, list[str]]:
    """The command of a user, and pySHACL's command line on the same triples and shapes, which are written into a folder.

    pySHACL accepts warnings, so that its exit code is that of vitagraph.

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
    """Triples of a CV; CVs a second from typed records to the report, and graphs a second from Turtle to results.

    Processor time of this process, best of several runs, because other processes share the machine. All CVs of a run differ, so that
    nothing is cached.

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
