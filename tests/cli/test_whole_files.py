"""Files are complete or absent after failures, interrupts, kills, and on a full disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import ENVIRONMENT, EXAMPLE, INTERRUPTIBLE, files, run, shell
from vitagraph.rdf.syntaxes import SYNTAXES


def test_a_failing_export_leaves_the_old_file(folder):
    before = files(folder)
    assert run(folder, "export", "broken.yaml", "-o", "old.ttl")[0] == 1
    assert files(folder) == before


def test_an_export_replaces_the_old_file_and_keeps_its_mode(folder):
    (folder / "old.ttl").chmod(0o640)
    inode = (folder / "old.ttl").stat().st_ino
    assert run(folder, "export", "cv", "-q", "-o", "old.ttl") == (0, "", "")
    assert (folder / "old.ttl").read_text("utf-8") == run(folder, "export", "cv")[1]
    assert (folder / "old.ttl").stat().st_mode & 0o777 == 0o640
    assert (folder / "old.ttl").stat().st_ino != inode
    assert sorted(files(folder)) == ["broken.yaml", "cv/cv.yaml", "old.ttl"]


def test_a_new_file_has_the_mode_that_the_umask_leaves(folder):
    assert shell(folder, "umask 027; vitagraph export cv -q -o new.ttl") == (0, "", "")
    assert (folder / "new.ttl").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("target", ["old.ttl", "cv/not-yet.ttl"])
def test_a_symbolic_link_stays_one(folder, target):
    (folder / "link.ttl").symlink_to(target)
    assert run(folder, "export", "cv", "-q", "-o", "link.ttl") == (0, "", "")
    assert (folder / "link.ttl").is_symlink()
    assert (folder / target).read_text("utf-8") == run(folder, "export", "cv")[1]


def test_the_output_may_be_a_device(folder):
    assert shell(folder, "vitagraph export cv -q -f turtle -o /dev/stdout | cat")[:2] == run(folder, "export", "cv")[:2]
    assert run(folder, "export", "cv", "-q", "-f", "turtle", "-o", "/dev/null") == (0, "", "")


def test_the_output_may_be_a_pipe(folder):
    os.mkfifo(folder / "pipe.ttl")
    assert shell(folder, "cat pipe.ttl & vitagraph export cv -q -o pipe.ttl; wait") == run(folder, "export", "cv")


@pytest.fixture
def hanging(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An export that waits for the second file of its CV, which is a pipe without a writer."""
    os.mkfifo(folder / "cv" / "pipe.yaml")
    process = subprocess.Popen(
        [*INTERRUPTIBLE, "export", "cv", "-o", "old.ttl"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    # A pipe opens for writing without blocking as soon as another process has opened it for reading.
    writer = until_opened_for_reading(folder / "cv" / "pipe.yaml", process)
    yield process
    os.close(writer)
    process.kill()
    process.communicate()


def until_opened_for_reading(pipe: Path, process: subprocess.Popen[bytes]) -> int:
    """The write end of a pipe, after a process has opened the read end."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    raise AssertionError(f"nobody opened {pipe}")


def test_an_interrupt_is_reported_and_changes_nothing(folder, hanging):
    hanging.send_signal(signal.SIGINT)
    data, talk = hanging.communicate(timeout=30)
    assert (hanging.returncode, data) == (130, b"")
    assert talk == b"vitagraph: interrupted; a file that was not finished is as it was before\n"
    assert (folder / "old.ttl").read_text("utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["broken.yaml", "cv", "old.ttl"]


# Writes a line when the imports begin.
STARTING = """
import signal, sys
from vitagraph.__main__ import main
class Here:
    def find_spec(self, name, *_):
        if name == "vitagraph.cli":
            print("here", flush=True)
sys.meta_path.insert(0, Here())
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


@pytest.mark.parametrize("milliseconds", range(0, 300, 15))
def test_an_interrupt_while_the_program_starts_shows_no_traceback(folder, milliseconds):
    command = [sys.executable, "-c", STARTING, "export", str(EXAMPLE), "-o", "new.ttl"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        time.sleep(milliseconds / 1000)
        process.send_signal(signal.SIGINT)
        talk = process.communicate(timeout=30)[1]
    assert process.returncode in (0, 130, -signal.SIGINT), talk
    assert b"Traceback" not in talk


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_killed_export_leaves_the_old_file(folder, hanging, how):
    hanging.send_signal(how)
    assert hanging.communicate(timeout=30) == (b"", b"")
    assert hanging.returncode == -how
    assert (folder / "old.ttl").read_text("utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["broken.yaml", "cv", "old.ttl"]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_between_two_files(folder, how):
    out = folder / "out"
    out.mkdir()
    suffixes = [syntax.suffix for syntax in SYNTAXES.own.values()]
    for suffix in suffixes:
        (out / f"cv.{suffix}").write_text("old", "utf-8")
    (out / f"cv.{suffixes[3]}").unlink()
    os.mkfifo(out / f"cv.{suffixes[3]}")
    with subprocess.Popen(
        [*INTERRUPTIBLE, "export", "cv", "--all-formats", "out"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as process:
        # The export waits for the pipe; the preceding file appears when it gets there.
        deadline = time.monotonic() + 30
        while (out / f"cv.{suffixes[2]}").read_text("utf-8") == "old" and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(how)
        assert b"Traceback" not in process.communicate(timeout=30)[1]
    for number, suffix in enumerate(suffixes):
        if number != 3:
            text = (out / f"cv.{suffix}").read_text("utf-8")
            assert text == ("old" if number > 3 else run(folder, "export", "cv", "-f", list(SYNTAXES.own)[number])[1])
    assert sorted(path.name for path in out.iterdir()) == sorted(f"cv.{suffix}" for suffix in suffixes)


def test_a_full_disk_leaves_no_half_of_a_file(folder):
    """The limit on the size of files has the effect of a full disk; byte code and measured lines under it would be cut, too."""
    limit = "trap '' XFSZ; ulimit -f 1; export PYTHONDONTWRITEBYTECODE=1 COVERAGE_PROCESS_CONFIG="
    code, _, talk = shell(folder, f"{limit}; vitagraph export '{EXAMPLE}' -q -o old.ttl")
    assert code == 2
    assert talk == "vitagraph: old.ttl: cannot be written (File too large); check the folder and its permissions\n"
    assert sorted(files(folder)) == ["broken.yaml", "cv/cv.yaml", "old.ttl"]
    assert (folder / "old.ttl").read_text("utf-8") == "old"


@pytest.mark.parametrize("command", [f"export '{EXAMPLE}' -f ntriples", f"export '{EXAMPLE}' -f jsonld", "schema"])
def test_a_closed_pipe_is_no_error(folder, command):
    code, data, talk = shell(folder, f"vitagraph {command} | head -1")
    assert (code, talk) == (0, "")
    assert data.count("\n") == 1
