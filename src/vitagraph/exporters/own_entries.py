"""The sections that JSON Resume does not have, beside its own, as its schema allows. Keys are its own where it has one."""

from __future__ import annotations

from functools import cache

from vitagraph.exporters.coverage import Coverage
from vitagraph.exporters.texts import texts
from vitagraph.records import ABOUT_THE_RECORD, Field, Record, plan, sections

SECTIONS = (
    *("grants", "grant_totals", "exhibitions", "collections", "work_groups", "talks", "lectures", "teaching", "teaching_totals", "service"),
    *("students", "media"),
)
#: field -> key
_KEYS = {"title": "name", "role_name": "position", "kind": "type", "place": "location", "homepage": "url", "description": "summary"}

_HELD = ("status", "workload", "supervisors")
#: section -> fields for which entries of the schema have no key, and which stand there under their own names
BESIDE = {
    "positions": (*_HELD, "event", "funder"),
    "memberships": (*_HELD, "place"),
    "studies": ("status", "level", "conferred_by", "minors", "duration", "equivalent"),
    "awards": ("outcome", "rank", "number", "amount", "journal", "event", "recipients", "reason", "nominators"),
    "credentials": ("kind", "subject", "level", "number", "jurisdiction", "expires", "status"),
    "skills": ("description",),
    "projects": ("acronym", "status", "role", "funders", "place"),
}


@cache
def keys_of(section: str) -> dict[str, Field]:
    """Key -> field of the records of a section; of one of the schema, those that the schema does not have.

    References to records that must be in the CV (works, projects) are left out: in the CV of another they would lead nowhere.

    """
    facts = plan(sections()[section]).facts
    if section in BESIDE:
        return {one.name: one for one in facts if one.name in BESIDE[section]}
    held = [
        one for one in facts if not (one.is_record or one.type is bool or one.name == "facts" or (one.reference and not one.reference.open))
    ]
    return {_KEYS.get(one.name, one.name): one for one in held if one.name not in ABOUT_THE_RECORD}


def entry(section: str, record: Record, coverage: Coverage) -> dict[str, str | list[str]]:
    """A record as texts; a field of several values is a list."""
    found: dict[str, str | list[str]] = {}
    for key, field in keys_of(section).items():
        if coverage.has(record, field.name):  # by another key
            continue
        if listed := list(texts(record, field.name, coverage)):
            found[key] = listed if field.many else listed[0]
    return found
