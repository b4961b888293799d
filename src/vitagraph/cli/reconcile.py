"""`vitagraph reconcile`: the identifiers that a CV lacks, looked up in services, and written where they are accepted."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from vitagraph.cli.choice import LazyChoice
from vitagraph.cli.output import write
from vitagraph.cli.reply_options import reply_options
from vitagraph.cli.review_options import check_ways, review_options
from vitagraph.errors import UsageError, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vitagraph.reconciliation.answers import Answer
    from vitagraph.reconciliation.search import Found, Proposal, Source
    from vitagraph.records import Index
    from vitagraph.services import Kind


_MORE = """
\b
vitagraph reconcile my-cv/
vitagraph reconcile my-cv/ --only organizations --with ror
vitagraph reconcile my-cv/ --review
vitagraph reconcile my-cv/ -o review.yaml
vitagraph reconcile my-cv/ --apply review.yaml

Exit code 0: done. 1: the CV or the review file is wrong, or requests failed. 2: the call is wrong.
"""


@click.command(short_help="Look up the identifiers that a CV lacks.", epilog=_MORE)
@click.argument("cv", type=click.Path())
@click.option(
    "--only",
    multiple=True,
    type=LazyChoice("kind of entities", "vitagraph.reconciliation.search:KINDS"),
    help="Look up these entities only.",
)
@click.option(
    "--with",
    "services",
    multiple=True,
    metavar="SERVICE",
    help="Query this service: its name, or the address of an endpoint of the W3C Reconciliation API. "
    "[default: crossref for works and journals, orcid for people, ror for organizations, wikidata for all others]",
)
@reply_options
@review_options("candidate", "the candidates")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def reconcile(
    cv: str,
    only: tuple[str, ...],
    services: tuple[str, ...],
    refresh: bool,
    offline: bool,
    review: bool,
    output: str | None,
    reviewed: str | None,
    record_source: bool,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Look up the works, people, organizations and other things in CV that have no identifier, and list candidates with their evidence.

    Only public names and facts are sent. Nothing is written to the CV unless you accept it, at the prompt or in a review file; every
    other byte of its files stays, and so do all IRIs. What you reject is recorded in `.vitagraph/` in the folder of the CV, and is not
    proposed again.
    """
    check_ways(cv, output, reviewed, review, dry_run, record_source)
    if reviewed is not None and (only or services or refresh or offline):
        raise UsageError("--apply requests nothing; leave out --only, --with, --refresh and --offline")
    if reviewed is not None:
        from vitagraph.reconciliation.review import answers

        path = reviewed
        _write(cv, lambda index: answers(path, index), record_source, dry_run, quiet)
        return
    from vitagraph.reconciliation.search import KINDS, sources

    queried = sources(services, [KINDS[word] for word in only], refresh, offline)
    _search(cv, queried, review, output, record_source, quiet)


def _search(cv: str, queried: Sequence[Source], review: bool, output: str | None, record_source: bool, quiet: bool) -> None:
    """Lists what is found, asks for each candidate, or writes a review file."""
    from vitagraph.reconciliation.decisions import Decisions
    from vitagraph.reconciliation.review import review_text
    from vitagraph.reconciliation.search import search
    from vitagraph.yaml import read_index

    index = read_index(cv)
    tally = Tally(kind for source in queried for kind in source.kinds)
    found = tally.counting(search(index, queried, Decisions.of(cv)))
    if output is not None:
        write(review_text(found, index, cv), output)
    elif review:
        from vitagraph.cli.review_prompt import answers_at_prompt

        given = answers_at_prompt(found, index)
        _write(cv, lambda _: given, record_source, False, quiet)
    else:
        for one in found:
            if one.proposals:
                click.echo("\n".join(shown(one, index)))
    tally.report(cv, quiet)


def _write(cv: str, answers_for: Callable[[Index], Sequence[Answer]], record_source: bool, dry_run: bool, quiet: bool) -> None:
    """Writes accepted identifiers into the files of a CV, and records what is rejected."""
    from vitagraph.cli.load_messages import counted
    from vitagraph.files import change, changing
    from vitagraph.reconciliation.answers import apply

    with nullcontext() if dry_run else changing(cv):
        applied = apply(cv, answers_for, record_source)
        if dry_run:
            click.echo(applied.merged.diff(), nl=False)
        else:
            applied.decisions.write()
            change(applied.merged.files)
    if not quiet:
        merged = applied.merged
        done = "would be written" if dry_run else "written"
        new = f", {counted(merged.new_records, 'new record')}" if merged.new_records else ""
        rejected = f"; {counted(applied.rejected, 'candidate')} rejected" if applied.rejected else ""
        click.echo(f"{cv}: {counted(merged.new_facts, 'identifier')} {done}{new}{rejected}", err=True)


# -- what is shown


def shown(found: Found, index: Index) -> Iterator[str]:
    """The lines for an entity and its candidates."""
    yield heading(found, index)
    for one in found.proposals:
        yield from candidate_lines(one)


def heading(found: Found, index: Index) -> str:
    """The line for an entity: where it is, what it is, its names."""
    from vitagraph.reconciliation.review import described

    names = "; ".join(map(described, found.entity.query.names))
    return f"{found.place}: {index.cv.noun_of(found.entity.record)} {printable(names)}"


def candidate_lines(proposal: Proposal) -> Iterator[str]:
    """The lines for a candidate: its score, identifiers, name, address, services and evidence."""
    candidate, score, evidence, certain = proposal.judged
    identifiers = ", ".join(f"{name} {identifier}" for name, identifier in proposal.fields)
    parts = (identifiers, candidate.names[0].text, candidate.description, candidate.address, ", ".join(proposal.sources))
    yield f"  {score:.2f} {'certain ' if certain else 'possible'} {printable(' | '.join(filter(None, parts)))}"
    for word, chosen in (
        ("agrees", [one for one in evidence if one.weight > 0]),
        ("disagrees", [one for one in evidence if one.weight < 0]),
    ):
        if chosen:
            yield f"       {word}: {printable('; '.join(f'{one.about}: {one.words}' for one in chosen))}"


class Tally:
    """The numbers of entities by kind and result, and the requests that failed."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        from vitagraph.services import Kind

        queried = set(kinds)
        self._counts: dict[Kind, Counter[str]] = {kind: Counter() for kind in Kind if kind in queried}
        self._errors: Counter[str] = Counter()

    def counting(self, found: Iterable[Found]) -> Iterator[Found]:
        """The same entities, which are counted."""
        for one in found:
            state = "identified already" if one.is_identified else "certain" if one.is_certain else "possible" if one.proposals else "none"
            self._counts[one.entity.query.kind].update({state: 1, "failed": len(one.errors)})
            self._errors.update(one.errors)
            yield one

    def report(self, cv: str, quiet: bool) -> None:
        """Prints the numbers and the failures, and ends with exit code 1 where there are any."""
        from vitagraph.reconciliation.search import KINDS

        words = {kind: word for word, kind in KINDS.items()}
        counted = {kind: counts for kind, counts in self._counts.items() if counts.total()}
        if not counted and not quiet:
            click.echo(f"{cv}: nothing in it has a field for an identifier of these services", err=True)
        for kind, counts in counted.items() if not quiet else ():
            numbers = f"{counts['certain']:,} certain, {counts['possible']:,} possible, {counts['none']:,} without a candidate"
            rest = f"{counts['identified already']:,} identified already, {counts['failed']:,} failed requests"
            click.echo(f"{cv}: {words[kind]}: {numbers}, {rest}", err=True)
        for message, count in self._errors.items():
            click.echo(f"vitagraph: {printable(message)}" + (f" ({count} times)" if count > 1 else ""), err=True)
        if self._errors:
            sys.exit(1)
