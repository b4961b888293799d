"""File names that are not UTF-8, or contain control sequences: every command reads such files and escapes their names."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from click.testing import CliRunner

from command_line import CV, run
from vitagraph.cli import main

LATIN1 = os.fsdecode(b"caf\xe9")
HOSTILE = os.fsdecode(b"caf\xe9\x1b[31m\n::error::x")
SHAPES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<a> a sh:NodeShape ; sh:targetClass <http://xmlns.com/foaf/0.1/Person> .\n"
INPUTS = {
    "yaml": CV,
    "broken.yaml": "person:\n  nme: Ada\n",
    "bib": "@article{k, title = {Owls}, author = {Ada Beispiel}, year = 2020, foo = {x}}\n@patent{x, title = {s}}\n",
    "html": "<html><head></head></html>",
    "rq": "#+ summary: all\nSELECT * { ?s ?p ?o } LIMIT 1\n",
    "broken.rq": "#+ summary: [\nASK {\n",
    "shapes.ttl": SHAPES,
    "broken.ttl": "a b",
    "jsonl": '{"person": {"name": "Ada Beispiel"}}\n{"person": {"nme": "Ada"}}\n',
}

CALLS = [
    *(f"validate NAME -f {format}" for format in ("text", "json", "sarif", "github", "turtle")),
    *(f"validate NAME.broken -f {format}" for format in ("text", "json", "sarif", "github", "turtle")),
    "explain #me NAME", "explain #me NAME -f json", "explain #me NAME.broken", "export NAME", "export NAME -o NAME.nt",
    "export NAME --all-formats NAME-all", "export NAME -f bibtex", "export NAME.broken", "site NAME -o NAME-site",
    "site NAME -o NAME-other --theme NAME", "query talks-per-year NAME", "query NAME.rq NAME", "query NAME.broken.rq NAME",
    "query no-such NAME --queries NAME", "queries --queries NAME", "freeze-ids NAME", "snippet NAME", "diff NAME NAME.yaml",
    "diff NAME NAME.broken", "embed NAME.html NAME", "validate NAME.html", "check-terms NAME.html", "validate NAME.broken.ttl",
    "validate NAME --shapes NAME.shapes.ttl", "validate NAME --shapes NAME.broken.ttl", "import NAME.bib -o NAME-new",
    "import NAME.bib --into NAME --dry-run", "import NAME.bib --into NAME", "import NAME.bib --into NAME.broken",
    "import NAME.html -o NAME-newer", "bulk export NAME NAME.jsonl -o NAME-bulk --base https://e.example", "bulk validate NAME NAME.jsonl",
    "init NAME-init", "export NAME.missing",
]  # fmt: skip


def test_every_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command fails with a traceback, and no output contains a control sequence or a workflow command."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / LATIN1).mkdir()
    for suffix, text in INPUTS.items():
        (tmp_path / f"{LATIN1}.{suffix}").write_text(text, encoding="utf-8")
    (tmp_path / f"{LATIN1}.broken").mkdir()
    (tmp_path / f"{LATIN1}.broken.yaml").rename(tmp_path / f"{LATIN1}.broken" / f"{HOSTILE}.yaml")
    for suffix in ("yaml", "rq"):
        (tmp_path / LATIN1 / f"{HOSTILE}.{suffix}").write_text(INPUTS[suffix], encoding="utf-8")
    for call in CALLS:
        done = CliRunner().invoke(main, [word.replace("NAME", LATIN1) for word in call.split(" ")])
        assert done.exception is None or isinstance(done.exception, SystemExit), (call, done.exc_info)
        assert done.exit_code in (0, 1, 2), call
        assert "\n::error::x" not in done.stdout + done.stderr, call
        if call.endswith(("json", "sarif")):
            json.loads(done.stdout)


def test_arguments_that_are_not_utf8(tmp_path: Path) -> None:
    """They are an error except as file names."""
    (tmp_path / "cv.yaml").write_text(CV)
    for words in (
        ["query", f"ASK {{ ?s ?p '{LATIN1}' }}", "cv.yaml"],
        ["explain", LATIN1, "cv.yaml"],
        ["import", f"10.1000/{LATIN1}", "-o", "x"],
    ):
        status, _, stderr = run(tmp_path, *words)
        assert (status, "Traceback" in stderr) == (2, False), stderr


def test_names_lead_back_to_the_file(tmp_path: Path) -> None:
    """SARIF has the exact bytes, the other reports have them escaped."""
    (tmp_path / f"{LATIN1}.yaml").write_text(INPUTS["broken.yaml"])
    _, out, _ = run(tmp_path, "validate", f"{LATIN1}.yaml", "-f", "sarif")
    address = json.loads(out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert os.fsdecode(unquote_to_bytes(address)) == f"{LATIN1}.yaml"
    _, out, _ = run(tmp_path, "validate", f"{LATIN1}.yaml", "-f", "text")
    assert out.startswith(r"caf\xe9.yaml:2:3: error: unknown key 'nme'")
    _, out, _ = run(tmp_path, "validate", f"{LATIN1}.yaml", "-f", "json")
    assert json.loads(out)["results"][0]["source"] == r"caf\xe9.yaml"
    (tmp_path / f"{LATIN1}.yaml").rename(tmp_path / "a\nb.yaml")
    _, out, _ = run(tmp_path, "validate", "a\nb.yaml", "-f", "github")
    assert out.startswith("::error file=a%0Ab.yaml,line=2")
    _, out, _ = run(tmp_path, "validate", "a\nb.yaml", "-f", "text")
    assert out.startswith(r"a\nb.yaml:2:3: error: ")
