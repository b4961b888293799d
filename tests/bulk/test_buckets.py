"""Many CVs in an object store: moto's server on the loopback interface."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pytest
import yaml
from pyarrow import parquet

from bulk_cvs import cv, held, lines
from command_line import run
from object_store import ObjectStore, object_store
from servers import LOOPBACK, free_port
from vitagraph.bulk import buckets, finished
from vitagraph.bulk.outputs import lines_of

pytestmark = [pytest.mark.slow(20), pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")]
ONE = ("--workers", "1", "--partition", "3")


@pytest.fixture(scope="module")
def running() -> Iterator[ObjectStore]:
    """One server for all tests."""
    with object_store() as store:
        yield store


@pytest.fixture
def store(running: ObjectStore) -> ObjectStore:
    """An empty bucket."""
    running.empty()
    return running


def call(folder: Path, *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command that the environment leads to the store."""
    return run(folder, *words, **{name: value for name, value in os.environ.items() if name.startswith("AWS_")})


def without_inputs(manifest: bytes) -> object:
    """A manifest without the digests of the input, which depend on its name."""
    data = json.loads(manifest)
    for partition in data["partitions"]:
        del partition["input"]
    return data


def test_an_export_is_that_of_one_folder(tmp_path: Path, store: ObjectStore) -> None:
    """The same parts, rejected CVs and manifest; it is loaded, linked and validated like one in a folder."""
    data = lines(7) + b'{"person": {"nme": "x"}}\n\xff\n'
    (tmp_path / "cvs.jsonl").write_bytes(data)
    store.put("in/cvs.jsonl", data)
    assert call(tmp_path, "bulk", "export", "cvs.jsonl", "-o", "out", *ONE)[0] == 1
    code, _, message = call(tmp_path, "bulk", "export", "s3://cvs/in/cvs.jsonl", "-o", "s3://cvs/out", *ONE)
    assert code == 1
    assert "s3://cvs/out: 7 CVs" in message
    assert "see s3://cvs/out/rejected.jsonl" in message
    found = {name: one for name, one in store.objects("out/").items() if name}
    expected = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert found.keys() == expected.keys()
    for name, one in expected.items():
        assert without_inputs(found[name]) == without_inputs(one) if name == "manifest.json" else (
            found[name] == one.replace(b'"cvs.jsonl', b'"s3://cvs/in/cvs.jsonl')
        )  # fmt: skip
    assert lines_of(finished("s3://cvs/out/")) is not None
    for name, export in (("one", "out"), ("s3", "s3://cvs/out/")):
        links = "s3://cvs/links.nq" if name == "s3" else "one.nq"
        assert call(tmp_path, "bulk", "link", export, "-o", links)[0] == 0
        assert call(tmp_path, "bulk", "load", export, "--store-path", f"{name}.kg")[0] == 0
    assert held(tmp_path / "s3.kg") == held(tmp_path / "one.kg")
    assert store.objects()["links.nq"] == (tmp_path / "one.nq").read_bytes()
    assert store.objects()["links.candidates.jsonl"] == (tmp_path / "one.candidates.jsonl").read_bytes()
    assert call(tmp_path, "bulk", "validate", "cvs.jsonl", "-o", "report.jsonl", "--workers", "1")[0] == 1
    assert call(tmp_path, "bulk", "validate", "s3://cvs/in/", "-o", "s3://cvs/report.jsonl", "--workers", "1")[0] == 1
    report = (tmp_path / "report.jsonl").read_bytes()
    assert store.objects()["report.jsonl"] == report.replace(b'"cvs.jsonl', b'"s3://cvs/in/cvs.jsonl')


def test_every_input_gives_the_same_quads(tmp_path: Path, store: ObjectStore) -> None:
    """Below one prefix: YAML, JSON Lines plain and compressed, Parquet; other objects are no CVs."""
    parquet.write_table(pyarrow.table({"cv": [json.dumps(cv(3))]}), tmp_path / "d.parquet")
    store.put("people/a/0.yaml", yaml.safe_dump(cv(0)).encode())
    store.put("people/b.jsonl.gz", gzip.compress(lines(1, first=1)))
    store.put("people/c.ndjson", lines(1, first=2))
    store.put("people/d.parquet", (tmp_path / "d.parquet").read_bytes())
    for other in ("people/notes.txt", "people/.hidden.yaml", "people/.vitagraph/x.yaml", "people-of-others/e.jsonl"):
        store.put(other, b"{}\n")
    (tmp_path / "cvs.jsonl").write_bytes(lines(4))
    assert call(tmp_path, "bulk", "export", "cvs.jsonl", "-o", "out", "--workers", "1")[0] == 0
    for source in ("s3://cvs/people", "s3a://cvs/people/"):
        assert call(tmp_path, "bulk", "export", source, "-o", "s3://cvs/out", "--workers", "1", "--restart")[0] == 0
        assert sorted(lines_of(finished("s3://cvs/out"))) == sorted(lines_of(finished(str(tmp_path / "out"))))
    for name in ("nquads.gz", "nquads.zst", "parquet"):
        assert call(tmp_path, "bulk", "export", "s3://cvs/people", "-o", f"s3://cvs/{name}", "--workers", "1", "-f", name)[0] == 0
        assert sorted(lines_of(finished(f"s3://cvs/{name}"))) == sorted(lines_of(finished(str(tmp_path / "out"))))


def test_a_killed_export_goes_on(tmp_path: Path, store: ObjectStore) -> None:
    """The manifest is written last; finished parts are kept, a changed and a missing one are made again."""
    store.put("cvs.jsonl", lines(60, titles=6))
    words = ("bulk", "export", "s3://cvs/cvs.jsonl", "-o", "s3://cvs/out", *ONE)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, "-m", "vitagraph", *words], cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL)
    while sum(key.endswith(".done") for key in store.objects("out/")) < 3:
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = store.objects("out/")
    assert "manifest.json" not in before
    assert call(tmp_path, "bulk", "load", "s3://cvs/out", "--store-path", "kg")[0] == 2
    kept = sum(key.endswith(".done") for key in before)
    code, _, message = call(tmp_path, *words)
    assert (code, f"{kept} of them kept from an earlier run" in message) == (0, True), message
    whole = store.objects("out/")
    assert not [name for name in whole if name.startswith(".")]
    store.put("out/part-00001.nq", whole["part-00001.nq"][:-1] + b"!")
    store.remove("out/part-00002.nq")
    assert "18 of them kept" in call(tmp_path, *words)[2]
    assert store.objects("out/") == whole
    store.put("out/part-00001.nq", b"short")
    code, _, message = call(tmp_path, "bulk", "load", "s3://cvs/out", "--store-path", "kg")
    assert (code, "s3://cvs/out/part-00001.nq" in message) == (1, True), message
    assert not (tmp_path / "kg").exists()


@pytest.mark.parametrize("key", ["people/../evil.jsonl", "people//a.jsonl", "people/a\\b.jsonl", "people/a\x07.jsonl", "people/./a.jsonl"])
def test_a_key_that_leads_elsewhere_is_an_error(tmp_path: Path, store: ObjectStore, key: str) -> None:
    store.put("people/good.jsonl", lines(1))
    store.put(key, lines(1, first=5))
    before = store.objects()
    code, _, message = call(tmp_path, "bulk", "export", "s3://cvs/people", "-o", "s3://cvs/out", *ONE)
    assert code == 2, message
    assert "is no path inside of it" in message
    assert store.objects() == before


def test_what_is_not_there(tmp_path: Path, store: ObjectStore) -> None:
    """One line for each: an object, a bucket, an export, other objects in the place of an export, a hostile manifest, a store."""
    store.put("cvs.jsonl", lines(1))
    store.put("full/letter.txt", b"Dear Ada")
    manifest = {"settings": {"format": "nquads", "include": []}, "partitions": [{"number": 0, "file": "../cvs.nq"}]}
    store.put("bad/manifest.json", json.dumps(manifest).encode())
    for words, status, part in (
        (("export", "s3://cvs/none.jsonl", "-o", "out"), 2, "there is no such object"),
        (("export", "s3://cvs/none/", "-o", "out"), 2, "there is no such object"),
        (("export", "s3://cvs/full", "-o", "out"), 2, "no CVs below this address"),
        (("export", "s3://cvs/cvs.jsonl", "-o", "s3://cvs/full"), 2, "do not belong to an export"),
        (("export", "s3://cvs/cvs.jsonl", "-o", "s3://nobucket/out"), 1, "the object store refused or failed"),
        (("load", "s3://cvs/none", "--store-path", "kg"), 2, "no finished export"),
        (("load", "s3://cvs/bad", "--store-path", "kg"), 2, "not the manifest of an export"),
    ):
        code, _, message = call(tmp_path, "bulk", *words)
        assert (code, part in message, message.count("\n")) == (status, True, 1), message
    assert list(tmp_path.iterdir()) == [] or [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_store_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message and an exit code; nothing waits for ever."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{LOOPBACK}:{free_port()}")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    buckets._file_system.cache_clear()
    try:
        code, _, message = call(tmp_path, "bulk", "validate", "s3://cvs/cvs.jsonl")
        assert (code, "refused or failed" in message, message.count("\n")) == (1, True, 1), message
    finally:
        buckets._file_system.cache_clear()
