"""A folder in which the command line is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import BROKEN, CV


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small CV, a broken one, and files that a test may overwrite."""
    (tmp_path / "cv").mkdir()
    (tmp_path / "cv" / "cv.yaml").write_text(CV, "utf-8")
    (tmp_path / "broken.yaml").write_text(BROKEN, "utf-8")
    (tmp_path / "old.ttl").write_text("old", "utf-8")
    return tmp_path
