"""The section of publications: the owner's selection, then all other works by year or by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from vitagraph import exporters, records
from vitagraph.records import Record, work_kinds
from vitagraph.records.other_works import Work
from vitagraph.records.relators import Relator
from vitagraph.records.works import Publication
from vitagraph.site.entries.default import entry, is_title
from vitagraph.site.entries.entry import Entry, Section
from vitagraph.site.entries.order import ordered
from vitagraph.site.entries.years import Listed, by_year, split
from vitagraph.site.localization import Localized, Localizer

#: the name of the section of licences, trademarks and inventions, which are neither publications nor works
PROPERTY = "works-ip"
_INTERVIEWEE = Relator("interviewee")
#: more kinds than these are named by their group
_FEW = 3
#: a list with many works shows about these, and the older ones folded by year
_SHOWN = 60
#: the sections of works that have a heading of their own among years
_NOT_BY_YEAR = ("software", "datasets")
#: the sections of works whose venue states what they are
_ARTICLES = ("journal_articles", "conference_papers", "workshop_papers", "book_chapters")


@cache
def publication_sections() -> tuple[str, ...]:
    """The sections of publications, software and datasets, which are parts of one section of the page."""
    return tuple(name for name, record in records.sections().items() if issubclass(record, Publication))


def publications(localizer: Localizer) -> Section:
    """The section of all works but of those about the owner and of licences; its heading is true of all of them."""
    chosen = [work for work in _works(localizer) if getattr(work, "selected", None)]
    parts = [_part("selected", localizer.words["selected"], chosen, localizer)._replace(by="choice")] if chosen else []
    parts += _by_year(localizer) if _is_by_year(localizer) else _by_kind(localizer)
    return Section("publications", localizer.heading(_heading(localizer)), [], [part for part in parts if part.entries])


def property_rights(localizer: Localizer) -> Iterator[Section]:
    """The section of licences, trademarks and inventions."""
    return (part for part in _by_group(_listed(localizer), localizer) if part.name == PROPERTY)


def is_about_owner(work: Work, localizer: Localizer) -> bool:
    """Whether the owner has no other part in a work than that of being interviewed."""
    owner = localizer.index.owner
    parts = [one for one in (*work.authors, *work.editors, *work.translators) if localizer.index.agent(one) == owner]
    roles = [one.role for one in work.contributors if localizer.index.agent(one) == owner]
    return not parts and bool(roles) and all(set(some) == {_INTERVIEWEE} for some in roles)


def _listed(localizer: Localizer) -> list[Work]:
    """The works of the section `works:` that stand among the publications, and those under `PROPERTY`."""
    return [work for work in localizer.index.cv.works if not is_about_owner(work, localizer)]


def _works(localizer: Localizer) -> Iterator[Publication]:
    """All works of the section."""
    for name in publication_sections():
        yield from _of(name, localizer)


def _of(name: str, localizer: Localizer) -> list[Any]:
    if name == work_kinds.WORKS:
        return [work for work in _listed(localizer) if work.kind.row.group != "ip"]
    return list(getattr(localizer.index.cv, name))


def _heading(localizer: Localizer) -> str:
    """The heading of publications: a concert, a work of art, an object or a letter is a work."""
    documents = [work.kind.row.is_publication for work in _of(work_kinds.WORKS, localizer)]
    if all(documents):
        return "publications"
    others = any(documents) or any(_of(name, localizer) for name in publication_sections() if name != work_kinds.WORKS)
    return "publications_and_works" if others else "own_works"


def _is_by_year(localizer: Localizer) -> bool:
    """Whether the works are listed by year: as the document states it, else where all of them are publications."""
    stated = localizer.index.cv.document.group_publications_by
    return stated == "year" if stated else _heading(localizer) == "publications"


def _part(name: str, title: str, works: Iterable[Record], localizer: Localizer, language: str = "") -> Section:
    entries = [entry(work, localizer) for work in ordered(list(works), localizer.index)]
    return Section(name, title, entries, [], language, by="kind")


def _rest(works: Iterable[Any]) -> list[Any]:
    """The works that are not among the selected ones."""
    return [work for work in works if not getattr(work, "selected", None)]


def _by_year(localizer: Localizer) -> list[Section]:
    """The works by year, the older ones of many folded; software and datasets by kind."""
    names = [name for name in publication_sections() if name not in _NOT_BY_YEAR]
    articles = {id(work) for name in _ARTICLES for work in _of(name, localizer)}
    works = [work for name in names for work in _rest(_of(name, localizer))]
    listed = [
        Listed(work, entry(work, localizer) if id(work) in articles else _with_kind(work, localizer))
        for work in ordered([*works, *exporters.volumes(localizer.index)], localizer.index)
    ]
    shown, folded = split(by_year("publications", listed, localizer), _SHOWN)
    others = [_part(name, localizer.heading(name), _rest(_of(name, localizer)), localizer) for name in _NOT_BY_YEAR]
    return [*shown, *folded, *others]


def _with_kind(work: Record, localizer: Localizer) -> Entry:
    """The entry of a work with its kind as a mark."""
    one = entry(work, localizer)
    kind = Localized(one.kind)
    return one if is_title(kind, one) or not one.kind else one._replace(marks=[kind, *one.marks])


def _by_kind(localizer: Localizer) -> list[Section]:
    parts: list[Section] = []
    for name in publication_sections():
        if name == work_kinds.WORKS:
            parts += (part for part in _by_group(_rest(_listed(localizer)), localizer) if part.name != PROPERTY)
        else:
            language = "" if name in localizer.words or localizer.language == "en" else "en"
            parts.append(_part(name, localizer.heading(name), _rest(_of(name, localizer)), localizer, language))
    if volumes := list(exporters.volumes(localizer.index)):
        kinds = [work_kinds.rows()[volume.publication_kind] for volume in volumes]
        parts.append(_part("edited_books", _plurals(kinds, localizer), volumes, localizer))
    return parts


def _by_group(works: Sequence[Work], localizer: Localizer) -> Iterator[Section]:
    """The works of the section `works:` by the group of their kind; a group of few kinds has the names of these kinds."""
    for group in work_kinds.GROUPS:
        found = [work for work in works if work.kind.row.group == group]
        if not found:
            continue
        rows = list(dict.fromkeys(work.kind.row for work in found))
        write = _with_kind if len(rows) > 1 else entry
        entries = [write(work, localizer) for work in ordered(found, localizer.index)]
        title = _plurals(rows, localizer) if len(rows) <= _FEW else localizer.words.of("groups_of_works", group)
        yield Section(f"works-{group}", title, entries, [], by="kind")


def _plurals(rows: Iterable[work_kinds.WorkKindRow], localizer: Localizer) -> str:
    """The names of several works of some kinds: `Essays, data papers and editorials`."""
    first, *others = dict.fromkeys(rows)
    *before, last = [localizer.works(first.name), *(localizer.works(row.name, first=False) for row in others)]
    return localizer.words["number_list"].format(before=localizer.joined(before), last=last) if before else last
