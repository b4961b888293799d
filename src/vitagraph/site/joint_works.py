"""The works of the owner with each other person: a page of its own, to which the names in lists of works lead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vitagraph.records import Author, Index, Record
from vitagraph.records.works import Publication
from vitagraph.site.address import file_of
from vitagraph.site.entries import publication_sections
from vitagraph.site.entries.entry import anchor_of
from vitagraph.site.entries.order import ordered, time_of
from vitagraph.site.localization import Localized, Localizer

#: the page has those with the most joint works
_MOST = 100
#: a single joint work is the one in whose list of authors a name stands
_FEWEST = 2


class JointWork(NamedTuple):
    """A work with its year and the path of its page."""

    title: Localized
    year: str
    page: str


class Person(NamedTuple):
    """A person, and the works with the owner, the newest first."""

    anchor: str
    name: str
    works: list[JointWork]


class Joint(NamedTuple):
    """The works with each of the people with most of them, by the fragment of the person's IRI; `of` is how many people there are."""

    works: dict[str, list[Record]]
    of: int


def path(language: str, first: str) -> str:
    """The path of the page in a language."""
    return "joint-works.html" if language == first else f"{language}/joint-works.html"


def joint(index: Index) -> Joint:
    """The people with two or more joint works, at most 100: those with most works first."""
    found: dict[str, dict[int, Record]] = {}
    for work in (one for name in publication_sections() for one in getattr(index.cv, name)):
        agents = [index.agent(author) for author in _authors(work) if not author.others]
        for agent in dict.fromkeys(agents) if index.owner in agents else ():
            found.setdefault(agent, {})[id(work)] = work
    found.pop(index.owner, None)
    several = {agent: list(works.values()) for agent, works in found.items() if len(works) >= _FEWEST}
    most = sorted(several, key=lambda agent: (-len(several[agent]), agent))[:_MOST]
    return Joint({agent[len(index.document) + 2 : -1]: several[agent] for agent in most}, len(several))


def _authors(work: Publication) -> Iterable[Author]:
    return (*work.authors, *work.editors, *work.translators)


def people(found: Joint, localizer: Localizer) -> list[Person]:
    """The people of the page."""
    return [
        Person(anchor, _name(anchor, localizer), [_work(one, localizer) for one in ordered(works, localizer.index)])
        for anchor, works in found.works.items()
    ]


def _name(anchor: str, localizer: Localizer) -> str:
    index = localizer.index
    record = index.records.get(f"<{index.document}#{anchor}>")
    return next(iter(record.names()), anchor) if record else anchor


def _work(record: Record, localizer: Localizer) -> JointWork:
    date = time_of(record, localizer.index).date
    return JointWork(
        localizer.title(record) or localizer.unnamed(record), localizer.year(date), f"{file_of(anchor_of(record, localizer.index))}.html"
    )
