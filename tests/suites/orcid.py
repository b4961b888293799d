"""ORCID's schemas 3.0 (https://github.com/ORCID/orcid-model): the works that `vitagraph sync --orcid-out` writes are valid against them."""

from __future__ import annotations

from collections.abc import Iterator
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
#: generated CVs
_MANY = 100


def run(folder: Path) -> Iterator[Outcome]:
    """Each work of the CVs of the project, and of generated ones, as one request."""
    schema = etree.XMLSchema(etree.parse(folder / "record_3.0/bulk-3.0.xsd"))
    indexes = [(name, read_index(ROOT / "data" / name)) for name in ("example", "lapuschkin")]
    indexes += [(f"generated {number}", index) for number in range(_MANY) if not (index := Index(drawn(cvs(), number))).problems]
    for name, index in indexes:
        shown = index.public_view()
        if works := [one for one in shown.cv.records() if isinstance(one, Publication)]:
            is_valid = schema.validate(etree.fromstring(write(works, shown).encode()))
            why = "" if is_valid else "; ".join(error.message for error in schema.error_log)
            yield Outcome("orcid 3.0, works to write", name, why)
