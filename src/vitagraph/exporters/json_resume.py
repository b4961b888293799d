"""JSON Resume (https://docs.jsonresume.org/schema)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from vitagraph.exporters import Work, works
from vitagraph.exporters.csl_json import Item, item, venue
from vitagraph.exporters.networks import username_in
from vitagraph.exporters.telling import Telling, degree_and_area, start_and_end
from vitagraph.kinds import Proficiency
from vitagraph.records import Index
from vitagraph.records.achievements import Award, Language, Skill, Topic
from vitagraph.records.career import Membership, Position, Project, Study
from vitagraph.records.organizations import Organization
from vitagraph.records.people import Person

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def write(index: Index, telling: Telling) -> str:
    """The CV as a resume; what it has no words for stays untold."""
    return json.dumps(resume(index, telling), ensure_ascii=False, indent=2) + "\n"


def resume(index: Index, telling: Telling) -> Item:
    """The CV as a resume."""
    cv = index.cv
    sections: dict[str, list[Item]] = {
        name: [_filled(write(one, telling)) for one in getattr(cv, section)] for name, section, write in _SECTIONS
    }
    sections["publications"] = [_filled(_publication(work, index, telling)) for work in works(index)]
    document = {"canonical": cv.document.iri, "version": "v1.0.0", "lastModified": cv.document.as_of and f"{cv.document.as_of}T00:00:00"}
    return _filled({"$schema": _SCHEMA, "basics": _basics(cv.person, telling), **sections, "meta": _filled(document)})


def _filled(said: Item) -> Item:
    """What is said without what is empty."""
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _basics(person: Person, telling: Telling) -> Item:
    address = telling.first(person, "address")
    degrees = "".join(f", {degree}" for degree in telling.take(person, "honorific_suffix"))
    return _filled({
        "name": f"{telling.text(person, 'honorific_prefix')} {telling.text(person, 'name')}{degrees}".strip(),
        "image": telling.text(person, "image"),
        "email": str(telling.first(person, "email") or ""),
        "phone": str(telling.first(person, "phone") or ""),
        "url": telling.text(person, "homepage"),
        "summary": telling.text(person, "bio"),
        "location": _filled({key: telling.text(address, field) for key, field in _ADDRESS.items()}) if address else {},
        "profiles": list(_profiles(person, telling)),
    })  # fmt: skip


_ADDRESS = {"address": "street", "postalCode": "postal_code", "city": "locality", "countryCode": "country_code"}


def _profiles(person: Person, telling: Telling) -> Iterator[Item]:
    if orcid := telling.text(person, "orcid"):
        yield {"network": "ORCID", "username": orcid, "url": f"https://orcid.org/{orcid}"}
    if wikidata := telling.text(person, "wikidata"):
        yield {"network": "Wikidata", "username": wikidata, "url": f"https://www.wikidata.org/wiki/{wikidata}"}
    for profile in telling.take(person, "profiles"):
        url, service, account = (telling.text(profile, field) for field in ("url", "service", "account_name"))
        network, username = username_in(url)
        yield _filled({"network": service or network, "username": account or username, "url": url})


def _dates(record: Position | Study | Project, telling: Telling) -> Item:
    start, end = start_and_end(telling.take(record, "dates"))
    return {"startDate": start, "endDate": end}


def _at(record: Position | Study, key: str, telling: Telling) -> Item:
    """Where it was, with its homepage."""
    name, organization = telling.named("org", telling.take(record, "organization"))
    return {key: name, "url": telling.text(organization, "homepage") if isinstance(organization, Organization) else ""}


def _work(position: Position, telling: Telling) -> Item:
    summary, highlights = telling.described(position)
    return {**_at(position, "name", telling), "position": telling.text(position, "title"), "location": telling.place(position),
            **_dates(position, telling), "summary": summary, "highlights": highlights}  # fmt: skip


def _volunteer(membership: Membership, telling: Telling) -> Item:
    summary, highlights = telling.described(membership)
    return {**_at(membership, "organization", telling), "position": telling.text(membership, "title"),
            **_dates(membership, telling), "summary": summary, "highlights": highlights}  # fmt: skip


def _education(study: Study, telling: Telling) -> Item:
    degree, area = degree_and_area(telling.text(study, "degree"))
    telling.take(study, "level")  # the degree's name tells it
    return {**_at(study, "institution", telling), "area": area, "studyType": degree, **_dates(study, telling),
            "score": telling.text(study, "distinction"), "courses": telling.text(study, "description").splitlines()}  # fmt: skip


def _award(award: Award, telling: Telling) -> Item:
    awarder, _ = telling.named("org", telling.take(award, "organization"))
    return {"title": telling.text(award, "name"), "date": telling.text(award, "year"), "awarder": awarder,
            "summary": telling.text(award, "description")}  # fmt: skip


def _publication(work: Work, index: Index, telling: Telling) -> Item:
    said = item(work, index)
    telling.take_work(work)
    (parts,) = said.get("issued", {}).get("date-parts", [[]])
    return {
        "name": said["title"],
        "publisher": venue(said),
        "releaseDate": "-".join(f"{part:02}" for part in parts),
        "url": said.get("URL") or (said["DOI"].address() if "DOI" in said else ""),
        "summary": said.get("abstract", ""),
        "type": said["type"],  # not of the schema, which allows more; without it a book comes back as an article
    }


def _skill(skill: Skill, telling: Telling) -> Item:
    keywords = [telling.text(part, "name") for part in telling.take(skill, "skills")]
    return {"name": telling.text(skill, "name"), "level": telling.text(skill, "description"), "keywords": keywords}


def _language(language: Language, telling: Telling) -> Item:
    level: Proficiency | None = telling.take(language, "level")
    telling.take(language, "code")
    return {"language": telling.text(language, "name"), "fluency": level.label if level else ""}


def _interest(topic: Topic, telling: Telling) -> Item:
    return {"name": telling.text(topic, "name")}


def _project(project: Project, telling: Telling) -> Item:
    description, highlights = telling.described(project)
    role = telling.text(project, "role_name")
    return {"name": telling.text(project, "title"), "description": description, "highlights": highlights,
            **_dates(project, telling), "url": telling.text(project, "homepage"), "roles": [role] if role else []}  # fmt: skip


#: part of a resume, section of a CV, what writes an entry
_SECTIONS: tuple[tuple[str, str, Callable[[Any, Telling], Item]], ...] = (
    ("work", "positions", _work),
    ("volunteer", "memberships", _volunteer),
    ("education", "studies", _education),
    ("awards", "awards", _award),
    ("skills", "skills", _skill),
    ("languages", "languages", _language),
    ("interests", "interests", _interest),
    ("projects", "projects", _project),
)
