"""`vitagraph bulk load`: exports become a local store for queries over many CVs and over one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from bulk_cvs import department, export, held, lines
from command_line import files, run
from vitagraph.bulk.outputs import finished, lines_of


@pytest.mark.parametrize("format_name", ["nquads", "nquads.gz", "nquads.zst", "parquet"])
def test_the_store_has_the_exported_quads(tmp_path: Path, format_name: str) -> None:
    """In every format, quad by quad; of several exports, all quads."""
    cvs = department(5)
    export(tmp_path, cvs[:3], "-f", format_name)
    export(tmp_path, cvs[3:], "-f", "nquads", name="more")
    code, _, stderr = run(tmp_path, "bulk", "load", "out", "more", "--store-path", "kg")
    expected = [*lines_of(finished(str(tmp_path / "out"))), *lines_of(finished(str(tmp_path / "more")))]
    assert (code, stderr[: stderr.index(";")]) == (0, f"kg: 5 CVs, {len(expected):,} quads")
    assert held(tmp_path / "kg") == set(expected)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cvs.jsonl", "kg", "more", "out"]


def test_the_store_has_the_results_of_the_cvs(tmp_path: Path) -> None:
    """All CVs at once, one of them, and all again after `vitagraph load` changed one; with the results of the YAML."""
    cvs = department()
    for number, cv in enumerate(cvs):
        (tmp_path / f"{number}.yaml").write_text(yaml.safe_dump(cv), "utf-8")
    sources = [f"{number}.yaml" for number in range(len(cvs))]
    export(tmp_path, cvs)
    assert run(tmp_path, "bulk", "load", "out", "--store-path", "kg", "-q") == (0, "", "")

    def agree(*question: str, of: list[str], options: tuple[str, ...] = ()) -> str:
        code, answer, stderr = run(tmp_path, "query", *question, *of)
        assert code == 0, stderr
        assert run(tmp_path, "query", *question, "kg", *options) == (0, answer, "")
        return answer

    for question in ("group-network", "publications-per-unit", "who-works-on-what", "patents-across-inventors"):
        agree(question, of=sources)
    assert "Ada Beispiel 0  Ada Beispiel 1" in agree("group-network", of=sources)
    agree("publications-per-year", of=sources[:1], options=("--cv", "https://people.example/0"))
    code, _, stderr = run(tmp_path, "query", "publications-per-year", "kg")
    assert code == 2
    assert "the store holds 4 CVs; name one of them: --cv https://people.example/0" in stderr
    del cvs[1]["journal_articles"][0]
    (tmp_path / "1.yaml").write_text(yaml.safe_dump(cvs[1]), "utf-8")
    assert run(tmp_path, "load", "1.yaml", "--store-path", "kg", "-q")[0] == 0
    assert "Ada Beispiel 0  Ada Beispiel 1" not in agree("group-network", of=sources)


def test_contact_facts_are_queried_only_if_included(tmp_path: Path) -> None:
    """A store may have them; a query over all CVs excludes them by default."""
    export(tmp_path, department(), "--include", "contact")
    run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    mail = "SELECT ?mail WHERE { ?person schema:email ?mail }"
    assert run(tmp_path, "query", mail, "kg", "-f", "csv") == (0, "mail\r\n", "")
    assert run(tmp_path, "query", mail, "kg", "--include", "contact")[1].count("@ada.example") == 4
    assert "Ada Beispiel 1" in run(tmp_path, "query", "group-network", "kg")[1]


def test_a_quick_load_reads_a_replaced_store(tmp_path: Path) -> None:
    """The store has been replaced, so its CV may be an older one."""
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


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the export of a department."""
    folder = tmp_path_factory.mktemp("exported")
    export(folder, department())
    return folder


@pytest.mark.parametrize(
    ("harm", "code", "message"),
    [
        ("nothing exported", 2, "out: this folder holds no finished export; run vitagraph bulk export first, or until it ends"),
        ("no manifest", 2, "out: this folder holds no finished export; run vitagraph bulk export first, or until it ends"),
        ("another manifest", 2, "out/manifest.json: this is not the manifest of an export; run vitagraph bulk export again"),
        ("a byte less", 1, "out/part-00001.nq: this file was changed after the export; export again"),
        ("another byte", 1, "out/part-00001.nq: this file was changed after the export; export again"),
        ("a file less", 1, "out/part-00001.nq: this file was changed after the export; export again"),
        (
            "ntriples",
            2,
            "out: ntriples has no named graphs, and a store needs them for each CV; export nquads or nquads.gz or nquads.zst or parquet",
        ),
        (
            "one address",
            1,
            "out: 4 CVs have 3 addresses (twice: https://people.example/0), and their facts would be mixed; give each its own",
        ),
        ("other files", 2, "kg: this folder holds other files than a store's (notes.txt); name an empty or a new one"),
        ("a file", 2, "kg: this is a file; name a folder"),
        ("a file elsewhere", 2, "out/manifest.json: this is not the manifest of an export; run vitagraph bulk export again"),
        ("no format", 2, "out/manifest.json: this is not the manifest of an export; run vitagraph bulk export again"),
    ],
)
def test_invalid_exports_are_reported(exported: Path, tmp_path: Path, harm: str, code: int, message: str) -> None:
    """The problem is reported, and no store is created, not even an incomplete one."""
    if harm == "one address":
        cvs = department()
        cvs[3] |= {"document": cvs[0]["document"], "interests": ["hearing"]}
        export(tmp_path, cvs)
    elif harm == "ntriples":
        export(tmp_path, department(), "-f", "ntriples")
    else:
        shutil.copytree(exported, tmp_path, dirs_exist_ok=True)
    out, last = tmp_path / "out", tmp_path / "out/part-00001.nq"
    if harm == "nothing exported":
        for path in out.iterdir():
            path.unlink()
    elif harm == "no manifest":
        (out / "manifest.json").unlink()
    elif harm == "another manifest":
        (out / "manifest.json").write_text('{"settings": {}}')
    elif harm == "a file elsewhere":
        (tmp_path / "part-00001.nq").write_bytes(last.read_bytes())
        (out / "manifest.json").write_text((out / "manifest.json").read_text().replace('"part-00001.nq"', '"../part-00001.nq"'))
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
    got, _, stderr = run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    assert (got, message in stderr) == (code, True), stderr
    assert files(tmp_path) == before


def test_rejected_cvs_do_not_count(tmp_path: Path) -> None:
    """The number of addresses is that of the CVs that were written."""
    (tmp_path / "cvs.jsonl").write_bytes(lines(3) + b'{"person": {"nme": "Ada"}}\n')
    assert run(tmp_path, "bulk", "export", "cvs.jsonl", "-o", "out", "-q")[0] == 1
    code, _, stderr = run(tmp_path, "bulk", "load", "out", "--store-path", "kg")
    assert (code, stderr[: stderr.index(",")]) == (0, "kg: 3 CVs")
