"""A store of many CVs is brought up to date: only those that changed are read, and it is whole after a kill at any point."""

from __future__ import annotations

import json
import random
import subprocess
import threading
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

import servers
from bulk_cvs import department, export, held
from command_line import COMMAND, ENVIRONMENT, run
from vitagraph.queries.local_store import opened

COUNT = 12


def written(folder: Path, cvs: list[dict[str, Any]], name: str = "cvs.jsonl") -> None:
    (folder / name).write_text("".join(json.dumps(cv) + "\n" for cv in cvs), "utf-8")


def changed(cvs: list[dict[str, Any]], some: range) -> list[dict[str, Any]]:
    """The CVs, some with one more fact."""
    return [cv | {"interests": ["hearing"]} if number in some else cv for number, cv in enumerate(cvs)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A folder with CVs as JSON Lines, and their store, which knows its inputs."""
    export(tmp_path, department(COUNT))
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    loaded = run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "--inputs", "cvs.jsonl", "-q", **state)
    assert loaded == (0, "", "")
    return tmp_path


@pytest.fixture
def update(store: Path) -> Callable[..., tuple[int, str, str]]:
    state = {"XDG_STATE_HOME": str(store / "state")}
    return lambda *options: run(store, "load", "cvs.jsonl", "--store-path", "kg", "--quick", *options, **state)


def expected(folder: Path, cvs: list[dict[str, Any]]) -> set[str]:
    """The quads of a new store."""
    export(folder, cvs, name="new-export")
    assert run(folder, "bulk", "load", "new-export", "--store-path", "new-kg", "--replace", "-q")[0] == 0
    return held(folder / "new-kg")


def test_only_changed_cvs_are_read(store: Path, update: Callable[..., tuple[int, str, str]]) -> None:
    """All others are skipped, from the first time on; a new line is a new CV, and a rejected one is reported by its line."""
    assert f"{COUNT} CVs skipped" in update()[2]
    cvs = changed(department(COUNT + 1), range(2, 5))
    written(store, cvs)
    code, _, stderr = update()
    assert (code, f"{COUNT - 3} CVs skipped" in stderr, "cvs.jsonl:3:" in stderr) == (0, True, True), stderr
    assert held(store / "kg") == expected(store, cvs)
    written(store, [*cvs, {"person": {"nme": "Ada"}}, cvs[0] | {"interests": ["flight"]}])
    code, _, stderr = update()
    assert (code, "cvs.jsonl:14:13: unknown key 'nme'" in stderr, "cvs.jsonl:1 has the same address" in stderr) == (1, True, True), stderr
    assert held(store / "kg") == expected(store, cvs)


def test_cvs_are_mapped_ahead(tmp_path: Path) -> None:
    """Into a server, with more CVs than this process maps alone; in their order, with the same graphs as a local store."""
    cvs = department(COUNT)
    written(tmp_path, cvs)
    with servers.oxigraph(tmp_path) as server:
        code, _, stderr = run(tmp_path, "load", "cvs.jsonl", "--endpoint", server.root)
        assert code == 0, stderr
        named = [line for line in stderr.splitlines() if line.startswith("cvs.jsonl:")]
        assert named == [f"cvs.jsonl:{number}:" for number in range(1, COUNT + 1)]
        assert "0 changes, nothing was sent" in run(tmp_path, "load", "cvs.jsonl", "--endpoint", server.root)[2]
    assert held(tmp_path / "store") == expected(tmp_path, cvs)


def test_other_inputs_are_refused(store: Path) -> None:
    """Before the store is created."""
    written(store, changed(department(COUNT), range(1)))
    for options, message in (((), "these are not the inputs of out, or were changed since"), (("--public-only",), "leave one out")):
        code, _, stderr = run(store, "bulk", "load", "out", "--store-path", "new", "--inputs", "cvs.jsonl", *options)
        assert (code, message in stderr, (store / "new").exists()) == (2, True, False), stderr


def test_readers_are_served_meanwhile(store: Path, update: Callable[..., tuple[int, str, str]]) -> None:
    """Each CV is seen as it was, or as it is now; nothing is missing between."""
    cvs = department(COUNT)
    counts: list[int | Exception] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            try:
                counts.append(sum(1 for graph in opened(str(store / "kg")).named_graphs() if graph.value.endswith("#graph/public")))
            except Exception as error:
                counts.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for now in cycle([changed(cvs, range(COUNT)), cvs]):
            written(store, now)
            assert update("-q")[0] == 0
            if len(counts) > 10:
                break
    finally:
        ended.set()
        reader.join()
    assert {*counts} == {COUNT}


@pytest.mark.parametrize("turns", [pytest.param(1, id="once"), pytest.param(12, id="often", marks=pytest.mark.slow)])
def test_a_killed_update_is_healed(store: Path, update: Callable[..., tuple[int, str, str]], turns: int) -> None:
    """At any point: each CV is whole, old or new, and the next run completes the store."""
    cvs, moments = department(COUNT), random.Random(turns)
    before, after = expected(store, cvs), expected(store, new := changed(cvs, range(COUNT)))
    written(store, new)
    command = [*COMMAND, "load", "cvs.jsonl", "--store-path", "kg", "--quick", "-q"]
    environment = ENVIRONMENT | {"XDG_STATE_HOME": str(store / "state")}
    for turn in range(turns):
        process = subprocess.Popen(command, cwd=store, stderr=subprocess.DEVNULL, env=environment)
        log = next((store / "kg").glob("*.log"), None)
        size = log.stat().st_size if log else 0
        while turn == 0 and process.poll() is None and not any(one.stat().st_size > size for one in (store / "kg").glob("*.log")):
            time.sleep(0.005)  # until it has written
        time.sleep(moments.uniform(0, 0.3) if turn else 0)
        process.kill()
        process.wait()
        assert_whole(held(store / "kg"), before, after)
    assert update("-q") == (0, "", "")
    assert held(store / "kg") == after


def assert_whole(found: set[str], before: set[str], after: set[str]) -> None:
    """Each CV has the facts before or after a change."""
    assert before & after <= found <= before | after
    for number in range(COUNT):
        own = f"<https://people.example/{number}#graph/"
        assert {line for line in found if own in line} in ({line for line in some if own in line} for some in (before, after))
