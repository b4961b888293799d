"""What a graph says of the resources of a CV: the mirror of the index, for reading records back.

One `Resources` holds what one privacy class says. Fields are read back by their predicates; what a record's `structure` writes,
its `recover` finds again here.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.rdf.terms import Term, Triple, iri, parse
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, RDF, RDFS, SCHEMA, SKOS
from vitagraph.records.record import OWNER, Author
from vitagraph.values import PartialDate, Period, Text, slug

if TYPE_CHECKING:
    from vitagraph.values import LanguageTag


class Identity(NamedTuple):
    """The kind and the id of a record's node: `{document}#{segment}/{id}`."""

    segment: str
    id: str


class Resources:
    """The triples of one privacy class, by subject and by object."""

    def __init__(self, document: str, language: str, triples: Iterable[Triple]) -> None:
        self.document = document
        self.language = language
        self.owner: Term = iri(f"{document}#{OWNER}")
        self.as_of: PartialDate | None = None
        self._base = f"<{document}#"
        self._objects: dict[Term, dict[Term, list[Term]]] = {}
        self._subjects: dict[tuple[Term, Term], list[Term]] = {}
        for subject, predicate, term in triples:
            objects = self._objects.setdefault(subject, {}).setdefault(predicate, [])
            if term not in objects:
                objects.append(term)
                self._subjects.setdefault((predicate, term), []).append(subject)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._objects)

    def objects(self, node: Term, *predicates: Term) -> list[Term]:
        """What stands under every one of these predicates of a node."""
        first, *others = (self._objects.get(node, {}).get(predicate, []) for predicate in predicates)
        return [term for term in first if all(term in other for other in others)]

    def subjects(self, term: Term, *predicates: Term) -> list[Term]:
        """The nodes that say this of themselves under every one of these predicates."""
        first, *others = (self._subjects.get((predicate, term), []) for predicate in predicates)
        return [node for node in first if all(node in other for other in others)]

    def types(self, node: Term) -> list[Term]:
        """The classes of a node."""
        return self.objects(node, RDF.type)

    def identity(self, node: Term) -> Identity | None:
        """The kind and the id of a node, None where it is not a record's."""
        if node == self.owner:
            return Identity("person", OWNER)
        segment, slash, identifier = node[len(self._base) : -1].partition("/") if node.startswith(self._base) else ("", "", "")
        return Identity(segment, identifier) if slash and identifier and "/" not in identifier else None

    def ids(self, segment: str, nodes: Iterable[Term]) -> list[str]:
        """The ids of those nodes that are of one kind."""
        return [found.id for found in map(self.identity, nodes) if found and found.segment == segment]

    def text(self, terms: Iterable[Term]) -> Text | None:
        """The text of some literals, one a language, that of the CV's language first."""
        texts: dict[str, str] = {}
        for term in terms:
            parsed = parse(term)
            if not parsed.is_iri and not parsed.datatype:
                texts.setdefault(parsed.language, parsed.value)
        pairs: list[Any] = sorted(texts.items(), key=lambda pair: pair[0] != self.language)
        return Text(pairs[0][1], tuple(pairs)) if pairs else None

    def value(self, node: Term, predicate: Term) -> str:
        """The text of a literal or IRI, "" where there is none."""
        return next((parse(term).value for term in self.objects(node, predicate)), "")

    def author(self, agent: Term, name: str = "") -> Author | None:
        """Somebody, with the name as printed; None for a node that is neither a person nor an organization of the CV."""
        found = self.identity(agent)
        if found is None or found.segment not in ("person", "org"):
            return None
        return Author(name, found.id) if found.segment == "person" else Author(name, "", found.id)

    def agents(self, nodes: Iterable[Term]) -> list[Author]:
        """The authors that some nodes stand for."""
        return [author for author in map(self.author, nodes) if author]

    def authors(self, work: Term) -> list[Author]:
        """The author list of a work, in its order."""
        authors: list[Author] = []
        cell, seen = next(iter(self.objects(work, BIBO.authorList)), RDF.nil), set()
        while cell != RDF.nil and cell not in seen:
            seen.add(cell)
            for agent in self.objects(cell, RDF.first):
                authors += filter(None, [self.author(agent, self.value(cell, SCHEMA.name))])
            cell = next(iter(self.objects(cell, RDF.rest)), RDF.nil)
        return authors

    def printed_names(self) -> Iterator[tuple[Term, str]]:
        """Who stands in an author list under which name."""
        for cell in self:
            for agent in self.objects(cell, RDF.first):
                if name := self.value(cell, SCHEMA.name):
                    yield agent, name

    def other_names(self, agent: Term) -> list[str]:
        """The names under which somebody is known, besides the proper one."""
        return [parse(term).value for term in self.objects(agent, SKOS.altLabel)]

    def is_over(self, period: Period) -> bool:
        """Whether a period had ended by the day on which the CV was right."""
        return period.end is not None and not (self.as_of and self.as_of.before(period.end))

    def language_of_labels(self, labelled: Iterable[tuple[Term, str]], text: Text | None) -> "LanguageTag | None":
        """The `lang` of a record that labels resources in it: that of its text or of the CV, if they all have it."""
        from vitagraph.values import LanguageTag

        tags = [self._tags(node, name) for node, name in labelled]
        shared = set.intersection(*tags) if tags else set()
        likely = [tag for tag, _ in text.translations] if text and len(text.translations) == 1 else []
        found = next((tag for tag in (*likely, self.language, *sorted(shared)) if tag in shared), "")
        return LanguageTag(found) if found else None

    def _tags(self, node: Term, name: str) -> set[str]:
        """The languages of the labels of a node that are a name; of those with its id where it has another spelling."""
        labels = [parse(term) for term in self.objects(node, RDFS.label)]
        exact = {label.language for label in labels if label.value == name}
        return exact or {label.language for label in labels if slug(label.value) == slug(name)}

    def language_of_work(self, work: Term, title: Text | None) -> "LanguageTag | None":
        """The language a work is written in, None where it is that of its title."""
        from vitagraph.values import LanguageTag

        tagged = title.translations[0][0] if title and title.translations else self.language
        stated = [parse(term).value for term in self.objects(work, SCHEMA.inLanguage, DCTERMS.language)]
        return LanguageTag(stated[0]) if stated and tagged not in stated else None
