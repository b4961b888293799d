"""Entries of talks and lectures, teaching, students, service, media coverage, accounts."""

from __future__ import annotations

from collections.abc import Iterable

from vitagraph.records import Author, Record
from vitagraph.records.containers import Event
from vitagraph.records.exhibitions import CollectedWork, Exhibition
from vitagraph.records.kinds import ServiceRole, SupervisionRole
from vitagraph.records.people import Account
from vitagraph.records.service import MediaCoverage, Service
from vitagraph.records.talks import Talk
from vitagraph.records.teaching import Course, Student
from vitagraph.site.entries.career import places_of
from vitagraph.site.entries.default import entry_of
from vitagraph.site.entries.entry import Entry, Link, anchor_of, link_to, page_range, paragraphs, pieces
from vitagraph.site.entries.events import event_of
from vitagraph.site.entries.order import dates_of_event
from vitagraph.site.localization import Localized, Localizer, capital


def _organizers(stated: Iterable[Author], event: Record | None, localizer: Localizer) -> str | None:
    """The organizers that a record states, else those of its event."""
    names = localizer.names(stated or (event.organizers if isinstance(event, Event) else ()))
    return localizer.words["organized_by"].format(names=localizer.joined_names(names)) if names else None


def _fellow_organizers(event: Record | None, localizer: Localizer) -> str | None:
    """The organizers of an event that the owner organized with others."""
    names = localizer.names(event.organizers) if isinstance(event, Event) else []
    return _organizers((), event, localizer) if len(names) > 1 and any(name.is_owner for name in names) else None


@entry_of(
    Talk, shows="title date kind event course hosts place organizers speakers authors more_authors paper slides pdf video attendance note"
)
def talk(record: Talk, localizer: Localizer) -> Entry:
    """A talk or a lecture."""
    words, index = localizer.words, localizer.index
    event = index.find("event", record.event) if record.event else None
    place = localizer.name("place", record.place or (event.place if isinstance(event, Event) else None))
    kinds = [localizer.kind(kind) for kind in record.kinds() if kind not in ("talk", "lecture")]
    hosted = localizer.name("event", record.event)
    title = localizer.title(record) or hosted or Localized(capital((kinds or [localizer.kind(record.kinds()[0])])[0]))
    authors = [*map(str, localizer.names(record.authors)), *([words["et_al"]] if record.more_authors else [])]
    links = [Link(words[name], url) for name, url in (("slides", record.slides), ("pdf", record.pdf), ("video", record.video)) if url]
    if record.paper:
        links.append(Link(words["paper"], f"#{localizer.anchor(index.refer('publication', record.paper))}"))
    return Entry(
        anchor_of(record, index),
        title,
        when=localizer.days(record.date) or localizer.period(of_event := dates_of_event(record, index)),
        year=record.date.year if record.date else of_event.year if of_event else 0,
        names=localizer.names(record.speakers),
        where=pieces(
            hosted if title != hosted else None,
            localizer.text(record.course, record),
            *(localizer.name("org", host) for host in record.hosts),
            place,
            _organizers(record.organizers, event, localizer),
            f"{localizer.words['labelled'].format(label=localizer.field('authors'))}{localizer.joined_names(authors)}" if authors else None,
        ),
        marks=pieces(*kinds, localizer.type(record.attendance) if record.attendance else None),
        text=paragraphs(localizer.text(record.note, record)),
        links=links,
    )


@entry_of(Exhibition, shows="title kind dates organization place event artists description", names_itself=True)
def exhibition(record: Exhibition, localizer: Localizer) -> Entry:
    """An exhibition; the kind is the title of one without any."""
    title = localizer.title(record)
    kind = localizer.kind(record.kind) if record.kind else ""
    return Entry(
        anchor_of(record, localizer.index),
        title or Localized(capital(kind or localizer.words["unnamed_exhibition"])),
        when=localizer.period(record.dates),
        year=record.dates.year if record.dates else 0,
        names=localizer.names(record.artists),
        where=pieces(
            *(localizer.name("org", one) for one in record.organization),
            *event_of(record, record.event, localizer.period(record.dates), localizer),
            *places_of(record.organization, record.place, localizer),
        ),
        marks=pieces(kind if title else None),
        text=paragraphs(localizer.text(record.description, record)),
    )


@entry_of(CollectedWork, shows="title work kind organization place created date number description")
def collected_work(record: CollectedWork, localizer: Localizer) -> Entry:
    """A work in a collection; one whose title is not known is named by the collection."""
    holder = localizer.name("org", record.organization)
    title = localizer.title(record) or localizer.name("publication", record.work)
    unknown = localizer.words["in_collection_of"].format(holder=holder) if holder else localizer.words["unnamed_collection"]
    when, made = localizer.date(record.date), localizer.date(record.created)
    anchor = localizer.anchor(localizer.index.refer("publication", record.work)) if record.work else ""
    return Entry(
        anchor_of(record, localizer.index),
        title._replace(href=f"#{anchor}" if anchor else "") if title else Localized(unknown),
        when=when or made,
        year=date.year if (date := record.date or record.created) else 0,
        where=pieces(
            holder if title else None,
            *places_of([record.organization] if record.organization else [], [record.place] if record.place else [], localizer),
            localizer.words["issue"].format(number=record.number) if record.number else None,
            Localized(made, label=localizer.field("created")) if when and made else None,
        ),
        marks=pieces(localizer.kind(record.kind) if record.kind else None),
        text=paragraphs(localizer.text(record.description, record)),
    )


@entry_of(Course, shows="title dates organization place kind code level credits role url description", names_itself=True)
def course(record: Course, localizer: Localizer) -> Entry:
    """A course."""
    has_unit = any(map(str.isalpha, record.credits or ""))
    earned = localizer.words["credits"].format(number=record.credits) if record.credits and not has_unit else record.credits
    return Entry(
        anchor_of(record, localizer.index),
        localizer.title(record) or Localized(""),
        when=localizer.period(record.dates),
        year=record.dates.year if record.dates else 0,
        where=pieces(
            *(localizer.name("org", one) for one in record.organization),
            *places_of([], record.place, localizer),
            record.code,
            localizer.text(record.level, record),
            earned,
        ),
        marks=pieces(*(localizer.kind(one) for one in (record.kind, record.role) if one)),
        text=paragraphs(localizer.text(record.description, record)),
        links=[Link(localizer.words["website"], record.url)] if record.url else [],
    )


@entry_of(Student, shows="student level title dates organization role url")
def student(record: Student, localizer: Localizer) -> Entry:
    """A student, with the thesis; the name of the student is the title where no title is stated."""
    student, title = localizer.names([record.student] if record.student else []), localizer.title(record)
    level = localizer.joined(map(localizer.kind, record.level))
    unnamed = level or localizer.kind(record.role or SupervisionRole("supervisor"))
    return Entry(
        anchor_of(record, localizer.index),
        title or Localized(student[0].text if student else capital(unnamed)),
        when=localizer.period(record.dates),
        year=record.dates.year if record.dates else 0,
        names=student if title else [],
        where=pieces(level if title or student else None, *(localizer.name("org", one) for one in record.organization)),
        marks=pieces(localizer.kind(record.role) if record.role else None),
        links=[link_to(record.url, localizer)] if record.url else [],
    )


#: the role has a label where it has no name of its own
@entry_of(
    Service, shows="role role_name journal series event organization project subject dates status place description", names_itself=True
)
def service(record: Service, localizer: Localizer) -> Entry:
    """A role for a journal, an event, an organization; one without dates has those of its event."""
    dates = record.dates or dates_of_event(record, localizer.index)
    event = localizer.index.find("event", record.event) if record.event else None
    when = localizer.period(dates)
    named = localizer.text(record.role_name, record)
    return Entry(
        anchor_of(record, localizer.index),
        named._replace(text=capital(named.text)) if named else Localized(capital(localizer.kind(record.role or ServiceRole("service")))),
        when=when,
        year=dates.year if dates else 0,
        where=pieces(
            localizer.name("journal", record.journal),
            localizer.name("series", record.series),
            *event_of(record, record.event, when, localizer),
            _fellow_organizers(event, localizer),
            *(localizer.name("org", one) for one in record.organization),
            localizer.text(record.project, record),
            localizer.text(record.subject, record),
            *places_of([], record.place, localizer),
        ),
        marks=pieces(*map(localizer.kind, record.status)),
        text=paragraphs(localizer.text(record.description, record)),
    )


@entry_of(MediaCoverage, shows="title kind outlet journal series date authors works pages url")
def media(record: MediaCoverage, localizer: Localizer) -> Entry:
    """A media report."""
    index = localizer.index
    about = [Link(localizer.words["about_work"], f"#{localizer.anchor(index.refer('publication', work))}") for work in record.works]
    return Entry(
        anchor_of(record, index),
        localizer.title(record) or Localized(""),
        when=localizer.date(record.date),
        year=record.date.year if record.date else 0,
        names=localizer.names(record.authors),
        where=pieces(
            localizer.name("series", record.series),
            localizer.name("journal", record.journal),
            localizer.name("org", record.outlet),
            page_range(record.pages, localizer),
        ),
        marks=pieces(localizer.kind(record.kind) if record.kind else None),
        links=[*([link_to(record.url, localizer)] if record.url else []), *about],
    )


#: the address contains the name of the account
@entry_of(Account, shows="url service account_name")
def account(record: Account, localizer: Localizer) -> Entry:
    """A profile on another site."""
    return Entry(anchor_of(record, localizer.index), Localized(record.service_name, "", record.url))
