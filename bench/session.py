"""How long a CV without identifiers takes to get them: the commands of docs/how-to/reconcile.md on the real CV, with their times.

    make bench-session

The services are played on loopback, at the pace that vitagraph keeps with the real ones (Crossref, ORCID, ROR: five requests a second),
but without their delay. Each has a record in its documented form for everything that the CV names, made of the CV itself, with a made-up
identifier, and beside it one of a similar name. So the times and the numbers of requests and decisions are those of a user; what is
found in the real services is not measured here (`bench/reconciliation.md`).
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from command_line import COMMAND, ENVIRONMENT
from played_services import PlayedServices, addresses, played
from vitagraph.reconciliation import Entity, entities
from vitagraph.reconciliation.comparison import words
from vitagraph.services import Kind
from vitagraph.values import PersonName
from vitagraph.values.identifiers import check_character_11_2
from vitagraph.yaml import read_index

ROOT = Path(__file__).parents[1]
CV = ROOT / "data/lapuschkin"
LINKS = (
    "SELECT ?host (COUNT(*) AS ?links) { ?s schema:sameAs|owl:sameAs|skos:exactMatch ?o "
    'BIND(STRBEFORE(STRAFTER(STR(?o), "//"), "/") AS ?host) } GROUP BY ?host ORDER BY ?host'
)


class World(PlayedServices):
    """Services that know everything that the CV names."""

    known: tuple[Entity, ...] = ()

    def found(self, kind: Kind, text: str) -> list[tuple[int, Entity]]:
        """The numbers of the entities of a kind of which all words are in a text, the longest name first."""
        queried = {*words(text)}
        fitting = [
            (max(map(len, names)), number, one)
            for number, one in enumerate(self.known)
            if one.query.kind is kind and (names := [spelled for name in one.query.names if {*(spelled := words(name.text))} <= queried])
        ]
        return [(number, one) for _, number, one in sorted(fitting, key=lambda found: (-found[0], found[1]))]

    def crossref(self, path: str, fields: dict[str, str]) -> Any:
        kind = Kind.JOURNAL if path == "/journals" else Kind.WORK
        items = [made for number, one in self.found(kind, " ".join(fields.values())) for made in _of_crossref(number, one)]
        return {"status": "ok", "message": {"total-results": len(items), "items": items}}

    def orcid(self, path: str, fields: dict[str, str]) -> Any:
        people = [made for number, one in self.found(Kind.PERSON, fields["q"]) for made in _of_orcid(number, one)]
        return {"expanded-result": people or None, "num-found": len(people)}

    def ror(self, path: str, fields: dict[str, str]) -> Any:
        items = [made for number, one in self.found(Kind.ORGANIZATION, fields["affiliation"]) for made in _of_ror(number, one)]
        return {"number_of_results": len(items), "items": items}


def _of_crossref(number: int, entity: Entity) -> Iterator[dict[str, Any]]:
    name, facts = entity.query.name, entity.query.facts
    if entity.query.kind is Kind.JOURNAL:
        yield {"title": name, "ISSN": [_issn(number)], "publisher": "A publisher"}
        return
    authors = [{"given": one.given, "family": one.family} for one in map(PersonName.parse, facts.people)]
    more = {"author": authors, "issued": {"date-parts": [[int(facts.year)]]} if facts.year else {}}
    more |= {"container-title": [facts.container] if facts.container else [], "page": facts.pages}
    yield {"DOI": f"10.5555/made-{number}", "title": [name], "type": "journal-article"} | more
    yield {"DOI": f"10.5555/other-{number}", "title": [f"Reply to: {name}"], "type": "journal-article", "author": authors[:1]}


def _of_orcid(number: int, entity: Entity) -> Iterator[dict[str, Any]]:
    for iri, institutions in ((number, entity.query.facts.affiliations[:1]), (number + 500, ("Another University",))):
        name = PersonName.parse(entity.query.name)
        person = {"given-names": name.given, "family-names": name.family, "credit-name": None, "other-name": [], "email": []}
        yield person | {"orcid-id": _orcid(iri), "institution-name": [*institutions]}


def _of_ror(number: int, entity: Entity) -> Iterator[dict[str, Any]]:
    for ror, suffix in ((number, ""), (number + 500, " Hospital")):
        names = [{"value": entity.query.name + suffix, "types": ["label", "ror_display"], "lang": None}]
        place = [{"geonames_details": {"name": entity.query.facts.place, "country_code": entity.query.facts.country}}]
        organization = {"id": f"https://ror.org/0{ror:06}99", "status": "active", "names": names, "types": [], "locations": place}
        yield {"score": 1.0 if not suffix else 0.7, "chosen": not suffix, "organization": organization}


def _orcid(number: int) -> str:
    digits = f"{1_500_000_000 + number:015}"
    digits += check_character_11_2(digits)
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def _issn(number: int) -> str:
    digits = f"{2_900_000 + number:07}"
    check = "0123456789X"[-sum(int(digit) * (8 - place) for place, digit in enumerate(digits)) % 11]
    return f"{digits[:4]}-{digits[4:]}{check}"


class Step(NamedTuple):
    """A command with its seconds, its output and what it states about itself."""

    call: str
    seconds: float
    output: str
    summary: str


def step(folder: Path, environment: dict[str, str], call: str, *more: str) -> Step:
    start = time.monotonic()
    done = subprocess.run([*COMMAND, *call.split(), *more], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return Step(f"vitagraph {call}", time.monotonic() - start, done.stdout, done.stderr)


def accept(review: Path) -> tuple[int, int]:
    """Answers the review: yes for the first candidate of each entity, no for the others; returns how often each."""
    lines, first, given = [], False, {"yes": 0, "no": 0}
    for line in review.read_text("utf-8").splitlines(keepends=True):
        first = first or line.startswith("- entity:")
        if line == "  - accept:\n":
            answer, first = "yes" if first else "no", False
            given[answer] += 1
            line = f"  - accept: {answer}\n"
        lines.append(line)
    review.write_text("".join(lines), "utf-8")
    return given["yes"], given["no"]


def main() -> None:
    """Runs the session, and prints its commands with their times, requests and results."""
    index = read_index(CV)
    world = type("OfThisCv", (World,), {"known": (*entities(index),)})
    with tempfile.TemporaryDirectory() as name, played(world) as server:
        folder = Path(name)
        shutil.copytree(CV, folder / "cv")
        environment = ENVIRONMENT | addresses(server.root) | {"XDG_CACHE_HOME": str(folder / "cache")}
        only = "--only works --only people --only organizations --only journals"
        before = step(folder, environment, "query", LINKS, "cv").output
        steps = [step(folder, environment, f"reconcile cv -o review.yaml {only}")]
        requests = len(server.seen)
        accepted, rejected = accept(folder / "review.yaml")
        steps.append(step(folder, environment, "reconcile cv --apply review.yaml --record-source"))
        steps.append(step(folder, environment, "validate cv -q"))
        after = step(folder, environment, "query", LINKS, "cv").output
        _report(steps, requests, accepted, rejected, (before, after))


def _report(steps: Sequence[Step], requests: int, accepted: int, rejected: int, links: tuple[str, str]) -> None:
    for one in steps:
        print(f"{one.seconds:7.1f} s  {one.call}\n{''.join(f'           {line}' for line in one.summary.splitlines(keepends=True))}")
    print(f"{requests} requests; {accepted + rejected} candidates, of which {accepted} accepted and {rejected} rejected\n")
    print(f"outgoing links before:\n{links[0]}\noutgoing links after:\n{links[1]}")


if __name__ == "__main__":
    main()
