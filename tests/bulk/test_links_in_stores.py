"""Links between CVs in stores: queries over many CVs count through them, and a rerun replaces the old ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

import servers
from bulk_cvs import export, held
from command_line import run

ADA, KIM = "https://ada.example/cv", "https://kim.example/cv"
NETWORK = ("query", "group-network", "-f", "csv")


def work(title: str, **fields: Any) -> dict[str, Any]:
    """A work of two authors."""
    return {"title": title, "authors": ["Beispiel A", "Muster K"], "date": 2024} | fields


def pair() -> list[dict[str, Any]]:
    """Two CVs: a DOI in different case, a preprint and its article, a work that one lists; the ORCID iD of one is in her own CV only."""
    ada = {"document": {"iri": ADA}, "person": {"name": "Ada Beispiel", "orcid": "0000-0002-1825-0097"}}
    ada |= {"journal_articles": [work("Owls That Listen", doi="10.5555/OWLS.3")]}
    ada |= {"preprints": [work("How owls hear at night", date=2022, arxiv="2201.00001")]}
    kim = {"document": {"iri": KIM}, "person": {"name": "Kim Muster"}}
    articles = [work("Owls that listen!", doi="10.5555/owls.3"), work("How Owls Hear at Night", doi="10.5555/owls.9"), work("Only here")]
    return [ada, kim | {"journal_articles": articles}]


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A folder with two CVs, their export, and their links."""
    for number, cv in enumerate(pair()):
        (tmp_path / f"{number}.json").write_text(json.dumps(cv), "utf-8")
    export(tmp_path, pair())
    assert run(tmp_path, "bulk", "link", "out", "-o", "links.nq", "-q") == (0, "", "")
    return tmp_path


def joint(count: int) -> tuple[int, str, str]:
    """The result of group-network."""
    return 0, f"a,b,weight\r\nAda Beispiel,Kim Muster,{count}\r\n", ""


def test_a_joint_work_counts_once(linked: Path) -> None:
    """In files, in a store of `bulk load` and in one of `load`: three works, of which the DOI alone gives one."""
    assert run(linked, *NETWORK, "0.json", "1.json") == joint(1)
    assert run(linked, *NETWORK, "0.json", "1.json", "links.nq") == joint(3)
    assert run(linked, "bulk", "load", "out", "--links", "links.nq", "--store-path", "bulk", "-q")[0] == 0
    assert run(linked, *NETWORK, "bulk") == joint(3)
    assert run(linked, "load", "0.json", "1.json", "links.nq", "--store-path", "kg", "-q")[0] == 0
    assert run(linked, *NETWORK, "kg") == joint(3)
    assert held(linked / "kg") == held(linked / "bulk")


def test_a_rerun_replaces_the_old_links(linked: Path) -> None:
    """A graph of which no link is left is removed; the bytes of two runs are the same, and hold a date only where it is stated."""
    assert run(linked, "load", "0.json", "1.json", "links.nq", "--store-path", "kg", "-q")[0] == 0
    cvs = pair()
    del cvs[1]["journal_articles"][0]
    export(linked, cvs, "--restart")
    for name in ("again.nq", "more.nq"):
        assert run(linked, "bulk", "link", "out", "-o", name, "-q") == (0, "", "")
    assert (linked / "again.nq").read_bytes() == (linked / "more.nq").read_bytes()
    assert run(linked, "load", "again.nq", "--store-path", "kg", "-q") == (0, "", "")
    expected = {line + "\n" for line in (linked / "again.nq").read_text("utf-8").splitlines()}
    assert {line for line in held(linked / "kg") if "/vitagraph/links" in line.rpartition(" <")[2]} == expected
    assert not any("links#doi" in line for line in expected)
    assert "created" not in (linked / "again.nq").read_text("utf-8")
    assert run(linked, "bulk", "link", "out", "-o", "dated.nq", "-q", "--created", "2024-05", "--base", "https://tu.example/links")[0] == 0
    assert '<https://tu.example/links> <http://purl.org/dc/terms/created> "2024-05"' in (linked / "dated.nq").read_text("utf-8")


def test_links_are_removed(linked: Path) -> None:
    """By their file or by their address, all graphs of theirs and no other; the CVs stay."""
    assert run(linked, "load", "0.json", "1.json", "--store-path", "kg", "-q")[0] == 0
    before = held(linked / "kg")
    for source in ("links.nq", "https://w3id.org/vitagraph/links"):
        assert run(linked, "load", "links.nq", "--store-path", "kg", "-q")[0] == 0
        assert held(linked / "kg") != before
        assert run(linked, "unload", source, "--store-path", "kg", "-q") == (0, "", "")
        assert held(linked / "kg") == before
    assert run(linked, "unload", "links.nq", "--store-path", "kg", "-q")[0] == 1
    (linked / "mine.nq").write_text(f"<{ADA}#me> <https://owl.example/p> <{ADA}#x> <{ADA}> .\n", "utf-8")
    store = Store(str(linked / "kg"))
    store.load(path=linked / "mine.nq")
    del store
    assert run(linked, "unload", ADA, "--store-path", "kg", "-q")[0] == 0
    assert [line for line in held(linked / "kg") if ADA in line.rpartition(" <")[2]] == [(linked / "mine.nq").read_text("utf-8")]


@pytest.mark.parametrize("kind", [servers.oxigraph, pytest.param(servers.virtuoso, marks=pytest.mark.slow)])
def test_links_at_an_endpoint(linked: Path, kind: Any) -> None:
    """A server has the result of the files and their links."""
    (linked / "server").mkdir()
    with kind(linked / "server") as server:
        target = ("--endpoint", server.root, "--user", server.user, "-q")
        assert run(linked, "load", "0.json", "1.json", "links.nq", *target, VITAGRAPH_PASSWORD=server.password) == (0, "", "")
        assert run(linked, *NETWORK, "--endpoint", server.root) == joint(3)


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda text: text.replace("links#doi> .", "cv#graph/public> ."), "holds no links that the file describes"),
        (lambda text: text.replace(f"{ADA}#me> <https://w3id", f"{ADA}#me> <https://other"), "holds no links that the file describes"),
        (
            lambda text: text.replace("owl#sameAs> <https://ada", "owl#differentFrom> <https://ada"),
            "holds no links that the file describes",
        ),
        (
            lambda text: "".join(line for line in text.splitlines(True) if "links#doi> ." not in line or "links> ." in line),
            "has 0 links and not 1",
        ),
        (lambda text: text.partition("\n")[0], "this holds no description of link graphs"),
        (lambda text: text[:-20], "this is not well-formed"),
    ],
    ids=["graph of a CV", "another graph", "no link", "fewer links", "no description", "cut off"],
)
def test_other_files_are_no_links(linked: Path, harm: Any, message: str) -> None:
    """What is no file of links is reported, and nothing of it is loaded."""
    text = (linked / "links.nq").read_text("utf-8")
    (linked / "harmed.nq").write_text(harm(text), "utf-8")
    code, _, stderr = run(linked, "load", "harmed.nq", "--store-path", "kg", "-q")
    assert (code, message in stderr) == (1, True), stderr
    assert held(linked / "kg") == set()
