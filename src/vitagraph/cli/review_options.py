"""The options of commands that propose changes of a CV: at the prompt, in a review file, and the file applied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from vitagraph.errors import UsageError

C = TypeVar("C", bound=Callable[..., Any])


def review_options(each: str, all_of_them: str) -> Callable[[C], C]:
    """Adds the options of the three ways to decide; `each` and `all_of_them` name in their help what is proposed."""
    path = click.Path()
    options = (
        click.option("--review", is_flag=True, help=f"Ask for each {each} at the prompt, and write what is accepted."),
        click.option("-o", "--output", type=path, metavar="FILE", help=f"Write {all_of_them} to a review file, to be edited."),
        click.option(
            "--apply", "reviewed", type=path, metavar="FILE", help="Write what is accepted in a review file; nothing is requested."
        ),
        click.option(
            "--record-source",
            is_flag=True,
            help="With --apply and --review: record which service stated each identifier, and when.",
        ),
        click.option("-n", "--dry-run", is_flag=True, help="With --apply: show what would change, as a unified diff, and write nothing."),
    )

    def added(command: C) -> C:
        for option in reversed(options):
            command = option(command)
        return command

    return added


def check_ways(cv: str, output: str | None, reviewed: str | None, review: bool, dry_run: bool, record_source: bool) -> None:
    """Raises UsageError for options that contradict each other, and for a review file that would be read as records."""
    from vitagraph.yaml.read import SUFFIXES

    if cv == "-":
        raise UsageError("a CV on standard input has no folder for what is decided; name its file or folder")
    if sum((output is not None, reviewed is not None, review)) > 1:
        raise UsageError("--output, --apply and --review are three ways to decide; name one of them")
    if dry_run and reviewed is None:
        raise UsageError("--dry-run goes with --apply; without it nothing is written to the CV")
    if record_source and reviewed is None and not review:
        raise UsageError("--record-source goes with --apply or --review; without them no identifier is written")
    if output and Path(output).suffix in SUFFIXES and Path(output).parent.resolve() == Path(cv).resolve():
        raise UsageError(f"{output}: a file in the folder of the CV is read as records; write the review file elsewhere")
