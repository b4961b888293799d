"""What public files state about works and organizations, for bench/reconciliation.py."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast
from xml.etree import ElementTree

from vitagraph.errors import DataError
from vitagraph.importers.formats.bibtex import read
from vitagraph.reconciliation.comparison import words
from vitagraph.reconciliation.entities import entities
from vitagraph.records import Index
from vitagraph.services import replies
from vitagraph.services.client import Connection
from vitagraph.services.service import Candidate, Facts, Kind, Query
from vitagraph.services.types.crossref import SERVICE as CROSSREF
from vitagraph.services.types.ror import SERVICE as ROR
from vitagraph.values import Doi, NameIn, RorId


class Statement(NamedTuple):
    """What a source states about an entity: the query without identifiers, and the candidate. A registry is never the query."""

    source: str
    query: Query
    candidate: Candidate
    is_registry: bool = False


#: identifier -> what the sources state
Stated = dict[str, list[Statement]]


def works(data: Path) -> Stated:
    """The works with a DOI of bibliographies, of Crossref's replies and of the ACL Anthology."""
    stated: Stated = defaultdict(list)
    for path in sorted(data.glob("*/*.bib")):
        for one in _of_bibliography(path):
            stated[_key(one)].append(one)
    for path in sorted(data.glob("*/*.crossref.jsonl")):
        items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        found = CROSSREF.search(cast(Connection, _Replies({"message": {"items": items}})), [Query(Kind.WORK, (NameIn("any", ""),))])[0]
        for candidate in found:
            if isinstance(candidate.identifier, Doi):
                stated[candidate.identifier.key].append(_of_registry(path.parent.name, candidate))
    for path in sorted(data.glob("*/*.anthology.xml")):
        for one in _of_anthology(path):
            stated[_key(one)].append(one)
    return stated


def _key(found: Statement) -> str:
    assert found.candidate.identifier is not None
    return found.candidate.identifier.key


def _of_registry(source: str, candidate: Candidate) -> Statement:
    return Statement(source, Query(Kind.WORK, candidate.names, candidate.facts), candidate, is_registry=True)


def _of_bibliography(path: Path) -> Iterator[Statement]:
    """The works with a DOI of a bibliography. One whose entries together are no valid CV is read entry by entry."""
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        found = entities(Index(read(text, path.name).cv))
    except (KeyError, DataError):  # an entry without a title, or one work twice
        found = [one for entry in _entries(text) for one in _of_entry(entry, path.name)]
    for _, _, query in found:
        if query.kind is Kind.WORK and (doi := next((one for one in query.facts.identifiers if isinstance(one, Doi)), None)):
            facts = query.facts._replace(identifiers=())
            candidate = Candidate(Kind.WORK, doi, doi.link()[1:-1], query.names, facts=facts)
            yield Statement(path.parent.name, query._replace(facts=facts), candidate)


def _of_entry(text: str, name: str) -> list[Any]:
    try:
        return entities(Index(read(text, name).cv))
    except (KeyError, DataError):
        return []


def _entries(text: str) -> list[str]:
    """The entries of a bibliography that have a DOI, each behind the abbreviations of the file."""
    parts = re.split(r"(?m)^[ \t]*(?=@)", text)
    strings = "".join(part for part in parts if part[:7].lower() == "@string")
    return [strings + part for part in parts if re.search(r"(?i)\bdoi\b", part)]


def _of_anthology(path: Path) -> Iterator[Statement]:
    for volume in ElementTree.parse(path).iterfind(".//volume"):
        container, year = (_text(volume.find(f"meta/{name}")) for name in ("booktitle", "year"))
        for paper in volume.iterfind("paper"):
            title, doi = _text(paper.find("title")), next(iter(replies.identified(Doi, [paper.findtext("doi") or ""])), None)
            if doi and title:
                facts = Facts(year, container, paper.findtext("pages") or "", tuple(printed(one) for one in paper.iterfind("author")))
                candidate = Candidate(Kind.WORK, doi, doi.link()[1:-1], (NameIn(title, ""),), facts=facts)
                yield _of_registry(path.parent.name, candidate)


def printed(person: ElementTree.Element) -> str:
    """The name of an author of the ACL Anthology."""
    return " ".join(filter(None, (_text(person.find("first")), _text(person.find("last")))))


def _text(element: ElementTree.Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


class Trusted(NamedTuple):
    """What is left of statements by rules that no comparison of the project takes part in, and how many DOIs were wrong."""

    stated: Stated
    of_two_works: int
    contradicted: int


def trusted(stated: Stated) -> Trusted:
    """The statements without those that their own source, or two others, prove to be wrong.

    A source that states a DOI of two works (their titles share less than half of the words of the shorter one) is wrong about one of
    them. A source is wrong, too, whose title is that of another work for each of the others, while two of these agree.
    """
    kept: Stated = {}
    of_two, contradicted = 0, 0
    for key, every in stated.items():
        by_source: dict[str, list[Statement]] = defaultdict(list)
        for one in every:
            by_source[one.source].append(one)
        single = [found[0] for found in by_source.values() if all(_share_words(found[0], one) for one in found)]
        of_two += len(by_source) - len(single)
        agreeing = {id(one): sum(_share_words(one, other) for other in single) - 1 for one in single}
        proven = [one for one in single if agreeing[id(one)] or not any(agreeing.values())]
        contradicted += len(single) - len(proven)
        if proven:
            kept[key] = proven
    return Trusted(kept, of_two, contradicted)


def _share_words(one: Statement, other: Statement) -> bool:
    ours, theirs = ({word for name in found.query.names for word in words(name.text)} for found in (one, other))
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


class _Replies:
    """A service that gives one reply."""

    def __init__(self, reply: Any) -> None:
        self._reply = reply

    def get(self, path: str, params: Any, reader: Any) -> Any:
        """The reply, whatever is queried."""
        return reader(self._reply)


def organizations(data: Path) -> tuple[list[Candidate], dict[str, list[tuple[Query, str]]]]:
    """The organizations of ROR, and queries with the IRI of the right one, "" for none: each title, and its queries.

    Other names of a twentieth of the organizations are queries: of these the candidate lacks the name.
    """
    records = [json.loads(line) for line in (data / "ror.jsonl").read_text(encoding="utf-8").splitlines()]
    reply = {"items": [{"organization": one, "score": 1.0} for one in records]}
    every = ROR.search(cast(Connection, _Replies(reply)), [Query(Kind.ORGANIZATION, (NameIn("any", ""),))])[0]
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


def _affiliations(data: Path, known: Iterable[str]) -> Iterator[tuple[Query, str]]:
    """Printed affiliations with at most one organization; one that the pool lacks has no right answer."""
    for one in json.loads((data / "affiliations-with-ror.json").read_text(encoding="utf-8")):
        if len(one["ror_ids"]) < 2:
            right = next((found.link()[1:-1] for found in replies.identified(RorId, one["ror_ids"])), "")
            names = [NameIn(part.strip(), "") for part in (one["affiliation"], *one["affiliation"].split(",")) if len(part.split()) > 1]
            yield Query(Kind.ORGANIZATION, tuple(names) or (NameIn(one["affiliation"], ""),)), right if right in known else ""
