"""`vitagraph validate`: a CV, RDF or a page against the shapes."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vitagraph.cli.choice import LazyChoice
from vitagraph.cli.output import write

if TYPE_CHECKING:
    from vitagraph.validation import Report

WITHHOLD = "Values that results do not quote: those that are not public, or all. [default: guarded; none for text, unless CI is set]"
_ENGINE = LazyChoice("engine", "vitagraph.validation.engines:ENGINES")
_FORMAT = LazyChoice("format", "vitagraph.validation.formats:REPORT_FORMATS")
_PROFILE = LazyChoice("profile", "vitagraph.validation.shapes:PROFILES")


@click.command(short_help="Check a CV; results have their line.")
@click.argument("source", default=".", type=click.Path())
@click.option(
    "-f",
    "--format",
    "format_name",
    type=_FORMAT,
    default="text",
    show_default=True,
    help="Format of the report.",
)
@click.option("-o", "--output", default="-", type=click.Path(), help="File to write. [default: standard output]")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--profile", "profiles", multiple=True, type=_PROFILE, help="More shapes: for privacy, or for Google.")
@click.option("--shapes", "user_shapes", multiple=True, type=click.Path(), help="A Turtle file of your own SHACL shapes.")
@click.option("--engine", type=_ENGINE, default="shacl", show_default=True, help="SHACL engine; pyshacl is the reference.")
@click.option("--withhold", type=click.Choice(("none", "guarded", "all")), help=WITHHOLD)
@click.option("-q", "--quiet", is_flag=True, help="Report errors only, without notes, warnings and summary.")
def validate(
    source: str,
    format_name: str,
    output: str,
    strict: bool,
    profiles: tuple[str, ...],
    user_shapes: tuple[str, ...],
    engine: str,
    withhold: str | None,
    quiet: bool,
) -> None:
    """Check the CV in SOURCE, and report every result with its line.

    SOURCE is a CV as for export, an RDF file of a CV, or an HTML page with embedded JSON-LD.

    \b
    vitagraph validate my-cv/
    vitagraph validate my-cv/ --profile public --strict
    vitagraph validate my-cv/ --format github          annotations in a pull request
    vitagraph validate cv.ttl
    vitagraph validate --profile google index.html

    Exit code 0: no error. 1: errors (with --strict, warnings too). 2: the call is wrong.
    """
    from vitagraph.validation.formats import REPORT_FORMATS

    start = time.perf_counter()
    report = _report(source, profiles, user_shapes, engine)
    failed = report.failed(strict)
    report_format = REPORT_FORMATS[format_name]
    passed_on = report_format.passed_on or bool(os.environ.get("CI"))
    shown = (report.errors_only() if quiet else report).withheld(withhold or ("guarded" if passed_on else "none"))
    write(report_format.write(shown), output)
    if not quiet:
        see = "" if report.validated[1] else _advice(report)
        click.echo(report.summary(time.perf_counter() - start) + (f"; {see}" if see else ""), err=True)
    if failed:
        sys.exit(1)


def _advice(report: Report) -> str:
    """The pages to read about a CV that could not be read."""
    from vitagraph.project.documentation import advice

    return advice(result.shacl.message for result in report.results)


def _report(source: str, profiles: tuple[str, ...], user_shapes: tuple[str, ...], engine: str) -> Report:
    from vitagraph.errors import DataError
    from vitagraph.rdf.sources import is_graph_file
    from vitagraph.validation import Report, validate, validate_file

    try:
        if is_graph_file(source):
            return validate_file(source, profiles, user_shapes, engine)
        from vitagraph.yaml import read_index
        from vitagraph.yaml.own_files import problems

        index, folder = read_index(source), Path(source) if Path(source).is_dir() else Path(source).parent
        report = validate(index, "<stdin>" if source == "-" else source, profiles, user_shapes, engine)
        return report.with_notes(list(problems(index, folder)))
    except DataError as error:
        return Report.of_problems(error.problems)
