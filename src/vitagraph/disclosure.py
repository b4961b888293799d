"""What of a CV everybody may read: a CV without the records and fields that are not public.

Whatever is made of the result for people (pages, bibliographies) cannot show what it no longer holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from vitagraph.records import CV, Index, Person, Record, Visibility, plan, sections
from vitagraph.values import Slug


def disclose(index: Index, *guarded: Visibility) -> CV:
    """The CV with its public facts and those of the classes named; every id is stated. Its graphs of these classes stay as they are."""
    cv, seen = index.cv, {Visibility.public, *guarded}
    disclosed: dict[str, Any] = {
        section: [_open(record, index, seen) for record in getattr(cv, section) if index.visibility(record) in seen]
        for section in sections()
    }
    person = _open(cv.person, index, seen) if index.visibility(cv.person) in seen else Person()
    return CV(document=cv.document, person=person, aliases=_aliases(index, seen), **disclosed)


def _open(record: Record, index: Index, seen: Set[Visibility]) -> Any:
    """A record with its open fields only, and the records in it treated alike."""
    own: Mapping[str, Visibility] = record.visibility or {}
    visibility = index.visibility(record)
    values: dict[str, Any] = {"lang": record.lang, "visibility": record.visibility}
    if record is not index.cv.person:
        values["id"] = Slug(index.id_of(record))
    for field in plan(type(record)).fields.values():
        if field.name in values or field.name == "id" or own.get(field.name, max(visibility, field.visibility)) not in seen:
            continue
        value = getattr(record, field.name)
        if field.is_record and value is not None:
            value = [_open(one, index, seen) for one in value] if field.many else _open(value, index, seen)
        values[field.name] = value
    return type(record)(**values)


def _aliases(index: Index, seen: Set[Visibility]) -> dict[str, str]:
    """The aliases of people whom the disclosed records mention."""
    people = ((alias, target, index.find("person", target)) for alias, target in index.cv.aliases.items())
    return {alias: target for alias, target, person in people if person is None or index.visibility(person) in seen}
