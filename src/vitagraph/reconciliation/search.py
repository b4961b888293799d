"""The candidates for the entities of a CV that lack an identifier: which service is queried for what, and what is proposed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vitagraph.errors import Place, SourceError, UsageError
from vitagraph.rdf.terms import Term
from vitagraph.reconciliation.decisions import Decisions
from vitagraph.reconciliation.entities import Entity, entities
from vitagraph.reconciliation.evidence import Judged, judged
from vitagraph.records import Field, Index, Record, plan
from vitagraph.records.identifiers import identifiers
from vitagraph.services import SERVICES, Candidate, Connection, Kind
from vitagraph.services.reconciliation_api import manifest
from vitagraph.services.service import Query
from vitagraph.values import Identifier

#: kinds by the word with which a user names them
KINDS: Mapping[str, Kind] = {"people" if kind is Kind.PERSON else f"{kind}s": kind for kind in Kind}
#: the services that are queried where the user names none
_USUAL: Mapping[Kind, tuple[str, ...]] = {
    Kind.WORK: ("crossref",),
    Kind.PERSON: ("orcid",),
    Kind.ORGANIZATION: ("ror",),
    Kind.JOURNAL: ("crossref",),
    **dict.fromkeys((Kind.PLACE, Kind.EVENT, Kind.TOPIC, Kind.AWARD, Kind.PROJECT), ("wikidata",)),
}


#: the least probability of a candidate that is shown
LEAST = 0.02
#: field -> the identifier that it gets
Fields = tuple[tuple[str, Identifier], ...]
#: the field for the ISSN of an electronic edition
_ELECTRONIC = "eissn"


class Source(NamedTuple):
    """A service that is queried, by its name or address, and the kinds for which it is."""

    name: str
    connection: Connection
    kinds: frozenset[Kind]

    def fields(self, record: type[Record]) -> list[Field]:
        """The fields of a record class that take identifiers of this source."""
        schemes = self.connection.service.schemes
        return [field for field in plan(record).identifiers if not schemes or field.type in schemes]

    def lacks(self, record: Record) -> list[Field]:
        """The same fields, without those of schemes of which the record states an identifier; none where this endpoint knows it."""
        stated = [one for _, one in identifiers(record)]
        if not self.connection.service.schemes and stated and any(one.link()[1:].startswith(self._space()) for one in stated):
            return []
        return [field for field in self.fields(type(record)) if not any(type(one) is field.type for one in stated)]

    def _space(self) -> tuple[str, ...]:
        """The beginning of the IRIs of its entities, as its manifest states it."""
        try:
            space = manifest(self.connection).space
        except SourceError:
            return ()  # the search reports it
        return (space, space.replace("http://", "https://", 1)) if space else ()


class Proposal(NamedTuple):
    """A candidate for an entity: the fields that it fills, and the sources that found it."""

    judged: Judged
    fields: Fields
    sources: tuple[str, ...]

    @property
    def key(self) -> str:
        """Scheme and identifier, by which a rejected candidate is known: `ror:03v4gjf40`."""
        return _key(self.fields)


class Found(NamedTuple):
    """An entity with what was found for it, best first. `place` is that of its record, else of the first mention."""

    entity: Entity
    place: Place
    proposals: tuple[Proposal, ...] = ()
    #: the requests that failed
    errors: tuple[str, ...] = ()
    #: no service had to be queried
    is_identified: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether the best candidate is one without a rival."""
        return bool(self.proposals) and self.proposals[0].judged.certain


def sources(names: Sequence[str], kinds: Collection[Kind], refresh: bool = False, offline: bool = False) -> list[Source]:
    """The sources with these names or addresses, else the usual ones, for some kinds or for all.

    Raises UsageError where there is no such service, or none for one of the kinds.
    """
    queried: dict[str, set[Kind]] = {}
    for kind in kinds or Kind:
        for name in names or _USUAL[kind]:
            queried.setdefault(name, set()).add(kind)
    connections = {name: connect(name, refresh, offline) for name in queried}
    found = [Source(name, one, frozenset(queried[name]) & {*one.service.kinds}) for name, one in connections.items()]
    for word, kind in KINDS.items():
        if kind in kinds and not any(kind in one.kinds for one in found):
            raise UsageError(f"{' and '.join(names)}: no {word} are known there; add --with wikidata, or the address of an endpoint")
    return found


def connect(name: str, refresh: bool = False, offline: bool = False) -> Connection:
    """The connection to a service, by its name or the address of an endpoint. Raises UsageError where there is none."""
    if "://" in name:
        return Connection(SERVICES["reconciliation"], name, refresh=refresh, offline=offline)
    return Connection(SERVICES[name], refresh=refresh, offline=offline)


def search(index: Index, queried: Sequence[Source], decisions: Decisions) -> Iterator[Found]:
    """Each public entity of a CV with a field for an identifier of a source, with its candidates; in the order of the records.

    A source is searched by each name of an entity, up to a number, unless a request for one of them fails.
    Nothing but the public view of the CV is sent. A source is not queried where the identifiers that it has are stated, and not where the
    user excluded it.
    """
    places = _places(index)
    wanted: list[tuple[Entity, Record, list[Source], bool]] = []
    for entity in entities(index):
        record = index.records.get(entity.node)
        fitting = [one for one in queried if record is not None and entity.query.kind in one.kinds and one.fields(type(record))]
        if record is None or not fitting or (entity.node in index.implicit and entity.query.kind is Kind.WORK):
            continue  # a work that is only mentioned has no section: there it would be a work of the owner
        lacking = [one for one in fitting if one.lacks(record)]
        included = [one for one in lacking if not decisions.is_excluded(bare(entity.node), one.name)]
        wanted.append((entity, record, included, not lacking))
    replies = {one.name: one.connection.search(_queries(wanted, one)) for one in queried}
    for entity, record, to_query, is_identified in wanted:
        proposals: list[Proposal] = []
        errors: list[str] = []
        for source in to_query:
            of_names = [next(replies[source.name])[1] for _ in entity.query.by_name]
            if failed := [reply for reply in of_names if isinstance(reply, SourceError)]:
                errors.append(str(failed[0]))
            else:
                candidates = [one for reply in of_names if not isinstance(reply, SourceError) for one in reply]
                proposals += _proposals(entity, record, source, candidates, decisions)
        place = index.cv.origins.of(record) or places.get(entity.node, Place(""))
        yield Found(entity, place, _united(proposals), tuple(errors), is_identified)


def _queries(wanted: Iterable[tuple[Entity, Record, list[Source], bool]], source: Source) -> list[Query]:
    return [query for entity, _, to_query, _ in wanted if source in to_query for query in entity.query.by_name]


def bare(node: Term) -> str:
    """The IRI of a node."""
    return node[1:-1]


def _places(index: Index) -> dict[Term, Place]:
    """The place of the first public mention of each node."""
    shown, found = index.public_view(), dict[Term, Place]()
    for mention in shown.mentions:
        if place := shown.cv.origins.of(mention.record, mention.path):
            found.setdefault(mention.node, place)
    return found


def _proposals(entity: Entity, record: Record, source: Source, reply: Sequence[Candidate], decisions: Decisions) -> Iterator[Proposal]:
    lacking = source.lacks(record)
    offered: dict[str, tuple[Candidate, Fields]] = {}
    for one in reply:
        fields = _filled(one, lacking, bool(source.connection.service.schemes))
        if fields and not decisions.is_rejected(bare(entity.node), _key(fields)):
            offered.setdefault(_key(fields), (one, fields))
    filled = dict(offered.values())
    for judgement in judged(entity.query, [*filled]):
        if judgement.score >= LEAST:
            yield Proposal(judgement, filled[judgement.candidate], (source.name,))


def _filled(candidate: Candidate, lacking: Sequence[Field], all_of_it: bool) -> Fields:
    """The fields that a candidate fills, in their order, with its first identifier or with all of its own."""
    found: dict[str, Identifier] = {}
    for one in candidate.identifiers if all_of_it else candidate.identifiers[:1]:
        fitting = [field for field in lacking if field.type is type(one)]
        of_edition = [field for field in fitting if (field.name == _ELECTRONIC) is (one in candidate.electronic)]
        for field in (fitting if len(fitting) == 1 else of_edition)[:1]:
            found.setdefault(field.name, one)
    return tuple((field.name, found[field.name]) for field in lacking if field.name in found)


def _key(fields: Fields) -> str:
    first = fields[0][1]
    return f"{first.scheme.name}:{first.key}"


def _united(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The proposals of all sources, best first, each candidate once; two different ones that both seem certain are not."""
    found: dict[str, Proposal] = {}
    for one in sorted(proposals, key=lambda proposal: -proposal.judged.score):
        known = found.setdefault(one.key, one)
        if known is not one:
            found[one.key] = known._replace(sources=(*known.sources, *one.sources))
    certain = [one for one in found.values() if one.judged.certain]
    rivals = {one.key for one in certain for other in certain if _contradict(one, other)}
    return tuple(one._replace(judged=one.judged._replace(certain=False)) if one.key in rivals else one for one in found.values())


def _contradict(one: Proposal, other: Proposal) -> bool:
    fields = dict(other.fields)
    return any(name in fields and fields[name].key != identifier.key for name, identifier in one.fields)
