"""`vitagraph docs`: the reference that is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from vitagraph.cli.output import write


@click.command(short_help="Read the reference: sections, fields, dates, queries ...")
@click.argument("topic", nargs=-1)
def docs(topic: tuple[str, ...]) -> None:
    """Read the part of the reference that a TOPIC names: a page, a section of records, a query, any heading.

    \b
    vitagraph docs                  the pages, and the sections of a CV
    vitagraph docs talks            the fields of talks, with examples
    vitagraph docs dates            every form of a date
    vitagraph docs career-timeline  a query: its parameters and columns

    In a terminal, pages are formatted and shown in a pager; elsewhere, they are written as Markdown.
    """
    from vitagraph.project import documentation

    text = documentation.topic(" ".join(topic)).text if topic else "".join(listed())
    if sys.stdout is not None and sys.stdout.isatty():
        click.echo_via_pager(_formatted(text), color=True)
    else:
        write(text, "-")


def listed() -> Iterator[str]:
    """The topics, as Markdown: the pages with their titles, then the sections and queries by name."""
    from vitagraph.project.documentation import topics
    from vitagraph.queries import catalogue
    from vitagraph.records import CV

    known = topics()
    yield "# Topics\n\n`vitagraph docs TOPIC` prints one of these, or the part of a page below any heading.\n\n"
    yield from (f"- `{one.name}`: {one.title}\n" for name, one in known.items() if one.is_page and name == one.name)
    for title, names in (("Sections of a CV", CV.__struct_fields__), ("Queries", sorted(catalogue()))):
        yield f"\n## {title}\n\n{', '.join(f'`{name}`' for name in names if name in known)}\n"


def _formatted(text: str) -> str:
    """Markdown as text with styles, as wide as the terminal."""
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(force_terminal=True)
    with console.capture() as captured:
        console.print(Markdown(text))
    return captured.get()
