"""Triples -> records: the inverse of the mapping, which reads the same annotations.

A field is read from its predicates in the graph of its visibility (`decoders`); what the `structure` of a record writes, its
`recover` reads. The resulting records state every id and refer by id; `simplification` omits what can be derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from vitagraph.errors import DataError, Place, Problem
from vitagraph.mapping.description import UNNAMED, default_texts, distribution_name
from vitagraph.rdf.dataset import PUBLIC
from vitagraph.rdf.terms import EXCLUDED, Term, Triple, iri, parse
from vitagraph.rdf.vocabulary import ACCESS_RIGHT, DCAT, DCTERMS, FOAF, PROV, SCHEMA, VITA, VOID
from vitagraph.records import CV, Document, Field, Person, Record, Visibility, identifier_sources, page_layout, plan, sections, with_nested
from vitagraph.records.cv import DocumentIri, Grouping, WholeDate
from vitagraph.records.identifier_sources import IdentifierSource
from vitagraph.records.identifiers import types_by_path
from vitagraph.records.record import OWNER, FieldVisibility
from vitagraph.recovery.decoders import decoded, state_order, state_others, state_parts, without_derived
from vitagraph.recovery.languages import language_of_texts, restore_label_languages, without_tags
from vitagraph.recovery.own_facts import Vocabularies
from vitagraph.recovery.printed_names import restore_printed_names
from vitagraph.recovery.resources import GraphResources
from vitagraph.recovery.simplification import simplified
from vitagraph.values import LanguageTag, Licence, Slug, Text, Url, Value

Graphs = Mapping[str, Iterable[Triple]]
V = TypeVar("V", bound=Value)


def records(graphs: Graphs, source: str = "<graph>") -> tuple[CV, list[Triple]]:
    """The records that give this graph, and the triples that no record can state.

    The names of the graphs are the visibilities and `meta`; a syntax without named graphs has all triples in `public`.
    Raises DataError where no CV is described.
    """
    known = {name: list(triples) for name, triples in graphs.items()}
    return simplified(described({name: filter(_is_readable, triples) for name, triples in known.items()}, source), known)


def _is_readable(triple: Triple) -> bool:
    """Whether records can state the characters of a triple's object."""
    term = triple[2]
    return not EXCLUDED.search(parse(term).value if "\\" in term else term)


def described(graphs: Graphs, source: str) -> CV:
    """The CV that a graph describes, with all ids, and references by id; DataError where it describes none."""
    return _Inverse(graphs, source).cv()


class _Inverse:
    """The resources of a CV by visibility, and the nodes of nested records."""

    def __init__(self, graphs: Graphs, source: str) -> None:
        public = [triple for name in PUBLIC for triple in graphs.get(name, ())]
        document = _document(public, source)
        triples = {visibility: public if not visibility else graphs.get(visibility.name, ()) for visibility in Visibility}
        self.dataset = iri(f"{document}#dataset")
        self.document = GraphResources(document, "", public)
        self.language = self._language(iri(document))
        self.resources = {visibility: GraphResources(document, self.language, some) for visibility, some in triples.items()}
        self.as_of = next(self._values(WholeDate, self.document.objects(self.dataset, DCTERMS.modified)), None)
        self.vocabularies = Vocabularies({})
        skills = {skill for graph in self.resources.values() for skill in graph.objects(graph.owner, SCHEMA.skills)}
        for graph in self.resources.values():
            graph.skills = skills
            graph.as_of = self.as_of
            graph.vocabularies = self.vocabularies
        #: a nested record -> the record that contains it
        self.parents: dict[Term, Term] = {}

    def cv(self) -> CV:
        cv = CV()
        owner = self._record_of(self.document.owner, [Person])
        cv.person = owner if isinstance(owner, Person) else cv.person
        found = [(node, section, record) for node in self._nodes() for section, record in self._in_section(node)]
        for node, section, record in found:
            if node not in self.parents:
                getattr(cv, section).append(record)
        _drop_missing(cv)
        cv.document = self._document(cv.person)
        cv.document.prefixes = self.vocabularies.used(cv)
        restore_printed_names(cv, self.resources)
        restore_label_languages(cv, self.resources)
        return cv

    def _nodes(self) -> Iterator[Term]:
        nodes = dict.fromkeys(node for graph in self.resources.values() for node in graph)
        return (node for node in nodes if node != self.document.owner)

    def _in_section(self, node: Term) -> Iterator[tuple[str, Record]]:
        """The record of a node, with its section."""
        found = self.document.identity(node)
        classes = {record: section for section, record in sections().items() if found and record.segment == found.segment}
        if record := self._record_of(node, classes):
            yield classes[type(record)], record

    def _record_of(self, node: Term, classes: Iterable[type[Record]]) -> Record | None:
        """The record of a node: of the most specific class that it fits, in the most public graph where it fits one.

        The owner is a person in public whatever is restricted; a restricted graph that describes the owner again has all the rest.
        """
        found = [
            (visibility, fitting)
            for visibility, graph in self.resources.items()
            if (fitting := [one for one in classes if one.fits(node, graph)])
        ]
        if not found:
            return None
        visibility, fitting = found[-1 if node == self.document.owner else 0]
        return self._record(max(fitting, key=lambda record: len(record.types)), node, visibility)

    def _record(
        self, record_class: type[Record], node: Term, visibility: Visibility, container: Visibility = Visibility.public
    ) -> Record | None:
        """A record, which states its visibility where its container has another one; None without a required field."""
        fields, moved = decoded(record_class, node, visibility, container, self.resources)
        if any(field.required and field.predicates and field.name not in fields for field in plan(record_class).fields.values()):
            return None
        record_class.recover(fields, node, self.resources[visibility])
        state_parts(record_class, fields, moved, node, visibility, self.resources)
        state_order(record_class, fields, node, visibility, self.resources)
        state_others(record_class, fields, node, visibility, self.resources)
        for field in plan(record_class).nested:
            field_visibility = moved.get(field.name, max(visibility, field.visibility))
            found = self._nested_nodes(field, fields.get(field.name) or [], node, field_visibility)
            nested_records = [self._nested_record(field.type, one, node, shown, field_visibility) for one, shown in found]
            records = [one for one in nested_records if one]
            fields[field.name] = records if field.many else next(iter(records), None)
        stated_fields = {name: value for name, value in fields.items() if value is not None}
        if any(field.required and not stated_fields.get(field.name) for field in plan(record_class).fields.values()):
            return None
        stated_fields = without_derived(record_class, stated_fields, moved, node, visibility, self.resources[visibility])
        identity = self.document.identity(node)
        stated = moved or ({"": visibility} if visibility > container else {})
        record = record_class(**stated_fields, visibility=FieldVisibility(stated) if stated else None)
        record.id = Slug(identity.id) if identity and identity.id != OWNER else None
        graph = self.resources[visibility]
        record.former_ids = [Slug(one) for one in graph.ids(record_class.segment, graph.subjects(node, DCTERMS.isReplacedBy))]
        record.lang = language_of_texts(record, self.language)
        record.condense()
        return record

    def _nested_nodes(self, field: Field, nodes: Any, whole: Term, visibility: Visibility) -> list[tuple[Term, Visibility]]:
        """The nodes of nested records, in order, each with its visibility."""
        if not field.type.hides_itself:
            return [(node, visibility) for node in (nodes if field.many else [nodes]) if node]
        placed: list[tuple[Term, Visibility]] = []
        known = set[Term]()
        # The position of a record counts only records that are at most as restricted.
        for one in range(visibility, max(Visibility) + 1):
            for position, node in field.type.positions(whole, self.resources[Visibility(one)]):
                if node not in known:
                    known.add(node)
                    placed.insert(max(position - 1, 0), (node, Visibility(one)))
        return placed

    def _nested_record(
        self, record_class: type[Record], node: Term, parent: Term, visibility: Visibility, container: Visibility
    ) -> Record | None:
        """A nested record, once: not in a second record, and not in itself."""
        if node in self._containers(parent) or self.parents.setdefault(node, parent) != parent:
            return None
        return self._record(record_class, node, visibility, container)

    def _containers(self, node: Term) -> Iterator[Term]:
        """A record, and those that contain it, from the inside out."""
        container: Term | None = node
        while container is not None:  # no record contains itself: `_nested_record` adds none
            yield container
            container = self.parents.get(container)

    # -- the document

    def _language(self, document: Term) -> str:
        """The language of the CV: as the document states it, else that of the dataset, English if that is among several."""
        stated, found = (
            list(self._values(LanguageTag, self.document.objects(node, DCTERMS.language))) for node in (document, self.dataset)
        )
        return next(iter(stated or sorted(found, key=lambda tag: tag != "en")), "en")

    def _document(self, owner: Person) -> Document:
        graph, restricted = self.document, owner.stated_visibility
        title, description = default_texts((not restricted and owner.name) or UNNAMED)
        return Document(
            iri=DocumentIri(graph.document) if graph.document != Document.neutral_iri else None,
            language=LanguageTag(self.language),
            as_of=self.as_of,
            title=self._text(DCTERMS.title, title),
            description=self._text(DCTERMS.description, description),
            license=next(self._values(Licence, graph.objects(self.dataset, DCTERMS.license)), None),
            downloads=sorted(self._values(Url, graph.objects(self.dataset, VOID.dataDump)), key=self._is_further),
            private_graph=next(self._values(Url, graph.subjects(ACCESS_RIGHT.NON_PUBLIC, DCTERMS.accessRights)), None),
            identifier_sources=[*_identifier_sources(self.resources[Visibility.public])],
            group_publications_by=next(self._values(Grouping, graph.objects(iri(graph.document), VITA.worksGroupedBy)), None),
            languages=page_layout.languages_of(graph.objects(iri(graph.document), VITA.pageLanguages)),
            sections=page_layout.sections_of(graph.objects(iri(graph.document), VITA.pageSection)),
            source=next(self._values(Url, self._sources()), None),
        )

    def _is_further(self, url: Url) -> bool:
        """Whether a file is not the first of its name."""
        first = iri(f"{self.document.document}#distribution/{distribution_name(url)}")
        return first not in self.document.subjects(url.term(), DCAT.downloadURL)

    @staticmethod
    def _values(value_type: type[V], terms: Iterable[Term]) -> Iterator[V]:
        """The values of the terms that a document can state."""
        return (value for value in map(value_type.of_term, terms) if value is not None)

    def _sources(self) -> list[Term]:
        own = iri(f"{self.document.document}#source")
        return [term for term in self.document.objects(self.dataset, PROV.wasDerivedFrom) if term != own]

    def _text(self, predicate: Term, default: Term) -> Text | None:
        terms = self.resources[Visibility.public].objects(self.dataset, predicate)
        text = self.resources[Visibility.public].text(terms) if terms != [default] else None
        return text and without_tags(text, self.language)


def _identifier_sources(graph: GraphResources) -> Iterator[IdentifierSource]:
    """The entries about identifiers that have a source and a day, each once."""
    found = set[str]()
    for node in graph:
        whole, _, path = node[:-1].rpartition("/id/")
        scheme = types_by_path().get(path) if whole else None
        days, sources, values = (graph.objects(node, one) for one in (identifier_sources.DAY, identifier_sources.SOURCE, SCHEMA.value))
        if scheme and days and sources and values and (value := scheme.of_term(values[0])):
            text = f"{path}:{value.key} {parse(sources[0]).value} {parse(days[0]).value}"
            if IdentifierSource.normalized(text) == text and f"{path}:{value.key}" not in found:
                found.add(f"{path}:{value.key}")
                yield IdentifierSource(text)


def _drop_missing(cv: CV) -> None:
    """Removes references that need a record, where the graph describes none."""
    every = [one for record in cv.records() for one in with_nested(record)]
    known = {(record.segment, str(record.id or OWNER)) for record in every}
    for record in every:
        for field in plan(type(record)).links:
            value = getattr(record, field.name)
            if not value or field.reference is None or field.reference.open:
                continue
            kept = [one for one in (value if field.many else [value]) if (field.reference.segment, one) in known]
            setattr(record, field.name, kept if field.many else next(iter(kept), None))
    for record in every:
        for field in plan(type(record)).nested:
            if field.many and field.type.leads_to:
                parts = getattr(record, field.name)
                setattr(record, field.name, [one for one in parts if any(getattr(one, name) for name in one.leads_to)])


def _document(triples: Iterable[Triple], source: str) -> str:
    """The IRI of the document of a CV: its primary topic is its own `#me`."""
    for subject, predicate, term in triples:
        if predicate == FOAF.primaryTopic and term == f"{subject[:-1]}#{OWNER}>":
            return subject[1:-1]
    message = f"this graph describes no CV; it needs a document whose foaf:primaryTopic is its #{OWNER}, as vitagraph writes it"
    raise DataError([Problem(Place(source), message)])
