"""Every query, in every engine: the same rows from pyoxigraph, rdflib, an Oxigraph server and Virtuoso, on both CVs.

The default rows that all agree on are those that test_canned_queries.py counts in the records.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib

import servers
import vitagraph
from vitagraph import queries
from vitagraph.queries import Endpoint, Query
from vitagraph.rdf.terms import Term, parse
from vitagraph.tables import Table, arranged, text

# rdflib's own code uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:.*(Dataset|ConjunctiveGraph):DeprecationWarning")
ROOT = Path(__file__).parents[2]
CATALOGUE = queries.catalogue()
CVS = ("lapuschkin", "example")
#: queries that print periods, compared on a CV with dates of every form too
OF_DATES = (
    "awards", "career-timeline", "education", "grants", "media", "months-per-organization", "students", "talk-list", "teaching",
    "top-coauthors",
)  # fmt: skip
ENGINES = ("pyoxigraph", "rdflib", "Oxigraph", "Virtuoso 7")
#: a CV with dates of every form
DATES = Path(__file__).with_name("dates.yaml")
#: parameters besides the defaults, so that each parameter has a value once
GIVEN = {
    "active-projects": {"year": "2021", "lang": "de"},
    "talk-list": {"year": "2020", "lang": "de"},
    "top-coauthors": {"limit": "3"},
    "coauthor-network": {"min": "2"},
    "publications-per-year": {"lang": "de"},
}


@pytest.fixture(scope="session")
def datasets() -> dict[str, vitagraph.Dataset]:
    """Both CVs as linked data."""
    found = {name: vitagraph.dataset(vitagraph.read(ROOT / "data" / name)) for name in CVS}
    return found | {"dates": vitagraph.dataset(vitagraph.read(DATES))}


@pytest.fixture(scope="session")
def loaded(datasets: dict[str, vitagraph.Dataset]) -> dict[str, pyoxigraph.Store]:
    """Both CVs in pyoxigraph."""
    return {name: queries.store(dataset) for name, dataset in datasets.items()}


@pytest.fixture(scope="session")
def endpoints(oxigraph: servers.Oxigraph, virtuoso: servers.Virtuoso, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The query addresses of both servers, which hold both CVs and a third.

    With two CVs only, Virtuoso plans other joins, for which the results of a VALUES block are correct.
    """
    third = tmp_path_factory.mktemp("third") / "cv"
    shutil.copytree(ROOT / "data" / "lapuschkin", third)
    address = third / "document.yaml"
    address.write_text(address.read_text("utf-8").replace("https://lapuschkin.com/cv", "https://people.example/third/cv"), "utf-8")
    folders = [str(ROOT / "data" / name) for name in CVS] + [str(third), str(DATES)]
    for store in (oxigraph, virtuoso):
        environment = os.environ | {"VITAGRAPH_USER": store.user, "VITAGRAPH_PASSWORD": store.password}
        command = [sys.executable, "-m", "vitagraph", "load", *folders, "--endpoint", store.root]
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
    return {"Oxigraph": oxigraph.query, "Virtuoso 7": virtuoso.query}


def rows(table: Any) -> list[tuple[str, ...]]:
    """The texts of a table; numbers by value, as engines write them in different forms."""
    assert isinstance(table, Table)
    return [tuple(_value(cell) for cell in row) for row in table.rows]


def _value(cell: Term | None) -> str:
    if cell and cell[0] == '"' and parse(cell).datatype.endswith(("#integer", "#int", "#decimal")):
        return f"{float(text(cell)):g}"
    return text(cell)


def by_rdflib(query: Query, graph: rdflib.Dataset, given: dict[str, str]) -> list[tuple[str, ...]]:
    """The rows of rdflib."""
    result = graph.query(query.bound(given))
    columns = query.named_columns(str(variable) for variable in result.vars or [])
    found = [tuple(None if cell is None else cell.n3() for cell in row) for row in result]
    return rows(Table(columns, arranged(columns, found)))


@pytest.fixture(scope="session")
def graphs(datasets: dict[str, vitagraph.Dataset]) -> dict[str, rdflib.Dataset]:
    """Both CVs in rdflib."""
    return {name: dataset.to_rdflib() for name, dataset in datasets.items()}


def cases() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every query with its defaults on each CV, and some with other parameters."""
    for cv in CVS:
        for name in CATALOGUE:
            yield cv, name, {}
    yield from (("lapuschkin", name, given) for name, given in GIVEN.items())
    yield from (("dates", name, {}) for name in OF_DATES)
    yield from (("dates", name, {"lang": "de"}) for name in ("career-timeline", "students", "grants"))


def is_slow_in_rdflib(cv: str) -> bool:
    """Whether rdflib needs long for a query: on the CV with the most records."""
    return cv == "lapuschkin"


#: the fast tests ask half of the queries over the CV with the most records
_CASES = [
    pytest.param(*case, marks=pytest.mark.slow if is_slow_in_rdflib(case[0]) and not case[2] and number % 2 else ())
    for number, case in enumerate(cases())
]


@pytest.mark.parametrize(("cv", "name", "given"), _CASES)
def test_all_engines_give_the_same_rows(
    name: str,
    given: dict[str, str],
    cv: str,
    datasets: dict[str, vitagraph.Dataset],
    loaded: dict[str, pyoxigraph.Store],
    graphs: dict[str, rdflib.Dataset],
    endpoints: dict[str, str],
    record_property: Any,
) -> None:
    """The rows are equal, in the same order."""
    query = CATALOGUE[name]
    expected = rows(queries.run(query, loaded[cv], given))
    document = datasets[cv].document
    named = (f"{document}#graph/public", f"{document}#graph/meta")
    found = {"pyoxigraph": expected}
    if not is_slow_in_rdflib(cv):
        found["rdflib"] = by_rdflib(query, graphs[cv], given)
    for engine, address in endpoints.items():
        found[engine] = rows(queries.evaluate_at(query, Endpoint(address, named), given))
    record_property(
        "engines",
        (
            name + "".join(f" {key}={value}" for key, value in given.items()),
            cv,
            [len(found[one]) if one in found else "-" for one in ENGINES],
        ),
    )
    for engine, found_rows in found.items():
        assert found_rows == expected, engine


@pytest.mark.slow
@pytest.mark.parametrize(("cv", "name", "given"), [case for case in cases() if is_slow_in_rdflib(case[0])])
def test_rdflib_gives_the_same_rows(
    cv: str, name: str, given: dict[str, str], loaded: dict[str, pyoxigraph.Store], graphs: dict[str, rdflib.Dataset]
) -> None:
    assert by_rdflib(CATALOGUE[name], graphs[cv], given) == rows(queries.run(CATALOGUE[name], loaded[cv], given))


class AsItIs(Query):
    """A query whose text is sent unchanged, as a user pastes it into a form."""

    def bound(self, given: Any, assigned: bool = False) -> str:
        """The text of the file."""
        return self.text


@pytest.mark.parametrize("name", [name for name, query in CATALOGUE.items() if "?__" in query.text])
def test_the_text_of_the_file_has_the_same_rows(
    name: str, loaded: dict[str, pyoxigraph.Store], graphs: dict[str, rdflib.Dataset], endpoints: dict[str, str]
) -> None:
    """Every engine leaves the variables that grlc replaces unbound, and takes the defaults."""
    document = "https://ada.example/cv"
    query = AsItIs(name, CATALOGUE[name].text, CATALOGUE[name].source, trusted=True)
    expected = rows(queries.run(CATALOGUE[name], loaded["example"]))
    assert rows(queries.run(query, loaded["example"])) == expected
    assert by_rdflib(query, graphs["example"], {}) == expected
    for engine, address in endpoints.items():
        named = (f"{document}#graph/public", f"{document}#graph/meta")
        assert rows(queries.evaluate_at(query, Endpoint(address, named), {})) == expected, engine
