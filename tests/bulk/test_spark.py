"""Export with a real Spark cluster: a master and two workers as processes on the loopback interface, one of them killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyarrow import parquet

from bulk_cvs import lines
from servers import LOOPBACK, free_port

pytestmark = pytest.mark.slow(60)
COMMAND = [sys.executable, "-m", "vitagraph", "bulk", "export"]
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


def test_a_cluster_that_loses_a_worker_writes_what_one_machine_writes(tmp_path: Path, cluster: Cluster) -> None:
    """Equal lines after sorting; the driver stays within its memory; two executors were used."""
    bad = b'{"person": {"nme": "x"}}\n'
    for number in range(2):
        (tmp_path / f"{number}.jsonl").write_bytes(lines(300, titles=12, first=300 * number) + bad)
    (tmp_path / "events").mkdir()
    settings = {"spark.driver.memory": "600m", "spark.executor.memory": "600m", "spark.default.parallelism": "12"}
    settings |= {"spark.eventLog.enabled": "true", "spark.eventLog.dir": (tmp_path / "events").as_uri(), "spark.eventLog.compress": "false"}
    options = [word for name, value in settings.items() for word in ("--spark-conf", f"{name}={value}")]
    inputs = [str(tmp_path / f"{number}.jsonl") for number in range(2)]
    call = [*COMMAND, *inputs, "-o", str(tmp_path / "spark"), "--engine", "spark", "--master", cluster.url, *options]
    process = subprocess.Popen(call, stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=tmp_path)
    end = time.monotonic() + 400
    while events(tmp_path, "SparkListenerExecutorAdded") < 2 or not list((tmp_path / "spark").rglob("part-*")):
        assert time.monotonic() < end
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.1)
    cluster.kill_a_worker()
    _, message = process.communicate(timeout=900)
    assert process.returncode == 1, message
    assert b"2 CVs were rejected" in message
    subprocess.run([*COMMAND, *inputs, "-o", "one", "-q"], cwd=tmp_path, check=False)
    found = quads(tmp_path, "spark/kind=quads/part-*")
    assert found == quads(tmp_path, "one/part-*.nq")
    assert len(found) > 100_000
    assert quads(tmp_path, "spark/kind=rejected/part-*") == quads(tmp_path, "one/rejected.jsonl")
    assert events(tmp_path, "SparkListenerExecutorAdded") >= 2
    assert events(tmp_path, "SparkListenerExecutorRemoved") >= 1


def events(folder: Path, name: str) -> int:
    """The number of events of a type in Spark's log."""
    return sum(path.read_bytes().count(f'"Event":"{name}"'.encode()) for path in (folder / "events").rglob("*") if path.is_file())


def test_distinct_quads_as_a_table(tmp_path: Path) -> None:
    """The same CV twice gives each quad once; input and output are Parquet."""
    (tmp_path / "a.jsonl").write_bytes(lines(3) + lines(3))
    call = ["a.jsonl", "-o", "out", "--engine", "spark", "--master", "local[2]", "--distinct", "-f", "parquet"]
    subprocess.run([*COMMAND, *call], cwd=tmp_path, env=ENVIRONMENT, check=True, timeout=180)
    subprocess.run([*COMMAND, "a.jsonl", "-o", "one", "-q"], cwd=tmp_path, check=True)
    files = (tmp_path / "out/kind=quads").glob("*.parquet")
    rows = [row for path in files for row in parquet.ParquetFile(path).read().to_pylist()]
    found = sorted(f"{row['subject']} {row['predicate']} {row['object']} {row['graph']} ." for row in rows)
    assert found == sorted(set(quads(tmp_path, "one/part-*.nq")))
