"""Publications, software, datasets and patents as entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vitagraph.records.containers import EditedBook, Event, Proceedings
from vitagraph.records.offices import OFFICES
from vitagraph.records.patents import PatentDocument, PatentFamily
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
from vitagraph.records.record import Record
from vitagraph.records.works import Publication
from vitagraph.site.entries.entry import Entry, Link, anchor_of, former_anchors, host, paragraphs, pieces
from vitagraph.site.localization import Localized, Localizer


def publication(record: Publication, localizer: Localizer) -> Entry:
    """A publication of any kind, with a page of its own."""
    anchor = anchor_of(record, localizer.index)
    status = record.status if record.status in ("accepted", "forthcoming", "draft") else None
    return Entry(
        anchor,
        localizer.said(record.title, record) or Localized(""),
        when=str(record.date.year) if record.date else "",
        year=record.date.year if record.date else 0,
        kind=localizer.label("publication-kinds", record.publication_kind),
        page=f"{anchor}.html",
        names=localizer.names(record.authors),
        where=pieces(*venue(record, localizer)),
        marks=pieces(status, localizer.words["open_access"] if record.open_access else None, *_awards(record, localizer)),
        text=paragraphs(localizer.said(record.note, record)),
        links=list(_links(record, localizer)),
        anchors=["org/arxiv"] if isinstance(record, Preprint) and record.arxiv and not record.server else [],
    )


def venue(record: Publication, localizer: Localizer) -> Iterator[Localized | str | None]:
    """Where a publication appeared: its container, then the numbers in it."""
    words = localizer.words
    match record:
        case JournalArticle():
            yield localizer.name("journal", record.journal)
            yield _volume(record.volume, record.issue)
        case ConferencePaper():
            yield from _at(record.conference, localizer)
        case WorkshopPaper():
            yield from _at(record.workshop, localizer)
        case BookChapter():
            yield localizer.name("book", record.book)
            book = localizer.index.find("book", record.book) if record.book else None
            if isinstance(book, EditedBook):
                yield from _book(book, localizer)
        case Preprint():
            yield localizer.name("org", record.server) or ("arXiv" if record.arxiv else None)
            yield record.arxiv
        case Book():
            yield from _book(record, localizer)
            yield f"{record.number_of_pages} {words['number_of_pages']}" if record.number_of_pages else None
        case Report():
            yield localizer.name("org", record.institution)
            yield record.number
        case Software() | Dataset():
            yield localizer.name("org", getattr(record, "publisher", None))
            yield f"{words['version']} {record.version}" if record.version else None
            yield ", ".join(getattr(record, "programming_languages", ()))
    if isinstance(record, (Article, BookChapter)):
        yield _pages(record, localizer)
    if isinstance(record, Article) and record.number:
        yield f"{words['article']} {record.number}"


def _volume(volume: str | None, issue: str | None) -> str | None:
    return f"{volume or ''}({issue})" if issue else volume


def _pages(record: Article | BookChapter, localizer: Localizer) -> str | None:
    if not record.pages:
        return None
    several = "-" in record.pages or "," in record.pages
    return f"{localizer.words['pages' if several else 'page']} {record.pages.replace('-', '–')}"


def _at(reference: str | None, localizer: Localizer) -> Iterator[Localized | str | None]:
    """The proceedings of an event, or the event alone where it has none."""
    event = localizer.index.find("event", reference) if reference else None
    if isinstance(event, Event) and event.proceedings:
        yield _in(localizer.said(event.proceedings.title, event.proceedings if event.proceedings.lang else event), localizer)
        yield from _book(event.proceedings, localizer)
    else:
        yield localizer.name("event", reference)
    yield localizer.name("place", event.place) if isinstance(event, Event) else None


def _in(title: Localized | None, localizer: Localizer) -> Localized | None:
    return title._replace(text=f"{localizer.words['in']}: {title.text}") if title else None


def _book(record: Book | EditedBook | Proceedings, localizer: Localizer) -> Iterator[Localized | str | None]:
    """The editors, series, edition and publisher of a book."""
    words = localizer.words
    if editors := ", ".join(name.text for name in localizer.names(getattr(record, "editors", ()))):
        yield f"{words['edited_by']} {editors}"
    series = localizer.name("series", record.series)
    yield series._replace(text=f"{series.text} {record.volume}") if series and record.volume else series
    yield f"{record.edition} {words['edition']}" if record.edition and record.edition.isdigit() else record.edition
    yield localizer.name("org", record.publisher)


def _awards(record: Publication, localizer: Localizer) -> Iterator[Localized]:
    """The awards that name this work."""
    index, node = localizer.index, localizer.index.node(record)
    for award in index.cv.awards:
        if any(index.refer("publication", work) == node for work in award.works) and (name := localizer.said(award.name, award)):
            yield name._replace(text=f"{name.text} {award.year.year}", href=f"#{anchor_of(award, index)}")


def _links(record: Publication, localizer: Localizer) -> Iterator[Link]:
    words = localizer.words
    if record.pdf:
        yield Link("PDF", record.pdf)
    if record.doi:
        yield Link("DOI", record.doi.link()[1:-1])
    if arxiv := getattr(record, "arxiv", None):
        yield Link("arXiv", f"https://arxiv.org/abs/{arxiv}")
    if record.url:
        yield Link(words["link"], record.url)
    if repository := getattr(record, "repository", None):
        yield Link(words["code"], repository)
    addresses = [(software, repository_of(software, localizer)) for software in record.code]
    for software, address in addresses:
        label = words["code"] if len(addresses) == 1 else f"{words['code']}: {localizer.name('software', software)}"
        yield Link(label, address)
    yield from (Link(host(page), page) for page in record.pages_about)


def repository_of(reference: str, localizer: Localizer) -> str:
    """Where the software of a work is: its repository, else its place in the page."""
    record: Any = localizer.index.find("software", reference)
    return (
        getattr(record, "repository", None)
        or getattr(record, "url", None)
        or f"#{localizer.anchor(localizer.index.refer('software', reference))}"
    )


def patent_family(record: PatentFamily, localizer: Localizer) -> Entry:
    """A patent family with its documents."""
    parts = [_document(document, record, localizer) for document in record.documents]
    years = [part.year for part in parts if part.year]
    when = "" if not years else str(years[0]) if min(years) == max(years) else f"{min(years)} – {max(years)}"
    return Entry(
        anchor_of(record, localizer.index),
        localizer.said(record.title, record) or Localized(""),
        when=when,
        year=max(years, default=0),
        parts=parts,
    )


def _document(record: PatentDocument, family: PatentFamily, localizer: Localizer) -> Entry:
    words = localizer.words
    office = record.number.parts.office
    status, date = next(
        (
            (words[name], date)
            for name, date in (("granted", record.granted), ("published", record.published), ("filed", record.filed))
            if date
        ),
        (localizer.kind(record.effective_status), None),
    )
    return Entry(
        anchor_of(record, localizer.index),
        Localized(record.number),
        when=localizer.date(date),
        year=date.year if date else 0,
        kind=status,
        names=localizer.names(record.inventors),
        where=pieces(
            localizer.said(record.title, _speaking(record, family)),
            Localized(OFFICES.get(office, office), "en" if localizer.language != "en" and office in OFFICES else ""),
            *(localizer.name("org", assignee) for assignee in record.assignees),
        ),
        links=[Link(words["link"], record.url)] if record.url else [],
        anchors=[f"org/office-{office.lower()}", *former_anchors(record)],
    )


def _speaking(record: Record, family: Record) -> Record:
    return record if record.lang else family
