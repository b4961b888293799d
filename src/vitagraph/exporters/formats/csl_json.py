"""CSL-JSON, the data of citation processors (https://github.com/citation-style-language/schema, csl-data.json)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from weakref import WeakKeyDictionary

from vitagraph.exporters import Exporter, Work
from vitagraph.exporters.dates import csl_date, issued
from vitagraph.exporters.formats import BIBLIOGRAPHIC, OF_WORKS
from vitagraph.exporters.people import name, person_of, roles
from vitagraph.records import Index, Record, work_kinds
from vitagraph.records.career import Study, Thesis
from vitagraph.records.containers import EditedBook, Event, Journal, PeriodicalType, Volume
from vitagraph.records.identifiers import identifiers
from vitagraph.records.offices import OFFICES
from vitagraph.records.other_works import Work as OtherWork
from vitagraph.records.patents import PatentDocument, PatentFamily
from vitagraph.records.publications import (
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
from vitagraph.records.work_kinds import Word
from vitagraph.records.works import Publication
from vitagraph.values import Identifier, Text
from vitagraph.values.bodies import JOINED

Item = dict[str, Any]
#: the items of the works of each index, by `id()` of their records: every format and every page of a work is written from its item
_ITEMS: WeakKeyDictionary[Index, dict[int, Item]] = WeakKeyDictionary()


def write(works: Iterable[Work], index: Index) -> str:
    """The works as a CSL-JSON array."""
    return json.dumps([item(work, index) for work in works], ensure_ascii=False, indent=2) + "\n"


def item(work: Work, index: Index) -> Item:
    """A work as an item."""
    known = _ITEMS.setdefault(index, {})
    if id(work.record) not in known:
        known[id(work.record)] = _item(work, index)
    return known[id(work.record)].copy()


def _item(work: Work, index: Index) -> Item:
    record, whole = work
    csl: Item = {"id": key_of(record, index)}
    if isinstance(record, Publication):
        known = next((base for base in type(record).__mro__ if base in _PARTICULAR), None)
        csl |= {"type": kind_word(work, "csl").text} | _shared(record, index)
        csl |= _filled(_PARTICULAR[known](record, index)) if known else {}
    elif isinstance(record, Volume):
        csl |= {"type": kind_word(work, "csl").text} | _volume_itself(record, index)
    elif isinstance(record, Thesis) and isinstance(whole, Study):
        csl |= _thesis(record, whole, index)
    elif isinstance(record, PatentDocument) and isinstance(whole, PatentFamily):
        csl |= _patent(record, whole, index)
    return _filled(csl)


def key_of(record: Record, index: Index) -> str:
    """The id of the item of a work: the work's id, with the kind before it unless it is a publication."""
    identifier = index.id_of(record)
    return identifier if record.segment == "publication" else f"{record.segment}-{identifier}"


def _filled(csl: Item) -> Item:
    return {key: value for key, value in csl.items() if value not in (None, "", [])}


def kind_word(work: Work, system: str) -> Word:
    """The word of a bibliographic format for the kind of a work."""
    record, whole = work
    if isinstance(record, OtherWork):
        return record.kind.row.word_in(system, record.container) or Word("")
    if isinstance(record, Volume):
        name = record.publication_kind
    else:
        name = record.kind_name() if isinstance(record, Publication) else "thesis" if isinstance(whole, Study) else "patent"
    return work_kinds.rows()[name].word(system) or Word("")


def venue(csl: Item) -> str:
    """The venue of a work as one text: event, container, publisher; of a patent, office, number and status."""
    if csl["type"] == "patent":
        stated = ", ".join(csl[name] for name in ("authority", "number") if name in csl)
        return f"{stated} ({csl['status']})".strip() if "status" in csl else stated
    return str(next((csl[name] for name in ("event-title", "container-title", "publisher") if csl.get(name)), ""))


def own_venue(work: Work, csl: Item) -> str:
    """The venue in formats with one field for all; of a work of the section `works:` the periodical that it is in, else its publisher."""
    fields = venues_in(work)
    if fields is None:
        return venue(csl)
    return str(csl.get("container-title", "") if "journal" in fields else csl.get("publisher", "") if fields else "")


def venues_in(work: Work) -> list[str] | None:
    """The fields of a work of the section `works:` that `own_venue` contains; None for works of other sections."""
    record = work.record
    if not isinstance(record, OtherWork):
        return None
    name = "journal" if next(iter(record.kind.row.containers), "") in PeriodicalType.classes else "publisher"
    return [name] if getattr(record, name) else []


def _identifiers(record: Record) -> Item:
    """The identifiers of a record for which CSL has a variable; of two of one scheme, the first."""
    found: Item = {}
    for _, value in identifiers(record):
        if value.scheme.csl:
            found.setdefault(value.scheme.csl, value)
    return found


def identifiers_in(record: Record, csl: Item) -> list[Identifier]:
    """The identifiers of a work, then those of its container that the item states."""
    return list(
        dict.fromkeys([*(value for _, value in identifiers(record)), *(one for one in csl.values() if isinstance(one, Identifier))])
    )


def identifiers_written(work: Work, index: Index) -> list[Identifier]:
    """The identifiers that an item contains: as a variable, in its number, or by the address of their pages."""
    csl = item(work, index)
    return [one for one in identifiers_in(work.record, csl) if is_in(one, csl)]


def is_in(value: Identifier, csl: Item) -> bool:
    """Whether an item contains an identifier."""
    named = csl.get(value.scheme.csl) == value or csl.get("number") in (value, f"{value.scheme.label}:{value}")
    return named or (bool(value.address()) and csl.get("URL") == value.address())


def _address(record: Publication | Thesis) -> str | None:
    """Where a work can be read, else the page of an identifier that CSL has no variable for."""
    pages = (value.address() for _, value in identifiers(record) if not value.scheme.csl)
    return record.url or next(filter(None, pages), None)


def _text(text: Text | None) -> str | None:
    return None if text is None else str(text)


def _shared(record: Publication, index: Index) -> Item:
    """The variables of every publication."""
    of_title = record.title.in_languages(index.language_of(record))[0][0] if record.title and record.has_words else None
    language = record.language or of_title
    return {
        "title": _text(record.title),
        "author": [name(author, index) for author in record.authors],
        **roles(record, index),
        "issued": issued(record),
        **_identifiers(record),
        "URL": _address(record) or (record.pdf if not record.doi else None),
        "abstract": str(record.abstract) if record.abstract else None,
        "keyword": ", ".join(record.keywords),
        "language": language,
        "status": record.status,
        "note": str(record.note) if record.note else None,
    }


def _volume_itself(record: Volume, index: Index) -> Item:
    """An edited book or proceedings, as a work of the owner."""
    csl = _volume(record, index) | roles(record, index) | _identifiers(record)
    length = str(record.number_of_pages) if record.number_of_pages else None
    own = {"title": csl.pop("container-title"), "issued": csl_date(record.date), "URL": record.homepage, "number-of-pages": length}
    return own | csl | ({"volume": record.volume} if not record.series else {})


def _named(segment: str, text: str | None, index: Index) -> str | None:
    return index.name_of(segment, text) if text else None


def _names_of(segment: str, references: list[str], index: Index) -> str:
    """The names of several as one text: organizations as `TU Wien / TU Graz`, places as `Vienna; Graz`."""
    return (JOINED if segment == "org" else "; ").join(index.name_of(segment, one) for one in references)


def _article(record: JournalArticle, index: Index) -> Item:
    csl: Item = {
        "volume": record.volume,
        "issue": record.issue,
        "page": record.pages,
        "number": record.number,
    }
    return _in_journal(record.journal, index) | csl


def _in_journal(reference: str | None, index: Index) -> Item:
    """The journal of a work, with its abbreviation and identifiers."""
    journal = index.find("journal", reference) if reference else None
    csl: Item = {"container-title": _named("journal", reference, index)}
    if isinstance(journal, Journal):
        csl |= {"container-title-short": next(iter(journal.short_names), None)} | _identifiers(journal)
    return csl


def _paper(record: ConferencePaper | WorkshopPaper, index: Index) -> Item:
    reference = record.conference if isinstance(record, ConferencePaper) else record.workshop
    csl: Item = {"page": record.pages, "number": record.number, "event-title": _named("event", reference, index)}
    event = index.find("event", reference) if reference else None
    if isinstance(event, Event):
        csl |= {"event-place": _named("place", event.place, index), "event-date": csl_date(event.dates.first if event.dates else None)}
        if event.proceedings:
            csl |= _volume(event.proceedings, index)
    return {"container-title": csl["event-title"]} | csl


def _volume(record: Volume, index: Index) -> Item:
    """The book that contains a work: proceedings, an edited book."""
    series = index.find("series", record.series) if record.series else None
    return {
        "container-title": str(record.title),
        "editor": [name(editor, index) for editor in record.editors],
        "publisher": _names_of("org", record.publisher, index),
        "publisher-place": _names_of("place", record.place, index),
        "collection-title": _named("series", record.series, index),
        "collection-number": record.volume if series else None,
        "edition": record.edition,
        **{variable: value for variable, value in _identifiers(record).items() if value.scheme.of_container},
    }


def _chapter(record: BookChapter, index: Index) -> Item:
    book = index.find("book", record.book) if record.book else None
    csl = _volume(book, index) if isinstance(book, EditedBook) else {"container-title": record.book}
    return csl | {"page": record.pages, "chapter-number": record.number}


def _book(record: Book, index: Index) -> Item:
    return _book_facts(record, index)


def _book_facts(record: Book | OtherWork, index: Index) -> Item:
    return {
        "publisher": _names_of("org", record.publisher, index),
        "publisher-place": _names_of("place", record.place, index),
        "edition": record.edition,
        "collection-title": _named("series", record.series, index),
        "volume": record.volume,
        "number-of-pages": str(record.number_of_pages) if record.number_of_pages else None,
    }


def _report(record: Report, index: Index) -> Item:
    return {"publisher": _names_of("org", record.institution, index), "number": record.number}


def _preprint(record: Preprint, index: Index) -> Item:
    server = _named("org", record.server, index) or ("arXiv" if record.arxiv else None)
    return {"publisher": server, "genre": "preprint", "number": f"arXiv:{record.arxiv}" if record.arxiv else None}


def _software(record: Software, index: Index) -> Item:
    csl: Item = {"publisher": _names_of("org", record.publisher, index), "version": record.version}
    return csl | ({"URL": record.repository} if record.repository and not record.url else {})


def _dataset(record: Dataset, index: Index) -> Item:
    return {"publisher": _names_of("org", record.publisher, index), "version": record.version}


def _other_work(record: OtherWork, index: Index) -> Item:
    """A work of the section `works:`; its kind is the genre where the type may be that of another kind."""
    row = record.kind.row
    word = row.word_in("csl", record.container)
    csl: Item = {"genre": row.labels[0] if word is None or word.approximate else None, "medium": record.medium}
    if record.book and not record.journal:
        book = index.find("book", record.book)
        csl |= _volume(book, index) if isinstance(book, EditedBook) else {"container-title": record.book}
    elif record.journal:
        csl |= _in_journal(record.journal, index)
    csl |= {key: value for key, value in _book_facts(record, index).items() if value}
    if record.journal:
        csl["volume"] = record.volume
    elif record.series:
        csl |= {"collection-number": record.volume, "volume": None}
    csl |= {"issue": record.issue, "page": record.pages, "number": record.number, "version": record.version}
    csl["authority"] = _named("org", record.court, index)
    event = index.find("event", record.event) if record.event else None
    csl["event-title"] = _named("event", record.event, index)
    if isinstance(event, Event):
        csl |= {"event-place": _named("place", event.place, index), "event-date": csl_date(event.dates.first if event.dates else None)}
    for reviewed in record.reviewed[:1]:
        csl |= {"reviewed-title": _text(reviewed.title), "reviewed-author": [name(author, index) for author in reviewed.authors]}
    if original := record.original:
        csl |= {
            "original-title": _text(original.title),
            "original-author": [name(author, index) for author in original.authors],
            "original-date": csl_date(original.date),
            "original-publisher": _names_of("org", original.publisher, index),
            "original-publisher-place": _names_of("place", original.place, index),
        }
    return csl


def _owner(index: Index) -> list[Item]:
    person = index.cv.person
    if not person.name:
        return []
    parsed = person.parsed_name
    return [{"family": parsed.family, "given": parsed.given}] if parsed.given else [person_of(person.name)]


def _thesis(record: Thesis, study: Study, index: Index) -> Item:
    return {
        "type": "thesis",
        "title": str(record.title),
        "author": _owner(index),
        "issued": csl_date(study.date_awarded(index)),
        "publisher": _names_of("org", study.organization, index),
        "genre": str(study.degree) if study.degree else None,
        **_identifiers(record),
        "URL": _address(record),
        "abstract": str(record.abstract) if record.abstract else None,
        "language": record.language or index.language_of(record if record.lang else study),
    }


def _patent(record: PatentDocument, family: PatentFamily, index: Index) -> Item:
    return {
        "type": "patent",
        "title": _text(record.title or family.title),
        "author": [name(author, index) for author in record.inventors] or _owner(index),
        "number": record.number,
        "authority": OFFICES.get(record.issuer, str(record.issuer)) if record.issuer else None,
        "issued": csl_date(record.granted or record.published),
        "submitted": csl_date(record.filed),
        "status": record.effective_status,
        "URL": record.url,
        "language": record.language or (index.language_of(record if record.lang else family) if record.title or family.title else None),
    }


#: record class -> the variables of its own fields; a publication of another class has those of all publications
_PARTICULAR: dict[type[Record], Callable[[Any, Index], Item]] = {
    JournalArticle: _article,
    ConferencePaper: _paper,
    WorkshopPaper: _paper,
    BookChapter: _chapter,
    Book: _book,
    Report: _report,
    Preprint: _preprint,
    Software: _software,
    Dataset: _dataset,
    OtherWork: _other_work,
}


#: the facts of other works that a work cites
_CITED = (
    *map("original.{}".format, ("title", "authors", "date", "publisher", "place")),
    *map("reviewed.{}".format, ("title", "authors")),
)
EXPORTER = Exporter(
    "csl-json",
    "CSL-JSON",
    "json",
    "application/vnd.citationstyles.csl+json",
    write_works=write,
    fields=(*BIBLIOGRAPHIC, *OF_WORKS, *_CITED, "medium", "status", "short_names", "dates", "filed", "contributors", "court"),
    identifiers=identifiers_written,
    site_suffix="csl.json",
    order=20,
)
