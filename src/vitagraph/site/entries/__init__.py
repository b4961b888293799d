"""The sections of the CV's page, in the order of the CV, and their entries.

A record class has the default entry of `default.py`, unless a module imported here declares a hand-written one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from vitagraph import exporters, records
from vitagraph.records import work_kinds
from vitagraph.records.other_works import Work
from vitagraph.records.own_sections import OwnSection
from vitagraph.records.relators import Relator
from vitagraph.records.works import Publication
from vitagraph.site.entries import career, community, own_sections, works  # noqa: F401 - they declare the hand-written entries
from vitagraph.site.entries.default import entry, is_title
from vitagraph.site.entries.entry import Section
from vitagraph.site.entries.order import UNDATED, ordered
from vitagraph.site.entries.own_sections import own_section
from vitagraph.site.localization import Localized, Localizer

__all__ = ["NAMED", "entry", "publication_sections", "sections"]

#: heading -> the segments of records that the page lists by name, at its end
NAMED = {
    "names_people": ("person",),
    "names_accounts": ("account",),
    "names_organizations": ("org",),
    "names_events": ("event",),
    "names_containers": ("journal", "book", "series", "proceedings"),
    "names_works": ("cited-work",),
    "names_software": ("software",),
    "names_places": ("place", "country"),
    "names_topics": ("topic",),
}
#: the section of licences, trademarks and inventions, which are neither publications nor works
_PROPERTY = "works-ip"
_INTERVIEWEE = Relator("interviewee")
#: more kinds than these are named by their group
_FEW = 3
#: kinds of what is no talk
_PARTS = ("session-chair", "session-organizer", "event-organizer", "event-co-organizer", "attendee", "moderator", "discussant")


@cache
def publication_sections() -> tuple[str, ...]:
    """The sections of publications, software and datasets, which are parts of one section of the page."""
    return tuple(name for name, record in records.sections().items() if issubclass(record, Publication))


def sections(localizer: Localizer) -> list[Section]:
    """The sections that have entries; that of publications has parts. Each heading is true of all entries below it."""
    found: dict[str, Section] = {}
    for name, record in records.sections().items():
        if issubclass(record, Publication):
            whole = found.setdefault("publications", Section("publications", localizer.heading(_publications(localizer)), [], []))
            parts = list(_by_group(localizer)) if issubclass(record, Work) else [_section(name, localizer)]
            whole.parts.extend(part for part in parts if part.entries and part.name != _PROPERTY)
            found |= {part.name: part for part in parts if part.name == _PROPERTY}
        elif record is OwnSection:
            found |= {f"{name}/{number}": own_section(one, localizer) for number, one in enumerate(localizer.index.cv.sections)}
        elif not any(record.segment in segments for segments in NAMED.values()):
            found[name] = _section(name, localizer)
    if volumes := list(exporters.volumes(localizer.index)):
        whole = found.setdefault("publications", Section("publications", localizer.heading("publications"), [], []))
        kinds = [work_kinds.rows()[volume.publication_kind] for volume in volumes]
        entries = [entry(volume, localizer) for volume in ordered(volumes, localizer.index)]
        whole.parts.append(Section("edited_books", _plurals(kinds, localizer), entries, []))
    return [section for section in found.values() if section.entries or section.parts]


def _publications(localizer: Localizer) -> str:
    """The heading of publications: a concert, a work of art, an object or a letter is a work."""
    listed = [work for work in localizer.index.cv.works if not _is_about_owner(work, localizer) and work.kind.row.group != "ip"]
    documents = [work.kind.row.is_publication for work in listed]
    if all(documents):
        return "publications"
    others = any(documents) or any(getattr(localizer.index.cv, name) for name in publication_sections() if name != work_kinds.WORKS)
    return "publications_and_works" if others else "own_works"


def _is_about_owner(work: Work, localizer: Localizer) -> bool:
    """Whether the owner has no other part in a work than that of being interviewed."""
    owner = localizer.index.owner
    parts = [one for one in (*work.authors, *work.editors, *work.translators) if localizer.index.agent(one) == owner]
    roles = [one.role for one in work.contributors if localizer.index.agent(one) == owner]
    return not parts and bool(roles) and all(set(some) == {_INTERVIEWEE} for some in roles)


def _by_group(localizer: Localizer) -> Iterator[Section]:
    """The works of the section `works:` by the group of their kind; a group of few kinds has the names of these kinds."""
    listed = [work for work in localizer.index.cv.works if not _is_about_owner(work, localizer)]
    for group in work_kinds.GROUPS:
        found = [work for work in listed if work.kind.row.group == group]
        if not found:
            continue
        rows = list(dict.fromkeys(work.kind.row for work in found))
        entries = [entry(work, localizer) for work in ordered(found, localizer.index)]
        if len(rows) > 1:
            entries = [one if is_title(kind := Localized(one.kind), one) else one._replace(marks=[kind, *one.marks]) for one in entries]
        yield Section(
            f"works-{group}", _plurals(rows, localizer) if len(rows) <= _FEW else localizer.words.of("groups_of_works", group), entries, []
        )


def _plurals(rows: Iterable[work_kinds.WorkKindRow], localizer: Localizer) -> str:
    """The names of several works of some kinds: `Essays, data papers and editorials`."""
    first, *others = dict.fromkeys(rows)
    *before, last = [localizer.works(first.name), *(localizer.works(row.name, first=False) for row in others)]
    return localizer.words["number_list"].format(before=", ".join(before), last=last) if before else last


def _section(name: str, localizer: Localizer) -> Section:
    listed = list(getattr(localizer.index.cv, name))
    if name == "media":
        listed += [work for work in localizer.index.cv.works if _is_about_owner(work, localizer)]
    entries = [entry(record, localizer) for record in (listed if name in UNDATED else ordered(listed, localizer.index))]
    heading = next((heading for heading, applies in _HEADINGS.get(name, {}).items() if applies(listed)), name)
    language = "" if name in localizer.words or localizer.language == "en" else "en"
    return Section(name, localizer.heading(heading), entries, [], language)


def _of_kinds(*kinds: str, every: bool) -> Callable[[list[Any]], bool]:
    """Whether all talks are of one of these kinds, or any is of these kinds alone."""

    def applies(talks: list[Any]) -> bool:
        other = [set(talk.kinds()) <= {*kinds} for talk in talks]
        return all(other) if every else any(other)

    return applies


#: section -> its other headings, each with the condition on its records
_HEADINGS: dict[str, dict[str, Callable[[list[Any]], bool]]] = {
    "talks": {"parts_in_events": _of_kinds(*_PARTS, every=True), "talks_and_events": _of_kinds(*_PARTS, every=False)},
    "awards": {"awards_and_nominations": lambda awards: any(award.outcome not in (None, "winner", "inducted") for award in awards)},
}
