"""What the tests share: the project's folders and the two CVs."""

from __future__ import annotations

from pathlib import Path

import pytest

import vitagraph

ROOT = Path(__file__).parent.parent
CVS = ("lapuschkin", "example")


@pytest.fixture(scope="session", params=CVS)
def cv(request: pytest.FixtureRequest) -> vitagraph.CV:
    """Each of the project's CVs, read from its folder."""
    return vitagraph.read(ROOT / "data" / request.param)


@pytest.fixture(scope="session")
def dataset(cv: vitagraph.CV) -> vitagraph.Dataset:
    """Its linked data."""
    return vitagraph.dataset(cv)
