"""Bibliographic formats: an entry under common names becomes a work, with its journal, event or book."""

from __future__ import annotations

from typing import Any

from vitagraph.importers import names
from vitagraph.importers.achievements import Achievements
from vitagraph.importers.draft import Draft
from vitagraph.importers.entry import Entry
from vitagraph.importers.homes import Home
from vitagraph.importers.identifiers import of_works, resolve_pages
from vitagraph.importers.redundant_facts import put_right
from vitagraph.importers.report import Report
from vitagraph.patterns import regex
from vitagraph.records import CV, Author, Record, plan, sections, work_kinds
from vitagraph.records.containers import EditedBook, Event, Journal, PeriodicalType, Proceedings, Series, SeriesType, periodical_type
from vitagraph.records.work_kinds import WORKS, WorkKindRow
from vitagraph.values import Plain, Text, whole_slug

_PROCEEDINGS = regex(
    r"(?i)(?:in:?\s+)?(?:the\s+)?(?:extended\s+)?(?:proceedings|proc\.?|tagungsband|actes)\s+(?:of|der|des|de)?\s*(?:the\s+)?"
)
_WORKSHOP = regex(r"(?i)workshop|wkshp")


#: common names of every work, each that of its field; its identifiers are added
COMMON = (
    *("title", "authors", "date", "language", "status", "abstract", "keywords", "url", "pdf", "license", "code", "note", "selected"),
    *("data", "slides", "poster", "video"),
    *("open_access", "pages_about", "citation", "translators", "contributors", "more_authors", "funders", "award_numbers"),
)
_VOLUME = {"editors": "editors", "publisher": "publisher", "place": "place", "series": "series", "isbn": "isbn"}
_BOOK = {**_VOLUME, "volume": "volume", "edition": "edition", "date_of_book": "date"}
_JOURNAL = {"issn": "issn", "eissn": "eissn", "publisher": "publisher", "short_container": "short_names"}
_EVENT = {"event_date": "dates", "event_place": "place", "organizers": "organizers", "short_event": "short_names"}
#: section -> common name -> field
OWN: dict[str, dict[str, str]] = {
    "journal_articles": {"container": "journal", "volume": "volume", "issue": "issue", "pages": "pages", "number": "number",
                         "dates": "dates"},
    "conference_papers": {"pages": "pages", "number": "number"},
    "workshop_papers": {"pages": "pages", "number": "number"},
    "book_chapters": {"pages": "pages"},
    "books": {"editors": "editors", "publisher": "publisher", "place": "place", "isbn": "isbn", "edition": "edition", "series": "series",
              "volume": "volume", "total_pages": "number_of_pages", "number": "number"},
    "edited_books": {**_VOLUME, "url": "homepage", "volume": "volume", "edition": "edition", "total_pages": "number_of_pages"},
    "reports": {"editors": "editors", "publisher": "institution", "number": "number"},
    "preprints": {"publisher": "server"},
    "software": {"editors": "editors", "publisher": "publisher", "repository": "repository", "version": "version",
                 "programming_languages": "programming_languages"},
    "datasets": {"editors": "editors", "publisher": "publisher", "version": "version"},
    "works": {"dates": "dates", "kind": "kind", "volume": "volume", "issue": "issue", "pages": "pages", "number": "number",
              "edition": "edition", "version": "version", "publisher": "publisher", "place": "place", "isbn": "isbn", "series": "series",
              "medium": "medium", "total_pages": "number_of_pages", "editors": "editors", "original": "original",
              "reviewed": "reviewed", "court": "court"},
    "talks": {"speakers": "speakers", "event_place": "place", "organizers": "organizers", "slides": "slides", "video": "video"},
}  # fmt: skip

#: containers of works that are events, and those that are books
_EVENTS = ("event", "hearing")
_BOOKS = ("book", "reference-work", "proceedings")
#: sections whose works have a publisher, in formats that have one field for the place of publication
IN_PUBLISHER = frozenset(("books", "edited_books", "reports", "preprints", "datasets", "software", "studies"))


class Works:
    """Creates the records of works, and of their containers."""

    def __init__(self, cv: CV, report: Report, owners: dict[str, Author] | None = None) -> None:
        self.cv = cv
        self.report = report
        self.entries = 0
        self._achievements = Achievements(cv, report, owners)
        self._keywords: dict[str, str] = {}
        self._containers: dict[tuple[type[Record], str], Record] = {}

    def add_at(self, home: Home, entry: Entry, called: str = "type", certain: bool = False) -> Record | None:
        """Creates the record of an entry at its home."""
        entry.set("kind", home.kind, called)
        entry.stated_container = home.container
        return self.add(home.section, entry, certain)

    def add(self, section: str, entry: Entry, certain: bool = False) -> Record | None:
        """Creates the record of an entry and adds it to the CV; returns None where a required field has no value.

        A paper is one of a workshop by the name of its event, unless the section is `certain`.
        """
        self.entries += 1
        put_right(section, entry)
        self._separate_authors(entry)
        if "more_authors" in entry and not ("authors" in entry and "more_authors" in plan(sections()[section]).fields):
            _, called, place = entry.values.pop("more_authors")
            if section == "studies" or "authors" not in entry:
                self.report.leave_out(place, f"{entry.path}.{called}", "et al.")
            else:
                (*first, last), listed, at = entry.values["authors"]
                entry.values["authors"] = ([*first, last.stating(others=True)], listed, at)
        if section == "studies":
            return self._achievements.study(entry)
        if section == "patent_families":
            return self._achievements.patent(entry)
        draft = Draft(sections()[section], self.report, entry.place, entry.path)
        if section == "conference_papers" and not certain and _WORKSHOP.search(f"{entry.value('event')} {entry.value('container')}"):
            section = "workshop_papers"
            draft.kind = sections()[section]
        if section == "talks" and "authors" in entry:
            self._call_speakers(entry)
        self._in_container(section, draft, entry)
        self._call_keywords(entry)
        resolve_pages(draft.kind, entry)
        entry.move(
            draft,
            OWN[section]
            | {name: name for name in (*COMMON, *dict(of_works())) if name not in OWN[section] and name in plan(draft.kind).fields},
        )
        entry.left_over(draft)
        record: Record | None = draft.record()
        if record is not None and not self._is_known_book(record, entry):
            getattr(self.cv, section).append(record)
        return record

    def _call_speakers(self, entry: Entry) -> None:
        """Leaves out the owner alone, who gives a talk anyway; a list without the owner names the speakers."""
        authors: list[Author] = entry.value("authors")
        if self._achievements.is_owner(authors):
            del entry.values["authors"]
        elif not self._achievements.includes_owner(authors):
            entry.values["speakers"] = entry.values.pop("authors")

    def _separate_authors(self, entry: Entry) -> None:
        """Lists the authors that a source gives as one text; and states whether others follow."""
        for role in (role for role in ("authors", "editors", "translators", "contributors", "supervisors") if role in entry):
            people, called, place = entry.values[role]
            read = [names.separated(one) for one in people]
            goes_on = any(more for _, more in read)
            if listed := [author for found, _ in read for author in found]:
                if goes_on and role != "authors":
                    listed[-1] = listed[-1].stating(others=True)
                entry.values[role] = (listed, called, place)
            else:
                del entry.values[role]
            if goes_on and (role == "authors" or not listed):
                entry.go_on(role, called, place)

    def _call_keywords(self, entry: Entry) -> None:
        """Names each topic as in its first occurrence: `Economics` and `economics` are one."""
        if "keywords" in entry:
            words, called, place = entry.values["keywords"]
            named = dict.fromkeys(self._keywords.setdefault(whole_slug(word) or word, word) for word in words)
            entry.values["keywords"] = (list(named), called, place)

    def _is_known_book(self, record: Record, entry: Entry) -> bool:
        """Returns whether a chapter has described this edited book before; the further facts are added to it."""
        if not isinstance(record, EditedBook):
            return False
        known = self._containers.setdefault((EditedBook, next(record.names())), record)
        for name in plan(EditedBook).fields if known is not record else ():
            if getattr(known, name) in (None, []):
                setattr(known, name, getattr(record, name))
            elif getattr(record, name) not in (None, [], getattr(known, name)):
                self.report.leave_out(entry.place, f"{entry.path}.{name}", str(getattr(record, name)))
        return any(one is known for one in self.cv.edited_books)

    def _in_container(self, section: str, draft: Draft, entry: Entry) -> None:
        """Describes the container of a work, where the entry states more of it than its name."""
        name = entry.value("container")
        if section == "journal_articles" and name:
            self._fill(Journal(name=Plain(name)), entry, _JOURNAL)
        elif section in ("conference_papers", "workshop_papers"):
            self._event(draft, entry, "conference" if section == "conference_papers" else "workshop")
        elif section == "book_chapters" and name:
            self._fill(EditedBook(title=Text(name)), entry, _BOOK)
            draft.set("book", name, entry.key_of("container"))
            del entry.values["container"]
        elif section == "talks" and (name := entry.value("event") or name):
            self._fill(Event(name=Text(name)), entry, {"event_date": "dates"})
            draft.set("event", name, entry.key_of("event"))
            del entry.values["event" if "event" in entry else "container"]
        elif section == WORKS:
            self._in_any_container(draft, entry, work_kinds.rows()[entry.value("kind")])
        if "series" in entry and section in ("books", "edited_books", WORKS):
            of_books = None if section == WORKS else SeriesType("books")
            self._fill(Series(name=Plain(entry.value("series")), type=of_books), entry, {"issn": "issn", "short_series": "short_names"})

    def _in_any_container(self, draft: Draft, entry: Entry, row: WorkKindRow) -> None:
        """The container of a work of any kind: what a work of this kind is usually part of; without one, its publisher."""
        name, called = entry.value("container"), entry.key_of("container")
        in_issue = "issue" in entry or "issn" in entry
        containers = [one for one in row.containers if one not in _EVENTS]
        periodicals = [one for one in containers if one in PeriodicalType.classes]
        usual = next(iter(periodicals), "journal") if in_issue else entry.stated_container or next(iter(containers), "")
        if name and usual in PeriodicalType.classes:
            type_ = periodical_type(row, "volume" in entry or "issue" in entry)
            self._fill(Journal(name=Plain(name), type=type_), entry, {one: field for one, field in _JOURNAL.items() if one != "publisher"})
            draft.set("journal", name, called)
        elif name and usual in _BOOKS:
            self._fill(EditedBook(title=Text(name)), entry, _BOOK)
            draft.set("book", name, called)
        elif name and usual:
            entry.set("series", name, called)
        elif name and row.containers:
            entry.set("event", name, called)
        elif name:
            entry.set("publisher", name, called)
        entry.values.pop("container", None)
        if "journal" not in draft.values and "issue" in entry:  # of no journal
            entry.set("", *entry.values.pop("issue"))
        if event := entry.value("event"):
            self._fill(Event(name=Text(event)), entry, _EVENT)
            draft.set("event", event, entry.key_of("event"))
            del entry.values["event"]

    def _event(self, draft: Draft, entry: Entry, role: str) -> None:
        title = entry.value("container")
        name = entry.value("event") or _PROCEEDINGS.sub("", title, count=1) or title
        if not name:
            return
        event = self._fill(Event(name=Text(name)), entry, _EVENT)
        if title and (title != name or any(fact in entry for fact in _BOOK)):
            event.proceedings = event.proceedings or Proceedings(title=Text(title))
            self._set_facts(event.proceedings, entry, _BOOK)
            self._file(event)
        draft.set(role, name, entry.key_of("container"))
        for name in ("container", "event"):
            entry.values.pop(name, None)

    def _fill(self, record: Any, entry: Entry, facts: dict[str, str]) -> Any:
        """The container of that name with the facts of an entry; it becomes a record where more than the name is known."""
        known = self._containers.setdefault((type(record), next(record.names())), record)
        if any(fact in entry for fact in facts):
            self._set_facts(known, entry, facts)
            self._file(known)
        return known

    def _set_facts(self, record: Record, entry: Entry, facts: dict[str, str]) -> None:
        """Adds facts to a record; what contradicts it is reported."""
        for fact, field in facts.items():
            if fact in entry:
                value, called, place = entry.values.pop(fact)
                draft = Draft(type(record), self.report, entry.place, entry.path)
                if draft.set(field, value, called, place):
                    stated, new = getattr(record, field), draft.values[field]
                    if stated in (None, []):
                        setattr(record, field, new)
                    elif stated != new:
                        self.report.leave_out(place, f"{entry.path}.{called}, of {next(record.names())}", str(value))

    def _file(self, record: Any) -> None:
        sections_of: dict[Any, list[Any]] = {
            EditedBook: self.cv.edited_books,
            Journal: self.cv.journals,
            Series: self.cv.series,
            Event: self.cv.events,
        }
        section = sections_of[type(record)]
        if not any(one is record for one in section):
            section.append(record)
