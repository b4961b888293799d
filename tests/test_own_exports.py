"""Merging an export of a CV into this CV changes nothing and reports no conflict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulk_cvs import cv as generated
from sampling import sampled
from vitagraph.cli import main
from vitagraph.importers.formats import read
from vitagraph.merging import Merged, merge

ROOT = Path(__file__).parent.parent
FORMATS = ("bibtex", "ris", "csl-json", "jsonresume", "rendercv", "turtle")
CVS = sampled(("example", "lapuschkin", "generated-1", "generated-7"), "example".__eq__)


def differences(merged: Merged) -> str:
    """The changes and the reports of a merge."""
    problems = [*merged.conflicts, *merged.proposals]
    return "\n".join([merged.diff(), *map(str, problems), *merged.aliases])


@pytest.mark.parametrize("name", CVS)
@pytest.mark.parametrize("format", FORMATS)
def test_an_export_merged_into_its_own_cv_changes_nothing(format: str, name: str, tmp_path: Path) -> None:
    """No record, no fact, no conflict, no possible match."""
    source = ROOT / "data" / name
    if name.startswith("generated"):
        source = tmp_path / "cv.json"
        source.write_text(json.dumps(generated(int(name.partition("-")[2]), titles=12)), encoding="utf-8")
    output = tmp_path / "exported"
    done = CliRunner().invoke(main, ["export", str(source), "-f", format, "-o", str(output)])
    assert done.exit_code == 0, done.output
    merged = merge(str(source), read(output.read_text(encoding="utf-8"), "exported", format).cv, "exported")
    assert not differences(merged), differences(merged)
