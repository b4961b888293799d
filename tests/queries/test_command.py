"""`vitagraph query`, `queries` and `shell` as processes: arguments, output and exit codes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import servers
from command_line import ENVIRONMENT, completed

ROOT = Path(__file__).parents[2]
CV = str(ROOT / "data/lapuschkin")


def run(*arguments: str, folder: Path = ROOT, given: str = "") -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    result = completed(folder, *arguments, given=given.encode())
    return result.returncode, result.stdout, result.stderr


def test_a_table_and_its_chart_are_written(tmp_path: Path) -> None:
    """CSV to a file, SVG to another, no output."""
    assert run("query", "talks-per-year", CV, "--chart", "talks.svg", "-f", "csv", "-o", "talks.csv", folder=tmp_path) == (0, "", "")
    assert (tmp_path / "talks.csv").read_bytes() == (
        b"year,talks,lectures,total\r\n2017,1,0,1\r\n2019,5,1,6\r\n2020,5,1,6\r\n2021,2,2,4\r\n2022,3,3,6\r\n2023,0,1,1\r\n"
    )
    assert (tmp_path / "talks.svg").read_text().startswith("<svg ")


UNDATED = """\
document: {iri: https://ada.example/undated/cv}
person: {name: Ada Beispiel}
journal_articles: [{title: Owls, authors: [Beispiel A], date: 2020}, {title: Larks, authors: [Beispiel A]}]
works: [{title: Kites, kind: op-ed, authors: [Beispiel A]}, {title: Atlas, kind: website, authors: [Beispiel A], dates: 2015 to present}]
work_groups: [{kind: journal-article, count: 17}]
talks: [{title: Wrens}, {title: Swifts, date: 2020}]
patent_families: [{title: A, documents: [{number: EP 9999001, status: granted}, {number: EP 9999002, granted: 2020-01-02}]}]
"""
LEFT_OUT = {
    "publications-per-year": ("2020,journal article,1", "works without a date of publication: 3"),
    "talks-per-year": ("2020,1,0,1", "talks without a date: 1"),
    "patents-per-year": ("2020,1,0", "patent documents without a date: 1"),
}


def test_what_a_result_has_no_row_for_is_counted(oxigraph: servers.Oxigraph, tmp_path: Path) -> None:
    """By the header of the query: of vitagraph and of the user, on files and at an endpoint; no note where nothing is left out."""
    (tmp_path / "cv.yaml").write_text(UNDATED, encoding="utf-8")
    shutil.copy(ROOT / "queries/talks-per-year.rq", tmp_path / "own.rq")
    assert run("load", "cv.yaml", "--endpoint", oxigraph.root, "-q", folder=tmp_path)[0] == 0
    at_endpoint = ("--endpoint", oxigraph.root, "--cv", "https://ada.example/undated/cv")
    for name, (row, note) in LEFT_OUT.items():
        for source in (("cv.yaml",), at_endpoint):
            code, stdout, stderr = run("query", name, *source, "-f", "csv", folder=tmp_path)
            assert (code, stdout.splitlines()[1:], stderr) == (0, [row], f"{name}: note: left out: {note}\n")
    assert run("query", "own.rq", "cv.yaml", "-f", "csv", folder=tmp_path)[2] == "own: note: left out: talks without a date: 1\n"
    (tmp_path / "own.rq").write_text("#+ left_out: {talks: '?talk a vivo:Presentation'}\nSELECT * {}", encoding="utf-8")
    assert "the pattern does not bind ?left" in run("query", "own.rq", "cv.yaml", folder=tmp_path)[2]


def test_several_sources_are_queried_together(tmp_path: Path) -> None:
    """Two CVs and a file; --cv selects one of them."""
    count = "SELECT (COUNT(*) AS ?n) { ?cv foaf:primaryTopic ?who }"
    (tmp_path / "more.ttl").write_text("<http://c.example/> <http://xmlns.com/foaf/0.1/primaryTopic> <http://c.example/#me> .")
    sources = (CV, str(ROOT / "data/example"), str(tmp_path / "more.ttl"))
    assert run("query", count, *sources, "-f", "tsv")[1].splitlines()[1].startswith('"3"')
    assert run("query", count, *sources, "-f", "csv", "--cv", "https://ada.example/cv")[1] == "n\r\n1\r\n"


def test_queries_beside_the_cv_and_in_folders_are_found(tmp_path: Path) -> None:
    """By their names."""
    (tmp_path / "cv/queries").mkdir(parents=True)
    (tmp_path / "cv/cv.yaml").write_text("person: {name: Ada Beispiel}")
    (tmp_path / "cv/queries/who.rq").write_text("#+ summary: Who?\nSELECT ?name { ?s foaf:primaryTopic/schema:name ?name }")
    (tmp_path / "more").mkdir()
    (tmp_path / "more/one.rq").write_text("ASK {}")
    assert run("query", "who", "cv", "-f", "csv", folder=tmp_path) == (0, "name\r\nAda Beispiel\r\n", "")
    assert run("query", "one", "cv", "--queries", "more", folder=tmp_path) == (0, "yes\n", "")
    code, listed, _ = run("queries", "--queries", "../more", folder=tmp_path / "cv")
    assert code == 0
    assert "who " in listed
    assert "one " in listed
    assert "patents-per-family " in listed


def test_a_query_beside_the_cv_replaces_one_of_vitagraph_with_a_note(tmp_path: Path) -> None:
    """Each command that uses it names the file; a folder that the user names needs no note."""
    (tmp_path / "cv/queries").mkdir(parents=True)
    (tmp_path / "cv/cv.yaml").write_text("person: {name: Ada Beispiel}")
    (tmp_path / "cv/queries/awards.rq").write_text("ASK {}")
    file = str(Path("cv/queries/awards.rq"))
    note = ": note: replaces the query 'awards' that comes with vitagraph; rename the file to keep both\n"
    assert run("query", "awards", "cv", folder=tmp_path) == (0, "yes\n", file + note)
    assert run("query", "journals", "cv", folder=tmp_path)[2] == ""
    assert run("query", "awards", "cv", "--queries", "cv/queries", folder=tmp_path)[2] == ""
    assert run("queries", folder=tmp_path / "cv")[2].endswith(file + note)
    assert run("shell", "cv", given="ASK {}", folder=tmp_path)[2] == file + note
    assert run("queries", folder=ROOT)[2] == ""  # the queries of a checkout are those of vitagraph


def test_the_catalogue_shows_a_query() -> None:
    """Its whole text, for copying."""
    assert run("queries", "awards")[1] == (ROOT / "queries/awards.rq").read_text("utf-8")


def test_a_query_comes_from_standard_input() -> None:
    """With a hyphen."""
    assert run("query", "-", CV, given="ASK { ?s a bibo:Patent }") == (0, "yes\n", "")


def test_a_false_result_is_an_exit_code_on_request() -> None:
    """And only on request."""
    assert run("query", "ASK { ?s a bibo:Film }", CV) == (0, "no\n", "")
    assert run("query", "ASK { ?s a bibo:Film }", CV, "--exit-code") == (1, "no\n", "")
    assert run("query", "ASK { ?s a bibo:Patent }", CV, "--exit-code") == (0, "yes\n", "")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((CV, "talks-per-year"), 2, "this is no query but its data; name the query first: `vitagraph query NAME "),
        (("talks-per-yaer", CV), 2, "there is no query 'talks-per-yaer'; did you mean 'talks-per-year'?"),
        (("talks-per-year", CV, "-p", "year"), 2, "'year' is not a parameter; write --param NAME=VALUE"),
        (("active-projects", CV, "-p", "year=1", "-p", "year=2"), 2, "the parameter 'year' is given twice; keep one of them"),
        (("active-projects", CV, "-p", 'year=x" } DROP ALL #'), 2, "is not a whole number; write it as year=2022"),
        (("SELECT * { ?s ?p ?o", CV), 1, "the query:1:20: this is not SPARQL, at its end or just before; correct it there"),
        (("nowhere.rq", CV), 2, "nowhere.rq: cannot be read (No such file or directory); check the file"),
        (("talks-per-year", CV, "-o", "x.doc"), 2, "x.doc: no format has this suffix; write one of .txt, .json"),
        (("talks-per-year", CV, "--chart", "x.png"), 2, "x.png: charts are drawn as SVG; write x.svg"),
        (("talk-list", CV, "--chart", "x.svg"), 2, "talk-list has no chart; describe one in its header"),
        (("talks-per-year", "cv.doc"), 2, "cv.doc"),
        (("talks-per-year", CV, "--endpoint", "http://127.0.0.1:9"), 2, "--endpoint replaces files as the source"),
        (("talks-per-year", "--endpoint", "ftp://x"), 2, "'ftp://x' is not the address of an endpoint; write one such as"),
        (("talks-per-year", "--endpoint", "http://127.0.0.1:9/query"), 2, "http://127.0.0.1:9/query: no server responds there"),
        (("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", CV), 2, "`vitagraph query --allow-service` allows it"),
    ],
)
def test_errors_are_messages(arguments: tuple[str, ...], code: int, message: str, tmp_path: Path) -> None:
    """In one line, with the correction, the right exit code, and no output file."""
    result, output, stderr = run("query", *arguments, folder=tmp_path)
    assert (result, output) == (code, "")
    assert message in stderr
    assert "Traceback" not in stderr
    assert list(tmp_path.iterdir()) == []


def engines(process: subprocess.Popen[bytes]) -> str:
    """The numbers of the engine processes of a command."""
    return subprocess.run(["pgrep", "-P", str(process.pid), "-f", "queries.engine"], capture_output=True, text=True, check=False).stdout


def test_ctrl_c_ends_a_query_that_would_run_for_hours(tmp_path: Path) -> None:
    """At once, with a message, and without an incomplete file."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) < STR(?f) && STR(?f) < STR(?i)) }"
    command = [sys.executable, "-c", servers.FRESH, sys.executable, "-m", "vitagraph", "query", endless, CV, "-o", "x.csv"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
    end = time.monotonic() + 60
    while not engines(process):
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(1)
    assert process.poll() is None
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    output, stderr = process.communicate(timeout=30)
    assert time.monotonic() - start < 10
    assert (process.returncode, output) == (130, b"")
    assert stderr.decode() == "vitagraph: interrupted; a file that was not finished is as it was before\n"
    assert list(tmp_path.iterdir()) == []


def test_a_closed_pipe_ends_a_query() -> None:
    """A closed pipe is no failure."""
    line = f"{sys.executable} -m vitagraph query 'SELECT * {{ ?s ?p ?o . ?a ?b ?c }}' {CV} -f tsv | head -n 2"
    result = subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, timeout=60, check=False, env=ENVIRONMENT)
    assert (result.returncode, result.stderr) == (0, b"")
    assert len(result.stdout.splitlines()) == 2


def test_the_shell_reads_a_script() -> None:
    """Canned queries with parameters, SPARQL over several lines, formats; after an error the exit code at the end is 1."""
    script = ".format csv\n\nactive-projects year=2019\n\nSELECT ?t {\n  ?t a vita:PatentFamily\n} LIMIT 1\n\n.fromat\n\nASK {}\n"
    script += "\n.quit\n\nASK {}\n"
    code, output, stderr = run("shell", CV, given=script)
    assert code == 1
    first = "acronym,start,end,role\r\nTraMeExCo,2018-09,2021-08,leading role\r\nt\r\nhttps://lapuschkin.com/cv#patent-family/"
    assert output.startswith(first)
    assert output.endswith("true\r\n")
    assert output.count("true") == 1
    assert ".fromat: there is no such command" in stderr


def test_an_own_query_sees_no_private_graphs_of_an_endpoint(oxigraph: servers.Oxigraph, tmp_path: Path) -> None:
    """A real server with a private graph: its facts need --include, or FROM, which is reported."""
    (tmp_path / "cv.yaml").write_text(
        "document: {iri: 'https://private.example/cv'}\nperson: {name: Ada Beispiel}\n"
        "talks: [{title: Geheim 4711, date: 2020, visibility: private}]\n"
    )
    assert run("load", str(tmp_path), "--endpoint", oxigraph.root, "--include", "private")[0] == 0
    secret = "SELECT DISTINCT ?o { GRAPH ?g { ?s ?p ?o FILTER(STR(?o) = 'Geheim 4711') } }"
    arguments = ("query", secret, "--endpoint", oxigraph.root, "-f", "csv")
    assert run(*arguments) == (0, "o\r\n", "")
    assert run(*arguments, "--cv", "https://private.example/cv") == (0, "o\r\n", "")
    assert run(*arguments, "--include", "private") == (0, "o\r\nGeheim 4711\r\n", "")
    named = "SELECT DISTINCT ?o FROM <https://private.example/cv#graph/private> { ?s ?p ?o FILTER(STR(?o) = 'Geheim 4711') }"
    code, answer, note = run("query", named, "--endpoint", oxigraph.root, "-f", "csv")
    assert (code, answer) == (0, "o\r\nGeheim 4711\r\n")
    assert "private ones too if it names them" in note
    # Prefixes need no declaration, and public facts are in the default graph.
    name = "SELECT ?n { <https://private.example/cv#me> schema:name ?n }"
    assert run("query", name, "--endpoint", oxigraph.root, "-f", "csv") == (0, "n\r\nAda Beispiel\r\n", "")
    assert run("unload", str(tmp_path), "--endpoint", oxigraph.root)[0] == 0


def test_a_command_imports_nothing_that_it_does_not_need() -> None:
    """Neither other commands nor their libraries."""
    program = "import sys; from vitagraph.cli import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    arguments = ["query", "talks-per-year", CV, "-o", os.devnull, "-f", "csv"]
    result = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=True, text=True, env=ENVIRONMENT)
    imported = set(result.stderr.split())
    assert {"vitagraph.cli.query", "pyoxigraph"} <= imported
    needless = {"rdflib", "rich", "requests", "prompt_toolkit", "SPARQLWrapper", "pyshacl", "html.parser", "shutil", "netrc"}
    assert not needless & imported
    assert not {"vitagraph.cli.export", "vitagraph.cli.load", "vitagraph.validation", "vitagraph.charts", "vitagraph.stores"} & imported


def test_an_unknown_cv_is_a_usage_error(tmp_path: Path) -> None:
    """So is an invalid IRI; each triple of the CV counts once, in any of its graphs."""
    code, out, err = run("query", "talks-per-year", CV, "--cv", "https://nope.example/cv")
    assert (code, out) == (2, "")
    assert "there is no CV https://nope.example/cv; there is https://lapuschkin.com/cv" in err
    code, _, err = run("query", "talks-per-year", "--endpoint", "http://127.0.0.1:9/query", "--cv", "x> } DROP ALL #")
    assert code == 2
    assert "is not an IRI; write the address of a CV's document" in err
    example = str(ROOT / "data/example")
    exported = run("export", example, "-f", "ntriples")[1].count(" .\n")
    assert run("export", example, "-f", "trig", "-o", str(tmp_path / "cv.trig"))[0] == 0
    for source in (example, str(tmp_path / "cv.trig")):
        counted = run("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", source, "-f", "csv")[1]
        assert counted == f"n\r\n{exported}\r\n"


def test_a_local_store_is_queried(tmp_path: Path) -> None:
    """One CV for a canned query, all public facts for an own one; private graphs only with --include."""
    store = str(tmp_path / "kg")
    assert run("load", CV, str(ROOT / "data/example"), "--store-path", store, "--include", "private", "-q")[0] == 0
    code, out, err = run("query", "patents-per-family", store)
    assert (code, out) == (2, "")
    assert "holds 2 CVs; name one of them: --cv https://ada.example/cv --cv https://lapuschkin.com/cv" in err
    same = ("-f", "csv", "--cv", "https://lapuschkin.com/cv")
    assert run("query", "patents-per-family", "--store-path", store, *same) == run("query", "patents-per-family", CV, "-f", "csv")
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    public = [f"https://{host}/cv#graph/{name}" for host in ("ada.example", "lapuschkin.com") for name in ("meta", "public")]
    assert sorted(run("query", graphs, store, "-f", "csv")[1].split()[1:]) == public
    everything = run("query", graphs, store, "-f", "csv", "--include", "private")[1].split()[1:]
    assert set(everything) - set(public) == {"https://ada.example/cv#graph/private"}
    assert run("query", graphs, store, CV)[0] == 2
    code, out, err = run("query", "SELECT ?s FROM <https://ada.example/cv#graph/private> { ?s ?p ?o }", store)
    assert (code, out) == (2, "")
    assert "FROM cannot choose among all graphs, as some may not be queried; leave out FROM" in err
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/CURRENT").write_text("no store")
    code, _, err = run("query", graphs, str(tmp_path / "broken"))
    assert code == 2
    assert "broken: the store cannot be opened" in err


def test_a_store_without_public_facts_has_no_results(tmp_path: Path) -> None:
    """A store with restricted facts only is not queried as a whole."""
    import pyoxigraph

    (tmp_path / "cv.yaml").write_text("document: {iri: 'https://ada.example/cv'}\nperson: {name: Ada, email: ada@ada.example}\n")
    store = str(tmp_path / "kg")
    assert run("load", str(tmp_path / "cv.yaml"), "--store-path", store, "--include", "contact", "-q")[0] == 0
    opened = pyoxigraph.Store(store)
    for name in ("public", "meta"):
        opened.remove_graph(pyoxigraph.NamedNode(f"https://ada.example/cv#graph/{name}"))
    del opened
    arguments = ("query", "SELECT ?m { ?s schema:email ?m }", store, "-f", "csv")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "the store has no public graph; name those to query with --include contact" in err
    assert run(*arguments, "--include", "contact") == (0, "m\r\nada@ada.example\r\n", "")
