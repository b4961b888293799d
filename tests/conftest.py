"""What the tests share: the project's folders and the two CVs."""

from __future__ import annotations

from pathlib import Path

import pytest

import vitagraph

ROOT = Path(__file__).parent.parent
CVS = ("lapuschkin", "example")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew; read what changed before you commit it."""
    parser.addoption("--update-golden", action="store_true", help="write the files in tests/golden anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session", params=CVS)
def cv(request: pytest.FixtureRequest) -> vitagraph.CV:
    """Each of the project's CVs, read from its folder."""
    return vitagraph.read(ROOT / "data" / request.param)


@pytest.fixture(scope="session")
def dataset(cv: vitagraph.CV) -> vitagraph.Dataset:
    """Its linked data."""
    return vitagraph.dataset(cv)
