"""Limits of all input: bytes, nesting, expansion and time, with an error; pipes with data are read."""

from __future__ import annotations

import ast
import gzip
import itertools
import os
import resource
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from command_line import COMMAND, CV, ENVIRONMENT, EXAMPLE, ROOT, shell
from vitagraph.bulk.inputs import units
from vitagraph.errors import DataError, UsageError, VitagraphError
from vitagraph.files import budget
from vitagraph.importers.formats import read
from vitagraph.rdf.sources import read_graph
from vitagraph.validation.shapes import read_user_shapes

DEPTH = 100_000
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e.example/">'
LAUGHS = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
ALIASES = "".join(f"k{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10))


def doubled(levels: int, start: str = "owl") -> str:
    strings = "".join(f"@string{{a{level} = a{level - 1} # a{level - 1}}}\n" for level in range(1, levels + 1))
    return f'@string{{a0 = "{start}"}}\n{strings}@article{{k, title = a{levels}, year = 2020}}\n@misc{{l, title = "Owls", year = 2020}}\n'


# -- expansion


@pytest.mark.parametrize("opening", ["{", "["])
@pytest.mark.parametrize("format", ["jsonresume", "rendercv", "orcid", "openalex", "citation-cff", "csl-json", "jsonld"])
def test_nesting_is_bounded(format: str, opening: str) -> None:
    key, closing = ('"a": ', "}") if opening == "{" else ("", "]")
    text = '{"basics": ' + f"{opening}{key}" * DEPTH + "1" + closing * DEPTH + "}"
    with pytest.raises(DataError, match="nested deeper than"):
        read(text, "source", format)


def test_nested_elements_are_bounded() -> None:
    text = RDF + "<e:A><e:p>" * 20_000 + "<e:B/>" + "</e:p></e:A>" * 20_000 + "</rdf:RDF>"
    with pytest.raises(DataError, match="nested deeper than"):
        read(text, "source", "rdfxml")


@pytest.mark.parametrize("opening", ["[ sh:inversePath ", "( "])
def test_nested_shapes_are_bounded(tmp_path: Path, opening: str) -> None:
    """Deep paths take an engine minutes; brackets in texts, IRIs and comments do not count."""
    start = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<a> a sh:NodeShape ; sh:property [ sh:path "
    (tmp_path / "own.ttl").write_text(start + opening * 50_000 + "sh:name" + {"[": " ]", "(": " )"}[opening[0]] * 50_000 + " ] .")
    with pytest.raises(DataError, match="nested deeper than"):
        read_user_shapes([str(tmp_path / "own.ttl")])
    quoted = "".join(f"{mark}{'[' * 200}\\{mark[0]}{'(' * 200}{mark}, " for mark in ('"', "'", '"""', "'''"))
    (tmp_path / "own.ttl").write_text(f"{start}sh:name ; sh:in ( {quoted.replace(', ', ' ')}) ] . # {'[' * 200}\n")
    (own,) = read_user_shapes([str(tmp_path / "own.ttl")])
    assert "[[[" in own.turtle("shacl")


@pytest.mark.parametrize(
    "declared", [f'<!ENTITY a0 "owls owls ">{LAUGHS}', f'<!ENTITY a11 "{"owls " * 200_000}">'], ids=["in each other", "one long one"]
)
def test_entities_are_bounded(declared: str) -> None:
    text = f"<!DOCTYPE rdf:RDF [{declared}]>{RDF}<e:A><e:p>{'&a11;' * 10_000}</e:p></e:A></rdf:RDF>"
    with pytest.raises(DataError, match="the entities grow beyond measure"):
        read(text, "source", "rdfxml")


@pytest.mark.parametrize("format", ["citation-cff", "rendercv", "jsonresume"])
def test_aliases_are_bounded(format: str) -> None:
    with pytest.raises(DataError, match="the aliases grow into more than"):
        read(f"title: &a0 [owls]\n{ALIASES}", "source", format)


@pytest.mark.parametrize(("levels", "start"), [(20, "owl"), (32, "owl"), (35, ""), (3000, "owl")])
def test_strings_of_bibtex_are_bounded(levels: int, start: str) -> None:
    """The entry is reported, and the other one read."""
    imported = read(doubled(levels, start), "source", "bibtex")
    assert (len(imported.cv.works), imported.entries) == (1, 2)
    assert ("makes too much text" in str(imported.problems)) or start == "" or levels > budget.DEEPEST


def test_parents_of_bibtex_are_bounded() -> None:
    """Each is expanded once, by however many ways it is reached; a long chain of them is reported."""
    chain = "".join(f"@xdata{{x{level}, xdata = {{x{level + 1}, x{level + 1}}}}}\n" for level in range(38))
    imported = read(chain + "@xdata{x38, year = 2020}\n@misc{k, title = {Owls}, xdata = {x0}}\n", "source", "bibtex")
    assert [work.date for work in imported.cv.works] == ["2020"]
    line = "".join(f"@book{{x{level}, title = {{Owls {level}}}, crossref = {{x{level + 1}}}}}\n" for level in range(3000))
    assert "leads over more than" in str(read(line + "@book{x3000, title = {Owls}, year = 2020}\n", "source", "bibtex").left_out)


def test_contexts_are_bounded(tmp_path: Path) -> None:
    one = '{"@context": "https://schema.org", "name": "Owls"}'
    (tmp_path / "a.jsonld").write_text(f"[{', '.join([one] * 100)}]")
    assert read_graph(str(tmp_path / "a.jsonld")).triples.count("\n") == 100
    (tmp_path / "a.jsonld").write_text(f"[{', '.join([one] * 100_000)}]")
    with pytest.raises(DataError, match="too many contexts"):
        read_graph(str(tmp_path / "a.jsonld"))


def test_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parsing ends in any case, also within regular expressions; the timer is stopped afterwards."""
    monkeypatch.setattr(budget, "PARSE_SECONDS", 0.1)
    with (
        pytest.raises(DataError, match="source: not parsed after"),
        budget.time_limit("source", 10),
        budget.time_limit("inner", 1 << 30),
    ):
        any(count < 0 for count in itertools.count())
    with budget.time_limit("source", 10):
        time.sleep(0.2)  # waiting is no work
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


# -- streams


def lines(path: Path, data: bytes) -> list[str]:
    with gzip.open(path, "wb", 1) as file:
        file.write(data)
    return [unit.problem or str(unit.size) for unit in units(str(path))]


def test_streams_are_bounded_by_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that is too long is skipped, endless empty lines are an error; the records around are read."""
    monkeypatch.setattr("vitagraph.bulk.inputs.LARGEST_FILE", 1000)
    monkeypatch.setattr("vitagraph.bulk.inputs._MOST_EMPTY", 100)
    path = tmp_path / "cvs.jsonl.gz"
    assert lines(path, b"{}\n" + b" " * 5000 + b"\n{}\n" + b"x" * 5000 + b"\n{}\n") == ["2", "2", "1001", "2"]
    assert lines(path, b"{}\n" + b"x" * 100_000 + b"\n{}\n")[-1].startswith("the rest of the file cannot be read (a line has")
    assert lines(path, b"{}\n" + b"\n" * 1000 + b"{}\n") == ["2", "more than 100 lines are empty; the rest of the file is not read"]


def test_rows_of_parquet_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that is stored once for all rows: a few rows are read at a time, and none that is too large."""
    import pyarrow
    from pyarrow import parquet

    monkeypatch.setattr("vitagraph.bulk.inputs.LARGEST_FILE", 1 << 20)
    path = tmp_path / "cvs.parquet"
    parquet.write_table(pyarrow.table({"cv": ["x" * (3 << 20)] * 50}), path)
    assert path.stat().st_size < 1 << 20
    before = pyarrow.total_allocated_bytes()
    found = []
    for unit in units(str(path)):
        found.append(unit.problem)
        assert pyarrow.total_allocated_bytes() - before < 40 << 20
    assert found == ["the row has more than 1 MB, which no CV has; split it"] * 50
    parquet.write_table(pyarrow.table({"cv": ["{}"] * 1000}), path)
    assert [unit.number for unit in units(str(path))] == [*range(1, 1001)]


# -- pipes and devices

READERS = {
    "export": ["export", "{}"],
    "validate": ["validate", "{}"],
    "validate RDF": ["validate", "{}.ttl"],
    "shapes": ["validate", str(EXAMPLE), "--shapes", "{}"],
    "import": ["import", "{}", "-o", "new"],
    "query": ["query", "{}.rq", str(EXAMPLE)],
    "query RDF": ["query", "ASK {}", "{}.jsonld"],
    "embed": ["embed", "{}", str(EXAMPLE)],
    "bulk": ["bulk", "validate", "{}"],
    "bulk lines": ["bulk", "validate", "{}.jsonl"],
    "theme": ["site", str(EXAMPLE), "-o", "site", "--theme", "theme"],
}


def _confined() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


@pytest.mark.parametrize("name", READERS)
def test_endless_files_end(tmp_path: Path, name: str) -> None:
    """An error within a few seconds, without more memory than a file may use."""
    (tmp_path / "theme").mkdir()
    for suffix in ("", ".ttl", ".rq", ".jsonld", ".jsonl", "/theme.css"):
        Path(f"{tmp_path}/{'theme' if suffix[:1] == '/' else 'zero.yaml' if name == 'bulk' else 'zero'}{suffix}").symlink_to("/dev/zero")
    words = [word.replace("{}", "zero.yaml" if name == "bulk" else "zero") if word != "ASK {}" else word for word in READERS[name]]
    found = subprocess.run(
        [*COMMAND, *words], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False, env=ENVIRONMENT, preexec_fn=_confined
    )
    assert found.returncode in (1, 2), found.stderr
    assert "more than 64 MB" in found.stdout + found.stderr or "a line has more than" in found.stdout + found.stderr
    assert "Traceback" not in found.stderr


def test_a_named_pipe_without_a_writer_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "WRITER_SECONDS", 0.05)
    os.mkfifo(tmp_path / "pipe")
    for open_ in (budget.read_bytes, budget.read_text, budget.open_stream):
        with pytest.raises(UsageError, match="no process writes to this pipe"):
            open_(tmp_path / "pipe")


@pytest.mark.parametrize("wait", [0.0, 0.2])
def test_a_pipe_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait: float) -> None:
    """Within the limit, however late its writer begins and however slow it is."""
    monkeypatch.setattr(budget, "WRITER_SECONDS", 0.1 if wait else 5.0)
    os.mkfifo(tmp_path / "pipe")

    def write() -> None:
        with (tmp_path / "pipe").open("wb") as file:
            for _ in range(3):
                time.sleep(wait)
                file.write(b"owls\n" * 50_000)
                file.flush()

    def read_stream(path: Path) -> bytes:
        with budget.open_stream(path) as file:
            return file.read()

    for open_ in (budget.read_bytes, read_stream):
        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        assert open_(tmp_path / "pipe") == b"owls\n" * 150_000
        writer.join()


def test_a_pipe_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A silent one is an error after a time; an endless one after 64 MB."""
    monkeypatch.setattr(budget, "PIPE_SECONDS", 0.2)
    monkeypatch.setattr(budget, "WRITER_SECONDS", 0.05)
    os.mkfifo(tmp_path / "pipe")
    kept = os.open(tmp_path / "pipe", os.O_RDWR)
    with pytest.raises(UsageError, match="no end of it after"):
        budget.read_bytes(tmp_path / "pipe")
    os.close(kept)
    status, _, stderr = shell(tmp_path, "yes | vitagraph export -")
    assert (status, "more than 64 MB" in stderr) == (1, True)


def test_process_substitution(tmp_path: Path) -> None:
    """Every command that reads a file can read the output of a process."""
    (tmp_path / "cv.yaml").write_text(CV)
    expected = shell(tmp_path, "vitagraph export cv.yaml")
    assert shell(tmp_path, "vitagraph export <(sleep 0.3; cat cv.yaml)") == expected
    assert shell(tmp_path, "cat cv.yaml | vitagraph export /dev/stdin") == expected
    assert shell(tmp_path, "vitagraph import <(vitagraph export cv.yaml) -o new")[0] == 0
    assert "Käthe Beispiel" in shell(tmp_path, "vitagraph export new")[1]


@pytest.mark.parametrize("name", ["a\0b", "no such file", "."])
def test_what_cannot_be_opened_is_a_message(name: str) -> None:
    for open_ in (budget.read_bytes, budget.read_text, budget.open_stream):
        with pytest.raises(VitagraphError, match=r"correct it|cannot be read"):
            open_(name)


# -- one module

# Modules that open files of the package, files that vitagraph wrote, or those of a store.
OWN = {
    "files", "plugins", "resources", "project", "cli.output", "cli.init", "bulk.outputs", "bulk.formats", "bulk.folder",
    "bulk.export", "bulk.lines", "bulk.storage", "bulk.linking", "stores.loads", "stores.store_folder", "site.assets", "serving.events",
    "serving.engine",
    "validation.shapes", "differences.revisions", "importers.foreign",
}  # fmt: skip
OPENING = {"open", "fdopen"}


def test_files_are_opened_in_one_module() -> None:
    """All calls that open a file or read standard input as a whole are in files/budget.py, or in a listed module."""
    found = set()
    for path in (ROOT / "src" / "vitagraph").rglob("*.py"):
        module = ".".join(path.relative_to(ROOT / "src" / "vitagraph").with_suffix("").parts)
        if not any(module == own or module.startswith(f"{own}.") for own in OWN):
            calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
            found |= {f"{module}: {ast.unparse(call.func)}" for call in calls if _opens(call.func)}
    assert found <= {
        "rdf.sources: budget.read_text",
        "bulk.inputs: gzip.open", "bulk.inputs: zstd.open", "cli.failure: os.open", "cli.review_prompt: webbrowser.open",
        "queries.remote: opener.open", "site.pictures: Image.open",
    }  # fmt: skip


def _opens(called: ast.expr) -> bool:
    whole = ast.unparse(called)
    reads = whole.startswith("sys.stdin") and whole.endswith(".read")
    return reads or whole.rpartition(".")[2] in OPENING or whole.endswith((".read_bytes", ".read_text"))
