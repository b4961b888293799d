"""README and the page of commands are true: their examples are read, mapped and run unchanged."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import vitagraph
from vitagraph import charts, queries
from vitagraph.errors import DataError

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
OVERVIEW = (ROOT / "docs/overview.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The code blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", OVERVIEW, re.DOTALL | re.MULTILINE)


def test_the_first_example_has_the_turtle_of_readme() -> None:
    """The Turtle is part of the graph of its YAML."""
    dataset = vitagraph.dataset(vitagraph.read_text("document: {iri: 'https://lapuschkin.com/cv'}\n" + blocks("yaml")[0]))
    turtle = dataset.serialize("turtle")
    block = re.search(r"^<#patent/ep-3271863>.*?^$", turtle, re.DOTALL | re.MULTILINE)
    assert block is not None
    for line in blocks("turtle")[0].splitlines():
        assert line.rstrip(" ;.") in block[0]


def test_the_complete_cv_is_read_and_mapped() -> None:
    """The example that is called a valid CV is one."""
    cv = vitagraph.read_text(blocks("yaml")[1])
    assert "<#publication/beispiel-2024-owls-that-listen>" in vitagraph.dataset(cv).serialize("turtle")


def test_the_problems_are_reported_as_in_readme() -> None:
    """The messages are those of the program."""
    text = "\n" * 15 + "journal_articles:\n  - doi: doi:10.5555/owls\n    title: Owls\n\n\n    jornal: Quiet Birds\n"
    with pytest.raises(DataError) as failure:
        vitagraph.read_text(text, "my-cv/works.yaml")
    shown = [problem.message for problem in failure.value.problems]
    assert shown == ["doi: 'doi:10.5555/owls' is not a bare DOI; write '10.5555/owls'", "unknown key 'jornal'; did you mean 'journal'?"]
    assert all(message in OVERVIEW for message in shown)


def test_the_python_example_runs() -> None:
    """The Python block runs, with the real CV in the place of the reader's."""
    result = subprocess.run(
        [sys.executable, "-c", blocks("python")[0].replace("my-cv", "data/lapuschkin")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


def test_every_command_is_documented() -> None:
    """The page has every command."""
    from vitagraph.cli import main

    assert [name for name in main.list_commands(click.Context(main)) if f"vitagraph {name}" not in OVERVIEW] == []


def test_the_summary_is_that_of_make_cv() -> None:
    """The figure under `make cv` is up to date."""
    shown = re.search(r"([\d,]+) triples", README)
    dataset = vitagraph.dataset(vitagraph.read(ROOT / "data/lapuschkin"))
    assert shown is not None
    assert shown[1] == f"{len(dataset):,}"


def test_the_result_is_that_of_the_program() -> None:
    """The table under `Queries` is up to date."""
    command = [sys.executable, "-m", "vitagraph", "query", "talks-per-year", "data/lapuschkin"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert result.stdout.decode() in OVERVIEW


def test_the_explanation_is_that_of_the_program() -> None:
    """The lines under `vitagraph explain` are up to date."""
    command = [sys.executable, "-m", "vitagraph", "explain", "#patent/ep-3271863", "data/lapuschkin"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().splitlines()
    shown = OVERVIEW.split("$ vitagraph explain ", 1)[1].partition("```")[0].splitlines()[1:]
    assert [line for line in shown if line.strip() != "..." and line not in printed] == []


def test_the_pictures_exist_and_the_chart_is_up_to_date() -> None:
    """Every picture is small and in the repository; the chart is that of the program."""
    pictures = [f"docs/{picture}" for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", OVERVIEW)]
    assert len(pictures) == 3
    for picture in pictures:
        assert 1000 < (ROOT / picture).stat().st_size < 100_000
    query = queries.catalogue()["publications-per-year"]
    table = queries.run(query, vitagraph.dataset(vitagraph.read(ROOT / "data/lapuschkin")))
    assert query.chart is not None
    shown = (ROOT / "docs/images/publications-per-year.svg").read_text("utf-8")
    assert shown.strip() == charts.svg(table, query.chart, query.summary, query.description).strip()


def test_tests_and_files_named_in_the_documentation_exist() -> None:
    """A renamed test or file is renamed in the documentation, too; `test_x_...` is the beginning of a name."""
    pages = "\n".join(page.read_text("utf-8") for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))])
    tests = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "tests").rglob("test_*.py")))
    names = set(re.findall(r"`(test_\w+?)(?:_\.\.\.)?`", pages))
    paths = set(re.findall(r"`((?:src|tests|bench|queries|ontology)/[\w/.]*)`", pages))
    assert len(names) > 20
    assert len(paths) > 10
    assert [name for name in names if f"def {name}" not in tests] == []
    assert [path for path in paths if not (ROOT / path).exists() and "NAME" not in path] == []
