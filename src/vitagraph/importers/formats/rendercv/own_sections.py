"""RenderCV's sections under headings of the user's own -> sections of the CV's own."""

from __future__ import annotations

from vitagraph.importers.branches import Branch
from vitagraph.importers.draft import Draft
from vitagraph.importers.report import Report
from vitagraph.records import CV
from vitagraph.records.own_sections import OwnSection, SectionEntry
from vitagraph.values import Text


class OwnSections:
    """The sections of one file, in its order."""

    def __init__(self, cv: CV, report: Report) -> None:
        self._cv = cv
        self._report = report

    def draft(self, entry: Branch) -> Draft:
        """An entry without fields."""
        return Draft(SectionEntry, self._report, entry.place, entry.path)

    def add(self, heading: str, entry: Draft) -> None:
        """Adds an entry to the section with a heading."""
        if not entry.values or (record := entry.record()) is None:
            return
        title = _title(heading)
        section = next((one for one in self._cv.sections if one.title == title), None)
        if section is None:
            section = OwnSection(title=Text(title), entries=[])
            self._cv.sections.append(section)
        section.entries.append(record)


def _title(heading: str) -> str:
    """A heading as RenderCV prints it: a key of small letters and underscores in words."""
    return heading.strip() if heading != heading.lower() or " " in heading else heading.replace("_", " ").strip().title()
