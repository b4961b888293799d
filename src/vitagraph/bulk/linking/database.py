"""The nodes of all documents on disk: SQLite sorts and joins more than memory holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby, islice
from operator import itemgetter
from typing import NamedTuple

from vitagraph.bulk.linking.documents import Node

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;
CREATE TABLE node (id INTEGER PRIMARY KEY, iri TEXT, document TEXT, names TEXT, cluster INTEGER);
CREATE TABLE identifier (value TEXT, node INTEGER);
CREATE TABLE block (value TEXT, node INTEGER);
"""
_INDEXES = """
CREATE INDEX identifier_value ON identifier (value, node);
CREATE INDEX identifier_node ON identifier (node, value);
CREATE INDEX block_value ON block (value, node);
"""
_MOVE = """
WITH least AS (SELECT value, MIN(cluster) AS cluster FROM identifier JOIN node ON node.id = identifier.node
               GROUP BY value HAVING MIN(cluster) < MAX(cluster)),
     moved AS (SELECT node AS id, MIN(least.cluster) AS cluster FROM identifier JOIN least USING (value) GROUP BY node)
UPDATE node SET cluster = moved.cluster FROM moved WHERE node.id = moved.id AND moved.cluster < node.cluster
"""
# A larger block is a common name with common evidence: it proves too little, and has too many pairs.
_LARGEST_BLOCK = 40


class Pair(NamedTuple):
    """Two nodes of different documents that share blocks; `names` has one name a line."""

    one: str
    other: str
    names: tuple[str, str]
    nodes: tuple[int, int]
    shared: list[str]


class _Row(NamedTuple):
    iri: str
    document: str
    names: str
    cluster: int


class Database:
    """The nodes of all documents in a database file."""

    def __init__(self, path: str) -> None:
        self._database = sqlite3.connect(path)
        self._database.executescript(_TABLES)
        self._count = 0
        #: number of blocks that were too large to use; complete after `pairs`
        self.too_common = 0

    def add(self, document: str, nodes: Iterable[Node]) -> None:
        """Adds the nodes of a document."""
        for node in nodes:
            self._count += 1
            own = self._count
            self._database.execute("INSERT INTO node VALUES (?, ?, ?, ?, ?)", (own, node.iri, document, "\n".join(node.names), own))
            self._database.executemany("INSERT INTO identifier VALUES (?, ?)", [(value, own) for value in node.identifiers])
            self._database.executemany("INSERT INTO block VALUES (?, ?)", [(value, own) for value in node.blocks])

    def gather(self) -> None:
        """Puts nodes that share an identifier into one cluster, the number of its first node, until nothing changes.

        A node passes its cluster on through its other identifiers.
        """
        self._database.executescript(_INDEXES)
        while True:
            self._database.execute(_MOVE)
            if not self._database.execute("SELECT changes()").fetchone()[0]:
                break
        self._database.execute("CREATE INDEX node_cluster ON node (cluster)")

    def clusters(self) -> Iterator[list[tuple[str, list[str]]]]:
        """The clusters of more than one node, each a sorted list of IRIs with their identifiers."""
        rows = self._database.execute(
            """SELECT cluster, iri, value FROM node JOIN identifier ON identifier.node = node.id
               WHERE cluster IN (SELECT cluster FROM node GROUP BY cluster HAVING COUNT(*) > 1) ORDER BY cluster, iri, value"""
        )
        current, gathered = None, dict[str, list[str]]()
        for cluster, iri, value in rows:
            if cluster != current and gathered:
                yield list(gathered.items())
                gathered = {}
            current = cluster
            gathered.setdefault(iri, []).append(value)
        if gathered:
            yield list(gathered.items())

    def pairs(self) -> Iterator[Pair]:
        """Pairs of nodes of different documents and clusters that share blocks, with all of these, in the order of the export."""
        self._database.execute("CREATE TABLE pair (one INTEGER, other INTEGER, value TEXT)")
        reading, writing = self._database.cursor(), self._database.cursor()
        for value, rows in groupby(reading.execute("SELECT value, node FROM block ORDER BY value, node"), itemgetter(0)):
            nodes = [node for _, node in islice(rows, _LARGEST_BLOCK + 1)]
            if len(nodes) > _LARGEST_BLOCK:
                self.too_common += 1
                continue
            writing.executemany("INSERT INTO pair VALUES (?, ?, ?)", ((*pair, value) for pair in combinations(nodes, 2)))
        for (one, other), shared in groupby(reading.execute("SELECT * FROM pair ORDER BY one, other, value"), itemgetter(0, 1)):
            first, second = self._node(writing, one), self._node(writing, other)
            if first.document != second.document and first.cluster != second.cluster:
                yield Pair(first.iri, second.iri, (first.names, second.names), (one, other), [value for _, _, value in shared])

    @staticmethod
    def _node(cursor: sqlite3.Cursor, number: int) -> _Row:
        return _Row(*cursor.execute("SELECT iri, document, names, cluster FROM node WHERE id = ?", (number,)).fetchone())

    def identifiers(self, node: int) -> set[str]:
        """The identifiers of the cluster of a node."""
        rows = self._database.execute(
            """SELECT value FROM identifier JOIN node ON node.id = identifier.node
               WHERE cluster = (SELECT cluster FROM node WHERE id = ?)""",
            (node,),
        )
        return {value for (value,) in rows}

    def close(self) -> None:
        """Closes the file."""
        self._database.close()
