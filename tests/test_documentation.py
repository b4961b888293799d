"""The documentation is true: the options of its commands, links and headings exist; `test_pages.py` runs it."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from conftest import ROOT
from pages import PAGES, blocks, commands, relative
from vitagraph.cli import main
from vitagraph.cli.docs import listed
from vitagraph.errors import UsageError
from vitagraph.project.documentation import topic, topics
from vitagraph.queries import catalogue
from vitagraph.records import sections
from vitagraph.records.publications import Publication


def arguments(page: Path) -> Iterator[list[str]]:
    """The arguments of each command of vitagraph in the blocks of a page."""
    for block in blocks(page):
        for command in commands(block):
            if command.line.startswith("vitagraph "):
                yield shlex.split(re.split(" (?:>|&&|[|]) ", command.line)[0], comments=True)[1:]


def check(words: list[str]) -> None:
    """Parses a command without running it. Raises ClickException for an unknown command, option or value."""
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, found, words = command.resolve_command(context, words)
        assert found is not None
        command, context = found, click.Context(found, info_name=name, parent=context)
    if "--help" not in words:
        command.make_context(context.info_name, words, parent=context.parent)


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_commands_exist(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, options and values of all commands on a page are those of the program."""
    monkeypatch.chdir(ROOT)
    for words in arguments(page):
        try:
            check(words)
        except click.ClickException as error:
            if "does not exist" in error.format_message():
                continue  # a folder of the reader
            pytest.fail(f"{relative(page)}: vitagraph {shlex.join(words)}: {error.format_message()}")


# -- links


def anchor(heading: str) -> str:
    """The anchor of a heading, as GitHub and MyST derive it."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


def without_code(page: Path) -> str:
    """The text of a page without blocks of code."""
    return re.sub(r"^ *```.*?^ *```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    """Each link to a file of the project has its file, and the heading behind `#`."""
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", without_code(page))):
        target, _, fragment = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        path = page.parent / target if target else page
        headings = re.findall(r"^#+ (.+)$", without_code(path), re.MULTILINE) if path.suffix == ".md" and path.is_file() else []
        if not path.exists() or (fragment and fragment not in map(anchor, headings)):
            broken.append(link)
    assert broken == []


# -- the installed reference


def test_each_section_and_query_is_a_topic() -> None:
    """`vitagraph docs NAME` prints the part of the reference with this heading; an unknown name leads to a similar one."""
    assert [name for name in ("document", "person", *sections(), *catalogue()) if name not in topics()] == []
    assert topic("journal_articles").page == topic("exhibitions").page == "records"
    assert topic("A period").text.startswith("## A period\n")
    assert "### Statuses of works" in topic("status").text
    assert topic("in-press").text.strip() == topic("statuses of works").text.strip()
    assert "edited_books" in topic("isbn").text
    works = [name for name, record in sections().items() if issubclass(record, Publication)]
    assert [name for name in (*works, "edited_books") if f"| [`{name}`]" not in topic("publications").text] == []
    assert [topic(name).name for name in ("visibility", "BibTeX", "JSON-LD", "Oxigraph", "PhD")] == [
        "hide-and-show",
        "import",
        "embed",
        "stores",
        "studies",
    ]
    assert "<!-- written by" not in topic("records").text
    assert topic("no blank nodes").page == "no-blank-nodes"
    assert topic("A position is an affiliation").page == "positions-as-affiliations"
    assert len([one for one in listed() if one.startswith("- ")]) == len({one.page for one in topics().values()})
    for name, message in {"tlaks": "see `vitagraph docs talks`", "zzz": "`vitagraph docs` lists them"}.items():
        with pytest.raises(UsageError, match=message):
            topic(name)


def test_the_licences_of_all_dependencies_are_listed() -> None:
    """A row for each package that pyproject.toml requires."""
    required = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    listed = re.sub("_", "-", (ROOT / "docs/reference/licences.md").read_text("utf-8")).lower()
    assert [name for one in required if f"| {(name := re.split('[ ;<>=]', one)[0])} |" not in listed] == []


def test_each_decision_has_its_context_and_consequences() -> None:
    """The page of decisions leads to each of them, and each has the three parts."""
    pages = {page.name: page.read_text("utf-8") for page in (ROOT / "docs/explanation").glob("*.md")}
    index = pages.pop("decisions.md")
    assert [name for name in pages if f"]({name})" not in index] == []
    parts = [f"**{part}.**" for part in ("Context", "Decision", "Consequences")]
    assert [name for name, text in pages.items() if re.findall(r"^\*\*\w+\.\*\*", text, re.MULTILINE) != parts] == []
