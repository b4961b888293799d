"""The labels of topics and skill areas: `Economics` and `economics` are one concept, which has one label a language."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from vitagraph.records.achievements import Skill, Topic
from vitagraph.records.plan import plan
from vitagraph.records.record import Record
from vitagraph.records.works import Publication
from vitagraph.values import slug

if TYPE_CHECKING:
    from vitagraph.records.index import Index


class Concept(NamedTuple):
    """A concept in a language: the kind of its IRI, its id and the language's tag."""

    segment: str
    id: str
    language: str


class _Mention(NamedTuple):
    """How a concept is called, and in which privacy class; described where it is a record of its own."""

    concept: Concept
    seen: int
    name: str
    described: bool = False


def concept_labels(index: "Index") -> dict[tuple[str, str, str], str]:
    """Kind, id and language of a concept -> its label: its name where it is described as openly as it is mentioned.

    Else it is the commonest mention in the most public class that has one.
    Of equally common ones the label is the last in the order of code points, mostly lower case: a graph keeps no other order.
    """
    counts: dict[Concept, Counter[_Mention]] = {}
    for record in _everything(index.cv.records()):
        for mention in _mentions(record, index):
            counts.setdefault(mention.concept, Counter())[mention] += 1
    return {concept: max(found, key=lambda one: (-one.seen, one.described, found[one], one.name)).name for concept, found in counts.items()}


def _everything(records: Iterator[Record]) -> Iterator[Record]:
    """Records, and the skills inside skills."""
    for record in records:
        yield record
        if isinstance(record, Skill):
            yield from _everything(iter(record.skills))


def _mentions(record: Record, index: "Index") -> Iterator[_Mention]:
    language = index.language_of(record)
    fields = plan(type(record)).fields
    if isinstance(record, (Topic, Skill)):
        texts = record.name.translations or ((language, str(record.name)),)
        seen = index.field_visibility(record, fields["name"])
        yield from (_Mention(Concept(record.segment, index.id_of(record), tag), seen, text, True) for tag, text in texts)
    if isinstance(record, Skill) and record.area:
        yield _Mention(Concept("skill", slug(record.area), language), index.field_visibility(record, fields["area"]), record.area)
    if isinstance(record, Publication):
        seen = index.field_visibility(record, fields["keywords"])
        yield from (_Mention(Concept("topic", slug(keyword), language), seen, keyword) for keyword in record.keywords)
