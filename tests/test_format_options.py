"""Formats of reports, differences and bulk exports: each file reaches the command line, and an unknown name leads to a known one."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from vitagraph.bulk.formats import FORMATS
from vitagraph.cli import main
from vitagraph.cli.choice import Entries
from vitagraph.differences.formats import DIFFERENCE_FORMATS
from vitagraph.validation.formats import REPORT_FORMATS

COMMANDS: dict[str, Entries] = {"validate": REPORT_FORMATS, "diff": DIFFERENCE_FORMATS, "bulk export": FORMATS}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_line_lists_the_formats(command: str) -> None:
    """Help has every name; another name is a wrong call that names the nearest."""
    names = list(COMMANDS[command])
    shown = CliRunner().invoke(main, [*command.split(), "--help"]).stdout
    assert f"[{'|'.join(names)}]" in "".join(shown.split()), f"`vitagraph {command} --help` does not list {names}: see its --format"
    refused = CliRunner().invoke(main, [*command.split(), "data", "-o", "out", "-f", f"{names[-1]}x"])
    assert refused.exit_code == 2
    assert f"'{names[-1]}x'; did you mean '{names[-1]}'?" in refused.stderr
