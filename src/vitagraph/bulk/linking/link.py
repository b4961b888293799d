"""An export -> the links between its CVs, and candidates for more."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from vitagraph.bulk.linking.candidates import candidate
from vitagraph.bulk.linking.database import Database
from vitagraph.bulk.linking.documents import DocumentFacts, Triple, documents, iri_of, type_and_scheme
from vitagraph.bulk.outputs import finished, lines_of
from vitagraph.rdf.terms import Term
from vitagraph.rdf.vocabulary import OWL, SCHEMA


class Linked(NamedTuple):
    """Counts: documents, links between agents, links between works, candidates, contradictions, blocks too large to use."""

    documents: int
    agents: int
    works: int
    candidates: int
    contradictions: int
    too_common: int


def link(folder: str, links: IO[bytes], candidates: IO[bytes]) -> Linked:
    """Writes the links of an export's CVs as N-Quads, and candidates as JSON Lines.

    Every node of a cluster is linked to the one whose IRI sorts first: persons and organizations by owl:sameAs, works by
    schema:sameAs, since several versions of a work may share its identifier. Raises UsageError where the folder holds no export.
    """
    with tempfile.TemporaryDirectory(prefix="vitagraph-") as temporary:
        database = Database(str(Path(temporary, "database.sqlite")))
        try:
            return _linked(folder, links, candidates, database)
        finally:
            database.close()


def _linked(folder: str, links: IO[bytes], candidates: IO[bytes], database: Database) -> Linked:
    count = 0
    for triples in documents(_triples(folder)):
        count += 1
        database.add(triples[0][0].partition("#")[0], DocumentFacts(triples).nodes())
    database.gather()
    agents, works, contradictions = _write_links(database, links, candidates)
    found = 0
    for pair in database.pairs():
        pair_found = candidate(pair, (database.identifiers(pair.nodes[0]), database.identifiers(pair.nodes[1])))
        if pair_found is not None:
            found += 1
            candidates.write(msgspec.json.encode(pair_found) + b"\n")
    return Linked(count, agents, works, found, contradictions, database.too_common)


def _triples(folder: str) -> Iterator[Triple]:
    for line in lines_of(finished(folder)):
        subject, predicate, rest = line.split(" ", 2)
        term = rest.rstrip(" .\n")
        if term[-1] == ">" and (start := term.rfind(" <")) > term.rfind('"') and start > 0:
            term = term[:start]  # without the graph
        yield subject, predicate, term


def _write_links(database: Database, links: IO[bytes], candidates: IO[bytes]) -> tuple[int, int, int]:
    agents = works = contradictions = 0
    for cluster in database.clusters():
        if two := _two_of_one_scheme(cluster):
            contradictions += 1
            contradiction = {"contradiction": two, "nodes": [iri[1:-1] for iri, _ in cluster]}
            candidates.write(msgspec.json.encode(contradiction) + b"\n")
            continue
        first = cluster[0][0]
        predicate = OWL.sameAs if cluster[0][1][0].startswith("agent ") else SCHEMA.sameAs
        links.writelines(f"{iri} {predicate} {first} .\n".encode() for iri, _ in cluster[1:])
        if predicate == OWL.sameAs:
            agents += len(cluster) - 1
        else:
            works += len(cluster) - 1
    return agents, works, contradictions


def _two_of_one_scheme(cluster: list[tuple[Term, list[str]]]) -> list[str]:
    """The IRIs of two identifiers of one scheme in a cluster of agents, of which one must be wrong; [] where there are none."""
    schemes: dict[str, str] = {}
    for value in sorted({value for _, own in cluster for value in own if value.startswith("agent ")}):
        if (known := schemes.setdefault(type_and_scheme(value), value)) != value:
            return [iri_of(one) for one in (known, value)]
    return []
