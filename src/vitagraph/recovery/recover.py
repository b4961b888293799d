"""Triples -> records: the inverse of the mapping, driven by the same field lines.

A field is read back from under its predicates, in the graph where its privacy class puts it (`decoders`); what a record's
`structure` wrote, its `recover` finds. The records made here state every id and refer by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vitagraph.errors import DataError, Place, Problem
from vitagraph.mapping.description import UNNAMED, default_texts
from vitagraph.rdf.dataset import PUBLIC
from vitagraph.rdf.terms import Term, Triple, iri, parse
from vitagraph.rdf.vocabulary import ACCESS_RIGHT, DCTERMS, FOAF, PROV, VOID
from vitagraph.records import CV, Document, Person, Record, Visibility, plan, sections
from vitagraph.records.cv import DocumentIri, WholeDate
from vitagraph.records.facts import Resources
from vitagraph.records.record import OWNER, FieldVisibility
from vitagraph.recovery.decoders import stated
from vitagraph.recovery.mentions import name_mentions
from vitagraph.recovery.simplification import shortened
from vitagraph.values import LanguageTag, Licence, Slug, Text, Url

Graphs = Mapping[str, Iterable[Triple]]


def records(graphs: Graphs, source: str = "<graph>") -> tuple[CV, list[Triple]]:
    """The records that give this graph, and the triples that no record can say.

    The graphs go by the names of their privacy classes and `meta`; a syntax without named graphs has everything in `public`.
    Raises DataError where no CV is described.
    """
    known = {name: list(triples) for name, triples in graphs.items()}
    return shortened(described(known, source), known)


def described(graphs: Graphs, source: str) -> CV:
    """The CV of which a graph tells, with all ids and references by id; DataError where it tells of none."""
    return _Inverse(graphs, source).cv()


class _Inverse:
    """The facts of a CV by privacy class, and the nodes of the records that stand inside others."""

    def __init__(self, graphs: Graphs, source: str) -> None:
        public = [triple for name in PUBLIC for triple in graphs.get(name, ())]
        document = _document(public, source)
        triples = {visibility: public if not visibility else graphs.get(visibility.name, ()) for visibility in Visibility}
        self.dataset = iri(f"{document}#dataset")
        self.document = Resources(document, "", public)
        self.language = self._language(iri(document))
        self.sights = {visibility: Resources(document, self.language, said) for visibility, said in triples.items()}
        as_of = self.document.value(self.dataset, DCTERMS.modified)
        for facts in self.sights.values():
            facts.as_of = WholeDate(as_of) if as_of else None
        #: a record that stands inside another -> that one
        self.inside: dict[Term, Term] = {}

    def cv(self) -> CV:
        cv = CV()
        owner = self._described(self.document.owner, [Person])
        cv.person = owner if isinstance(owner, Person) else cv.person
        found = [(node, section, record) for node in self._nodes() for section, record in self._in_section(node)]
        for node, section, record in found:
            if node not in self.inside:
                getattr(cv, section).append(record)
        cv.document = self._document(cv.person)
        name_mentions(cv, self.sights)
        return cv

    def _nodes(self) -> Iterator[Term]:
        seen = dict.fromkeys(node for facts in self.sights.values() for node in facts)
        return (node for node in seen if node != self.document.owner)

    def _in_section(self, node: Term) -> Iterator[tuple[str, Record]]:
        """The record of a node, with the section where it stands."""
        found = self.document.identity(node)
        kinds = {record: section for section, record in sections().items() if found and record.segment == found.segment}
        if record := self._described(node, kinds):
            yield kinds[type(record)], record

    def _described(self, node: Term, kinds: Iterable[type[Record]]) -> Record | None:
        """The record of a node: the most special of some kinds that it is, in the most public class where it is one.

        The owner is a person in public whatever is hidden of them; where a guarded class says it again, it has all the rest.
        """
        found = [
            (visibility, fitting)
            for visibility, facts in self.sights.items()
            if (fitting := [one for one in kinds if one.fits(node, facts)])
        ]
        if not found:
            return None
        visibility, fitting = found[-1 if node == self.document.owner else 0]
        return self._record(max(fitting, key=lambda record: len(record.types)), node, visibility, inside=False)

    def _record(self, kind: type[Record], node: Term, visibility: Visibility, inside: bool) -> Record | None:
        """A record; None where something is missing without which there is none."""
        fields, moved = stated(kind, node, visibility, self.sights)
        if any(field.required and field.predicates and field.name not in fields for field in plan(kind).fields.values()):
            return None
        kind.recover(fields, node, self.sights[visibility])
        for field in plan(kind).nested:
            seen = moved.get(field.name, max(visibility, field.visibility))
            nodes: Any = fields.get(field.name) or []
            parts = [self._part(field.type, part, node, seen) for part in (nodes if field.many else [nodes]) if part]
            made = [part for part in parts if part]
            fields[field.name] = made if field.many else next(iter(made), None)
        known = {name: value for name, value in fields.items() if value is not None}
        if any(field.required and not known.get(field.name) for field in plan(kind).fields.values()):
            return None
        found = self.document.identity(node)
        hidden = moved or ({"": visibility} if visibility and not inside else {})
        record = kind(**known, visibility=FieldVisibility(hidden) if hidden else None)
        record.id = Slug(found.id) if found and found.id != OWNER else None
        facts = self.sights[visibility]
        record.former_ids = [Slug(one) for one in facts.ids(kind.segment, facts.subjects(node, DCTERMS.isReplacedBy))]
        record.lang = language_of_texts(record, self.language)
        return record

    def _part(self, kind: type[Record], node: Term, parent: Term, visibility: Visibility) -> Record | None:
        """A record inside another, once: not in a second one, and not in itself."""
        if node in self._around(parent) or self.inside.setdefault(node, parent) != parent:
            return None
        return self._record(kind, node, visibility, inside=True)

    def _around(self, node: Term) -> Iterator[Term]:
        """A record, and those that it stands in, from the inside out."""
        around: Term | None = node
        met = set[Term]()
        while around is not None and around not in met:
            met.add(around)
            yield around
            around = self.inside.get(around)

    # -- the document

    def _language(self, document: Term) -> str:
        """The CV's language: as the document says it, else the dataset's, English if that is among several."""
        stated = [parse(term).value for term in self.document.objects(document, DCTERMS.language)]
        found = [parse(term).value for term in self.document.objects(self.dataset, DCTERMS.language)]
        return next(iter(stated or sorted(found, key=lambda tag: tag != "en")), "en")

    def _document(self, owner: Person) -> Document:
        facts, hidden = self.document, owner.stated_visibility
        title, description = default_texts((not hidden and owner.name) or UNNAMED)
        return Document(
            iri=DocumentIri(facts.document) if facts.document != Document.neutral_iri else None,
            language=LanguageTag(self.language),
            as_of=WholeDate(as_of) if (as_of := self.sights[Visibility.public].as_of) else None,
            title=self._text(DCTERMS.title, title),
            description=self._text(DCTERMS.description, description),
            license=next((Licence(parse(term).value) for term in facts.objects(self.dataset, DCTERMS.license)), None),
            downloads=[Url(parse(term).value) for term in facts.objects(self.dataset, VOID.dataDump)],
            private_graph=next((Url(parse(term).value) for term in facts.subjects(ACCESS_RIGHT.NON_PUBLIC, DCTERMS.accessRights)), None),
            source=next((Url(parse(term).value) for term in self._sources()), None),
        )

    def _sources(self) -> list[Term]:
        own = iri(f"{self.document.document}#source")
        return [term for term in self.document.objects(self.dataset, PROV.wasDerivedFrom) if term != own]

    def _text(self, predicate: Term, default: Term) -> Text | None:
        terms = self.sights[Visibility.public].objects(self.dataset, predicate)
        return None if terms == [default] else without_tags(self.sights[Visibility.public].text(terms), self.language)


def language_of_texts(record: Record, language: str) -> LanguageTag | None:
    """The one language of a record's texts, which then go without tags; None where it is the CV's, or there are several."""
    names = [field.name for field in plan(type(record)).fields.values() if field.type is Text and getattr(record, field.name)]
    tags = {tag for name in names for tag, _ in getattr(record, name).translations}
    single = all(len(getattr(record, name).translations) == 1 for name in names)
    shared = next(iter(tags)) if single and len(tags) == 1 and tags != {""} else language
    own = record.lang or shared
    for name in names:
        setattr(record, name, without_tags(getattr(record, name), own))
    return LanguageTag(own) if own != language else None


def without_tags(text: Text | None, language: str) -> Text | None:
    """A text that is in this language alone, as one string."""
    return Text(str(text)) if text and [tag for tag, _ in text.translations] == [language] else text


def _document(triples: Iterable[Triple], source: str) -> str:
    """The IRI of the CV's document: its primary topic is `#me` in it."""
    for subject, predicate, term in triples:
        if predicate == FOAF.primaryTopic and term == f"{subject[:-1]}#{OWNER}>":
            return subject[1:-1]
    message = f"this graph tells of no CV; it needs a document whose foaf:primaryTopic is its #{OWNER}, as vitagraph writes it"
    raise DataError([Problem(Place(source), message)])
