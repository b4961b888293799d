"""README and the page of commands are true: their figures and pictures are up to date; `test_pages.py` runs their examples."""

from __future__ import annotations

import re
from pathlib import Path

import click

import vitagraph
from vitagraph import charts, queries

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
OVERVIEW = (ROOT / "docs/overview.md").read_text(encoding="utf-8")


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
