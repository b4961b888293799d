"""`vitagraph bulk load`: exports become a store on disk that answers questions to many CVs and to one."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import yaml

from bulk_cvs import lines
from calling import COMMAND, files, run
from vitagraph.bulk.load import load
from vitagraph.bulk.outputs import finished, lines_of


def department(count: int = 4) -> list[dict[str, Any]]:
    """CVs whose owners publish together, with contact facts."""
    works = [{"title": f"On Owls {work}", "date": "2020", "doi": f"10.5555/{work}"} for work in range(count + 1)]
    return [
        {
            "document": {"iri": f"https://people.example/{number}"},
            "person": {"name": f"Ada Beispiel {number}", "email": f"ada{number}@ada.example", "affiliations": ["Institute of Owls"]},
            "journal_articles": [work | {"authors": [{"name": "Beispiel A", "id": "me"}]} for work in works[number : number + 2]],
        }
        for number in range(count)
    ]


def export(folder: Path, cvs: list[dict[str, Any]], *options: str, name: str = "out") -> None:
    """Exports CVs, two a file."""
    (folder / "cvs.jsonl").write_text("".join(json.dumps(cv) + "\n" for cv in cvs), "utf-8")
    code, _, said = run(folder, "bulk", "export", "cvs.jsonl", "-o", name, "-q", "--partition", "2", "--workers", "1", *options)
    assert code == 0, said


def held(store: Path) -> set[str]:
    """The lines of N-Quads in a store."""
    return {f"{quad} .\n" for quad in pyoxigraph.Store.read_only(str(store))}


@pytest.mark.parametrize("format_name", ["nquads", "nquads.gz", "nquads.zst", "parquet"])
def test_holds_what_was_exported(tmp_path: Path, format_name: str) -> None:
    """Whatever the export was written as, quad for quad; of several exports, all of them."""
    cvs = department(5)
    export(tmp_path, cvs[:3], "-f", format_name)
    export(tmp_path, cvs[3:], "-f", "nquads", name="more")
    code, _, said = run(tmp_path, "bulk", "load", "out", "more", "--store-path", "kg")
    expected = [*lines_of(finished(str(tmp_path / "out"))), *lines_of(finished(str(tmp_path / "more")))]
    assert (code, said[: said.index(";")]) == (0, f"kg: 5 CVs, {len(expected):,} quads")
    assert held(tmp_path / "kg") == set(expected)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cvs.jsonl", "kg", "more", "out"]


def test_answers_as_the_cvs_do(tmp_path: Path) -> None:
    """All CVs at once, one of them, and all again after `vitagraph load` changed one; each as the YAML answers."""
    cvs = department()
    for number, cv in enumerate(cvs):
        (tmp_path / f"{number}.yaml").write_text(yaml.safe_dump(cv), "utf-8")
    sources = [f"{number}.yaml" for number in range(len(cvs))]
    export(tmp_path, cvs)
    assert run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "-q") == (0, "", "")

    def agree(*question: str, of: list[str], options: tuple[str, ...] = ()) -> str:
        code, answer, said = run(tmp_path, "query", *question, *of)
        assert code == 0, said
        assert run(tmp_path, "query", *question, "kg", *options) == (0, answer, "")
        return answer

    for question in ("group-network", "publications-per-unit", "who-works-on-what", "patents-across-inventors"):
        agree(question, of=sources)
    assert "Ada Beispiel 0  Ada Beispiel 1" in agree("group-network", of=sources)
    agree("publications-per-year", of=sources[:1], options=("--cv", "https://people.example/0"))
    code, _, said = run(tmp_path, "query", "publications-per-year", "kg")
    assert code == 2
    assert "the store holds 4 CVs; name one of them: --cv https://people.example/0" in said
    del cvs[1]["journal_articles"][0]
    (tmp_path / "1.yaml").write_text(yaml.safe_dump(cvs[1]), "utf-8")
    assert run(tmp_path, "load", "1.yaml", "--store-path", "kg", "-q")[0] == 0
    assert "Ada Beispiel 0  Ada Beispiel 1" not in agree("group-network", of=sources)


def test_contact_facts_are_asked_only_where_they_are_included(tmp_path: Path) -> None:
    """A store may hold them; a question to all CVs does not see them by itself."""
    export(tmp_path, department(), "--include", "contact")
    run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    mail = "SELECT ?mail WHERE { ?person schema:email ?mail }"
    assert run(tmp_path, "query", mail, "kg", "-f", "csv") == (0, "mail\r\n", "")
    assert run(tmp_path, "query", mail, "kg", "--include", "contact")[1].count("@ada.example") == 4
    assert "Ada Beispiel 1" in run(tmp_path, "query", "group-network", "kg")[1]


def test_a_store_is_replaced_only_where_that_is_asked(tmp_path: Path) -> None:
    """And then wholly: nothing of the old one is left."""
    export(tmp_path, department(2))
    assert run(tmp_path, "bulk", "load", "out", "--store-path", "deep/kg")[0] == 0
    export(tmp_path, department(4)[2:], name="other")
    before = held(tmp_path / "deep/kg")
    code, _, said = run(tmp_path, "bulk", "load", "other", "--store-path", "deep/kg")
    assert code == 2
    assert said == "vitagraph: deep/kg: there is a store; name a new folder, or add --replace to put another one in its place\n"
    assert held(tmp_path / "deep/kg") == before
    assert run(tmp_path, "bulk", "load", "other", "--store-path", "deep/kg", "--replace")[0] == 0
    assert held(tmp_path / "deep/kg") == set(lines_of(finished(str(tmp_path / "other"))))
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["kg"]


def test_a_store_in_use_stays(tmp_path: Path) -> None:
    """Another process writes to it."""
    export(tmp_path, department(2))
    run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    store = pyoxigraph.Store(str(tmp_path / "kg"))
    code, _, said = run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "--replace")
    assert code == 1
    assert "kg: the store cannot be opened: another process has it open" in said
    assert len(store) == len(held(tmp_path / "kg"))


def test_nobody_opens_a_store_that_is_being_replaced(tmp_path: Path) -> None:
    """From the first look to the last step: what another process wrote meanwhile would be lost."""
    export(tmp_path, department(2))
    run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    (tmp_path / "cv.yaml").write_text(yaml.safe_dump(department(1)[0] | {"interests": ["hearing"]}), "utf-8")
    seen: list[str] = []

    def watch(name: str, quads: int, size: int) -> None:
        for call in (("load", "cv.yaml"), ("bulk", "load", "out", "--replace")):
            code, _, said = run(tmp_path, *call, "--store-path", "kg")
            assert (code, "kg: the store cannot be opened: another process has it open" in said) == (1, True), said
        seen.append(name)

    load([str(tmp_path / "out")], str(tmp_path / "kg"), True, watch)
    assert seen == ["part-00000.nq"]
    assert run(tmp_path, "load", "cv.yaml", "--store-path", "kg")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["out", "out", "--store-path", "new"], "out: this export is named twice; name it once"),
        (["out", "./out/", "--store-path", "new"], "out: this export is named twice; name it once"),
        (["out", "--store-path", "out/kg"], "out/kg: the store and the export out would lie in each other; name another folder"),
        (["out", "--store-path", "out", "--replace"], "out: the store and the export out would lie in each other; name another folder"),
        (["kg/in", "--store-path", "kg", "--replace"], "kg: the store and the export kg/in would lie in each other; name another folder"),
        (["out", "--store-path", "kg", "--replace"], "kg: this folder holds other files than a store's (in); name an empty or a new one"),
    ],
)
def test_nothing_else_is_replaced(tmp_path: Path, arguments: list[str], message: str) -> None:
    """Neither an export nor what somebody keeps beside a store."""
    export(tmp_path, department(2))
    run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    shutil.copytree(tmp_path / "out", tmp_path / "kg/in")
    before = files(tmp_path)
    code, _, said = run(tmp_path, "bulk", "load", *arguments)
    assert (code, message in said) == (2, True), said
    assert files(tmp_path) == before


def test_the_current_folder_stays(tmp_path: Path) -> None:
    """A shell in it would stand nowhere."""
    export(tmp_path, department(2))
    (tmp_path / "kg/below").mkdir(parents=True)
    for folder, place in (("kg", "."), ("kg/below", "..")):
        code, _, said = run(tmp_path / folder, "bulk", "load", str(tmp_path / "out"), "--store-path", place)
        assert (code, f"{place}: this folder cannot be replaced, as a disk begins in it or it is the current one" in said) == (2, True)


def test_a_link_to_a_folder_stays(tmp_path: Path) -> None:
    """The store lies where the link leads."""
    export(tmp_path, department(2))
    (tmp_path / "disk").mkdir()
    (tmp_path / "kg").symlink_to("disk/kg")
    for options in ((), ("--replace",)):
        assert run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "-q", *options) == (0, "", "")
        assert (tmp_path / "kg").is_symlink()
    assert [path.name for path in (tmp_path / "disk").iterdir()] == ["kg"]
    assert held(tmp_path / "kg") == set(lines_of(finished(str(tmp_path / "out"))))


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """It is said in terms of the store that was wanted."""
    export(tmp_path, department(2))
    (tmp_path / "file").write_text("no folder")
    code, _, said = run(tmp_path, "bulk", "load", "out", "--store-path", "file/kg")
    assert (code, "vitagraph: file/kg: " in said, "check the folder" in said) == (1, True, True), said


def test_a_quick_load_does_not_trust_what_was_before(tmp_path: Path) -> None:
    """The store is another one, in which the CV may be an older one."""
    cvs = department(1)
    export(tmp_path, cvs)
    (tmp_path / "cv.yaml").write_text(yaml.safe_dump(cvs[0] | {"interests": ["hearing"]}), "utf-8")
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    assert run(tmp_path, "load", "cv.yaml", "--store-path", "kg", "-q", **state)[0] == 0
    newest = held(tmp_path / "kg")
    assert run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "--replace", "-q", **state)[0] == 0
    assert held(tmp_path / "kg") != newest
    assert run(tmp_path, "load", "cv.yaml", "--store-path", "kg", "-q", "--quick", **state)[0] == 0
    assert held(tmp_path / "kg") == newest


@pytest.mark.parametrize(
    ("harm", "code", "message"),
    [
        ("nothing exported", 2, "out: this folder holds no finished export; run vitagraph bulk export first, or to its end"),
        ("no manifest", 2, "out: this folder holds no finished export; run vitagraph bulk export first, or to its end"),
        ("another manifest", 2, "out/manifest.json: this is no manifest of an export; run vitagraph bulk export anew"),
        ("a byte less", 1, "out/part-00001.nq: this is not the file that was exported; export anew"),
        ("another byte", 1, "out/part-00001.nq: this is not the file that was exported; export anew"),
        ("a file less", 1, "out/part-00001.nq: this is not the file that was exported; export anew"),
        ("ntriples", 2, "out: ntriples keeps no graphs apart, and a store has one for each CV; export nquads"),
        (
            "one address",
            1,
            "out: 4 CVs have 3 addresses (twice: https://people.example/0), and what several say would be mixed; give each its own",
        ),
        ("other files", 2, "kg: this folder holds other files than a store's (notes.txt); name an empty or a new one"),
        ("a file", 2, "kg: this is a file; name a folder"),
        ("no format", 2, "out/manifest.json: this is no manifest of an export; run vitagraph bulk export anew"),
    ],
)
def test_what_cannot_be_loaded(tmp_path: Path, harm: str, code: int, message: str) -> None:
    """It is said, and no store is made, not even a half one."""
    cvs = department()
    if harm == "one address":
        cvs[3] |= {"document": cvs[0]["document"], "interests": ["hearing"]}
    export(tmp_path, cvs, "-f", "ntriples" if harm == "ntriples" else "nquads")
    out, last = tmp_path / "out", tmp_path / "out/part-00001.nq"
    if harm == "nothing exported":
        for path in out.iterdir():
            path.unlink()
    elif harm == "no manifest":
        (out / "manifest.json").unlink()
    elif harm == "another manifest":
        (out / "manifest.json").write_text('{"settings": {}}')
    elif harm == "no format":
        (out / "manifest.json").write_text('{"settings": {"format": null}, "partitions": []}')
    elif harm == "a byte less":
        last.write_bytes(last.read_bytes()[:-1])
    elif harm == "another byte":
        last.write_bytes(last.read_bytes().replace(b"Owls", b"Bats", 1))
    elif harm == "a file less":
        last.unlink()
    elif harm == "other files":
        (tmp_path / "kg").mkdir()
        (tmp_path / "kg/notes.txt").write_text("mine")
    elif harm == "a file":
        (tmp_path / "kg").write_text("mine")
    before = files(tmp_path)
    got, _, said = run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    assert (got, message in said) == (code, True), said
    assert files(tmp_path) == before


@pytest.mark.parametrize("left", ["a store", "a lock", "the old store"])
def test_what_a_killed_run_left(tmp_path: Path, left: str) -> None:
    """A half store beside the place is made anew; an old one that had just made way is back, and so not replaced by itself."""
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


def test_rejected_cvs_are_not_missed(tmp_path: Path) -> None:
    """The count of addresses is that of the CVs that were written."""
    (tmp_path / "cvs.jsonl").write_bytes(lines(3) + b'{"person": {"nme": "Ada"}}\n')
    assert run(tmp_path, "bulk", "export", "cvs.jsonl", "-o", "out", "-q")[0] == 1
    code, _, said = run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    assert (code, said[: said.index(",")]) == (0, "kg: 3 CVs")


@pytest.mark.slow
def test_killed(tmp_path: Path) -> None:
    """kill -9 at any moment: the store in its place is the old one or the new one, whole, and the next run ends well."""
    chance = random.Random(8)
    export(tmp_path, department(2), name="old")
    (tmp_path / "cvs.jsonl").write_bytes(lines(400, titles=8))
    assert run(tmp_path, "bulk", "export", "cvs.jsonl", "-o", "new", "-q", "--partition", "50")[0] == 0
    old, new = (set(lines_of(finished(str(tmp_path / name)))) for name in ("old", "new"))
    call = [*COMMAND, "bulk", "load", "new", "--store-path", "kg", "--replace", "-q"]
    start = time.monotonic()
    subprocess.run(call, cwd=tmp_path, check=True)
    undisturbed = time.monotonic() - start
    kills = 0
    for _ in range(20):
        assert run(tmp_path, "bulk", "load", "old", "--store-path", "kg", "--replace", "-q") == (0, "", "")
        assert held(tmp_path / "kg") == old
        process = subprocess.Popen(call, cwd=tmp_path)
        try:
            process.communicate(timeout=undisturbed * chance.uniform(0.3, 1.1))
        except subprocess.TimeoutExpired:
            kills += 1
            process.kill()
            process.communicate()
            assert held(tmp_path / "kg") in (old, new)
        subprocess.run(call, cwd=tmp_path, check=True)
        assert held(tmp_path / "kg") == new
        assert not list(tmp_path.glob(".kg*"))
    assert kills > 10
