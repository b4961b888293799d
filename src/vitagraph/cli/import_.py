"""`vitagraph import`: a CV or works in another format."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vitagraph.cli.choice import Listing
from vitagraph.cli.include import guard
from vitagraph.cli.output import write
from vitagraph.errors import Problem, UsageError, grouped, quoted
from vitagraph.importers.fetching import DOI_RESOLVER, ORCID_API

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitagraph.importers import Imported
    from vitagraph.merging import Merged
    from vitagraph.records import CV, Index


_MORE = """
\b
vitagraph import resume.json -o my-cv/
vitagraph import papers.bib --into my-cv/
vitagraph import papers.bib --into my-cv/ --dry-run
vitagraph import cv.ttl -o my-cv/
vitagraph import 0000-0002-1825-0097 -o my-cv/
vitagraph import 10.1371/journal.pone.0130140 -o my-cv/

Exit code 0: written and verified. 1: the source is wrong, or with --strict has facts without a field. 2: the call is wrong.
"""


def _listed() -> dict[str, str]:
    from vitagraph.importers.formats import IMPORTERS, importers

    names = [one.label for one in sorted(IMPORTERS.all.values(), key=lambda one: one.label.lower())]
    rdf = [one.label for name, one in importers().items() if name not in IMPORTERS.all]
    return {"formats": ", ".join(names), "syntaxes": ", ".join(rdf), "names": ", ".join(importers())}


@click.command("import", cls=Listing, listed=_listed, short_help="Import a CV from another format.", epilog=_MORE)
@click.argument("source", type=click.Path())
@click.option("-o", "--output", type=click.Path(), metavar="FOLDER", help="Folder for a new CV.")
@click.option("--into", type=click.Path(), metavar="CV", help="Add to this CV the facts that it lacks; nothing in it changes.")
@click.option("-n", "--dry-run", is_flag=True, help="With --into: show what would change, as a unified diff, and write nothing.")
@click.option(
    "--prefer", type=click.Choice(["cv", "source"]), default="cv", help="With --into: whose values stay where the two contradict."
)
@click.option("-f", "--format", "format_name", help="Format of SOURCE. [default: recognised by its content]")
@click.option("--from", "saved", type=click.Path(), metavar="FILE", help="Read the resource of SOURCE, an iD or a DOI, from FILE, offline.")
@click.option("--save", type=click.Path(), metavar="FILE", help="Write the fetched resource to FILE, for --from.")
@click.option("--orcid-api", default=ORCID_API, show_default=True, envvar="VITAGRAPH_ORCID_API", show_envvar=True, help="ORCID's API.")
@click.option(
    "--doi-resolver", default=DOI_RESOLVER, show_default=True, envvar="VITAGRAPH_DOI_RESOLVER", show_envvar=True, help="The DOI API."
)
@click.option("--strict", is_flag=True, help="Write nothing if a fact fits no field of the records.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def import_(
    source: str,
    output: str | None,
    into: str | None,
    dry_run: bool,
    prefer: str,
    format_name: str | None,
    saved: str | None,
    save: str | None,
    orcid_api: str,
    doi_resolver: str,
    strict: bool,
    quiet: bool,
) -> None:
    """Convert the CV or the works in SOURCE to records.

    SOURCE is a file in one of these formats: {formats}; or RDF that vitagraph wrote: {syntaxes}. The format is recognised by
    the content; the names for --format are {names}.

    An ORCID iD or a DOI in place of a file is fetched; nothing else opens the network. Facts without a field in the
    records are listed with their place in the source; an entry that cannot be read is skipped and reported.

    With --into, works are recognised by DOI, arXiv identifier or ISBN, else by title, year and first author; people by their
    names. Only what the CV lacks is added; contradictions are listed and not resolved. Importing the same again changes nothing.
    """
    from vitagraph.importers.formats import importer

    if format_name:
        importer(format_name)
    _check_target(output, into, dry_run or prefer == "source")
    text, source = _source_text(source, saved, save, orcid_api, doi_resolver)
    imported, owner = _read(text, source, format_name, bool(output))
    files = _files(imported.cv)
    refused = (strict and bool(imported.problems)) or not files
    if output and not refused:
        _check(output, files)
    _report(imported, source, quiet, refused, owner)
    if refused:
        sys.exit(1)
    if _is_restricted(imported.cv):
        guard()
    if output:
        _write_new(output, files, imported.cv, source)
    elif into:
        _merge(into, imported.cv, source, prefer == "source", dry_run, quiet)


def _check_target(output: str | None, into: str | None, only_into: bool) -> None:
    """Raises UsageError unless exactly one target is named, a new CV is no file, and options of --into stand with it."""
    if (output is None) is (into is None):
        named = "two targets are named" if output else "no target is named"
        raise UsageError(f"{named}; name the folder of a new CV with --output, or a CV to add to with --into")
    if output and only_into:
        raise UsageError("--dry-run and --prefer go with --into; a new CV replaces nothing")
    if output and Path(output).exists() and not Path(output).is_dir():
        raise UsageError(f"{output}: this already exists; name a new folder")


def _read(text: str, source: str, format_name: str | None, is_new: bool) -> tuple[Imported, str]:
    """What a source states, and the name of the author after whom a new CV is named ("" for none)."""
    from vitagraph.importers.achievements import name_owner
    from vitagraph.importers.formats import read, recognised

    imported = read(text, source, format_name or recognised(text, source))
    return imported, name_owner(imported.cv) if is_new else ""


def _files(cv: CV) -> dict[str, bytes]:
    """The files of a new CV by name."""
    from vitagraph.yaml.writing import files

    return {name: text.encode() for name, text in files(cv).items()}


def _is_restricted(cv: CV) -> bool:
    """Whether a CV has facts that are not public."""
    from vitagraph.records import Index, Visibility

    index = Index(cv)
    return index.public_view().cv != index.public_view(*Visibility).cv


def _check(output: str, files: Mapping[str, bytes]) -> None:
    """Raises UsageError for a folder with records; a killed run may have left some of these files, but not all."""
    from vitagraph.files.budget import read_bytes

    found = {path.name: read_bytes(path) for path in Path(output).glob("*.y*ml")} if Path(output).is_dir() else {}
    if found and not found.items() < files.items():
        raise UsageError(f"{output}: this already exists; name a new folder")


def _write_new(output: str, files: Mapping[str, bytes], cv: CV, source: str) -> None:
    """Writes the files of a new CV once they were read back, and reports its errors."""
    from vitagraph.files import change, changing
    from vitagraph.files.contents import content

    index = _read_back(output, files, cv, source)
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    with changing(output):
        change({str(folder / name): (b"", data) for name, data in files.items() if content(folder / name) != data})
    _report_errors(index, output)


def _read_back(output: str, files: Mapping[str, bytes], cv: CV, source: str) -> Index:
    """Reads the files of a new CV before they are written. Raises DataError for files that do not contain the imported CV."""
    from vitagraph.merging.verification import read_back

    paths = {str(Path(output) / name): data for name, data in files.items()}
    return read_back(paths, cv, output, f"nothing was written; correct this in {source}, or leave it out there")


def _report_errors(index: Index, output: str) -> None:
    """Lists the errors of a new CV, which come from its source, and ends with exit code 1 where there are any."""
    from vitagraph.cli.load_messages import counted
    from vitagraph.merging.verification import problems_of

    if problems := problems_of(index, output):
        for line in grouped(problems):
            click.echo(line, err=True)
        click.echo(
            f"{output}: written with {counted(len(problems), 'error')}; correct them there and run `vitagraph validate {output}`", err=True
        )
        sys.exit(1)


def _report(imported: Imported, source: str, quiet: bool, refused: bool, owner: str) -> None:
    """Prints what was imported and left out, and after whom a new CV is named."""
    for problem in imported.problems:
        click.echo(str(problem), err=True)
    if not quiet or imported.problems:
        click.echo(f"{source}: {_counted(imported)}" + ("; nothing was written" if refused else ""), err=True)
    if owner and not quiet:
        named = f"{quoted(owner)}, an author of most works, is taken for the owner; write the full name, or another one"
        click.echo(f"{source}: person: {named}", err=True)


def _merge(into: str, cv: CV, source: str, prefer_source: bool, dry_run: bool, quiet: bool) -> None:
    """Adds facts to a CV, and reports those that contradict it."""
    from vitagraph.cli.load_messages import counted
    from vitagraph.files import change, changing
    from vitagraph.merging import merge

    with nullcontext() if dry_run else changing(into):
        merged = merge(into, cv, source, prefer_source)
        if dry_run:
            click.echo(merged.diff(), nl=False)
        else:
            change(merged.files)
    for line in () if quiet else grouped(merged.additions + merged.works_of_others):
        click.echo(line, err=True)
    report_conflicts(merged)
    if not quiet or merged.conflicts or merged.proposals:
        added = f"{counted(merged.new_records, 'record')} and {counted(merged.new_facts, 'fact')}"
        change_made = f"{added} {'would be added' if dry_run else 'added'}" if merged.files else "no changes"
        conflicts = f"; {counted(len(merged.conflicts), 'conflict')} not resolved" if merged.conflicts else ""
        proposals = f"; {counted(len(merged.proposals), 'work')} to decide on" if merged.proposals else ""
        click.echo(f"{into}: {change_made}{conflicts}{proposals}", err=True)


def report_conflicts(merged: Merged) -> None:
    """Prints what a merge leaves to the user: contradictions, works and people that may be the same."""
    for line in grouped(Problem(one.place, f"conflict: {one.message}") for one in merged.conflicts):
        click.echo(line, err=True)
    for line in grouped(Problem(one.place, f"the same work? {one.message}") for one in merged.proposals):
        click.echo(line, err=True)
    for alias in merged.aliases:
        click.echo(f"the same person? then add to `aliases:`  {alias}", err=True)


def _counted(imported: Imported) -> str:
    """The numbers of entries, of records by section (people and journals of works are records, too), and of facts without a field."""
    from vitagraph.cli.load_messages import counted
    from vitagraph.importers.identities import count
    from vitagraph.records import sections

    broken = f", {len(imported.broken)} of them broken" if imported.broken else ""
    numbers = {section: len(getattr(imported.cv, section)) for section in sections()}
    by_section = ", ".join(f"{section} {number}" for section, number in numbers.items() if number)
    records = counted(count(imported.cv), "record") + (f" ({by_section})" if by_section else "")
    entries = f"{imported.entries:,} {'entry' if imported.entries == 1 else 'entries'}"
    return f"{entries}{broken}: {records}; {counted(len(imported.left_out), 'fact')} without a field"


def _source_text(source: str, saved: str | None, save: str | None, orcid_api: str, doi_resolver: str) -> tuple[str, str]:
    """The text of a file, or of the resource of an ORCID iD or DOI; and its name."""
    from vitagraph.importers.fetching import fetched, identified

    try:
        identifier = None if Path(source).exists() else identified(source)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if identifier is None:
        if saved or save:
            raise UsageError(f"--from and --save go with an ORCID iD or a DOI, and {source} is neither; name a file as the source itself")
        return _text(source), source
    if saved:
        text = _text(saved)
        if (identifier.orcid or identifier.doi).lower() not in text.lower():
            raise UsageError(f"{saved}: the file does not contain {identifier}; name the file that does")
        return text, saved
    text = fetched(identifier, orcid_api, doi_resolver)
    if save:
        write(text, save)
    return text, save or identifier.address(orcid_api, doi_resolver)


def _text(source: str) -> str:
    """The text of a file, or of standard input (`-`)."""
    from vitagraph.files.budget import read_bytes, read_standard_input
    from vitagraph.yaml.nodes import decoded

    return decoded(read_standard_input() if source == "-" else read_bytes(source), source)
