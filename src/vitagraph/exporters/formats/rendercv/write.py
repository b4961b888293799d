"""RenderCV (https://docs.rendercv.com/user_guide/yaml_input_structure/): its sections are free, so it can express nearly all facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from vitagraph.exporters import Work, works
from vitagraph.exporters.coverage import Coverage, start_and_end, study_and_area
from vitagraph.exporters.formats.csl_json import Item, item, own_venue, venues_in
from vitagraph.exporters.formats.rendercv.announced import announced
from vitagraph.exporters.formats.rendercv.lines import Lines
from vitagraph.exporters.networks import NETWORKS, username_in
from vitagraph.exporters.people import printed
from vitagraph.exporters.texts import title_of
from vitagraph.records import ABOUT_THE_RECORD, Author, Index, Record, sections, stated_fields
from vitagraph.records.achievements import Award
from vitagraph.records.career import Project, Study, Thesis
from vitagraph.records.credentials import Credential
from vitagraph.records.exhibitions import CollectedWork, Exhibition
from vitagraph.records.grants import Grant
from vitagraph.records.identifiers import identifiers
from vitagraph.records.organizations import Organization
from vitagraph.records.other_works import Work as OtherWork
from vitagraph.records.own_sections import OwnSection, SectionEntry
from vitagraph.records.people import Account, Person
from vitagraph.records.positions import Affiliation, Position
from vitagraph.records.publications import JournalArticle
from vitagraph.records.relators import Relator
from vitagraph.records.service import MediaCoverage, Service
from vitagraph.records.talks import Lecture, Talk
from vitagraph.records.teaching import Course, Student
from vitagraph.values import Days, PartialDate, Period
from vitagraph.values.printing import printed_date, printed_period


def write(index: Index, coverage: Coverage) -> str:
    """The CV as YAML of RenderCV; the facts that it cannot express are left out."""
    import yaml

    person = index.cv.person
    cv = _filled({**_person(person, coverage), "sections": _Sections(index, coverage).written()})
    plain = json.loads(json.dumps({"cv": cv}))  # PyYAML writes no subclasses of str
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120)


def _filled(values: Item) -> Item:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _person(person: Person, coverage: Coverage) -> Item:
    degrees = "".join(f", {degree}" for degree in coverage.take(person, "honorific_suffix"))
    address = coverage.first(person, "address")
    profiles = [(_network(profile), profile) for profile in coverage.take(person, "profiles")]
    networks = [network for network, _ in profiles if network]
    for field, value in identifiers(person):
        if value.scheme.label in NETWORKS:
            coverage.take(person, field.name)
            networks.append({"network": value.scheme.label, "username": str(value)})
    for profile in [profile for _, profile in profiles]:
        for name in ("url", "service", "account_name"):
            coverage.take(profile, name)
    return {
        "name": f"{coverage.text(person, 'honorific_prefix')} {coverage.text(person, 'name')}{degrees}".strip(),
        "location": _listed(*(coverage.text(address, name) for name in ("locality", "country"))) if address else "",
        "email": _one_or_all(coverage.take(person, "email")),
        "photo": coverage.text(person, "image"),
        "phone": _one_or_all(coverage.take(person, "phone")),
        "website": coverage.text(person, "homepage"),
        "social_networks": networks,
        "custom_connections": [_connection(profile) for network, profile in profiles if not network],
    }


def _one_or_all(texts: list[str]) -> str | list[str]:
    return texts if len(texts) > 1 else "".join(texts)


def _network(profile: Account) -> Item | None:
    """A profile on one of the networks that RenderCV knows, None for another one."""
    network, name = username_in(profile.url)
    if profile.service == "Mastodon" and (match := re.fullmatch(r"https://([^/]+)/@([^/@]+)", profile.url)):
        network, name = "Mastodon", f"@{match[2]}@{match[1]}"
    return {"network": network, "username": name} if network and network != "ORCID" else None


def _connection(profile: Account) -> Item:
    return {"fontawesome_icon": "link", "placeholder": str(profile.service or profile.account_name or profile.url), "url": str(profile.url)}


class _Sections:
    """The sections of a CV, each with entries of one type, as RenderCV requires."""

    def __init__(self, index: Index, coverage: Coverage) -> None:
        self.index, self.coverage = index, coverage
        self.lines = Lines(index, coverage)

    def written(self) -> dict[str, list[Any]]:
        """Title -> entries; the titles name the sections of records, so that the importer recognises them."""
        cv, text = self.index.cv, self.coverage.text(self.index.cv.person, "bio")
        return self._with_own(_filled({
            "summary": [line for line in text.splitlines() if line.strip()],
            "education": [self._study(one) for one in cv.studies if one.organization],
            "further_education": [self._further_study(one) for one in cv.studies if not one.organization],
            "experience": [self._position(one) for one in cv.positions if one.organization],
            "further_positions": [self._further_position(one) for one in cv.positions if not one.organization],
            "memberships": list(map(self._position, cv.memberships)),
            "projects": list(map(self._project, cv.projects)),
            "grants": self._short("grants", self._grant),
            "awards": self._short("awards", self._award),
            "credentials": list(map(self._credential, cv.credentials)),
            "exhibitions": list(map(self._exhibition, cv.exhibitions)),
            "collections": list(map(self._collected, cv.collections)),
            **self._publications(),
            **{section: self._short(section, self._talk) for section in ("talks", "lectures")},
            "teaching": list(map(self._course, cv.teaching)),
            "students": list(map(self._student, cv.students)),
            "service": self._services(cv.service),
            "media": list(map(self._media, cv.media)),
            "skills": self.lines.skills(),
            "languages": list(map(self.lines.language, cv.languages)),
            "research_interests": [{"bullet": self.coverage.text(topic, "name")} for topic in cv.interests],
        }))  # fmt: skip

    def _with_own(self, written: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """The sections, followed by those of the CV's own under their headings."""
        for section in self.index.cv.sections:
            heading = title = self.coverage.text(section, "title")
            number = 1
            while heading in written:
                number += 1
                heading = f"{title} ({number})"
            if entries := self._own_entries(section):
                written[heading] = entries
        return written

    def _own_entries(self, section: OwnSection) -> list[Item]:
        """Entries of one line where none has more than a title, or a title and details."""
        entries: list[SectionEntry] = self.coverage.take(section, "entries")
        stated = [set(stated_fields(one)) - {*ABOUT_THE_RECORD, "kind"} for one in entries]
        if all(names == {"title"} for names in stated):
            return [{"bullet": self.coverage.text(one, "title")} for one in entries]
        if all(names == {"title", "description"} for names in stated):
            return [{"label": self.coverage.text(one, "title"), "details": self.coverage.text(one, "description")} for one in entries]
        return list(map(self._own_entry, entries))

    def _own_entry(self, record: SectionEntry) -> Item:
        summary, highlights = self.coverage.described(record)
        lines = announced("sections", record, self.coverage)
        # RenderCV requires a name: one that repeats another fact is none of the entry's own.
        facts = (*(line.partition(": ")[2] for line in lines), summary)
        name = self.coverage.text(record, "title") or next(filter(None, facts), self.index.id_of(record))
        return _filled({"name": self._linked(name, record, "url"), **self._when(record), "location": self.coverage.place(record),
                        "summary": summary, "highlights": [*lines, *highlights]})  # fmt: skip

    def _short(self, section: str, entry: Any) -> list[Item]:
        """Entries of one line where none has more than a name and a date."""
        records = getattr(self.index.cv, section)
        lines = [self.lines.short(record) for record in records]
        return [{"bullet": line} for line in lines if line] if all(lines) else list(map(entry, records))

    def _when(self, record: Affiliation | Study | Project | Grant | Course | Service | SectionEntry | Exhibition | Student) -> Item:
        """Dates of the schema; a date of RenderCV may be any text, so any other period stands there in words."""
        period: Period | None = self.coverage.take(record, "dates")
        if period is None:
            awarded = self.coverage.take(record, "awarded") if isinstance(record, Study) else None
            return {"date": _date(printed_date(awarded, numeric=True))} if awarded else {}
        start, end = start_and_end(period)
        if not period.is_plain or start[:1] == "-":
            return {"date": printed_period(period, numeric=True)}
        if start == end:
            return {"date": _date(start)}
        return {"start_date": _date(start), "end_date": _date(end) or "present"}

    def _organization(self, record: Affiliation | Study) -> str:
        """The name of an organization, as a link to its homepage; the names of several."""
        name, organization = self.coverage.bodies(record)
        return self._linked(name, organization) if isinstance(organization, Organization) and len(record.organization) == 1 else name

    def _linked(self, name: str, record: Record, field: str = "homepage") -> str:
        url = getattr(record, field, None)
        if not url or re.search(r"[\[\]]", name) or re.search(r"[()]", url):
            return name
        return f"[{name}]({self.coverage.text(record, field)})"

    def _position(self, record: Affiliation) -> Item:
        """A position or membership; RenderCV requires a name of the position."""
        return _filled({"company": self._organization(record), "position": self.coverage.text(record, "title") or record.role_label,
                        **self._held(record)})  # fmt: skip

    def _further_position(self, record: Position) -> Item:
        """A position without an organization."""
        return _filled({"name": self.coverage.text(record, "title") or record.role_label, **self._held(record)})

    def _held(self, record: Affiliation) -> Item:
        summary, highlights = self.coverage.described(record)
        lines = announced("positions" if isinstance(record, Position) else "memberships", record, self.coverage)
        return {**self._when(record), "location": self.coverage.place(record), "summary": summary,
                "highlights": [*lines, *highlights]}  # fmt: skip

    def _study(self, record: Study) -> Item:
        degree, area = study_and_area(record, self.coverage)
        # RenderCV requires an area, but accepts an empty degree beside it.
        required = {"institution": self._organization(record), "area": area or degree}
        required |= {"degree": degree} if area else {}  # empty beside a subject alone
        return required | self._studied(record, "subject", *(["level"] if self.coverage.has(record, "level") else []))

    def _further_study(self, record: Study) -> Item:
        """A study without an organization; one without a degree has its subject or level in the place of the name, and as a highlight."""
        named = (self.coverage.text(record, "degree"), self.coverage.text(record, "subject"), record.level.label if record.level else "")
        return {"name": next(filter(None, named), "studies"), **self._studied(record)}

    def _studied(self, record: Study, *without: str) -> Item:
        summary, highlights = self.coverage.described(record)
        thesis: Thesis | None = self.coverage.take(record, "thesis")
        lines = [f"Thesis: {self.coverage.text(thesis, 'title')}", *announced("theses", thesis, self.coverage)] if thesis else []
        lines += announced("studies", record, self.coverage, without=without if record.dates else ("awarded", *without))
        return _filled({**self._when(record), "location": self.coverage.place(record), "summary": summary,
                        "highlights": [*lines, *highlights]})  # fmt: skip

    def _project(self, record: Project) -> Item:
        summary, highlights = self.coverage.described(record)
        return _filled({"name": self._linked(self.coverage.text(record, "title"), record), **self._when(record),
                        "location": self.coverage.place(record), "summary": summary,
                        "highlights": [*announced("projects", record, self.coverage), *highlights]})  # fmt: skip

    def _grant(self, record: Grant) -> Item:
        summary, highlights = self.coverage.described(record)
        return _filled({"name": self._linked(self.coverage.text(record, "title"), record), **self._when(record),
                        "location": self.coverage.place(record), "summary": summary,
                        "highlights": [*announced("grants", record, self.coverage), *highlights]})  # fmt: skip

    def _award(self, record: Award) -> Item:
        return _filled({"name": self.coverage.text(record, "name"), "date": _words(self.coverage.take(record, "year")),
                        "summary": self.coverage.text(record, "description"),
                        "highlights": announced("awards", record, self.coverage)})  # fmt: skip

    def _credential(self, record: Credential) -> Item:
        summary, highlights = self.coverage.described(record)
        issued: PartialDate | None = self.coverage.take(record, "issued")
        title = self.coverage.text(record, "title") or ", ".join(self.coverage.places(record, "jurisdiction")) or "credential"
        return _filled({"name": self._linked(title, record, "url"), "date": _date(printed_date(issued, numeric=True)) if issued else "",
                        "location": self.coverage.place(record), "summary": summary,
                        "highlights": [*announced("credentials", record, self.coverage), *highlights]})  # fmt: skip

    def _exhibition(self, record: Exhibition) -> Item:
        """An exhibition; one without a title has its kind in the place of it."""
        summary, highlights = self.coverage.described(record)
        kind, title = self.coverage.take(record, "kind"), self.coverage.text(record, "title")
        lines = announced("exhibitions", record, self.coverage, without=() if title else ("kind",))
        return _filled({"name": self._linked(title or (kind.label if kind else "exhibition"), record, "url"), **self._when(record),
                        "location": self.coverage.place(record), "summary": summary, "highlights": [*lines, *highlights]})  # fmt: skip

    def _collected(self, record: CollectedWork) -> Item:
        """A work in a collection; one without a title has the name of the holder in the place of it."""
        summary, highlights = self.coverage.described(record)
        body, _ = self.coverage.named("org", record.organization)
        date: PartialDate | None = self.coverage.take(record, "date")
        return _filled({"name": self._linked(self.coverage.text(record, "title") or body or "collection", record, "url"),
                        "date": _date(printed_date(date, numeric=True)) if date else "", "location": self.coverage.place(record),
                        "summary": summary, "highlights": [*announced("collections", record, self.coverage), *highlights]})  # fmt: skip

    def _course(self, record: Course) -> Item:
        summary, highlights = self.coverage.described(record)
        return _filled({"name": self._linked(self.coverage.text(record, "title"), record, "url"), **self._when(record),
                        "location": self.coverage.place(record), "summary": summary,
                        "highlights": [*announced("teaching", record, self.coverage), *highlights]})  # fmt: skip

    def _student(self, record: Student) -> Item:
        """A student; one without a name has the title of the thesis in the place of it, and as a highlight."""
        summary, highlights = self.coverage.described(record)
        student: Author | None = self.coverage.take(record, "student")
        name = printed(student, self.index) if student else self.coverage.text(record, "title") or "student"
        return _filled({"name": self._linked(name, record, "url"), **self._when(record), "summary": summary,
                        "highlights": [*announced("students", record, self.coverage), *highlights]})  # fmt: skip

    def _media(self, record: MediaCoverage) -> Item:
        date: PartialDate | None = self.coverage.take(record, "date")
        return _filled({"name": self._linked(self.coverage.text(record, "title"), record, "url"),
                        "date": _date(printed_date(date, numeric=True)) if date else "",
                        "highlights": announced("media", record, self.coverage)})  # fmt: skip

    def _services(self, services: list[Service]) -> list[Item]:
        """Lines where the description of each contains all but its role."""
        alone = {*ABOUT_THE_RECORD, "role", "description", "related"}
        if any(not record.description or set(stated_fields(record)) - alone for record in services):
            return list(map(self._service, services))
        for record in services:
            self.coverage.take(record, "role")
        return [{"bullet": self.coverage.text(record, "description")} for record in services]

    def _service(self, record: Service) -> Item:
        name, role = self.coverage.text(record, "role_name"), self.coverage.take(record, "role")
        lines = announced("service", record, self.coverage, without=() if name else ("role",))
        return _filled({"name": name or (role.label if role else "service"), **self._when(record),
                        "location": self.coverage.place(record), "summary": self.coverage.text(record, "description"),
                        "highlights": lines})  # fmt: skip

    def _talk(self, record: Talk) -> Item:
        """A talk; one without a title has its kinds in the place of it."""
        event, _ = self.coverage.named("event", self.coverage.take(record, "event"))
        title, kinds = self.coverage.text(record, "title"), ", ".join(kind.label for kind in record.kinds())
        self.coverage.take(record, "kind")
        section = "lectures" if isinstance(record, Lecture) else "talks"
        return _filled({"name": self._linked(title or kinds, record, "video"), "date": _talk_date(self.coverage.take(record, "date")),
                        "location": self.coverage.place(record), "summary": event,
                        "highlights": announced(section, record, self.coverage, without=() if title else ("kind",))})  # fmt: skip

    def _author(self, author: Author, *roles: str) -> str:
        """A name as printed, with the roles of one who is no author; the owner's is emphasized."""
        name = printed(author, self.index)
        name = f"*{name}*" if self.index.agent(author) == self.index.owner else name
        return f"{name} ({', '.join(roles)})" if roles else name

    def _people(self, record: Any) -> Iterator[str]:
        """The authors or inventors of a work, then all others who had a part in it."""
        authors = getattr(record, "authors", ()) or getattr(record, "inventors", ())
        yield from map(self._author, authors)
        if getattr(record, "more_authors", False) or any(one.others for one in authors):
            yield "et al."
        for field, role in (("editors", "editor"), ("translators", "translator")):
            for one in getattr(record, field, ()):
                yield self._author(one, role)
                yield from [f"et al. ({role})"] if one.others else []
        for one in getattr(record, "contributors", ()):
            roles = [role.label for role in one.role or (Relator("contributor"),)]
            yield self._author(one, *roles)
            yield from [f"et al. ({', '.join(roles)})"] if one.others else []

    def _publications(self) -> dict[str, list[Item]]:
        titles = {kind: section for section, kind in sections().items()}
        listed: dict[str, list[Item]] = {}
        for work in works(self.index):
            record = work.record
            title = (
                record.kind.row.plural[0]
                if isinstance(record, OtherWork)
                else titles.get(type(record), "theses" if work.record.segment == "thesis" else "patents")
            )
            if title != "theses":
                listed.setdefault(title, []).append(self._publication(work))
        return listed

    def _publication(self, work: Work) -> Item:
        csl, record = item(work, self.index), work.record
        authors = list(self._people(record))
        written = [one for _, one in identifiers(record) if one == csl.get("DOI") or one.address() == csl.get("URL")]
        people = ("authors", "more_authors", "inventors", "editors", "translators", "contributors", "others")
        kind, period = (["kind", "dates"], record.dates) if isinstance(record, OtherWork) else ([], None)
        if isinstance(record, JournalArticle):
            kind, period = ["dates"], record.dates
        self.coverage.take_work(work, *people, *kind, written=written, venues=venues_in(work))
        date: PartialDate | None = getattr(record, "date", None) or getattr(record, "granted", None) or getattr(record, "published", None)
        return {"title": title_of(work, csl, self.index, self.coverage), "authors": authors} | _filled({
            # RenderCV puts it behind https://doi.org/ as it stands.
            "doi": csl["DOI"].address().partition("doi.org/")[2] if re.search(r"[<>#?%]", csl.get("DOI", "")) else csl.get("DOI"),
            "url": csl.get("URL"),
            "journal": own_venue(work, csl),
            "date": _date(date if date.is_plain else printed_date(date, numeric=True)) if date else _words(period),
            "summary": csl.get("abstract"),
        })  # fmt: skip


def _listed(*texts: str | None) -> str:
    return ", ".join(filter(None, texts))


def _date(date: str) -> str | int:
    """A date as RenderCV's schema has it: a year is a number."""
    return int(date) if re.fullmatch(r"[0-9]{4}", date) else str(date)


def _words(period: Period | None) -> str | int:
    """A period in words, of a plain date the date."""
    return _date(printed_period(period, numeric=True)) if period else ""


def _talk_date(days: Days | None) -> str | int:
    if not days:
        return ""
    return _date(printed_date(days[0], numeric=True) if len(days) == 1 else str(days))
