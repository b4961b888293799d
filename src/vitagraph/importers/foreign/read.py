"""A text of a source of RDF -> records."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from vitagraph.errors import DataError, Place, Problem
from vitagraph.importers import names
from vitagraph.importers.draft import Draft, web_address
from vitagraph.importers.entry import NAMES, Entry
from vitagraph.importers.foreign import Source
from vitagraph.importers.homes import at
from vitagraph.importers.identifiers import of_works
from vitagraph.importers.people import People
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.works import Works
from vitagraph.queries.local import Scope, evaluate_text
from vitagraph.queries.syntax import terms
from vitagraph.rdf.sources import embedded, read_graphs
from vitagraph.rdf.syntaxes import SYNTAXES, syntax_of_text
from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import PREFIXES, RDF
from vitagraph.records import CV, Author, Person, plan, sections, work_kinds
from vitagraph.records.languages import Language
from vitagraph.records.people import Account
from vitagraph.values import Identifier, PersonName
from vitagraph.values.language_names import english_name

_ENTRY = "https://w3id.org/vitagraph/entries#"
_OWNER, _WORK = "Owner", "Work"
_ROLES = ("authors", "editors")
#: what an author has that no record has
_OF_AUTHORS = ("person", "position")
_ME = "me"
#: letters of a value that is found within other text: shorter ones are in almost any text, and have to be words of it
_LEAST = 4

#: name -> values, of an entry
Facts = dict[str, list[Term]]


def read(text: str, source: str, foreign: Source) -> Imported:
    """The records of a text of a source; each triple that its query does not take is reported.

    Raises DataError where the text is not well-formed, or the query finds nothing in it.
    """
    triples = _triples(text, source)
    entries = _Entries(triples, foreign)
    if not entries.facts:
        message = f"there is nothing in it that the import of {foreign.header.label} takes; name another format with --format"
        raise DataError([Problem(Place(source), message)])
    places = _Places(text, source)
    reading = _Reading(entries, places)
    reading.add()
    _report_rest(triples, entries, foreign, reading.report, places)
    return reading.report.imported(reading.cv, reading.works.entries)


def _triples(text: str, source: str) -> list[Triple]:
    """The triples of RDF, or of the JSON-LD of a page, in their order."""
    syntax = syntax_of_text(text, source)
    is_page = text.lstrip("\ufeff \t\r\n").startswith("<") and "</script>" in text
    blocks = embedded(source, text) if is_page or syntax is None else [text]
    read_as = SYNTAXES["jsonld"] if is_page or syntax is None else syntax
    found = dict.fromkeys(triple for block in blocks for graph in read_graphs(source, block, read_as).values() for triple in graph)
    return list(_without_lists(found))


def _without_lists(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The same with the members of a list in its place, in their order, which the places of triples keep; one without an end stays."""
    whole = [*triples]
    firsts = {subject: term for subject, predicate, term in whole if predicate == RDF.first}
    rests = {subject: term for subject, predicate, term in whole if predicate == RDF.rest}
    used: set[Term] = set()
    lists: dict[Term, list[Term]] = {}
    cells: set[Term] = set()
    for _, predicate, head in whole:
        if head in firsts and predicate != RDF.rest and head not in used:
            found, end = _cells(head, rests, used)
            if end == RDF.nil and all(one in firsts for one in found):
                lists[head] = [firsts[one] for one in found]
                cells.update(found)
    for subject, predicate, term in whole:
        if term in lists and predicate != RDF.rest:
            yield from ((subject, predicate, one) for one in lists[term])
        elif subject not in cells or (predicate, term) not in ((RDF.first, firsts[subject]), (RDF.rest, rests[subject])):
            yield subject, predicate, term


def _cells(head: Term, rests: Mapping[Term, Term], used: set[Term]) -> tuple[list[Term], Term]:
    """The cells of a list from its first one on, and what is behind the last; none that is in a list already."""
    found: list[Term] = []
    cell = head
    while cell in rests and cell not in used:
        used.add(cell)
        found.append(cell)
        cell = rests[cell]
    return found, cell


class _Places:
    """The places of nodes and values in a text: RDF has none, so they are searched."""

    def __init__(self, text: str, source: str) -> None:
        self._text, self._source = text, source
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._found: dict[str, int] = {}

    def of(self, node: Term, value: str = "") -> Place:
        """The place of a value behind the first mention of its node, else of the value, else of the node, else the beginning."""
        start = max(self._offset("" if _is_unnamed(node) else node[1:-1]), 0)
        behind = self._text.find(value, start) if value else -1
        offset = behind if behind >= 0 else max(self._offset(value), 0) or start
        line = bisect_right(self._starts, offset)
        return Place(self._source, line, offset - self._starts[line - 1] + 1)

    def _offset(self, text: str) -> int:
        """Where a text is first; -1 where it is not."""
        if text not in self._found:
            self._found[text] = self._text.find(text) if text else -1
        return self._found[text]


class _Entries:
    """What the query of a source constructs: node -> name -> values; nodes and values in the order of the source."""

    def __init__(self, triples: list[Triple], foreign: Source) -> None:
        from pyoxigraph import RdfFormat, Store
        from pyoxigraph import parse as parsed

        store = Store()
        store.bulk_extend(parsed("".join(f"{' '.join(triple)} .\n" for triple in triples), RdfFormat.N_TRIPLES, lenient=True))
        self._places: dict[Term, int] = {}
        for number, triple in enumerate(triples):
            for term in triple:
                self._places.setdefault(term, number)
        self._placed = {(subject, term): number for number, (subject, _, term) in reversed([*enumerate(triples)])}
        self.facts: dict[Term, Facts] = {}
        self.types: dict[Term, list[str]] = {}
        found: Any = evaluate_text(store, foreign.query, Scope())
        for subject, predicate, term in sorted(found, key=self._key):
            if predicate == RDF.type:
                self.types.setdefault(subject, []).append(term[1:-1].removeprefix(_ENTRY))
            else:
                self.facts.setdefault(subject, {}).setdefault(predicate[1:-1].removeprefix(_ENTRY), []).append(term)

    def _key(self, triple: Triple) -> tuple[int, int, int, str, str]:
        subject, predicate, term = triple
        own = self._placed.get((subject, term), len(self._places))
        return self._place(subject), own, self._place(term), predicate, "" if _is_unnamed(term) else term

    def _place(self, term: Term) -> int:
        return self._places.get(term, len(self._places))

    def of(self, cls: str) -> Iterator[tuple[Term, Facts]]:
        """The nodes of a class."""
        return ((node, facts) for node, facts in self.facts.items() if cls in self.types.get(node, ()))


def _texts(terms: Iterable[Term]) -> list[str]:
    """The values of literals and IRIs, each once; those of blank nodes are none."""
    return list(dict.fromkeys(parse(term).value for term in terms if not _is_unnamed(term)))


def _is_unnamed(term: Term) -> bool:
    return term.startswith("_:")


class _Reading:
    """The records of one source."""

    def __init__(self, entries: _Entries, places: _Places) -> None:
        self.entries, self._places = entries, places
        self.cv, self.report = CV(), Report()
        self.works = Works(self.cv, self.report)
        self._people = People(self.cv, self.report)
        self._owner: Term = ""

    def add(self) -> None:
        """Adds the owner, then the works, the newest first, then all else."""
        self._add_owner()
        works = [*self.entries.of(_WORK)]
        for node, facts in sorted(works, key=lambda work: _texts(work[1].get("date", ['""']))[0], reverse=True):
            self._add_work(node, facts)
        for section, record in sections().items():
            for node, facts in self.entries.of(section):
                draft = Draft(record, self.report, self._place(node, facts), _called(node, section))
                self._set(draft, facts)
                if (found := draft.record()) is not None:
                    getattr(self.cv, section).append(found)

    def _add_owner(self) -> None:
        """The owner is the person with the most works; of two with as many, the first."""
        counts = {node: 0 for node, _ in self.entries.of(_OWNER)}
        for _, facts in self.entries.of(_WORK):
            for author in facts.get("authors", ()):
                for person in self.entries.facts.get(author, {}).get("person", [author]):
                    counts[person] = counts.get(person, 0) + 1 if person in counts else counts.get(person, 0)
        owners = [node for node, _ in self.entries.of(_OWNER)]
        if not owners:
            return
        self._owner = max(owners, key=lambda node: counts[node])
        draft = Draft(Person, self.report, self._places.of(self._owner), _called(self._owner, "person"))
        self._set(draft, self.entries.facts.get(self._owner, {}))
        self.cv.person = draft.record() or self.cv.person

    def _set(self, draft: Draft, facts: Facts) -> None:
        """Sets the fields of a record; an address that identifies what it describes is the identifier."""
        fields = plan(draft.kind).fields
        for name, values in facts.items():
            if name == "link":
                self._link(draft, _texts(values))
            elif name not in _OF_AUTHORS:
                texts = _texts(values)
                texts = [*map(web_address, texts)] if name == "homepage" else texts
                if draft.kind is Language:  # by its name, or its tag (BCP 47)
                    texts = [english_name(one) or one for one in texts]
                draft.set(name, texts if len(texts) > 1 or (name in fields and fields[name].many) else texts[0])

    def _link(self, draft: Draft, addresses: Iterable[str]) -> None:
        fields = plan(draft.kind)
        profiles = []
        for address in addresses:
            field = next((one for one in fields.identifiers if one.type.of_address(address)), None)
            if field is not None and field.name not in draft.values:
                draft.set(field.name, address)
            elif "profiles" in fields.fields and field is None:
                account = Draft(Account, self.report, draft.place, draft.path).with_values(url=address)
                profiles += [record for record in (account.record(),) if record is not None]
            elif field is None or draft.values.get(field.name) != field.type.parse(field.type.of_address(address)):
                self.report.leave_out(draft.place, f"{draft.path}.link", address)
        if profiles:
            draft.set("profiles", profiles)

    def _add_work(self, node: Term, facts: Facts) -> None:
        entry = Entry(self._place(node, facts), _called(node, "work"))
        for name, values in facts.items():
            texts = _texts(values)
            if name in _ROLES:
                entry.set(name, [author for one in self._in_order(values) if (author := self._author(one))])
            elif name == "link":
                self._links_of_work(entry, texts)
            elif name == "keywords":
                entry.set(name, texts)
            elif name != "kind":
                for one in texts:
                    entry.set(name if name in NAMES or name in dict(of_works()) else "", one, name)
        kind = work_kinds.rows()[(_texts(facts.get("kind", [])) or ["other"])[0]]
        self.works.add_at(at(kind), entry)

    def _links_of_work(self, entry: Entry, addresses: Iterable[str]) -> None:
        pages = []
        for address in addresses:
            field, found = next(((name, found) for name, one in of_works() if (found := _identifier(one, address))), ("", ""))
            if field and field not in entry:
                entry.set(field, found, "link")
            elif not field and "://" in address:
                pages.append(address)
            elif not field:
                entry.set("", address, "identifier")
        entry.set("pages_about", pages)

    def _in_order(self, authors: list[Term]) -> list[Term]:
        def position(author: Term) -> int:
            stated = _texts(self.entries.facts.get(author, {}).get("position", []))
            return int(stated[0]) if stated and re.fullmatch(r"[0-9]{1,6}", stated[0]) else 0

        return sorted(dict.fromkeys(authors), key=position)

    def _author(self, node: Term) -> Author | None:
        facts = self.entries.facts.get(node, {})
        name = (_texts(facts.get("name", [])) or ([] if node[0] != '"' else [parse(node).value]) or [""])[0]
        author = names.printed(name)
        if author is None:
            return None
        if self._owner and self._owner in facts.get("person", [node]):
            same = PersonName.parse(name).key == PersonName.parse(str(self.cv.person.name or "")).key
            return author if same or not author.name else author.called(author.name, _ME)
        orcid = _texts([*facts.get("orcid", []), *(one for one in facts.get("link", []) if "//orcid.org/" in one)])
        with suppress(ValueError):
            return self._people.identified(author, orcid[0] if orcid else "", name)
        self.report.leave_out(self._places.of(node, orcid[0]), f"{_called(node, 'author')}.orcid", orcid[0])
        return author

    def _place(self, node: Term, facts: Facts) -> Place:
        """The place of an entry: of one without an IRI, that of its title or name."""
        return self._places.of(node, next(iter(_texts([*facts.get("title", []), *facts.get("name", [])])), "") if _is_unnamed(node) else "")


def _identifier(one: type[Identifier], text: str) -> str:
    return one.of_address(text) or one.marked_in(text)


def _called(node: Term, otherwise: str) -> str:
    """How a node is called in messages: its IRI, else what it is."""
    return node[1:-1] if node.startswith("<") else otherwise


def _report_rest(triples: list[Triple], entries: _Entries, foreign: Source, report: Report, places: _Places) -> None:
    """Reports the triples whose terms the query does not have, those of nodes that lead to no entry, and values that are in no entry."""
    taken, skipped = set(terms(foreign.query)), {_expanded(name, foreign.query) for name in foreign.header.skipped}
    reached, described, values = _reached(triples, entries), {subject for subject, _, _ in triples}, _Values(entries)
    for subject, predicate, term in triples:
        about = term if predicate == RDF.type else predicate
        path = f"{_called(subject, 'a node')} {_short(predicate, foreign.query)}"
        if about in skipped:
            name = _short(about, foreign.query)
            report.form(places.of("_:", name.rpartition(":")[2]), name)
        elif predicate == RDF.type:
            if about not in taken or subject not in reached:
                report.leave_out(places.of(subject, _short(term, foreign.query).rpartition(":")[2]), path, _short(term, foreign.query))
        elif term not in described and (about not in taken or subject not in reached or not values.have(subject, term)):
            value = parse(term).value
            report.leave_out(places.of(subject, value), path, value)


class _Values:
    """The values of entries, among which those of the source are found: a query may shorten a value, or put two into one text."""

    def __init__(self, entries: _Entries) -> None:
        self._own = {node: _texts(term for terms in facts.values() for term in terms) for node, facts in entries.facts.items()}
        self._all = "\n".join(text for texts in self._own.values() for text in texts)
        self._words = frozenset(re.split(r"\W+", self._all))

    def have(self, subject: Term, term: Term) -> bool:
        """Whether an entry has the object of a triple, or the entry of its subject has a part of it."""
        value = parse(term).value
        is_there = value in (self._words if len(value) < _LEAST else self._all)
        return is_there or any(text in value for text in self._own.get(subject, ()) if text)


def _reached(triples: list[Triple], entries: _Entries) -> set[Term]:
    """The nodes from which entries are made, and those to which they lead."""
    objects: dict[Term, list[Term]] = {}
    for subject, _, term in triples:
        objects.setdefault(subject, []).append(term)
    reached = {*entries.facts, *entries.types}
    waiting = [*reached]
    for node in waiting:  # grows meanwhile
        new = [term for term in objects.get(node, ()) if term[0] != '"' and term not in reached]
        reached.update(new)
        waiting += new
    return reached


@cache
def _prefixes(query: str) -> dict[str, str]:
    return PREFIXES | dict(re.findall(r"(?m)^PREFIX (\w+): <([^<>\n]+)>", query))


def _expanded(name: str, query: str) -> Term:
    prefix, _, local = name.partition(":")
    return f"<{_prefixes(query)[prefix]}{local}>"


def _short(term: Term, query: str) -> str:
    for prefix, base in _prefixes(query).items():
        if term.startswith(f"<{base}"):
            return f"{prefix}:{term[len(base) + 1 : -1]}"
    return term.strip("<>")
