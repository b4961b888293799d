"""`vitagraph bulk validate`: a line for each CV, in order, with the results of a single validation and places in the input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from command_line import completed
from conftest import ROOT
from vitagraph.validation import validate
from vitagraph.yaml import read_index
from vitagraph.yaml.conversion import raw
from vitagraph.yaml.nodes import compose


def run(folder: Path, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, the lines of standard output and standard error."""
    done = completed(folder, "bulk", "validate", *arguments)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_results_are_those_of_single_validations(tmp_path: Path) -> None:
    """The example as a folder and as a line of JSON has the same results; the places are in the line."""
    example = ROOT / "data/example"
    data: dict[str, Any] = {}
    for path in sorted(example.glob("*.yaml")):
        for section, records in raw(compose(path.read_text("utf-8"), str(path))[0]).items():
            data[section] = data[section] + records if isinstance(records, list) and section in data else records
    (tmp_path / "cvs.jsonl").write_text(f"{json.dumps({'person': {'name': 'Ada'}})}\n\n{json.dumps(data)}\n", "utf-8")
    code, (folder, small, line), message = run(tmp_path, str(example), "cvs.jsonl", "--workers", "1")
    report = validate(read_index(example), str(example))
    assert code == int(report.failed())
    assert "of 3 CVs failed" in message
    assert (folder["source"], folder["line"], folder["triples"]) == (str(example), 0, report.triples)
    shown = [(one["source"], one["line"], one["message"]) for one in folder["results"]]
    assert shown == [(one.place.source, one.place.line, one.message) for one in report.results]
    assert (small["source"], small["line"]) == ("cvs.jsonl", 1)
    assert sorted(one["message"] for one in line["results"]) == sorted(one.message for one in report.results)
    assert {(one["source"], one["line"]) for one in line["results"]} == {("cvs.jsonl", 3)}
    assert len({one["column"] for one in line["results"]}) > 1


def test_order_failures_and_workers(tmp_path: Path) -> None:
    """Lines are in the order of the input with any number of workers; an unreadable CV is an error of this CV."""
    owners = [{"document": {"iri": f"https://p.example/{number}"}, "person": {"name": f"Ada {number}"}} for number in range(60)]
    lines = [json.dumps(owner) for owner in owners]
    lines[40] = '{"person": {"nme": "x"}}'
    (tmp_path / "cvs.jsonl").write_text("\n".join(lines), "utf-8")
    one, two = (run(tmp_path, "cvs.jsonl", "--workers", workers) for workers in "12")
    assert one[:2] == two[:2]
    assert [each["line"] for each in one[1]] == list(range(1, 61))
    assert one[0] == 1
    assert [each["line"] for each in one[1] if any(result["severity"] == "error" for result in each["results"])] == [41]
    assert one[1][40]["results"][0]["column"] == 13
    code, _, message = run(tmp_path, "cvs.jsonl", "-o", "report.jsonl", "--workers", "1", "-q")
    assert (code, message) == (1, "")
    assert all(
        result["severity"] == "error"
        for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()
        for result in json.loads(line)["results"]
    )


def test_shapes_that_cannot_be_used(tmp_path: Path) -> None:
    """Invalid shapes are an error before a CV is read."""
    (tmp_path / "cvs.jsonl").write_text("{}\n", "utf-8")
    assert run(tmp_path, "cvs.jsonl", "--shapes", "none.ttl")[0] == 2
