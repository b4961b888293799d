"""`vitagraph check-terms`: the terms of an RDF file against the vocabularies that define them."""

from __future__ import annotations

import sys
import time

import click


@click.command("check-terms", short_help="Find terms that no vocabulary defines.")
@click.argument("files", nargs=-1, required=True, type=click.Path())
def check_terms(files: tuple[str, ...]) -> None:
    """Find predicates, classes, datatypes and kinds that no vocabulary defines.

    FILES are RDF in any syntax. Checked are the vocabularies that vitagraph writes: schema.org, FOAF, BIBO, DCMI Terms, ORG,
    VIVO, SKOS and their neighbours; terms of other namespaces are not checked.

    \b
    vitagraph check-terms cv.ttl
    vitagraph check-terms my-crosswalk.nt
    """
    from vitagraph.validation.formats import write
    from vitagraph.validation.validate import check_file

    failed = False
    for file in files:
        start = time.perf_counter()
        report = check_file(file)
        click.echo(write(report, "text"), nl=False)
        click.echo(f"{file}: {report.summary(time.perf_counter() - start)}", err=True)
        failed = failed or report.failed()
    if failed:
        sys.exit(1)
