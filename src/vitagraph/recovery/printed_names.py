"""Printed names outside of author lists: the graph has them with the person or organization, not with the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from vitagraph.rdf.terms import Term, iri, parse
from vitagraph.rdf.vocabulary import BIBO, SCHEMA
from vitagraph.records import CV, Author, Field, Person, Record, Visibility, plan
from vitagraph.records.record import OWNER, Context, FieldVisibility
from vitagraph.recovery.decoders import Resources
from vitagraph.recovery.resources import Identity
from vitagraph.values import PersonName, Plain


class _UnnamedAuthor(NamedTuple):
    """An editor, speaker, supervisor ...: an author whose printed name the graph does not have in this place."""

    record: Record
    field: Field
    position: int
    visibility: Visibility

    @property
    def author(self) -> Author:
        """The author in this place."""
        return _authors(self.record, self.field)[self.position]

    def give(self, name: str) -> None:
        stated = list(_authors(self.record, self.field))
        stated[self.position] = self.author.called(name, self.author.id, self.author.organization)
        setattr(self.record, self.field.name, stated if self.field.many else stated[0])

    def repeat(self, names: list[str]) -> None:
        """Adds the same person or organization again under each name: it occurred several times."""
        if not self.field.many or not names:
            return
        again = [self.author.called(name, self.author.id, self.author.organization).stating(others=False) for name in names]
        setattr(self.record, self.field.name, _with_further(getattr(self.record, self.field.name), again))


def _with_further(people: list[Author], further: list[Author]) -> list[Author]:
    """People with further ones behind them, so that their positions stay; the last one of all states that others follow."""
    if not people:
        return further
    stated = [*people[:-1], people[-1].stating(others=False), *further]
    return [*stated[:-1], stated[-1].stating(others=people[-1].others)]


def restore_printed_names(cv: CV, resources: Resources) -> None:
    """Gives authors the names that no author list has, then the proper names; what remains is a citation name of the person.

    A name stands in the graph of the visibility of its place, or of the citation names.
    """
    printed: dict[Visibility, dict[Term, set[str]]] = {}
    so_far = set[tuple[Term, str]]()
    for visibility in Visibility:
        so_far.update(resources[visibility].printed_names())
        printed[visibility] = {}
        for agent, name in so_far:
            printed[visibility].setdefault(agent, set()).add(name)
    unnamed = _unnamed_authors(cv, resources)
    base = resources[Visibility.public].document
    for record in (cv.person, *cv.people, *cv.organizations):
        identity = Identity(record.segment, record.id or OWNER)
        node = resources[Visibility.public].owner if record is cv.person else iri(f"{base}#{identity.segment}/{identity.id}")
        authors = unnamed.get(identity, [])
        if isinstance(record, Person):
            _restore_restricted(record, node, resources)
        more_public = set[str]()
        for visibility in (one for one in Visibility if one <= record.stated_visibility):
            known = more_public | _names(record, visibility) | printed[visibility].get(node, set())
            forms = [name for name in resources[visibility].other_names(node) if name not in known]
            more_public.update(forms)
            left = _restore(record, forms, [author for author in authors if author.visibility == visibility], visibility)
            if left and record is cv.person:
                _state_owner(cv, left, visibility, resources[Visibility.public])
        # Other names of a person, and that of a restricted one, may be more restricted than the record that names the author.
        proper = record.name if isinstance(record, Person) else next(record.names(), "")
        shown = _visibility_of(record, "name")
        for author in authors:
            if proper and not author.author.name and shown <= author.visibility:
                author.give(" ".join(proper.split()))


def _restore_restricted(person: Person, node: Term, resources: Resources) -> None:
    """Gives a person the citation names that are more restricted than the person, which the field alone states; else none."""
    person.citation_names = []
    own: dict[str, Visibility] = person.visibility or {}
    for visibility in (one for one in Visibility if one > person.stated_visibility and "" not in own):
        others = {parse(term).value for term in resources[visibility].objects(node, SCHEMA.alternateName)}
        if names := [Plain(name) for name in resources[visibility].other_names(node) if name not in others]:
            person.citation_names = names
            person.visibility = FieldVisibility({**own, "citation_names": visibility})


def _restore(record: Record, forms: list[str], authors: list[_UnnamedAuthor], visibility: Visibility) -> list[str]:
    """Distributes forms of a name over authors of one visibility; those that remain are citation names, or the same agent again.

    Returns the forms for which there is neither.
    """
    person = record if isinstance(record, Person) and visibility == _visibility_of(record, "citation_names") else None
    left, free = [], list(authors)
    for form in forms:
        if free and (person is None or PersonName.parse(form).key in _keys(person)):
            free.pop(0).give(form)
        else:
            left.append(form)
    if person:
        person.citation_names = [*person.citation_names, *map(Plain, left)]
    elif authors:
        authors[0].repeat(left)
    return [] if person or authors else left


def _state_owner(cv: CV, names: list[str], visibility: Visibility, context: Context) -> None:
    """States the owner once for each printed name, in a field of this visibility that has the owner unless it states others."""
    for record, field, own in _author_fields(cv):
        people = _authors(record, field)
        is_derived = field.derived and not people and field.derived.terms(record, context) == [context.owner]
        if own == visibility and (is_derived or field.name in record.with_owner()):
            setattr(record, field.name, _with_further(people, [Author(name, OWNER) for name in names]))
            return


def _visibility_of(record: Record, name: str) -> Visibility:
    """The visibility of a field of a record."""
    own: dict[str, Visibility] = record.visibility or {}
    return own.get(name, max(record.stated_visibility, plan(type(record)).fields[name].visibility))


def _names(record: Record, visibility: Visibility) -> set[str]:
    """The names that a record states with a visibility; another visibility may have the same name for another reason."""
    restricted = (field for field in plan(type(record)).facts if _visibility_of(record, field.name) > visibility)
    return set(msgspec.structs.replace(record, **{field.name: [] if field.many else None for field in restricted}).names())


def _keys(person: Person) -> set[str]:
    return {person.id or OWNER, person.parsed_name.key, *(PersonName.parse(name).key for name in filter(None, [person.birth_name]))}


def _authors(record: Record, field: Field) -> list[Author]:
    """The authors in a field, which has one or a list."""
    value = getattr(record, field.name)
    return value if field.many else [value] if value else []


def _unnamed_authors(cv: CV, resources: Resources) -> dict[Identity, list[_UnnamedAuthor]]:
    """The unnamed authors by the agent that they are; an author list has the printed names itself."""
    found: dict[Identity, list[_UnnamedAuthor]] = {}
    for record, field, visibility in _author_fields(cv):
        node = resources[Visibility.public].iri(record.segment, record.id or "")
        node = field.own_node.of(node) if field.own_node else node
        if field.has_printed_names and any(graph.objects(node, BIBO.authorList) for graph in resources.values()):
            continue
        for position, author in enumerate(_authors(record, field)):
            if not author.name:
                identity = Identity("org", author.organization) if author.organization else Identity("person", author.id)
                found.setdefault(identity, []).append(_UnnamedAuthor(record, field, position, visibility))
    return found


def _author_fields(cv: CV) -> Iterator[tuple[Record, Field, Visibility]]:
    """The fields of authors of each record, with their visibility."""
    waiting = deque((record, Visibility.public) for record in cv.records())
    while waiting:
        record, floor = waiting.popleft()
        for field in plan(type(record)).links:
            visibility = max(floor, _visibility_of(record, field.name))
            if field.type is Author:
                yield record, field, visibility
            elif field.is_record:
                value = getattr(record, field.name)
                waiting += [(nested, visibility) for nested in (value if field.many else [value] if value else [])]
