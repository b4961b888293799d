"""Names as printed outside of author lists: the graph keeps them with the person or organization, not with the mention."""

from __future__ import annotations

from typing import NamedTuple

from vitagraph.rdf.terms import Term, iri
from vitagraph.rdf.vocabulary import BIBO
from vitagraph.records import CV, Author, Field, Person, Record, Visibility, plan, with_nested
from vitagraph.records.facts import Identity
from vitagraph.records.record import OWNER
from vitagraph.recovery.decoders import Sights
from vitagraph.values import PersonName, Plain


class _Mention(NamedTuple):
    """An editor, speaker, supervisor ...: where somebody stands without a name as printed."""

    record: Record
    field: Field
    position: int

    def name(self, name: str) -> None:
        stated = list(getattr(self.record, self.field.name))
        author: Author = stated[self.position]
        stated[self.position] = Author(name, author.id, author.organization)
        setattr(self.record, self.field.name, stated)

    def repeat(self, names: list[str]) -> None:
        """Names the same organization once more by each of some names: it stood there more than once."""
        stated: list[Author] = getattr(self.record, self.field.name)
        stated += [Author(name, "", stated[self.position].organization) for name in names]


def name_mentions(cv: CV, sights: Sights) -> None:
    """Gives mentions the names that no author list prints, then the proper names; what remains is a person's citation name."""
    printed: dict[Visibility, set[tuple[Term, str]]] = {}
    for visibility in Visibility:
        printed[visibility] = printed.get(Visibility(max(visibility - 1, 0)), set()) | set(sights[visibility].printed_names())
    mentions = _mentions(cv)
    base = sights[Visibility.public].document
    for record in (cv.person, *cv.people, *cv.organizations):
        identity = Identity(record.segment, record.id or OWNER)
        node = sights[Visibility.public].owner if record is cv.person else iri(f"{base}#{identity.segment}/{identity.id}")
        visibility = record.stated_visibility
        known = {*record.names(), *(name for agent, name in printed[visibility] if agent == node)}
        stated = record.citation_names if isinstance(record, Person) else []
        forms = [name for name in sights[visibility].other_names(node) if name in stated or name not in known]
        forms = [name for name in forms if (node, name) not in printed[visibility] and name not in _own_names(record)]
        left = _given_to(mentions.get(identity, []), forms, record)
        if isinstance(record, Person):
            # Those that are more hidden than the person were said by the field itself.
            hidden = [] if record.shows("citation_names") else stated
            record.citation_names = [*hidden, *(Plain(name) for name in left if name not in hidden)]
        elif identity in mentions:
            mentions[identity][0].repeat(left)
        # A person's other names may be more hidden than the mention.
        proper = record.name if isinstance(record, Person) else next(record.names(), "")
        for mention in mentions.get(identity, []):
            if proper and not getattr(mention.record, mention.field.name)[mention.position].name:
                mention.name(" ".join(proper.split()))


def _own_names(record: Record) -> set[str]:
    """The names that the record itself says where it stands; a hidden one may be another fact in the open."""
    if not isinstance(record, Person):
        return set(record.names())
    birth_name = record.birth_name if record.shows("birth_name") else None
    return {name for name in (record.name, birth_name, *(record.former_names if record.shows("former_names") else ())) if name}


def _given_to(mentions: list[_Mention], forms: list[str], record: Record) -> list[str]:
    """Spreads forms of a name over mentions; the forms that remain."""
    left = []
    free = [mention for mention in mentions if mention.record.stated_visibility <= record.stated_visibility]
    for form in forms:
        recognised = not isinstance(record, Person) or PersonName.parse(form).key in _keys(record)
        if free and recognised:
            free.pop(0).name(form)
        else:
            left.append(form)
    return left


def _keys(person: Person) -> set[str]:
    return {person.id or OWNER, person.parsed_name.key, *(PersonName.parse(name).key for name in filter(None, [person.birth_name]))}


def _mentions(cv: CV) -> dict[Identity, list[_Mention]]:
    found: dict[Identity, list[_Mention]] = {}
    for whole in cv.records():
        for record in with_nested(whole):
            for field in plan(type(record)).links:
                if field.type is Author and BIBO.authorList not in field.structured:
                    for position, author in enumerate(getattr(record, field.name)):
                        identity = Identity("org", author.organization) if author.organization else Identity("person", author.id)
                        found.setdefault(identity, []).append(_Mention(record, field, position))
    return found
