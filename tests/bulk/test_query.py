"""`vitagraph query` over exports and JSON Lines: read into memory without the graphs of each CV, with the results of a store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from bulk_cvs import department, export
from command_line import EXAMPLE, files, run
from vitagraph.bulk import in_memory
from vitagraph.bulk.in_memory import Wanted, add_cvs, add_export
from vitagraph.bulk.lines import ends_of_graphs, in_graphs
from vitagraph.errors import UsageError
from vitagraph.queries import catalogue

CV = "https://people.example/1"
MANY = ("group-network", "publications-per-unit", "patents-across-inventors", "who-works-on-what")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with CVs, among them one of every field, their exports, and a store."""
    folder = tmp_path_factory.mktemp("exported")
    export(folder, department())
    for name, form in (("all", "nquads"), ("plain", "ntriples.gz")):
        assert run(folder, "bulk", "export", "cvs.jsonl", str(EXAMPLE), "-o", name, "-f", form, "-q")[0] == 0
    assert run(folder, "bulk", "load", "all", "--store-path", "kg", "-q")[0] == 0
    return folder


def also(names: list[str]) -> list[str]:
    return [word for name in names for word in ("--also", name)]


def test_all_queries_have_the_rows_of_a_store(exported: Path) -> None:
    """Those over many CVs, from exports with and without graphs; those over one, named with --cv."""
    known = catalogue()
    many = sorted(name for name, query in known.items() if query.of_many)
    one = sorted(known.keys() - many)
    document = next(
        line
        for line in (exported / "all/part-00000.nq").read_text().splitlines()
        if "PersonalProfileDocument" in line and "people" not in line
    )
    cv = document.split("#")[0].split(">")[0].strip("<")
    assert (len(many), one != []) == (len(MANY), True)
    for names, sources, options in ((many, ("all", "plain"), ()), (one, ("all",), ("--cv", cv)), (many, ("all",), ("--cv", CV))):
        for source in ("kg", *sources):
            code, _, stderr = run(exported, "query", names[0], source, *also(names[1:]), *options, "-o", f"{source}-answers")
            assert code == 0, stderr
        expected = files(exported / "kg-answers")
        assert sorted(expected) == sorted(f"{name}.csv" for name in names)
        for source in sources:
            assert files(exported / f"{source}-answers") == expected
        for source in ("kg", *sources):
            for file in (exported / f"{source}-answers").iterdir():
                file.unlink()


def test_json_lines_have_the_rows_of_an_export(exported: Path) -> None:
    """Of several queries, one table after the other, below its name."""
    code, stdout, stderr = run(exported, "query", MANY[0], "cvs.jsonl", *also([*MANY[1:]]))
    assert (code, stdout) == run(exported, "query", MANY[0], "out", *also([*MANY[1:]]))[:2], stderr
    assert [line for line in stdout.splitlines() if line.endswith(":")] == [f"{name}:" for name in MANY]
    one = run(exported, "query", "publications-per-year", "cvs.jsonl", "--cv", CV)
    assert one == run(exported, "query", "publications-per-year", "kg", "--cv", CV)
    assert (one[0], "2020" in one[1]) == (0, True)


@pytest.mark.parametrize("layout", ["{}.yaml", "{}/cv.yaml"])
def test_folders_have_the_rows_of_json_lines(layout: str, exported: Path, tmp_path: Path) -> None:
    """With a file, or a folder, for each CV; a query for one CV needs its name."""
    for number, line in enumerate((exported / "cvs.jsonl").read_text("utf-8").splitlines()):
        file = tmp_path / "people" / layout.format(number)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(json.loads(line)), "utf-8")
    code, stdout, stderr = run(tmp_path, "query", "group-network", "people")
    assert (code, stdout) == run(exported, "query", "group-network", "cvs.jsonl")[:2], stderr
    one = run(tmp_path, "query", "publications-per-year", "people", "--cv", CV)
    assert one == run(exported, "query", "publications-per-year", "cvs.jsonl", "--cv", CV)
    assert run(tmp_path, "query", "publications-per-year", "people") == (
        2,
        "",
        "vitagraph: the sources hold several CVs, and this query is for one; name it: --cv https://people.example/0, "
        "--cv https://people.example/1 ...\n",
    )


def test_links_are_read_beside_an_export(tmp_path: Path) -> None:
    """Works of no DOI that a file of links joins count once."""
    cvs = department()
    for cv in cvs:
        for work in cv["journal_articles"]:
            del work["doi"]
            work["title"] = f"{work['title']} in the Silent Night"
    export(tmp_path, cvs, name="linked")
    assert run(tmp_path, "bulk", "link", "linked", "-o", "links.nq", "-q")[0] == 0
    assert run(tmp_path, "bulk", "load", "linked", "--links", "links.nq", "--store-path", "linked-kg", "-q")[0] == 0
    found = run(tmp_path, "query", "group-network", "linked", "links.nq")
    assert found == run(tmp_path, "query", "group-network", "linked-kg")
    assert "Ada Beispiel 0  Ada Beispiel 1" in found[1]


@pytest.mark.parametrize("source", ["secret", "cvs.jsonl"])
def test_restricted_facts_are_queried_only_if_included(tmp_path: Path, source: str) -> None:
    """Of an export that holds them, too."""
    export(tmp_path, department(), "--include", "contact", name="secret")
    mail = "SELECT ?mail WHERE { ?person schema:email ?mail }"
    assert run(tmp_path, "query", mail, source, "-f", "csv") == (0, "mail\r\n", "")
    assert run(tmp_path, "query", mail, source, "--include", "contact")[1].count("@ada.example") == 4


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("talk-list", "out"), 2, "out holds 4 CVs, and this query is for one; name it with --cv IRI"),
        (("talk-list", "cvs.jsonl"), 2, "the sources hold several CVs, and this query is for one; name it: --cv https:"),
        (("talk-list", "out", "--cv", "https://people.example/9"), 2, "there is no CV https://people.example/9 in out"),
        (("talk-list", "plain", "--cv", CV), 2, "plain: ntriples.gz has no named graphs, by which --cv selects a CV; export nquads"),
        (("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", "out"), 2, "queried without their named graphs, among which GRAPH and FROM choose"),
        ((f"SELECT * FROM <{CV}#graph/public> {{ ?s ?p ?o }}", "out"), 2, "queried without their named graphs"),
        (("group-network", "out", "--also", "who-works-on-what", "-f", "csv"), 2, "several results in csv need a file each; name a folder"),
        (("group-network", "out", "--also", "group-network"), 2, "several queries have one name (group-network, group-network)"),
        (("group-network", "out", "--also", "who-works-on-what", "--chart", "a.svg"), 2, "--chart draws one query; leave out --also"),
        (("group-network", "out", "--also", "who-works-on-what", "--param", "minimum=2"), 2, "minimum"),
        (("group-network", "twice.jsonl"), 1, f"twice.jsonl:2:1: this CV has the address {CV} of twice.jsonl:1:1"),
        (("group-network", "wrong.jsonl"), 1, "wrong.jsonl:1:13: unknown key 'nme'; did you mean 'name'?"),
        (("group-network", "altered"), 1, "altered/part-00000.nq: this file was changed after the export; export again"),
    ],
)
def test_what_cannot_be_queried_is_reported(exported: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    if arguments[1] == "twice.jsonl":
        (tmp_path / "twice.jsonl").write_text(f"{json.dumps(department()[1])}\n" * 2)
    elif arguments[1] == "wrong.jsonl":
        (tmp_path / "wrong.jsonl").write_text('{"person": {"nme": "Ada"}}\n')
    elif arguments[1] == "altered":
        export(tmp_path, department(), name="altered")
        part = tmp_path / "altered/part-00000.nq"
        part.write_bytes(part.read_bytes().replace(b"Owls", b"Bats", 1))
    folder = tmp_path if any(tmp_path.iterdir()) else exported
    got, stdout, stderr = run(folder, "query", *arguments)
    assert (got, stdout, message in stderr) == (code, "", True), stderr


def test_the_limit_names_the_store(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More triples than the memory should hold, by the manifest and as they are read; and more bytes."""
    import pyoxigraph

    for name, limit in (("MOST_TRIPLES", 100), ("MOST_BYTES", 1000)):
        with monkeypatch.context() as patched:
            patched.setattr(in_memory, name, limit)
            for add in (
                lambda store: add_export(store, str(exported / "out"), Wanted()),
                lambda store: add_cvs(store, [str(exported / "cvs.jsonl")], Wanted(), 1),
            ):
                with pytest.raises(UsageError, match="create a store with `vitagraph bulk load`, and query that"):
                    add(pyoxigraph.Store())


def test_lines_of_other_graphs_are_left_out() -> None:
    """Also where a text looks like a graph, and where the address of one CV is the begin of another."""
    lines = "".join(
        f"<urn:s> <urn:p> {term} <{cv}#graph/{graph}> .\n"
        for cv in ("https://a.example/1", "https://a.example/11")
        for graph in ("public", "meta", "contact", "private")
        for term in ('"<https://a.example/1#graph/public> ."', "<urn:o>")
    )
    kept = in_graphs(lines.encode(), ends_of_graphs(cv="https://a.example/1")).decode()
    assert kept == '<urn:s> <urn:p> "<https://a.example/1#graph/public> ." .\n<urn:s> <urn:p> <urn:o> .\n' * 2
    assert in_graphs(lines.encode(), ends_of_graphs(["contact"])).count(b"\n") == 12
    assert in_graphs(b"<urn:s> <urn:p> <urn:o> <https://a.example/1#graph/private> .\n", ends_of_graphs()) == b""
