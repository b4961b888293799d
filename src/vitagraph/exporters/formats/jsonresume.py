"""JSON Resume (https://docs.jsonresume.org/schema)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from vitagraph.exporters import Exporter, Work, works
from vitagraph.exporters.coverage import Coverage, fluency, start_and_end, study_and_area
from vitagraph.exporters.dates import iso_date
from vitagraph.exporters.formats.csl_json import Item, item, kind_word, own_venue, venues_in
from vitagraph.exporters.networks import username_in
from vitagraph.exporters.own_entries import BESIDE, SECTIONS, entry
from vitagraph.exporters.texts import title_of
from vitagraph.records import Index, Record
from vitagraph.records.achievements import Award, Skill, Topic
from vitagraph.records.career import Project, Study
from vitagraph.records.containers import Volume
from vitagraph.records.credentials import Credential
from vitagraph.records.identifiers import identifiers
from vitagraph.records.kinds import PositionKind
from vitagraph.records.languages import Language
from vitagraph.records.organizations import Organization
from vitagraph.records.other_works import Work as OtherWork
from vitagraph.records.people import Person
from vitagraph.records.positions import Affiliation, Membership, Position
from vitagraph.values import Period
from vitagraph.values.dates import plain_date

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def write(index: Index, coverage: Coverage) -> str:
    """The CV as a résumé; the facts that it cannot express are left out."""
    return json.dumps(resume(index, coverage), ensure_ascii=False, indent=2) + "\n"


def resume(index: Index, coverage: Coverage) -> Item:
    """The CV as a resume."""
    cv = index.cv
    sections: dict[str, list[Item]] = {name: [] for name, *_ in _SECTIONS}
    for name, section, write in _SECTIONS:
        records = [one for one in getattr(cv, section) if section != "positions" or _is_volunteer(one) == (name == "volunteer")]
        sections[name] += [entry for one in records for entry in _entries(one, section, write, coverage)]
    sections["publications"] = [_filled(_publication(work, index, coverage)) for work in works(index)]
    sections |= {name: [entry(name, one, coverage) for one in getattr(cv, name)] for name in SECTIONS}
    document = {"canonical": cv.document.iri, "version": "v1.0.0", "lastModified": cv.document.as_of and f"{cv.document.as_of}T00:00:00"}
    return _filled({"$schema": _SCHEMA, "basics": _basics(cv.person, coverage), **sections, "meta": _filled(document)})


def _entries(record: Record, section: str, write: Callable[[Any, Coverage], Item], coverage: Coverage) -> Iterator[Item]:
    """The entry of a record, one for each of several periods."""
    written = write(record, coverage)
    written |= entry(section, record, coverage) if section in BESIDE else {}
    period: Period | None = getattr(record, "year" if isinstance(record, Award) else "dates", None)
    for span in period.spans if period else ():
        dates = {"date": _ends(span)["startDate"]} if isinstance(record, Award) else _ends_of(record, span)
        yield _filled({**written, **dates})
    if not (period and period.spans):
        yield _filled(written)


def _filled(values: Item) -> Item:
    """The values that are not empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _basics(person: Person, coverage: Coverage) -> Item:
    address = coverage.first(person, "address")
    degrees = "".join(f", {degree}" for degree in coverage.take(person, "honorific_suffix"))
    return _filled({
        "name": f"{coverage.text(person, 'honorific_prefix')} {coverage.text(person, 'name')}{degrees}".strip(),
        "image": coverage.text(person, "image"),
        "email": str(coverage.first(person, "email") or ""),
        "phone": str(coverage.first(person, "phone") or ""),
        "url": coverage.text(person, "homepage"),
        "summary": coverage.text(person, "bio"),
        "location": _filled({key: coverage.text(address, field) for key, field in _ADDRESS.items()}) if address else {},
        "profiles": list(_profiles(person, coverage)),
    })  # fmt: skip


_ADDRESS = {"address": "street", "postalCode": "postal_code", "city": "locality", "countryCode": "country_code"}


def _profiles(person: Person, coverage: Coverage) -> Iterator[Item]:
    for field, value in identifiers(person):
        coverage.take(person, field.name)
        yield {"network": value.scheme.label, "username": value, "url": value.address()}
    for profile in coverage.take(person, "profiles"):
        url, service, account = (coverage.text(profile, field) for field in ("url", "service", "account_name"))
        network, username = username_in(url)
        yield _filled({"network": service or network, "username": account or username, "url": url})


def _dates(record: Affiliation | Study | Project, coverage: Coverage) -> Item:
    """The plain dates; what else the period states is counted as left out. Without a period, a degree has the date of its award."""
    period = record.dates
    if period is None and isinstance(record, Study) and record.awarded:
        if record.awarded.is_plain:
            coverage.take(record, "awarded")
        return {"startDate": "", "endDate": _iso(plain_date(record.awarded) or "")}
    if period and period.start and all(span.is_plain for span in period.spans or [period]) and _iso(period.start):
        coverage.take(record, "dates")
    return _ends_of(record, period)


def _ends_of(record: Record, period: Period | None) -> Item:
    """The plain dates of one period of a record; one date of a study is when it ended."""
    ends = _ends(period)
    return ends | {"startDate": ""} if isinstance(record, Study) and period and period.is_date else ends


def _ends(period: Period | None) -> Item:
    """The plain dates of one period. A start without an end goes on in JSON Resume, so an end that is not known leaves out both."""
    start, end = map(_iso, start_and_end(period))
    goes_on = period is not None and period.end is None and not period.unknown_end
    return {"startDate": start if end or goes_on else "", "endDate": end}


def _iso(date: str) -> str:
    """A date as the schema has it, from the year 1000 to 2999; "" for any other one."""
    return date if date[:1] in ("1", "2") else ""


def _at(record: Affiliation | Study, key: str, coverage: Coverage) -> Item:
    """The location, with its homepage; of several the homepage of the first."""
    name, organization = coverage.bodies(record)
    return {key: name, "url": coverage.text(organization, "homepage") if isinstance(organization, Organization) else ""}


def _kind(position: Position, coverage: Coverage) -> str:
    """The kind of a position, which the schema allows but does not define: without it, all would come back as employments."""
    kind: PositionKind | None = coverage.take(position, "kind")
    return kind.label if kind else ""


def _work(position: Position, coverage: Coverage) -> Item:
    summary, highlights = coverage.described(position)
    return {**_at(position, "name", coverage), "type": _kind(position, coverage), "position": coverage.text(position, "title"),
            "location": coverage.place(position), **_dates(position, coverage), "summary": summary, "highlights": highlights}  # fmt: skip


def _volunteer(record: Affiliation, coverage: Coverage) -> Item:
    """A membership, which its type distinguishes from volunteering, or a position of a volunteer."""
    summary, highlights = coverage.described(record)
    if isinstance(record, Position):
        coverage.take(record, "kind")
    return {**_at(record, "organization", coverage), "type": "" if isinstance(record, Position) else "membership",
            "position": coverage.text(record, "title"), **_dates(record, coverage), "summary": summary,
            "highlights": highlights}  # fmt: skip


def _is_volunteer(record: Record) -> bool:
    return isinstance(record, Membership) or (isinstance(record, Position) and record.kind == "volunteer")


def _education(study: Study, coverage: Coverage) -> Item:
    degree, area = study_and_area(study, coverage)
    return {**_at(study, "institution", coverage), "area": area, "studyType": degree, **_dates(study, coverage),
            "score": coverage.text(study, "distinction"), "courses": coverage.text(study, "description").splitlines()}  # fmt: skip


def _award(award: Award, coverage: Coverage) -> Item:
    awarder, _ = coverage.bodies(award)
    date = plain_date(award.year.first) if award.year else None
    if award.year and all(span.is_date and span.is_plain for span in award.year.spans or [award.year]):
        coverage.take(award, "year")
    return {"title": coverage.text(award, "name"), "date": _iso(date or ""), "awarder": awarder,
            "summary": coverage.text(award, "description")}  # fmt: skip


def _certificate(credential: Credential, coverage: Coverage) -> Item:
    issuer, _ = coverage.named("org", coverage.first(credential, "organization"))
    date = plain_date(credential.issued)
    if credential.issued and credential.issued.is_plain:
        coverage.take(credential, "issued")
    return {"name": coverage.text(credential, "title"), "date": _iso(date or ""), "issuer": issuer,
            "url": coverage.text(credential, "url")}  # fmt: skip


def _publication(work: Work, index: Index, coverage: Coverage) -> Item:
    csl = item(work, index)
    url = csl.get("URL") or next((one.address() for _, one in identifiers(work.record) if one.scheme.csl), "")
    coverage.take_work(work, written=[one for _, one in identifiers(work.record) if one.address() == url], venues=venues_in(work))
    return {
        "name": title_of(work, csl, index, coverage),
        "publisher": own_venue(work, csl),
        "releaseDate": _iso(iso_date(csl)),
        "url": url,
        "summary": csl.get("abstract", ""),
        # Not of the schema, which allows more; without it a book comes back as an article.
        "type": work.record.publication_kind if isinstance(work.record, Volume) else _type(work, csl),
    }


def _type(work: Work, csl: Item) -> str:
    """The type of CSL; of a work of the section `works:` its kind, where other kinds have that type, too."""
    if isinstance(work.record, OtherWork):
        word = kind_word(work, "csl")
        return str(word.text) if word.text and not word.approximate else str(work.record.kind)
    return str(csl["type"])


def _skill(skill: Skill, coverage: Coverage) -> Item:
    keywords = [coverage.text(part, "name") for part in coverage.take(skill, "skills")]
    return {"name": coverage.text(skill, "name"), "level": coverage.text(skill, "level"), "keywords": keywords}


def _language(language: Language, coverage: Coverage) -> Item:
    return {"language": coverage.text(language, "name"), "fluency": fluency(language, coverage)}


def _interest(topic: Topic, coverage: Coverage) -> Item:
    return {"name": coverage.text(topic, "name")}


def _project(project: Project, coverage: Coverage) -> Item:
    description, highlights = coverage.described(project)
    role = coverage.text(project, "role_name")
    return {"name": coverage.text(project, "title"), "description": description, "highlights": highlights,
            **_dates(project, coverage), "url": coverage.text(project, "homepage"), "roles": [role] if role else []}  # fmt: skip


#: part of a resume, section of a CV, what writes an entry
_SECTIONS: tuple[tuple[str, str, Callable[[Any, Coverage], Item]], ...] = (
    ("work", "positions", _work),
    ("volunteer", "memberships", _volunteer),
    ("volunteer", "positions", _volunteer),
    ("education", "studies", _education),
    ("awards", "awards", _award),
    ("certificates", "credentials", _certificate),
    ("skills", "skills", _skill),
    ("languages", "languages", _language),
    ("interests", "interests", _interest),
    ("projects", "projects", _project),
)


EXPORTER = Exporter("jsonresume", "JSON Resume", "json", "application/json", write_cv=write, order=40)
