"""The folder of a store that `vitagraph bulk load` creates: complete or absent; other folders stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph
import pytest
import yaml

from bulk_cvs import department, export, held
from command_line import files, run
from vitagraph.bulk.load import load
from vitagraph.bulk.outputs import finished, lines_of


def test_a_store_is_replaced_only_on_request(tmp_path: Path) -> None:
    """It is replaced completely: nothing of the old one is left."""
    export(tmp_path, department(2))
    assert run(tmp_path, "bulk", "load", "out", "--store-path", "deep/kg")[0] == 0
    export(tmp_path, department(4)[2:], name="other")
    before = held(tmp_path / "deep/kg")
    code, _, stderr = run(tmp_path, "bulk", "load", "other", "--store-path", "deep/kg")
    assert code == 2
    assert stderr == "vitagraph: deep/kg: there is a store; name a new folder, or add --replace to put another one in its place\n"
    assert held(tmp_path / "deep/kg") == before
    assert run(tmp_path, "bulk", "load", "other", "--store-path", "deep/kg", "--replace")[0] == 0
    assert held(tmp_path / "deep/kg") == set(lines_of(finished(str(tmp_path / "other"))))
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["kg"]


def test_a_store_in_use_stays(tmp_path: Path) -> None:
    """Another process has the store open for writing."""
    export(tmp_path, department(2))
    run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    store = pyoxigraph.Store(str(tmp_path / "kg"))
    code, _, stderr = run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "--replace")
    assert code == 1
    assert "kg: the store cannot be opened: another process has it open" in stderr
    assert len(store) == len(held(tmp_path / "kg"))


def test_a_store_cannot_be_opened_while_it_is_replaced(tmp_path: Path) -> None:
    """Otherwise the changes of another process would be lost."""
    export(tmp_path, department(2))
    run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    (tmp_path / "cv.yaml").write_text(yaml.safe_dump(department(1)[0] | {"interests": ["hearing"]}), "utf-8")
    seen: list[str] = []

    def watch(name: str, quads: int, size: int) -> None:
        for call in (("load", "cv.yaml"), ("bulk", "load", "out", "--replace")):
            code, _, stderr = run(tmp_path, *call, "--store-path", "kg")
            assert (code, "kg: the store cannot be opened: another process has it open" in stderr) == (1, True), stderr
        seen.append(name)

    load([str(tmp_path / "out")], str(tmp_path / "kg"), True, watch)
    assert seen == ["part-00000.nq"]
    assert run(tmp_path, "load", "cv.yaml", "--store-path", "kg")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["out", "out", "--store-path", "new"], "out: this export is named twice; name it once"),
        (["out", "./out/", "--store-path", "new"], "out: this export is named twice; name it once"),
        (["out", "--store-path", "out/kg"], "out/kg: the store and the export out would contain each other; name another folder"),
        (["out", "--store-path", "out", "--replace"], "out: the store and the export out would contain each other; name another folder"),
        (["kg/in", "--store-path", "kg", "--replace"], "kg: the store and the export kg/in would contain each other; name another folder"),
        (["out", "--store-path", "kg", "--replace"], "kg: this folder holds other files than a store's (in); name an empty or a new one"),
    ],
)
def test_nothing_else_is_replaced(tmp_path: Path, arguments: list[str], message: str) -> None:
    """Neither an export nor a folder of the user beside a store."""
    export(tmp_path, department(2))
    run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    shutil.copytree(tmp_path / "out", tmp_path / "kg/in")
    before = files(tmp_path)
    code, _, stderr = run(tmp_path, "bulk", "load", *arguments)
    assert (code, message in stderr) == (2, True), stderr
    assert files(tmp_path) == before


def test_the_current_folder_stays(tmp_path: Path) -> None:
    """Otherwise a shell in the folder would have no working directory."""
    export(tmp_path, department(2))
    (tmp_path / "kg/below").mkdir(parents=True)
    for folder, place in (("kg", "."), ("kg/below", "..")):
        code, _, stderr = run(tmp_path / folder, "bulk", "load", str(tmp_path / "out"), "--store-path", place)
        assert (code, f"{place}: this folder cannot be replaced, as it is a mount point or the current folder" in stderr) == (2, True)


def test_a_link_to_a_folder_stays(tmp_path: Path) -> None:
    """The store is written to the target of the link."""
    export(tmp_path, department(2))
    (tmp_path / "disk").mkdir()
    (tmp_path / "kg").symlink_to("disk/kg")
    for options in ((), ("--replace",)):
        assert run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "-q", *options) == (0, "", "")
        assert (tmp_path / "kg").is_symlink()
    assert [path.name for path in (tmp_path / "disk").iterdir()] == ["kg"]
    assert held(tmp_path / "kg") == set(lines_of(finished(str(tmp_path / "out"))))


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """The message names the requested store."""
    export(tmp_path, department(2))
    (tmp_path / "file").write_text("no folder")
    code, _, stderr = run(tmp_path, "bulk", "load", "out", "--store-path", "file/kg")
    assert (code, "vitagraph: file/kg: " in stderr, "check the folder" in stderr) == (1, True, True), stderr


@pytest.mark.parametrize("left", ["a store", "a lock", "the old store"])
def test_a_killed_run_is_completed(tmp_path: Path, left: str) -> None:
    """An incomplete store beside the destination is built again; a store that was moved away is restored, and not replaced."""
    export(tmp_path, department())
    half = tmp_path / ".kg.part"
    if left == "the old store":
        run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
        (tmp_path / "kg").rename(tmp_path / ".kg.before")
        assert run(tmp_path, "bulk", "load", "out", "--store-path", "kg")[0] == 2
    elif left == "a store":
        pyoxigraph.Store(str(half)).add(pyoxigraph.Quad(*[pyoxigraph.NamedNode("http://old.example/")] * 3))
    else:
        half.mkdir()
        (half / "LOCK").touch()
    assert run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "--replace")[0] == 0
    assert held(tmp_path / "kg") == set(lines_of(finished(str(tmp_path / "out"))))
    assert not list(tmp_path.glob(".kg*"))
