"""Makes the identities of imported records unique: ids of two records, names of two people, references that look like ids."""

from __future__ import annotations

from typing import Any

from vitagraph.records import CV, Author, Index, Record, RecordProblem, plan, sections
from vitagraph.values import PersonName, Slug, slug

_ROUNDS = 12


def resolve(cv: CV) -> list[RecordProblem]:
    """Sets ids until every identity is unique; returns the remaining problems."""
    index, given = Index(cv), set[tuple[str, str]]()
    for _ in range(_ROUNDS):
        if not index.problems:
            break
        for problem in index.problems:
            if problem.record is not None:
                resolve_one(cv, index, problem, _changeable(index, problem, problem.record), given)
        index = Index(cv)
    return index.problems


def _changeable(index: Index, problem: RecordProblem, record: Record) -> Record:
    """The record to change: where two have one id, the less visible one, so that the IRI of the other does not depend on it."""
    other = problem.elsewhere
    if other is None or (problem.path and problem.path[0] != "id") or other is index.cv.person:
        return record
    return other if index.visibility(other) > index.visibility(record) else record


def resolve_one(cv: CV, index: Index, problem: RecordProblem, record: Record, given: set[tuple[str, str]] | None = None) -> None:
    """Sets an id that is new in this index for a record, or for the record that it references."""
    given = set() if given is None else given
    if not problem.path or problem.path[0] == "id":
        derived = record.id or index.id_of(record) or "unnamed"
        record.id = Slug(_free(index, record.segment, derived, given))
        return
    name, *position = problem.path
    value = getattr(record, str(name))
    one = value[int(position[0])] if position and isinstance(value, list) else value
    field = plan(type(record)).fields[str(name)]
    if isinstance(one, Author) and len(position) > 1:  # ("affiliation", number)
        _describe(cv, index, "org", one.affiliation[int(position[-1])], record, given)
    elif isinstance(one, Author):
        _put(record, str(name), position, _distinguished(cv, index, one, given))
    elif field.reference and (named := _named(cv, field.reference.segment, one)):
        # A record that was described in this round has an id in the next one.
        if any(one is named for one in index.records.values()):
            _put(record, str(name), position, index.id_of(named))
    elif field.reference:
        _describe(cv, index, field.reference.segment, one, record, given)


def _free(index: Index, segment: str, identifier: str, given: set[tuple[str, str]]) -> str:
    number = 2
    while index.find(segment, f"{identifier}-{number}") or (segment, f"{identifier}-{number}") in given:
        number += 1
    given.add((segment, f"{identifier}-{number}"))
    return f"{identifier}-{number}"


def _distinguished(cv: CV, index: Index, author: Author, given: set[tuple[str, str]]) -> Author:
    """The author with an id of the full given names, which a namesake does not have."""
    if author.organization:
        _describe(cv, index, "org", author.organization, None, given)
        return author
    parsed = PersonName.parse(author.name)
    return author.called(author.name, slug(f"{parsed.family} {parsed.given or parsed.initials}") or "unnamed")


def _describe(cv: CV, index: Index, segment: str, name: str, mention: Record | None, given: set[tuple[str, str]]) -> None:
    """Adds a record where a reference is a name from which no id can be derived, or that looks like an id."""
    described: list[Any] = getattr(cv, cv.section_of(segment))
    record = cv.named(segment, name, mention.lang if mention else None)
    if any(_states_no_more(one, record) for one in described):
        return
    derived = record.default_id("", 0)
    if not derived or index.find(segment, derived):
        record.id = Slug(_free(index, segment, derived or "unnamed", given))
    described.append(record)


def _named(cv: CV, segment: str, name: str) -> Record | None:
    """Of several records with one name, the one that states only the name, else the first; None where there are not several."""
    described: list[Record] = getattr(cv, cv.section_of(segment))
    several = [one for one in described if name in one.names()]
    if len(several) < 2:
        return None
    plain = cv.named(segment, name, None)
    return next((one for one in several if _states_no_more(one, plain)), several[0])


def _states_no_more(record: Record, plain: Record) -> bool:
    """Whether a record is the one derived from a name only: `Washington`, and not `Washington, D.C.`."""
    return all(getattr(record, field.name) == getattr(plain, field.name) for field in plan(type(record)).facts)


def _put(record: Record, name: str, position: list[Any], value: Any) -> None:
    if position and isinstance(getattr(record, name), list):
        getattr(record, name)[position[0]] = value
    else:
        setattr(record, name, value)


def count(cv: CV) -> int:
    """The number of records in the sections of a CV."""
    return sum(len(getattr(cv, section)) for section in sections())
