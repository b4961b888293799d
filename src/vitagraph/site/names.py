"""The lists of names at the end of the page: people, places, journals ..., so that the page has every IRI of the CV as a fragment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vitagraph.records import Record, sections
from vitagraph.records.cited_works import CitedWork
from vitagraph.records.people import Account
from vitagraph.site.entries import NAMED, entry
from vitagraph.site.entries.entry import Entry, Section
from vitagraph.site.localization import Localized, Localizer
from vitagraph.values import slug, whole_slug


class Group(NamedTuple):
    """A heading and the names below it."""

    title: str
    entries: list[Entry]


def groups(localizer: Localizer, shown: set[str]) -> list[Group]:
    """The resources that the page does not show yet, in groups and in alphabetical order; `shown` are the fragments that it has."""
    found: dict[str, list[Entry]] = {}
    for node, record in localizer.index.records.items():
        if (anchor := localizer.anchor(node)) not in shown and (name := _name(record, localizer)):
            found.setdefault(heading_of(record.segment, localizer), []).append(_listed(record, anchor, name, localizer))
    for anchor, keyword in _keywords(localizer, shown):
        topics = found.setdefault(localizer.words["names_topics"], [])
        if anchor not in (topic.anchor for topic in topics):
            topics.append(Entry(anchor, keyword))
    ordered = dict.fromkeys([*(localizer.words[title] for title in NAMED), *found])
    return [Group(title, sorted(found[title], key=_alphabetical)) for title in ordered if title in found]


def heading_of(segment: str, localizer: Localizer) -> str:
    """The heading of a group: that of the segment, else of its section, else one of further names."""
    title = next((title for title, segments in NAMED.items() if segment in segments), "")
    section = next((name for name, record in sections().items() if record.segment == segment), "names_other")
    return localizer.heading(title or section)


def _alphabetical(entry: Entry) -> tuple[str, str]:
    return slug(entry.title.text), entry.anchor


def _listed(record: Record, anchor: str, name: Localized, localizer: Localizer) -> Entry:
    """A record in a list of names: its facts, and links to its nested records, which the lists have too."""
    whole = entry(record, localizer)
    parts = [part.title._replace(href=f"#{part.anchor}") for part in whole.parts]
    return whole._replace(anchor=anchor, title=name, where=[*whole.where, *parts], parts=())


def _name(record: Record, localizer: Localizer) -> Localized | None:
    if isinstance(record, Account):
        return entry(record, localizer).title
    return localizer.title(record) or (localizer.unnamed(record) if isinstance(record, CitedWork) else None)


def _keywords(localizer: Localizer, shown: set[str]) -> Iterable[tuple[str, Localized]]:
    for record in localizer.index.cv.records():
        for keyword in getattr(record, "keywords", ()):
            if (anchor := f"topic/{whole_slug(keyword)}") not in shown:
                yield anchor, localizer.word(keyword, record)


def without_repetition(shown: Iterable[Section], taken: set[str]) -> list[Section]:
    """The sections, with each further anchor at its first place only; adds all of them to `taken`."""
    kept = list(shown)
    taken |= {section.name for section in kept} | {one.anchor for section in kept for one in _flat(section)}
    return [_once(section, taken) for section in kept]


def _flat(section: Section) -> Iterable[Entry]:
    for one in section.entries:
        yield from _with_parts(one)
    for part in section.parts:
        yield from _flat(part)


def _with_parts(whole: Entry) -> Iterable[Entry]:
    yield whole
    for part in whole.parts:
        yield from _with_parts(part)


def _once(section: Section, taken: set[str]) -> Section:
    entries = [_entry_once(one, taken) for one in section.entries]
    return section._replace(entries=entries, parts=[_once(part, taken) for part in section.parts])


def _entry_once(whole: Entry, taken: set[str]) -> Entry:
    new = [anchor for anchor in dict.fromkeys(whole.anchors) if anchor not in taken]
    where = [one._replace(anchor="") if one.anchor in taken else one for one in whole.where]
    taken.update(new, (one.anchor for one in where if one.anchor))
    return whole._replace(anchors=new, where=where, parts=[_entry_once(part, taken) for part in whole.parts])
