"""Finds the record of a CV that an imported record describes: by id, identifier, name, or by all facts that both state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from vitagraph.merging.comparison import keys_of_person, may_be_one_person, may_be_same, names_of_person, share_value
from vitagraph.merging.events import may_be_one_event, names_of
from vitagraph.merging.folding import folded, normalized
from vitagraph.merging.works import CONTAINERS, Relation, container, doubts, is_bare, relation
from vitagraph.records import CV, Author, Field, Index, Person, Record, plan, sections, with_nested
from vitagraph.records.career import Thesis
from vitagraph.records.containers import Event, Volume
from vitagraph.records.identifiers import identifiers
from vitagraph.records.organizations import text_names
from vitagraph.records.patents import PatentDocument, PatentFamily
from vitagraph.records.publications import ConferencePaper, Preprint, WorkshopPaper
from vitagraph.records.works import Publication
from vitagraph.values import Days, PartialDate, Period, PersonName, Plain, Text, slug

#: segments of records that are identified by their names
_NAMED = (
    "book",
    "country",
    "event",
    "journal",
    "language",
    "org",
    "patent-family",
    "place",
    "project",
    "section",
    "series",
    "skill",
    "software",
    "thesis",
    "topic",
)

Key = tuple[str, str, str]


class Match(NamedTuple):
    """The record that an imported one describes, or may describe (`doubts` states why not); else the version of it in the CV."""

    record: Record | None = None
    doubts: list[str] = []
    version: Publication | None = None
    #: whether the CV has it as a record of another class, a thesis for example, and the source only names it
    elsewhere: bool = False


class Matching:
    """The records in the sections of a CV, by all keys that identify them."""

    def __init__(self, index: Index, source: Index) -> None:
        self._index = index
        self._source = source
        self._new: set[int] = set()
        self._known: dict[Key, Record] = {}
        self._titles: dict[str, list[Publication]] = {}
        self._by_class: dict[type[Record], list[Record]] = {}
        self._people: dict[str, list[Person]] = {}  # by names and ids
        self._wholes: dict[int, Record] = {}
        self._add_person(index.cv.person)
        for whole in index.cv.records():
            for record in with_nested(whole) if whole is not index.cv.person else ():
                self._add(record, index.id_of(record))
                self._wholes[id(record)] = whole

    def add(self, record: Record) -> None:
        """Adds an imported record that the CV does not have."""
        self._new.add(id(record))
        self._add(record, self._source.id_of(record))

    def _add(self, record: Record, identifier: str) -> None:
        self._by_class.setdefault(type(record), []).append(record)
        for one in (identifier, *record.former_ids):
            self._known.setdefault((record.segment, "id", one), record)
        self._known.setdefault((record.segment, "default id", record.default_id("", 0)), record)
        for key in (*_identified(record), *_named(record)):
            self._known.setdefault(key, record)
        if isinstance(record, Publication):
            for title in _titles(record.title or record.note):
                self._titles.setdefault(title, []).append(record)
        if isinstance(record, Person):
            self._add_person(record)

    def _add_person(self, person: Person) -> None:
        for key in keys_of_person(person):
            self._people.setdefault(key, []).append(person)

    def of(self, record: Record) -> Match:
        """The match of an imported record in the CV."""
        keys = [(record.segment, "id", one) for one in (self._source.id_of(record), *record.former_ids)]
        found = next((self._known[key] for key in keys if key in self._known), None)
        if found is not None and (record.id or not isinstance(record, (Person, Publication))):
            return Match(found)
        found = self._with_key(_identified(record))
        if found is not None:
            return Match(found)
        if isinstance(record, Person):
            return Match(self._person(record))
        if isinstance(record, Publication):
            match = self._work(record)
            match = match if match.record or match.version else self._with_manuscript_of(record)
            return match if match.record or record.title or record.note else Match(self._with_default_id(record))
        found = next((self._known[key] for key in _named(record) if key in self._known), None)
        return Match(found or self._with_part_of(record) or self._alike(record) or self._with_default_id(record))

    def _with_key(self, keys: Iterable[Key]) -> Record | None:
        return next((self._known[key] for key in keys if key in self._known), None)

    def _with_manuscript_of(self, work: Publication) -> Match:
        """The preprint of an imported work, or the work of an imported preprint, with the identifier of the manuscript in common.

        The two are one work where one of them states no more than that.
        """
        found = self._with_key(_manuscript_keys(work, of_manuscript=not _is_manuscript(work)))
        if not isinstance(found, Publication):
            return Match()
        return Match(found) if is_bare(work) or is_bare(found) else Match(version=found)

    def _with_default_id(self, record: Record) -> Record | None:
        """The record that would have the id of an imported one if it stated none."""
        identifier = record.default_id("", 0)
        return self._known.get((record.segment, "default id", identifier)) if identifier else None

    def _with_part_of(self, record: Record) -> Record | None:
        """The record that has a nested record in common with an imported one: the study of a thesis, the family of a patent."""
        keys = (key for part in with_nested(record) if part is not record for key in (*_identified(part), *_named(part)))
        wholes = (self._wholes.get(id(self._known[key])) for key in keys if key in self._known)
        return next((whole for whole in wholes if type(whole) is type(record)), None)

    def _person(self, person: Person) -> Record | None:
        """The only person whose names are compatible with those of the imported one."""
        found = [*{id(one): one for key in keys_of_person(person) for one in self._people.get(key, ())}.values()]
        is_only = len(found) == 1
        return (
            found[0]
            if is_only and any(may_be_one_person(one, two) for one in names_of_person(person) for two in names_of_person(found[0]))
            else None
        )

    def _work(self, work: Publication) -> Match:
        """The match of a work by its title: the same work, one that may be the same, or a version of it."""
        related: dict[Relation, list[Publication]] = {}
        for known in (one for title in sorted(_titles(work.title or work.note)) for one in self._titles.get(title, ())):
            related.setdefault(relation(known, work, self), []).append(known)
        if Relation.same in related:
            return Match(related[Relation.same][0])
        for known in related.get(Relation.doubtful, ()):
            if id(known) not in self._new:
                return Match(known, doubts(known, work, self))
        if self.is_placeholder(work) and (found := self._elsewhere(work)):
            return Match(found, elsewhere=True)
        return Match(version=next(iter(related.get(Relation.version, ())), None))

    def _elsewhere(self, work: Publication) -> Record | None:
        """The thesis, patent, software or dataset of this title, which some sources list among the papers."""
        titles = _titles(work.title or work.note)
        for record in (one for kind in (Thesis, PatentFamily, PatentDocument) for one in self._by_class.get(kind, ())):
            title: Text | None = getattr(record, "title", None)
            if title and id(record) not in self._new and titles & _titles(title):
                return record
        others = (known for title in sorted(titles) for known in self._titles.get(title, ()) if known.segment != work.segment)
        return next((known for known in others if id(known) not in self._new and self._class_is_open(known, work)), None)

    def _class_is_open(self, known: Publication, work: Publication) -> bool:
        """Returns whether an imported work of another class may be this one: nothing that it states belongs to its class only."""
        if known.date and work.date and known.date.year != work.date.year:
            return False
        return is_bare(work) or self.share_container(known, work)

    def share_author(self, known: Publication, work: Publication) -> bool:
        """Returns whether the first authors of two works may be one person, or are unknown; without an order, any of them."""
        people = (*known.authors, *known.editors, *known.translators, *known.contributors)
        if self.is_placeholder(work) and (not people or any(map(self._is_owner, people))):
            return True
        if not known.authors or not work.authors:
            return True
        first, others = (one.authors if known.unordered_authors or work.unordered_authors else one.authors[:1] for one in (known, work))
        return any(self._may_be_one(one, two) for one in first for two in others)

    def _may_be_one(self, one: Author, other: Author) -> bool:
        """Returns whether an author of the CV and one of the source may be one person, by their family names."""
        if one == other or (self._is_owner(one) and self._source.meant(other) is self._source.cv.person):
            return True
        families, others = self._families(one), self._families(other)
        return not (families and others) or bool(families & others)

    def is_placeholder(self, work: Publication | Volume) -> bool:
        """Returns whether an imported work has the source's owner as its only author, as in sources that name no other authors.

        Of an edited book it is the only editor.
        """
        owner = self._source.cv.person
        authors = work.editors if isinstance(work, Volume) else work.authors
        if len(authors) != 1 or not owner.name:
            return False
        author = authors[0]
        return self._source.meant(author) is owner or normalized(author.name or author.organization) == normalized(owner.name)

    def _is_owner(self, author: Author) -> bool:
        return self._index.meant(author) is self._index.cv.person

    def share_container(self, known: Publication, work: Publication) -> bool:
        """Returns whether both works state a container that may be the same; a publisher may replace it."""
        text = container(work)
        if text is None:
            return False
        others = self._names(self._source, "event", text) if isinstance(work, (ConferencePaper, WorkshopPaper)) else [text]
        names = list(self._container_names(known))
        return bool({*map(normalized, names)} & {*map(normalized, others)}) or may_be_one_event(names, others)

    def _container_names(self, work: Publication) -> Iterator[str]:
        for field in plan(type(work)).fields.values():
            segment = field.reference.segment if field.reference and not field.many else ""
            if segment in (*CONTAINERS, "org") and (text := getattr(work, field.name)):
                yield from self._names(self._index, segment, text)
        if isinstance(work, Preprint) and work.arxiv:
            yield "arXiv"

    def events(self, known: Publication, work: Publication) -> dict[int, Record]:
        """`id()` of the source's event at which a work was presented -> the CV's event, where the two may be the same."""
        mine, others = container(known), container(work)
        event, other = self._index.find("event", mine or ""), self._source.find("event", others or "")
        if not isinstance(event, Event) or not isinstance(other, Event) or self._index.node(event) in self._index.implicit:
            return {}
        return {id(other): event} if may_be_one_event(names_of(event), names_of(other)) else {}

    @staticmethod
    def _names(index: Index, segment: str, text: str) -> list[str]:
        """The names of the record that a reference names; of an event, also the title of its proceedings."""
        record = index.find(segment, text)
        return names_of(record) if record else [text]

    def _alike(self, record: Record) -> Record | None:
        """The only record of the class that contradicts none of the distinguishing fields: names, dates, references."""
        distinguishing = [field for field in plan(type(record)).fields.values() if _distinguishes(field) and getattr(record, field.name)]
        found = [
            known
            for known in self._by_class.get(type(record), ())
            if id(known) not in self._new
            and all(
                mine is not None
                and (share_value if field.many else may_be_same)(self._index, known, field, mine, getattr(record, field.name))
                for field in distinguishing
                if field.distinctive or getattr(known, field.name)
                for mine in [getattr(known, field.name)]
            )
        ]
        return found[0] if len(found) == 1 and any(field.distinctive for field in distinguishing) else None

    def _families(self, author: Author) -> set[str]:
        described = self._index.find("person", author.id) if author.id else self._index.find("person", author.name)
        names = [author.name or author.organization, *(described.names() if described else ())]
        return {slug(PersonName.parse(folded(name)).family) for name in names if name}


def owner_is(owner: Person, imported: Person) -> bool:
    """Returns whether an imported CV may be of the same person: identifiers or names agree, or none are known."""
    pairs_of_identifiers = [(one, other) for field, one in identifiers(owner) if (other := getattr(imported, field.name))]
    if pairs_of_identifiers:
        return all(one.key == other.key for one, other in pairs_of_identifiers)
    pairs = [(one, two) for one in owner.names() for two in imported.names()]
    return not pairs or any(may_be_one_person(one, two) for one, two in pairs)


def _titles(title: Text | None) -> set[str]:
    if title is None:
        return set()
    return {normalized(text) for _, text in title.translations} or {normalized(title)}


def _identified(record: Record) -> Iterator[Key]:
    """The keys of a record's identifiers; those of a publication match in any segment, as a source may list a dataset as a paper."""
    if isinstance(record, Publication):
        yield from _manuscript_keys(record, of_manuscript=_is_manuscript(record))
    for field, value in identifiers(record):
        if not field.identifies_record or (isinstance(record, Publication) and value.scheme.of_versions):
            continue
        for one in dict.fromkeys((value, value.preferred())):
            yield record.segment, one.scheme.iri, one.key
            if isinstance(record, Publication) and not one.scheme.of_container:
                yield "work", one.scheme.iri, one.key


def _is_manuscript(work: Publication) -> bool:
    """Returns whether a work is a preprint or another manuscript, which may be published as another record."""
    return isinstance(work, Preprint) or work.kind_name() in ("working-paper", "manuscript")


def _manuscript_keys(work: Publication, of_manuscript: bool) -> Iterator[Key]:
    """The keys of the identifiers that a preprint and its paper share; they distinguish the two."""
    for _, value in identifiers(work):
        for one in dict.fromkeys((value, value.preferred())):
            if one.scheme.of_versions:
                yield "manuscript" if of_manuscript else "paper", one.scheme.iri, one.key


def _named(record: Record) -> Iterator[Key]:
    if record.segment in _NAMED:
        names = list(record.names())
        if isinstance(record, PatentFamily):  # some sources give such a document the family of its own title
            names += [title for one in record.documents if one.title and not one.number for title in text_names(one.title)]
        for name in names:
            yield record.segment, "name", normalized(name)


def counterpart(record: Record, name: str, known: Record) -> Field | None:
    """The field of a record of the CV that corresponds to a field of an imported one: `workshop` to `conference`."""
    fields = plan(type(known)).fields
    if name in fields:
        return fields[name]
    field = plan(type(record)).fields[name]
    alike = [one for one in fields.values() if field.reference and (one.reference, one.many) == (field.reference, field.many)]
    return alike[0] if len(alike) == 1 else None


def part_like(parts: list[Record], part: Record) -> Record | None:
    """The nested record that an imported one describes: one with an identifier, name or id in common, or an equal one."""
    keys, names = set(_identified(part)), _names_of_part(part)
    alike = [one for one in parts if keys & set(_identified(one)) or _names_of_part(one) & names or one == part]
    # The id of one can be the name of another.
    return max(alike, key=lambda one: (one == part, bool(part.id) and one.id == part.id), default=None)


def document_without_number(known: Record, family: Record, part: Record) -> Record | None:
    """The only patent document without a number that has the title of an imported one, or of its family, and no other office or date."""
    if not isinstance(known, PatentFamily) or not isinstance(family, PatentFamily) or not isinstance(part, PatentDocument) or part.number:
        return None
    title = part.title or family.title
    found = [
        one
        for one in known.documents
        if not one.number
        and title
        and _titles(title) & _titles(one.title or known.title)
        and not any(getattr(one, name) and getattr(part, name) not in (None, getattr(one, name)) for name in ("office", "filed"))
    ]
    return found[0] if len(found) == 1 else None


def part_with_facts_of(index: Index, parts: list[Record], part: Record) -> Record | None:
    """The only nested record with a text or number of an imported one, and no other value in a field that both state."""
    fields = [field for field in plan(type(part)).facts if not field.many and getattr(part, field.name)]
    names = {field.name for field in fields if field.type in (Text, Plain)}

    def agreed(one: Record) -> set[str]:
        stated = [(field, mine) for field in fields if (mine := getattr(one, field.name))]
        differ = any(not may_be_same(index, one, field, mine, getattr(part, field.name)) for field, mine in stated)
        return set() if differ else {field.name for field, _ in stated}

    found = [one for one in parts if agreed(one) & names]
    return found[0] if len(found) == 1 else None


def _names_of_part(part: Record) -> set[str]:
    """The names and the id of a nested record; an id that is only its number among its siblings is left out."""
    counted = part.default_id("", 1) != part.default_id("", 2)
    return {*(" ".join(name.split()) for name in part.names()), part.id or ("" if counted else part.default_id("", 0))} - {""}


def is_called(record: Record, name: str) -> bool:
    """Returns whether a record has a name, in any of its forms."""
    if isinstance(record, PatentFamily):
        titles = [record.title, *(document.title for document in record.documents)]
        return normalized(name) in {normalized(title) for title in titles if title}
    if record.segment == "event" and may_be_one_event(names_of(record), [name]):
        return True
    if isinstance(record, Publication) and record.title is None and record.note:  # which some formats have as the title
        return normalized(name) == normalized(record.note)
    return record.segment in _NAMED and normalized(name) in map(normalized, record.names())


def is_dated(record: Record, value: Any) -> bool:
    """Returns whether a period of one day is a date of the record: some sources give the day of a degree as the time of a study."""
    if not isinstance(value, Period) or not value.first or not (value.is_date or value.start is None):
        return False
    return any(getattr(record, field.name) == value.first for field in plan(type(record)).fields.values() if field.type is PartialDate)


def _distinguishes(field: Field) -> bool:
    """Returns whether a field distinguishes the records of a class, such as positions."""
    if field.many:
        return is_where(field)
    return (field.distinctive or field.type in (Period, PartialDate, Days) or field.reference is not None) and not field.is_record


def is_where(field: Field) -> bool:
    """Whether a field lists organizations, publishers or places of something: another one contradicts, as a single value does."""
    return field.many and field.name in ("organization", "publisher", "institution", "place") and field.reference is not None


def section_of(cv: CV, record: Record) -> str:
    """The section of a record's class."""
    return next(name for name, kind in sections().items() if kind is type(record))
