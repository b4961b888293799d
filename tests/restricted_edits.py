"""Pairs of CVs that differ in guarded facts only, made up by hypothesis.

Values are drawn from the small pools of the public ones, so that guarded ones are often equal to public ones or begin with
them: names that may decide who wrote a work, ids that public names would get, names that others refer to.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

import generated_cvs as generated
from vitagraph.records import ABOUT_THE_RECORD, CV, Field, Person, Record, Visibility, plan, sections
from vitagraph.records.publications import JournalArticle
from vitagraph.records.record import FieldVisibility
from vitagraph.values import LanguageTag, Plain, Slug

RESTRICTED = (Visibility.contact, Visibility.private)
#: ids that names of the generated CVs get, are referred to by, or begin with
_IDS = (
    "alpha-house",
    "beta-sons",
    "gamma-delta",
    "the-north",
    "mueller-kr",
    "mueller-k",
    "eule-e",
    "wang-l",
    "somebody",
    "alpha",
    "secret-1",
)
#: the fields of a person that are names, which decide who an author is
_NAMES = ("birth_name", "former_names", "citation_names")


@st.composite
def pairs(draw: st.DrawFn) -> tuple[CV, CV]:
    """A CV, and one that says the same to the public."""
    before = draw(generated.cvs())
    for section in draw(st.lists(st.sampled_from(["journal_articles", "talks", "people", "organizations", "places"]), max_size=3)):
        getattr(before, section).append(draw(generated.records(sections()[section])))
    before.journal_articles.append(draw(generated.records(JournalArticle)))
    if draw(st.booleans()):
        before.aliases = draw(
            st.dictionaries(st.sampled_from(generated.PEOPLE), st.sampled_from(("me", "me", "me", "eule-e", "mueller-kr")), max_size=2)
        )
    for record in _records(before):
        if draw(st.integers(0, 3)) == 0:
            _hide_more(draw, record)
    after = deepcopy(before)
    for edit in draw(st.lists(st.sampled_from([_drop_records, _add_record, _change_fields, _add_fields]), min_size=1, max_size=4)):
        edit(draw, after)
    return (before, after) if draw(st.booleans()) else (after, before)


def _records(cv: CV) -> Iterator[Record]:
    """Every record, also those inside others, but for what is hidden as a whole."""
    pending = list(cv.records())
    while pending:
        record = pending.pop(0)
        if record.stated_visibility is Visibility.public:
            yield record
            for field in plan(type(record)).nested:
                if _seen(record, field) is Visibility.public and (value := getattr(record, field.name)):
                    pending += value if field.many else [value]


def _seen(record: Record, field: Field) -> Visibility:
    own: dict[str, Visibility] = record.visibility or {}
    return own.get(field.name, max(record.stated_visibility, field.visibility))


def _movable(record: Record) -> list[Field]:
    """The fields that can be hidden alone."""
    fields = (field for name, field in plan(type(record)).fields.items() if name not in ABOUT_THE_RECORD)
    return [field for field in fields if not field.required and not field.structured]


def _hide_more(draw: st.DrawFn, record: Record) -> None:
    """Hides a field of a record alone, and states it."""
    if "" not in (record.visibility or {}) and (movable := _movable(record)):
        _state(draw, record, draw(st.sampled_from(movable)))


def _state(draw: st.DrawFn, record: Record, field: Field) -> None:
    setattr(record, field.name, _value(draw, record, field))
    if _seen(record, field) is Visibility.public:
        record.visibility = FieldVisibility({**(record.visibility or {}), field.name: draw(st.sampled_from(RESTRICTED))})


def _value(draw: st.DrawFn, record: Record, field: Field) -> Any:
    if isinstance(record, Person) and field.name in (*_NAMES, "given_name", "family_name"):
        name = draw(st.sampled_from(generated.PEOPLE if field.name in _NAMES else ("Müller", "Eule", "Eva", "Wang", "van der Berg")))
        return [Plain(name)] if field.many else Plain(name)
    one = generated.values_of(field, 1)
    return draw(st.lists(one, min_size=1, max_size=2, unique_by=str)) if field.many else draw(one)


def _drop_records(draw: st.DrawFn, cv: CV) -> None:
    """Removes hidden records."""
    for section in sections():
        kept = [record for record in getattr(cv, section) if record.stated_visibility is Visibility.public or draw(st.booleans())]
        setattr(cv, section, kept)


def _add_record(draw: st.DrawFn, cv: CV) -> None:
    """Adds a hidden record, anywhere among the others."""
    section = draw(st.sampled_from(["people", "organizations", "journal_articles", *sections()]))
    record = draw(generated.records(sections()[section]))
    record.visibility = FieldVisibility({"": draw(st.sampled_from(RESTRICTED))})
    if draw(st.booleans()):
        record.id = Slug(draw(st.sampled_from(_IDS)))
    if draw(st.integers(0, 3)) == 0:
        record.former_ids = [Slug(draw(st.sampled_from(_IDS)))]
    if draw(st.integers(0, 3)) == 0:
        record.lang = LanguageTag("fr")
    records = getattr(cv, section)
    records.insert(draw(st.integers(0, len(records))), record)


def _change_fields(draw: st.DrawFn, cv: CV) -> None:
    """Gives guarded fields other values, or none."""
    for record in _records(cv):
        for field in plan(type(record)).fields.values():
            if (
                field.name not in ABOUT_THE_RECORD
                and getattr(record, field.name) not in (None, [])
                and _seen(record, field) > Visibility.public
            ):
                setattr(record, field.name, _value(draw, record, field) if draw(st.booleans()) else [] if field.many else None)


def _add_fields(draw: st.DrawFn, cv: CV) -> None:
    """States guarded fields where nothing was stated."""
    for record in _records(cv):
        empty = [field for field in _movable(record) if getattr(record, field.name) in (None, []) and "" not in (record.visibility or {})]
        if empty and draw(st.booleans()):
            _state(draw, record, draw(st.sampled_from(empty)))
