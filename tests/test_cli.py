"""The command line, as a process of its own: exit codes, streams, files that appear whole or not at all."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import jsonschema
import pytest
import yaml

import vitagraph
from vitagraph.cli import main
from vitagraph.graph import FORMATS

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "data" / "example"
CV = "document: {iri: https://ada.example/cv}\nperson: {name: Käthe Beispiel, email: kaethe@example.org}\n"
BROKEN = "person:\n  nme: Ada\n"
COMMAND = [sys.executable, "-m", "vitagraph"]
# Signals as a terminal leaves them, even where the tests run in the background and ignore some.
FRESH = "import os, signal, sys; [signal.signal(n, signal.SIG_DFL) for n in (1, 2, 15)]; os.execv(sys.executable, sys.argv[1:])"
INTERRUPTIBLE = [sys.executable, "-c", FRESH, *COMMAND]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("VITAGRAPH", "_VITAGRAPH", "COMP_"))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small CV, a broken one, and files that a test may write."""
    (tmp_path / "cv").mkdir()
    (tmp_path / "cv" / "cv.yaml").write_text(CV, "utf-8")
    (tmp_path / "broken.yaml").write_text(BROKEN, "utf-8")
    (tmp_path / "old.ttl").write_text("old", "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, given: bytes = b"", **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a call in a folder; a warning counts as an error."""
    result = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
        env=ENVIRONMENT | {"PYTHONWARNINGS": "error"} | environment,
    )
    return result.returncode, result.stdout.decode("utf-8"), result.stderr.decode("utf-8")


def shell(folder: Path, line: str) -> tuple[int, str, str]:
    """The same for a line of bash, in which `vitagraph` is the command; the exit code is that of a pipe's first failure."""
    quoted = " ".join(f"'{word}'" for word in COMMAND)
    result = subprocess.run(
        ["bash", "-c", f'set -o pipefail; vitagraph() {{ {quoted} "$@"; }}; {line}'],
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
        env=ENVIRONMENT | {"PYTHONWARNINGS": "error"},
    )
    return result.returncode, result.stdout.decode("utf-8"), result.stderr.decode("utf-8")


def files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its content, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- streams and exit codes


def test_data_alone_goes_to_standard_output(folder):
    code, data, talk = run(folder, "export", "cv")
    assert (code, talk) == (0, "")
    assert data == vitagraph.dataset(vitagraph.read(folder / "cv")).serialize("turtle")
    assert "Käthe Beispiel" in data


def test_talk_alone_goes_to_standard_error(folder):
    (folder / "cv" / "people.yaml").write_text("people: [Johanna Vogel]\n", "utf-8")
    code, data, talk = run(folder, "export", "cv", "-o", "new.nt")
    assert (code, data) == (0, "")
    size = (folder / "new.nt").stat().st_size
    triples = len((folder / "new.nt").read_text("utf-8").splitlines())
    assert talk == f"Käthe Beispiel: 1 people\n  new.nt  {size:,} bytes\n{triples:,} triples\n"


def test_quiet_is_quiet(folder):
    assert run(folder, "export", "cv", "-q", "-o", "new.nt") == (0, "", "")


def test_a_cv_without_address_is_mentioned(folder):
    code, data, talk = run(folder, "export", "-", given=b"person: {name: Ada}")
    assert code == 0
    assert "https://cv.example/cv" in data
    assert talk == "-: the CV states no address; its IRIs begin with https://cv.example/cv: add `document: {iri: ...}`\n"


def test_wrong_data_is_1(folder):
    code, data, talk = run(folder, "export", "broken.yaml")
    assert (code, data) == (1, "")
    assert talk == "broken.yaml:2:3: unknown key 'nme'; did you mean 'name'?\n1 problem; nothing was written\n"


def test_all_problems_are_listed(folder):
    (folder / "cv" / "more.yaml").write_text("talks:\n  - {titel: Owls}\n  - {title: Crows, date: x}\nxyz: 1\n", "utf-8")
    code, data, talk = run(folder, "export", "cv")
    assert (code, data) == (1, "")
    places = [line.partition(": ")[0] for line in talk.splitlines()]
    assert places == ["cv/more.yaml:2:5", "cv/more.yaml:2:6", "cv/more.yaml:3:26", "cv/more.yaml:4:1", "4 problems; nothing was written"]


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
        (["export", "cv", "-f", "csv"], "'csv' is not one of"),
        (["export", "cv", "--all-formats", "x", "-o", "x.ttl"], "--all-formats names its files and formats itself; leave out --output"),
        (["export", "cv", "--all-formats", "old.ttl"], "vitagraph: old.ttl: File exists; check the file"),
        (["export", "cv", "--all-formats", "x", "--include", "private"], "has no named graphs"),
        (["export", "cv", "extra"], "unexpected extra argument"),
        (["export", "cv", "--colour"], "No such option"),
        (["exprt"], "No such command"),
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
def test_a_wrong_call_is_2(folder, arguments, message):
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


# -- formats


@pytest.mark.parametrize(("name", "suffix"), FORMATS.items())
def test_the_suffix_names_the_format(folder, name, suffix):
    assert run(folder, "export", "cv", "-q", "-o", f"new.{suffix}") == (0, "", "")
    code, data, _ = run(folder, "export", "cv", "-f", name)
    assert code == 0
    assert (folder / f"new.{suffix}").read_text("utf-8") == data


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
    assert sorted(files(folder / "a" / "b")) == sorted(f"cv.{suffix}" for suffix in FORMATS.values())
    assert all(f"a/b/cv.{suffix}" in talk for suffix in FORMATS.values())


def test_guarded_facts_only_where_they_are_named(folder):
    assert "kaethe@" not in run(folder, "export", "cv", "-f", "trig")[1]
    assert "kaethe@" in run(folder, "export", "cv", "-f", "trig", "--include", "contact")[1]
    assert run(folder, "export", "cv", "-q", "--include", "contact", "--include", "private", "-o", "new.nq") == (0, "", "")
    assert "kaethe@" in (folder / "new.nq").read_text("utf-8")


# -- files appear whole or not at all


def test_a_failing_export_leaves_the_old_file(folder):
    before = files(folder)
    assert run(folder, "export", "broken.yaml", "-o", "old.ttl")[0] == 1
    assert files(folder) == before


def test_an_export_replaces_the_old_file_and_keeps_its_mode(folder):
    (folder / "old.ttl").chmod(0o640)
    inode = (folder / "old.ttl").stat().st_ino
    assert run(folder, "export", "cv", "-q", "-o", "old.ttl") == (0, "", "")
    assert (folder / "old.ttl").read_text("utf-8") == run(folder, "export", "cv")[1]
    assert (folder / "old.ttl").stat().st_mode & 0o777 == 0o640
    assert (folder / "old.ttl").stat().st_ino != inode
    assert sorted(files(folder)) == ["broken.yaml", "cv/cv.yaml", "old.ttl"]


def test_a_new_file_has_the_mode_that_the_umask_leaves(folder):
    assert shell(folder, "umask 027; vitagraph export cv -q -o new.ttl") == (0, "", "")
    assert (folder / "new.ttl").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("target", ["old.ttl", "cv/not-yet.ttl"])
def test_a_symbolic_link_stays_one(folder, target):
    (folder / "link.ttl").symlink_to(target)
    assert run(folder, "export", "cv", "-q", "-o", "link.ttl") == (0, "", "")
    assert (folder / "link.ttl").is_symlink()
    assert (folder / target).read_text("utf-8") == run(folder, "export", "cv")[1]


def test_the_output_may_be_a_device(folder):
    assert shell(folder, "vitagraph export cv -q -f turtle -o /dev/stdout | cat")[:2] == run(folder, "export", "cv")[:2]
    assert run(folder, "export", "cv", "-q", "-f", "turtle", "-o", "/dev/null") == (0, "", "")


def test_the_output_may_be_a_pipe(folder):
    os.mkfifo(folder / "pipe.ttl")
    assert shell(folder, "cat pipe.ttl & vitagraph export cv -q -o pipe.ttl; wait") == run(folder, "export", "cv")


@pytest.fixture
def hanging(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An export that waits for ever for the second file of its CV, which is a pipe that nobody writes to."""
    os.mkfifo(folder / "cv" / "pipe.yaml")
    process = subprocess.Popen(
        [*INTERRUPTIBLE, "export", "cv", "-o", "old.ttl"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    # A pipe opens for writing without waiting as soon as somebody has opened it for reading.
    writer = until_somebody_reads(folder / "cv" / "pipe.yaml", process)
    yield process
    os.close(writer)
    process.kill()
    process.communicate()


def until_somebody_reads(pipe: Path, process: subprocess.Popen[bytes]) -> int:
    """The writing end of a pipe, once a process has opened the reading one."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    raise AssertionError(f"nobody opened {pipe}")


def test_an_interrupt_is_told_and_harms_nothing(folder, hanging):
    hanging.send_signal(signal.SIGINT)
    data, talk = hanging.communicate(timeout=30)
    assert (hanging.returncode, data) == (130, b"")
    assert talk == b"vitagraph: interrupted; a file that was not finished is as it was before\n"
    assert (folder / "old.ttl").read_text("utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["broken.yaml", "cv", "old.ttl"]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_killed_export_leaves_the_old_file(folder, hanging, how):
    hanging.send_signal(how)
    assert hanging.communicate(timeout=30) == (b"", b"")
    assert hanging.returncode == -how
    assert (folder / "old.ttl").read_text("utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["broken.yaml", "cv", "old.ttl"]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_between_two_files(folder, how):
    out = folder / "out"
    out.mkdir()
    suffixes = list(FORMATS.values())
    for suffix in suffixes:
        (out / f"cv.{suffix}").write_text("old", "utf-8")
    (out / f"cv.{suffixes[3]}").unlink()
    os.mkfifo(out / f"cv.{suffixes[3]}")
    with subprocess.Popen(
        [*INTERRUPTIBLE, "export", "cv", "--all-formats", "out"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as process:
        # The export waits in front of the pipe; the file before it appears when it gets there.
        deadline = time.monotonic() + 30
        while (out / f"cv.{suffixes[2]}").read_text("utf-8") == "old" and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(how)
        assert b"Traceback" not in process.communicate(timeout=30)[1]
    for number, suffix in enumerate(suffixes):
        if number != 3:
            text = (out / f"cv.{suffix}").read_text("utf-8")
            assert text == ("old" if number > 3 else run(folder, "export", "cv", "-f", list(FORMATS)[number])[1])
    assert sorted(path.name for path in out.iterdir()) == sorted(f"cv.{suffix}" for suffix in suffixes)


def test_a_full_disk_leaves_no_half_of_a_file(folder):
    """The limit on the size of files stands in for a full disk."""
    code, _, talk = shell(folder, "trap '' XFSZ; ulimit -f 1; vitagraph export " + f"'{EXAMPLE}' -q -o old.ttl")
    assert code == 2
    assert talk == "vitagraph: old.ttl: cannot be written (File too large); check the folder and its permissions\n"
    assert sorted(files(folder)) == ["broken.yaml", "cv/cv.yaml", "old.ttl"]
    assert (folder / "old.ttl").read_text("utf-8") == "old"


@pytest.mark.parametrize("command", [f"export '{EXAMPLE}' -f ntriples", f"export '{EXAMPLE}' -f jsonld", "schema"])
def test_a_reader_that_has_read_enough(folder, command):
    code, data, talk = shell(folder, f"vitagraph {command} | head -1")
    assert (code, talk) == (0, "")
    assert data.count("\n") == 1


# -- help and talk


def commands() -> list[str]:
    return main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", ["", *commands()])
def test_help_names_every_option(folder, name):
    command = main.get_command(click.Context(main), name) if name else main
    assert command is not None
    code, data, talk = run(folder, *filter(None, [name]), "--help")
    assert (code, talk) == (0, "")
    options = [option for parameter in command.params for option in parameter.opts if isinstance(parameter, click.Option)]
    assert all(re.search(rf"(?m)^ +.*{re.escape(option)}\b", data) for option in (*options, "--help"))
    assert all(parameter.help for parameter in command.params if isinstance(parameter, click.Option) and parameter.name != "help")
    assert all(len(line) <= 110 for line in data.splitlines())
    assert run(folder, *filter(None, [name]), "-h") == (code, data, talk)


def test_help_of_all_names_every_command(folder):
    _, data, _ = run(folder, "--help")
    assert all(re.search(rf"(?m)^  {re.escape(name)} ", data) for name in commands())
    assert {"export", "schema"} <= set(commands())


def test_no_command_at_all_is_answered_with_help(folder):
    code, data, talk = run(folder)
    assert code == 2
    assert "Usage: vitagraph" in data + talk


def test_version(folder):
    assert run(folder, "--version") == (0, f"vitagraph {vitagraph.__version__}\n", "")


def test_the_installed_command_is_the_module(folder):
    installed = shutil.which("vitagraph", path=str(Path(sys.executable).parent))
    assert installed is not None
    result = subprocess.run(
        [installed, "export", "cv"], cwd=folder, capture_output=True, text=True, timeout=60, check=False, env=ENVIRONMENT
    )
    assert (result.returncode, result.stdout, result.stderr) == run(folder, "export", "cv")


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_completion_scripts(folder, kind):
    code, data, talk = run(folder, _VITAGRAPH_COMPLETE=f"{kind}_source")
    assert (code, talk) == (0, "")
    assert "_VITAGRAPH_COMPLETE" in data
    assert f"{kind}_complete" in data


@pytest.mark.parametrize(
    ("words", "expected"),
    [("vitagraph expo", "export"), ("vitagraph export --inc", "--include"), ("vitagraph export --include pri", "private")],
)
def test_completion(folder, words, expected):
    position = str(len(words.split()) - 1)
    code, data, _ = run(folder, _VITAGRAPH_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=position)
    assert code == 0
    assert data == f"plain,{expected}\n"


@pytest.mark.parametrize(("arguments", "error"), [(["export", "broken.yaml"], "DataError"), (["export", "missing"], "UsageError")])
def test_tracebacks_on_request(folder, arguments, error):
    code, data, talk = run(folder, *arguments, VITAGRAPH_DEBUG="1")
    assert (code, data) == (1, "")
    assert talk.startswith("Traceback (most recent call last):\n")
    assert error in talk
    assert "Traceback" not in run(folder, *arguments)[2]


# -- the JSON Schema


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What `vitagraph schema` prints."""
    code, data, talk = run(tmp_path_factory.mktemp("schema"), "schema")
    assert (code, talk) == (0, "")
    return json.loads(data)


def problems(schema: dict, data: object) -> list[str]:
    """What a JSON Schema finds wrong."""
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(data)]


class Dates(yaml.SafeLoader):
    """YAML as an editor's language server reads it: dates are text."""


Dates.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_schema_is_one(schema):
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_schema_in_the_project_is_the_one_printed(folder):
    assert run(folder, "schema")[1] == (ROOT / "ontology" / "record.schema.json").read_text("utf-8")


@pytest.mark.parametrize("file", sorted((ROOT / "data").glob("*/*.yaml")), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_schema_accepts_every_file_of_both_cvs(schema, file):
    assert problems(schema, yaml.load(file.read_text("utf-8"), Loader=Dates)) == []


@pytest.mark.parametrize(
    "data",
    [
        {"publications": []},
        {"talks": [{"title": "Owls", "date": "2020", "titel": "x"}]},
        {"talks": [{"title": "Owls"}]},
        {"talks": {"title": "Owls", "date": "2020"}},
        {"talks": [{"title": "Owls", "date": "2020", "kind": "rave"}]},
        {"person": {"visibility": {"email": "everyone"}}},
        {"person": ["Ada"]},
        {"journal_articles": [{"title": "Owls", "authors": [{"nmae": "x"}]}]},
        {"aliases": ["x"]},
        [],
    ],
    ids=json.dumps,
)
def test_the_schema_refuses_what_reading_refuses(schema, data):
    assert problems(schema, data)
    with pytest.raises(vitagraph.DataError):
        vitagraph.read_text(json.dumps(data))


def test_the_schema_into_a_file(folder, schema):
    assert run(folder, "schema", "-o", "new.json") == (0, "", "")
    assert json.loads((folder / "new.json").read_text("utf-8")) == schema


@pytest.mark.parametrize("command", [("validate",), ("check-terms",), ("query", "ASK {}"), ("import",)])
def test_a_text_longer_than_any_parser_takes_is_a_clear_error(tmp_path, command):
    (tmp_path / "long.nt").write_text(f'<urn:a> <urn:b> "{"x" * (17 << 20)}" .\n', encoding="utf-8")
    more = ("-o", str(tmp_path / "new")) if command == ("import",) else ()
    call = [sys.executable, "-m", "vitagraph", *command, str(tmp_path / "long.nt"), *more]
    result = subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 1
    assert "a single text in it has more than 16 MB, which no CV has; shorten it" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
