"""Which record of a CV an imported one is: by id, by identifier, by name, and works by title, year and first author."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.mapping.mentions import with_parts
from vitagraph.merging.sameness import identifier, may_be_one, normalized
from vitagraph.records import CV, Author, Index, Person, Record, plan, sections
from vitagraph.records.works import Publication
from vitagraph.values import ArxivId, Doi, Isbn, Issn, Orcid, PersonName, RorId, Text, WikidataId, slug

_IDENTIFIERS = (Doi, ArxivId, Isbn, Issn, Orcid, RorId, WikidataId)
#: kinds of records that one name means one of
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
    "series",
    "skill",
    "software",
    "topic",
)

Key = tuple[str, str, str]


class Matching:
    """The records that stand in the sections of a CV, by everything they can be recognised by."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[Key, Record] = {}
        self._titles: dict[str, list[Publication]] = {}
        self._people: list[Person] = []
        for whole in index.cv.records():
            for record in with_parts(whole) if whole is not index.cv.person else ():
                self.add(record, index.id_of(record))

    def add(self, record: Record, identifier: str) -> None:
        """Makes a record known."""
        self._known.setdefault((record.segment, "id", identifier), record)
        for key in (*_identified(record), *_named(record)):
            self._known.setdefault(key, record)
        if isinstance(record, Publication):
            for title in _titles(record.title):
                self._titles.setdefault(title, []).append(record)
        if isinstance(record, Person):
            self._people.append(record)

    def of(self, record: Record, identifier: str) -> Record | None:
        """The record of the CV that an imported one is, None where it is new."""
        found = self._known.get((record.segment, "id", identifier))
        if found is not None and (record.id or not isinstance(record, Person)):
            return found
        found = next((self._known[key] for key in _identified(record) if key in self._known), None)
        if found is not None:
            return found
        if isinstance(record, Person):
            return self._person(record)
        if isinstance(record, Publication):
            return self._work(record)
        return next((self._known[key] for key in _named(record) if key in self._known), None)

    def _person(self, person: Person) -> Record | None:
        """The one person whose names those of the other may be."""
        names = _names(person)
        keys = {PersonName.parse(name).key for name in names} | {person.id or ""}
        known = (self._index.cv.person, *self._people)
        found = [
            one for one in known if keys & {PersonName.parse(name).key for name in _names(one)} | ({one.id} & keys if one.id else set())
        ]
        return found[0] if len(found) == 1 and any(may_be_one(one, two) for one in names for two in _names(found[0])) else None

    def _work(self, work: Publication) -> Record | None:
        """The work of the same title, whose year and first author are not others."""
        for title in _titles(work.title):
            for known in self._titles.get(title, ()):
                if self._may_be(known, work):
                    return known
        return None

    def _may_be(self, known: Publication, work: Publication) -> bool:
        if known.segment != work.segment:
            return False  # a paper, and the software or the data that it is about
        if known.doi and work.doi and type(known) is not type(work):
            return False  # a preprint and the paper it became
        if known.date and work.date and known.date.year != work.date.year:
            return False
        firsts = [one.authors[0] for one in (known, work) if one.authors]
        return len(firsts) < 2 or bool(self._families(firsts[0]) & self._families(firsts[1]))

    def _families(self, author: Author) -> set[str]:
        described = self._index.find("person", author.id) if author.id else self._index.find("person", author.name)
        names = [author.name or author.organization, *(described.names() if described else ())]
        return {slug(PersonName.parse(name).family) for name in names if name}


def owner_is(owner: Person, imported: Person) -> bool:
    """Whether an imported CV may be the same person's: an ORCID iD or a name says so, or nothing says otherwise."""
    if owner.orcid and imported.orcid:
        return owner.orcid == imported.orcid
    pairs = [(one, two) for one in owner.names() for two in imported.names()]
    return not pairs or any(may_be_one(one, two) for one, two in pairs)


def _names(person: Person) -> list[str]:
    """The names of a person; the parts that are stated where there is no whole one."""
    parts = " ".join(filter(None, (person.given_name, person.family_name)))
    return [name for name in person.names() if name] or ([parts] if parts else [])


def _titles(title: Text) -> set[str]:
    return {normalized(text) for _, text in title.translations} or {normalized(title)}


def _identified(record: Record) -> Iterator[Key]:
    for field in plan(type(record)).fields.values():
        if field.type in _IDENTIFIERS and not field.many and (value := getattr(record, field.name)):
            yield record.segment, field.type.__name__, identifier(value)


def _named(record: Record) -> Iterator[Key]:
    if record.segment in _NAMED:
        for name in record.names():
            yield record.segment, "name", normalized(name)


def section_of(cv: CV, record: Record) -> str:
    """The section where a class of records stands."""
    return next(name for name, kind in sections().items() if kind is type(record))
