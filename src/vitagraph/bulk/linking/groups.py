"""A cluster of nodes -> the groups of it that are the same, and the rules by which its nodes were found.

Shared identifiers are evidence enough. What is inferred (title and authors of a work, a place in the author list of a work) unites nodes
only where nothing in the whole cluster contradicts it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from vitagraph.bulk.linking.database import Member
from vitagraph.bulk.linking.documents import AGENT, WORK, type_and_scheme
from vitagraph.rdf.terms import Term
from vitagraph.records.identifiers import types_by_path

#: node -> identifiers and nodes that it is known not to be: `doi:10.5555/1`, `https://a.example/cv#me`
Rejections = Mapping[str, frozenset[str]]
Values = Callable[[Member], frozenset[str]]
#: the greatest distance in years between a preprint and its paper, and between two records of one paper
_YEARS_TO_PRINT, _YEARS = 2, 1
_PREPRINT = "preprint"
_OWNER = "#me>"


def groups_of(cluster: Sequence[Member], of: str, rejections: Rejections) -> list[list[Member]]:
    """The groups of nodes that are the same, each in the order of IRIs; a node that was rejected as one of the others is alone."""
    free = [member for member in cluster if not _is_rejected(member, cluster, rejections)]
    parts = _components(free, lambda member: member.identifiers)
    if len(parts) > 1 and _fits(free, parts, of):
        parts = _components(free, _all_values)
    return [*parts, *([member] for member in cluster if member not in free)]


def two_of_one_scheme(group: Iterable[Member]) -> list[str]:
    """Two identifiers of one scheme in a group, of which one must be wrong; [] where there are none."""
    schemes: dict[str, str] = {}
    for value in sorted({value for member in group for value in member.identifiers if value.split(" ")[1] not in _several()}):
        if (known := schemes.setdefault(type_and_scheme(value), value)) != value:
            return [known, value]
    return []


@cache
def _several() -> frozenset[str]:
    """The schemes of which one thing may have several identifiers."""
    return frozenset(one.scheme.name for one in types_by_path().values() if one.scheme.several)


def rules(group: Sequence[Member]) -> Iterator[tuple[Member, str]]:
    """Each node but the first with its rule: what it shares with the first, or what a chain of nodes shares: `doi`, `orcid+wikidata`."""
    by_value = _by_value(group, _all_values)
    found: dict[int, tuple[str, ...]] = {group[0].number: ()}
    waiting = [group[0]]
    for member in waiting:  # grows meanwhile
        for value in sorted(_all_values(member), key=lambda value: (value in member.inferred, value)):
            rule = value.split(" ")[1]
            for other in by_value.pop(value, ()):  # all who share a value are found at once
                if other.number not in found:
                    found[other.number] = tuple(sorted({*found[member.number], rule}))
                    waiting.append(other)
    return ((member, "+".join(found[member.number])) for member in group[1:])


def is_rejected(iri: str, others: Iterable[str], identifiers: Iterable[str], rejections: Rejections) -> bool:
    """Whether a node, without brackets, is known not to be one of other nodes or the thing of identifiers."""
    known = rejections.get(iri)
    return known is not None and not known.isdisjoint({*others, *map(_key, identifiers)})


def _is_rejected(member: Member, cluster: Sequence[Member], rejections: Rejections) -> bool:
    if not rejections:
        return False
    others = [other for other in cluster if other is not member]
    identifiers = {value for other in others for value in other.identifiers} - member.identifiers
    return is_rejected(member.iri[1:-1], (other.iri[1:-1] for other in others), identifiers, rejections)


def _key(value: str) -> str:
    """An identifier as `vitagraph reconcile` records it: `doi:10.5555/1`."""
    _, scheme, key = value.split(" ", 2)
    return f"{scheme}:{key}"


def _all_values(member: Member) -> frozenset[str]:
    return member.identifiers | member.inferred


def _by_value(members: Iterable[Member], values: Values) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        for value in values(member):
            found[value].append(member)
    return found


def _components(members: Sequence[Member], values: Values) -> list[list[Member]]:
    """The parts of nodes that values connect, in the order of their first nodes."""
    by_value, seen, parts = _by_value(members, values), set[Term](), list[list[Member]]()
    for first in members:
        if first.iri in seen:
            continue
        seen.add(first.iri)
        part = [first]
        for member in part:  # grows meanwhile
            for other in (other for value in values(member) for other in by_value.pop(value, ())):
                if other.iri not in seen:
                    seen.add(other.iri)
                    part.append(other)
        parts.append(sorted(part, key=lambda member: member.iri))
    return parts


def _fits(members: Sequence[Member], parts: Sequence[Sequence[Member]], of: str) -> bool:
    """Whether nothing contradicts that all nodes are one; `parts` are those that identifiers connect."""
    return {AGENT: _is_one_agent, WORK: _is_one_work}[of](members, parts)


def _is_one_agent(members: Sequence[Member], parts: Sequence[Sequence[Member]]) -> bool:
    """Nodes of one CV are different people, and so are two owners, unless identifiers connect them."""
    owners = sum(any(member.iri.endswith(_OWNER) for member in part) for part in parts)
    documents = Counter(member.document for member in members)
    return owners <= 1 and max(documents.values()) == 1 and not two_of_one_scheme(members)


def _is_one_work(members: Sequence[Member], _: object) -> bool:
    """Works of one kind, and preprints: of a paper and its extended version, the kinds, the identifiers or the years differ."""
    preprints = [member for member in members if member.kind == _PREPRINT]
    others = [member for member in members if member.kind != _PREPRINT]
    years = [member.year for member in members if member.year]
    apart = max(years) - min(years) if years else 0
    listed = Counter((member.document, member.kind) for member in members)
    return (
        len({member.kind for member in others}) <= 1
        and apart <= (_YEARS_TO_PRINT if preprints else _YEARS)
        and max(listed.values()) == 1
        and not any(two_of_one_scheme(some) for some in (preprints, others))
    )
