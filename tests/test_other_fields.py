"""The invented CVs of other fields: a composer in Spanish, a nurse in English, a lawyer in German."""

from __future__ import annotations

from pathlib import Path

import pytest

import vitagraph
from vitagraph.exporters import EXPORTERS
from vitagraph.exporters.export import written
from vitagraph.site import Options, build
from vitagraph.validation import Severity, validate
from vitagraph.yaml import read_index
from way_back import check

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["alborada", "farrowmere", "moosgrund"])
def test_a_cv_of_another_field(name: str) -> None:
    """It is valid without a warning, and recovered from its graph; it has a site, and an export in each format."""
    source = str(ROOT / "data" / name)
    index = read_index(source)
    check(vitagraph.read(source))
    assert [result.sentence for result in validate(index, source).results if result.shacl.severity is not Severity.note] == []
    pages = build(index, Options())
    assert index.cv.person.name in pages["index.html"].decode()
    for format in EXPORTERS.own:
        assert written(format, index)[0]
