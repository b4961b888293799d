"""The estimates of docs/scale.md follow the measurements."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from command_line import ROOT
from vitagraph.project.scale_page import scale_page


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with measurements of a department of 5,000 CVs."""
    (tmp_path / "bench").mkdir()
    for name in ("department.md", "side-by-side.md"):
        shutil.copy(ROOT / "bench" / name, tmp_path / "bench")
    return tmp_path


def rows(page: str) -> dict[str, str]:
    """The results of the table by what they are of."""
    cells = [line.split("|") for line in page.splitlines() if line.startswith("| ")]
    return {row[1].strip(): row[3].strip() for row in cells if len(row) == 5}


def test_a_measurement_changes_what_depends_on_it(checkout: Path) -> None:
    before = rows(scale_page(checkout))
    department = checkout / "bench/department.md"
    head, large, rest = department.read_text("utf-8").partition("## 5,000 CVs")
    line = next(line for line in rest.splitlines() if line.startswith("| `vitagraph bulk export` |"))
    wall, processor = line.split("|")[2:4]
    slower = line.replace(f"|{wall}|{processor}|", f"|{wall}| {float(processor.replace(',', '')) * 2:.0f} |")
    department.write_text(head + large + rest.replace(line, slower), "utf-8")
    after = rows(scale_page(checkout))
    assert {name for name in before if before[name] != after[name]} == {"export", "on 2, 32, 320 cores"}
    assert float(after["export"].split()[0]) == pytest.approx(2 * float(before["export"].split()[0]), rel=0.05)


@pytest.mark.parametrize("lost", ["## 5,000 CVs", "| `vitagraph bulk load` |", "5,000 CVs, "])
def test_a_measurement_that_is_not_there_is_an_error(checkout: Path, lost: str) -> None:
    department = checkout / "bench/department.md"
    department.write_text(department.read_text("utf-8").replace(lost, "x"), "utf-8")
    with pytest.raises(ValueError, match="measure again"):
        scale_page(checkout)
