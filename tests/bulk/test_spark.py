"""Export with a real Spark cluster: a master and two workers as processes on the loopback interface, one of them killed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bulk_cvs import held, lines
from object_store import object_store
from servers import LOOPBACK, free_port
from vitagraph.bulk import finished
from vitagraph.bulk.outputs import lines_of

pytestmark = pytest.mark.slow(60)
PROGRAM = [sys.executable, "-m", "vitagraph"]
SPARK = ("--engine", "spark", "--master", "local[2]")
ENVIRONMENT = os.environ | {"SPARK_LOCAL_IP": LOOPBACK, "PYSPARK_PYTHON": sys.executable, "SPARK_NO_DAEMONIZE": "1"}


class Cluster:
    """A master and its workers, each with its executors in its own process group."""

    def __init__(self, folder: Path) -> None:
        if not shutil.which("java"):
            raise RuntimeError("Spark needs Java: apt-get install --yes --no-install-recommends openjdk-17-jre-headless")
        self.folder = folder
        self.port, self.web = free_port(), free_port()
        self.processes: list[subprocess.Popen[bytes]] = []
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        self._launch("master.Master", "--host", LOOPBACK, "--port", str(self.port), "--webui-port", str(self.web))
        self._until(lambda: b"ALIVE" in self._state())
        for number in range(2):
            work = ["--work-dir", str(self.folder / f"work{number}"), "--webui-port", str(free_port())]
            self._launch("worker.Worker", self.url, "--host", LOOPBACK, "--cores", "1", "--memory", "1g", *work)
        self._until(lambda: json.loads(self._state())["aliveworkers"] == 2)

    @property
    def url(self) -> str:
        """The master's address."""
        return f"spark://{LOOPBACK}:{self.port}"

    def kill_a_worker(self) -> None:
        """Kills a worker with its executor, like a power failure of the machine."""
        os.killpg(self.processes[1].pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ends every process."""
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _launch(self, role: str, *arguments: str) -> None:
        import pyspark  # 400 MB, installed only for the slow tests

        program = Path(pyspark.__file__).parent / "bin/spark-class"
        command = [str(program), f"org.apache.spark.deploy.{role}", *arguments]
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            self.processes.append(subprocess.Popen(command, stdout=log, stderr=log, env=ENVIRONMENT, start_new_session=True))

    def _state(self) -> bytes:
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{self.web}/json/") as answer:
                return bytes(answer.read())
        except OSError:
            return b""

    @staticmethod
    def _until(ready: Callable[[], object]) -> None:
        end = time.monotonic() + 240
        while not ready():
            assert time.monotonic() < end
            time.sleep(0.2)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster of two workers."""
    running = Cluster(tmp_path)
    yield running
    running.stop()


def quads(folder: Path, pattern: str) -> list[str]:
    """All lines of some files, sorted."""
    return sorted(line for path in folder.glob(pattern) for line in path.read_text("utf-8").splitlines())


def padded(count: int, titles: int, first: int = 0) -> bytes:
    """CVs with so many blanks between their JSON and the line's end that a few of them are a task."""
    return lines(count, titles, first).replace(b"\n", b" " * 60_000 + b"\n")


def call(folder: Path, *words: str, code: int = 0) -> str:
    """Calls a command in a process of its own. Returns its messages."""
    done = subprocess.run([*PROGRAM, *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def totals(export: Path) -> dict[str, int]:
    """The counts of a manifest."""
    manifest = json.loads((export / "manifest.json").read_bytes())
    return {name: manifest[name] for name in ("cvs", "rejected", "quads", "bytes")}


def test_a_cluster_that_loses_a_worker_writes_what_one_machine_writes(tmp_path: Path, cluster: Cluster) -> None:
    """Equal lines after sorting; the driver stays within its memory; two executors were used."""
    bad = b'{"person": {"nme": "x"}}\n'
    for number in range(2):
        (tmp_path / f"{number}.jsonl").write_bytes(padded(300, titles=12, first=300 * number) + bad)
    (tmp_path / "events").mkdir()
    settings = {"spark.driver.memory": "600m", "spark.executor.memory": "600m"}
    settings |= {"spark.eventLog.enabled": "true", "spark.eventLog.dir": (tmp_path / "events").as_uri(), "spark.eventLog.compress": "false"}
    options = [word for name, value in settings.items() for word in ("--spark-conf", f"{name}={value}")]
    inputs = [str(tmp_path / f"{number}.jsonl") for number in range(2)]
    command = [*PROGRAM, "bulk", "export", *inputs, "-o", str(tmp_path / "spark"), "--engine", "spark", "--master", cluster.url, *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=tmp_path)
    end = time.monotonic() + 400
    while events(tmp_path, "SparkListenerExecutorAdded") < 2 or not list((tmp_path / "spark").rglob("part-*")):
        assert time.monotonic() < end
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.05)
    cluster.kill_a_worker()
    _, message = process.communicate(timeout=900)
    assert process.returncode == 1, message
    assert b"2 of 602 CVs were rejected" in message
    call(tmp_path, "bulk", "export", *inputs, "-o", "one", "-q", code=1)
    found = quads(tmp_path, "spark/part-*.nq")
    assert found == quads(tmp_path, "one/part-*.nq")
    assert len(found) > 100_000
    assert (tmp_path / "spark/rejected.jsonl").read_bytes() == (tmp_path / "one/rejected.jsonl").read_bytes()
    assert totals(tmp_path / "spark") == totals(tmp_path / "one")
    assert events(tmp_path, "SparkListenerExecutorAdded") >= 2
    assert events(tmp_path, "SparkListenerExecutorRemoved") >= 1


def events(folder: Path, name: str) -> int:
    """The number of events of a type in Spark's log."""
    return sum(path.read_bytes().count(f'"Event":"{name}"'.encode()) for path in (folder / "events").rglob("*") if path.is_file())


def test_a_killed_job_goes_on_and_its_export_is_like_any_other(tmp_path: Path) -> None:
    """Finished parts stay as they are; the export is loaded, queried, linked (with Spark, too) and continued on one machine."""
    (tmp_path / "cvs.jsonl").write_bytes(padded(500, titles=8) + b'\xff{"person"\n\n' + lines(9, first=900))
    words = ["bulk", "export", "cvs.jsonl", "-o", "spark", *SPARK, "-f", "nquads.zst"]
    process = subprocess.Popen([*PROGRAM, *words], cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.DEVNULL, start_new_session=True)
    while len(list((tmp_path / "spark").glob(".part-*.done"))) < 2:
        assert process.poll() is None
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    made = {path.name.removesuffix(".done").removeprefix("."): path for path in (tmp_path / "spark").glob(".part-*.done")}
    before = {path: path.stat().st_mtime_ns for name in made for path in (tmp_path / "spark").glob(f"{name}.*")}
    message = call(tmp_path, *words, code=1)
    kept = re.search(r"(\d+) of them kept from an earlier run", message)
    assert kept, message
    assert 8 > int(kept[1]) >= len(made)  # the killed job's tasks may have finished one more
    assert {path: path.stat().st_mtime_ns for path in before} == before
    call(tmp_path, "bulk", "export", "cvs.jsonl", "-o", "one", "-q", "-f", "nquads.zst", code=1)
    for name in ("one", "spark"):
        call(tmp_path, "bulk", "load", name, "--store-path", f"{name}.kg", "-q")
        call(tmp_path, "bulk", "link", name, "-o", f"{name}.links", "-q", *(SPARK if name == "spark" else ()))
    assert held(tmp_path / "spark.kg") == held(tmp_path / "one.kg")
    for suffix in ("links", "candidates.jsonl"):
        assert (tmp_path / f"spark.{suffix}").read_bytes() == (tmp_path / f"one.{suffix}").read_bytes()
    assert call(tmp_path, "query", "group-network", "spark.kg") == call(tmp_path, "query", "group-network", "one.kg")
    assert totals(tmp_path / "spark") | {"bytes": 0} == totals(tmp_path / "one") | {"bytes": 0}
    assert not [path.name for path in (tmp_path / "spark").glob(".*") if not path.name.endswith(".rejected")]


def test_validation(tmp_path: Path) -> None:
    """The same lines in the same order, with the line numbers of the file."""
    (tmp_path / "cvs.jsonl").write_bytes(padded(150, titles=1) + b'{"person": {"nme": "x"}}\n' + lines(30, first=500))
    (tmp_path / "ada.yaml").write_text("person: {name: Ada}\n", "utf-8")
    for name, options in (("one", ()), ("spark", SPARK)):
        call(tmp_path, "bulk", "validate", "cvs.jsonl", "ada.yaml", "-o", f"{name}.jsonl", *options, code=1)
    assert (tmp_path / "spark.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()
    assert (tmp_path / "spark.jsonl").read_bytes().count(b"\n") == 182


def test_distinct(tmp_path: Path) -> None:
    """Each line once in all CVs; the same bytes on every run; linking reads it as it reads the export with repeated lines."""
    format_name = "ntriples.gz"
    (tmp_path / "a.jsonl").write_bytes(padded(80, titles=2) + lines(3))
    for name in ("out", "again"):
        call(tmp_path, "bulk", "export", "a.jsonl", "-o", name, *SPARK, "--distinct", "-f", format_name)
    call(tmp_path, "bulk", "export", "a.jsonl", "-o", "one", "-q", "-f", format_name)
    found = {name: list(lines_of(finished(str(tmp_path / name)))) for name in ("out", "one")}
    assert sorted(found["out"]) == sorted(set(found["one"]))
    assert len(found["out"]) < len(found["one"])
    assert totals(tmp_path / "out")["quads"] == len(found["out"])
    assert len(list((tmp_path / "out").glob("part-*"))) > 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()
    }
    (tmp_path / "a.jsonl").write_bytes(padded(80, titles=2))
    call(tmp_path, "bulk", "export", "a.jsonl", "-o", "once", "-q", "-f", format_name)
    for name in ("out", "once"):
        call(tmp_path, "bulk", "link", name, "-o", f"{name}.nq", "-q")
    assert (tmp_path / "out.nq").read_bytes() == (tmp_path / "once.nq").read_bytes()


def test_an_object_store(tmp_path: Path) -> None:
    """Input and output are objects: the lines of a folder, and entries of finished parts are gone at the end."""
    data = padded(150, titles=2)
    (tmp_path / "cvs.jsonl").write_bytes(data)
    call(tmp_path, "bulk", "export", "cvs.jsonl", "-o", "one", "-q")
    with object_store() as store:
        store.put("cvs.jsonl", data)
        environment = ENVIRONMENT | store.environment
        words = [*PROGRAM, "bulk", "export", "s3://cvs/cvs.jsonl", "-o", "s3://cvs/out", *SPARK, "-f", "nquads.zst"]
        subprocess.run(words, cwd=tmp_path, env=environment, check=True, timeout=300)
        assert sorted(lines_of(finished("s3://cvs/out"))) == sorted(lines_of(finished(str(tmp_path / "one"))))
        assert len([name for name in store.objects("out/") if name.startswith("part-")]) > 1
        assert not [name for name in store.objects("out/") if name.startswith(".")]


def test_wrong_calls_and_a_job_that_cannot_succeed(tmp_path: Path) -> None:
    """One line, with what to do instead."""
    (tmp_path / "a.jsonl").write_bytes(lines(1))
    export = ["bulk", "export", "a.jsonl", "-o", "out"]
    assert "--master and --spark-conf are settings of Spark's" in call(tmp_path, *export, "--master", "local[2]", code=2)
    assert "this has no value" in call(tmp_path, *export, "--engine", "spark", "--spark-conf", "x", code=2)
    assert "cannot read standard input" in call(tmp_path, "bulk", "validate", "-", *SPARK, code=2)
    call(tmp_path, *export, "-q")
    (tmp_path / "out/part-00000.nq").unlink()
    (tmp_path / "out/.part-00000.done").mkdir()  # the task cannot put its entry there
    message = call(tmp_path, *export, *SPARK, code=1)
    assert "Spark ended the job (IsADirectoryError" in message
    assert "Traceback" not in message.splitlines()[-1]
