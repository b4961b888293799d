"""The people of a work: who made it, with further roles of the same people beside their names, and all others by role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vitagraph.records.containers import Volume
from vitagraph.records.record import Author
from vitagraph.records.relators import Relator
from vitagraph.records.works import Publication
from vitagraph.site.localization import Localized, Localizer, Name, capital

_CONTRIBUTOR = Relator("contributor")
#: in a longer list of names, those behind the first ones are folded, but for the owner and the last one
_UNFOLDED, _FIRST = 8, 4


class People(NamedTuple):
    """The names that lead the entry of a work, their label, and pieces with all others."""

    names: list[Name]
    label: str
    others: list[Localized]


class Run(NamedTuple):
    """Successive names of a list, which are shown or folded."""

    names: list[Name]
    shown: bool


def folded(names: Sequence[Name]) -> list[Run]:
    """A list of names as runs: in a long one, only the first names, the owner and the last name are shown."""
    if len(names) <= _UNFOLDED:
        return [Run(list(names), True)]
    runs: list[Run] = []
    for at, name in enumerate(names):
        shown = at < _FIRST or name.is_owner or at == len(names) - 1
        if not runs or runs[-1].shown is not shown:
            runs.append(Run([], shown))
        runs[-1].names.append(name)
    joined: list[Run] = []
    for run in runs:
        shown = run.shown or len(run.names) == 1  # its button is as long as a name
        if joined and joined[-1].shown is shown:
            joined[-1].names.extend(run.names)
        else:
            joined.append(Run(run.names, shown))
    return joined


def people_of(record: Publication | Volume, localizer: Localizer) -> People:
    """The authors of a work, else its editors or translators with their label; contributors among them stand beside their names."""
    lists = _lists(record, localizer)
    notes = dict.fromkeys((localizer.index.agent(one) for people, _ in lists for one in people), "")
    beside = [one for one in record.contributors if one.others or localizer.index.agent(one) not in notes]
    notes = {agent: _notes(record.contributors, agent, localizer) for agent in notes}
    named = [(_with_notes(people, notes, localizer), label) for people, label in lists]
    (leading, label), *others = named or [([], "")]
    pieces = [Localized(f"{words} {localizer.joined_names(names)}") for names, words in others]
    return People(leading, capital(label), [*pieces, *contributors(beside, localizer)])


def _with_notes(people: list[Author], notes: dict[str, str], localizer: Localizer) -> list[Name]:
    """The names of some people, each with the note that is left for it, which is used up."""
    names = localizer.names(people)
    agents = [localizer.index.agent(one) for one in people]
    with_notes = [name._replace(note=notes.pop(agent, "")) for name, agent in zip(names, agents, strict=False)]
    return [*with_notes, *names[len(agents) :]]


def _lists(record: Publication | Volume, localizer: Localizer) -> list[tuple[list[Author], str]]:
    """Authors, editors and translators with the words before them; editors who are the translators stand once."""
    words, index = localizer.words, localizer.index
    authors: list[Author] = getattr(record, "authors", [])
    editors, translators = ([index.agent(one) for one in people] for people in (record.editors, record.translators))
    if editors and editors == translators:
        edited = [(record.editors, words["edited_and_translated_by"])]
    else:
        edited = [(record.editors, words["edited_by"]), (record.translators, words["translated_by"])]
    return [(people, label) for people, label in ((authors, ""), *edited) if people]


def _notes(people: Iterable[Author], agent: str, localizer: Localizer) -> str:
    """The further roles of a person whose name stands in a list, and their words."""
    notes: list[str] = []
    for one in (one for one in people if not one.others and localizer.index.agent(one) == agent):
        roles = [_role(role, localizer) for role in one.role if role != _CONTRIBUTOR]
        notes.append(": ".join(filter(None, (localizer.joined(roles), localizer.parts(one)))))
    return localizer.joined(dict.fromkeys(filter(None, notes)))


def _role(role: Relator, localizer: Localizer) -> str:
    """The label of a role; in MARC, the patron is who is responsible for commissioning a work."""
    return localizer.words["commissioned_by"] if role == "patron" else localizer.role(role)


def contributors(authors: Iterable[Author], localizer: Localizer) -> Iterator[Localized]:
    """A piece for each list of names: the labels of the roles that all of them have, and the names with their words."""
    by_role: dict[str, list[Author]] = {}
    for one in authors:
        labels = [_role(role, localizer) for role in one.role or (_CONTRIBUTOR,)]
        for label in [localizer.joined(labels)] if one.part else labels:
            by_role.setdefault(label, []).append(one)
    by_names: dict[str, list[str]] = {}
    for label, people in by_role.items():
        text = localizer.joined_names(localizer.names(people))
        by_names.setdefault(text, []).append(label)
    for text, roles in by_names.items():
        yield Localized(text, label=capital(localizer.joined(roles)))
