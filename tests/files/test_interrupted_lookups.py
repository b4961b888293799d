"""Kills and full disks at all points of the commands that query services: files are whole, and no reply is requested again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import run
from faulty_server import FaultyServer
from interruptions import AVAILABLE, Case, Course
from played_services import ORCID, ROR, UnlimitedServices, addresses, played

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not AVAILABLE, reason="needs strace, and so Linux")]

#: points of a kind at which a run is disturbed, unless --points is more
LEAST_POINTS = 10
CV = f"""\
document: {{iri: 'https://owl.example/cv'}}
person: {{name: Ada Owl, orcid: {ORCID}}}
positions: [{{title: Professor, organization: Owl University, dates: 2019 to present}}]
journal_articles:
- {{title: The Calls of Owls & Bats, authors: [Owl A, Bat B], journal: Journal of Owls, date: 2020-05}}
"""
SEVERAL = [
    {"document": {"iri": f"https://owls.example/{number}"}, "person": {"name": name}}
    | {"positions": [{"title": "Professor", "organization": f"{name} University", "dates": "2019 to present"}]}
    for number, name in enumerate(("Ada Owl", "Ben Bat", "Eve Elk"))
]


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with played(UnlimitedServices) as one:
        yield one


def one_cv(folder: Path) -> None:
    """A CV without most identifiers."""
    (folder / "cv.yaml").write_text(CV, "utf-8")


def identified_cv(folder: Path) -> None:
    """A CV with identifiers of several registries, which the audit compares one by one."""
    works = "".join(f"- {{title: Owls {number}, authors: [Owl A], date: 2020, doi: 10.5555/owls-{number}}}\n" for number in range(3))
    organization = f"organizations:\n- {{name: Owl University, ror: {ROR}}}\n"
    (folder / "cv.yaml").write_text(f"{CV.partition('journal_articles')[0]}journal_articles:\n{works}{organization}", "utf-8")


def several_cvs(folder: Path) -> None:
    """CVs of which each asks for another person and organization."""
    (folder / "cvs.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in SEVERAL), "utf-8")


#: commands that query services, and those that apply the review that they wrote
LOOKUPS = [
    Case("reconcile", ("reconcile", "cv.yaml", "-q", "-o", "review.yaml"), one_cv),
    Case("sync", ("sync", "cv.yaml", "-q", "-o", "review.yaml"), one_cv),
    Case("audit", ("audit", "cv.yaml", "-q"), identified_cv),
    Case("bulk reconcile", ("bulk", "reconcile", "cvs.jsonl", "-q", "-o", "review.jsonl"), several_cvs),
]
APPLIED = [
    (LOOKUPS[0], ("reconcile", "cv.yaml", "-q", "--apply", "review.yaml", "--record-source"), ("accept:\n", "accept: yes\n")),
    (LOOKUPS[1], ("sync", "cv.yaml", "-q", "--apply", "review.yaml"), ("accept:\n", "accept: yes\n")),
    (LOOKUPS[3], ("bulk", "reconcile", "cvs.jsonl", "-q", "--apply", "review.jsonl", "-o", "new.jsonl"), ('"accept":""', '"accept":"yes"')),
]


@pytest.mark.parametrize("case", LOOKUPS, ids=lambda case: case.name)
def test_interrupted_lookup(tmp_path: Path, case: Case, server: FaultyServer, request: pytest.FixtureRequest) -> None:
    """At points spread over the run: the next run requests only what it has no reply to, at most one request twice."""
    course = Course(case._replace(environment=addresses(server.root)), tmp_path)
    for point in course.points(max(LEAST_POINTS, request.config.getoption("--points"))):
        if point.kind == "kill" and not course.changes(point.number):
            continue  # other calls are those of connections, of which a run may have more or fewer
        before = len(server.seen)
        course.disturb(point)
        sent = Counter(path for _, path, _ in server.seen[before:])
        assert sum(sent.values()) - len(sent) <= 1, (point, sent.most_common(3))


@pytest.mark.parametrize(("lookup", "call", "accepted"), APPLIED, ids=lambda value: value.name if isinstance(value, Case) else "")
def test_interrupted_write(
    tmp_path: Path, lookup: Case, call: tuple[str, ...], accepted: tuple[str, str], server: FaultyServer, request: pytest.FixtureRequest
) -> None:
    """Accepted identifiers and works are written whole or not at all; the next run writes the rest."""
    (tmp_path / "reviewed").mkdir()

    def begin(folder: Path) -> None:
        lookup.begin(folder)
        cache = str(tmp_path / "cache")
        assert run(folder, *lookup.call, XDG_CACHE_HOME=cache, **addresses(server.root))[0] == 0
        (review,) = folder.glob("review.*")
        review.write_text(review.read_text("utf-8").replace(*accepted), "utf-8")

    course = Course(Case(lookup.name, call, begin), tmp_path)
    for point in course.points(max(LEAST_POINTS, request.config.getoption("--points"))):
        course.disturb(point)
