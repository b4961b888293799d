"""Theses and patents of bibliographic formats: an entry under common names becomes a study with its thesis, or a patent document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from vitagraph.importers.draft import Draft
from vitagraph.importers.entry import Entry
from vitagraph.importers.report import Report
from vitagraph.records import CV, Author, sections
from vitagraph.records.career import Study, Thesis
from vitagraph.records.kinds import PatentStatus
from vitagraph.records.patents import PatentDocument, PatentFamily
from vitagraph.records.record import OWNER
from vitagraph.records.works import Publication
from vitagraph.values import FullName, PatentNumber, PersonName

#: the name of a degree of which only the level is stated
_DEGREES = {"doctorate": "Doctorate", "master": "Master's degree", "bachelor": "Bachelor's degree", "habilitation": "Habilitation"}


def likely_owners(lists: Iterable[list[Author]]) -> dict[str, Author]:
    """The authors of more than half of the works, the most frequent first: key of the name -> its longest form."""
    written: dict[str, Author] = {}
    counted: Counter[str] = Counter()
    works = 0
    for authors in lists:
        works += bool(authors)
        for key, author in {PersonName.parse(author.name).key: author for author in authors if author.name}.items():
            counted[key] += 1
            written[key] = max(written.get(key, author), author, key=lambda one: len(one.name))
    return {key: written[key] for key, often in counted.most_common() if often * 2 > works}


def name_owner(cv: CV) -> str:
    """Names the owner of a new CV that has none: the one author of more than half of the works. Returns the name, "" for none."""
    if cv.person.name is not None:
        return ""
    works = [getattr(work, "authors", []) for name in sections() for work in getattr(cv, name) if isinstance(work, Publication)]
    owners = likely_owners(works)
    if len(owners) != 1:
        return ""
    cv.person.name = FullName(_in_order(next(iter(owners.values())).name))
    return cv.person.name


class Achievements:
    """Theses and patents of the owner of a CV; those of other people are reported."""

    def __init__(self, cv: CV, report: Report, owners: dict[str, Author] | None = None) -> None:
        self.cv = cv
        self.report = report
        self._owners = owners or {}
        self._families: dict[str, PatentFamily] = {}

    def is_owner(self, authors: list[Author]) -> bool:
        """Returns whether these are only the owner; sets the name of the CV then."""
        if len(authors) == 1 and authors[0].id == OWNER:
            return True
        key = PersonName.parse(authors[0].name).key if len(authors) == 1 else ""
        if key and self.cv.person.name and key == self.cv.person.parsed_name.key:
            return True
        if key not in self._owners:
            return False
        if self.cv.person.name is None:
            self.cv.person.name = FullName(_in_order(self._owners[key].name))
            self._owners = {key: self._owners[key]}
        return True

    def includes_owner(self, authors: list[Author]) -> bool:
        """Returns whether the owner, or a likely owner, is among these."""
        keys = {PersonName.parse(one.name).key for one in authors if one.name}
        owners = {*self._owners, *([self.cv.person.parsed_name.key] if self.cv.person.name else [])}
        return not keys.isdisjoint(owners) or any(one.id == OWNER for one in authors)

    def study(self, entry: Entry) -> Study | None:
        """The study of a thesis; None where it is not the owner's, or has no value for a required field."""
        authors: list[Author] = entry.value("authors") or []
        if not self.is_owner(authors[:1]):
            whose = " and ".join(author.name or author.organization for author in authors) or "an unnamed author"
            instead = "describe it under `studies:` or `students:` by hand"
            self.report.entry(entry.place, f"{entry.path}: a thesis of {whose}, not an author of most of these works; {instead}")
            return None
        _, called, place = entry.values.pop("authors")
        for other in authors[1:]:
            self.report.leave_out(place, f"{entry.path}.{called}", other.name or other.organization)
        draft, thesis = (Draft(kind, self.report, entry.place, entry.path) for kind in (Study, Thesis))
        level = entry.value("level")
        if "degree" not in entry:
            entry.set("degree", _DEGREES.get(level, "Degree") if level else "", entry.key_of("level"))
        entry.move(thesis, {name: name for name in ("title", "language", "abstract", "doi", "url", "supervisors")})
        self._dates(entry, draft)
        entry.move(draft, {"degree": "degree", "level": "level", "publisher": "organization", "place": "place", "note": "description"})
        entry.left_over(draft)
        if (record := thesis.record()) is None:
            return None
        draft.set("thesis", record)
        study: Study | None = draft.record()
        if study is not None:
            self.cv.studies.append(study)
        return study

    def _dates(self, entry: Entry, draft: Draft) -> None:
        """The date of the degree and the period of the study, which ended then where only the thesis has a date."""
        date, called, place = entry.values.pop("date", ("", "date", entry.place))
        draft.set("awarded", date, called, place)
        if "event_date" in entry:
            entry.move(draft, {"event_date": "dates"})
            if draft.values.get("dates") and str(draft.values["dates"].end or "") == date:
                draft.values.pop("awarded", None)
        elif "awarded" in draft.values:
            draft.set("dates", f"until {draft.values.pop('awarded')}", called, place)

    def patent(self, entry: Entry) -> PatentFamily | None:
        """The family of a patent document, which another document may have begun."""
        draft = Draft(PatentDocument, self.report, entry.place, entry.path)
        inventors: list[Author] = entry.value("authors") or []
        if self.is_owner(inventors) and not inventors[-1].others:
            del entry.values["authors"]
        title = entry.value("title")
        family = entry.values.pop("family", (title, "", entry.place))[0]
        if family == title:
            entry.values.pop("title", None)
        office = entry.values.pop("office", ("", "office", entry.place))
        number, called, place = entry.values.pop("number", ("", "number", entry.place))
        if number:
            draft.set("number", patent_number(number, office[0]), called, place)
        elif office[0]:
            draft.set("office", *office)
        status = PatentStatus.named(str(entry.value("status")))
        granted = status == "granted" or re.search(r" [BC]\d?$", str(draft.values.get("number", "")))
        is_application = status in ("provisional", "filed", "pending") and "filed" not in entry
        date = "filed" if is_application else "granted" if granted else "published"
        entry.move(
            draft,
            {"title": "title", "date": date, "status": "status", "filed": "filed", "url": "url",
             "authors": "inventors", "assignees": "assignees", "language": "language"},
        )  # fmt: skip
        entry.left_over(draft)
        document = draft.record()
        if document is None:
            return None
        if document.status == document.derived_status:
            document.status = None
        known = self._families.get(family)
        if known is not None:
            known.documents.append(document)
            return known
        whole = Draft(PatentFamily, self.report, entry.place, entry.path).with_values(title=family, documents=[document])
        record: PatentFamily | None = whole.record()
        if record is not None:
            self._families[family] = record
            self.cv.patent_families.append(record)
        return record


def patent_number(text: str, office: str = "") -> str:
    """A patent number as offices print it, with its office before it: `U.S. Patent No. 6,123,456` of `US` is `US 6,123,456`."""
    bare = text.strip(" :;,").upper()
    return PatentNumber.normalized(bare) or (office and PatentNumber.normalized(f"{office} {bare}")) or text


def _in_order(name: str) -> str:
    """A name with the given names first."""
    parsed = PersonName.parse(name)
    return " ".join(filter(None, (parsed.given or parsed.initials, parsed.family, parsed.suffix)))
