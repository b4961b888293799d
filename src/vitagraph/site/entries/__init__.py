"""Records as a reader meets them: sections of entries, in the order of the CV. Nothing here knows HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vitagraph.records import Record
from vitagraph.records.achievements import Award, Language, Skill
from vitagraph.records.career import Grant, Membership, Position, Project, Study
from vitagraph.records.patents import PatentFamily
from vitagraph.records.service import Course, MediaCoverage, Service, Student
from vitagraph.records.talks import Lecture, Talk
from vitagraph.records.works import Publication
from vitagraph.site.entries import career, community, works
from vitagraph.site.entries.entry import Entry, Section, former_anchors
from vitagraph.site.localization import Localizer

#: sections whose records are publications: one section of the page, with a part for each
PUBLICATIONS = (
    "journal_articles", "conference_papers", "workshop_papers", "book_chapters", "books", "reports", "preprints", "software", "datasets",
)  # fmt: skip
_SECTIONS = (
    "positions", "studies", "projects", "grants", "awards", "patent_families", "talks", "lectures", "publications", "teaching",
    "students", "service", "memberships", "media", "skills", "languages",
)  # fmt: skip
_TOLD: dict[type[Record], Callable[[Any, Localizer], Entry]] = {
    Position: career.position,
    Membership: career.position,
    Study: career.study,
    Project: career.project,
    Grant: career.grant,
    Award: career.award,
    PatentFamily: works.patent_family,
    Talk: community.talk,
    Lecture: community.talk,
    Course: community.course,
    Student: community.student,
    Service: community.service,
    MediaCoverage: community.media,
    Skill: career.skill,
    Language: career.language,
}


def entry(record: Record, localizer: Localizer) -> Entry:
    """A record as an entry."""
    told = works.publication(record, localizer) if isinstance(record, Publication) else _TOLD[type(record)](record, localizer)
    return told._replace(anchors=[*told.anchors, *former_anchors(record)])


def sections(localizer: Localizer) -> list[Section]:
    """The sections that have entries; publications have parts, one a kind."""
    told = []
    for name in _SECTIONS:
        if name == "publications":
            parts = [part for kind in PUBLICATIONS if (part := _section(kind, localizer)).entries]
            section = Section(name, localizer.words[name], [], parts)
        else:
            section = _section(name, localizer)
        if section.entries or section.parts:
            told.append(section)
    return told


def _section(name: str, localizer: Localizer) -> Section:
    records = getattr(localizer.index.cv, name)
    return Section(name, localizer.words[name], [entry(record, localizer) for record in records], [])
