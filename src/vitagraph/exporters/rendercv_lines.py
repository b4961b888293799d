"""What RenderCV says in one line: lists of talks, students, offices; skills and languages."""

from __future__ import annotations

from typing import Any

from vitagraph.exporters.csl_json import Item
from vitagraph.exporters.telling import Telling
from vitagraph.records import Index, Record
from vitagraph.records.achievements import Language
from vitagraph.records.service import MediaCoverage, Student
from vitagraph.values import Period
from vitagraph.writing import stated

_NAME_AND_DATE = {"award-receipt": ("name", "year"), "grant": ("title", "dates"), "talk": ("title", "date")}


class Lines:
    """Records as lines; what they say more is left untold."""

    def __init__(self, index: Index, telling: Telling) -> None:
        self.index, self.telling = index, telling

    def short(self, record: Record) -> str:
        """A name with its date, "" for a record that says more."""
        name, date = _NAME_AND_DATE[record.segment]
        if set(stated(record)) - {"id", "lang", "visibility", name, date}:
            return ""
        return dated(self.telling.text(record, name), self.telling.take(record, date))

    def student(self, student: Student) -> Item:
        """`Name, doctorate: Title (dates)`."""
        person = self.telling.take(student, "student")
        name = person.name or self.telling.named("person", person.id)[0]
        level, title = self.telling.take(student, "level"), self.telling.text(student, "title")
        body, _ = self.telling.named("org", self.telling.take(student, "organization"))
        text = ", ".join(filter(None, (name, f"{level.label}: {title}" if title else level.label, body)))
        return {"bullet": dated(text, self.telling.take(student, "dates"))}

    def coverage(self, coverage: MediaCoverage) -> Item:
        """`Title, Outlet (date)`."""
        outlet, _ = self.telling.named("org", self.telling.take(coverage, "outlet"))
        text = ", ".join(filter(None, (self.telling.text(coverage, "title"), outlet)))
        return {"bullet": dated(text, self.telling.take(coverage, "date"))}

    def skills(self) -> list[Item]:
        """Skills with what belongs to them; bullets where nothing does."""
        listed = []
        for skill in self.index.cv.skills:
            parts = [self.telling.text(part, "name") for part in self.telling.take(skill, "skills")]
            details = ", ".join(parts) or _sentence(self.telling.text(skill, "description"))
            listed.append((self.telling.text(skill, "name"), details))
        if not any(details for _, details in listed):
            return [{"bullet": name} for name, _ in listed]
        return [{"label": name, "details": details} for name, details in listed]

    def language(self, language: Language) -> Item:
        """A language and how well it is spoken."""
        level: Any = self.telling.take(language, "level")
        self.telling.take(language, "code")
        return {"label": self.telling.text(language, "name"), "details": level.label if level else ""}


def _sentence(text: str) -> str:
    """A text with a full stop, which tells a description from a list of skills."""
    return f"{text}." if text and text[-1].isalnum() else text


def dated(text: str, date: Any) -> str:
    """A text with its date behind it: `ELLIS Fellow (2023)`, `Grant (2020 – 2023)`."""
    if not date:
        return text
    if isinstance(date, Period) and date.start != date.end:
        return f"{text} ({date.start} – {date.end or 'present'})"
    return f"{text} ({date})"
