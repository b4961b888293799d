"""Records that are one line in RenderCV: talks, awards and grants with a date alone; skills and languages."""

from __future__ import annotations

from typing import Any

from vitagraph.exporters.coverage import Coverage, fluency
from vitagraph.exporters.formats.csl_json import Item
from vitagraph.records import ABOUT_THE_RECORD, Index, Record, stated_fields
from vitagraph.records.languages import Language
from vitagraph.values import Days, PartialDate, Period
from vitagraph.values.printing import printed_date, printed_period

_NAME_AND_DATE = {"award-receipt": ("name", "year"), "grant": ("title", "dates"), "talk": ("title", "date")}


class Lines:
    """Records as lines; further facts of them are left out."""

    def __init__(self, index: Index, coverage: Coverage) -> None:
        self.index, self.coverage = index, coverage

    def short(self, record: Record) -> str:
        """A name with its date, "" for a record with more facts."""
        name, date = _NAME_AND_DATE[record.segment]
        if set(stated_fields(record)) - {*ABOUT_THE_RECORD, name, date}:
            return ""
        return dated(self.coverage.text(record, name), self.coverage.take(record, date))

    def skills(self) -> list[Item]:
        """Skills as label and details (their parts, else the description); all as bullets if none has details."""
        listed = []
        for skill in self.index.cv.skills:
            parts = [self.coverage.text(part, "name") for part in self.coverage.take(skill, "skills")]
            details = ", ".join(parts) or _sentence(self.coverage.text(skill, "description"))
            listed.append((self.coverage.text(skill, "name"), details))
        if not any(details for _, details in listed):
            return [{"bullet": name} for name, _ in listed]
        return [{"label": name, "details": details} for name, details in listed]

    def language(self, language: Language) -> Item:
        """A language and how well it is known."""
        return {"label": self.coverage.text(language, "name"), "details": fluency(language, self.coverage)}


def _sentence(text: str) -> str:
    """A text with a full stop, which distinguishes a description from a list of skills."""
    return f"{text}." if text and text[-1].isalnum() else text


def dated(text: str, date: Any) -> str:
    """A text with its date behind it: `ELLIS Fellow (2023)`, `Grant (2020 – 2023)`."""
    if not date:
        return text
    if isinstance(date, Period):
        return f"{text} ({printed_period(date, numeric=True)})"
    if isinstance(date, Days) and len(date) == 1:
        date = date[0]
    return f"{text} ({printed_date(date, numeric=True) if isinstance(date, PartialDate) else date})"
