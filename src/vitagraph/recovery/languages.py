"""The languages of recovered records: that of their texts, and those in which they label topics and areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from vitagraph.rdf.terms import Term, parse
from vitagraph.rdf.vocabulary import SKOS
from vitagraph.records import CV, Field, Record, Visibility, plan
from vitagraph.records.achievements import Skill, Topic
from vitagraph.records.concepts import names_without_record
from vitagraph.recovery.decoders import Resources
from vitagraph.recovery.resources import GraphResources
from vitagraph.values import UNDETERMINED, LanguageTag, Plain, Text, tag_of, whole_slug

#: the visibility of a label, the concept that has it, and its language
_Label = tuple[Visibility, Term, str]


def language_of_texts(record: Record, language: str) -> LanguageTag | None:
    """The common language of the texts of a record, which then need no tags; None where it is the CV's, or there are several.

    That of a proper name is stated even where it is the CV's, and none is stated that would give a tag to a proper name without one.
    """
    fields = [field for field in plan(type(record)).fields.values() if field.type is Text and getattr(record, field.name)]
    names, texts = ([text for one in fields if one.proper_name is proper for text in _texts(record, one)] for proper in (True, False))
    own = record.lang or _common(names, texts, language)
    for field in fields:
        default = own or (UNDETERMINED if field.proper_name else language)
        _replace(record, field, partial(without_tags, language=default))
    return LanguageTag(own) if own and (names or own != language) else None


def _texts(record: Record, field: Field) -> list[Text]:
    """The texts that a field has, one or several."""
    value = getattr(record, field.name)
    return value if field.many else [value]


def _replace(record: Record, field: Field, change: Callable[[Text], Text]) -> None:
    """Changes each text of a field."""
    changed = list(map(change, _texts(record, field)))
    setattr(record, field.name, changed if field.many else changed[0])


def _common(names: list[Text], texts: list[Text], language: str) -> str:
    """The language that a record with proper names and other texts has to state, "" for none."""
    shared = _shared(texts, language) if texts else language
    tags = {tag for name in names for tag, _ in name.translations}
    if len(tags) == 1 and "" not in tags and (not texts or tags == {shared}):
        return next(iter(tags))
    tagged_by_it = any(not name.translations[0][0] and tag_of(shared, name) for name in names)
    return shared if shared != language and not tagged_by_it else ""


def _shared(texts: list[Text], language: str) -> str:
    """The language that texts need a record to state, so that they need no tags; `language` where it is the CV's."""
    tags = {tag for text in texts for tag, _ in text.translations}
    single = all(len(text.translations) == 1 for text in texts)
    known = tags - {""}
    shared = next(iter(known)) if single and len(known) == 1 else language
    if "" in tags and any(tag_of(shared, text) for text in texts if not text.translations[0][0]):
        shared = language
    if single and tags == {""} and any(tag_of(language, text) for text in texts):
        shared = UNDETERMINED
    return shared


def without_tags(text: Text, language: str) -> Text:
    """A text that has this language alone, or no tag because of its script, as a string without tags; another text as it is."""
    return Text(str(text)) if [tag for tag, _ in text.translations] == [tag_of(language, text)] else text


def _with_tags(text: Text, language: str) -> Text:
    """A text with the tags of its languages; `language` is that of a text without any."""
    return Text(str(text), text.in_languages(language))


class _Labelling(NamedTuple):
    """A record with the concepts that it labels, each with the name, and the visibility of the labels."""

    record: Record
    names: dict[Term, str]
    visibility: Visibility

    def labels(self, language: str) -> set[_Label]:
        """The labels that the record gives in a language."""
        return {(self.visibility, concept, tag_of(language, name)) for concept, name in self.names.items()}


def restore_label_languages(cv: CV, resources: Resources) -> None:
    """Gives records another language where they label a topic or an area as the graph does not, or where none gives a label of it.

    Each record alone got one language in which all its concepts have a label. Where they have labels in several languages, a record
    changes whose present labels other records give, too.
    """
    default, base = str(cv.document.language), resources[Visibility.public]
    every = [one for whole in cv.records() for one in _with_visibility(whole)]
    found = [one for record, visibility in every if (one := _labelling(record, visibility, base)).names]
    concepts = {concept for one in found for concept in one.names}
    stated = {(visibility, *label): name for visibility, graph in resources.items() for label, name in _labels(graph, concepts)}
    given = Counter(label for one in found for label in one.labels(_stated(one.record, default)))
    given.update(label for record, visibility in every for label in _own_labels(record, visibility, base, default))
    for one in found:
        before = one.labels(_stated(one.record, default))
        tags = dict.fromkeys(
            tag or UNDETERMINED for visibility, concept, tag in stated if visibility == one.visibility and concept in one.names
        )
        fitting = (tag for tag in tags if one.labels(tag) <= stated.keys())
        if not before <= stated.keys() and (language := next(fitting, "")):
            given.subtract(before)
            given.update(one.labels(language))
            _change_language(one.record, language, default)
    for label in sorted(label for label in stated if given[label] < 1):
        for one in found:
            language, before = label[2] or UNDETERMINED, one.labels(_stated(one.record, default))
            after = one.labels(language)
            if label in after and after <= stated.keys() and all(given[label] > 1 for label in before):
                given.subtract(before)
                given.update(after)
                _change_language(one.record, language, default)
                break
    for one in found:
        if isinstance(one.record, Skill):
            _restore_area(one.record, [stated[label] for label in one.labels(_stated(one.record, default)) if label in stated])


def _restore_area(skill: Skill, labels: list[str]) -> None:
    """Names the area of a skill as the label in the language of the skill does; not an area with an id of its own."""
    named = [label for label in labels if skill.area and whole_slug(label) == whole_slug(skill.area)]
    skill.area = Plain(named[0]) if named else skill.area


def _with_visibility(record: Record, floor: Visibility = Visibility.public) -> Iterator[tuple[Record, Visibility]]:
    """A record and all records nested in it, each with its visibility."""
    own: dict[str, Visibility] = record.visibility or {}
    visibility = max(floor, record.stated_visibility)
    yield record, visibility
    for field in plan(type(record)).nested:
        value = getattr(record, field.name)
        for nested in value if field.many else [value] if value else []:
            yield from _with_visibility(nested, own.get(field.name, max(visibility, field.visibility)))


def _labels(graph: GraphResources, concepts: set[Term]) -> Iterator[tuple[tuple[Term, str], str]]:
    """The labels of concepts in a graph: the concept with the language, and the name."""
    parsed = ((one, parse(term)) for one in concepts for term in graph.objects(one, SKOS.prefLabel))
    return (((one, label.language), label.value) for one, label in parsed)


def _stated(record: Record, default: str) -> str:
    """The language of the names of concepts in a record: that of the CV where the record states none, for skills none."""
    return record.lang or (UNDETERMINED if isinstance(record, Skill) else default)


def _labelling(record: Record, visibility: Visibility, graph: GraphResources) -> _Labelling:
    named = list(names_without_record(record))
    own: dict[str, Visibility] = record.visibility or {}
    shown = own.get(named[0][0], visibility) if named else visibility
    return _Labelling(record, {graph.iri(segment, whole_slug(name)): name for _, segment, name in named}, shown)


def _own_labels(record: Record, visibility: Visibility, graph: GraphResources, default: str) -> Iterator[_Label]:
    """The labels that a topic or a skill has by its own record."""
    if isinstance(record, (Topic, Skill)):
        node, name = graph.iri(record.segment, record.id or ""), record.name
        yield from ((visibility, node, tag) for tag, _ in name.translations or ((tag_of(_stated(record, default), name), name),))


def _change_language(record: Record, language: str, default: str) -> None:
    """Gives a record another language; its texts stay in theirs."""
    for field in plan(type(record)).fields.values():
        if field.type is Text and getattr(record, field.name):
            before = record.lang or (UNDETERMINED if field.proper_name else default)
            _replace(record, field, partial(_with_tags, language=before))
    record.lang = LanguageTag(language)
    record.lang = language_of_texts(record, default)
