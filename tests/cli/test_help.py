"""Help, completion, version, tracebacks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

import vitagraph
from command_line import ENVIRONMENT, run
from vitagraph.cli import main


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


def test_without_a_command_help_is_printed(folder):
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
