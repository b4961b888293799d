"""The labels of topics and skill areas: `Economics` and `economics` are one concept, which has one label in each language."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from vitagraph.records.achievements import Skill, Topic
from vitagraph.records.plan import with_nested
from vitagraph.records.record import Identities, Record
from vitagraph.records.teaching import Course
from vitagraph.records.works import Publication
from vitagraph.values import whole_slug


class Concept(NamedTuple):
    """A concept in a language: the segment of its IRI, its id and the language tag."""

    segment: str
    id: str
    language: str


class _Naming(msgspec.Struct, frozen=True):
    """One use of a name for a concept, and its visibility; `described` where it is the name of the concept's own record."""

    concept: Concept
    visibility: int
    name: str
    described: bool = False


def concept_labels(records: Iterable[Record], index: Identities) -> dict[tuple[str, str, str], str]:
    """Segment, id and language of a concept -> its label.

    The label is the most public name; of several, the name of the concept's own record, else the most frequent one. Of names that
    are equally frequent it is the last in the order of code points, which prefers lower case: a graph keeps no other order.
    """
    counts: dict[Concept, Counter[_Naming]] = {}
    for record in records:
        # Only skills nest concepts, so no other record is searched.
        for one in with_nested(record) if isinstance(record, Skill) else (record,):
            for naming in _namings(one, index):
                counts.setdefault(naming.concept, Counter())[naming] += 1
    return {
        concept: max(found, key=lambda one: (-one.visibility, one.described, found[one], one.name)).name
        for concept, found in counts.items()
    }


def _namings(record: Record, index: Identities) -> Iterator[_Naming]:
    if isinstance(record, (Topic, Skill)):
        texts = record.name.translations or ((index.language_of(record, "name"), str(record.name)),)
        visibility = index.field_visibility(record, "name")
        yield from (_Naming(Concept(record.segment, index.id_of(record), tag), visibility, text, True) for tag, text in texts)
    for field, segment, name in names_without_record(record):
        yield _Naming(Concept(segment, whole_slug(name), index.language_of(record, field)), index.field_visibility(record, field), name)


def names_without_record(record: Record) -> Iterator[tuple[str, str, str]]:
    """Field, segment and name of the concepts that a record labels in its language: its area, its keywords."""
    if isinstance(record, Skill) and record.area:
        yield "area", "skill", record.area
    if isinstance(record, Topic) and record.area:
        yield "area", "topic", record.area
    if isinstance(record, (Publication, Course)):
        yield from (("keywords", "topic", keyword) for keyword in record.keywords)
