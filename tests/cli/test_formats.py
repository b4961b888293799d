"""Formats: by suffix, by name, and which facts each may contain."""

from __future__ import annotations

import pytest

from command_line import files, run
from vitagraph.exporters import EXPORTERS
from vitagraph.rdf.syntaxes import SYNTAXES

SUFFIXES = [one.suffix for one in (*SYNTAXES.own.values(), *EXPORTERS.own.values()) if one.suffix not in ("json", "yaml")]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_names_the_format_in_any_case(folder, suffix):
    code, data, _ = run(folder, "export", "cv", "-f", suffix.upper())
    assert code == 0
    for written in (suffix, suffix.upper()):
        assert run(folder, "export", "cv", "-q", "-o", f"new.{written}") == (0, "", "")
        assert (folder / f"new.{written}").read_text("utf-8") == data


def test_the_format_goes_with_an_unknown_suffix_and_not_with_that_of_another(folder):
    assert run(folder, "export", "cv", "-q", "-f", "ntriples", "-o", "new.txt") == (0, "", "")
    assert (folder / "new.txt").read_text("utf-8") == run(folder, "export", "cv", "-f", "nt")[1]
    code, data, talk = run(folder, "export", "cv", "-q", "-f", "ntriples", "-o", "new.ttl")
    assert (code, data) == (2, "")
    assert "new.ttl: this is the suffix of turtle, not of ntriples" in talk
    assert not (folder / "new.ttl").exists()


def test_all_formats(folder):
    code, data, talk = run(folder, "export", "cv", "--all-formats", "a/b")
    assert (code, data) == (0, "")
    assert sorted(files(folder / "a" / "b")) == sorted(f"cv.{syntax.suffix}" for syntax in SYNTAXES.own.values())
    assert all(f"a/b/cv.{syntax.suffix}" in talk for syntax in SYNTAXES.own.values())


def test_restricted_facts_only_if_included(folder):
    assert "kaethe@" not in run(folder, "export", "cv", "-f", "trig")[1]
    assert "kaethe@" in run(folder, "export", "cv", "-f", "trig", "--include", "contact")[1]
    assert run(folder, "export", "cv", "-q", "--include", "contact", "--include", "private", "-o", "new.nq") == (0, "", "")
    assert "kaethe@" in (folder / "new.nq").read_text("utf-8")
