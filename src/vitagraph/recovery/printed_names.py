"""Printed names outside of author lists: the graph has them with the person or organization, not with the work."""

from __future__ import annotations

from typing import NamedTuple

from vitagraph.rdf.terms import Term, iri
from vitagraph.rdf.vocabulary import BIBO
from vitagraph.records import CV, Author, Field, Person, Record, Visibility, plan, with_nested
from vitagraph.records.record import OWNER
from vitagraph.recovery.decoders import Resources
from vitagraph.recovery.resources import Identity
from vitagraph.values import PersonName, Plain


class _UnnamedAuthor(NamedTuple):
    """An editor, speaker, supervisor ...: an author whose printed name the graph does not have in this place."""

    record: Record
    field: Field
    position: int

    @property
    def author(self) -> Author:
        """The author in this place."""
        return _authors(self.record, self.field)[self.position]

    def give(self, name: str) -> None:
        stated = list(_authors(self.record, self.field))
        stated[self.position] = Author(name, self.author.id, self.author.organization)
        setattr(self.record, self.field.name, stated if self.field.many else stated[0])

    def repeat(self, names: list[str]) -> None:
        """Adds the same organization again under each name: it occurred several times."""
        if not self.field.many:
            return
        stated: list[Author] = getattr(self.record, self.field.name)
        stated += [Author(name, "", stated[self.position].organization) for name in names]


def restore_printed_names(cv: CV, resources: Resources) -> None:
    """Gives authors the names that no author list has, then the proper names; what remains is a citation name of the person."""
    printed: dict[Visibility, set[tuple[Term, str]]] = {}
    for visibility in Visibility:
        printed[visibility] = printed.get(Visibility(max(visibility - 1, 0)), set()) | set(resources[visibility].printed_names())
    unnamed = _unnamed_authors(cv)
    base = resources[Visibility.public].document
    for record in (cv.person, *cv.people, *cv.organizations):
        identity = Identity(record.segment, record.id or OWNER)
        node = resources[Visibility.public].owner if record is cv.person else iri(f"{base}#{identity.segment}/{identity.id}")
        visibility = record.stated_visibility
        known = {*record.names(), *(name for agent, name in printed[visibility] if agent == node)}
        stated = record.citation_names if isinstance(record, Person) else []
        forms = [name for name in resources[visibility].other_names(node) if name in stated or name not in known]
        forms = [name for name in forms if (node, name) not in printed[visibility] and name not in _own_names(record)]
        left = _distributed(unnamed.get(identity, []), forms, record)
        if isinstance(record, Person):
            # The field itself states those that are more restricted than the person.
            restricted = [] if record.shows("citation_names") else stated
            record.citation_names = [*restricted, *(Plain(name) for name in left if name not in restricted)]
        elif identity in unnamed:
            unnamed[identity][0].repeat(left)
        # Other names of a person may be more restricted than the record that names the author.
        proper = record.name if isinstance(record, Person) else next(record.names(), "")
        for author in unnamed.get(identity, []):
            if proper and not author.author.name and proper != author.author.id:
                author.give(" ".join(proper.split()))


def _own_names(record: Record) -> set[str]:
    """The names that the record states with its own visibility; a more restricted one may be another fact in public."""
    if not isinstance(record, Person):
        return set(record.names())
    birth_name = record.birth_name if record.shows("birth_name") else None
    return {name for name in (record.name, birth_name, *(record.former_names if record.shows("former_names") else ())) if name}


def _distributed(unnamed: list[_UnnamedAuthor], forms: list[str], record: Record) -> list[str]:
    """Distributes forms of a name over authors; returns the forms that remain."""
    left = []
    free = [author for author in unnamed if author.record.stated_visibility <= record.stated_visibility]
    for form in forms:
        recognised = not isinstance(record, Person) or PersonName.parse(form).key in _keys(record)
        if free and recognised:
            free.pop(0).give(form)
        else:
            left.append(form)
    return left


def _keys(person: Person) -> set[str]:
    return {person.id or OWNER, person.parsed_name.key, *(PersonName.parse(name).key for name in filter(None, [person.birth_name]))}


def _authors(record: Record, field: Field) -> list[Author]:
    """The authors in a field, which has one or a list."""
    value = getattr(record, field.name)
    return value if field.many else [value] if value else []


def _unnamed_authors(cv: CV) -> dict[Identity, list[_UnnamedAuthor]]:
    found: dict[Identity, list[_UnnamedAuthor]] = {}
    for whole in cv.records():
        for record in with_nested(whole):
            for field in plan(type(record)).links:
                if field.type is Author and BIBO.authorList not in field.structured:
                    for position, author in enumerate(_authors(record, field)):
                        if author.name:
                            continue
                        identity = Identity("org", author.organization) if author.organization else Identity("person", author.id)
                        found.setdefault(identity, []).append(_UnnamedAuthor(record, field, position))
    return found
