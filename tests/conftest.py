"""Shared fixtures: the project's folders, the two CVs and the triple stores."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis.internal.conjecture import providers

import fault_table
import servers
import vitagraph

ROOT = Path(__file__).parent.parent
CVS = ("lapuschkin", "example")

# Hypothesis also draws the constants of all loaded modules: a test alone would draw other inputs than in the whole run, and every change
# of a constant would change them. No setting turns this off.
setattr(providers, "_get_local_constants", providers.Constants)  # noqa: B010  # mypy rejects the assignment


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files; review the changes before you commit them."""
    parser.addoption("--update-golden", action="store_true", help="write the files in tests/golden anew")
    parser.addoption("--points", type=int, default=4, help="points at which runs are killed, and at which the disk is full")
    parser.addoption("--keep-faults", action="store_true", help="keep the table of faults in docs/reference/faults.md")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Iterator[None]:
    """No garbage collection visits modules and collected tests, which stay to the end; it is otherwise as rare as in the program."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(100_000, 20, 20)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest slow tests come first, so that no process ends with one while the others have none."""
    items.sort(key=lambda item: -max((mark.args[0] for mark in item.iter_markers("slow") if mark.args), default=0))


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


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Oxigraph]:
    """An Oxigraph server, one for all tests of a worker: each test uses its own graph names."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Virtuoso]:
    """A Virtuoso, one for all tests of a worker: each test uses its own graph names."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Prints the tables of engines and of faults; `--keep-faults` writes the latter to docs/reference/faults.md."""
    reports = [report for many in terminalreporter.stats.values() for report in many if hasattr(report, "user_properties")]
    answers = sorted(value for report in reports for name, value in report.user_properties if name == "engines" and report.when == "call")
    if answers:
        terminalreporter.section("rows of each query in pyoxigraph, rdflib, Oxigraph server, Virtuoso 7")
        for query, cv, counts in answers:
            terminalreporter.write_line(f"{query:<32} {cv:<12}" + "".join(f"{count:>5}" for count in counts))
    seen = [value for report in reports for name, value in report.user_properties if name == "fault" and report.when == "call"]
    if not seen:
        return
    table = fault_table.of(seen)
    terminalreporter.section("faults")
    terminalreporter.write(table)
    if config.getoption("--keep-faults"):
        fault_table.keep(table)
