"""`vitagraph explain`: the source of an IRI."""

from __future__ import annotations

import json

import click

from vitagraph.cli.include import include_option
from vitagraph.cli.output import write

_MOST = 20


@click.command(short_help="Find the line an IRI comes from.")
@click.argument("iri")
@click.argument("source", default=".", type=click.Path())
@click.option(
    "-f", "--format", "format_name", type=click.Choice(("text", "json")), default="text", show_default=True, help="Format of the output."
)
@include_option(help="Show facts that are not public, too.")
@click.option("--all", "everything", is_flag=True, help=f"Every place that refers to it, not only {_MOST}.")
def explain(iri: str, source: str, format_name: str, include: tuple[str, ...], everything: bool) -> None:
    """Show the record and line of the CV in SOURCE that an IRI comes from, its statements, and the places that refer to it.

    IRI is written as in the graph, or shorter: #patent/ep-3271863, patent/ep-3271863, kind:patent-granted.

    \b
    vitagraph explain '#publication/beispiel-2024-owls-that-listen' my-cv/
    vitagraph explain publication/beispiel-2024-owls-that-listen/authors/2 my-cv/
    vitagraph explain https://ada.example/cv#topic/owls my-cv/ --format json

    The first line that begins with a file is the record's; an entity without a record, such as a co-author, has the
    first line that names it.
    """
    from vitagraph.explanation import as_json, as_lines
    from vitagraph.explanation import explain as explained
    from vitagraph.yaml import read_index

    found = explained(iri, read_index(source), source, include)
    if format_name == "json":
        write(json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n", "-")
    else:
        write((f"{line}\n" for line in as_lines(found, None if everything else _MOST)), "-")
