"""Faults in records and pages: each is reported once, at the line where it was planted, without other results."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

import vitagraph
from conftest import ROOT
from faulty_graphs import PAGE
from vitagraph.validation import Report, Result, Validator, validate_file
from vitagraph.yaml import read_index

RECORD_FAULTS: list[dict[str, str]] = yaml.safe_load((ROOT / "tests/faults/records.yaml").read_text(encoding="utf-8"))
PAGE_FAULTS: list[dict[str, str]] = yaml.safe_load((ROOT / "tests/faults/pages.yaml").read_text(encoding="utf-8"))


@cache
def validator(*profiles: str) -> Validator:
    """The shapes, compiled once for all faults."""
    return Validator(profiles)


def report(folder: Path, profile: str) -> Report:
    """The results for a folder of records."""
    return validator(*profile.split()).validate(read_index(folder), str(folder))


@cache
def untouched(cv: str, profile: str) -> Report:
    """The results for one of the CVs without faults."""
    return report(ROOT / "data" / cv, profile)


def shape(result: Result) -> str:
    """The name of the shape of a result."""
    return result.shacl.source_shape.rpartition("#")[2][:-1]


def line_of(text: str, before: str, expected: str | None) -> int:
    """The line that contains a text, or the first that differs."""
    if expected is not None:
        assert text.count(expected) == 1, f"{expected!r} stands there {text.count(expected)} times"
        return text.count("\n", 0, text.index(expected)) + 1
    at = next(number for number, (one, other) in enumerate(zip(text, before, strict=False)) if one != other)
    return text.count("\n", 0, at) + 1


#: the fast tests try a third of them
_CASES = [
    pytest.param(fault, id=f"{fault['in']}-{fault['shape']}", marks=pytest.mark.slow if number % 3 else ())
    for number, fault in enumerate(RECORD_FAULTS)
]


@pytest.mark.parametrize("fault", _CASES)
def test_a_fault_in_a_record_is_reported_once_on_its_line(tmp_path: Path, fault: dict[str, str]) -> None:
    """The only new result comes from the shape, has a correction, and has the right line."""
    cv, file = fault["in"].split("/")
    folder = Path(shutil.copytree(ROOT / "data" / cv, tmp_path / "cv"))
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(fault["for"]) == 1
    known = untouched(cv, fault.get("profile", ""))
    planted = text.replace(fault["for"], fault["write"])
    (folder / file).write_text(planted, encoding="utf-8")
    found = report(folder, fault.get("profile", ""))
    assert Counter(map(shape, found.results)) - Counter(map(shape, known.results)) == Counter(
        [fault["shape"], *fault.get("also", "").split()]
    )
    old = {one.sentence for one in known.results}
    (new,) = (one for one in found.results if shape(one) == fault["shape"] and one.sentence not in old)
    assert [one.sentence for one in found.distinct()].count(new.sentence) == 1
    assert fault["message"] in new.message
    where = folder / fault.get("file", file)
    line = line_of(where.read_text(encoding="utf-8"), (ROOT / "data" / cv / where.name).read_text(encoding="utf-8"), fault.get("line"))
    assert (new.place.source, new.place.line) == (str(where), line)


def test_a_page_without_faults_has_no_results() -> None:
    """No required or recommended value is missing, so all results of a fault are its own."""
    assert validate_file(str(PAGE), ["google"]).results == []


@pytest.mark.parametrize("fault", PAGE_FAULTS, ids=lambda fault: str(fault["shape"]))
def test_a_fault_in_the_text_of_a_page_is_reported_once_at_its_node(tmp_path: Path, fault: dict[str, str]) -> None:
    """The only result comes from the shape with its severity, at the brace of the node, also within HTML."""
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(fault["for"]) == 1
    planted = f'<html><script type="application/ld+json">\n{text.replace(fault["for"], fault["write"])}</script></html>\n'
    html = tmp_path / "index.html"
    html.write_text(planted, encoding="utf-8")
    (result,) = validate_file(str(html)).results
    assert (shape(result), result.shacl.severity) == (fault["shape"], fault["severity"])
    at = planted.rindex("{", 0, planted.index(fault["in"]))
    line = planted.count("\n", 0, at) + 1
    assert (result.place.line, result.place.column) == (line, at - planted.rfind("\n", 0, at))


@pytest.mark.parametrize(
    "document",
    [
        "{number: WO 2004/012345 A3, published: 2005-02-01}",
        "{number: US 2003/0012345 A9, published: 2004-02-01}",
        "{number: JP 2501234 B2, published: 1991-02-01}",
        "{number: ZR 123 A, published: 1991-02-01}",
        "{number: EP 1234567 B1, published: 2019-01-01, granted: 2021-01-01}",
    ],
)
def test_patents_that_only_look_contradictory_are_fine(document: str) -> None:
    """Search reports and corrections follow under the same number; a B was formerly assigned before the grant; states can end."""
    cv = vitagraph.read_text(f"person: {{name: Ada}}\npatent_families: [{{title: A, documents: [{document}]}}]\n")
    found = validator().validate(cv)
    assert [one for one in found.results if shape(one).startswith("Patent")] == []


def test_there_are_enough_faults() -> None:
    """The number of faults is known, so that none is lost."""
    assert len(RECORD_FAULTS) == 81
