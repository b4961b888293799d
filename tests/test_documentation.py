"""The documentation is true: each command in it is one, sessions print what the program prints, links and headings exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import vitagraph
from command_line import run
from vitagraph.cli import main
from vitagraph.errors import UsageError
from vitagraph.project.documentation import topic, topics
from vitagraph.queries import catalogue
from vitagraph.records import sections
from vitagraph.records.publications import Publication

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
#: commands that wait for a user, need another machine, or install something: their options are checked, they are not run
NOT_RUN = re.compile(r"^vitagraph (serve|shell|docs$)|--endpoint|--engine spark|import \d{4}-|--store-path /")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^(?:\$ )?(vitagraph .*?)(?:  +#.*)?$", re.MULTILINE)


def relative(path: Path) -> str:
    """A page by its path in the project."""
    return path.relative_to(ROOT).as_posix()


def blocks(page: Path, *languages: str) -> list[str]:
    """The blocks of code in one of these languages; commands that continue on the next line are one line."""
    found = _BLOCK.findall(page.read_text("utf-8"))
    return [text.replace("\\\n", " ") for language, text in found if language in languages]


def commands(page: Path) -> Iterator[list[str]]:
    """The arguments of each command of vitagraph on a page."""
    for block in blocks(page, "sh", "console", "bash"):
        for line in _COMMAND.findall(block):
            yield shlex.split(re.split(" (?:>|&&|[|]) ", line)[0], comments=True)[1:]


def check(arguments: list[str]) -> None:
    """Parses a command without running it. Raises ClickException for an unknown command, option or value."""
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
        name, found, arguments = command.resolve_command(context, arguments)
        assert found is not None
        command, context = found, click.Context(found, info_name=name, parent=context)
    if "--help" not in arguments:
        command.make_context(context.info_name, arguments, parent=context.parent)


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_commands_exist(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, options and values of all commands on a page are those of the program."""
    monkeypatch.chdir(ROOT)
    for arguments in commands(page):
        try:
            check(arguments)
        except click.ClickException as error:
            if "does not exist" in error.format_message():
                continue  # a folder of the reader
            pytest.fail(f"{relative(page)}: vitagraph {shlex.join(arguments)}: {error.format_message()}")


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


# -- sessions


#: guides with sessions; that of extending.md is tested with its package, by test_plugins.py
GUIDES = [
    page for page in sorted((ROOT / "docs/how-to").glob("*.md")) if "```console" in page.read_text("utf-8") and page.stem != "extending"
]


@pytest.mark.parametrize("page", [ROOT / "docs/tutorial.md", *GUIDES], ids=relative)
def test_sessions_run(page: Path, tmp_path: Path) -> None:
    """The commands of a page, one after the other in one folder, print what it shows; a guide begins where the tutorial ended `init`."""
    if page in GUIDES:
        assert run(tmp_path, "init", "my-cv")[0] == 0
    follow(page, tmp_path)


def follow(page: Path, folder: Path) -> None:
    """Does what a page asks its reader to do: writes the files it names, and runs its commands."""
    for path, language, block in re.findall(
        r"(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
    ):
        if path:
            (folder / path).write_text(block, "utf-8")
        elif language == "sh":
            for line in _COMMAND.findall(block):
                perform(line, folder, succeeds=True)
        elif language == "turtle":
            graph = (folder / "cv.ttl").read_text("utf-8")
            assert [line for line in block.splitlines() if line.rstrip(" ;.") not in graph] == []
        elif language == "console":
            for session in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                line, _, shown = session.partition("\n")
                printed = perform(line, folder)
                assert printed is None or matches(shown, printed), f"{line}\n{printed}"


def perform(line: str, folder: Path, succeeds: bool = False) -> str | None:
    """Runs a command of vitagraph, and returns what a terminal shows; None for a command that is not run."""
    if not line.startswith("vitagraph ") or NOT_RUN.search(line):
        return None
    command, _, output = line.partition(" > ")
    code, stdout, stderr = run(folder, *shlex.split(command, comments=True)[1:])
    assert code == 0 or not succeeds, f"{line}\n{stderr}"
    if output:
        (folder / output.strip()).write_text(stdout, "utf-8")
        return stderr
    return stdout + stderr


def matches(shown: str, printed: str) -> bool:
    """Whether a terminal printed what a page shows, where `...` stands for any text, and times do not count."""
    expected = re.escape(re.sub(r"\b[\d.]+ s\b", "... s", shown.strip())).replace(r"\.\.\.", ".*")
    return re.fullmatch(expected, printed.strip(), re.DOTALL) is not None


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
    vitagraph.read_text(blocks(ROOT / "docs/reference/records.md", "yaml")[0])
    for name, message in {"tlaks": "see `vitagraph docs talks`", "zzz": "`vitagraph docs` lists them"}.items():
        with pytest.raises(UsageError, match=message):
            topic(name)


@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")
def test_the_python_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of the page of the Python interface, one after the other, from the root of a checkout."""
    monkeypatch.chdir(ROOT)
    exec("\n".join(blocks(ROOT / "docs/reference/python.md", "python")), {})


def test_the_licences_of_all_dependencies_are_listed() -> None:
    """A row for each package that pyproject.toml requires."""
    required = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    listed = re.sub("_", "-", (ROOT / "docs/reference/licences.md").read_text("utf-8")).lower()
    assert [name for one in required if f"| {(name := re.split('[ ;<>=]', one)[0])} |" not in listed] == []
