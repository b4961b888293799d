"""How well reconciliation finds works, people and organizations in public data: what is called certain, and what comes first.

    make bench-reconciliation DATA=DIR

DIR holds one folder per source with its files: `*.bib`, works as Crossref's REST API returns them (`*.crossref.jsonl`, one per line),
volumes of the ACL Anthology (`*.anthology.xml`); for people deposits of Crossref (`*.crossref.xml`), `CITATION.cff`, `zenodo.json`,
`codemeta.json`, `paper.md`, `DESCRIPTION`; beside the folders `ror.jsonl` (ROR records, schema 2, one per line) and
`affiliations-with-ror.json`. An entity is a query if two sources state its identifier: the query is what one source states without
identifiers, the candidate what another one states, of a person what all others state. Of a quarter of these the candidate is taken
away: nothing found for them is right. A hash of the name divides the queries into a half on which weights may be tuned and one that is
reported (`--half tune`). `--errors` lists what is wrongly certain and what is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from math import log
from pathlib import Path
from typing import NamedTuple

from reconciliation_data import Stated, Statement, organizations, trusted, works
from reconciliation_people import people, united

from vitagraph.reconciliation.comparison import words
from vitagraph.reconciliation.evidence import Judged, judged
from vitagraph.services.service import Candidate, Kind, Query
from vitagraph.values import NameIn, PersonName

#: candidates of a query, as services return them
FOUND = 10
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.985, 0.995, 0.999)


class Case(NamedTuple):
    """A query, and the IRI of the right candidate; "" where there is none."""

    query: Query
    right: str


class Answer(NamedTuple):
    """A case with its judged candidates, the best first."""

    case: Case
    found: list[Judged]


class Pool:
    """Candidates by their words: those that share the rarest words with a query are found, as a service would."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = [*candidates]
        self._places: dict[str, list[int]] = {}
        for place, one in enumerate(self.candidates):
            for word in {word for name in one.names for word in words(name.text)} | set(_families(one.facts.people[:3])):
                self._places.setdefault(word, []).append(place)

    def search(self, query: Query) -> list[Candidate]:
        """The candidates that share the most with a query, at most `FOUND`."""
        queried = {*words(query.name), *_families(query.facts.people[:1]), *words(query.facts.place)}
        known = sorted((len(self._places[word]), word) for word in queried if word in self._places)
        scores: dict[int, float] = {}
        for number, word in known[:12]:
            if number * 20 > len(self.candidates) and scores:  # a word of every twentieth one adds nothing
                break
            for place in self._places[word]:
                scores[place] = scores.get(place, 0) + log(len(self.candidates) / number)
        size = {place: len(words(self.candidates[place].names[0].text)) for place in scores}
        return [self.candidates[place] for place in sorted(scores, key=lambda one: (-scores[one], size[one], one))[:FOUND]]


def _families(names: Sequence[str]) -> list[str]:
    return [word for name in names for word in words(PersonName.parse(name).family)]


def part(text: str) -> float:
    """A number from 0 to 1 that a text determines."""
    return int.from_bytes(sha256(text.encode()).digest()[:6], "big") / 2**48


def cases(stated: Stated, described: Callable[[list[Statement]], Candidate], others: Iterable[Candidate] = ()) -> tuple[list[Case], Pool]:
    """The queries and the pool, of what sources state by identifier, and of other candidates; `described` makes one of statements."""
    found, pool = [], [*others]
    for key in sorted(stated):
        of_sources = {one.source: one for one in reversed(stated[key])}
        ordered = sorted(of_sources.values(), key=lambda one: (one.is_registry, part(key + one.source)))
        is_queried = len(ordered) > 1 and not ordered[0].is_registry
        is_absent = is_queried and part("absent" + key) < 0.25
        candidate = described(ordered[1:] if is_queried else ordered)
        if is_queried:
            found.append(Case(ordered[0].query, "" if is_absent else candidate.iri))
        if not is_absent:
            pool.append(candidate)
    return found, Pool(pool)


def _of_registry(statements: list[Statement]) -> Candidate:
    """The candidate of a registry, else that of the first source."""
    return next((one for one in statements if one.is_registry), statements[0]).candidate


def of_half(found: Iterable[Case], half: str) -> list[Case]:
    """The queries of a half: by the first name of the query, so that noise changes none."""
    return [one for one in found if (part(one.query.name.casefold()) < 0.5) == (half == "tune")]


def answers(found: Iterable[Case], pool: Pool, changed: Callable[[Query], Query] = lambda query: query) -> list[Answer]:
    """The judged candidates of the queries, which are changed before."""
    given = [Case(changed(one.query), one.right) for one in found]
    return [Answer(one, judged(one.query, pool.search(one.query))) for one in given]


def line(title: str, found: Sequence[Answer], threshold: float | None = None) -> str:
    """A line of a table; with a threshold, what is certain above it."""
    certain = [(one.case.right, best.candidate.iri) for one in found if (best := _certain(one, threshold))]
    right, with_answer = sum(expected == iri for expected, iri in certain), sum(bool(one.case.right) for one in found)
    returned = sum(any(one.case.right == other.candidate.iri for other in one.found) for one in found)
    first = sum(bool(one.found) and one.case.right == one.found[0].candidate.iri for one in found)
    possible = sum(bool(one.found) and one.found[0].score >= 0.5 and not _certain(one, threshold) for one in found)
    shares = (right / max(1, len(certain)), right / max(1, with_answer), first / max(1, with_answer), returned / max(1, with_answer))
    columns = [title, f"{len(found):,}", f"{with_answer:,}", f"{len(certain):,}", *(f"{share:.4f}" for share in shares), f"{possible:,}"]
    return "| " + " | ".join(columns) + " |"


def _certain(answer: Answer, threshold: float | None) -> Judged | None:
    """The candidate that is certain; with a threshold, the best one above it if the next one is another entity and below 0.3."""
    if threshold is None:
        return next((one for one in answer.found if one.certain), None)
    rivals = [one for one in answer.found[1:] if one.score > 0.3]
    return answer.found[0] if answer.found and answer.found[0].score >= threshold and not rivals else None


HEAD = (
    "| queries | number | with an answer | certain | precision of certain | recall of certain | best first | returned | only possible |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


def _misspelled(query: Query) -> Query:
    """Two letters of a long word of the title exchanged."""
    text = query.name
    places = [place for place in range(1, len(text) - 2) if text[place - 1 : place + 3].isalpha()]
    place = random.Random(text).choice(places) if places else 0
    changed = text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]
    return _named(query, changed)


def _named(query: Query, name: str) -> Query:
    return query._replace(names=(NameIn(name, query.names[0].language),))


def _initials(query: Query) -> Query:
    def short(name: str) -> str:
        parsed = PersonName.parse(name)
        return f"{parsed.initials} {parsed.family}" if parsed.given else name

    named = _named(query, short(query.name)) if query.kind is Kind.PERSON else query
    return named._replace(facts=query.facts._replace(people=tuple(map(short, query.facts.people))))


def _without(*facts: str) -> Callable[[Query], Query]:
    return lambda query: query._replace(facts=query.facts._replace(**{name: () if name == "people" else "" for name in facts}))


NOISE: dict[str, Callable[[Query], Query]] = {
    "one word misspelled": _misspelled,
    "two words misspelled": lambda query: _misspelled(_misspelled(query)),
    "no year": _without("year"),
    "initials": _initials,
    "title before its colon": lambda query: _named(query, query.name.split(": ")[0]),
    "no container, no pages": _without("container", "pages"),
    "no people": _without("people"),
    "title and year alone": _without("container", "pages", "people"),
    "misspelled, initials, no year": lambda query: _misspelled(_initials(_without("year")(query))),
}


def _is_foreign(case: Case) -> bool:
    """Whether a title is in another language than English, by its articles and prepositions."""
    return len({*words(case.query.name)} & {"der", "die", "das", "und", "für", "fur", "des", "les", "et", "el", "los", "del", "una"}) > 1


def _report(title: str, found: list[Case], pool: Pool, noise: Sequence[str], errors: bool) -> None:
    print(f"\n## {title}\n\n{len(pool.candidates):,} in the pool.\n\n{HEAD}")
    plain = answers(found, pool)
    print(line("as stated", plain))
    for name in noise:
        print(line(name, answers(found, pool, NOISE[name])), flush=True)
    if foreign := [one for one in plain if _is_foreign(one.case)]:
        print(line("titles in other languages", foreign))
    for threshold in THRESHOLDS:
        print(line(f"certain from {threshold}", plain, threshold))
    if errors:
        _list_errors(plain)


def _list_errors(found: Iterable[Answer]) -> None:
    for one in found:
        certain = _certain(one, None)
        if (certain and certain.candidate.iri != one.case.right) or (one.case.right and not certain):
            print(f"\n{'WRONG' if certain else 'MISSED'} {one.case.right or 'no answer'}\n  {one.case.query.name} {one.case.query.facts}")
            shown = [other for number, other in enumerate(one.found) if number < 2 or other.candidate.iri == one.case.right]
            for other in shown:
                print(f"  {other.score:.3f} {other.candidate.iri} {other.candidate.names[0].text} {other.candidate.facts}")
                print("     ", "; ".join(f"{piece.about} {piece.weight:+} {piece.words}" for piece in other.evidence))


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("tune", "report"), default="report")
    parser.add_argument("--only", choices=("works", "people", "organizations"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"{options.data}: not a folder; name the folder of the data: make bench-reconciliation DATA=DIR")
    if options.only in (None, "works"):
        stated = works(options.data)
        kept = trusted(stated)
        print(f"Statements left out: {kept.of_two_works:,} about two works, {kept.contradicted:,} contradicted by two sources.")
        for title, of_title in (("Works", kept.stated), ("Works, with the statements that are proven wrong", stated)):
            found, pool = cases(of_title, _of_registry)
            _report(title, of_half(found, options.half), pool, [*NOISE] if of_title is not stated else [], options.errors)
    if options.only in (None, "people"):
        stated, authors = people(options.data)
        found, pool = cases(stated, united, authors)
        _report("People", of_half(found, options.half), pool, ["initials", "no people"], options.errors)
    if options.only in (None, "organizations") and (options.data / "ror.jsonl").exists():
        candidates, of_names = organizations(options.data)
        pool = Pool(candidates)
        for title, pairs in of_names.items():
            _report(f"Organizations: {title}", of_half([Case(*pair) for pair in pairs], options.half), pool, [], options.errors)


if __name__ == "__main__":
    main()
