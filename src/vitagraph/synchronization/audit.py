"""Whether what a CV states still holds: identifiers that are of something else, retractions, corrections, dead links."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from vitagraph.errors import Place, SourceError, UsageError, printable, quoted
from vitagraph.reconciliation import comparison as compare
from vitagraph.reconciliation.entities import Entity, entities
from vitagraph.reconciliation.search import KINDS, connect
from vitagraph.records import Index, Record
from vitagraph.records.identifiers import identifiers
from vitagraph.services import SERVICES, Candidate, Connection, Kind
from vitagraph.synchronization.links import Links, State, links
from vitagraph.synchronization.notices import notices
from vitagraph.values import Identifier

#: the word for links among the parts of a CV
LINKS = "links"
#: the parts of a CV by the word with which a user names them; None for links
PARTS: Mapping[str, Kind | None] = {**KINDS, LINKS: None}
#: results of comparisons of which another thing is meant
_ANOTHER = ("another", "another number", "a note about a work")


class Finding(NamedTuple):
    """Something that is wrong, or may be (`is_certain` is false), of the record `about`."""

    place: Place
    about: str
    message: str
    is_certain: bool = True


class Audited(NamedTuple):
    """What was checked: one identifier or link, with what is wrong; `error` where a request failed."""

    what: str
    findings: tuple[Finding, ...] = ()
    error: str = ""


def audit(
    index: Index, parts: Collection[str] = (), services: Sequence[str] = (), refresh: bool = False, offline: bool = False
) -> Iterator[Audited]:
    """Each identifier and link of the public view of a CV, or of some parts of it, with what is wrong.

    Raises UsageError where a service is unknown, or has none of these identifiers.
    """
    kinds = {PARTS[part] for part in parts} or {*PARTS.values()}
    registries = _Registries(services, refresh, offline)
    shown = index.public_view()
    for entity in entities(index):
        if entity.query.kind in kinds:
            yield from _of_entity(entity, index, registries)
    if None in kinds:
        checked = Links(refresh=refresh, offline=offline)
        for link in links(shown):
            state, why = checked.state(link.address)
            about, where = _called(link.record, shown), printable(link.address)
            if state is State.UNKNOWN:
                yield Audited(LINKS, error=f"{where}: {why}")
            elif state is State.DEAD:
                yield Audited(LINKS, (Finding(link.place, about, f"the link {where} is dead: {why}; correct or remove it"),))
            else:
                yield Audited(LINKS)


class _Registries:
    """The services that know identifiers of a scheme."""

    def __init__(self, names: Sequence[str], refresh: bool, offline: bool) -> None:
        used = names or [name for name, service in SERVICES.all.items() if service.registers]
        self.connections = {name: connect(name, refresh, offline) for name in used}
        self._named = bool(names)
        for name, one in self.connections.items():
            if one.service.record is None:
                raise UsageError(f"{name}: this service has no records of identifiers; name another one")

    def of(self, scheme: type[Identifier]) -> list[Connection]:
        return [one for one in self.connections.values() if scheme in (one.service.schemes if self._named else one.service.registers)]

    @property
    def are_all(self) -> bool:
        """Whether an identifier that none of these services knows is a wrong one, or of a rare registry."""
        return not self._named


def _of_entity(entity: Entity, index: Index, registries: _Registries) -> Iterator[Audited]:
    for field, identifier in identifiers(entity.record):
        connections = registries.of(type(identifier))
        if not connections:
            continue
        record = index.records[entity.node]
        place, about = index.cv.origins.of(record, (field.name,)) or Place("the CV"), _called(record, index)
        canonical = type(identifier)(identifier.key)
        try:
            found = next(((one, known) for one in connections if (known := one.record(canonical))), None)
        except SourceError as error:
            yield Audited("identifiers", error=str(error))
            continue
        called = f"the {field.label} {identifier}"
        if found is None:
            findings = [f"{called} is not known at {_labels(connections)}; check it: {canonical.address()}"]
            yield Audited("identifiers", tuple(Finding(place, about, one, False) for one in findings if registries.are_all))
            continue
        connection, candidate = found
        judged = _Judged(entity, candidate, connection.service.label, called)
        yield Audited("identifiers", tuple(Finding(place, about, message, certain) for message, certain in judged.findings()))


class _Judged:
    """What a service states about an identifier, compared with the record that has it."""

    def __init__(self, entity: Entity, candidate: Candidate, label: str, called: str) -> None:
        self._entity, self._candidate, self._label, self._called = entity, candidate, label, called

    def findings(self) -> Iterator[tuple[str, bool]]:
        """What is wrong, and whether it certainly is."""
        if (instead := self._named_otherwise()) is not None:
            yield instead, True
            return  # what is known of another thing states nothing about this one
        yield from self._other_year()
        yield from self._other_identifiers()
        yield from notices(self._entity.record, self._candidate.updates, self._label)

    def _named_otherwise(self) -> str | None:
        query, theirs = self._entity.query, [name.text for name in self._candidate.names]
        one_of = {Kind.WORK: compare.titles, Kind.PERSON: compare.names_of_people}.get(query.kind, compare.names_of_things)
        if any(one_of(ours.text, other) not in _ANOTHER for ours in query.names for other in theirs):
            return None
        return f"{self._called} is that of {quoted(theirs[0])} ({self._label}); correct it: {self._candidate.address}"

    def _other_year(self) -> Iterator[tuple[str, bool]]:
        ours, theirs = self._entity.query.facts.year, self._candidate.facts.year
        if self._entity.query.kind is Kind.WORK and ours.isdigit() and theirs.isdigit() and abs(int(ours) - int(theirs)) > 1:
            yield f"{self._label} states the year {theirs}, and the CV {ours}; check which one is right", False

    def _other_identifiers(self) -> Iterator[tuple[str, bool]]:
        """Identifiers of one scheme that the service states for the same thing, of which none is that of the CV."""
        for field, ours in identifiers(self._entity.record):
            theirs = [one for one in self._candidate.identifiers if type(one) is type(ours)]
            if theirs and not ours.scheme.several and all(one.key != ours.key for one in theirs):
                stated = " and ".join(dict.fromkeys(map(str, theirs)))
                yield f"{self._label} states the {field.label} {stated}, and the CV {ours}; check which one is right", False


def _labels(connections: Sequence[Connection]) -> str:
    return " or ".join(one.service.label for one in connections)


def _called(record: Record, index: Index) -> str:
    return "document" if record is index.cv.document else f"{index.cv.noun_of(record)} '{index.id_of(record)}'"
