"""`vitagraph freeze-ids`: the ids of the records, written into their files."""

from __future__ import annotations

from contextlib import nullcontext

import click


@click.command("freeze-ids", short_help="Write the ids of the records into their files.")
@click.argument("cv", type=click.Path())
@click.option("-n", "--dry-run", is_flag=True, help="Show what would change, as a unified diff, and write nothing.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def freeze_ids(cv: str, dry_run: bool, quiet: bool) -> None:
    """Write the ids that the records in CV have into their files.

    An id that is not stated is derived from fields of the record, such as its title, so correcting the title would change the
    IRI. Run this before you publish. Every other byte of the files stays; running it again changes nothing.

    \b
    vitagraph freeze-ids my-cv/
    vitagraph freeze-ids my-cv/ --dry-run

    Exit code 0: written, or nothing to write. 1: the CV is wrong. 2: the call is wrong.
    """
    from vitagraph.files import change, changing
    from vitagraph.merging import freeze_ids

    with nullcontext() if dry_run else changing(cv):
        frozen = freeze_ids(cv)
        if dry_run:
            click.echo(frozen.diff(), nl=False)
        else:
            change(frozen.files)
    if not quiet:
        done = "would be written" if dry_run else "written"
        summary = (
            f"{frozen.new_facts} ids {done} into {len(frozen.files)} files" if frozen.files else "every record has its id; nothing changes"
        )
        click.echo(f"{cv}: {summary}", err=True)
