"""RenderCV's entries of one line: the section determines the record class, punctuation separates the fields."""

from __future__ import annotations

import re
from contextlib import suppress

from vitagraph.importers.branches import Branch
from vitagraph.importers.draft import Draft, iso_date, period
from vitagraph.importers.formats.rendercv.own_sections import OwnSections
from vitagraph.importers.levels import knowledge_of, service_role
from vitagraph.importers.report import Report
from vitagraph.patterns import regex
from vitagraph.records import CV, sections
from vitagraph.values import Period

#: words in a title -> what stands in its section, the more specific ones first
_TOPICS = (
    (r"^further positions$|\bleaves?\b|career break", "positions"),
    (r"exhibition", "exhibitions"),
    (r"^(?:public )?collections$", "collections"),
    (r"award|honou?r|prize|distinction|achievement", "awards"),
    (r"patent", "patents"),
    (r"theses|thesis|dissertation", "theses"),
    (r"journal|\barticles", "journal_articles"),
    (r"preprint", "preprints"),
    (r"chapter", "book_chapters"),
    (r"edited", "edited_books"),
    (r"books?\b", "books"),
    (r"workshop", "workshop_papers"),
    (r"conference", "conference_papers"),
    (r"reports?\b", "reports"),
    (r"^software$", "software"),
    (r"data.?set", "datasets"),
    (r"programming|skill|technolog|tools|expertise|competenc", "skills"),
    (r"certifi|licen[cs]|credential|accredit", "credentials"),
    (r"language", "languages"),
    (r"^lectures$", "lectures"),
    (r"talk|presentation|keynote|lecture", "talks"),
    (r"^students$", "students"),
    (r"^media$", "media"),
    (r"^further education$", "studies"),
    (r"teach|course", "teaching"),
    (r"interest|research.?area", "interests"),
    (r"grant|funding|fellowship|scholarship", "grants"),
    (r"volunteer|membership|societ", "memberships"),
    (r"service|review|committee|editor", "service"),
    (r"summary|about|profile|welcome|objective|\bbio|introduction", "bio"),
    (r"project|software|open.?source|research|portfolio|experience|work", "projects"),
)
_DATE = r"((?:[A-Za-z]+\.? )?\d{4}(?:-\d\d){0,2})(?:\s*[-–—]\s*(\d{4}(?:-\d\d){0,2}|present))?"
#: a date at the end of a line, in brackets or behind a comma or a dash
_DATED = regex(rf"\({_DATE}\)$|(?:,\s++|(?<!\s)\s++[-–—]\s++){_DATE}$")
#: what stands between commas, those in brackets left out
_LISTED = regex(r"(?:\([^()]*\)|[^,])++")


def topic_of(title: str) -> str:
    """The section of a CV, or `bio`, that a title names; "" where it names none of these."""
    words = title.replace("_", " ").lower()
    return next((topic for pattern, topic in _TOPICS if re.search(pattern, words)), "")


def _with_date(line: str) -> tuple[str, str]:
    """The text of a line, and the date or period at its end, "" where there is none."""
    if match := re.search(r"\(([^()]+)\)$", line):
        with suppress(ValueError):
            Period.parse(match[1])
            return line[: match.start()].rstrip(), match[1]
    match = _DATED.search(line)
    if not match:
        return line, ""
    start, end = match[1] or match[3], match[2] or match[4] or ""
    return line[: match.start()].rstrip(), period(start, end) if end else iso_date(start)


def _listed(text: str) -> list[str]:
    """The parts of a list with commas."""
    return [piece.strip() for piece in _LISTED.findall(text) if piece.strip()]


class Lines:
    """Converts lines to records; those of the biography are collected."""

    def __init__(self, cv: CV, report: Report, own: OwnSections) -> None:
        self.cv = cv
        self.report = report
        self.own = own
        self.bio: list[str] = []

    def add(self, heading: str, entry: Branch) -> None:
        """Converts a line to a record: of its section, else of a section of the CV's own under the same heading."""
        topic = topic_of(heading)
        label, details = entry.take("label", "name"), entry.take("details")
        line = entry.take("bullet", "number", "reversed_number") or entry.alone
        if topic == "skills" and (label or line):
            self._skill(entry, label or line, details)
        elif topic == "interests" and (label or line):
            self._interests(entry, _listed(details) if details else [label or line])
        elif topic == "languages" and (label or line):
            self._language(entry, label, details, line)
        elif topic in ("awards", "credentials", "talks", "grants") and line:
            self._dated(topic, entry, line)
        elif topic == "service" and line:
            self._file("service", entry, {"role": service_role(line), "description": line})
        elif topic == "bio" and line:
            self.bio.append(line)
        else:
            draft = self.own.draft(entry)
            draft.set("title", label or line, "label" if label else "")
            draft.set("description", details if label or line else "", "details")
            self.own.add(heading, draft)

    def _file(self, section: str, entry: Branch, values: dict[str, object]) -> None:
        draft = Draft(sections()[section], self.report, entry.place, entry.path)
        for name, value in values.items():
            draft.set(name, value)
        if (record := draft.record()) is not None:
            getattr(self.cv, section).append(record)

    def _skill(self, entry: Branch, name: str, details: str) -> None:
        """A skill with those that belong to it, or with its description, which is a sentence."""
        if details.endswith("."):
            self._file("skills", entry, {"name": name, "description": details})
            return
        parts = []
        for text in _listed(details):
            parts.append(part := Draft(sections()["skills"], self.report, entry.place, entry.path))
            part.set("name", text)
        self._file("skills", entry, {"name": name, "skills": [part.record() for part in parts if part.values]})

    def _interests(self, entry: Branch, topics: list[str]) -> None:
        for name in topics:
            if not any(name == one.name for one in self.cv.interests):
                self._file("interests", entry, {"name": name})

    def _language(self, entry: Branch, name: str, level: str, line: str) -> None:
        """A language with its level: `English: native`, `English (native)`."""
        if not name:
            name, _, level = (part.strip(" )") for part in re.sub(r"(?<!\s)(?:\s*+[:(–—]\s*|\s++-\s+)", "(", line, count=1).partition("("))
        self._file("languages", entry, {"name": name, **knowledge_of(level)})

    def _dated(self, section: str, entry: Branch, line: str) -> None:
        """Something with its date at the end: `ELLIS Fellow (2023)`."""
        name, dates = _with_date(line)
        if section == "awards":
            self._file(section, entry, {"name": name, "year": dates})
        elif section in ("talks", "credentials"):
            self._file(section, entry, {"title": name, "date" if section == "talks" else "issued": dates})
        else:
            self._file(section, entry, {"title": name, "dates": dates})
