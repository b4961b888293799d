"""`vitagraph bulk load --public-only`: a store that is read only, without named graphs, with the results of one that has them."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pyoxigraph
import pytest
import yaml

import servers
from bulk_cvs import department, export, held
from command_line import ENVIRONMENT, INTERRUPTIBLE, files, run
from vitagraph.bulk.outputs import finished, lines_of
from vitagraph.errors import DataError

# `vitagraph.bulk.load` is the function of this name.
loading = import_module("vitagraph.bulk.load")
MANY = ("group-network", "publications-per-unit", "patents-across-inventors", "who-works-on-what")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an export that holds contact facts, one as N-Triples, and their stores."""
    folder = tmp_path_factory.mktemp("stores")
    export(folder, department(), "--include", "contact")
    export(folder, department(), "-f", "ntriples", name="plain")
    for source, store, options in (("out", "kg", ()), ("out", "public", ("--public-only",)), ("plain", "plain-kg", ("--public-only",))):
        assert run(folder, "bulk", "load", source, "--store-path", store, "-q", *options) == (0, "", "")
    return folder


def test_it_has_the_public_facts(stores: Path) -> None:
    """Each once, in the default graph, from quads or from triples; no contact facts."""
    expected = set(lines_of(finished(str(stores / "plain"))))
    for name in ("public", "plain-kg"):
        store = pyoxigraph.Store.read_only(str(stores / name))
        assert {f"{quad.triple} .\n" for quad in store} == expected
        assert list(store.named_graphs()) == []
    assert "@ada.example" not in "".join(expected)


def test_queries_have_the_rows_of_a_store_with_graphs(stores: Path, tmp_path: Path) -> None:
    """Those over many CVs, SPARQL text in the engine process, and a server over the folder."""
    also = [word for name in MANY[1:] for word in ("--also", name)]
    assert run(stores, "query", MANY[0], "public", *also) == (found := run(stores, "query", MANY[0], "kg", *also))
    assert (found[0], "Ada Beispiel 0  Ada Beispiel 1" in found[1]) == (0, True)
    text = "SELECT DISTINCT ?name WHERE { ?person foaf:name ?name } ORDER BY ?name"
    assert run(stores, "query", text, "public") == run(stores, "query", text, "kg")
    shutil.copytree(stores / "public", tmp_path / "store")
    with servers.oxigraph(tmp_path) as store:
        for name in MANY:
            assert run(stores, "query", name, "--endpoint", store.query) == run(stores, "query", name, "public")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("query", "talk-list", "public"), 2, "public: this store has several CVs without their graphs, and the query is for one; create"),
        (("query", "talk-list", "public", "--cv", "https://people.example/1"), 2, "this store has no graphs, by which --cv selects a CV"),
        (("query", MANY[0], "public", "--include", "contact"), 2, "this store has public facts only, and --include names others"),
        (("query", "SELECT * { GRAPH ?g { ?s ?p ?o } }", "public"), 2, "queried without their named graphs"),
        (
            ("load", "cv.yaml", "--store-path", "public"),
            1,
            "this store has public facts only, without the graphs of each CV, and is only read",
        ),
        (("diff", "cv.yaml", "--store-path", "public"), 1, "create it again with `vitagraph bulk load`"),
        (("unload", "cv.yaml", "--store-path", "public"), 1, "create it again with `vitagraph bulk load`"),
        (("bulk", "load", "plain", "--store-path", "new"), 2, "plain: ntriples has no named graphs, and a store needs them for each CV;"),
        (("bulk", "load", "plain", "--store-path", "new"), 2, "or add --public-only"),
    ],
)
def test_what_it_lacks_is_reported(stores: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    (stores / "cv.yaml").write_text(yaml.safe_dump(department(1)[0]), "utf-8")
    before = files(stores)
    got, stdout, stderr = run(stores, *arguments)
    assert (got, stdout, message in stderr) == (code, "", True), stderr
    assert files(stores) == before


def test_kinds_of_stores_replace_each_other(tmp_path: Path) -> None:
    """The mark of the kind is replaced with the store."""
    export(tmp_path, department(2))
    (tmp_path / "cv.yaml").write_text(yaml.safe_dump(department(1)[0]), "utf-8")
    for options, code in (((), 0), (("--public-only",), 1), ((), 0)):
        assert run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "--replace", "-q", *options) == (0, "", "")
        assert run(tmp_path, "load", "cv.yaml", "--store-path", "kg", "-q")[0] == code
    assert [path.name for path in tmp_path.glob("kg*")] == ["kg"]


def test_one_address_is_reported(tmp_path: Path) -> None:
    """Also without graphs; nothing is left."""
    cvs = department()
    cvs[3] |= {"document": cvs[0]["document"], "interests": ["hearing"]}
    export(tmp_path, cvs)
    before = files(tmp_path)
    code, _, stderr = run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "--public-only")
    assert (code, "out: 4 CVs have 3 addresses (twice: https://people.example/0)" in stderr) == (1, True), stderr
    assert files(tmp_path) == before


# -- large exports, which another process writes


@pytest.fixture
def always_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every export counts as large."""
    monkeypatch.setattr(loading, "_LARGE", 0)


@pytest.mark.usefixtures("always_large")
@pytest.mark.parametrize("public_only", [False, True])
def test_the_writer_gives_the_same_store(tmp_path: Path, stores: Path, public_only: bool) -> None:
    loading.load([str(stores / "out")], str(tmp_path / "kg"), False, lambda *_: None, public_only=public_only)
    assert held(tmp_path / "kg") == held(stores / ("public" if public_only else "kg"))


@pytest.mark.usefixtures("always_large")
@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (b'"On \xff', "was changed after the export"),
        (b"<broken", "was changed after the export"),
        (b'"On Bats', "was changed after the export"),
    ],
)
def test_no_half_store_is_left(tmp_path: Path, harm: bytes, message: str) -> None:
    """The writer has a part of a file, or all of it, when the harm is found; the old store stays."""
    export(tmp_path, department())
    store = str(tmp_path / "kg")
    loading.load([str(tmp_path / "out")], store, False, lambda *_: None)
    before = held(tmp_path / "kg")
    part = tmp_path / "out/part-00001.nq"
    part.write_bytes(part.read_bytes().replace(b'"On Owls'[: len(harm)], harm, 1))
    with pytest.raises(DataError, match=message):
        loading.load([str(tmp_path / "out")], store, True, lambda *_: None)
    assert held(tmp_path / "kg") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cvs.jsonl", "kg", "out"]


def grown(folder: Path, more: int) -> None:
    """An export with more triples of its first CV, and its manifest."""
    part = folder / "part-00000.nq"
    with part.open("a") as file:
        for number in range(more):
            file.write(
                f'<https://people.example/0#n{number}> <http://schema.org/name> "{number}" <https://people.example/0#graph/public> .\n'
            )
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["partitions"][0] |= {"bytes": part.stat().st_size, "sha256": sha256(part.read_bytes()).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGKILL, -9, marks=pytest.mark.slow)])
def test_an_interrupt_is_heard_at_once(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """While the store is written, and nothing is left; after a kill, no writer is, and the next run completes the store."""
    export(tmp_path, department(2))
    grown(tmp_path / "out", 170_000)
    command = [*INTERRUPTIBLE, "bulk", "load", "out", "--store-path", "kg", "-q"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    try:
        while not (tmp_path / ".kg.part/CURRENT").exists():
            assert process.poll() is None
            time.sleep(0.01)
        assert not (tmp_path / "kg").exists()
        start = time.monotonic()
        process.send_signal(number)
        process.wait(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, time.monotonic() - start < 5) == (code, True)  # a fraction of a second where nothing else runs
    if number == signal.SIGINT:
        assert sorted(path.name for path in tmp_path.iterdir()) == ["cvs.jsonl", "out"]
        return
    while run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "-q")[0]:
        assert time.monotonic() - start < 30
    assert len(held(tmp_path / "kg")) > 170_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cvs.jsonl", "kg", "out"]
