"""The resources of a graph: the counterpart of the index of a CV, from which records are read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, KeysView, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.rdf.terms import Term, Triple, iri, parse
from vitagraph.rdf.vocabulary import RDF, SCHEMA, SKOS
from vitagraph.records.record import OWNER, Author, N, Record
from vitagraph.values import UNDETERMINED, LanguageTag, PartialDate, Period, Slug, Text, tag_of, whole_slug

if TYPE_CHECKING:
    from vitagraph.recovery.own_facts import Vocabularies


class Identity(NamedTuple):
    """The segment and the id of a record's node: `{document}#{segment}/{id}`."""

    segment: str
    id: str


#: as many terms are found in a list before a set of them is made
_FEW = 8


class GraphResources:
    """The triples of one visibility, by subject and by object."""

    def __init__(self, document: str, language: str, triples: Iterable[Triple]) -> None:
        self.document = document
        self.language = language
        self.owner: Term = iri(f"{document}#{OWNER}")
        self.as_of: PartialDate | None = None
        self.vocabularies: Vocabularies | None = None
        self.areas: dict[Term, Term | None] = {}
        self.skills = set[Term]()
        self._base = f"<{document}#"
        self._objects: dict[Term, dict[Term, list[Term]]] = {}
        self._subjects: dict[tuple[Term, Term], list[Term]] = {}
        for subject, predicate, term in dict.fromkeys(triples):
            self._objects.setdefault(subject, {}).setdefault(predicate, []).append(term)
            self._subjects.setdefault((predicate, term), []).append(subject)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._objects)

    def of_node(self, node: Term, graphs: Iterable[GraphResources]) -> GraphResources:
        """The facts of a node in several graphs."""
        facts = ((node, one, term) for graph in graphs for one in graph.predicates(node) for term in graph.objects(node, one))
        return GraphResources(self.document, self.language, facts)

    def predicates(self, node: Term) -> KeysView[Term]:
        """The predicates of a node."""
        return self._objects.get(node, {}).keys()

    def objects(self, node: Term, *predicates: Term) -> list[Term]:
        """The objects that stand under each of these predicates of a node."""
        described = self._objects.get(node, {})
        first, *others = (described.get(predicate, []) for predicate in predicates)
        return _shared(first, others) if others else first.copy()

    def subjects(self, term: Term, *predicates: Term) -> list[Term]:
        """The nodes that have an object under each of these predicates."""
        first, *others = (self._subjects.get((predicate, term), []) for predicate in predicates)
        return _shared(first, others)

    def types(self, node: Term) -> list[Term]:
        """The classes of a node."""
        return self.objects(node, RDF.type)

    def iri(self, segment: str, identifier: str) -> Term:
        """The IRI `{document}#{segment}/{id}`."""
        return f"{self._base}{segment}/{identifier}>"

    def identity(self, node: Term) -> Identity | None:
        """The segment and the id of a node, None where it is not a record's."""
        if node == self.owner:
            return Identity("person", OWNER)
        segment, slash, identifier = node[len(self._base) : -1].partition("/") if node.startswith(self._base) else ("", "", "")
        return Identity(segment, identifier) if slash and Slug.normalized(identifier) else None

    def id_of(self, node: Term) -> str | None:
        """The id of a record's node, None for other nodes."""
        found = self.identity(node)
        return found.id if found else None

    def ids(self, segment: str, nodes: Iterable[Term]) -> list[str]:
        """The ids of the nodes in a segment."""
        return [found.id for found in map(self.identity, nodes) if found and found.segment == segment]

    def text(self, terms: Iterable[Term]) -> Text | None:
        """The text of literals, one for each language, with the CV's language first."""
        texts: dict[str, str] = {}
        for term in terms:
            parsed = parse(term)
            is_text = not parsed.is_iri and not parsed.datatype and parsed.value.strip()
            if is_text and (not parsed.language or LanguageTag.normalized(parsed.language)):
                texts.setdefault(parsed.language, parsed.value)
        pairs: list[Any] = sorted(texts.items(), key=lambda pair: pair[0] != self.language)
        return Text(pairs[0][1], tuple(pairs)) if pairs else None

    def texts(self, terms: Iterable[Term]) -> list[Text]:
        """The texts of literals: one in several languages where each language has one, else one for each literal."""
        each = [text for term in terms if (text := self.text([term]))]
        whole = self.text(text.terms("")[0] for text in each)
        return [whole] if whole and len(whole.translations) == len(each) else each

    def name_of_term(self, term: Term, name_type: type[N]) -> N | None:
        """The name of a term of a vocabulary, None where a CV cannot name it."""
        return self.vocabularies.name(term, name_type) if self.vocabularies else None

    def value(self, node: Term, predicate: Term) -> str:
        """The text of the first literal or IRI, "" where there is none."""
        return next((parse(term).value for term in self.objects(node, predicate)), "")

    def agents(self, nodes: Iterable[Term], name: str = "") -> list[Author]:
        """The authors that nodes denote, with a printed name; nodes that are neither a person nor an organization are omitted."""
        found = [one for one in map(self.identity, nodes) if one and one.segment in ("person", "org")]
        return [Author(name, one.id) if one.segment == "person" else Author(name, "", one.id) for one in found]

    def agent(self, author: Author) -> Term:
        """The person or organization of an author who was read from this graph."""
        if author.id == OWNER:
            return self.owner
        return iri(f"{self.document}#org/{author.organization}" if author.organization else f"{self.document}#person/{author.id}")

    def printed_names(self) -> Iterator[tuple[Term, str]]:
        """The agents in author lists, each with its printed name."""
        for cell in self:
            for agent in self.objects(cell, RDF.first):
                if name := self.value(cell, SCHEMA.name):
                    yield agent, name

    def other_names(self, agent: Term) -> list[str]:
        """The alternative names of an agent (skos:altLabel)."""
        names = (parse(term).value for term in self.objects(agent, SKOS.altLabel))
        return [name for name in names if name.strip()]

    def language_of(self, record: Record, field: str = "") -> str:
        """The language of a record's texts: while a record is read, its texts have tags of their own, and others the CV's."""
        return self.language

    def is_over(self, period: Period | None) -> bool:
        """Whether a period ended by the day on which the CV was right; false where its end is unknown."""
        return period is not None and period.is_over(self.as_of)

    def is_running(self, period: Period | None) -> bool:
        """Whether a period went on on the day on which the CV was right; false where its end is unknown."""
        return period is not None and period.is_running(self.as_of)

    def language_of_labels(self, labelled: Iterable[tuple[Term, str]], text: Text | None) -> LanguageTag | None:
        """The `lang` of a record that labels resources: the language that all labels have, preferably of its text or of the CV.

        Where no label has a tag, it is one that tags none of the names, because it is written in another script.
        """
        named = list(labelled)
        every = [self._tags(node, name) for node, name in named]
        if text and all(not tag for tag, _ in text.translations) and all("" in tags for tags in every):
            return None  # neither the text nor the labels need a tag
        likely = [tag for tag, _ in text.translations if tag] if text and len(text.translations) == 1 else []
        others = sorted(tag for tag in set().union(*every) if tag)
        candidates = (*likely, self.language, *others, UNDETERMINED)
        fitting = (one for one in candidates if all(tag_of(one, name) in tags for (_, name), tags in zip(named, every, strict=True)))
        found = next(fitting, "") if named else ""
        return LanguageTag(found) if found else None

    def _tags(self, node: Term, name: str) -> set[str]:
        """The languages in which the label of a node is a name; else those in which it has the same id; else all."""
        labels = [parse(term) for term in self.objects(node, SKOS.prefLabel)]
        exact = {label.language for label in labels if label.value == name}
        alike = {label.language for label in labels if whole_slug(label.value) == whole_slug(name)}
        return exact or alike or {label.language for label in labels}


def _shared(first: list[Term], others: Sequence[list[Term]]) -> list[Term]:
    """The terms that are in all lists, in the order of the first."""
    known: Sequence[Collection[Term]] = list(map(set, others)) if len(first) > _FEW else others
    return [term for term in first if all(term in other for other in known)]
