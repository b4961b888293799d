"""What public files state about works, people and organizations, for bench/reconciliation.py."""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import yaml

from vitagraph.errors import DataError
from vitagraph.importers.formats.bibtex import read
from vitagraph.reconciliation.entities import entities
from vitagraph.records import Index
from vitagraph.services import replies
from vitagraph.services.client import Connection
from vitagraph.services.service import Candidate, Facts, Kind, Query
from vitagraph.services.types.ror import SERVICE as ROR
from vitagraph.values import Doi, NameIn, Orcid, RorId

#: identifier -> (source, the query without identifiers, the candidate)
Stated = dict[str, list[tuple[str, Query, Candidate]]]


def works(data: Path) -> Stated:
    """The works of bibliographies that have a DOI."""
    stated: Stated = defaultdict(list)
    for path in sorted(data.glob("*/*.bib")):
        for key, query, candidate in works_of(path):
            stated[key].append((path.parent.name, query, candidate))
    return stated


def works_of(path: Path) -> Iterator[tuple[str, Query, Candidate]]:
    """The works with a DOI of a bibliography: DOI, query and candidate."""
    try:
        found = entities(Index(read(path.read_text(encoding="utf-8", errors="replace"), path.name).cv))
    except (KeyError, DataError):  # an entry without a title, or one work twice: a CV with them is not valid
        print(f"{path}: the entries are no valid CV; the file was left out", file=sys.stderr)
        return
    for _, _, query in found:
        if query.kind is Kind.WORK and (doi := next((one for one in query.facts.identifiers if isinstance(one, Doi)), None)):
            facts = query.facts._replace(identifiers=())
            candidate = Candidate(Kind.WORK, doi, doi.link()[1:-1], query.names, facts=facts)
            yield doi.key, query._replace(facts=facts), candidate


def people(data: Path) -> Stated:
    """The authors with an ORCID iD; each file is a source, as the same people write in one folder."""
    stated: Stated = defaultdict(list)
    for path in sorted([*data.glob("*/*.crossref.xml"), *data.glob("*/*.cff")]):
        authors = [*(_of_deposit(path) if path.suffix == ".xml" else _of_citation(path))]
        for name, orcid, affiliation in authors:
            for known in replies.identified(Orcid, [orcid]) if name else ():
                others = tuple(other for other, *_ in authors if other and other != name)
                facts = Facts(people=others, affiliations=(affiliation,) if affiliation else ())
                query = Query(Kind.PERSON, (NameIn(name, ""),), facts)
                stated[known.key].append((path.name, query, Candidate(Kind.PERSON, known, known.link()[1:-1], query.names, facts=facts)))
    return stated


def _of_deposit(path: Path) -> Iterator[tuple[str, str, str]]:
    for person in ElementTree.parse(path).iterfind(".//{*}journal_article/{*}contributors/{*}person_name"):
        parts = [person.findtext(f"{{*}}{part}") or "" for part in ("given_name", "surname")]
        yield " ".join(filter(None, parts)), person.findtext("{*}ORCID") or "", person.findtext(".//{*}institution_name") or ""


def _of_citation(path: Path) -> Iterator[tuple[str, str, str]]:
    try:
        stated = yaml.safe_load(path.read_text(encoding="utf-8", errors="replace"))
    except yaml.YAMLError:
        return
    for person in (stated.get("authors") or []) if isinstance(stated, dict) else []:
        if isinstance(person, dict):
            parts = [str(person.get(part) or "") for part in ("given-names", "name-particle", "family-names")]
            yield " ".join(filter(None, parts)), str(person.get("orcid") or ""), str(person.get("affiliation") or "")


class _Dump:
    """ROR's answers from its records."""

    def __init__(self, records: list[Any]) -> None:
        self._records = records

    def get(self, path: str, params: Any, reader: Any) -> Any:
        """The reply to an affiliation: all records."""
        return reader({"items": [{"organization": one, "score": 1.0} for one in self._records]})


def organizations(data: Path) -> tuple[list[Candidate], dict[str, list[tuple[Query, str]]]]:
    """The organizations of ROR, and queries with the IRI of the right one, "" for none: each title, and its queries.

    Other names of a twentieth of the organizations are queries: of these the candidate lacks the name.
    """
    records = [json.loads(line) for line in (data / "ror.jsonl").read_text(encoding="utf-8").splitlines()]
    every = ROR.search(cast(Connection, _Dump(records)), [Query(Kind.ORGANIZATION, (NameIn("any", ""),))])[0]
    drawn, pool = random.Random(1), []
    named: list[tuple[Query, str]] = []
    alone: list[tuple[Query, str]] = []
    other: list[tuple[Query, str]] = []
    for one in every:
        is_queried, is_absent = drawn.random() < 0.05, drawn.random() < 0.25
        right, facts = "" if is_absent else one.iri, Facts(place=one.facts.place, country=one.facts.country)
        if is_queried:
            named.append((Query(Kind.ORGANIZATION, one.names[:1], facts), right))
            alone.append((Query(Kind.ORGANIZATION, one.names[:1]), right))
        rest = [name for name in one.names[1:] if len(name.text.split()) > 1]
        if is_queried and rest:
            name = drawn.choice(rest)
            other.append((Query(Kind.ORGANIZATION, (name,), facts), right))
            one = one._replace(names=tuple(own for own in one.names if own != name))
        if not (is_queried and is_absent):
            pool.append(one)
    return pool, {
        "name, place and country": named,
        "name alone": alone,
        "a name that ROR lacks, place and country": other,
        "affiliations as printed": [*_affiliations(data, {one.iri for one in pool})],
    }


def _affiliations(data: Path, known: set[str]) -> Iterator[tuple[Query, str]]:
    """Printed affiliations with at most one organization; one that the pool lacks has no right answer."""
    for one in json.loads((data / "affiliations-with-ror.json").read_text(encoding="utf-8")):
        if len(one["ror_ids"]) < 2:
            right = next((found.link()[1:-1] for found in replies.identified(RorId, one["ror_ids"])), "")
            names = [NameIn(part.strip(), "") for part in (one["affiliation"], *one["affiliation"].split(",")) if len(part.split()) > 1]
            yield Query(Kind.ORGANIZATION, tuple(names) or (NameIn(one["affiliation"], ""),)), right if right in known else ""
