"""`vitagraph bulk reconcile`: the identifiers that many CVs lack."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vitagraph.cli.choice import LazyChoice
from vitagraph.cli.output import write_bytes
from vitagraph.cli.reply_options import reply_options
from vitagraph.errors import UsageError, grouped

if TYPE_CHECKING:
    from vitagraph.errors import Problem

_LINES = (".jsonl", ".ndjson")
_MORE = """
\b
vitagraph bulk reconcile cvs.jsonl -o review.jsonl
jq -c '.entities[].candidates[] |= if .certain then .accept = "yes" else . end' review.jsonl > accepted.jsonl
vitagraph bulk reconcile cvs.jsonl --apply accepted.jsonl -o new.jsonl

Exit code 0: done. 1: a CV or the review is wrong, or requests failed. 2: the call is wrong.
"""


@click.command(short_help="Look up the identifiers that many CVs lack.", epilog=_MORE)
@click.argument("inputs", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(), help="File to write: the review, or with --apply the CVs, JSON Lines.")
@click.option(
    "--only",
    multiple=True,
    type=LazyChoice("kind of entities", "vitagraph.reconciliation.search:KINDS"),
    help="Look up these entities only.",
)
@click.option("--with", "services", multiple=True, metavar="SERVICE", help="Query this service, as for `vitagraph reconcile`.")
@click.option("--base", default="", metavar="IRI", help="Address for CVs that state none, as for `bulk export`.")
@reply_options
@click.option("--apply", "reviewed", type=click.Path(), metavar="FILE", help="Write the CVs with what is accepted in a review.")
@click.option("--record-source", is_flag=True, help="With --apply: record which service stated each identifier, and when.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def reconcile(
    inputs: tuple[str, ...],
    output: str,
    only: tuple[str, ...],
    services: tuple[str, ...],
    base: str,
    refresh: bool,
    offline: bool,
    reviewed: str | None,
    record_source: bool,
    quiet: bool,
) -> None:
    """Look up the works, people, organizations and journals in all CVs in INPUTS that have no identifier.

    The review has a line of JSON for each CV with candidates: its entities, their candidates, and the evidence for and against each of
    them. Write yes, no, never or another identifier behind "accept", and apply the review to the JSON Lines that it is about: the CVs
    are written to a new file, in which the lines without an accepted candidate stay as they are. What is rejected is recorded in
    `.vitagraph/` beside the input.

    Only public names and facts are sent, each distinct question once. A run that was killed goes on from its replies, which are kept.
    """
    if reviewed is not None:
        if only or services or refresh or offline:
            raise UsageError("--apply requests nothing; leave out --only, --with, --refresh and --offline")
        _apply(inputs, reviewed, output, base, record_source, quiet)
        return
    if record_source:
        raise UsageError("--record-source goes with --apply; without it no identifier is written")
    from vitagraph.bulk import sources as sources_of
    from vitagraph.bulk.review import review_lines
    from vitagraph.cli.reconcile import Tally
    from vitagraph.reconciliation.search import KINDS, sources

    queried = sources(services, [KINDS[word] for word in only], refresh, offline)
    tally = Tally(kind for source in queried for kind in source.kinds)
    problems: list[Problem] = []
    write_bytes(review_lines(sources_of(inputs), queried, base, tally.counting, problems), output)
    for line in grouped(problems):
        click.echo(line, err=True)
    tally.report(" ".join(inputs), quiet)
    if problems:
        sys.exit(1)


def _apply(inputs: tuple[str, ...], reviewed: str, output: str, base: str, record_source: bool, quiet: bool) -> None:
    """Writes new JSON Lines with accepted identifiers, and records what is rejected."""
    from vitagraph.bulk.review import Answers
    from vitagraph.cli.load_messages import counted
    from vitagraph.reconciliation.decisions import Decisions

    if len(inputs) != 1 or not inputs[0].endswith(_LINES) or not Path(inputs[0]).is_file():
        raise UsageError("--apply goes with one file of JSON Lines (.jsonl); for a CV in files: vitagraph reconcile CV --apply FILE")
    if output != "-" and Path(output).resolve() in (Path(inputs[0]).resolve(), Path(reviewed).resolve()):
        raise UsageError(f"{output}: this is read meanwhile; name a new file")
    answers, decisions = Answers(reviewed, record_source), Decisions.of(inputs[0])
    write_bytes(answers.applied(inputs[0], base, decisions), output)
    decisions.write()
    if not quiet:
        cvs, identifiers, rejected = answers.counts
        more = f"; {counted(rejected, 'candidate')} rejected" if rejected else ""
        click.echo(f"{output}: {counted(identifiers, 'identifier')} written into {counted(cvs, 'CV')}{more}", err=True)
