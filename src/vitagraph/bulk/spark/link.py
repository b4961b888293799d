"""Linking with Spark: its tasks read the export, find the pairs of nodes that share something, and weigh them.

What identifies nodes (identifiers, titles with authors, places in author lists) is joined in a database of the machine where the command
runs, as its rules look at whole clusters; it grows with the nodes, not with the pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple

from vitagraph.bulk.export import ExportedPartition
from vitagraph.bulk.linking.candidates import line_of
from vitagraph.bulk.linking.database import LARGEST_BLOCK, Database, Pair
from vitagraph.bulk.linking.documents import Node
from vitagraph.bulk.linking.groups import Rejections
from vitagraph.bulk.linking.joins import JOINS, Joins
from vitagraph.bulk.linking.reading import nodes_of_part
from vitagraph.bulk.outputs import Export
from vitagraph.bulk.spark.cluster import Cluster, Job, connected, explained
from vitagraph.bulk.workers import Work

_Document = tuple[str, list[Node]]
#: number of a node -> its cluster, and the identifiers of all nodes in it
_Clusters = Mapping[int, tuple[int, frozenset[str]]]
#: stands for the pairs of blocks that are too large
_TOO_COMMON = (0, 0)


class _Shared(NamedTuple):
    """A node that shares a block: its number, IRI, document, names, cluster, and the identifiers of the cluster."""

    number: int
    iri: str
    document: str
    names: str
    cluster: int
    identifiers: frozenset[str]


class SparkJoins:
    """The steps of linking that compare all nodes, by Spark."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._parts: list[tuple[int, Export, ExportedPartition]] = []

    def nodes(self, export: Export) -> Iterator[_Document]:
        """The documents of an export, each with its nodes, which have no blocks: `candidates` reads them where they are."""
        parts, count = [one for _, one in export.files()], 0
        for part, some in zip(parts, self._cluster.results(parts, partial(_reading, export)), strict=True):
            self._parts.append((count, export, part))
            count += sum(len(nodes) for _, nodes in some)
            yield from some

    def candidates(self, database: Database, rejections: Rejections) -> Iterator[bytes]:
        """The lines of candidates, in the order of the export."""
        if not self._parts:
            return
        context, parts = self._cluster.session.sparkContext, len(self._parts)
        clusters = context.broadcast(_clusters(database))
        shared = context.parallelize(self._parts, parts).flatMap(lambda part: _blocks(part, clusters.value))
        empty: list[_Shared] = []
        some: Any = shared.aggregateByKey(empty, _with, _together, parts)
        lines = some.flatMap(_pairs).groupByKey(parts).flatMap(partial(_lines, rejections=dict(rejections))).sortByKey(numPartitions=parts)
        with explained():
            for key, line in lines.toLocalIterator(prefetchPartitions=True):
                if key == _TOO_COMMON:
                    database.too_common = int(line)
                else:
                    yield line


@contextmanager
def joins(job: Job | None) -> Iterator[Joins]:
    """The joins of a job, or of this machine where there is none."""
    if job is None:
        yield JOINS
        return
    with connected(job) as cluster:
        yield SparkJoins(cluster)


def _reading(export: Export) -> Work:
    def read(partition: ExportedPartition) -> list[_Document]:
        return [(document, [node._replace(blocks=()) for node in nodes]) for document, nodes in nodes_of_part(export, partition)]

    return read


def _clusters(database: Database) -> _Clusters:
    """The clusters of more than one node."""
    found = dict(database.clustered())
    identifiers = {cluster: frozenset(database.identifiers(node)) for node, cluster in found.items()}
    return {node: (cluster, identifiers[cluster]) for node, cluster in found.items()}


def _blocks(part: tuple[int, Export, ExportedPartition], clusters: _Clusters) -> Iterator[tuple[str, _Shared]]:
    """The nodes of a part by what they share; numbers as in the database."""
    number, export, partition = part
    for document, nodes in nodes_of_part(export, partition):
        for node in nodes:
            number += 1
            cluster, identifiers = clusters.get(number) or (number, frozenset(node.identifiers))
            shared = _Shared(number, node.iri, document, "\n".join(node.names), cluster, identifiers)
            yield from ((block, shared) for block in node.blocks)


def _with(some: list[_Shared], one: _Shared) -> list[_Shared]:
    """One more node of a block, unless it is too large anyway."""
    return some if len(some) > LARGEST_BLOCK else [*some, one]


def _together(some: list[_Shared], others: list[_Shared]) -> list[_Shared]:
    return [*some, *others][: LARGEST_BLOCK + 1]


def _pairs(block: tuple[str, list[_Shared]]) -> Iterator[tuple[tuple[int, int], Any]]:
    """The pairs of nodes of different documents and clusters in a block."""
    value, nodes = block
    if len(nodes) > LARGEST_BLOCK:
        yield _TOO_COMMON, None
        return
    for one, other in combinations(sorted(nodes), 2):
        if one.document != other.document and one.cluster != other.cluster:
            yield (one.number, other.number), (value, one, other)


def _lines(pair: tuple[tuple[int, int], Iterable[Any]], rejections: Rejections) -> Iterator[tuple[tuple[int, int], bytes]]:
    """A pair with all that it shares, as a line."""
    key, found = pair[0], list(pair[1])
    if key == _TOO_COMMON:
        yield key, str(len(found)).encode()
        return
    _, one, other = found[0]
    whole = Pair(one.iri, other.iri, (one.names, other.names), key, sorted(value for value, _, _ in found))
    if line := line_of(whole, (set(one.identifiers), set(other.identifiers)), rejections):
        yield key, line
