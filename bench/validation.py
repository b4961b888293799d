"""Validation beside pySHACL: the same data against the same shapes; and how many CVs a second, one core."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: articles that make a generated CV as large as the real one, some 7,300 triples
ARTICLES = 68


def commands(folder: Path) -> dict[str, list[str]]:
    """What a user runs, and pySHACL's own command line on the same triples and shapes, which are written into a folder.

    pySHACL is told to let warnings pass, so that its exit code says the same as vitagraph's.
    """
    import vitagraph
    from vitagraph.graph import GUARDED
    from vitagraph.syntaxes.ntriples import lines
    from vitagraph.validation.shapes import shapes

    source, data, turtle = ROOT / "data/lapuschkin", folder / "bench.nt", folder / "bench-shapes.ttl"
    data.write_text(lines(vitagraph.dataset(vitagraph.read(source)).triples(GUARDED)), encoding="utf-8")
    turtle.write_text(shapes(), encoding="utf-8")
    pyshacl = str(Path(sys.executable).with_name("pyshacl"))
    return {
        "`vitagraph validate data/lapuschkin`": [sys.executable, "-m", "vitagraph", "validate", str(source), "-q"],
        "`pyshacl` on the same data and shapes": [pyshacl, "-s", str(turtle), "-df", "nt", "--allow-warnings", str(data)],
    }


def rates(cvs: int = 40) -> tuple[int, float, float]:
    """Triples of a CV; CVs a second from typed records to the report, and graphs a second from N-Triples to findings.

    Processor time of this process. Every CV has a seed of its own, so that nothing is remembered from the one before.
    """
    from generated_cvs import cv
    from vitagraph.graph import GUARDED
    from vitagraph.mapping import dataset
    from vitagraph.syntaxes.ntriples import lines
    from vitagraph.validation import Validator
    from vitagraph.validation.engines import compiled
    from vitagraph.validation.shapes import shapes

    validator, check = Validator(), compiled(shapes())
    many = [cv(ARTICLES, seed) for seed in range(cvs)]
    validator.validate(cv(ARTICLES, cvs))
    gc.collect()
    gc.freeze()
    start = time.process_time()
    triples = [validator.validate(one).triples for one in many]
    whole = time.process_time() - start
    texts = [lines(dataset(one).triples(GUARDED)) for one in many]
    start = time.process_time()
    for text in texts:
        check(text)
    return sum(triples) // cvs, cvs / whole, cvs / (time.process_time() - start)
