"""The sections of the CV's page, in the order of the CV, and their entries.

A record class has the default entry of `default.py`, unless a module imported here declares a hand-written one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from vitagraph import exporters, records
from vitagraph.records import work_kinds
from vitagraph.records.other_works import Work
from vitagraph.records.own_sections import OwnSection
from vitagraph.records.works import Publication
from vitagraph.site.entries import career, community, own_sections, works  # noqa: F401 - they declare the hand-written entries
from vitagraph.site.entries.default import entry
from vitagraph.site.entries.entry import Entry, Section
from vitagraph.site.entries.own_sections import own_section
from vitagraph.site.localization import Localized, Localizer

__all__ = ["NAMED", "entry", "publication_sections", "sections"]

#: heading -> the segments of records that the page lists by name, at its end
NAMED = {
    "names_people": ("person", "account"),
    "names_organizations": ("org",),
    "names_events": ("event", "proceedings"),
    "names_containers": ("journal", "book", "series"),
    "names_software": ("software",),
    "names_places": ("place", "country"),
    "names_topics": ("topic",),
}


@cache
def publication_sections() -> tuple[str, ...]:
    """The sections of publications, software and datasets, which are parts of one section of the page."""
    return tuple(name for name, record in records.sections().items() if issubclass(record, Publication))


def sections(localizer: Localizer) -> list[Section]:
    """The sections that have entries; that of publications has parts."""
    found: dict[str, Section] = {}
    for name, record in records.sections().items():
        if issubclass(record, Publication):
            whole = found.setdefault("publications", Section("publications", localizer.heading("publications"), [], []))
            parts = _by_group(localizer) if issubclass(record, Work) else [_section(name, localizer)]
            whole.parts.extend(part for part in parts if part.entries)
        elif record is OwnSection:
            found |= {f"{name}/{number}": own_section(one, localizer) for number, one in enumerate(localizer.index.cv.sections)}
        elif not any(record.segment in segments for segments in NAMED.values()):
            found[name] = _section(name, localizer)
    if volumes := [entry(volume, localizer) for volume in exporters.volumes(localizer.index)]:
        whole = found.setdefault("publications", Section("publications", localizer.heading("publications"), [], []))
        whole.parts.append(Section("edited_books", localizer.heading("edited_books"), volumes, []))
    return [section for section in found.values() if section.entries or section.parts]


def _by_group(localizer: Localizer) -> Iterator[Section]:
    """The works of the section `works:` by the group of their kind; a group of one kind has the name of that kind."""
    for group, labels in work_kinds.GROUPS.items():
        found = [work for work in localizer.index.cv.works if work.kind.row.group == group]
        rows = {work.kind.row.name: work.kind.row for work in found}
        entries = [entry(work, localizer) for work in found]
        if len(rows) == 1:
            labels = next(iter(rows.values())).plural
        else:
            entries = [one._replace(marks=[Localized(one.kind), *one.marks]) for one in entries]
        yield Section(f"works-{group}", labels[localizer.german], entries, [])


def _section(name: str, localizer: Localizer) -> Section:
    entries: list[Entry] = [entry(record, localizer) for record in getattr(localizer.index.cv, name)]
    language = "" if name in localizer.words or not localizer.german else "en"
    return Section(name, localizer.heading(name), entries, [], language)
