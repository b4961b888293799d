"""An export -> the links between its CVs, and candidates for more."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from vitagraph.bulk.linking.database import Database
from vitagraph.bulk.linking.description import BASE, description, graph_of
from vitagraph.bulk.linking.documents import AGENT, WORK, iri_of
from vitagraph.bulk.linking.groups import Rejections, groups_of, rules, two_of_one_scheme
from vitagraph.bulk.linking.joins import JOINS, Joins
from vitagraph.bulk.outputs import finished
from vitagraph.bulk.rejections import rejections_of
from vitagraph.rdf.terms import iri
from vitagraph.rdf.vocabulary import OWL, SCHEMA
from vitagraph.values import PartialDate

#: what links of nodes are: a work may have several versions with one identifier, so that works are not owl:sameAs
_PREDICATES = {AGENT: OWL.sameAs, WORK: SCHEMA.sameAs}


class Linked(NamedTuple):
    """Counts: documents, links between agents, links between works, candidates, contradictions, blocks too large to use."""

    documents: int
    agents: int
    works: int
    candidates: int
    contradictions: int
    too_common: int


def link(
    folder: str,
    links: IO[bytes],
    candidates: IO[bytes],
    base: str = BASE,
    created: PartialDate | None = None,
    joins: Joins = JOINS,
) -> Linked:
    """Writes the links of an export's CVs as N-Quads, a graph for each rule and one that describes them, and candidates as JSON Lines.

    Every node of a group is linked to the one whose IRI sorts first: persons and organizations by owl:sameAs, works by schema:sameAs.
    What was rejected in the CVs is no link and no candidate. `joins` reads the export and compares its nodes. Raises UsageError
    where the folder holds no export.
    """
    with tempfile.TemporaryDirectory(prefix="vitagraph-") as temporary:
        database = Database(str(Path(temporary, "database.sqlite")))
        try:
            linking = _Linking(database, candidates, rejections_of(folder))
            linking.read(folder, joins)
            counts = linking.run(joins)
            links.writelines(_lines(database, base, created))
            return counts
        finally:
            database.close()


class _Linking:
    """One run."""

    def __init__(self, database: Database, candidates: IO[bytes], rejections: Rejections) -> None:
        self._database = database
        self._candidates = candidates
        self._rejections = rejections
        self._counts: Counter[str] = Counter()

    def read(self, folder: str, joins: Joins) -> None:
        """Reads the nodes of an export."""
        for document, nodes in joins.nodes(finished(folder)):
            self._counts["documents"] += 1
            self._database.add(document, nodes)
        self._database.index()

    def run(self, joins: Joins) -> Linked:
        """Finds the links and the candidates."""
        self._link(WORK)
        self._database.add_places()
        self._link(AGENT)
        counts = self._counts
        for line in joins.candidates(self._database, self._rejections):
            counts["candidates"] += 1
            self._candidates.write(line)
        return Linked(
            counts["documents"], counts[AGENT], counts[WORK], counts["candidates"], counts["contradictions"], self._database.too_common
        )

    def _link(self, of: str) -> None:
        self._database.gather(of)
        for cluster in self._database.clusters(of):
            groups = groups_of(cluster, of, self._rejections)
            if len(groups) > 1:
                self._database.divide(groups)
            for group in groups:
                if two := two_of_one_scheme(group) if of == AGENT else []:
                    self._counts["contradictions"] += 1
                    self._write({"contradiction": [*map(iri_of, two)], "nodes": [member.iri[1:-1] for member in group]})
                    continue
                self._counts[of] += len(group) - 1
                for member, rule in rules(group):
                    self._database.add_link(rule, member, _PREDICATES[of], group[0])
        self._database.settle()

    def _write(self, line: object) -> None:
        self._candidates.write(msgspec.json.encode(line) + b"\n")


def _lines(database: Database, base: str, created: PartialDate | None) -> Iterator[bytes]:
    """The N-Quads: the description, then the links of each rule."""
    for triple in dict.fromkeys(description(base, database.linksets(), created)):
        yield f"{' '.join(triple)} {iri(base)} .\n".encode()
    for one in database.links():
        yield f"{one.node} {one.predicate} {one.first} {graph_of(base, one.rule)} .\n".encode()
