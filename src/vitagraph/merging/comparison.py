"""Decides whether two values of a field state the same, in whatever form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from vitagraph.merging.events import may_be_one_event, names_of
from vitagraph.merging.folding import folded, normalized
from vitagraph.records import Author, Field, Index, Person, Record
from vitagraph.records.career import Study
from vitagraph.records.relators import PARTS
from vitagraph.values import Days, Identifier, LanguageTag, PartialDate, Period, PersonName, Text, Url, slug
from vitagraph.values.bodies import JOINED


def same(index: Index, record: Record, field: Field, stated: Any, new: Any) -> bool:
    """Returns whether a new value of a record's field adds nothing to the stated one."""
    if isinstance(stated, Text):
        if isinstance(record, Study) and field.name == "degree" and normalized(new) in _degrees_with_subject(record):
            return True
        return _same_texts(stated, index.language_of(record), new)
    if field.reference:
        return _same_reference(index, field.reference.segment, stated, new)
    if isinstance(stated, Author):
        return _same_author(index, stated, new)
    if isinstance(stated, (PartialDate, Period, Days)):
        return _within(stated, new)
    if isinstance(stated, LanguageTag):
        return stated == new or stated.startswith(f"{new}-")
    if isinstance(stated, (Identifier, Url)):
        return stated.key == type(stated)(new).key
    return bool(normalized(stated) == normalized(new) if isinstance(stated, str) else stated == new)


def may_be_same(index: Index, record: Record, field: Field, stated: Any, new: Any) -> bool:
    """Returns whether two values are compatible: either of two dates may be the more precise one."""
    if isinstance(stated, (PartialDate, Period, Days)):
        return _within(stated, new) or _within(new, stated)
    return same(index, record, field, stated, new)


def share_value(index: Index, record: Record, field: Field, stated: list[Any], new: list[Any]) -> bool:
    """Returns whether two lists have a value in common, or one is what formats with one value write for the other."""
    return any(names_all(index, stated, one) or any(may_be_same(index, record, field, known, one) for known in stated) for one in new)


def names_all(index: Index, stated: list[Any], new: Any) -> bool:
    """Returns whether a text is the names of several stated organizations, as they are written where a format has one."""
    return len(stated) > 1 and new == JOINED.join(index.name_of("org", one) for one in stated)


def _within(stated: Any, new: Any) -> bool:
    """Returns whether new dates are no more precise than the stated ones, or one of the days that these span."""
    if isinstance(stated, Period) and isinstance(new, Period) and new.is_date and not stated.is_date:
        first, start, end = new.first, stated.first, stated.end
        return not (first and ((start and first.before(start)) or (end and end.before(first))))
    return all(_is_within(one, two) for one, two in zip(_ends(stated), _ends(new), strict=False))


def _ends(value: Any) -> Sequence[PartialDate | str]:
    """The dates that two values must share: the first and the last of a period, with `..` where it goes on."""
    if isinstance(value, Period):
        return [value.start or "", value.end or ("" if value.unknown_end else "..")]
    return value if isinstance(value, Days) else [value]


def _is_within(stated: PartialDate | str, new: PartialDate | str) -> bool:
    """Whether a new date adds nothing: it is unknown, or contains the stated one."""
    if not (isinstance(stated, PartialDate) and isinstance(new, PartialDate)):
        return not new or stated == new
    (first, last), (new_first, new_last) = stated.bounds, new.bounds
    return new_first <= first and last <= new_last


def _degrees_with_subject(study: Study) -> set[str]:
    """The degree and the subjects of a study as one text, which the formats without a field for them have: `PhD in Biology`."""
    degrees = [words for text in filter(None, (study.degree,)) for words in _texts(text)]
    subjects = [words for text in study.subject for words in _texts(text)] + [", ".join(map(str, study.subject))]
    return {normalized(f"{degree} in {subject}") for degree in degrees for subject in subjects}


def _texts(text: Text) -> list[str]:
    return [words for _, words in text.translations] or [str(text)]


def _same_texts(stated: Text, own: str, new: Text) -> bool:
    known = {tag: normalized(text) for tag, text in stated.translations or ((own, str(stated)),)}
    if not new.translations:  # most formats have no languages
        return normalized(new) in known.values()
    return all(known.get(tag) == normalized(text) for tag, text in new.translations)


def _same_reference(index: Index, segment: str, stated: str, new: str) -> bool:
    known, meant = index.find(segment, new), index.find(segment, stated)
    if known is not None:
        return known is meant
    names = names_of(meant) if meant else [stated]
    if segment == "event" and may_be_one_event(names, [new]):
        return True
    return normalized(new) in {normalized(name) for name in (stated, *names)}


def same_authors(index: Index, stated: list[Author], new: list[Author]) -> bool:
    """Returns whether two lists name the same authors in the same order."""
    return len(stated) == len(new) and all(_same_author(index, one, two) for one, two in zip(stated, new, strict=True))


def in_order_of(index: Index, stated: list[Author], new: list[Author]) -> list[Author]:
    """New authors in the order of the same stated ones; those who are not among them stand behind."""
    left, ordered = list(new), list[Author]()
    for one in stated:
        if found := next((two for two in left if _same_author(index, one, two)), None):
            left.remove(found)
            ordered.append(found)
    return ordered + left


def same_contributors(index: Index, stated: list[Author], new: list[Author]) -> bool:
    """Returns whether each new contributor is a stated one with no other role, in any order: formats group them by role."""
    return all(_states_parts_of([one for one in stated if _same_author(index, one, two)], two) for two in new)


def _states_parts_of(stated: list[Author], new: Author) -> bool:
    """Returns whether the entries of one contributor have the roles and the words of another entry."""
    roles, words = ({one for author in stated for one in getattr(author, name)} for name in ("role", "part"))
    return bool(stated) and roles.issuperset(new.role) and words.issuperset(new.part)


def with_parts_of(stated: list[Author], new: list[Author]) -> list[Author]:
    """The stated authors with what only the same authors of the source state: roles, affiliations, corresponding authors."""
    return [_with_part_of(one, two) for one, two in zip(stated, new, strict=True)]


def _with_part_of(stated: Author, new: Author) -> Author:
    if not new.has_part:
        return stated
    missing = {name: value for name in PARTS if getattr(stated, name) in ((), None) and (value := getattr(new, name)) not in ((), None)}
    return msgspec.structs.replace(stated, **missing) if missing else stated


def _same_author(index: Index, one: Author, two: Author) -> bool:
    if one == two or (one.id and one.id == two.id):
        return True
    if one.name and normalized(one.name) == normalized(two.name or two.organization):
        return True  # some sources list a person as an organization, or the reverse
    known = index.meant(one)
    if two.id or two.organization:
        described = index.find("person" if two.id else "org", two.id or two.organization)
        return described is known if described else normalized(one.organization or one.name) == normalized(two.organization or two.name)
    names = [one.name or one.organization, *(known.names() if known else ())]
    return any(may_be_one_person(name, two.name) for name in names if name)


def names_of_person(person: Person) -> list[str]:
    """The names of a person; given and family name where no full name is stated."""
    parts = " ".join(filter(None, (person.given_name, person.family_name)))
    return [name for name in person.names() if name] or ([parts] if parts else [])


def keys_of_person(person: Person) -> set[str]:
    """What two records of a person may share: a name in any form, the id."""
    return {PersonName.parse(name).key for name in names_of_person(person)} | ({person.id} if person.id else set())


def may_be_one_person(one: str, two: str) -> bool:
    """Returns whether two forms of a name may be of one person: the family names are equal, the initials are compatible."""
    first, second = PersonName.parse(folded(one)), PersonName.parse(folded(two))
    if normalized(one) == normalized(two):
        return True
    if slug(first.family) != slug(second.family) or not first.may_be(second):
        return False
    initials = [name.key.removeprefix(slug(name.family)).strip("-") for name in (first, second)]
    return initials[0].startswith(initials[1]) or initials[1].startswith(initials[0])
