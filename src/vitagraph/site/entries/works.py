"""Entries of publications, software and datasets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vitagraph.records.containers import EditedBook, Event, Proceedings, Volume
from vitagraph.records.metrics import Metric
from vitagraph.records.other_works import Work
from vitagraph.records.publications import (
    Article,
    Book,
    BookChapter,
    ConferencePaper,
    Dataset,
    JournalArticle,
    Preprint,
    Report,
    Software,
    WorkshopPaper,
)
from vitagraph.records.work_groups import WorkGroup
from vitagraph.records.works import Publication
from vitagraph.site.address import file_of
from vitagraph.site.entries.default import entry_of, parts_of_authors
from vitagraph.site.entries.entry import Entry, anchor_of, identifier_links, link_to, page_range, paragraphs, pieces, unbroken
from vitagraph.site.entries.events import event_of
from vitagraph.site.entries.order import dates_of_event
from vitagraph.site.entries.people import people_of
from vitagraph.site.entries.relations import cited
from vitagraph.site.entries.work_links import links_of
from vitagraph.site.localization import Localized, Localizer, Name, capital

#: the fields of every publication that its entry or its own page shows; only what is open access or not published is marked
_OF_ALL = (
    "title authors more_authors editors translators contributors "
    "date language status abstract keywords citation url pdf open_access license code data slides poster video pages_about note selected"
)


@entry_of(Publication, shows=_OF_ALL, identifiers=True)
def publication(record: Publication, localizer: Localizer) -> Entry:
    """A publication whose class has no function below."""
    return _publication(record, localizer)


@entry_of(JournalArticle, shows=f"{_OF_ALL} dates journal volume issue pages number", identifiers=True)
def journal_article(record: JournalArticle, localizer: Localizer) -> Entry:
    """An article in a journal."""
    journal, numbers = _container(localizer.name("journal", record.journal)), [_volume(record, localizer), *_numbers(record, localizer)]
    entry = _publication(record, localizer, journal, *numbers)
    return _in_brief(entry, record, localizer, _short("journal", record.journal, localizer) or journal, *numbers)


@entry_of(ConferencePaper, shows=f"{_OF_ALL} conference pages number", identifiers=True)
def conference_paper(record: ConferencePaper, localizer: Localizer) -> Entry:
    """A paper in the proceedings of a conference."""
    return _at(record, record.conference, localizer)


@entry_of(WorkshopPaper, shows=f"{_OF_ALL} workshop pages number", identifiers=True)
def workshop_paper(record: WorkshopPaper, localizer: Localizer) -> Entry:
    """A paper in the proceedings of a workshop."""
    return _at(record, record.workshop, localizer)


@entry_of(BookChapter, shows=f"{_OF_ALL} book number pages", identifiers=True)
def book_chapter(record: BookChapter, localizer: Localizer) -> Entry:
    """A chapter of an edited book."""
    name = _container(localizer.name("book", record.book))
    numbers = [localizer.words["chapter"].format(number=record.number) if record.number else None, page_range(record.pages, localizer)]
    entry = _publication(record, localizer, name, *_volume_of(record, localizer), *numbers)
    return _in_brief(entry, record, localizer, name, *numbers)


@entry_of(Preprint, shows=f"{_OF_ALL} server", identifiers=True)
def preprint(record: Preprint, localizer: Localizer) -> Entry:
    """A preprint; arXiv is the server of one that states an arXiv identifier alone."""
    server = localizer.name("org", record.server) or ("arXiv" if record.arxiv else None)
    entry = _publication(record, localizer, server, record.arxiv)
    return entry._replace(anchors=["org/arxiv"]) if record.arxiv and not record.server else entry


@entry_of(Book, shows=f"{_OF_ALL} publisher place edition series volume number_of_pages", identifiers=True)
def book(record: Book, localizer: Localizer) -> Entry:
    """A book."""
    return _publication(record, localizer, *_book(record, localizer), _length(record, localizer))


@entry_of(Report, shows=f"{_OF_ALL} institution number", identifiers=True)
def report(record: Report, localizer: Localizer) -> Entry:
    """A report of an institution."""
    return _publication(record, localizer, *(localizer.name("org", one) for one in record.institution), record.number)


@entry_of(Software, shows=f"{_OF_ALL} repository version programming_languages", identifiers=True)
def software(record: Software, localizer: Localizer) -> Entry:
    """Software."""
    return _publication(record, localizer, _version(record.version, localizer), localizer.joined_names(record.programming_languages))


@entry_of(Dataset, shows=f"{_OF_ALL} publisher version", identifiers=True)
def dataset(record: Dataset, localizer: Localizer) -> Entry:
    """A dataset."""
    return _publication(record, localizer, *(localizer.name("org", one) for one in record.publisher), _version(record.version, localizer))


_OF_WORKS = (
    "kind dates court case journal volume issue pages book event series publisher place number edition version medium number_of_pages "
    "original reviewed"
)


@entry_of(Work, shows=f"{_OF_ALL} {_OF_WORKS}", identifiers=True)
def other_work(record: Work, localizer: Localizer) -> Entry:
    """A work of a kind without a section of its own."""
    words = localizer.words
    series = localizer.name("series", record.series)
    numbered = series and record.volume and not record.journal
    return _publication(
        record,
        localizer,
        *(cited(one, words["review_of"], localizer) for one in record.reviewed),
        cited(record.original, words["performed" if record.kind.row.nature == "event" else "original"], localizer)
        if record.original
        else None,
        _container(localizer.name("journal", record.journal)),
        _container(_in(localizer.name("book", record.book), localizer)),
        *_volume_of(record, localizer),
        series._replace(text=f"{series.text} {record.volume}") if series and numbered else series,
        None if numbered else _volume(record, localizer),
        localizer.name("org", record.court),
        record.case,
        _number(record.number, localizer) if record.journal else record.number,
        *_event(record, localizer),
        localizer.text(record.medium, record),
        localizer.edition(record.edition),
        _version(record.version, localizer),
        *(localizer.name("org", one) for one in record.publisher),
        *(localizer.name("place", one) for one in record.place),
        page_range(record.pages, localizer),
        _length(record, localizer),
    )


def _event(record: Work, localizer: Localizer) -> Iterator[Localized | str | None]:
    """The event of a work, with a label where the work is about it."""
    for piece in event_of(record, record.event, _when(record, localizer), localizer):
        is_name = isinstance(piece, Localized) and piece == localizer.name("event", record.event)
        yield piece._replace(label=localizer.field("about")) if record.is_on_event and is_name and isinstance(piece, Localized) else piece


@entry_of(
    Volume, shows="title editors translators contributors publisher place date status series volume edition number_of_pages doi homepage"
)
def volume(record: Volume, localizer: Localizer) -> Entry:
    """Edited books and proceedings; one in which the owner has a part is a work, with a page of its own."""
    anchor = anchor_of(record, localizer.index)
    own = record.is_of_owner(localizer.index)
    people = people_of(record, localizer)
    return Entry(
        anchor,
        localizer.title(record) or Localized(""),
        when=localizer.year(record.date),
        year=record.date.year if record.date else 0,
        kind=localizer.work_kind(record.publication_kind) if own else "",
        page=f"{file_of(anchor)}.html" if own else "",
        names=people.names,
        names_label=people.label,
        where=pieces(
            *people.others,
            *_series_and_publisher(record, localizer),
            _length(record, localizer),
        ),
        marks=pieces(_status(record, localizer)),
        links=[*identifier_links(record), *([link_to(record.homepage, localizer)] if record.homepage else [])],
    )


def _status(record: Publication | Volume | WorkGroup, localizer: Localizer) -> str | None:
    return localizer.status(record.status)


def _publication(record: Publication, localizer: Localizer, *venue: Localized | str | None) -> Entry:
    """A publication, with a page of its own; `venue` are the pieces of its line: its container, then the numbers in it."""
    anchor = anchor_of(record, localizer.index)
    people = people_of(record, localizer)
    of_event = dates_of_event(record, localizer.index)
    return Entry(
        anchor,
        localizer.title(record) or Localized(capital(localizer.work_kind(record.kind_name()))),
        when=_when(record, localizer),
        year=date.year if (date := record.first_date()) else of_event.year if of_event else 0,
        kind=localizer.work_kind(record.kind_name()),
        page=f"{file_of(anchor)}.html",
        names=[*people.names, *([Name(localizer.words["et_al"], False, "")] if record.more_authors else [])],
        names_label=people.label,
        where=pieces(*people.others, *venue, _language(record, localizer), *parts_of_authors(record.authors, localizer)),
        brief=pieces(*people.others, *venue, _language(record, localizer)),
        marks=pieces(
            _status(record, localizer), localizer.words["open_access"] if record.open_access else None, *_awards(record, localizer)
        ),
        text=paragraphs(localizer.text(record.note, record)),
        links=list(dict.fromkeys(links_of(record, localizer))),
    )


def _language(record: Publication, localizer: Localizer) -> Localized | None:
    """The language that a work states: of a translation, else where it is not that of the CV."""
    is_translation = record.kind_name() == "translation" or record.translators
    if not record.language or (record.language == localizer.index.language and not is_translation):
        return None
    return Localized(localizer.language_name(record.language), label=localizer.field("language"))


def _when(record: Publication, localizer: Localizer) -> str:
    """The dates of a work as they are stated.

    A work without dates has those of its event, but for one that is not published yet.
    """
    if isinstance(record, (Work, JournalArticle)) and record.dates:
        return localizer.period(record.dates)
    if record.date:
        return localizer.date(record.date)
    of_event = dates_of_event(record, localizer.index) if record.status is None else None
    return localizer.period(of_event)


def _length(record: Book | Volume | Work, localizer: Localizer) -> str | None:
    return localizer.words.counted("number_of_pages", int(record.number_of_pages)) if record.number_of_pages else None


def _version(version: str | None, localizer: Localizer) -> str | None:
    return localizer.words["version"].format(version=version) if version else None


def _volume(record: JournalArticle | Work, localizer: Localizer) -> str | None:
    """The volume and the issue: `vol. 20, no. 1`."""
    numbers = (("volume", record.volume), ("issue", record.issue))
    return localizer.joined(unbroken(localizer.words[word].format(number=number)) for word, number in numbers if number) or None


def _number(number: str | None, localizer: Localizer) -> str | None:
    """The number of an article."""
    return unbroken(localizer.words["article"].format(number=number)) if number else None


def _numbers(record: Article, localizer: Localizer) -> list[str | None]:
    return [page_range(record.pages, localizer), _number(record.number, localizer)]


def _at(record: ConferencePaper | WorkshopPaper, reference: str | None, localizer: Localizer) -> Entry:
    """A paper at an event: its line has the short name of the event in a list."""
    numbers, title = _numbers(record, localizer), next(_proceedings(reference, localizer))
    entry = _publication(record, localizer, *_proceedings(reference, localizer), *numbers)
    return _in_brief(entry, record, localizer, _short("event", reference, localizer) or title, *numbers)


def _proceedings(reference: str | None, localizer: Localizer) -> Iterator[Localized | str | None]:
    """The proceedings of an event, or the event alone where it has none."""
    event = localizer.index.find("event", reference) if reference else None
    if isinstance(event, Event) and event.proceedings:
        yield _container(_in(localizer.title(event.proceedings, event), localizer))
        yield from _book(event.proceedings, localizer)
    else:
        yield _container(localizer.name("event", reference))
    yield localizer.name("place", event.place) if isinstance(event, Event) else None


def _short(segment: str, reference: str | None, localizer: Localizer) -> Localized | None:
    """The first short name of a journal or an event."""
    record: Any = localizer.index.find(segment, reference) if reference else None
    names = getattr(record, "short_names", ())
    return Localized(str(names[0]), is_container=True) if names else None


def _container(name: Localized | None) -> Localized | None:
    """The name of that in which a work appeared."""
    return name._replace(is_container=True) if name else None


def _in_brief(entry: Entry, record: Publication, localizer: Localizer, *venue: Localized | str | None) -> Entry:
    """An entry whose line in a list has only these pieces; its own page has all."""
    return entry._replace(brief=pieces(*people_of(record, localizer).others, *venue, _language(record, localizer)))


def _in(title: Localized | None, localizer: Localizer) -> Localized | None:
    return title._replace(text=localizer.words["in"].format(title=title.text)) if title else None


def _volume_of(record: BookChapter | Work, localizer: Localizer) -> Iterator[Localized | str | None]:
    """What is printed behind the title of the book that contains a work."""
    book = localizer.index.find("book", record.book) if record.book else None
    return _book(book, localizer) if isinstance(book, EditedBook) else iter(())


def _book(record: Book | EditedBook | Proceedings, localizer: Localizer) -> Iterator[Localized | str | None]:
    """Series, edition and publisher of a book; of one that contains a work, first its editors and others with a part in it."""
    if isinstance(record, Volume):
        people = people_of(record, localizer)
        if people.names:
            yield Localized(f"{people.label[:1].lower()}{people.label[1:]} {localizer.joined_names(people.names)}")
        yield from people.others
    yield from _series_and_publisher(record, localizer)


def _series_and_publisher(record: Book | Volume, localizer: Localizer) -> Iterator[Localized | str | None]:
    """Series with the volume in it, edition, publisher and place of a book."""
    series = localizer.name("series", record.series)
    yield series._replace(text=f"{series.text} {record.volume}") if series and record.volume else series
    yield localizer.edition(record.edition)
    yield from (localizer.name("org", one) for one in record.publisher)
    yield from (place._replace(follows=bool(record.publisher)) for one in record.place if (place := localizer.name("place", one)))


def _awards(record: Publication, localizer: Localizer) -> Iterator[Localized]:
    """The awards for a work, with the year where it is not that of the work."""
    for award in localizer.awards_of.get(localizer.index.node(record), ()):
        if name := localizer.text(award.name, award):
            years, date = localizer.years_of(award), record.first_date()
            stated = "" if date and years == localizer.year(date) else years
            yield name._replace(text=f"{name.text} {stated}".rstrip(), href=f"#{anchor_of(award, localizer.index)}")


@entry_of(WorkGroup, shows="kind count status dates")
def work_group(record: WorkGroup, localizer: Localizer) -> Entry:
    """Several works that are not listed: `17 translations`."""
    works = localizer.works(record.kind, first=False) if record.kind else localizer.field("works").lower()
    return Entry(
        anchor_of(record, localizer.index),
        Localized(f"{record.count} {works}" if record.count else capital(works)),
        when=localizer.period(record.dates),
        year=record.dates.first.year if record.dates and record.dates.first else 0,
        marks=pieces(_status(record, localizer)),
    )


@entry_of(Metric, shows="kind number date")
def metric(record: Metric, localizer: Localizer) -> Entry:
    """A figure of a work or a person: `Views: over 2 million`."""
    return Entry(
        anchor_of(record, localizer.index),
        Localized(f"{localizer.words['labelled'].format(label=capital(localizer.kind(record.kind)))}{record.number}"),
        when=localizer.date(record.date),
        year=record.date.year if record.date else 0,
    )
