"""`vitagraph bulk reconcile` as a user runs it, against services that the tests play: what is requested, listed and written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from command_line import run
from faulty_server import FaultyServer
from lookup_command import LookupCommand
from played_services import DOI, ROR, UnlimitedServices, Waiting, played

#: with an escape and spaces that no program would write
OTHER = '{"document":  {"iri": "https://other.example/cv"}, "person": {"name": "Eva M\\u00fcller", "orcid": "0000-0001-5109-3700"}}'


CALL = ("bulk", "reconcile", "cvs.jsonl")


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with played(UnlimitedServices) as one:
        yield one


def cv(number: int, name: str) -> dict[str, Any]:
    """A CV whose owner works with the others, and has a private project with an organization."""
    position = {"title": "Professor", "organization": "Owl University", "dates": "2019 to present"}
    secret = {"title": f"Agent {number}", "organization": f"Secret Service {number}", "visibility": "private"}
    article = {"title": "The Calls of Owls & Bats", "authors": ["Owl A", "Bat B"], "journal": "Journal of Owls", "date": "2020-05"}
    return {"document": {"iri": f"https://owls.example/{number}"}, "person": {"name": name}, "positions": [position, secret]} | {
        "journal_articles": [article | {"pages": "1-9"}]
    }


class Department(LookupCommand):
    """The command, and JSON Lines of CVs."""

    words = CALL

    def __init__(self, folder: Path, server: FaultyServer) -> None:
        super().__init__(folder, server)
        self.lines = [json.dumps(cv(1, "Ada Owl")), OTHER, json.dumps(cv(2, "Ben Bat"))]
        (folder / "cvs.jsonl").write_text("".join(f"{line}\n" for line in self.lines), "utf-8")

    def read(self, name: str) -> list[Any]:
        return [json.loads(line) for line in (self.folder / name).read_text("utf-8").splitlines()]


@pytest.fixture
def department(tmp_path: Path, server: FaultyServer) -> Department:
    return Department(tmp_path, server)


def test_each_question_is_sent_once(department: Department) -> None:
    """Two CVs with the same work, journal and organization; a second run sends nothing; nothing private is sent."""
    requests = department.requests("-o", "review.jsonl")
    assert len(requests) == len(set(requests))
    assert sum("/ror/" in path for path in requests) == sum("Owl" in path and "/ror/" in path for path in requests) == 1
    assert not any("Secret" in path or "Agent" in path for path in requests)
    before = (department.folder / "review.jsonl").read_bytes()
    assert b"Secret" not in before
    assert department.requests("-o", "review.jsonl") == []
    assert (department.folder / "review.jsonl").read_bytes() == before
    one, other = department.read("review.jsonl")
    assert [line["cv"] for line in (one, other)] == ["https://owls.example/1", "https://owls.example/2"]
    assert [line["line"] for line in (one, other)] == [1, 3]
    (work,) = [entity for entity in other["entities"] if entity["what"] == "publication"]
    assert (work["candidates"][0]["doi"], work["candidates"][0]["certain"]) == (DOI, True)
    assert "title" in work["candidates"][0]["agrees"]


def test_a_run_that_failed_goes_on(department: Department) -> None:
    """What was received is not requested again after a service failed."""
    department.ways = {"crossref": "broken"}
    code, _, stderr = department.run("-o", "review.jsonl")
    assert (code, "crossref" in stderr.lower()) == (1, True)
    department.ways = {}
    assert not any("/ror/" in path or "/orcid/" in path for path in department.requests("-o", "review.jsonl"))


def test_a_killed_run_goes_on(department: Department) -> None:
    """In the midst of a batch of CVs: no review is half written, and what was received is not requested again."""
    waiting = Waiting("ror", UnlimitedServices)
    with played(waiting.handler) as department.server:
        waiting.kill(department.folder, *CALL, "-o", "review.jsonl", **department.environment)
        assert not (department.folder / "review.jsonl").exists()
        before = [path for _, path, _ in department.server.seen]
        assert department.run("-o", "review.jsonl")[0] == 0
        sent = [path for _, path, _ in department.server.seen]
    repeated = [path for path in sent[len(before) :] if path in before]
    assert repeated == before[-1:], "the request without a reply"
    assert (len(sent), len(department.read("review.jsonl"))) == (len({*sent}) + 1, 2)


def test_accepted_candidates_are_written(department: Department) -> None:
    """Into new JSON Lines, where a line without an answer stays byte by byte; the new CVs have the same facts and the identifiers."""
    assert department.run("-o", "review.jsonl", "-q") == (0, "", "")
    review = department.read("review.jsonl")
    for entity in review[0]["entities"]:
        for candidate in entity["candidates"]:
            candidate["accept"] = "no" if "orcid" in candidate else "yes"
    (department.folder / "accepted.jsonl").write_text("".join(json.dumps(line) + "\n" for line in review), "utf-8")
    code, _, stderr = department.run("--apply", "accepted.jsonl", "-o", "new.jsonl")
    assert code == 0, stderr
    assert "written into 1 CV; 1 candidate rejected" in stderr
    lines = (department.folder / "new.jsonl").read_text("utf-8").splitlines()
    assert lines[1:] == department.lines[1:]
    new = json.loads(lines[0])
    assert new["journal_articles"][0]["doi"] == DOI
    assert new["organizations"] == [{"id": "owl-university", "name": "Owl University", "ror": ROR}]
    assert "orcid" not in new["person"]
    assert new["positions"][1]["visibility"] == "private"
    for name in ("cvs", "new"):
        assert run(department.folder, "bulk", "export", f"{name}.jsonl", "-o", name, "-q", "--include", "private")[0] == 0
    before, after = ({*(department.folder / name / "part-00000.nq").read_text("utf-8").splitlines()} for name in ("cvs", "new"))
    assert not [line for line in before - after if "graph/meta" not in line]
    assert department.run("--apply", "accepted.jsonl", "-o", "sources.jsonl", "-q", "--record-source")[0] == 0
    (entry, *_) = department.read("sources.jsonl")[0]["document"].pop("identifier_sources")
    assert entry == f"doi:{DOI} https://api.crossref.org {review[0]['entities'][0]['candidates'][0]['replied']}"
    assert (department.read("sources.jsonl")[0], department.read("sources.jsonl")[1:]) != (new, [])
    (department.folder / "cvs.jsonl").write_text("\n".join(lines), "utf-8")
    assert department.run("-o", "again.jsonl", "-q") == (0, "", "")
    assert not any(
        entity["entity"] == "https://owls.example/1#me" for line in department.read("again.jsonl") for entity in line["entities"]
    )


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda line: line | {"cv": "https://other.example/2"}, "review.jsonl:1:1: the input has no CV https://other.example/2"),
        (lambda line: line["entities"], "review.jsonl:1:1: this is no line of a review"),
        (lambda line: line | {"entities": [line["entities"][0] | {"entity": "https://owls.example/1#x"}]}, "review.jsonl:1:"),
    ],
    ids=["another CV", "no review", "another entity"],
)
def test_wrong_reviews_write_nothing(department: Department, harm: Any, message: str) -> None:
    """The line of the review is named."""
    assert department.run("-o", "review.jsonl", "-q") == (0, "", "")
    line = department.read("review.jsonl")[0]
    line["entities"][0]["candidates"][0]["accept"] = "yes"
    (department.folder / "review.jsonl").write_text(json.dumps(harm(line)), "utf-8")
    code, _, stderr = department.run("--apply", "review.jsonl", "-o", "new.jsonl")
    assert (code, message in stderr) == (1, True), stderr
    assert not (department.folder / "new.jsonl").exists()
    assert not (department.folder / ".vitagraph").exists()
