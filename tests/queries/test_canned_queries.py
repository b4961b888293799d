"""Every canned query has the rows that are counted in the records by plain Python without RDF and vitagraph.

All on the real CV; queries over records that it lacks, and simple ones, also on the CV of the invented person.

"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

import expected_rows
import vitagraph
from vitagraph import queries
from vitagraph.tables import Table

ROOT = Path(__file__).parents[2]
CATALOGUE = queries.catalogue()
OF_EXAMPLE = ("teaching", "grants", "students", "service", "media", "credentials", "career-timeline", "exhibitions", "contributions")
#: queries over many CVs, tested in test_department.py
OF_MANY = ("group-network", "patents-across-inventors", "publications-per-unit", "who-works-on-what")
CASES = [("lapuschkin", name) for name in CATALOGUE if name not in OF_MANY] + [("example", name) for name in OF_EXAMPLE]


@pytest.fixture(scope="session")
def sections() -> dict[str, expected_rows.Sections]:
    """Both CVs as plain data."""
    return {name: expected_rows.read(ROOT / "data" / name) for name in ("lapuschkin", "example")}


@pytest.fixture(scope="session")
def stores() -> dict[str, pyoxigraph.Store]:
    """Both CVs, each in a store."""
    return {name: queries.store(vitagraph.dataset(vitagraph.read(ROOT / "data" / name))) for name in ("lapuschkin", "example")}


def shown(table: Table) -> expected_rows.Rows:
    """The rows without the columns of addresses."""
    links = {column.link for column in table.columns}
    kept = [at for at, column in enumerate(table.columns) if column.name not in links]
    return [tuple(row[at] for at in kept) for row in table.texts()]


@pytest.mark.parametrize(("cv", "name"), CASES)
def test_the_result_has_the_expected_rows(
    cv: str, name: str, sections: dict[str, expected_rows.Sections], stores: dict[str, pyoxigraph.Store]
) -> None:
    """Row by row, in the same order."""
    expected = getattr(expected_rows, name.replace("-", "_"))(sections[cv])
    assert shown(queries.run(CATALOGUE[name], stores[cv])) == expected
    assert expected or name in OF_EXAMPLE


def test_the_figures_that_are_known_by_hand(stores: dict[str, pyoxigraph.Store]) -> None:
    """Counted by hand."""
    families = shown(queries.run(CATALOGUE["patents-per-family"], stores["lapuschkin"]))
    assert [row[1:3] for row in families] == [("8", "6"), ("3", "0"), ("1", "0")]
    talks = shown(queries.run(CATALOGUE["talks-per-year"], stores["lapuschkin"]))
    assert {row[0]: row[1:3] for row in talks} == {
        "2017": ("1", "0"),
        "2019": ("5", "1"),
        "2020": ("5", "1"),
        "2021": ("2", "2"),
        "2022": ("3", "3"),
        "2023": ("0", "1"),
    }
