"""grlc serves the folder of queries unchanged: an address for each query, and the rows of vitagraph."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import venv
from collections.abc import Iterable
from pathlib import Path

import pytest
import requests

import servers
import vitagraph
from vitagraph import queries
from vitagraph.rdf.syntaxes.ntriples import lines
from vitagraph.tables import text

ROOT = Path(__file__).parents[2]
GRLC = "grlc==1.3.11"
CONFIGURATION = "[defaults]\nsparql_endpoint = {endpoint}\n[local]\nlocal_sparql_dir = {folder}\n"
#: a program for the Python of grlc, in a folder with grlc's configuration
ASK = """
import json, sys
from grlc.server import app
client = app.test_client()
paths = json.loads(client.get("/api-local/swagger", headers={"Accept": "application/json"}).data)["paths"]
answers = {}
for name in json.load(sys.stdin):
    answer = client.get(f"/api-local/{name}.csv", headers={"Accept": "text/csv"})
    answers[name] = [answer.status_code, answer.data.decode()]
json.dump([sorted(paths), answers], open("answers.json", "w"))
"""


def python() -> Path:
    """The interpreter of an environment with grlc only, whose requirements differ from ours."""
    folder = ROOT / "build" / "grlc"
    if not (folder / "bin/grlc-server").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin/python", "-m", "pip", "install", "-q", GRLC], check=True, timeout=300)
    return folder / "bin/python"


@pytest.mark.slow(60)
def test_grlc_serves_every_query(tmp_path: Path) -> None:
    """With its defaults, which grlc does not change: its own parameters are variables that begin with an underscore."""
    dataset = vitagraph.dataset(vitagraph.read(ROOT / "data/lapuschkin"))
    catalogue = queries.catalogue()
    with servers.oxigraph(tmp_path) as store:
        data = lines(dataset.triples()).encode()
        requests.put(f"{store.graph_store}?default", data, headers={"Content-Type": "application/n-triples"}, timeout=60).raise_for_status()
        (tmp_path / "config.ini").write_text(CONFIGURATION.format(endpoint=store.query, folder=ROOT / "queries"), "utf-8")
        command = [python(), "-c", ASK]
        done = subprocess.run(
            command, check=False, cwd=tmp_path, input=json.dumps(list(catalogue)), capture_output=True, text=True, timeout=300
        )
    assert done.returncode == 0, done.stderr[-2000:]
    paths, answers = json.loads((tmp_path / "answers.json").read_text("utf-8"))
    assert paths == sorted(f"/{name}" for name in catalogue)
    for name, (status, body) in answers.items():
        assert status == 200, (name, body)
        rows = list(csv.reader(io.StringIO(body)))[1:]
        expected = queries.run(catalogue[name], dataset)
        assert sorted(map(in_order, rows)) == sorted(in_order(map(text, row)) for row in expected.rows), name


def in_order(row: Iterable[str]) -> list[list[str]]:
    """The words of each cell, sorted: engines list them in any order."""
    return [sorted(cell.split()) for cell in row]
