"""`vitagraph bulk export`: all inputs, equal bytes with any number of workers, and the state after an interrupted run."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from pyarrow import parquet

import generated_cvs
import vitagraph
from bulk_cvs import cv, lines
from command_line import completed
from conftest import ROOT
from vitagraph.bulk import FORMATS
from vitagraph.bulk.decoding import decode
from vitagraph.bulk.inputs import Unit
from vitagraph.errors import DataError
from vitagraph.yaml import read_files
from vitagraph.yaml.writing import files

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

COMMAND = [sys.executable, "-m", "vitagraph", "bulk", "export"]


def run(folder: Path, *arguments: str, given: bytes = b"") -> tuple[int, str]:
    """Exit code and standard error of a bulk export in a folder."""
    done = completed(folder, "bulk", "export", *arguments, given=given)
    assert done.stdout == ""
    return done.returncode, done.stderr


def written(folder: Path) -> dict[str, bytes]:
    """Every file of an output folder except hidden ones."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name[0] != "."}


def quads(folder: Path) -> list[str]:
    """All lines of a folder of plain N-Quads, sorted."""
    return sorted(line for path in folder.glob("part-*.nq") for line in path.read_text("utf-8").splitlines())


def test_each_format_has_its_own_suffix_and_is_in_the_help() -> None:
    """A file's format follows from its suffix; the command line lists what `vitagraph.bulk.formats.FORMATS` holds."""
    suffixes = [one.suffix for one in FORMATS.values()]
    assert len(set(suffixes)) == len(suffixes), "src/vitagraph/bulk/formats.py: two formats have one suffix"
    shown = completed(ROOT, "bulk", "export", "--help").stdout
    assert f"[{'|'.join(FORMATS)}]" in "".join(shown.split())


def test_every_input_gives_the_same_quads(tmp_path: Path) -> None:
    """YAML files, a folder, JSON Lines plain and compressed, Parquet, standard input: the quads of single exports."""
    count = 3
    (tmp_path / "people").mkdir()
    for number in range(count):
        (tmp_path / "people" / f"{number}.yaml").write_text(yaml.safe_dump(cv(number), allow_unicode=True), "utf-8")
    data = lines(count)
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "b.ndjson.gz").write_bytes(gzip.compress(data))
    (tmp_path / "c.jsonl.zst").write_bytes(zstd.compress(data[:100]) + zstd.compress(data[100:]))
    parquet.write_table(pyarrow.table({"cv": [line.decode() for line in data.splitlines()]}), tmp_path / "d.parquet")
    documents = [cv(number) for number in range(count)]
    for each in documents:
        for article in each["journal_articles"]:
            article["authors"] = [{"name": author} if isinstance(author, str) else author for author in article["authors"]]
    parquet.write_table(pyarrow.Table.from_pylist(documents), tmp_path / "e.parquet")
    datasets = [vitagraph.dataset(vitagraph.read(tmp_path / "people" / f"{number}.yaml")) for number in range(count)]
    expected = sorted(line for one in datasets for line in one.serialize("nquads").splitlines())
    for source in ("people", "a.jsonl", "b.ndjson.gz", "c.jsonl.zst", "d.parquet", "e.parquet", "-"):
        assert run(tmp_path, source, "-o", f"out{source}", "--workers", "1", given=data)[0] == 0
        assert quads(tmp_path / f"out{source}") == expected


def test_a_folder_of_sections_is_one_cv(tmp_path: Path) -> None:
    """The real CV is a folder of files; other CVs may be beside it."""
    assert run(tmp_path, str(ROOT / "data"), "-o", "out", "--workers", "1")[0] == 0
    datasets = [vitagraph.dataset(vitagraph.read(ROOT / "data" / name)) for name in sorted(path.name for path in (ROOT / "data").iterdir())]
    assert quads(tmp_path / "out") == sorted(line for one in datasets for line in one.serialize("nquads").splitlines())


def test_workers_change_no_byte(tmp_path: Path) -> None:
    """One, two and three workers write the same files, including the manifest."""
    (tmp_path / "cvs.jsonl").write_bytes(lines(20) + b'{"person": {"nme": "x"}}\n')
    for workers in "123":
        assert run(tmp_path, "cvs.jsonl", "-o", workers, "--workers", workers, "--partition", "4", "--format", "nquads.gz")[0] == 1
    one = written(tmp_path / "1")
    assert one == written(tmp_path / "2") == written(tmp_path / "3")
    assert [name for name in one if name.startswith("part")] == [f"part-{number:05d}.nq.gz" for number in range(5)]
    manifest = json.loads(one["manifest.json"])
    assert (manifest["cvs"], manifest["rejected"]) == (21, 1)
    for partition in manifest["partitions"]:
        if partition["file"]:
            data = one[partition["file"]]
            assert (hashlib.sha256(data).hexdigest(), len(data)) == (partition["sha256"], partition["bytes"])
            assert gzip.decompress(data).count(b"\n") == partition["quads"]


@pytest.mark.parametrize("format_name", list(FORMATS))
def test_all_formats_have_the_same_quads(tmp_path: Path, format_name: str) -> None:
    """Compressed or not, as lines or as a table."""
    (tmp_path / "cvs.jsonl").write_bytes(lines(2))
    assert run(tmp_path, "cvs.jsonl", "-o", "out", "--workers", "1", "-f", format_name)[0] == 0
    path = tmp_path / "out" / f"part-00000.{FORMATS[format_name].suffix}"
    if format_name == "parquet":
        rows = parquet.read_table(path).to_pylist()
        found = sorted(f"{row['subject']} {row['predicate']} {row['object']} {row['graph']} ." for row in rows)
    else:
        unpack = {"gz": gzip.decompress, "zst": zstd.decompress}.get(format_name.partition(".")[2], bytes)
        found = sorted(unpack(path.read_bytes()).decode().splitlines())
    datasets = [vitagraph.dataset(vitagraph.read_text(json.dumps(cv(number)))) for number in range(2)]
    syntax = "ntriples" if format_name.startswith("ntriples") else "nquads"
    assert found == sorted(line for one in datasets for line in one.serialize(syntax).splitlines())


def test_privacy(tmp_path: Path) -> None:
    """Contact facts are exported only with --include, and only in a syntax with named graphs."""
    (tmp_path / "cvs.jsonl").write_bytes(lines(2))
    assert run(tmp_path, "cvs.jsonl", "-o", "public", "--workers", "1")[0] == 0
    assert not any("ada0@" in line for line in quads(tmp_path / "public"))
    assert run(tmp_path, "cvs.jsonl", "-o", "contact", "--workers", "1", "--include", "contact")[0] == 0
    assert all("#graph/contact>" in line for line in quads(tmp_path / "contact") if "ada0@" in line)
    assert any("ada0@" in line for line in quads(tmp_path / "contact"))
    code, message = run(tmp_path, "cvs.jsonl", "-o", "x", "--include", "contact", "-f", "ntriples")
    assert code == 2
    assert "no named graphs" in message


def test_invalid_cvs_are_reported_and_skipped(tmp_path: Path) -> None:
    """Places are file, line and column, in order; the message is that of a single export."""
    bad = [
        '{"person": {"name": "B", "orcid": "1"}}',
        "{",
        '{"person": {"name": "A"}, "person": {"name": "B"}}',
        '{"person": {"name": "\\u0001"}}',
    ]
    good = lines(2).decode().splitlines()
    (tmp_path / "cvs.jsonl").write_text(
        "\n".join([good[0], bad[0], "", bad[1], good[1], *bad[2:]]) + '\n{"person": {"name": "X"}}\n', "utf-8"
    )
    (tmp_path / "bad.yaml").write_text("person:\n  nme: x\n", "utf-8")
    code, message = run(tmp_path, "cvs.jsonl", "bad.yaml", "-o", "out", "--workers", "2", "--partition", "2")
    assert code == 1
    assert "6 of 8 CVs were rejected; see out/rejected.jsonl" in message
    rejected = [json.loads(line) for line in (tmp_path / "out" / "rejected.jsonl").read_text("utf-8").splitlines()]
    assert [(one["source"], one["line"]) for one in rejected] == [("cvs.jsonl", n) for n in (2, 4, 6, 7, 8)] + [("bad.yaml", 0)]
    places = [one["problems"][0]["place"] for one in rejected]
    assert places == ["cvs.jsonl:2:35", "cvs.jsonl:4:1", "cvs.jsonl:6:27", "cvs.jsonl:7:21", "cvs.jsonl:8:1", "bad.yaml:2:3"]
    assert "a second time" in rejected[2]["problems"][0]["message"]
    assert "states no address" in rejected[4]["problems"][0]["message"]
    assert run(tmp_path, "cvs.jsonl", "-o", "based", "--base", "https://cvs.example/")[0] == 1
    assert any("<https://cvs.example/cvs/8#me>" in line for line in quads(tmp_path / "based"))


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_a_truncated_file_is_read_up_to_its_end(tmp_path: Path, suffix: str) -> None:
    """A truncated compressed file is reported; CVs before and after it are written."""
    data = b"".join(json.dumps(cv(number)).encode() + b"\n" for number in random.Random(1).choices(range(10**9), k=2000))
    packed = gzip.compress(data) if suffix == "gz" else zstd.compress(data)
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(packed[: len(packed) * 3 // 4])
    (tmp_path / "b.jsonl").write_bytes(lines(1))
    code, _ = run(tmp_path, f"a.jsonl.{suffix}", "b.jsonl", "-o", "out", "--workers", "1")
    rejected = (tmp_path / "out" / "rejected.jsonl").read_text("utf-8")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert code == 1
    assert "the rest of the file cannot be read" in rejected
    assert manifest["cvs"] - manifest["rejected"] >= 2


def test_calls_that_are_wrong(tmp_path: Path) -> None:
    """Exit code 2, with the correction; nothing is written."""
    (tmp_path / "cvs.jsonl").write_bytes(lines(1))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear Ada", "utf-8")
    for arguments, word in (
        (["nothing.jsonl", "-o", "out"], "no such file"),
        (["full/letter.txt", "-o", "out"], "no CVs by its suffix"),
        (["cvs.jsonl", "-o", "full"], "do not belong to an export"),
        (["cvs.jsonl", "-o", "out", "--base", "ftp//x"], "--base"),
        (["cvs.jsonl", "-o", "out", "--master", "local[2]"], "settings of Spark's"),
        (["cvs.jsonl", "-o", "out", "--engine", "spark", "--spark-conf", "x"], "this has no value"),
        (["cvs.jsonl", "-o", "out", "--engine", "spark", "--workers", "2"], "--workers are processes of this machine"),
        (["cvs.jsonl", "-o", "out", "--distinct"], "needs --engine spark"),
    ):
        code, message = run(tmp_path, *arguments)
        assert (code, word in message) == (2, True), message
    assert not (tmp_path / "out").exists()


def test_again(tmp_path: Path) -> None:
    """Complete parts of the same input are kept; changed, truncated or missing ones are written again; other settings are an error."""
    (tmp_path / "cvs.jsonl").write_bytes(lines(9))
    call = ("cvs.jsonl", "-o", "out", "--workers", "1", "--partition", "3")
    run(tmp_path, *call)
    first = written(tmp_path / "out")
    code, message = run(tmp_path, *call)
    assert (code, "in 3 files, 3 of them kept from an earlier run" in message) == (0, True)
    (tmp_path / "out" / "part-00001.nq").write_bytes(first["part-00001.nq"][:-1] + b"!")
    (tmp_path / "out" / "part-00002.nq").unlink()
    assert "1 of them kept" in run(tmp_path, *call)[1]
    assert written(tmp_path / "out") == first
    (tmp_path / "cvs.jsonl").write_bytes(lines(7))
    assert "2 of them kept" in run(tmp_path, *call)[1]
    code, message = run(tmp_path, *call, "--format", "ntriples")
    assert (code, "format was 'nquads'" in message) == (2, True)
    assert run(tmp_path, *call, "--format", "ntriples", "--restart")[0] == 0
    assert [name for name in written(tmp_path / "out") if name.startswith("part")] == [f"part-0000{number}.nt" for number in range(3)]


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A running bulk export with the default signal handlers."""
    fresh = "import os, signal, sys; [signal.signal(n, signal.SIG_DFL) for n in (2, 15)]; os.execv(sys.executable, sys.argv[1:])"
    command = [sys.executable, "-c", fresh, *COMMAND, *arguments]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, start_new_session=True)


def finished(folder: Path) -> int:
    """The number of partitions that a run has finished."""
    return len(list(folder.glob(".part-*.done")))


def wait_for(folder: Path, partitions: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until a number of partitions are finished."""
    end = time.monotonic() + 60
    while finished(folder) < partitions and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupted(tmp_path: Path, workers: str) -> None:
    """Ctrl-C ends all processes with a message and leaves nothing incomplete; the next run resumes."""
    (tmp_path / "cvs.jsonl").write_bytes(lines(400, titles=5))
    call = ("cvs.jsonl", "-o", "out", "--workers", workers, "--partition", "10")
    process = started(tmp_path, *call)
    wait_for(tmp_path / "out", 2, process)
    os.killpg(process.pid, signal.SIGINT)
    _, message = process.communicate(timeout=30)
    assert process.returncode == 130, message
    assert b"interrupted" in message
    assert b"Traceback" not in message
    assert not list((tmp_path / "out").glob(".*.part"))
    assert not (tmp_path / "out" / "manifest.json").exists()
    code, message_again = run(tmp_path, *call)
    assert code == 0
    assert "of them kept from an earlier run" in message_again
    run(tmp_path, *call[:2], "whole", *call[3:])
    assert written(tmp_path / "out") == written(tmp_path / "whole")


def test_a_killed_worker_is_reported(tmp_path: Path) -> None:
    """If the kernel kills a worker, the run ends with a message, and the next one resumes."""
    (tmp_path / "cvs.jsonl").write_bytes(lines(400, titles=5))
    call = ("cvs.jsonl", "-o", "out", "--workers", "2", "--partition", "10")
    process = started(tmp_path, *call)
    wait_for(tmp_path / "out", 2, process)
    listed = subprocess.run(["pgrep", "-P", str(process.pid), "-f", "spawn_main"], capture_output=True, text=True, check=True)
    os.kill(int(listed.stdout.split()[-1]), signal.SIGKILL)
    _, message = process.communicate(timeout=30)
    assert process.returncode == 1, message
    assert b"a worker was ended by signal 9" in message
    assert run(tmp_path, *call)[0] == 0


@pytest.mark.slow(60)
def test_killed(tmp_path: Path) -> None:
    """kill -9 at any time, of the whole run or of the first process only: the next run has the result of an undisturbed run."""
    chance = random.Random(8)
    (tmp_path / "cvs.jsonl").write_bytes(lines(600, titles=4) + b"{}\n" + lines(5))
    call = ("--partition", "15", "--format", "nquads.gz")
    start = time.monotonic()
    run(tmp_path, "cvs.jsonl", "-o", "whole", *call)
    undisturbed = time.monotonic() - start
    whole = written(tmp_path / "whole")
    kills = 0
    for turn in range(8):
        out = f"out{turn}"
        while True:
            process = started(tmp_path, "cvs.jsonl", "-o", out, *call, "--workers", chance.choice("12"))
            try:
                process.communicate(timeout=undisturbed * chance.uniform(0.2, 0.9))
                break
            except subprocess.TimeoutExpired:
                kills += 1
                (os.killpg if chance.random() < 0.5 else os.kill)(process.pid, signal.SIGKILL)
                process.communicate()
        assert process.returncode == 1  # the empty record
        assert written(tmp_path / out) == whole
        assert not list((tmp_path / out).glob(".*.part"))
    assert kills > 8


@pytest.mark.slow(40)
def test_memory_is_flat(tmp_path: Path) -> None:
    """Eight times the input needs no more memory."""
    peaks = []
    for count in (1_000, 8_000):
        (tmp_path / "cvs.jsonl").write_bytes(lines(count, titles=1))
        code = "import resource as r; from vitagraph.cli import main\ntry: main()\nfinally: print(r.getrusage(r.RUSAGE_SELF).ru_maxrss)"
        call = [sys.executable, "-c", code, "bulk", "export", "cvs.jsonl", "-o", f"out{count}", "--workers", "1"]
        peaks.append(int(subprocess.run(call, cwd=tmp_path, capture_output=True, check=True).stdout))
    assert peaks[1] < 1.25 * peaks[0], peaks


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(generated_cvs.cvs())
def test_fast_and_exact_reading_agree(cv: vitagraph.CV) -> None:
    """Any CV as JSON: decoded at once or read with places, the records are equal."""
    data: dict[str, Any] = {}
    for text in files(cv).values():
        data |= yaml.load(text, yaml.CBaseLoader)
    line = json.dumps(data).encode()
    unit = Unit("cvs.jsonl", 1, [("cvs.jsonl", line)])
    try:
        expected = read_files([("cvs.jsonl", line)], "cvs.jsonl").cv
    except DataError:
        with pytest.raises(DataError):
            decode(unit, "https://cv.example")
        return
    found = decode(unit, "https://cv.example").cv
    found.origins = expected.origins = None
    found.document.iri = expected.document.iri
    assert found == expected


def test_a_message_that_names_another_place_names_its_line() -> None:
    """Both records with one id are in the same line of the input."""
    line = json.dumps({"document": {"iri": "https://p.example/1"}, "interests": ["Owls", "owls"]}).encode()
    with pytest.raises(DataError) as failure:
        decode(Unit("cvs.jsonl", 7, [("cvs.jsonl", line)]))
    assert "the other is in cvs.jsonl:7:" in str(failure.value)
