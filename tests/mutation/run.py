"""Runs the tests of a room against mutants, in a copy of the project under build/mutants."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from mutmut.configuration import reset_config
from mutmut.mutation.data import SourceFileMutationData
from mutmut.stats import status_by_exit_code

from mutation import mutants
from mutation.changes import Change

ROOT = Path(__file__).parents[2]
ROOMS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("rooms.yaml").read_text(encoding="utf-8"))
COPIED = (
    "src",
    "tests",
    "data",
    "docs",
    "ontology",
    "queries",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CITATION.cff",
)
NOT_COPIED = shutil.ignore_patterns("__pycache__", "node_modules")

# forkserver: a mutant runs in a process that has imported the tests and run none, so no cache holds what the original code computed.
# OPTIONS leave ids of tests as they are: each time that pytest collects in one process it escapes them again, and finds them no longer.
# Lines that raise and casts for the type checker would give mutants of message texts and of type names.
CONFIGURATION = """
[tool.mutmut]
source_paths = ["src/"]
only_mutate = ["src/vitagraph/{room}/*"]
do_not_mutate_patterns = ['\\braise \\w', '\\bcast\\(']
also_copy = {copied}
process_isolation = "forkserver"
pytest_add_cli_args = {options}
pytest_add_cli_args_test_selection = {tests}
timeout_constant = 4.0
use_git_change_detection = false
"""
# A failure found by hypothesis counts at once, since making its example small takes longer than all other tests; fast tests come first.
CONFTEST = """
import json
from hypothesis import Phase, settings
settings.register_profile("mutation", deadline=None, phases=[Phase.explicit, Phase.generate])
settings.load_profile("mutation")

def pytest_collection_modifyitems(items):
    statistics = Path("mutmut-stats.json")
    seconds = json.loads(statistics.read_text())["duration_by_test"] if statistics.exists() else {}
    items.sort(key=lambda item: seconds.get(item.nodeid, 0))
"""
OPTIONS = ["-m", "not slow", "-p", "no:cacheprovider", "-o", "disable_test_id_escaping_and_forfeit_all_rights_to_community_support=true"]
OUT_OF_TIME = {code for code, status in status_by_exit_code.items() if status == "timeout" and code != 255}  # 255: pytest did not start
NO_TESTS = 33
SECONDS = 600  # for all tests of a room against one mutant


def outcomes(room: str, choose: Callable[[dict[Change, str]], dict[Change, str]]) -> tuple[dict[Change, str], dict[Change, str]]:
    """The chosen mutants of a room, each `killed`, `survived`, `timeout` or `no test`; and all possible ones by mutmut's name.

    mutmut runs the tests that reached the function when it was not mutated. Fixtures of a session and caches hide such calls, and a mutant
    may change what pytest collects; so a mutant that no failed test killed is run again, with all tests of the room, in a process of
    its own, where it is active from the first import on.
    """
    with _copy_of_the_project(room) as folder:
        possible = mutants.of_room(room)
        if not (chosen := choose(possible)):
            return {}, possible
        print(f"{room}: {len(chosen)} of {len(possible)} mutants; mutmut writes to {folder / 'mutmut.log'}", flush=True)
        with Path("mutmut.log").open("wb") as log:
            command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", *chosen.values()]
            run = subprocess.run(command, check=False, stdout=log, stderr=subprocess.STDOUT)
        if run.returncode:
            sys.exit(f"{folder / 'mutmut.log'}: mutmut failed; the tests of {room} must pass in {folder / 'mutants'}")
        exit_codes: dict[str, int | None] = {}
        for path in Path("src/vitagraph", room).rglob("*.py"):
            data = SourceFileMutationData(path=path)
            data.load()
            exit_codes |= data.exit_code_by_key
        return {change: _outcome(folder, room, name, exit_codes[name]) for change, name in chosen.items()}, possible


@contextlib.contextmanager
def _copy_of_the_project(room: str) -> Iterator[Path]:
    """A fresh copy, configured for mutmut; the current folder as long as the context lasts, because mutmut knows no other."""
    folder = ROOT / "build" / "mutants" / room
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=NOT_COPIED)
        else:
            shutil.copy2(ROOT / name, folder / name)
    copied, tests, options = map(json.dumps, (COPIED, ROOMS[room], OPTIONS))
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(CONFIGURATION.format(room=room, copied=copied, tests=tests, options=options))
    with (folder / "tests" / "conftest.py").open("a", encoding="utf-8") as file:
        file.write(CONFTEST)
    with contextlib.chdir(folder):
        reset_config()
        yield folder


def _outcome(folder: Path, room: str, mutant: str, exit_code: int | None) -> str:
    """The outcome of a mutant by mutmut's exit code, or of all tests of the room where that does not decide."""
    if exit_code == pytest.ExitCode.TESTS_FAILED:
        return "killed"
    if exit_code in OUT_OF_TIME:
        return "timeout"
    environment = os.environ | {"MUTANT_UNDER_TEST": mutant, "PYTHONPATH": str(folder / "mutants" / "src")}
    command = [sys.executable, "-m", "pytest", "-x", "-q", *OPTIONS, *ROOMS[room]]
    print(f"all tests against {mutant}: ", end="", flush=True)
    try:
        run = subprocess.run(command, check=False, cwd=folder / "mutants", env=environment, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        outcome = "timeout"
    else:
        outcome = "killed" if run.returncode else "no test" if exit_code == NO_TESTS else "survived"
    print(outcome, flush=True)
    return outcome
