"""Every command and snippet of the documentation is executed, in a folder of its reader, with real servers; or has a reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from page_material import NOT_RUN, SLOW
from page_reader import Reader
from pages import PAGES, blocks, commands, relative
from vitagraph.cli import main

#: pages with code, but for the changelog
FOLLOWED = [page for page in PAGES if blocks(page)]
_WITH_SLOW_ONES = [
    page for page in FOLLOWED if any(re.search(SLOW, f"{relative(page)}: {one.line}") for block in blocks(page) for one in commands(block))
]


def lines(page: Path) -> list[str]:
    """The commands of a page, found without its reader: lines of any block that begin with `$`, or with a program in a block of lines."""
    found = []
    for language, text in re.findall(r"^ *```(\S*)\n(.*?)^ *```", page.read_text("utf-8").replace("\\\n", " "), re.DOTALL | re.MULTILINE):
        marks = r"^ *\$ (.+)$" if language in ("", "console") else r"^ *(?!#)(\S.*)$"
        found += re.findall(marks, text, re.MULTILINE) if language in ("", "console", "sh", "bash") else []
    return found


@pytest.mark.parametrize("page", FOLLOWED, ids=relative)
@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")
def test_a_page_is_followed(page: Path, tmp_path: Path) -> None:
    """Its commands, one after the other in one folder, print what it shows; the other ones succeed."""
    followed(page, tmp_path, slow=False)


@pytest.mark.slow
@pytest.mark.parametrize("page", _WITH_SLOW_ONES, ids=relative)
@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")
def test_a_page_is_followed_with_its_slow_commands(page: Path, tmp_path: Path) -> None:
    """The same with Virtuoso, Spark and many CVs."""
    followed(page, tmp_path, slow=True)


def followed(page: Path, folder: Path, slow: bool) -> None:
    with Reader(folder, slow) as reader:
        reader.follow(page)
    handled = "\n".join((*reader.done, *reader.reasons))
    assert [line for line in lines(page) if line.split(" && ")[0].strip() not in handled] == []


def helped(command: click.Command, name: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with the examples of its help."""
    text = "\n".join(filter(None, (command.help, command.epilog)))
    yield name, re.findall(r"^\s*((?:vitagraph|curl) .*?)(?: {2,}.*)?$", text, re.MULTILINE)
    for one in command.list_commands(click.Context(command)) if isinstance(command, click.Group) else ():
        if found := command.get_command(click.Context(command), one):
            yield from helped(found, f"{name} {one}")


HELP = dict(helped(main, "vitagraph"))


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, examples in HELP.items() if examples])
def test_the_examples_of_help_run(name: str, tmp_path: Path) -> None:
    """Each in a folder of its own, as help shows alternatives."""
    for number, line in enumerate(HELP[name]):
        (tmp_path / str(number)).mkdir()
        with Reader(tmp_path / str(number), slow=True) as reader:
            reader.try_examples([line])


def test_each_reason_is_one_of_a_command() -> None:
    """What is not run installs something, or belongs to another program; a reason without a command is deleted."""
    every = [part.strip() for page in FOLLOWED for block in blocks(page) for one in commands(block) for part in one.line.split(" && ")]
    every += re.findall(r"run: (.*)", "".join(page.read_text("utf-8") for page in FOLLOWED))
    for pattern, reason in NOT_RUN.items():
        found = [line for line in every if re.match(pattern, line)]
        assert found, f"{pattern}: no page has such a command"
        assert reason
        assert [line for line in found if line.startswith("vitagraph")] == []
