"""Large results are streamed: 300,000 rows need the memory of a thousand, from a CV and from an endpoint."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import servers

ROOT = Path(__file__).parents[2]
ROWS = "SELECT ?s ?p ?b ?q WHERE {{ GRAPH ?g {{ ?s ?p ?o . ?b ?q ?r }} }} LIMIT {}"
#: rows that take more than 15 megabytes if they are kept
MANY = 300_000


def written(file: Path, rows: int, *source: str) -> float:
    """Peak megabytes of a process that writes a number of rows as CSV."""
    command = [sys.executable, "-m", "vitagraph", "query", ROWS.format(rows), *source, "-o", str(file), "--timeout", "600"]
    pid = os.posix_spawn(sys.executable, command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0
    with file.open("rb") as lines:
        assert sum(1 for _ in lines) == rows + 1
    return usage.ru_maxrss / 1024


@pytest.mark.slow
def test_many_rows_of_a_cv_take_no_more_memory_than_a_thousand(tmp_path: Path) -> None:
    """CSV is written while the rows are computed."""
    few = written(tmp_path / "few.csv", 1000, str(ROOT / "data/lapuschkin"))
    assert written(tmp_path / "many.csv", MANY, str(ROOT / "data/lapuschkin")) < few + 15


@pytest.mark.slow(40)
def test_many_rows_of_an_endpoint_take_no_more_memory_than_a_thousand(tmp_path: Path, oxigraph: servers.Oxigraph) -> None:
    """The response is parsed while it is received."""
    loaded = [sys.executable, "-m", "vitagraph", "load", str(ROOT / "data/lapuschkin"), "--endpoint", oxigraph.root, "-q"]
    assert os.waitstatus_to_exitcode(os.waitpid(os.posix_spawn(sys.executable, loaded, os.environ), 0)[1]) == 0
    few = written(tmp_path / "few.csv", 1000, "--endpoint", oxigraph.query)
    assert written(tmp_path / "many.csv", MANY, "--endpoint", oxigraph.query) < few + 15
