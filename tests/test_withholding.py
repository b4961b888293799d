"""Reports in machine-readable formats do not quote restricted values; with `--withhold all` they quote none."""

from __future__ import annotations

from pathlib import Path

import pytest

import vitagraph
from command_line import run
from test_privacy import assert_contains_none_of, restricted_words
from vitagraph.validation import Report, validate
from vitagraph.validation.formats import REPORT_FORMATS, write
from vitagraph.yaml import read_files

ROOT = Path(__file__).parent.parent
PASSED_ON = tuple(name for name, one in REPORT_FORMATS.own.items() if one.passed_on)
_START = "document: {iri: https://ada.example/cv, as_of: 2020-01-01}\n"
#: a CV with a fault in a restricted fact, and words of the restricted value
FAULTS = {
    "an e-mail address": ("person: {name: Ada, email: geheim at post}", "geheim"),
    "a hidden field": ("person: {name: Ada, homepage: geheim, visibility: {homepage: private}}", "geheim"),
    "a hidden record": ("talks: [{title: X, date: geheim, visibility: private}]", "geheim"),
    "a record with an unreadable visibility": ("talks: [{title: X, date: geheim, visibility: secret}]", "geheim"),
    "a key of a hidden record": ("talks: [{title: X, date: 2019, geheim: X, visibility: private}]", "geheim"),
    "a record inside a hidden one": ("people: [{name: Ada, visibility: private, profiles: [{url: geheim 1}]}]", "geheim"),
    "a reference to a hidden record": (
        "organizations: [{name: Geheim, visibility: private}]\nprojects: [{title: X, dates: 2019, funders: Geheim}]", "geheim"
    ),
    "a talk in the future": ("talks: [{title: Geheim, date: 2099-05-05, visibility: private}]", "eheim 2099-05-05"),
}  # fmt: skip


def report_of(source: str) -> Report:
    """The report that `validate` writes for a CV."""
    try:
        return validate(read_files([("cv.yaml", source.encode())], "cv.yaml"), "cv.yaml")
    except vitagraph.DataError as error:
        return Report.of_problems(error.problems)


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("form", REPORT_FORMATS.own)
def test_restricted_facts_are_withheld(name: str, form: str) -> None:
    """Place and severity remain, the value is omitted."""
    source, words = FAULTS[name]
    report = report_of(_START + source + "\n")
    withheld = report.withheld("guarded")
    assert any(word in write(report, form) for word in words.split())
    assert not [word for word in words.split() if word in write(withheld, form)]
    assert [(one.place, one.shacl.severity) for one in withheld.results] == [(one.place, one.shacl.severity) for one in report.results]


def test_the_command_withholds_by_default(tmp_path: Path) -> None:
    """In the formats of other programs, and in text if CI is set; `--withhold none` shows the values."""
    (tmp_path / "cv.yaml").write_text(_START + FAULTS["an e-mail address"][0] + "\n", "utf-8")
    for options, ci, shows in [
        ((), "", True), ((), "true", False), (("--withhold", "none"), "true", True), (("-f", "json"), "", False),
        (("-f", "sarif"), "", False), (("-f", "github"), "", False), (("-f", "turtle"), "", False),
        (("-f", "github", "--withhold", "none"), "", True),
    ]:  # fmt: skip
        code, shown, _ = run(tmp_path, "validate", "cv.yaml", *options, CI=ci)
        assert (code, "geheim" in shown) == (1, shows), options


def test_all_can_be_withheld(tmp_path: Path) -> None:
    """Also of public facts: place and rule remain."""
    (tmp_path / "cv.yaml").write_text(_START + "talks: [{title: Owls, date: 2099-05-05}]\n", "utf-8")
    for name in ("text", *PASSED_ON):
        _, shown, _ = run(tmp_path, "validate", "cv.yaml", "-f", name)
        assert "2099" in shown
        _, withheld, _ = run(tmp_path, "validate", "cv.yaml", "-f", name, "--withhold", "all")
        assert not [word for word in ("2099", "owls", "Owls") if word in withheld]
        assert "Future" in withheld


def test_reports_of_the_example_have_no_restricted_facts(tmp_path: Path) -> None:
    """No restricted word of a CV that uses every field."""
    words = restricted_words(vitagraph.read(ROOT / "data/example"))
    for name in PASSED_ON:
        _, shown, stderr = run(tmp_path, "validate", str(ROOT / "data/example"), "-f", name)
        assert_contains_none_of(shown + stderr, words)
    _, lines, _ = run(tmp_path, "bulk", "validate", str(ROOT / "data/example"), "--workers", "1", "--withhold", "guarded")
    assert_contains_none_of(lines, words)
