"""A difference by record: the triples added to and removed from each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vitagraph.differences.versions import Version
from vitagraph.errors import Place
from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import FOAF, RDFS, SCHEMA
from vitagraph.stores import Change
from vitagraph.stores.contents import Contents
from vitagraph.validation.report import Severity, ShaclResult
from vitagraph.validation.tracing import RecordTracer

_NAMES = (SCHEMA.name, FOAF.name, RDFS.label)


class Group(NamedTuple):
    """The changes of one record in one graph: its node, its place ("" where unknown), its record class and id."""

    graph: Term
    node: Term
    place: Place
    about: str
    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]


class Difference(NamedTuple):
    """The changes in one CV, by record; `document` is its address."""

    document: str
    groups: list[Group]

    def counts(self) -> tuple[int, int]:
        """Triples added, and removed."""
        return sum(len(group.added) for group in self.groups), sum(len(group.removed) for group in self.groups)


def difference(changes: Iterable[Change], old: Version | None, new: Version) -> Difference:
    """The changes of each record, in the order of places; a removed record has its place in the old version."""
    return Difference(new.document or (old.document if old else ""), _grouped(changes, old, new))


def _grouped(changes: Iterable[Change], old: Version | None, new: Version) -> list[Group]:
    versions = [_StatingRecords(version) for version in (new, old) if version is not None]
    groups = (sorted(_groups(change, versions), key=_order) for change in changes if change)
    return [group for graph in groups for group in graph]


def _order(group: Group) -> tuple[bool, Place, Term]:
    """By place; records without one come last."""
    return not group.place.source, group.place, group.node


def _groups(change: Change, versions: list[_StatingRecords]) -> Iterator[Group]:
    found: dict[tuple[Place, str], tuple[list[Triple], list[Triple]]] = {}
    nodes: dict[tuple[Place, str], Term] = {}
    for removed, triples in enumerate((change.added, change.removed)):
        for triple in sorted(triples):
            record = _record(triple, versions[::-1] if removed else versions)
            found.setdefault(record, ([], []))[removed].append(triple)
            nodes.setdefault(record, _whole(triple[0], versions[0].document))
    for record, (added, removed_triples) in found.items():
        node = nodes[record]
        name = _name(node, change.expected) or _name(node, change.present)
        about = f"{record[1]} ({name})" if name and name not in record[1] else record[1]
        yield Group(change.graph, node, record[0], about, tuple(added), tuple(removed_triples))


def _record(triple: Triple, versions: list[_StatingRecords]) -> tuple[Place, str]:
    """The place of the record that states a triple, and its name; the node's IRI where no version has it."""
    for version in versions:
        place, about = version.of(triple)
        if about:
            return place, about
    segment, slash, identifier = _whole(triple[0], versions[0].document)[1:-1].removeprefix(f"{versions[0].document}#").partition("/")
    return Place(""), f"{segment} '{identifier}'" if slash and ":" not in segment else triple[0]


class _StatingRecords:
    """Finds the record of a version that states a triple."""

    def __init__(self, version: Version) -> None:
        self.document = version.document
        self._shown = version.shown
        self._tracer = RecordTracer(version.identities, version.source) if version.identities is not None else None

    def of(self, triple: Triple) -> tuple[Place, str]:
        """The place of the record and its name, "" where this version does not state the triple."""
        if self._tracer is None:
            return Place(""), ""
        result = self._tracer.trace(ShaclResult(triple[0], "", "", Severity.note, "", "", ""))
        return self._shown(result.place), result.about


def _whole(node: Term, document: str) -> Term:
    """The node of the record to which a node belongs: `{document}#{segment}/{id}`."""
    start = f"<{document}#"
    if not document or not node.startswith(start):
        return node
    segment, slash, rest = node[len(start) : -1].partition("/")
    identifier = rest.partition("/")[0]
    return f"{start}{segment}{slash}{identifier}>"


def _name(node: Term, graph: Contents) -> str:
    """The name of a node in a graph, "" where it has none."""
    for predicate in _NAMES:
        for triple in _about(node, predicate, graph):
            return parse(triple[2]).value
    return ""


def _about(node: Term, predicate: Term, graph: Contents) -> list[Triple]:
    return sorted(triple for triple in graph if triple[0] == node and triple[1] == predicate)
