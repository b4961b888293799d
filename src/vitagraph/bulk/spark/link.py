"""Linking with Spark: its tasks read the export, which takes most of the time; the nodes are joined in one database, as on one machine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from vitagraph.bulk.export import ExportedPartition
from vitagraph.bulk.linking.documents import Node
from vitagraph.bulk.linking.reading import Reader, nodes_of_part
from vitagraph.bulk.outputs import Export
from vitagraph.bulk.spark.cluster import Job, connected
from vitagraph.bulk.workers import Work

_Documents = list[tuple[str, list[Node]]]


def reader(job: Job) -> Reader:
    """A reader of the nodes of an export."""

    def nodes_of(export: Export) -> Iterator[tuple[str, list[Node]]]:
        with connected(job) as cluster:
            for some in cluster.results((one for _, one in export.files()), partial(_reading, export)):
                yield from some

    return nodes_of


def _reading(export: Export) -> Work:
    def read(partition: ExportedPartition) -> _Documents:
        return [(document, list(nodes)) for document, nodes in nodes_of_part(export, partition)]

    return read
