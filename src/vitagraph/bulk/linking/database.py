"""The nodes of all documents on disk, and the links between them: SQLite sorts and joins more than memory holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby, islice
from operator import itemgetter
from typing import NamedTuple

from vitagraph.bulk.linking.documents import Node
from vitagraph.values import PersonName

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;
CREATE TABLE node (id INTEGER PRIMARY KEY, iri TEXT, document TEXT, names TEXT, cluster INTEGER, kind TEXT, year INTEGER);
CREATE TABLE identifier (value TEXT, node INTEGER, inferred INTEGER);
CREATE TABLE block (value TEXT, node INTEGER);
CREATE TABLE author (work INTEGER, node INTEGER, place TEXT);
CREATE TABLE moved (id INTEGER PRIMARY KEY, cluster INTEGER);
CREATE TABLE link (rule TEXT, node INTEGER, first INTEGER, predicate TEXT, PRIMARY KEY (rule, node)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX identifier_value ON identifier (value, node);
CREATE INDEX identifier_node ON identifier (node, value);
CREATE INDEX node_cluster ON node (cluster);
CREATE INDEX block_value ON block (value, node);
"""
_MOVE = """
WITH least AS (SELECT value, MIN(cluster) AS cluster FROM identifier JOIN node ON node.id = identifier.node
               WHERE value BETWEEN :of || ' ' AND :of || '!' GROUP BY value HAVING MIN(cluster) < MAX(cluster)),
     moved AS (SELECT node AS id, MIN(least.cluster) AS cluster FROM identifier JOIN least USING (value) GROUP BY node)
UPDATE node SET cluster = moved.cluster FROM moved WHERE node.id = moved.id AND moved.cluster < node.cluster
"""
# Authors at the same place of works that are the same, with the same family name and initials.
_PLACES = """
INSERT INTO identifier SELECT 'agent byline ' || one.cluster || ' ' || place, author.node, 1 FROM author JOIN node one ON one.id = work
WHERE one.cluster IN (SELECT cluster FROM node GROUP BY cluster HAVING COUNT(*) > 1)
"""
#: a larger block is a common name with common evidence: it proves too little, and has too many pairs
LARGEST_BLOCK = 40


class Pair(NamedTuple):
    """Two nodes of different documents that share blocks; `names` has one name a line."""

    one: str
    other: str
    names: tuple[str, str]
    nodes: tuple[int, int]
    shared: list[str]


class Member(NamedTuple):
    """A node of a cluster: its number, IRI, document, kind and year, its identifiers, and what it shares by inference."""

    number: int
    iri: str
    document: str
    kind: str
    year: int
    identifiers: frozenset[str]
    inferred: frozenset[str]


class Link(NamedTuple):
    """A link of a rule: the node, the predicate, the node to which it leads."""

    rule: str
    node: str
    predicate: str
    first: str


class Linkset(NamedTuple):
    """The number of links of a rule with one predicate from the nodes of one document to those of another."""

    rule: str
    source: str
    target: str
    predicate: str
    links: int


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
        """Adds the nodes of a document, its agents first."""
        numbers: dict[str, int] = {}
        execute, many = self._database.execute, self._database.executemany
        for node in nodes:
            self._count += 1
            own = numbers[node.iri] = self._count
            execute(
                "INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)", (own, node.iri, document, "\n".join(node.names), own, node.kind, node.year)
            )
            many("INSERT INTO identifier VALUES (?, ?, 0)", [(value, own) for value in node.identifiers])
            if node.version:
                execute("INSERT INTO identifier VALUES (?, ?, 1)", (f"work title {node.version}", own))
            many("INSERT INTO block VALUES (?, ?)", [(value, own) for value in node.blocks])
            places = [(own, numbers[agent], place) for agent, place in _places(node.authors) if agent in numbers]
            many("INSERT INTO author VALUES (?, ?, ?)", places)

    def index(self) -> None:
        """Ends the adding of nodes."""
        self._database.executescript(_INDEXES)

    def gather(self, of: str) -> None:
        """Puts agents or works that share a value into one cluster, the number of its first node, until nothing changes.

        A node passes its cluster on through its other values.
        """
        while True:
            self._database.execute(_MOVE, {"of": of})
            if not self._database.execute("SELECT changes()").fetchone()[0]:
                break

    def add_places(self) -> None:
        """Adds what the authors at the same place of works that are one cluster have in common."""
        self._database.execute(_PLACES)

    def clusters(self, of: str) -> Iterator[list[Member]]:
        """The clusters of more than one node, in the order of their first nodes, each in the order of IRIs; `of`: work or agent."""
        rows = self._database.execute(
            """SELECT cluster, id, iri, document, kind, year, value, inferred FROM node JOIN identifier ON identifier.node = node.id
               WHERE cluster IN (SELECT cluster FROM node GROUP BY cluster HAVING COUNT(*) > 1) AND value BETWEEN :of || ' ' AND :of || '!'
               ORDER BY cluster, iri, id""",
            {"of": of},
        )
        for _, of_cluster in groupby(rows, itemgetter(0)):
            members = []
            for (number, iri, document, kind, year), of_node in groupby(of_cluster, itemgetter(slice(1, 6))):
                values = [(value, bool(inferred)) for *_, value, inferred in of_node]
                stated, inferred = (frozenset(value for value, one in values if one is which) for which in (False, True))
                members.append(Member(number, iri, document, kind, year, stated, inferred))
            yield members

    def divide(self, groups: Iterable[Sequence[Member]]) -> None:
        """Makes each group of nodes a cluster, when the clusters are read to their end."""
        for group in groups:
            first = min(member.number for member in group)
            self._database.executemany("INSERT INTO moved VALUES (?, ?)", [(member.number, first) for member in group])

    def settle(self) -> None:
        """Ends the reading of clusters."""
        self._database.execute("UPDATE node SET cluster = moved.cluster FROM moved WHERE node.id = moved.id")
        self._database.execute("DELETE FROM moved")

    def add_link(self, rule: str, member: Member, predicate: str, first: Member) -> None:
        """Adds a link."""
        self._database.execute("INSERT INTO link VALUES (?, ?, ?, ?)", (rule, member.number, first.number, predicate))

    def links(self) -> Iterator[Link]:
        """The links, rule by rule, in the order of IRIs."""
        rows = self._database.execute(
            """SELECT rule, node.iri, predicate, first.iri FROM link
               JOIN node ON node.id = link.node JOIN node first ON first.id = link.first ORDER BY rule, node.iri"""
        )
        return (Link(*row) for row in rows)

    def linksets(self) -> Iterator[Linkset]:
        """The numbers of links, in a fixed order."""
        rows = self._database.execute(
            """SELECT rule, node.document, first.document, predicate, COUNT(*) FROM link
               JOIN node ON node.id = link.node JOIN node first ON first.id = link.first
               GROUP BY rule, node.document, first.document, predicate ORDER BY 1, 2, 3, 4"""
        )
        return (Linkset(*row) for row in rows)

    def pairs(self) -> Iterator[Pair]:
        """Pairs of nodes of different documents and clusters that share blocks, with all of these, in the order of the export."""
        self._database.execute("CREATE TABLE pair (one INTEGER, other INTEGER, value TEXT)")
        reading, writing = self._database.cursor(), self._database.cursor()
        for value, rows in groupby(reading.execute("SELECT value, node FROM block ORDER BY value, node"), itemgetter(0)):
            nodes = [node for _, node in islice(rows, LARGEST_BLOCK + 1)]
            if len(nodes) > LARGEST_BLOCK:
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
               WHERE NOT inferred AND cluster = (SELECT cluster FROM node WHERE id = ?)""",
            (node,),
        )
        return {value for (value,) in rows}

    def clustered(self) -> Iterator[tuple[int, int]]:
        """The nodes in clusters of more than one, each with the number of its cluster."""
        return iter(
            self._database.execute(
                "SELECT id, cluster FROM node WHERE cluster IN (SELECT cluster FROM node GROUP BY cluster HAVING COUNT(*) > 1)"
            )
        )

    def close(self) -> None:
        """Closes the file."""
        self._database.close()


def _places(authors: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The authors of a work, each with place, number of authors, and family name with initials; those without initials are left out."""
    for place, (agent, printed) in enumerate(authors, 1):
        name = PersonName.parse(printed)
        if name.key and (name.given or name.initials):
            yield agent, f"{place}/{len(authors)} {name.key}"
