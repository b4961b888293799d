"""The persons and the other records of which only the name is known: which record a printed name denotes.

Nothing is merged by name: a name denotes a record if exactly one fits by family name, initials and script, else it stays a
person of its own, and a note reports the persons that it may be.
"""

from collections.abc import Iterable, Iterator, Set
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from vitagraph.errors import quoted
from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term
from vitagraph.records.mentions import Mentions
from vitagraph.records.people import Person
from vitagraph.records.plan import Field
from vitagraph.records.record import OWNER, Author, Record, Visibility
from vitagraph.records.registry import Path, RecordProblem, Registry, Whole
from vitagraph.values import FullName, PersonName, full_slug, with_digest
from vitagraph.values.scalars import flow, in_quotes

if TYPE_CHECKING:
    from vitagraph.records.cv import CV

_LOOKS_LIKE_ID = regex(r"[a-z0-9]+([._-]+[a-z0-9]+)*")


class Occurrence(msgspec.Struct, frozen=True):
    """The place of a reference or an author in a record, and its visibility."""

    record: Record
    path: Path
    visibility: Visibility

    @classmethod
    def of(cls, record: Record, field: Field, position: int, visibility: Visibility) -> "Occurrence":
        return cls(record, (field.name, position) if field.many else (field.name,), visibility)


class Resolution(Registry):
    """The registry of a CV, with the records of which only the name is known."""

    def __init__(self, cv: "CV", whole: Whole | None = None) -> None:
        super().__init__(cv, whole)
        #: records without a description, which other records refer to by name, by node
        self.implicit: dict[Term, Record] = {}
        #: the printed names of persons and organizations in the works of the CV, by node, each with its visibility
        self.printed_names: dict[Term, dict[str, Visibility]] = {}
        self._aliases = {PersonName.parse(alias).key: target for alias, target in cv.aliases.items()}
        self._aliases |= cv.aliases
        self._keys_in_use: set[str] = set()
        self._mentions = Mentions(cv.person, (), ())

    def _visit(self, record: Record, floor: Visibility) -> None:
        """Resolves the references of a record, which is at least as restricted as `floor`."""
        raise NotImplementedError

    def _compared(self, fields: Iterable[tuple[Record, Field, Visibility]]) -> Mentions:
        """The mentions in fields, compared with the names of the owner and of the persons described."""
        described = (one for one in self.records.values() if isinstance(one, Person) and one is not self.cv.person)
        others = [name for person in described for name in (person.parsed_name, *map(PersonName.parse, person.names()))]
        return Mentions(self.cv.person, ((record, field) for record, field, _ in fields), others)

    def _note_similar_id(self, segment: str, text: str, occurrence: Occurrence) -> None:
        """Notes that a text which may be a misspelled id is taken as a name."""
        if not _LOOKS_LIKE_ID.fullmatch(text):
            return
        from difflib import get_close_matches

        if similar := get_close_matches(text, self._by_id[segment], n=1, cutoff=0.75):
            noun = self.cv.noun_of(segment)
            message = f"no {noun} has the id {quoted(text)}, so it is taken as a name; one has the id '{similar[0]}'"
            self.notes.append(RecordProblem(occurrence.record, occurrence.path, message))

    def _person(self, author: Author, occurrence: Occurrence) -> Record | None:
        """The person that an author denotes: the only one whom the name fits, else a person of whom only the name is known."""
        if author.organization:
            return None
        if author.id:
            return self._person_with_id(author.id, author.name, occurrence)
        name, parsed = author.name, PersonName.parse(author.name)
        if (known := self.find("person", name)) and name not in self._mentions.uncertain:
            return known
        if "-" in name:
            self._note_similar_id("person", name, occurrence)
        if parsed.key in self._aliases:
            return self._person_with_id(self._aliases[parsed.key], name, occurrence)
        if name in self._mentions.of_owner:
            return self.cv.person
        if name in self._mentions.perhaps_of_owner:
            message = f"{quoted(name)} may be the owner, or another one; if it is the owner, write `aliases: {flow({name: OWNER})}`"
            self.notes.append(RecordProblem(occurrence.record, occurrence.path, message))
        return self._only_fitting(parsed, name, occurrence)

    def _only_fitting(self, parsed: PersonName, name: str, occurrence: Occurrence) -> Record | None:
        """The described person whom a name fits, if it is the only one; else a person of the name's own."""
        key = parsed.key
        described = {id(person): person for person in self._people_by_key.get(key, ()) if self.node(person) not in self.implicit}
        fitting = [person for person in described.values() if self._fits(person, parsed)]
        if len(fitting) == 1 and name not in self._mentions.uncertain:
            return fitting[0]
        if fitting:
            return self._unidentified(key, name, [f"'{self.id_of(person)}'" for person in fitting], occurrence)
        if not key:
            message = f"no id can be derived from the name {quoted(name)}; write {{name: {in_quotes(name)}, id: ...}}"
            self._report(occurrence.record, occurrence.path, message)
            return None
        self._keys_in_use.add(key)
        # A name that is written out fits no two names that contradict each other.
        full = [one for one in self._mentions.full_names[key] if parsed.may_be(one)] if parsed.has_short_words else []
        if pairs := [one for one in full if not all(one.may_be(other) for other in full)]:
            return self._unidentified(key, name, [quoted(f"{one.given} {one.family}") for one in pairs], occurrence)
        return self._person_of_name(key, parsed, name, occurrence)

    def _person_of_name(self, key: str, parsed: PersonName, name: str, occurrence: Occurrence) -> Record:
        """A person of whom only the name is known; names with one key that contradict each other are of several persons."""
        for identifier in _ids_of_name(key, parsed, name):
            known = self._by_id["person"].get(identifier)
            if known is None or self._is_of_name(known, parsed):
                break
        first = self._by_id["person"].get(key)
        if identifier != key and known is None and first is not None and self.node(first) in self.implicit:
            self._note_namesakes(first, identifier, name, occurrence)
        return self._person_with_id(identifier, name, occurrence)

    def _note_namesakes(self, first: Record, identifier: str, name: str, occurrence: Occurrence) -> None:
        """Notes that the id of a person of whom only the name is known depends on who is mentioned first, and how to state both ids."""
        named = self.printed_names.get(self.node(first), {})
        other = next((one for one in named if PersonName.parse(one).is_full), next(first.names(), ""))
        people = [flow({"id": one, "name": bare}) for one, bare in ((self.id_of(first), other), (identifier, name))]
        message = f"{quoted(name)} is not {quoted(other)}, who is mentioned before and has the id '{self.id_of(first)}'"
        message += f"; describe both under `people:`, {people[0]} and {people[1]}, and no further mention changes their ids"
        self.notes.append(RecordProblem(occurrence.record, occurrence.path, message))

    def _fits(self, person: Record, name: PersonName) -> bool:
        """Returns whether no full name of a person contradicts a name with the same key: Lei Wang is not Lu Wang."""
        names = [PersonName.parse(one) for one in (*person.names(), *self.printed_names.get(self.node(person), ()))]
        if isinstance(person, Person):
            names.append(person.parsed_name)
        full = [one for one in names if one.is_full]
        return not full or any(name.may_be(one) for one in full)

    def _unidentified(self, key: str, name: str, people: Iterable[str], occurrence: Occurrence) -> Record:
        """A person of whom only the name is known, which fits several others."""
        message = f"{quoted(name)} may be {' or '.join(people)}, and stays a person of its own"
        message += f"; write {{name: {in_quotes(name)}, id: ...}} with the id of the person"
        self.notes.append(RecordProblem(occurrence.record, occurrence.path, message))
        return self._person_of_name(f"{key}-unidentified", PersonName.parse(name), name, occurrence)

    def _further_person(self, name: str, holder: Author, occurrence: Occurrence, identifiers: Iterator[str]) -> Record:
        """A person of whom only the name is known, none of the others in an author list: with the first id that fits the name."""
        other = f"with {quoted(holder.name or holder.id)}" if holder.name != name else "twice"
        message = f"{quoted(name)} stands {other} in one list, where each author is another person, and stays a person of its own"
        message += f"; write {{name: {in_quotes(name)}, id: ...}} with the id of the person"
        self.notes.append(RecordProblem(occurrence.record, occurrence.path, message))
        parsed = PersonName.parse(name)
        known = ((one, self._by_id["person"].get(one)) for one in identifiers)
        identifier = next(one for one, person in known if person is None or self._is_of_name(person, parsed))
        return self._person_with_id(identifier, name, occurrence)

    def _unidentified_ids(self, key: str, others: Set[Term]) -> Iterator[str]:
        """The ids of unidentified persons with a key, without those of the others in an author list."""
        numbered = (f"{key}-unidentified" + (f"-{number}" if number > 1 else "") for number in count(1))
        return (one for one in numbered if self.iri("person", one) not in others)

    def _is_of_name(self, person: Record, name: PersonName) -> bool:
        """Returns whether a person of whom only the name is known may have a name."""
        return self.node(person) in self.implicit and self._fits(person, name)

    def _person_with_id(self, identifier: str, name: str, occurrence: Occurrence) -> Record:
        known = self._by_id["person"].get(identifier)
        return known or self._add_implicit(Person(name=FullName(name or identifier)), occurrence.visibility, identifier)

    def _add_implicit(self, record: Record, visibility: Visibility, identifier: str = "") -> Record:
        self._register(record, identifier or self._id_of_name(record))
        self.implicit[self.node(record)] = record
        self._visit(record, visibility)
        return record

    def _id_of_name(self, record: Record) -> str:
        """The id of a record of which only the name is known; of names that differ in signs alone, a digest distinguishes them."""
        default = record.default_id("", 0)
        if self._is_free(record, default):
            return default
        return self.free_candidate(record, default) or with_digest(default, next(record.names(), ""))


def _ids_of_name(key: str, parsed: PersonName, name: str) -> Iterator[str]:
    """The ids that a person of whom only the name is known may have, the shortest first."""
    yield key
    yield full_slug(f"{parsed.family} {parsed.given or parsed.initials}")
    yield with_digest(key, name)
