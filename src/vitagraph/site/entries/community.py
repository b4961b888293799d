"""Talks and lectures, teaching, students, service, media coverage as entries."""

from __future__ import annotations

from vitagraph.records.containers import Event
from vitagraph.records.service import Course, MediaCoverage, Service, Student
from vitagraph.records.talks import Talk
from vitagraph.site.entries.entry import Entry, Link, anchor_of, paragraphs, pieces
from vitagraph.site.voice import Said, Voice


def talk(record: Talk, voice: Voice) -> Entry:
    """A talk or a lecture."""
    words, index = voice.words, voice.index
    event = index.find("event", record.event) if record.event else None
    place = voice.name("place", record.place or (event.place if isinstance(event, Event) else None))
    kinds = [voice.kind(kind) for kind in record.kinds() if kind not in ("talk", "lecture")]
    organizers = ", ".join(name.text for name in voice.names(record.organizers))
    links = [Link(words[name], url) for name, url in (("slides", record.slides), ("video", record.video)) if url]
    if record.paper:
        links.append(Link(words["paper"], f"#{voice.anchor(index.refer('publication', record.paper))}"))
    return Entry(
        anchor_of(record, index),
        voice.said(record.title, record) or Said(""),
        when=voice.days(record.date),
        year=record.date[0].year,
        names=voice.names(record.speakers),
        where=pieces(voice.name("event", record.event), place, f"{words['organized_by']} {organizers}" if organizers else None),
        marks=pieces(*kinds),
        text=paragraphs(voice.said(record.note, record)),
        links=links,
    )


def course(record: Course, voice: Voice) -> Entry:
    """A course."""
    earned = f"{record.credits} {voice.words['credits']}" if record.credits else None
    return Entry(
        anchor_of(record, voice.index),
        voice.said(record.title, record) or Said(""),
        when=voice.period(record.dates),
        year=record.dates.start.year,
        where=pieces(
            voice.name("org", record.organization), voice.name("place", record.place), record.code, voice.said(record.level, record), earned
        ),
        marks=pieces(voice.kind(record.role) if record.role else None),
        text=paragraphs(voice.said(record.description, record)),
        links=[Link(voice.words["website"], record.url)] if record.url else [],
    )


def student(record: Student, voice: Voice) -> Entry:
    """A student with the thesis."""
    return Entry(
        anchor_of(record, voice.index),
        voice.said(record.title, record) or Said(voice.words["untitled"]),
        when=voice.period(record.dates),
        year=record.dates.start.year if record.dates else 0,
        names=voice.names([record.student]),
        where=pieces(voice.kind(record.level), voice.name("org", record.organization)),
        marks=pieces(voice.kind(record.role) if record.role else None),
        links=[Link(voice.words["link"], record.url)] if record.url else [],
    )


def service(record: Service, voice: Voice) -> Entry:
    """A role for a journal, an event, an organization."""
    return Entry(
        anchor_of(record, voice.index),
        voice.said(record.role_name, record) or Said(voice.kind(record.role).capitalize()),
        when=voice.period(record.dates),
        year=record.dates.start.year if record.dates else 0,
        where=pieces(voice.name("journal", record.journal), voice.name("event", record.event), voice.name("org", record.organization)),
        text=paragraphs(voice.said(record.description, record)),
    )


def media(record: MediaCoverage, voice: Voice) -> Entry:
    """Something in the media."""
    index = voice.index
    about = [Link(voice.words["paper"], f"#{voice.anchor(index.refer('publication', work))}") for work in record.works]
    return Entry(
        anchor_of(record, index),
        voice.said(record.title, record) or Said(""),
        when=voice.date(record.date),
        year=record.date.year if record.date else 0,
        names=voice.names(record.authors),
        where=pieces(voice.name("org", record.outlet)),
        marks=pieces(voice.kind(record.kind)),
        links=[*([Link(voice.words["link"], record.url)] if record.url else []), *about],
    )
