"""Everything else the CV names, so that each of its IRIs leads somewhere in the page: people, places, journals ..."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vitagraph.records import Record
from vitagraph.records.people import Account
from vitagraph.records.works import Publication
from vitagraph.site.entries.entry import Entry, Section, former_anchors
from vitagraph.site.localization import Localized, Localizer
from vitagraph.values import Text, slug

_GROUPS = {
    "names_people": ("person", "account"),
    "names_organizations": ("org",),
    "names_events": ("event", "proceedings"),
    "names_containers": ("journal", "book", "series"),
    "names_software": ("software",),
    "names_places": ("place", "country"),
    "names_topics": ("topic",),
}


class Group(NamedTuple):
    """A heading and the names under it."""

    title: str
    entries: list[Entry]


def groups(localizer: Localizer, told: set[str]) -> list[Group]:
    """The resources that have no place in the page yet, grouped and in alphabetical order; `told` are the anchors there are."""
    found: dict[str, Entry] = {}
    for node, record in localizer.index.records.items():
        anchor = localizer.anchor(node)
        if anchor not in told and (name := _name(record, localizer)):
            found[anchor] = Entry(anchor, name, anchors=former_anchors(record))
    for anchor, keyword in _keywords(localizer, told):
        found.setdefault(anchor, Entry(anchor, keyword))
    grouped = []
    for title, segments in _GROUPS.items():
        entries = [entry for anchor, entry in found.items() if anchor.partition("/")[0] in segments]
        if entries:
            entries.sort(key=lambda entry: (slug(entry.title.text), entry.anchor))
            grouped.append(Group(localizer.words[title], entries))
    return grouped


def _name(record: Record, localizer: Localizer) -> Localized | None:
    if isinstance(record, Account):
        return Localized(record.service_name, "", record.url)
    name = getattr(record, "name", None) or getattr(record, "title", None)
    return localizer.said(name, record) if isinstance(name, Text) else Localized(str(name)) if name else None


def _keywords(localizer: Localizer, told: set[str]) -> Iterable[tuple[str, Localized]]:
    for record in localizer.index.cv.records():
        for keyword in record.keywords if isinstance(record, Publication) else ():
            if (anchor := f"topic/{slug(keyword)}") not in told:
                language = localizer.index.language_of(record)
                yield anchor, Localized(keyword, language if language != localizer.language else "")


def without_repetition(sections: Iterable[Section], taken: set[str]) -> list[Section]:
    """The sections, each further anchor at its first place only; adds all of them to `taken`."""
    kept = list(sections)
    taken |= {entry.anchor for section in kept for entry in _flat(section)}
    return [_once(section, taken) for section in kept]


def _flat(section: Section) -> Iterable[Entry]:
    for entry in section.entries:
        yield from _with_parts(entry)
    for part in section.parts:
        yield from _flat(part)


def _with_parts(entry: Entry) -> Iterable[Entry]:
    yield entry
    for part in entry.parts:
        yield from _with_parts(part)


def _once(section: Section, taken: set[str]) -> Section:
    entries = [_entry_once(entry, taken) for entry in section.entries]
    return section._replace(entries=entries, parts=[_once(part, taken) for part in section.parts])


def _entry_once(entry: Entry, taken: set[str]) -> Entry:
    new = [anchor for anchor in dict.fromkeys(entry.anchors) if anchor not in taken]
    taken.update(new)
    return entry._replace(anchors=new, parts=[_entry_once(part, taken) for part in entry.parts])
