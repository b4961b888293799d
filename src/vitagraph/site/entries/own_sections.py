"""Sections of the owner's own, each under its heading, and their entries."""

from __future__ import annotations

from vitagraph.records.own_sections import OwnSection, SectionEntry
from vitagraph.site.entries.default import entry_of
from vitagraph.site.entries.entry import Entry, Link, Section, anchor_of, paragraphs, pieces
from vitagraph.site.localization import Localized, Localizer
from vitagraph.site.site_names import host

_SHOWN = "title role dates organization place people number url description kind"


@entry_of(SectionEntry, shows=_SHOWN)
def section_entry(record: SectionEntry, localizer: Localizer) -> Entry:
    """An entry of a section; what stands first is its title where it states none."""
    organization = localizer.name("org", record.organization)
    title = localizer.text(record.title or record.role, record) or organization
    first = paragraphs(localizer.text(record.description, record))
    names = localizer.names(record.people)
    return Entry(
        anchor_of(record, localizer.index),
        title or (first[0] if first else Localized(_first(record, localizer))),
        when=localizer.period(record.dates),
        year=record.dates.year if record.dates else 0,
        names=names,
        names_label=localizer.words["with"] if names else "",
        where=pieces(organization if title is not organization else None, localizer.name("place", record.place), record.number),
        marks=pieces(localizer.text(record.role, record) if record.title else None, record.kind and record.kind.label),
        text=first if title else first[1:],
        links=[Link(host(record.url), record.url)] if record.url else [],
    )


def _first(record: SectionEntry, localizer: Localizer) -> str:
    """What stands for the title of an entry without words: its number, its kind, its people, its site."""
    people = localizer.joined_names(name.text for name in localizer.names(record.people))
    return record.number or (record.kind.label if record.kind else "") or people or (host(record.url) if record.url else "–")


def own_section(record: OwnSection, localizer: Localizer) -> Section:
    """A section with its heading; its name is the fragment of its IRI."""
    title = localizer.title(record) or Localized("")
    entries = [section_entry(one, localizer) for one in record.entries]
    return Section(anchor_of(record, localizer.index), title.text, entries, [], title.language)
