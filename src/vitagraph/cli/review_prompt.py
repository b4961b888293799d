"""The prompt of `vitagraph reconcile --review` and `sync --review`: one thing after the other, and the answers about it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from vitagraph.cli.reconcile import candidate_lines, heading
from vitagraph.reconciliation.answers import Answer, Verdict
from vitagraph.reconciliation.search import Found, bare
from vitagraph.records import Index

#: what may be typed -> the word that it stands for
_WORDS = {"y": "yes", "n": "no", "v": "never", "s": "skip", "o": "open", "q": "quit"}
_QUESTION = "  [y]es, [n]o, ne[v]er {never}, [s]kip, [o]pen the page, [q]uit? "


class QuitError(Exception):
    """The user ends the review; the answers before it stay."""


def answers_at_prompt(found: Iterable[Found], index: Index) -> list[Answer]:
    """The answers of the user at the prompt; the end of the input ends the review like `quit`."""
    answers: list[Answer] = []
    try:
        for one in found:
            if one.proposals:
                click.echo(heading(one, index))
                for answer in _answers(one):
                    answers.append(answer)  # one by one: those before `quit` stay
    except QuitError:
        pass
    return answers


def _answers(found: Found) -> Iterator[Answer]:
    """The answers about the candidates of an entity; one that is accepted leaves those for other fields only."""
    filled: set[str] = set()
    excluded: set[str] = set()
    for proposal in found.proposals:
        if filled & {name for name, _ in proposal.fields} or excluded.issuperset(proposal.sources):
            continue
        click.echo("\n".join(candidate_lines(proposal)))
        word = typed("query this service for it", proposal.judged.candidate.address)
        if word == "skip":
            return
        verdict = Verdict(word)
        filled |= {name for name, _ in proposal.fields} if verdict is Verdict.YES else set()
        excluded |= set(proposal.sources) if verdict is Verdict.NEVER else set()
        fields = tuple((name, str(identifier)) for name, identifier in proposal.fields)
        replied = proposal.judged.candidate.replied
        yield Answer(bare(found.entity.node), verdict, fields, proposal.key, proposal.sources, found.place, replied)


def typed(never: str, address: str) -> str:
    """An answer: a verdict or `skip`; the page at an address is opened as often as the user wants. `never` is what that answer means.

    Raises QuitError at `quit` and at the end of the input.
    """
    while True:
        click.echo(_QUESTION.format(never=never), nl=False)
        line = sys.stdin.readline()
        word = _WORDS.get(line.strip().lower(), line.strip().lower())
        if not line or word == "quit":
            if not line:
                click.echo()
            raise QuitError
        if word == "open":
            _open(address)
        elif word in _WORDS.values():
            return word


def _open(address: str) -> None:
    """Opens the page about a candidate in the browser of the user."""
    import webbrowser

    if not address or not webbrowser.open(address):
        click.echo(f"  there is no browser to open {address or 'a page, as the candidate has none'}; copy the address instead")
