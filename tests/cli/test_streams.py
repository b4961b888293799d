"""Streams and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml

import vitagraph
from command_line import BROKEN, CV, files, run, shell


def test_data_go_to_standard_output(folder):
    code, data, talk = run(folder, "export", "cv")
    assert (code, talk) == (0, "")
    assert data == vitagraph.dataset(vitagraph.read(folder / "cv")).serialize("turtle")
    assert "Käthe Beispiel" in data


def test_messages_go_to_standard_error(folder):
    (folder / "cv" / "people.yaml").write_text("people: [Johanna Vogel]\n", "utf-8")
    code, data, talk = run(folder, "export", "cv", "-o", "new.nt")
    assert (code, data) == (0, "")
    size = (folder / "new.nt").stat().st_size
    triples = len((folder / "new.nt").read_text("utf-8").splitlines())
    assert talk == f"Käthe Beispiel: 1 people\n  new.nt  {size:,} bytes\n{triples:,} triples\n"


def test_quiet_prints_no_messages(folder):
    assert run(folder, "export", "cv", "-q", "-o", "new.nt") == (0, "", "")


def test_a_cv_without_address_is_reported(folder):
    code, data, talk = run(folder, "export", "-", given=b"person: {name: Ada}")
    assert code == 0
    assert "https://cv.example/cv" in data
    assert talk == "-: the CV states no address; its IRIs begin with https://cv.example/cv: add `document: {iri: ...}`\n"


def test_invalid_data_is_exit_code_1(folder):
    code, data, talk = run(folder, "export", "broken.yaml")
    assert (code, data) == (1, "")
    assert (
        talk == "broken.yaml:2:3: unknown key 'nme'; did you mean 'name'?\n1 problem; nothing was written; see `vitagraph docs records`\n"
    )


def test_all_problems_are_listed(folder):
    (folder / "cv" / "more.yaml").write_text("talks:\n  - {titel: Owls}\n  - {title: Crows, date: x}\nxyz: 1\n", "utf-8")
    code, data, talk = run(folder, "export", "cv")
    assert (code, data) == (1, "")
    places = [line.partition(": ")[0] for line in talk.splitlines()]
    assert places == [
        "cv/more.yaml:2:6",
        "cv/more.yaml:3:26",
        "cv/more.yaml:4:1",
        "3 problems; nothing was written; see `vitagraph docs records` and `vitagraph docs dates`",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "missing"], "vitagraph: missing: there is no such file or folder; name a YAML or JSON file, or a folder of them\n"),
        (["export", "empty"], "vitagraph: empty: no records in this folder; add a file such as person.yaml, or name another folder\n"),
        (
            ["export", "cv", "-o", "x.csv"],
            "x.csv: no format has this suffix; write one of .ttl, .jsonld, .nt, .nq, .trig, .rdf, .bib, .ris",
        ),
        (["export", "cv", "-o", "x"], "x: no format has this suffix"),
        (
            ["export", "cv", "--include", "private"],
            "turtle has no named graphs and would mix private with public facts; use nquads or trig\n",
        ),
        (["export", "cv", "--include", "public"], "'public' is not one of 'contact', 'private'"),
        (["export", "cv", "-f", "csv"], "there is no format 'csv'; name one of turtle, "),
        (["export", "cv", "--all-formats", "x", "-o", "x.ttl"], "--all-formats names its files and formats itself; leave out --output"),
        (["export", "cv", "--all-formats", "old.ttl"], "vitagraph: old.ttl: File exists; check the file"),
        (["export", "cv", "--all-formats", "x", "--include", "private"], "has no named graphs"),
        (["export", "cv", "extra"], "unexpected extra argument"),
        (["export", "cv", "--colour"], "No such option"),
        (["exprt"], "there is no command 'exprt'; did you mean 'export'?"),
        (
            ["export", "cv", "-o", "nowhere/x.ttl"],
            "vitagraph: nowhere/x.ttl: cannot be written (No such file or directory); check the folder",
        ),
        (["export", "cv", "-o", "old.ttl/x.ttl"], "vitagraph: old.ttl/x.ttl: cannot be written (Not a directory); check the folder"),
        (["export", "cv", "-f", "turtle", "-o", "cv"], "vitagraph: cv: cannot be written (Is a directory); check the folder"),
        (["schema", "-o", "nowhere/x.json"], "vitagraph: nowhere/x.json: cannot be written (No such file or directory)"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_usage_error_is_exit_code_2(folder, arguments, message):
    (folder / "empty").mkdir()
    before = files(folder)
    code, data, talk = run(folder, *arguments)
    assert (code, data) == (2, "")
    assert message in talk
    assert "Traceback" not in talk
    assert files(folder) == before


def test_the_current_folder_is_the_default(folder):
    assert run(folder / "cv", "export") == run(folder, "export", "cv")


@pytest.mark.parametrize(
    "data", [CV.encode(), CV.encode("utf-16"), json.dumps(yaml.safe_load(CV)).encode()], ids=["utf-8", "utf-16", "json"]
)
def test_standard_input(folder, data):
    assert run(folder, "export", "-", given=data) == run(folder, "export", "cv")


def test_problems_of_standard_input(folder):
    code, data, talk = run(folder, "export", "-", given=BROKEN.encode())
    assert (code, data) == (1, "")
    assert talk.startswith("<stdin>:2:3: unknown key 'nme'")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("vitagraph export - <&-", "vitagraph: standard input is closed; name a file or a folder instead\n"),
        ("vitagraph export cv >&-", "vitagraph: standard output is closed; name a file with --output\n"),
        ("vitagraph export cv >/dev/full", "vitagraph: No space left on device; check the file, its folder and the space on the disk\n"),
        ("vitagraph --help >/dev/full", "vitagraph: No space left on device; check the file, its folder and the space on the disk\n"),
        ("vitagraph schema >/dev/full", "vitagraph: No space left on device; check the file, its folder and the space on the disk\n"),
        (
            "vitagraph export cv -f turtle -o /dev/full",
            "vitagraph: /dev/full: cannot be written (No space left on device); check the folder",
        ),
    ],
)
def test_streams_that_fail(folder, line, message):
    code, data, talk = shell(folder, line)
    assert (code, data) == (2, "")
    assert talk.startswith(message)
    assert "Traceback" not in talk
    assert "Exception" not in talk


@pytest.mark.parametrize(
    ("line", "code"),
    [("export cv", 0), ("export nosuch", 2), ("nosuch", 2), ("export --bogus", 2), ("--help", 0), ("queries", 0)],
)
def test_exit_codes_where_messages_cannot_be_written(folder, line, code):
    """Standard error on a full disk changes no exit code; with standard output there too, the call fails as a usage error."""
    assert shell(folder, f"vitagraph {line} >/dev/null 2>/dev/full")[0] == code
    assert shell(folder, f"vitagraph {line} >/dev/full 2>/dev/full")[0] == 2


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_output_is_utf_8_everywhere(folder, locale):
    code, data, _ = run(folder, "export", "cv", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert code == 0
    assert "Käthe Beispiel" in data


def test_names_beyond_ascii_in_a_c_locale(folder):
    (folder / "Käthe.yaml").write_text("person:\n  nämé: Käthe\n", "utf-8")
    code, _, talk = run(folder, "export", "Käthe.yaml", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert code == 1
    assert ".yaml:2:3: unknown key '" in talk


@pytest.mark.parametrize("command", [("validate",), ("check-terms",), ("query", "ASK {}"), ("import",)])
def test_a_text_longer_than_any_parser_takes_is_a_clear_error(tmp_path, command):
    (tmp_path / "long.nt").write_text(f'<urn:a> <urn:b> "{"x" * (17 << 20)}" .\n', encoding="utf-8")
    more = ("-o", str(tmp_path / "new")) if command == ("import",) else ()
    call = [sys.executable, "-m", "vitagraph", *command, str(tmp_path / "long.nt"), *more]
    result = subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 1
    assert "a single text in it has more than 16 MB, which no CV has; shorten it" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
