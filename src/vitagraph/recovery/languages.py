"""The languages of recovered records: that of their texts, and those in which they label topics and areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from vitagraph.rdf.terms import Term, parse
from vitagraph.rdf.vocabulary import RDFS
from vitagraph.records import CV, Record, Visibility, plan, with_nested
from vitagraph.records.achievements import Skill, Topic
from vitagraph.records.concepts import names_without_record
from vitagraph.recovery.decoders import Resources
from vitagraph.recovery.resources import GraphResources
from vitagraph.values import UNDETERMINED, LanguageTag, Plain, Text, tag_of, whole_slug

#: a concept, and a language in which it has a label
_Label = tuple[Term, str]


def language_of_texts(record: Record, language: str) -> LanguageTag | None:
    """The common language of the texts of a record, which then need no tags; None where it is the CV's, or there are several."""
    names = [field.name for field in plan(type(record)).fields.values() if field.type is Text and getattr(record, field.name)]
    tags = {tag for name in names for tag, _ in getattr(record, name).translations}
    single = all(len(getattr(record, name).translations) == 1 for name in names)
    known = tags - {""}
    shared = next(iter(known)) if single and len(known) == 1 else language
    if "" in tags and any(tag_of(shared, text) for text in (getattr(record, name) for name in names) if not text.translations[0][0]):
        shared = language
    if single and tags == {""} and any(tag_of(language, getattr(record, name)) for name in names):
        shared = UNDETERMINED
    own = record.lang or shared
    for name in names:
        setattr(record, name, without_tags(getattr(record, name), own))
    return LanguageTag(own) if own != language else None


def without_tags(text: Text | None, language: str) -> Text | None:
    """A text that has this language alone, or no tag because of its script, as a string without tags; another text as it is."""
    return Text(str(text)) if text and [tag for tag, _ in text.translations] == [tag_of(language, text)] else text


class _Labelling(NamedTuple):
    """A record with the concepts that it labels, each with the name."""

    record: Record
    names: dict[Term, str]

    def labels(self, language: str) -> set[_Label]:
        """The labels that the record gives in a language."""
        return {(concept, tag_of(language, name)) for concept, name in self.names.items()}


def restore_label_languages(cv: CV, resources: Resources) -> None:
    """Gives records another language where a topic or an area has a label in it that no record gives.

    Each record alone got one language in which all its concepts have a label. Where they have labels in several languages, a record
    changes whose present labels other records give, too.
    """
    default, base = str(cv.document.language), resources[Visibility.public]
    every = [record for whole in cv.records() for record in with_nested(whole)]
    found = [one for one in (_labelling(record, base) for record in every) if one.names]
    concepts = {concept for one in found for concept in one.names}
    labels = ((one, parse(term)) for graph in resources.values() for one in concepts for term in graph.objects(one, RDFS.label))
    stated = {(one, label.language): label.value for one, label in labels}
    given = Counter(label for one in found for label in one.labels(one.record.lang or default))
    given.update(label for record in every for label in _own_labels(record, base, default))
    for concept, tag in sorted(stated.keys() - given.keys()):
        for one in found:
            language, before = tag or UNDETERMINED, one.labels(one.record.lang or default)
            if concept in one.names and one.labels(language) <= stated.keys() and all(given[label] > 1 for label in before):
                given.subtract(before)
                given.update(one.labels(language))
                _change_language(one.record, language, default)
                if isinstance(one.record, Skill) and whole_slug(stated[concept, tag]) == whole_slug(one.names[concept]):
                    one.record.area = Plain(stated[concept, tag])
                break


def _labelling(record: Record, graph: GraphResources) -> _Labelling:
    return _Labelling(record, {graph.iri(segment, whole_slug(name)): name for _, segment, name in names_without_record(record)})


def _own_labels(record: Record, graph: GraphResources, default: str) -> Iterator[_Label]:
    """The labels that a topic or a skill has by its own record."""
    if isinstance(record, (Topic, Skill)):
        node, name = graph.iri(record.segment, record.id or ""), record.name
        yield from ((node, tag) for tag, _ in name.translations or ((tag_of(record.lang or default, name), name),))


def _change_language(record: Record, language: str, default: str) -> None:
    """Gives a record another language; its texts stay in theirs."""
    before = record.lang or default
    for field in plan(type(record)).fields.values():
        text = getattr(record, field.name)
        if field.type is Text and text and not text.translations:
            setattr(record, field.name, Text(str(text), ((tag_of(before, text), str(text)),)))
    record.lang = LanguageTag(language)
    record.lang = language_of_texts(record, default)
