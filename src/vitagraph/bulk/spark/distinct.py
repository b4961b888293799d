"""An export whose lines occur once in all CVs, made of one in which they occur once a CV.

All lines about a CV stay in one partition, sorted: linking reads the CVs one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice

from vitagraph.bulk.export import Digesting, ExportedPartition, Settings, kept, lines_of, note
from vitagraph.bulk.folder import REJECTED
from vitagraph.bulk.formats import FORMATS, lines_to
from vitagraph.bulk.outputs import Export, lines_of_part
from vitagraph.bulk.spark.cluster import Cluster, explained
from vitagraph.bulk.storage import read, storage

#: lines that are written at a time
_PIECE = 500
_Known = Mapping[int, ExportedPartition]


def distinct(export: Export, path: str, settings: Settings, known: _Known, cluster: Cluster) -> Iterator[tuple[ExportedPartition, bool]]:
    """Writes the partitions, as many as the export has, and one more with the counts of CVs. Yields each with whether it was kept."""
    whole = hashlib.sha256("".join(one.sha256 for one in export.partitions).encode()).hexdigest()
    parts = [one for _, one in export.files()]
    if parts:
        rows = cluster.session.sparkContext.parallelize(parts, len(parts)).flatMap(partial(_keyed, export))
        frame = cluster.session.createDataFrame(rows, "document string, line string")
        alone = frame.repartition(len(parts), "document").distinct().sortWithinPartitions("line").select("line")
        with explained():
            yield from alone.rdd.mapPartitionsWithIndex(partial(_written, whole, path, settings, dict(known))).collect()
    counts = ExportedPartition(len(parts), whole, None, "", 0, sum(one.cvs for one in export.partitions), 0, 0)
    counts.rejected = sum(one.rejected for one in export.partitions)
    yield note(counts, [read(storage(export.address), REJECTED)] if counts.rejected else [], storage(path)), False


def _keyed(export: Export, partition: ExportedPartition) -> Iterator[tuple[str, str]]:
    """The lines of a partition, each once, with the document that they are about: that of the graph, or of the subject."""
    graphs = FORMATS[export.format].named_graphs
    for line in dict.fromkeys(lines_of_part(export, partition)):
        named = line.rstrip(" .\n").rpartition(" ")[2] if graphs else line.partition(" ")[0]
        yield named.partition("#")[0], line.rstrip("\n")


def _written(
    whole: str, path: str, settings: Settings, known: _Known, number: int, rows: Iterable[tuple[str]]
) -> Iterator[tuple[ExportedPartition, bool]]:
    place, earlier = storage(path), known.get(number)
    if earlier and kept(earlier, whole, place):
        yield earlier, True
        return
    lines, count, name = (f"{row[0]}\n".encode() for row in rows), 0, lines_of(number, settings.suffix)
    with place.writing(name) as part:
        file = Digesting(part.file)
        with lines_to(file, settings.format) as writer:
            while some := list(islice(lines, _PIECE)):
                writer.write(b"".join(some))
                count += len(some)
        if count:
            part.put(lasting=False)
    digest, size = (file.digest.hexdigest(), file.bytes) if count else ("", 0)
    yield note(ExportedPartition(number, whole, name if count else None, digest, size, 0, 0, count), [], place), False
