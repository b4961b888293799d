"""`vitagraph audit`: whether what a CV states still holds."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from vitagraph.cli.choice import LazyChoice
from vitagraph.cli.output import write
from vitagraph.cli.reply_options import reply_options
from vitagraph.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitagraph.synchronization.audit import Finding
    from vitagraph.validation import Report

_MORE = """
\b
vitagraph audit my-cv/
vitagraph audit my-cv/ --only works --only links
vitagraph audit my-cv/ --with openalex
vitagraph audit my-cv/ --format sarif -o audit.sarif

Exit code 0: nothing is wrong. 1: something is wrong (with --strict, perhaps), or requests failed. 2: the call is wrong.
"""
_FORMAT = LazyChoice("format", "vitagraph.validation.formats:REPORT_FORMATS")


@click.command(short_help="Check identifiers and links at their sources.", epilog=_MORE)
@click.argument("cv", type=click.Path())
@click.option(
    "--only", multiple=True, type=LazyChoice("part of a CV", "vitagraph.synchronization.audit:PARTS"), help="Check these parts only."
)
@click.option(
    "--with",
    "services",
    multiple=True,
    metavar="SERVICE",
    help="Query this service. [default: crossref and datacite for DOIs, crossref for ISSNs, orcid for ORCID iDs, ror for ROR identifiers]",
)
@reply_options
@click.option("-f", "--format", "format_name", type=_FORMAT, default="text", show_default=True, help="Format of the report.")
@click.option("-o", "--output", default="-", type=click.Path(), help="File to write. [default: standard output]")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def audit(
    cv: str,
    only: tuple[str, ...],
    services: tuple[str, ...],
    refresh: bool,
    offline: bool,
    format_name: str,
    output: str,
    strict: bool,
    quiet: bool,
) -> None:
    """Check whether the identifiers in CV are of what it states, whether its works were retracted or corrected, and its links.

    Each identifier is looked up in its registry, and each link is requested. What is certainly wrong is an error, what may be wrong a
    warning; each has its line. Only the public view of CV is read, and nothing is written to it.
    """
    from vitagraph.synchronization.audit import audit as audited
    from vitagraph.validation.formats import REPORT_FORMATS
    from vitagraph.yaml import read_index

    counts, errors, findings = Counter[str](), Counter[str](), list["Finding"]()
    for one in audited(read_index(cv), only, services, refresh, offline):
        counts[one.what] += not one.error
        findings += one.findings
        errors.update([one.error] if one.error else [])
    report = _report(findings)
    write(REPORT_FORMATS[format_name].write(report), output)
    if not quiet:
        checked = " and ".join(f"{number:,} {what}" for what, number in sorted(counts.items()) if number) or "nothing"
        found = f": {report.summary(0)}" if findings else ": nothing is wrong" if counts.total() else ""
        failed = f"; {errors.total():,} failed requests" if errors else ""
        click.echo(f"{cv}: {checked} checked{found}{failed}", err=True)
    for message, count in errors.items():
        click.echo(f"vitagraph: {printable(message)}" + (f" ({count} times)" if count > 1 else ""), err=True)
    if errors or report.failed(strict):
        sys.exit(1)


def _report(findings: Iterable[Finding]) -> Report:
    """The findings as a report of `vitagraph validate`, whose formats are those of this command."""
    from vitagraph.validation import Report
    from vitagraph.validation.report import Result, Severity, ShaclResult

    results = []
    for one in sorted(findings):
        severity = Severity.error if one.is_certain else Severity.warning
        results.append(Result(ShaclResult("", "", "", severity, one.message, "", ""), one.place, one.message, one.about))
    return Report(results)
