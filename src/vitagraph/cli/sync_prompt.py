"""The prompt of `vitagraph sync --review`: new works, then changed facts."""

from __future__ import annotations

from collections.abc import Iterator

import click

from vitagraph.cli.review_prompt import QuitError, typed
from vitagraph.cli.sync import changed_line, new_line
from vitagraph.reconciliation.answers import Verdict
from vitagraph.records import Index
from vitagraph.synchronization.three_way import Changed, Compared, New


def verdicts_at_prompt(cv: str, compared: Compared, index: Index) -> list[Verdict | None]:
    """The answers of the user about the new works and the changed facts of a CV, in their order, None where there is none.

    The end of the input ends the review like `quit`; the answers before it stay.
    """
    found: list[Verdict | None] = []
    try:
        for verdict in _verdicts(cv, compared, index):
            found.append(verdict)  # one by one: those before `quit` stay
    except QuitError:
        pass
    return found


def _verdicts(cv: str, compared: Compared, index: Index) -> Iterator[Verdict | None]:
    """One for each; what an answer `never` excludes is not shown."""
    excluded = set[str]()
    for new in compared.new:
        if excluded.issuperset(new.sources):
            yield None
            continue
        click.echo(new_line(cv, new))
        verdict = _verdict("propose works of its services", new)
        excluded |= set(new.sources) if verdict is Verdict.NEVER else set()
        yield verdict
    silent = set[tuple[str, str]]()
    for changed in compared.changed:
        if (changed.entity, changed.source) in silent:
            yield None
            continue
        click.echo(changed_line(changed, index))
        verdict = _verdict("propose changes of this work by this service", changed)
        if verdict is Verdict.NEVER:
            silent.add((changed.entity, changed.source))
        yield verdict


def _verdict(never: str, about: New | Changed) -> Verdict | None:
    word = typed(never, about.works[0].address if isinstance(about, New) else "")
    return None if word == "skip" else Verdict(word)
