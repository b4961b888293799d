"""Precision and recall of links and candidates on generated CVs with known identities: `linking.py [PEOPLE]`, for bench/linking.md.

Each person has a CV and writes with colleagues of a group. Some share a name with another person (homonyms, in the same field
or not), some have changed their name, and every fifteenth byline misspells one. Two in three state their ORCID iD; nine in ten works
have their DOI in a given CV. The person of each node is known, so every pair of nodes is a true or a false match.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from run import ROOT

GIVEN = [
    *("Ada", "Lei", "Lu", "Klaus-Robert", "Nadia", "Noor", "Pedro", "Sofia", "Jan", "Eva"),
    *("Otto", "Mira", "Ines", "Tariq", "Yuki", "Olga", "Hugo", "Lena", "Ravi", "Zoe"),
]
FAMILY = [
    *("Wang", "Müller", "Haddad", "Silva", "Nguyen", "Kowalski", "Rossi", "Ekstrøm"),
    *("Dubois", "García", "O'Neil", "Tanaka", "Ivanova", "Okafor", "Schmidt", "Novak"),
]
PROGRAM = str(Path(sys.executable).with_name("vitagraph"))
GROUP = 8


class Human(NamedTuple):
    """A person with present and former names, the present one first."""

    number: int
    names: tuple[str, ...]
    orcid: str
    unit: str


def orcid(number: int) -> str:
    """An ORCID iD with its check character (ISO/IEC 7064 MOD 11-2)."""
    digits, total = f"{number:015d}", 0
    for digit in digits:
        total = (total + int(digit)) * 2
    whole = digits + "0123456789X"[(12 - total % 11) % 11]
    return "-".join(whole[at : at + 4] for at in range(0, 16, 4))


def people(count: int, random: Random) -> list[Human]:
    """`count` persons, many of whom share names."""
    found = []
    for number in range(count):
        given, family = random.choice(GIVEN), random.choice(FAMILY)
        names = (f"{given} {family}",)
        if random.random() < 0.08:
            names = (f"{given} {random.choice(FAMILY)}", *names)
        found.append(Human(number, names, orcid(number) if random.random() < 0.66 else "", f"Institute {number // GROUP}"))
    return found


def printed(human: Human, random: Random) -> str:
    """A name as a byline prints it, sometimes misspelt."""
    given, _, family = random.choice(human.names).partition(" ")
    if random.random() < 1 / 15:
        at = random.randrange(1, len(family))
        family = family[:at] + random.choice("aeinrst") + family[at + random.choice((0, 1)) :]
    return f"{family} {'-'.join(part[0] for part in given.split('-'))}"


class Corpus:
    """CVs with the person of every node."""

    def __init__(self, count: int) -> None:
        self._random = Random(4)
        self.people = people(count, self._random)
        #: document number -> printed name -> person
        self.truth: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._works: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for number in range(count * 2):
            self._publish(number)

    def _publish(self, number: int) -> None:
        random = self._random
        group = random.randrange(0, len(self.people), GROUP)
        authors = random.sample(self.people[group : group + GROUP], k=min(random.randint(2, 5), len(self.people[group : group + GROUP])))
        if random.random() < 0.3:
            authors.append(random.choice(self.people))
        if len({name.split(" ")[-1] + name[0] for human in authors for name in human.names}) < sum(len(human.names) for human in authors):
            return  # the bylines would be equal in print, too
        for owner in authors:
            names = [printed(human, random) for human in authors]
            work = {"title": f"On owls number {number}", "date": "2020"}
            work["authors"] = [{"name": name, "id": "me"} if human is owner else name for human, name in zip(authors, names, strict=True)]
            if random.random() < 0.9:
                work["doi"] = f"10.5555/owls.{number}"
            self._works[owner.number].append(work)
            for human, name in zip(authors, names, strict=True):
                self.truth[owner.number][name].add(human.number)

    def lines(self) -> Iterator[str]:
        """The CVs as JSON Lines."""
        for human in self.people:
            person = {"name": human.names[0], "former_names": list(human.names[1:]), "affiliations": [human.unit]}
            if human.orcid:
                person["orcid"] = human.orcid
            others = [other for other in self.people[human.number // GROUP * GROUP :][:GROUP] if other is not human and other.orcid]
            known = [{"id": f"p{other.number}", "name": other.names[0], "orcid": other.orcid} for other in others if other.number % 3 == 0]
            people = [one for one in known if self._is_clear(one["name"], human)]
            document = {"iri": f"https://people.example/{human.number}/cv"}
            yield json.dumps({"document": document, "person": person, "people": people, "journal_articles": self._works[human.number]})

    def _is_clear(self, name: str, owner: Human) -> bool:
        """Whether no other person in this CV has the initials and the family name."""
        given, _, family = name.partition(" ")
        start = f"{family} {given[0]}"
        meant = {human for name, who in self.truth[owner.number].items() if name.startswith(start) for human in who}
        return len(meant) <= 1 and not any(owned.endswith(family) and owned[0] == given[0] for owned in owner.names)


def truth_of(corpus: Corpus, quads: Path) -> dict[str, int]:
    """Node -> person, for nodes of one person only; a node of a misspelt byline belongs to the person that it names."""
    meant: dict[str, set[int]] = defaultdict(set)
    for part in sorted(quads.glob("part-*.nq")):
        names: dict[str, str] = {}
        for line in part.read_text("utf-8").splitlines():
            subject, predicate, rest = line.split(" ", 2)
            if subject.endswith("#me>"):
                meant[subject[1:-1]] = {int(subject.split("/")[3])}
            elif "/authors/" in subject and predicate == "<http://schema.org/name>":
                names[subject] = rest[1 : rest.index('"', 1)]
            elif "/authors/" in subject and predicate == "<http://schema.org/item>" and "#person/" in rest:
                names[f"{subject} agent"] = rest[1 : rest.index(">")]
            elif "#person/p" in subject and predicate == "<http://vivoweb.org/ontology/core#orcidId>":
                meant[subject[1:-1]].add(int(subject.partition("#person/p")[2][:-1]))
        for cell, agent in names.items():
            if cell.endswith(" agent") and (name := names.get(cell.removesuffix(" agent"))):
                meant[agent] |= corpus.truth[int(agent.split("/")[3])][name]
    return {node: next(iter(who)) for node, who in meant.items() if len(who) == 1}


def right(pairs: set[tuple[str, str]], truth: dict[str, int]) -> int:
    """The number of pairs whose nodes are one person's."""
    return sum(truth[one] == truth[other] for one, other in pairs)


def same(truth: dict[str, int]) -> set[tuple[str, str]]:
    """All pairs of nodes of one person."""
    by_human: dict[int, list[str]] = defaultdict(list)
    for node, human in truth.items():
        by_human[human].append(node)
    return {(one, other) for nodes in by_human.values() for one in nodes for other in nodes if one < other}


def connected(links: Path) -> set[tuple[str, str]]:
    """All pairs of persons that owl:sameAs connects."""
    clusters: dict[str, list[str]] = defaultdict(list)
    for line in links.read_text("utf-8").splitlines():
        one, predicate, first, *_ = line.split(" ")
        if predicate.endswith("owl#sameAs>") and "#org/" not in one:
            clusters[first[1:-1]].append(one[1:-1])
    people = ([first, *others] for first, others in clusters.items())
    return {(one, other) for nodes in people for one in nodes for other in nodes if one < other}


def rows(count: int) -> Iterator[str]:
    """The table."""
    corpus = Corpus(count)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "cvs.jsonl").write_text("\n".join(corpus.lines()), "utf-8")
        subprocess.run([PROGRAM, "bulk", "export", "cvs.jsonl", "-o", "out", "-q"], cwd=folder, check=False)
        subprocess.run([PROGRAM, "bulk", "link", "out", "-o", "links.nq"], cwd=folder, check=True)
        rejected = (folder / "out/rejected.jsonl").read_text("utf-8").count("\n")
        truth = truth_of(corpus, folder / "out")
        links = {pair for pair in connected(folder / "links.nq") if set(pair) <= truth.keys()}
        candidates = [json.loads(line) for line in (folder / "links.candidates.jsonl").read_text("utf-8").splitlines()]
    pairs = {
        (one["one"], one["other"]): one["score"] for one in candidates if "score" in one and {one["one"], one["other"]} <= truth.keys()
    }
    expected = same(truth)
    yield f"{count:,} CVs, of which {rejected} are invalid; {len(truth):,} nodes of people, {len(expected):,} true pairs."
    yield from ("", "| what | pairs | precision | recall |", "| --- | --- | --- | --- |")
    yield row("links (owl:sameAs)", links, truth, expected)
    for least in (0.95, 0.9, 0.7, 0.5, 0.0):
        chosen = {pair for pair, score in pairs.items() if score >= least}
        yield row(f"candidates with a score from {least}", chosen, truth, expected - links)
    best = {pair for pair, score in pairs.items() if score >= 0.9}
    yield row("links, and candidates from 0.9 as links", links | best, truth, expected)


def row(what: str, pairs: set[tuple[str, str]], truth: dict[str, int], expected: set[tuple[str, str]]) -> str:
    """One row."""
    found = right(pairs, truth)
    return f"| {what} | {len(pairs):,} | {found / max(len(pairs), 1):.3f} | {found / len(expected):.3f} |"


def main() -> None:
    """Prints the table and writes it."""
    lines = ["# Linking across CVs", "", "Written by `bench/linking.py`.", "", (__doc__ or "").partition("\n\n")[2].strip(), ""]
    for line in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 1000):
        print(line, flush=True)
        lines.append(line)
    lines += ["", "Recall of candidates counts the pairs that are not linked. One person in a hundred CVs is thousands of pairs."]
    (ROOT / "bench/linking.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
