"""`vitagraph queries`: the catalogue of queries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vitagraph.cli.output import write
from vitagraph.errors import UsageError, did_you_mean, printable, quoted

if TYPE_CHECKING:
    from vitagraph.queries import Query


@click.command(short_help="List the queries that have names.")
@click.argument("name", required=False)
@click.option("--queries", "folders", multiple=True, type=click.Path(), metavar="DIR", help="More queries: a folder of .rq files.")
def queries(name: str | None, folders: tuple[str, ...]) -> None:
    """List the catalogue: names, summaries, parameters. With a NAME, the whole header of that query, and its SPARQL.

    \b
    vitagraph queries
    vitagraph queries active-projects
    vitagraph queries active-projects > mine.rq     a start for your own

    A folder `queries` in or beside the current one is listed too.
    """
    from vitagraph.cli.query import folders_of
    from vitagraph.queries import catalogue

    known = catalogue(*folders_of((str(Path.cwd()),), folders, name or ""))
    if name is None:
        write(listed(known), "-")
    elif name in known:
        write(known[name].text, "-")
    else:
        raise UsageError(f"there is no query {quoted(name)}" + did_you_mean(name, known, "; `vitagraph queries` lists them"))


def listed(known: dict[str, Query]) -> Iterator[str]:
    """The catalogue, a line a query and a line a parameter."""
    wide = max(map(len, known), default=0)
    for name, query in sorted(known.items()):
        yield f"{printable(name):<{wide}}  {query.summary}\n"
        for parameter, declared in query.parameters.items():
            if parameter == "lang":
                continue
            value = (
                "may be left out"
                if declared.optional
                else f"default {declared.default}"
                if declared.default is not None
                else "must be given"
            )
            yield f"{'':<{wide}}    {parameter}: {declared.type}, {value}; {declared.description}\n"
    if any("lang" in query.parameters for query in known.values()):
        yield f"{'':<{wide}}  Most take lang, too: the language of titles and labels where there is a choice; default en.\n"
