"""ORCID's schemas 3.0 (https://github.com/ORCID/orcid-model): the works that `vitagraph sync --orcid-out` writes are valid against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path

from lxml import etree

from conftest import ROOT
from generated_cvs import cvs, drawn
from suites import Outcome
from vitagraph.records import Index
from vitagraph.records.works import Publication
from vitagraph.synchronization.orcid_works import write
from vitagraph.yaml import read_index

FOLDER = "orcid-3.0"
#: generated CVs with public works
_MANY = 40


def run(folder: Path) -> Iterator[Outcome]:
    """The works of the CVs of the project, and of generated ones, each CV as one request."""
    schema = etree.XMLSchema(etree.parse(folder / "record_3.0/bulk-3.0.xsd"))
    own = ((name, read_index(ROOT / "data" / name)) for name in ("example", "lapuschkin"))
    generated = ((f"generated {number}", Index(drawn(cvs(), number))) for number in count())
    for name, shown, works in (*_with_works(own), *islice(_with_works(generated), _MANY)):
        is_valid = schema.validate(etree.fromstring(write(works, shown).encode()))
        why = "" if is_valid else "; ".join(error.message for error in schema.error_log)
        yield Outcome("orcid 3.0, works to write", name, why)


def _with_works(indexes: Iterable[tuple[str, Index]]) -> Iterator[tuple[str, Index, list[Publication]]]:
    """The public views of CVs that are right and have public works, with these."""
    for name, index in indexes:
        shown = index.public_view()
        works = [one for one in shown.cv.records() if isinstance(one, Publication)]
        if works and not index.problems:
            yield name, shown, works
