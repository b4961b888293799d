"""The sections of the CV's page, in the order of the CV, and their entries.

A record class has the default entry of `default.py`, unless a module imported here declares a hand-written one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from vitagraph import records
from vitagraph.records.other_works import Work
from vitagraph.records.own_sections import OwnSection
from vitagraph.records.works import Publication
from vitagraph.site.entries import career, community, own_sections, patents, works  # noqa: F401 - they declare the hand-written entries
from vitagraph.site.entries.common import divided
from vitagraph.site.entries.default import entry
from vitagraph.site.entries.entry import Section
from vitagraph.site.entries.order import UNDATED, ordered
from vitagraph.site.entries.own_sections import own_section
from vitagraph.site.entries.publications import is_about_owner, property_rights, publication_sections, publications
from vitagraph.site.entries.years import Listed, with_folds
from vitagraph.site.localization import Localizer

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
#: the sections that are not folded, however long
_WHOLE = (*UNDATED, "positions", "studies", "work_groups")
#: kinds of what is no talk
_PARTS = ("session-chair", "session-organizer", "event-organizer", "event-co-organizer", "attendee", "moderator", "discussant")


def sections(localizer: Localizer) -> list[Section]:
    """The sections that have entries; that of publications has parts. Each heading is true of all entries below it."""
    found: dict[str, Section] = {}
    for name, record in records.sections().items():
        if issubclass(record, Publication):
            if "publications" not in found:
                found["publications"] = publications(localizer)
            if issubclass(record, Work):
                found |= {part.name: part for part in property_rights(localizer)}
        elif record is OwnSection:
            found |= {f"{name}/{number}": own_section(one, localizer) for number, one in enumerate(localizer.index.cv.sections)}
        elif not any(record.segment in segments for segments in NAMED.values()):
            found[name] = _section(name, localizer)
    return [section for section in _arranged(found, localizer) if section.entries or section.parts]


def _arranged(found: dict[str, Section], localizer: Localizer) -> Iterator[Section]:
    """The sections in the order of the document, with its titles; those that it does not name follow in their usual order."""
    document, index = localizer.index.cv.document, localizer.index
    own = {index.id_of(one): f"sections/{number}" for number, one in enumerate(index.cv.sections)}
    left = dict(found)
    for one in document.sections:
        if section := left.pop(one.name if one.name in left else own.get(one.name, ""), None):
            title = localizer.text(one.heading, document)
            titled = section._replace(title=title.text, language=title.language) if title else section
            yield titled._replace(hidden=one.is_hidden)
    yield from left.values()


def _section(name: str, localizer: Localizer) -> Section:
    found = list(getattr(localizer.index.cv, name))
    if name == "media":
        found += [work for work in localizer.index.cv.works if is_about_owner(work, localizer)]
    listed = [Listed(one, entry(one, localizer)) for one in (found if name in UNDATED else ordered(found, localizer.index))]
    common, listed = divided(listed)
    entries, folded = ([one.entry for one in listed], []) if name in _WHOLE else with_folds(name, listed, localizer)
    heading = next((heading for heading, applies in _HEADINGS.get(name, {}).items() if applies(found)), name)
    language = "" if name in localizer.words or localizer.language == "en" else "en"
    return Section(name, localizer.heading(heading), entries, folded, language, common=common)


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
