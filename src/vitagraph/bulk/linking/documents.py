"""The agents and works of a document, with the identifiers, names, author lists and affiliations that linking compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, parse
from vitagraph.rdf.vocabulary import DCTERMS, SCHEMA, SKOS
from vitagraph.records.identifiers import types_by_path
from vitagraph.values import Identifier, PersonName, full_slug, slug

#: what values begin with that nodes share: those of persons and organizations, those of works
AGENT, WORK = "agent", "work"
#: a longer list of authors does not suggest that they know each other
_MOST_AUTHORS = 50
_IDENTIFIER = regex(r"(<.*)/id/([a-z-]+)>")
_CELL = regex(r"(<.*)/authors/([0-9]+)>")
_AGENT = regex(r"<[^#]*#(?:me|person/[^/]+|org/[^/]+)>")
#: records that are neither agents nor works
_OTHERS = regex(r"<[^#]*#(?:award|country|course|event|grant|journal|place|project|series|skill|topic)/[^/]+>")
_YEAR = regex(r"-?[0-9]{4}")
_PERSON = regex(r"<[^#]*#(?:me|person/[^/]+)>")
_AFFILIATIONS = (SCHEMA.affiliation, SCHEMA.worksFor)
_DATES = (DCTERMS.date, DCTERMS.issued)
_PREDICATES = frozenset(
    (SCHEMA.value, SCHEMA.name, SCHEMA.item, SKOS.altLabel, DCTERMS.title, DCTERMS.type, *_DATES, *_AFFILIATIONS)
)  # fmt: skip
#: words of a title that is not a common phrase, such as "Introduction to the special issue"
_LEAST_WORDS = 4

Triple = tuple[Term, Term, Term]


class Node(NamedTuple):
    """An agent or a work of a document. Nodes that share one of `identifiers` are the same; nodes that share `blocks` may be.

    Of a work also: the kind, the year (0: none), the printed authors by the IRI of their node, and `version`: what two versions of it
    have in common, "" where it is too little to identify it.
    """

    iri: Term
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    blocks: tuple[str, ...]
    kind: str = ""
    year: int = 0
    authors: tuple[tuple[Term, str], ...] = ()
    version: str = ""


def documents(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    """The relevant triples, document by document: an export keeps those of a CV together."""
    relevant = (triple for triple in triples if triple[1] in _PREDICATES and "#" in triple[0])
    for _, some in groupby(relevant, key=lambda triple: triple[0].partition("#")[0]):
        yield list(some)


class DocumentFacts:
    """The facts of one document."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.names: dict[Term, dict[str, None]] = {}
        self.titles: dict[Term, str] = {}
        self.identifiers: dict[Term, dict[str, None]] = {}
        self.bylines: dict[Term, dict[int, Term]] = {}
        self.affiliations: dict[Term, list[Term]] = {}
        self._kinds: dict[Term, str] = {}
        self._years: dict[Term, int] = {}
        self._printed: dict[Term, dict[int, str]] = {}
        for subject, predicate, term in triples:
            self._note(subject, predicate, term)

    def _note(self, subject: Term, predicate: Term, term: Term) -> None:
        if predicate == SCHEMA.value:
            if node := _IDENTIFIER.fullmatch(subject):
                self._note_identifier(f"{node[1]}>", node[2], parse(term).value)
        elif predicate == SCHEMA.item and (cell := _CELL.fullmatch(subject)):
            self.bylines.setdefault(f"{cell[1]}>", {})[int(cell[2])] = term
        elif predicate == SCHEMA.name and (cell := _CELL.fullmatch(subject)):
            self._printed.setdefault(f"{cell[1]}>", {})[int(cell[2])] = parse(term).value
        elif predicate == DCTERMS.title:
            self.titles.setdefault(subject, parse(term).value)
        elif predicate == DCTERMS.type:
            self._kinds.setdefault(subject, term[1:-1].rpartition("#")[2])
        elif predicate in _DATES:
            if year := _YEAR.match(parse(term).value):
                self._years.setdefault(subject, int(year[0]))
        elif predicate in _AFFILIATIONS and _AGENT.fullmatch(term):
            self.affiliations.setdefault(subject, []).append(term)
        elif _AGENT.fullmatch(subject) and predicate in (SCHEMA.name, SKOS.altLabel):
            self.names.setdefault(subject, {})[parse(term).value] = None

    def _note_identifier(self, subject: Term, path: str, value: str) -> None:
        """Adds an identifier of an agent or a work."""
        identifier_type = types_by_path().get(path)
        if identifier_type is not None and not _OTHERS.fullmatch(subject):
            identifier = identifier_type(value).preferred()
            self.identifiers.setdefault(subject, {})[comparable(identifier, bool(_AGENT.fullmatch(subject)))] = None

    def nodes(self) -> Iterator[Node]:
        """All agents and works."""
        blocks = self._blocks()
        for agent, names in self.names.items():
            yield Node(agent, tuple(names), tuple(self.identifiers.get(agent, ())), tuple(sorted(blocks.get(agent, ()))))
        works = dict.fromkeys([*self.bylines, *self.identifiers])  # in the order of the export: each run writes the same bytes
        for work in (work for work in works if work in self.bylines or work not in self.names):
            title = self.titles.get(work, "")
            authors = tuple(self._authors(work))
            yield Node(
                work,
                (title,) if title else (),
                tuple(self.identifiers.get(work, ())),
                tuple(self._by_title(work)),
                self._kinds.get(work, ""),
                self._years.get(work, 0),
                authors,
                _version(title, [name for _, name in authors]),
            )

    def _authors(self, work: Term) -> Iterator[tuple[Term, str]]:
        """The authors of a work in their order, each with the name that is printed, else with that of the node."""
        printed = self._printed.get(work, {})
        for position, agent in sorted(self.bylines.get(work, {}).items()):
            yield agent, printed.get(position) or next(iter(self.names.get(agent, ())), "")

    def _blocks(self) -> dict[Term, set[str]]:
        """Person -> blocks, which nodes of other documents share if they are the same person."""
        blocks: dict[Term, set[str]] = {agent: set() for agent in self.names if _PERSON.fullmatch(agent)}
        keys = {agent: self._keys(agent) for agent in blocks}
        for work, byline in self.bylines.items():
            known = {position: agent for position, agent in byline.items() if agent in blocks}
            for position, agent in known.items():
                found = blocks[agent]
                found.update(f"position {one} {position}" for one in self._of_work(work))
                found.update(f"work {key} {one}" for one in self._of_work(work) for key in keys[agent])
                if len(byline) <= _MOST_AUTHORS:
                    others = {key for other in known.values() if other != agent for key in keys[other]}
                    found.update(f"coauthor {key} {other}" for key in keys[agent] for other in others - keys[agent])
        for agent, organizations in self.affiliations.items():
            names = {slug(name) for organization in organizations for name in self.names.get(organization, ())}
            if agent in blocks:
                blocks[agent].update(f"affiliation {key} {name}" for key in keys[agent] for name in names if name)
        return blocks

    def _keys(self, agent: Term) -> set[str]:
        """Keys of all names of a person that have a given name or initials; a family name alone identifies no person."""
        parsed = (PersonName.parse(name) for name in self.names[agent])
        return {name.key for name in parsed if name.key and (name.given or name.initials)}

    def _by_title(self, work: Term) -> Iterator[str]:
        """The block of a work: its title and the family name of its first author."""
        first = next(iter(self.names.get(self.bylines.get(work, {}).get(1, ""), ())), "")
        yield from (f"title {title} {slug(PersonName.parse(first).family)}" for title in self._of_work(work) if first)

    def _of_work(self, work: Term) -> Iterator[str]:
        """The title of a work as a slug, which finds it without an identifier."""
        if title := slug(self.titles.get(work, "")):
            yield title


def _version(title: str, authors: Iterable[str]) -> str:
    """The title and the family names of all authors, in their order; "" where the title is short, or an author has no family name."""
    words, families = full_slug(title), [slug(PersonName.parse(name).family) for name in authors]
    return f"{words} {' '.join(families)}" if words.count("-") + 1 >= _LEAST_WORDS and families and all(families) else ""


def comparable(identifier: Identifier, of_agent: bool) -> str:
    """The form in which identifiers of agents and works are compared: `agent orcid 0000-0002-1825-0097`."""
    return f"{AGENT if of_agent else WORK} {identifier.scheme.name} {identifier.key}"


def type_and_scheme(compared: str) -> str:
    """What an identifier in the form of `comparable` identifies, and its scheme: `agent orcid`."""
    return compared.rpartition(" ")[0]


def iri_of(compared: str) -> str:
    """The IRI, without brackets, of an identifier in the form of `comparable` (`agent orcid 0000-...`)."""
    _, name, key = compared.split(" ", 2)
    return next(one(key).link()[1:-1] for one in types_by_path().values() if one.scheme.name == name)
