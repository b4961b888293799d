"""Fields that RenderCV has no key for, as highlights with a word and a colon: `Funder: DFG`. The importer reads them back.

References to records that must be in the CV (works, projects, grants) are left out: in the CV of another they would lead nowhere.
"""

from __future__ import annotations

from collections.abc import Collection

from vitagraph.exporters.coverage import Coverage
from vitagraph.exporters.texts import texts
from vitagraph.records import Record

_HELD = {"Status": "status", "Workload": "workload", "Supervisor": "supervisors", "Page": "url"}
_TALK = {
    "Kind": "kind", "Author": "authors", "Speaker": "speakers", "Host": "hosts", "Organizer": "organizers", "Status": "status",
    "Genre": "genre", "Times": "times", "Duration": "duration", "Attendance": "attendance",
    "Slides": "slides", "Language": "language", "Note": "note",
}  # fmt: skip
#: section (`sections` for entries of the CV's own ones, `theses` for those of studies) -> word -> field, in the order of the highlights
ANNOUNCED: dict[str, dict[str, str]] = {
    "sections": {"Role": "role", "Organization": "organization", "Number": "number", "With": "people"},
    "positions": {"Kind": "kind", **_HELD, "Event": "event", "Funder": "funder", "Client": "clients"},
    "memberships": _HELD,
    "theses": {"Supervisor": "supervisors", "DOI": "doi"},
    "studies": {"Subject": "subject", "Level": "level", "Status": "status", "Grade": "distinction", "Awarded": "awarded",
                "Conferred by": "conferred_by"},
    "projects": {"Acronym": "acronym", "Status": "status", "Type": "type", "Role": "role",
                 "Role name": "role_name", "In this role": "role_dates", "Programme": "programme", "Funder": "funders",
                 "Client": "clients", "Contributor": "contributors"},
    "grants": {
        "Funder": "funder", "Number": "number", "Amount": "amount", "Kind": "kind", "Genre": "genre", "Via": "via",
        "Share": "share", "Role": "role", "Status": "status", "Leader": "leaders", "Investigator": "investigators",
        "Programme": "programme", "Client": "clients",
        "Contributor": "contributors",
    },
    "awards": {
        "Awarded by": "organization", "Journal": "journal", "Event": "event", "Frequency": "frequency",
        "Outcome": "outcome", "Rank": "rank", "Number": "number",
        "Amount": "amount", "Recipient": "recipients",
    },
    "credentials": {
        "Issued by": "organization", "Number": "number", "Kind": "kind", "Subject": "subject", "Level": "level", "Status": "status",
        "Grade": "distinction", "Jurisdiction": "jurisdiction", "Expires": "expires", "Held": "dates",
    },
    "exhibitions": {
        "Kind": "kind", "Organization": "organization", "Event": "event", "Artist": "artists", "Curator": "curators",
        "Organizer": "organizers", "Contributor": "contributors", "Status": "status", "Attendance": "attendance", "Genre": "genre",
    },
    "collections": {"Genre": "genre", "Organization": "organization", "Number": "number", "Created": "created"},
    "talks": _TALK,
    "lectures": _TALK,
    "teaching": {
        "Organization": "organization", "Client": "clients", "Kind": "kind", "Genre": "genre", "Role": "role", "Code": "code",
        "Level": "level",
        "Programme": "programme", "Credits": "credits", "Participants": "participants", "Times": "times", "How often": "frequency",
        "Duration": "duration", "Attendance": "attendance", "Where": "venue", "Keyword": "keywords", "Sections": "sections",
        "Student": "students",
        "Language": "language", "Appointment": "appointment", "Teacher": "teachers", "Instructor of record": "instructors_of_record",
    },
    "students": {
        "Count": "count", "Level": "level", "Title": "title", "Subject": "subject", "Programme": "programme",
        "Organization": "organization", "Role": "role", "Outcome": "outcome", "Workload": "workload", "Supervisor": "supervisors",
        "Degree": "degree", "Status": "status", "Expected end": "expected", "Duration": "duration",
        "Examiner": "examiners", "Work": "works", "Award": "awards", "Later position": "later_position",
    },
    "media": {"Outlet": "outlet", "Kind": "kind", "Author": "authors", "Pages": "pages", "Language": "language"},
    "service": {
        "Role": "role", "Journal": "journal", "Series": "series", "Event": "event", "Organization": "organization",
        "Project": "project", "Subject": "subject", "Cases": "cases", "Status": "status", "Page": "url",
    },
}  # fmt: skip


def announced(section: str, record: Record, coverage: Coverage, without: Collection[str] = ()) -> list[str]:
    """The highlights of a record, in the order of its section; the fields count as exported."""
    fields = [(word, name) for word, name in ANNOUNCED[section].items() if name not in without]
    return [f"{word}: {text}" for word, name in fields for text in texts(record, name, coverage)]
