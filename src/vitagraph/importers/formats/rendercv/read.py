"""RenderCV (https://docs.rendercv.com/user_guide/yaml_input_structure/), from its first schema to the current one -> records.

Titles of sections are free text: an entry is recognised by its fields, and the title only distinguishes entries of one form,
such as awards and talks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vitagraph.importers import names
from vitagraph.importers.branches import Branch, tree
from vitagraph.importers.draft import Draft, going_on, iso_date, period, stated_period, web_address
from vitagraph.importers.entry import Entry
from vitagraph.importers.formats.rendercv.announced import is_own, set_announced
from vitagraph.importers.formats.rendercv.lines import Lines, topic_of
from vitagraph.importers.formats.rendercv.own_sections import OwnSections
from vitagraph.importers.formats.rendercv.person import set_person
from vitagraph.importers.homes import at, named
from vitagraph.importers.levels import service_role
from vitagraph.importers.organizations import Organizations
from vitagraph.importers.redundant_facts import parse_patent
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.works import IN_PUBLISHER, Works
from vitagraph.patterns import regex
from vitagraph.records import CV, Author, Person, sections
from vitagraph.records.career import Thesis
from vitagraph.records.degree_names import degree_level
from vitagraph.records.kinds import ExhibitionKind, TalkKind
from vitagraph.records.positions import Affiliation, Membership, Position
from vitagraph.records.work_kinds import WORKS, publication_sections

_LINK = regex(r"\[([^\]]+)\]\((\S+?)\)")

#: topic -> field of the date of its entries, which are not periods
_DATE_FIELDS = {"awards": "year", "credentials": "issued", "collections": "date", "talks": "date", "lectures": "date", "media": "date"}
#: topic -> field of the address of its entries, which for the others is `url`
_ADDRESS_FIELDS = {"talks": "video", "lectures": "video", "projects": "homepage", "grants": "homepage"}
#: the sections of records that a `NormalEntry` may be
_NAMED = (
    "positions",
    "studies",
    "students",
    "media",
    "projects",
    "awards",
    "credentials",
    "exhibitions",
    "collections",
    "talks",
    "lectures",
    "grants",
    "teaching",
    "service",
)
#: topic -> section of works whose sections are called otherwise
_ELSEWHERE = {"patents": "patent_families", "theses": "studies"}


def read(text: str, source: str) -> Imported:
    """The records of a RenderCV file."""
    return _Resume(text, source).read()


def linked(text: str) -> tuple[str, str]:
    """The text of a name that may be a Markdown link, and the link's address."""
    match = _LINK.fullmatch(text.strip("*_ "))
    return (match[1], match[2]) if match else (text, "")


class _Resume:
    """Converts a RenderCV file to a CV."""

    def __init__(self, text: str, source: str) -> None:
        self.report, self.cv = Report(), CV()
        self.root = Branch(tree(text, source, self.report))
        self.organizations = Organizations(self.cv, self.report)
        self.works = Works(self.cv, self.report)
        self.own = OwnSections(self.cv, self.report)
        self.lines = Lines(self.cv, self.report, self.own)
        self.entries = 0

    def read(self) -> Imported:
        self.root.skip("design", "locale", "locale_catalog", "rendercv_settings", "settings")
        cv = self.root.branch("cv")
        person = Draft(Person, self.report, cv.place, cv.path)
        set_person(person, cv, self.report)
        for title, entry in _entries(cv):
            self.entries += 1
            self._entry(title, entry)
        person.set("bio", "\n".join(self.lines.bio))
        self.cv.person = person.record() or self.cv.person
        self.root.left_over(self.report)
        return self.report.imported(self.cv, self.entries)

    def _entry(self, heading: str, entry: Branch) -> None:
        topic = topic_of(heading)
        if "institution" in entry:
            self._education(entry)
        elif "company" in entry or "position" in entry:
            self._experience(topic, entry)
        elif "title" in entry and "authors" in entry:
            self._publication(topic, heading, entry)
        elif "name" in entry and "details" not in entry:
            self._named(topic if topic in _NAMED else "", heading, entry)
        else:
            self.lines.add(heading, entry)

    def _draft(self, section: str, entry: Branch) -> Draft:
        return Draft(sections()[section], self.report, entry.place, entry.path)

    def _file(self, section: str, draft: Draft) -> None:
        if (record := draft.record()) is not None:
            getattr(self.cv, section).append(record)

    def _organization(self, draft: Draft, key: str, entry: Branch) -> None:
        name, homepage = linked(entry.take(key))
        self.organizations.refer(draft, name, {"homepage": homepage or web_address(entry.take("url"))}, key=key)

    def _education(self, entry: Branch) -> None:
        draft = self._draft("studies", entry)
        has_subject_alone = "degree" in entry  # RenderCV requires an area, which else is the degree of an entry without one
        degree, area = entry.take("degree", "study_type"), entry.take("area")
        has_subject_alone &= not degree
        draft.set("degree", "" if has_subject_alone else " in ".join(filter(None, (degree, area))), "degree")
        draft.set("subject", area if has_subject_alone else "", "area")
        draft.set("level", degree_level(degree or area), "degree")
        self._organization(draft, "institution", entry)
        self._studied(draft, entry)

    def _further_study(self, title: str, entry: Branch) -> None:
        """A study without an organization; a name that is announced, too, is no degree."""
        draft = self._draft("studies", entry)
        draft.set("degree", "" if title == "studies" else title, "name")
        draft.set("level", degree_level(title), "name")
        self._studied(draft, entry)

    def _studied(self, draft: Draft, entry: Branch) -> None:
        """The thesis, the highlights, the period and the place of a study."""
        summary, highlights = entry.take("summary"), entry.take_texts("highlights")
        if highlights and highlights[0].startswith("Thesis: "):
            thesis = Draft(Thesis, self.report, entry.place, entry.path_of("highlights"))
            thesis.set("title", highlights.pop(0).removeprefix("Thesis: "))
            set_announced("theses", thesis, highlights)
            draft.set("thesis", thesis.record())
        if draft.values.get("degree") in set_announced("studies", draft, highlights):
            del draft.values["degree"]
        if "distinction" not in draft.values:
            draft.set("distinction", entry.take("grade", "gpa"), "grade")
        self._dated(draft, entry)
        draft.set("description", _lines(summary, highlights), "highlights")
        self._file("studies", draft)

    def _experience(self, topic: str, entry: Branch) -> None:
        section = "memberships" if topic == "memberships" else "positions"
        draft = self._draft(section, entry)
        title = entry.take("position")
        self._organization(draft, "company", entry)
        self._position(draft, title, entry)

    def _position(self, draft: Draft, title: str, entry: Branch) -> None:
        """A position or membership; the label of its role is no title."""
        self._dated(draft, entry)
        position = draft.kind(**draft.values)
        is_role = isinstance(position, Affiliation) and title == position.role_label
        draft.set("title", "" if is_role else title, "position")
        self._file("memberships" if draft.kind is Membership else "positions", draft)

    def _dated(self, draft: Draft, entry: Branch) -> None:
        """Period, place and description."""
        draft.set("dates", self._period(entry), "start_date")
        draft.set("place", entry.take("location"), "location")
        summary, highlights = entry.take("summary"), entry.take_texts("highlights")
        if section := {Position: "positions", Membership: "memberships"}.get(draft.kind):
            set_announced(section, draft, highlights)
        draft.set("description", _lines(summary, highlights), "highlights")

    def _period(self, entry: Branch) -> str:
        """A period; of a date in words that no period has, the year is kept, and the rest reported."""
        place, date = entry.place_of("date"), entry.take("date")
        if re.search("[A-Za-z]", date) and re.fullmatch(r"\d{4}", stated_period(date)):
            self.report.leave_out(place, entry.path_of("date"), date)
        return period(entry.take("start_date"), entry.take("end_date"), date)

    def _named(self, topic: str, heading: str, entry: Branch) -> None:
        """A `NormalEntry`: its section is its type."""
        title, address = linked(entry.take("name"))
        if topic == "positions":
            draft = self._draft(topic, entry)
            self._position(draft, title, entry)
            return
        if topic == "studies":
            self._further_study(title, entry)
            return
        summary, highlights = entry.take("summary"), entry.take_texts("highlights")
        if not topic or is_own(topic, heading, highlights):
            self._own(heading, entry, (title, address), summary, highlights)
            return
        draft = self._draft(topic, entry)
        if topic == "service":
            draft.set("role", service_role(title), "name")
            draft.set("role_name", "" if str(draft.values.get("role", "")) == title.replace(" ", "-") else title, "name")
        else:
            _set_title(draft, topic, title)
        draft.set(_ADDRESS_FIELDS.get(topic, "url"), address or web_address(entry.take("url")), "name")
        if topic in _DATE_FIELDS:
            draft.set(_DATE_FIELDS[topic], stated_period(entry.take("date", "end_date", "start_date")), "date")
        else:
            draft.set("dates", self._period(entry), "start_date")
        draft.set("place", entry.take("location"), "location")
        set_announced(topic, draft, highlights)
        if topic == "collections" and title in ("collection", draft.values.get("organization")):
            del draft.values["title"]
        if topic == "credentials" and draft.values.get("jurisdiction") in (title, [title]):
            del draft.values["title"]
        if topic == "students" and title == draft.values.get("title"):
            del draft.values["student"]
        if topic in ("talks", "lectures") and summary and "\n" not in summary and not highlights:
            draft.set("event", summary, "summary")
        else:
            draft.set("note" if topic in ("talks", "lectures") else "description", _lines(summary, highlights), "summary")
        self._file(topic, draft)

    def _own(self, heading: str, entry: Branch, name: tuple[str, str], summary: str, highlights: list[str]) -> None:
        """An entry under a heading of the user's own."""
        title, address = name
        draft = self.own.draft(entry)
        draft.set("url", address or web_address(entry.take("url")), "url")
        draft.set("dates", self._period(entry), "date")
        draft.set("place", entry.take("location"), "location")
        announced = set_announced("sections", draft, highlights)
        draft.set("description", _lines(summary, highlights), "summary")
        if title not in (*announced, summary):
            draft.set("title", title, "name")
        self.own.add(heading, draft)

    def _publication(self, topic: str, heading: str, entry: Branch) -> None:
        place = entry.place_of("authors")
        people: dict[str, list[Author]] = {"authors": []}
        for field, author in map(names.with_role, entry.take_texts("authors")):
            people.setdefault(field, []).extend([author] if author else [])
        journal, title = entry.take("journal"), linked(entry.take("title"))
        row = named(heading)
        of_kind = at(row) if row and row.section == WORKS else None
        if topic == "talks" and of_kind is None:
            self._talk(entry, title, journal, [str(author.name) for author in people["authors"]])
            return
        section = (
            of_kind.section if of_kind else _ELSEWHERE.get(topic) or (topic if topic in publication_sections() else _section_of(journal))
        )
        work = Entry(entry.place, entry.path)
        work.set("title", title[0])
        if section == "edited_books":
            people = {**people, "editors": people.pop("authors") + people.get("editors", [])}
        for field, listed in people.items():
            work.set(field, listed, "authors", place)
        is_published = section in IN_PUBLISHER or (of_kind is not None and not of_kind.is_in_periodical)
        work.set("publisher" if is_published else "container", linked(journal)[0], "journal")
        date = entry.take("date")
        if (of_kind or section == "journal_articles") and (dates := going_on(date)):
            work.set("dates", dates, "date")
        else:
            work.set("date", iso_date(date), "date")
        work.set("doi", entry.take("doi"), "doi", entry.place)
        work.set("url", title[1] or web_address(entry.take("url")), "url")
        work.set("abstract", entry.take("summary"), "summary")
        if section == "patent_families":
            parse_patent(work)
        self.works.add_at(of_kind, work, "heading") if of_kind else self.works.add(section, work)

    def _talk(self, entry: Branch, title: tuple[str, str], event: str, authors: list[str]) -> None:
        draft = self._draft("talks", entry)
        draft.set("title", title[0])
        draft.set("event", event, "journal")
        draft.set("date", iso_date(entry.take("date")))
        draft.set("authors", authors if len(authors) > 1 else [])
        draft.set("note", entry.take("summary"), "summary")
        draft.set("video", title[1] or web_address(entry.take("url")), "url")
        self._file("talks", draft)


def _entries(cv: Branch) -> Iterator[tuple[str, Branch]]:
    """The entries with the titles of their sections; before version 1 sections stood in `cv` itself, or in `custom_sections`."""
    for custom in cv.branches("custom_sections"):
        title = custom.take("title")
        custom.skip("entry_type", "link_text")
        yield from ((title, entry) for entry in custom.branches("entries"))
    for branch in (cv.branch("sections"), cv):
        for title in branch.names():
            yield from ((title, entry) for entry in branch.branches(title))


def _set_title(draft: Draft, topic: str, title: str) -> None:
    """Sets the title of an entry; the kinds of a talk without one stand in its place."""
    kinds = [TalkKind.named(word) for word in title.split(", ")] if topic in ("talks", "lectures") else [None]
    if all(kinds):
        draft.set("kind", kinds)
    elif topic == "students":
        draft.set("student", names.printed(title) if title != "student" else "", "name")
    elif topic == "exhibitions" and (title == "exhibition" or ExhibitionKind.named(title)):
        draft.set("kind", ExhibitionKind.named(title) or "", "name")
    else:
        draft.set("name" if topic == "awards" else "title", title, "name")


def _lines(summary: str, highlights: list[str]) -> str:
    """A summary and its highlights, one a line."""
    return "\n".join(filter(None, [summary, *(f"- {line}" for line in highlights)]))


def _section_of(journal: str) -> str:
    if re.search(r"(?i)\barxiv|preprint", journal):
        return "preprints"
    of_event = re.search(r"(?i)\b(?:proceedings|conference|workshop|symposium)\b", journal) or re.match(
        r"(?=[A-Z]\w*[A-Z])\w++ (?:19|20)\d\d\b", journal
    )
    return "conference_papers" if of_event else "journal_articles"
