"""`vitagraph diff`: the differences between two versions of a CV."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from vitagraph.cli.choice import LazyChoice
from vitagraph.cli.include import include_option
from vitagraph.cli.output import write
from vitagraph.cli.store_options import Target, open_store, store_options
from vitagraph.errors import UsageError

if TYPE_CHECKING:
    from vitagraph.differences import Difference


_FORMAT = LazyChoice("format", "vitagraph.differences.formats:DIFFERENCE_FORMATS")


@click.command(short_help="Show what a load would change, or two versions differ in.")
@click.argument("sources", nargs=-1, type=click.Path())
@click.option("--revision", default="", metavar="OLD[..NEW]", help="Compare git revisions; without NEW, OLD with the files as they are.")
@include_option(help="Compare facts that are not public, too.")
@click.option(
    "-f",
    "--format",
    "format_name",
    default="text",
    type=_FORMAT,
    show_default=True,
    help="Format; patch is RDF Patch.",
)
@click.option("-o", "--output", default="-", type=click.Path(), help="File to write. [default: standard output]")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where something differs.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@store_options
def diff(
    sources: tuple[str, ...],
    revision: str,
    include: tuple[str, ...],
    format_name: str,
    output: str,
    exit_code: bool,
    quiet: bool,
    target: Target,
) -> None:
    """Show which triples a load would add and remove, by record, with the line where each record stands.

    With a store, the CVs in SOURCES are compared with its graphs. Without one, two SOURCES, CVs or RDF files, are
    compared with each other; or one with itself at a git revision. Nothing is changed anywhere.

    \b
    vitagraph diff my-cv/ --endpoint http://127.0.0.1:7878
    vitagraph diff old.ttl my-cv/
    vitagraph diff my-cv/ --revision HEAD~1
    vitagraph diff my-cv/ --revision v1..v2 -f patch
    """
    from vitagraph.differences.formats import DIFFERENCE_FORMATS

    found = list(_differences(sources, revision, include, target))
    write(DIFFERENCE_FORMATS[format_name].write(found), output)
    if not quiet:
        click.echo(_summary(found), err=True)
    if exit_code and any(one.groups for one in found):
        sys.exit(1)


def _differences(sources: tuple[str, ...], revision: str, include: tuple[str, ...], target: Target) -> Iterator[Difference]:
    """The differences. Raises UsageError where the options do not name two versions."""
    from vitagraph.differences import changes_between, difference, of_source

    if target.is_named and revision:
        raise UsageError("--revision compares revisions in git; leave out the store, or the revision")
    if target.is_named:
        yield from _with_store(sources or (".",), include, target)
    elif revision:
        if len(sources) > 1:
            raise UsageError("--revision compares one source with itself; name one")
        yield _in_git(sources[0] if sources else ".", revision, include)
    elif len(sources) == 2:
        old, new = (of_source(source, include) for source in sources)
        yield difference(changes_between(old, new), old, new)
    else:
        raise UsageError("compare with what? name a store with --endpoint or --store-path, a second source, or a --revision")


def _with_store(sources: tuple[str, ...], include: tuple[str, ...], target: Target) -> Iterator[Difference]:
    from vitagraph.cli.load_messages import graphs_left_out
    from vitagraph.differences import difference, of_source
    from vitagraph.stores import compare, left_out

    store = open_store(target, create=False)
    for source in sources:
        new = of_source(source, include)
        if new.identities is None:
            raise UsageError(f"{source}: only records can be compared with a store, not an RDF file")
        yield difference(compare(store, new.graphs), None, new)
        if kept := left_out(store, new.document, include):
            click.echo(f"{source}: not compared\n{graphs_left_out(kept)}", err=True)


def _in_git(source: str, revision: str, include: tuple[str, ...]) -> Difference:
    from vitagraph.differences import at_revision, changes_between, difference, of_source

    before, _, after = revision.partition("..")
    with at_revision(source, before, include) as old:
        if not after:
            new = of_source(source, include)
            return difference(changes_between(old, new), old, new)
        with at_revision(source, after, include) as new:
            return difference(changes_between(old, new), old, new)


def _summary(found: list[Difference]) -> str:
    added, removed = (sum(counts) for counts in zip(*(one.counts() for one in found), strict=True))
    if not added and not removed:
        return "no difference"
    records = len({(one.document, group.node) for one in found for group in one.groups})
    return f"{added:,} triples added, {removed:,} removed in {records:,} record{'' if records == 1 else 's'}"
