"""`vitagraph sync`: a CV compared with what services state about the works of its owner, and written where that is accepted."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from vitagraph.cli.choice import enumerated
from vitagraph.cli.output import write
from vitagraph.cli.reply_options import reply_options
from vitagraph.cli.review_options import check_ways, review_options
from vitagraph.errors import UsageError, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitagraph.records import Index
    from vitagraph.synchronization.sources import Reply
    from vitagraph.synchronization.three_way import Changed, Compared, New


_MORE = """
\b
vitagraph sync my-cv/
vitagraph sync my-cv/ --with orcid --with crossref
vitagraph sync my-cv/ --review
vitagraph sync my-cv/ -o changes.yaml
vitagraph sync my-cv/ --apply changes.yaml
vitagraph sync my-cv/ --orcid-out works.xml

Exit code 0: done. 1: the CV or the review file is wrong, or requests failed. 2: the call is wrong.
"""


@click.command(short_help="Compare a CV with ORCID, Crossref and others.", epilog=_MORE)
@click.argument("cv", type=click.Path())
@click.option(
    "--with",
    "services",
    multiple=True,
    metavar="SERVICE",
    help="Compare with this service. [default: crossref, datacite, openalex, dblp, orcid]",
)
@reply_options
@review_options("new work and changed fact", "new works and changed facts")
@click.option("--orcid-out", type=click.Path(), metavar="FILE", help="Write the works that ORCID lacks, in the XML of its API 3.0.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def sync(
    cv: str,
    services: tuple[str, ...],
    refresh: bool,
    offline: bool,
    review: bool,
    output: str | None,
    reviewed: str | None,
    record_source: bool,
    dry_run: bool,
    orcid_out: str | None,
    quiet: bool,
) -> None:
    """Compare the works in CV with what services state about the works of its owner, now and when they were last seen.

    It lists works that are new, facts that were changed at a source, notices of retraction and correction, works that are gone from a
    source, and works of CV that a source lacks. The owner is known by the identifiers in CV, works by their DOIs; nothing else is sent.
    Nothing is written to CV unless you accept it, at the prompt or in a review file. What you reject, and what the sources state, is
    recorded in `.vitagraph/` in the folder of CV when you apply it.
    """
    check_ways(cv, output, reviewed, review, dry_run, record_source)
    if reviewed is not None and (services or refresh or offline or orcid_out is not None):
        raise UsageError("--apply requests nothing; leave out --with, --refresh, --offline and --orcid-out")
    if reviewed is not None:
        from vitagraph.files.budget import read_bytes
        from vitagraph.yaml.nodes import decoded

        _write(cv, decoded(read_bytes(reviewed), reviewed), reviewed, record_source, dry_run, quiet)
        return
    from vitagraph.yaml import read_index

    index = read_index(cv)
    found, compared = _compared(cv, index, services, refresh, offline)
    if orcid_out is not None:
        _write_for_orcid(cv, index, found, compared, orcid_out)
    if output is not None or review:
        _decide(cv, index, compared, output, record_source, quiet)
    elif orcid_out is None:
        for line in _shown(cv, compared, index):
            click.echo(line)
    _report(cv, found, compared, quiet)


def _compared(cv: str, index: Index, services: Sequence[str], refresh: bool, offline: bool) -> tuple[list[Reply], Compared]:
    """What services state, compared with the CV and with what was seen and decided before."""
    from vitagraph.reconciliation.decisions import Decisions
    from vitagraph.synchronization.seen import Seen
    from vitagraph.synchronization.sources import replies
    from vitagraph.synchronization.three_way import compare

    seen, decisions = Seen.of(cv), Decisions.of(cv)
    found = replies(index, services, refresh, offline)
    return found, compare(index, cv, found, seen, decisions)


def _decide(cv: str, index: Index, compared: Compared, output: str | None, record_source: bool, quiet: bool) -> None:
    """Writes a review file; without a file, asks at the prompt and writes what is accepted."""
    from vitagraph.synchronization.review import review_text

    if output is not None:
        write(review_text(compared, index, cv), output)
        return
    from vitagraph.cli.sync_prompt import verdicts_at_prompt

    verdicts = verdicts_at_prompt(cv, compared, index)
    _write(cv, review_text(compared, index, cv, verdicts), "answers at the prompt", record_source, False, quiet)


def _write_for_orcid(cv: str, index: Index, found: Sequence[Reply], compared: Compared, output: str) -> None:
    """Writes the works that ORCID lacks. Raises UsageError where its list was not fetched."""
    from vitagraph.synchronization.orcid_works import write as works_for_orcid

    reply = next((one for one in found if one.source == "orcid"), None)
    if reply is None or not reply.lists:
        why = "--with names other services" if reply is None else "the owner has no public `orcid:`"
        raise UsageError(f"{cv}: the works that ORCID lacks are not known, as {why}; correct this, or leave out --orcid-out")
    if not reply.errors:
        lacking = [one.record for one in compared.missing if reply.label in one.sources]
        write(works_for_orcid(lacking, index.public_view()), output)


def _write(cv: str, review: str, source: str, record_source: bool, dry_run: bool, quiet: bool) -> None:
    """Writes what a review accepts into the files of a CV; then records what is rejected, and what was seen."""
    from vitagraph.cli.import_ import report_conflicts
    from vitagraph.cli.load_messages import counted
    from vitagraph.files import change, changing
    from vitagraph.synchronization.applying import apply

    with nullcontext() if dry_run else changing(cv):
        applied = apply(cv, review, source, record_source)
        merged = applied.merged
        if dry_run:
            click.echo(merged.diff(), nl=False)
        else:
            change(merged.files)
            applied.decisions.write()
            applied.seen.write()
    report_conflicts(merged)
    if not quiet:
        done = "would be written" if dry_run else "written"
        rejected = f"; {applied.rejected:,} rejected" if applied.rejected else ""
        facts = f" and {counted(applied.facts, 'changed fact')}" if applied.facts else ""
        click.echo(f"{cv}: {counted(merged.new_records, 'new record')}{facts} {done}{rejected}", err=True)


# -- what is shown


def _shown(cv: str, compared: Compared, index: Index) -> Iterator[str]:
    """A line for each thing that was found: where it is, what it is, what it is about."""
    yield from (new_line(cv, one) for one in compared.new)
    yield from (changed_line(one, index) for one in compared.changed)
    for note in compared.notes:
        yield f"{note.place}: note: {f'{note.about}: ' if note.about else ''}{printable(note.message)}"
    for missing in compared.missing:
        yield f"{missing.place}: missing: {missing.about}: not in {enumerated(missing.sources)}"


def changed_line(one: Changed, index: Index) -> str:
    """The line for a changed fact: what the source has now and had before, and what the CV has."""
    about = f"{index.cv.noun_of(one.record)} '{index.id_of(one.record)}'"
    was = f"was {one.before}" if one.before else "was not stated"
    mine = one.mine or "none"
    return f"{one.place}: changed: {about}: {printable(f'{one.field}: {one.source} has {one.now}, {was}; the CV has {mine}')}"


def new_line(cv: str, new: New) -> str:
    """The line for a new work: title and year, authors, container, address, services."""
    from vitagraph.synchronization.review import title_of

    best = new.works[0]
    container = next((best.facts[name] for name in ("journal", "conference", "book", "publisher") if name in best.facts), "")
    parts = (
        title_of(new),
        best.facts.get("authors", ""),
        container,
        best.address,
        ", ".join(new.sources),
    )
    return f"{printable(cv)}: new: {printable(' | '.join(filter(None, parts)))}"


def _report(cv: str, found: Sequence[Reply], compared: Compared, quiet: bool) -> None:
    """Prints the numbers and the failures, and ends with exit code 1 where there are any."""
    errors = Counter(message for reply in found for message in reply.errors)
    if not quiet:
        stated = ", ".join(f"{len(reply.works):,} at {reply.label}" for reply in found if reply.works) or "none at any source"
        lists = (("new", compared.new), ("changed", compared.changed), ("notes", compared.notes), ("missing", compared.missing))
        numbers = ", ".join(f"{len(listed):,} {name}" for name, listed in lists)
        click.echo(f"{cv}: works: {stated}; {numbers}, {errors.total():,} failed requests", err=True)
        if not any(reply.lists for reply in found):
            click.echo(
                f"{cv}: the owner has no identifier at these services, so that new works are not found; `vitagraph reconcile`", err=True
            )
    for message, count in errors.items():
        click.echo(f"vitagraph: {printable(message)}" + (f" ({count} times)" if count > 1 else ""), err=True)
    if errors:
        sys.exit(1)
