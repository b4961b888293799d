"""Records without what can be derived: ids, records of which only the name is known, names instead of ids.

Each attempt is verified: the shorter records are mapped, and what the graph then lacks is stated in the next attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from vitagraph.mapping.description import description
from vitagraph.mapping.statements import statements
from vitagraph.rdf.dataset import PUBLIC
from vitagraph.rdf.terms import Term, Triple, iri
from vitagraph.rdf.vocabulary import DCTERMS
from vitagraph.records import CV, Author, Field, Index, Person, Record, Visibility, plan, plan_without, sections, stated_fields, with_nested
from vitagraph.records.organizations import Organization, Place
from vitagraph.records.publications import Software
from vitagraph.records.record import OWNER
from vitagraph.recovery.own_facts import OwnFacts
from vitagraph.recovery.resources import Identity

#: segments whose records need no description -> the fields that a name states, or that other records state
_NAMED: dict[str, tuple[str, ...]] = {
    "book": ("title",),
    "country": ("name",),
    "event": ("name", "type"),
    "journal": ("name", "type"),
    "org": ("name", "code"),
    "person": ("name",),
    "place": ("name", "country"),
    "series": ("name", "type"),
    "software": ("title", "repository"),
}
#: what a record may state and still need no description; former ids are in the graph, and no name states them
_ABOUT = ("id", "lang", "visibility")

#: visibility -> its triples, with the description of the dataset among the public ones
Triples = dict[str, dict[Triple, None]]


def simplified(cv: CV, graphs: Mapping[str, Iterable[Triple]]) -> tuple[CV, list[Triple]]:
    """The shortest CV that gives the same graph, and the triples of the graph that records cannot state."""
    expected = _by_visibility(graphs)
    attempt = _Attempt(cv)
    while True:
        short = attempt.shortened()
        index = Index(short)
        if index.problems:
            changed, actual = attempt.compare_problems(index), {}
        else:
            triples = statements(index)
            actual = _by_visibility(triples | {"meta": description(index, triples)})
            changed = attempt.compare_names(index) or attempt.compare_subjects(_differing(expected, actual))
        if not changed:
            lost = {
                name: [one for one in triples if one not in actual.get(name, {}) and not _is_about_a_graph(one)]
                for name, triples in expected.items()
            }
            if not attempt.state_own_facts(lost, index):
                return short, [triple for triples in lost.values() for triple in triples]


def _is_about_a_graph(triple: Triple) -> bool:
    """Whether a triple is about a named graph, which a public file names but does not contain."""
    return "#graph/" in triple[0] or "#graph/" in triple[2] or triple[2] == DCTERMS.RightsStatement


def _by_visibility(graphs: Mapping[str, Iterable[Triple]]) -> Triples:
    expected: Triples = {}
    for name, triples in graphs.items():
        expected.setdefault("public" if name in PUBLIC else name, {}).update(dict.fromkeys(triples))
    return expected


def _differing(expected: Triples, actual: Triples) -> set[Term]:
    """The subjects with different triples in the two graphs."""
    names = expected.keys() | actual.keys()
    return {triple[0] for name in names for triple in expected.get(name, {}).keys() ^ actual.get(name, {}).keys()}


class _Attempt:
    """The records with what had to be stated so far."""

    def __init__(self, cv: CV) -> None:
        self.cv = cv
        self.records = {_identity(record): record for whole in cv.records() for record in with_nested(whole)}
        self.records[Identity("person", OWNER)] = cv.person
        #: records to describe though only a name is known; those to refer to by id; those that state an id; authors that state one
        self.described: set[Identity] = set()
        self.by_id: set[Identity] = set()
        self.with_id: set[Identity] = set()
        self.identified: set[Author] = set()
        self._origins: dict[int, Record] = {}

    def _size(self) -> int:
        return len(self.described) + len(self.by_id) + len(self.with_id) + len(self.identified)

    # -- shortening

    def shortened(self) -> CV:
        """The CV, with what the attempts so far showed to be needed."""
        self._origins = {}
        short = CV(document=self.cv.document, person=self._record(self.cv.person))
        for section in sections():
            described = (record for record in getattr(self.cv, section) if not self._is_left_out(record))
            setattr(short, section, [self._record(record) for record in described])
        return short

    def _is_left_out(self, record: Record) -> bool:
        identity = _identity(record)
        return identity not in self.described and _is_named_only(record)

    def _record(self, record: Any, parent: str = "", number: int = 0) -> Any:
        changed: dict[str, Any] = {}
        for field in _links(record):
            values = getattr(record, field.name)
            some = list(enumerate(values if field.many else filter(None, [values]), 1))
            if field.is_record:
                new = [self._record(value, _identity(record).id, position) for position, value in some]
            elif field.reference:
                new = [self._name(Identity(field.reference.segment, value)) for _, value in some]
            else:
                listed = field.has_printed_names
                new = [self._author(value, listed) for _, value in some]
            changed[field.name] = new if field.many else next(iter(new), None)
        short = msgspec.structs.replace(record, **changed)
        if _identity(record) not in self.with_id and short.default_id(parent, number) == record.id:
            short.id = None
        self._origins[id(short)] = record
        return short

    def _name(self, identity: Identity) -> str:
        """The name or id by which other records refer to one."""
        record = self.records.get(identity)
        if record is None or identity in self.by_id:
            return identity.id
        if isinstance(record, Software) and self._is_left_out(record) and record.repository:
            return record.repository
        name = " ".join(next(record.names(), identity.id).split())
        if isinstance(record, Place) and record.country and self._is_left_out(record):
            name += f", {self._name(Identity('country', record.country))}"
        derived = self._is_left_out(record) or record.default_id("", 0) == record.id
        return name if derived else identity.id

    def _author(self, author: Author, listed: bool = True) -> Author:
        if author.affiliation:
            names = author.stating(affiliation=tuple(self._name(Identity("org", one)) for one in author.affiliation))
            return self._identified(author, names, listed)
        return self._identified(author, author, listed)

    def _identified(self, author: Author, named: Author, listed: bool) -> Author:
        """The author under a name alone where that identifies the person; `named` is the author with names of affiliations."""
        if author not in self.identified and author.name:
            return named.called(author.name)
        if author.organization:
            name = self._name(Identity("org", author.organization))
            return named.called(author.name if listed or author.name != name else "", "", name)
        return named

    # -- comparing

    def compare_problems(self, index: Index) -> bool:
        """States what is ambiguous; returns whether anything is new."""
        before = self._size()
        for problem in index.problems:
            record = self._origins.get(id(problem.record))
            if record is None:
                # Patents describe their offices.
                self.described |= {one for one, known in self.records.items() if not (isinstance(known, Organization) and known.code)}
            elif not problem.path or problem.path[0] == "id":
                self.with_id.add(_identity(record))
                self.described.add(_identity(record))
            else:
                self._disambiguate(record, str(problem.path[0]), problem.path[1:])
        if self._size() == before:  # a name denotes a person whose id is taken
            self.identified |= {author for authors, _ in self._author_lists() for author in authors}
        return self._size() > before

    def _disambiguate(self, record: Record, name: str, position: tuple[Any, ...]) -> None:
        field = plan(type(record)).fields[name]
        value = getattr(record, name)
        value = value[position[0]] if field.many and position else value
        if isinstance(value, Author) and len(position) > 1:  # ("affiliation", number)
            self.described.add(Identity("org", value.affiliation[position[2]]))
            self.by_id.add(Identity("org", value.affiliation[position[2]]))
        elif isinstance(value, Author):
            self.identified.add(value)
            self.described.add(_identity_of(value))
            self.by_id.add(_identity_of(value))
        elif field.reference:
            identity = Identity(field.reference.segment, value)
            self.described.add(identity)
            self.by_id.add(identity)

    def compare_names(self, index: Index) -> bool:
        """States the id of authors whose name denotes another person; returns whether anything is new."""
        ambiguous = {
            author
            for authors, listed in self._author_lists()
            for author, credit in zip(authors, index.credits([self._author(one, listed) for one in authors]), strict=True)
            if author not in self.identified and credit.agent != _node(index, _identity_of(author))
        }
        self.identified |= ambiguous
        return bool(ambiguous)

    def state_own_facts(self, lost: Mapping[str, Iterable[Triple]], index: Index) -> bool:
        """States facts that no field states as facts of one's own; returns whether anything is new."""
        shown = {id(self._origins[id(one)]): index.visibility(one) for one in index.records.values() if id(one) in self._origins}
        shown |= {id(self.records[found]): index.visibility(one) for node, one in index.implicit.items()
                  if (found := _identity_of_node(node)) in self.records}  # fmt: skip
        by_visibility = ((Visibility[name], triple) for name, triples in lost.items() if name != "meta" for triple in triples)
        return OwnFacts(self.cv, self.records, index.document).attach(by_visibility, shown)

    def _author_lists(self) -> Iterator[tuple[list[Author], bool]]:
        """The authors of each field that has some, and whether the graph has their printed names."""
        for whole in self.cv.records():
            if whole is self.cv.person or not self._is_left_out(whole):
                for record in with_nested(whole):
                    for field in _links(record):
                        value = getattr(record, field.name)
                        if field.type is Author and value:
                            yield (value if field.many else [value]), field.has_printed_names

    def compare_subjects(self, differing: set[Term]) -> bool:
        """Describes records that differ when they are only named; returns whether anything is new."""
        before = self._size()
        for node in differing:
            identity = _identity_of_node(node)
            if identity in self.records:
                self.described.add(identity)
        return self._size() > before


def _identity_of_node(node: Term) -> Identity:
    segment, _, rest = node.rpartition("#")[2].removesuffix(">").partition("/")
    return Identity(segment, rest.partition("/")[0])


def _links(record: Record) -> tuple[Field, ...]:
    return plan_without(type(record), record.inapplicable()).links


def _node(index: Index, identity: Identity) -> Term:
    return index.owner if identity == ("person", OWNER) else iri(f"{index.document}#{identity.segment}/{identity.id}")


def _identity(record: Record) -> Identity:
    return Identity(record.segment, record.id or OWNER)


def _identity_of(author: Author) -> Identity:
    return Identity("org", author.organization) if author.organization else Identity("person", author.id)


def _is_named_only(record: Record) -> bool:
    """Whether a record states no more than a reference to its name."""
    if record.segment not in _NAMED or (isinstance(record, Person) and record.id is None):
        return False
    return set(stated_fields(record)) <= {*_ABOUT, *_NAMED[record.segment]}
