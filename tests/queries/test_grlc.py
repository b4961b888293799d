"""grlc serves the folder of queries unchanged: an address for each query, its parameters, and the rows of vitagraph."""

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
answers = []
for name, given in json.load(sys.stdin):
    answer = client.get(f"/api-local/{name}.csv", query_string=given, headers={"Accept": "text/csv"})
    answers.append([answer.status_code, answer.data.decode()])
json.dump([paths, answers], open("answers.json", "w"))
"""
#: a value of each parameter that is not its default
FAMILY = "https://lapuschkin.com/cv#patent-family/relevance-score-assignment-for-artificial-neural-networks"
OTHERS = {"lang": "de", "min": "2", "year": "2021", "family": FAMILY}
#: what only a number can be in SPARQL, so that grlc cannot replace it
NO_VARIABLE = {"limit"}


def python() -> Path:
    """The interpreter of an environment with grlc only, whose requirements differ from ours."""
    folder = ROOT / "build" / "grlc"
    if not (folder / "bin/grlc-server").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin/python", "-m", "pip", "install", "-q", GRLC], check=True, timeout=300)
    return folder / "bin/python"


@pytest.mark.slow(60)
def test_grlc_serves_every_query_with_its_parameters(tmp_path: Path) -> None:
    """With its defaults, which it states, and with other values."""
    dataset = vitagraph.dataset(vitagraph.read(ROOT / "data/lapuschkin"))
    catalogue = queries.catalogue()
    parameters = {name: {key: one for key, one in query.parameters.items() if key not in NO_VARIABLE} for name, query in catalogue.items()}
    requested = [(name, {key: OTHERS[key] for key in keys}) for name, keys in parameters.items() if keys]
    requested += [(name, {}) for name in catalogue]
    with servers.oxigraph(tmp_path) as store:
        own = {"endpoint": store.query}
        data = lines(dataset.triples()).encode()
        requests.put(f"{store.graph_store}?default", data, headers={"Content-Type": "application/n-triples"}, timeout=60).raise_for_status()
        (tmp_path / "config.ini").write_text(CONFIGURATION.format(endpoint=store.query, folder=ROOT / "queries"), "utf-8")
        command = [python(), "-c", ASK]
        done = subprocess.run(command, check=False, cwd=tmp_path, input=json.dumps(requested), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    paths, answers = json.loads((tmp_path / "answers.json").read_text("utf-8"))
    stated = {path: {one["name"]: one.get("default") for one in methods["get"]["parameters"]} for path, methods in paths.items()}
    assert stated == {f"/{name}": {key: one.default for key, one in keys.items()} | own for name, keys in parameters.items()}
    for (name, given), (status, body) in zip(requested, answers, strict=True):
        assert status == 200, (name, body)
        rows = list(csv.reader(io.StringIO(body)))[1:]
        expected = queries.run(catalogue[name], dataset, given)
        assert sorted(map(in_order, rows)) == sorted(in_order(map(text, row)) for row in expected.rows), (name, given)


def in_order(row: Iterable[str]) -> list[list[str]]:
    """The words of each cell, sorted: engines list them in any order."""
    return [sorted(cell.split()) for cell in row]
