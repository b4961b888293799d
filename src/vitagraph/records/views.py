"""A view of a CV: the CV without the records and fields of some visibilities.

Whatever is derived from a view is a function of the facts in the view, so no other fact can show in it, not even indirectly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import TYPE_CHECKING, Any

import msgspec

from vitagraph.records.people import Person
from vitagraph.records.plan import plan, with_nested
from vitagraph.records.record import OWNER, Author, FieldVisibility, Record, Visibility
from vitagraph.values import PersonName

if TYPE_CHECKING:
    from vitagraph.records.cv import CV


class View(msgspec.Struct, frozen=True):
    """A CV with the facts of some visibilities, and its records by the `id()` of the original records."""

    cv: CV
    records: dict[int, Record]


def view(cv: CV, include: Set[Visibility]) -> View:
    """The CV with the facts of these visibilities only."""
    from vitagraph.records.cv import CV, sections

    left: dict[int, Record] = {}
    shown: dict[str, Any] = {
        section: _all_in_view([one for one in getattr(cv, section) if one.stated_visibility in include], Visibility.public, include, left)
        for section in sections()
    }
    known: list[Any] = _all_in_view([cv.person] if cv.person.stated_visibility in include else [], Visibility.public, include, left)
    person = left[id(cv.person)] = known[0] if known else Person()
    whole = CV(document=cv.document, person=person, aliases=cv.aliases, **shown)
    whole.aliases = _applicable(whole)
    whole.origins = cv.origins and _Origins(cv.origins, {id(left[id(record)]): record for record in _every(cv) if id(record) in left})
    return View(whole, left)


class _Origins:
    """The places of the records of a view: those of the original records."""

    def __init__(self, origins: Any, wholes: Mapping[int, Record]) -> None:
        self._origins = origins
        self._wholes = wholes
        self.notes = [note for note in origins.notes if not note.restricted]

    def of(self, record: Any, path: tuple[str | int, ...] = ()) -> Any:
        """The place of a record, or of a value in it."""
        return self._origins.of(self._wholes.get(id(record), record), path)


def _all_in_view(records: list[Record], floor: Visibility, include: Set[Visibility], left: dict[int, Record]) -> list[Record]:
    """The records of a view; a record without a required field is omitted."""
    return [one for record in records if (one := _in_view(record, floor, include, left)) is not None]


def _in_view(record: Record, floor: Visibility, include: Set[Visibility], left: dict[int, Record]) -> Record | None:
    """A record in a view: itself where all its facts are included, else a copy; None without a required field."""
    own: Mapping[str, Visibility] = record.visibility or {}
    whole = max(floor, own.get("", Visibility.public))
    if whole not in include:
        return None
    changed: dict[str, Any] = {}
    for field in plan(type(record)).facts:
        value = getattr(record, field.name)
        if value is None or value == []:
            continue
        visibility = own.get(field.name, max(whole, field.visibility))
        parts = value if field.many else [value]
        shown: list[Any] = parts
        if visibility not in include:
            shown = []
        elif field.is_record:
            shown = _all_in_view(parts, visibility, include, left)
        if field.required and not shown:
            return None
        if len(shown) != len(parts) or any(after is not before for after, before in zip(shown, parts, strict=True)):
            # None instead of the default of the field, which the record does not state: a restricted role is not the default one.
            changed[field.name] = shown if field.many else shown[0] if shown else None
    if any(visibility not in include for visibility in own.values()):
        changed["visibility"] = FieldVisibility({name: one for name, one in own.items() if one in include}) or None
    left[id(record)] = msgspec.structs.replace(record, **changed) if changed else record
    return left[id(record)]


def _applicable(cv: CV) -> dict[str, str]:
    """The aliases that lead to the owner, to a person described in the view, or to the key of a name printed in it."""
    if not cv.aliases:
        return {}
    known = {OWNER, *(str(person.id or person.default_id("", 0)) for person in cv.people)}
    known |= {PersonName.parse(author.name).key for record in cv.records() for nested in with_nested(record) for author in _authors(nested)}
    return {alias: target for alias, target in cv.aliases.items() if target in known}


def _authors(record: Record) -> Iterator[Author]:
    for field in plan(type(record)).links:
        if field.type is Author and (value := getattr(record, field.name)):
            yield from value if field.many else (value,)


def _every(cv: CV) -> Iterator[Record]:
    return (nested for record in cv.records() for nested in with_nested(record))


def linked_visibility(cv: CV) -> Visibility:
    """The most restricted visibility with a fact that may concern the identity of other records: ids, names, references, order.

    A field that its class restricts and that leads to no record (an e-mail address, a birth date) concerns none.
    """
    return max((_linked_visibility(record) for record in cv.records()), default=Visibility.public)


def _linked_visibility(record: Record) -> Visibility:
    own: Mapping[str, Visibility] = record.visibility or {}
    found = max(own.values(), default=Visibility.public) if own else Visibility.public
    known = plan(type(record))
    for field in known.restricted_links:
        if getattr(record, field.name):
            found = max(found, own.get(field.name, field.visibility))
    for field in known.nested:
        if value := getattr(record, field.name):
            found = max(found, *map(_linked_visibility, value if field.many else (value,)))
    return found
