"""`vitagraph sync` as a user runs it, against services that the tests play: what is new, changed, gone, missing, written and sent."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

import vitagraph
from command_line import files, run
from conftest import ROOT
from faulty_server import FaultyServer
from lookup_command import CommandForOne
from played_services import DOI, NIGHT, ORCID, UnlimitedServices, Waiting, played
from test_privacy import assert_contains_none_of, restricted_words

IRI = "https://owl.example/cv"
CV = f"""\
# My CV.
document: {{iri: '{IRI}'}}
person: {{name: Ada Owl, orcid: {ORCID}, dblp: 65/9612}}   # me
journal_articles:
- title: The Calls of Owls & Bats
  authors: [Owl A, Bat B]
  journal: Journal of Owls   # the best one
  date: 2020-05
  doi: {DOI}
- {{title: Feathers and Falls, authors: [Owl A], date: 2012, id: feathers}}
"""
ADDED = """\
- title: Owls at Night
  authors: [Ada Owl, Bo Bat]
  date: 2021
  doi: 10.5555/night
  journal: Journal of Owls
  volume: 7

journals:
  - name: Journal of Owls
    issn: 1932-6203
"""


class Services(UnlimitedServices):
    """The services without limits; `facts` are what Crossref states about the first work, `lost` the DOIs that no list has."""

    facts: dict[str, Any] = {}
    lost: tuple[str, ...] = ()

    def crossref(self, path: str, fields: dict[str, str]) -> Any:
        reply = deepcopy(super().crossref(path, fields))
        items = reply["message"]["items"] = [one for one in reply["message"].get("items", ()) if one and one["DOI"] not in self.lost]
        reply["message"]["total-results"] = len(items)
        for one in (reply["message"], *items):
            if one.get("DOI", "").lower() == DOI:
                one |= self.facts
        return reply

    def orcid(self, path: str, fields: dict[str, str]) -> Any:
        reply = deepcopy(super().orcid(path, fields))
        if NIGHT in self.lost and "activities-summary" in reply:
            reply["activities-summary"]["works"] = {"group": []}
        return reply


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with played(Services) as one:
        yield one


class Sync(CommandForOne):
    """The command, and what it lists."""

    words = ("sync",)
    text = CV

    def answer(self, **answers: str) -> tuple[int, str, str]:
        """A review with answers by section, which is applied."""
        assert self("-o", "review.yaml", "--refresh", "-q")[0] == 0
        section, lines = "", []
        for line in (self.folder / "review.yaml").read_text("utf-8").splitlines(keepends=True):
            section = line.partition(":")[0] if line[0].isalpha() else section
            lines.append(line.replace("accept:\n", f"accept: {answers.get(section, '')}\n"))
        (self.folder / "review.yaml").write_text("".join(lines), "utf-8")
        return self("--apply", "review.yaml")

    def iris(self) -> set[str]:
        """The subjects of the graph."""
        return {line.split()[0] for line in vitagraph.dataset(vitagraph.read(self.folder / "cv.yaml")).serialize("nquads").splitlines()}

    def lines(self, *arguments: str) -> list[str]:
        """What a run lists, by the word for it and the rest of its line."""
        code, data, talk = self(*arguments)
        assert code == 0, talk
        return [line.partition(": ")[2] for line in data.splitlines()]


@pytest.fixture
def program(tmp_path: Path, server: FaultyServer, monkeypatch: pytest.MonkeyPatch) -> Sync:
    monkeypatch.setattr(Services, "facts", {})
    monkeypatch.setattr(Services, "lost", ())
    return Sync(tmp_path, server)


def test_new_works_are_whole_records(program: Sync) -> None:
    """Listed once with all services that have them, proposed as records, written where accepted; then nothing is new, or listed again."""
    before = files(program.folder)
    first, *others = program.lines()
    assert first == "new: Owls at Night (2021) | Ada Owl; Bo Bat | Journal of Owls | https://doi.org/10.5555/night | crossref, orcid"
    assert [one.split(" ")[0] for one in others] == ["note:", "note:", "missing:", "missing:"]
    assert "it was retracted on 2021-06-01" in others[0]
    assert others[-1] == "missing: publication 'feathers': not in OpenAlex, dblp and ORCID"
    assert {name: data for name, data in files(program.folder).items() if not name.startswith(".cache")} == before
    code, diff, talk = program.answer(new="yes")
    assert (code, diff, talk) == (0, "", "cv.yaml: 2 new records written\n")
    assert program.cv == CV + ADDED
    assert run(program.folder, "validate", "cv.yaml")[0] == 0
    assert [one.split(" ")[0] for one in program.lines()] == ["missing:"] * 3
    assert program("--apply", "review.yaml")[2] == "cv.yaml: 0 new records written\n"
    assert program.cv == CV + ADDED


def test_nothing_is_accepted_by_itself(program: Sync) -> None:
    """Without an answer a new work is proposed again; what was seen is only recorded when the review is applied."""
    assert program("-o", "review.yaml")[0] == 0
    assert not (program.folder / ".vitagraph").exists()
    code, diff, _ = program("--apply", "review.yaml", "--dry-run")
    assert (code, diff, (program.folder / ".vitagraph").exists()) == (0, "", False)
    assert program("--apply", "review.yaml")[2] == "cv.yaml: 0 new records written\n"
    assert (program.cv, (program.folder / ".vitagraph/sync.yaml").exists()) == (CV, True)
    assert [one.split(" ")[0] for one in program.lines()] == ["new:", "missing:", "missing:"]
    exported = run(program.folder, "export", "cv.yaml")[1]
    (program.folder / ".vitagraph/sync.yaml").unlink()
    assert run(program.folder, "export", "cv.yaml")[1] == exported


@pytest.mark.parametrize("answer", ["no", "never"])
def test_rejections_are_respected(answer: str, program: Sync) -> None:
    code, _, talk = program.answer(new=answer)
    assert (code, talk, program.cv) == (0, "cv.yaml: 0 new records written; 1 rejected\n", CV)
    assert not any(one.startswith("new:") for one in program.lines("--refresh"))
    decided = (program.folder / ".vitagraph/reconciliation.yaml").read_text("utf-8")
    assert ("doi:10.5555/night" in decided, "- crossref" in decided) == (answer == "no", answer == "never")


def test_the_prompt(program: Sync) -> None:
    """New works, then changed facts; what was decided before the end is written as by a review file, and the rest is proposed again."""
    assert program("--review", given="s\n")[2].startswith("cv.yaml: 0 new records written\n")
    assert program.cv == CV
    Services.facts = CHANGED
    code, data, talk = program("--review", "--refresh", given="y\nn\ny\nv\n")
    assert (code, data.count("[q]uit?"), talk.splitlines()[0]) == (0, 4, "cv.yaml: 2 new records and 1 changed fact written; 2 rejected"), (
        talk
    )
    assert "ne[v]er propose changes of this work by this service" in data
    assert ("title: Owls at Night" in program.cv, "date: 2020-05" in program.cv, "Journal of Bats" in program.cv) == (True, True, True)
    assert not any(one.startswith(("new:", "changed:")) for one in program.lines())


def test_the_end_of_the_prompt(program: Sync) -> None:
    """What is not decided stays open; a service that is rejected is not listed again."""
    code, data, _ = program("--review", given="never mind\n")
    assert (code, data.count("[q]uit?"), program.cv) == (0, 2, CV)
    assert program("--review", given="v\n")[2].startswith("cv.yaml: 0 new records written; 1 rejected\n")
    assert not any(one.startswith("new:") for one in program.lines())


CHANGED = {"issued": {"date-parts": [[2021, 2, 3]]}, "container-title": ["Journal of Bats"], "page": "1-10"}


def test_changed_facts_are_conflicts(program: Sync) -> None:
    """What a source changed since it was seen, and the CV has otherwise, is written where accepted; no IRI and no other byte changes."""
    assert program.answer()[0] == 0
    Services.facts = CHANGED
    changed = [one for one in program.lines("--refresh") if one.startswith("changed:")]
    about = "changed: publication 'owl-2020-the-calls-of-owls-bats': "
    assert changed == [
        f"{about}date: crossref has 2021-02-03, was 2020-05; the CV has 2020-05",
        f"{about}journal: crossref has Journal of Bats, was Journal of Owls; the CV has Journal of Owls",
        f"{about}pages: crossref has 1-10, was 1-9; the CV has none",
    ]
    assert program.cv == CV
    assert program.answer()[0] == 0
    assert [one for one in program.lines() if one.startswith("changed:")] == changed, "they have no answer yet"
    iris = program.iris()
    code, _, talk = program.answer(changed="yes")
    assert (code, talk) == (0, "cv.yaml: 0 new records and 3 changed facts written\n")
    text = CV.replace("date: 2020-05", 'date: "2021-02-03"').replace("Journal of Owls   # the best", "Journal of Bats   # the best")
    ours = [line for line in program.cv.splitlines() if line.strip() not in ("pages: 1-10", "id: owl-2020-the-calls-of-owls-bats")]
    assert ours == text.splitlines()
    assert {iri for iri in iris if "#journal/" not in iri} <= program.iris()
    assert not any(one.startswith("changed:") for one in program.lines())


def test_rejected_changes(program: Sync) -> None:
    """`no` concerns this value, also where the seen states are lost, `never` all changes of this work by this service."""
    assert program.answer()[0] == 0
    seen = program.folder / ".vitagraph/sync.yaml"
    first = seen.read_bytes()
    Services.facts = {"page": "1-10"}
    assert program.answer(changed="no")[2] == "cv.yaml: 0 new records written; 1 rejected\n"
    seen.write_bytes(first)
    assert not any(one.startswith("changed:") for one in program.lines())
    Services.facts = {"page": "1-11"}
    assert program.answer(changed="never")[2] == "cv.yaml: 0 new records written; 1 rejected\n"
    seen.write_bytes(first)
    Services.facts = {"page": "1-12"}
    assert not any(one.startswith("changed:") for one in program.lines("--refresh"))
    assert program.cv == CV


def test_a_fact_that_the_cv_has_already_is_no_conflict(program: Sync) -> None:
    assert program.answer()[0] == 0
    (program.folder / "cv.yaml").write_text(CV.replace("2020-05", "2021-02-03"), "utf-8")
    Services.facts = {"issued": CHANGED["issued"]}
    assert not any(one.startswith("changed:") for one in program.lines("--refresh"))


def test_what_is_gone(program: Sync) -> None:
    """A work that a list no longer has is a note, once; of a source whose request fails nothing is gone or missing."""
    assert program.answer(new="yes")[0] == 0
    Services.lost = (NIGHT,)
    program.ways["orcid"] = "cut"
    data = program("--refresh")[1]
    assert ("no longer" in data, "ORCID" in data) == (False, False)
    program.ways.clear()
    (gone,) = [one for one in program.lines("--refresh") if one.startswith("note:")]
    assert gone.startswith("note: publication 'owl-2021-owls-at-night': ORCID no longer has 'Owls at Night' (doi:10.5555/night)")
    assert program.answer()[0] == 0
    assert not any(one.startswith("note:") for one in program.lines())


@pytest.mark.parametrize("way", ["cut", "busy-for-hours"])
def test_failed_requests(way: str, program: Sync) -> None:
    """They are counted and named, and nothing counts as gone; the next run sends only those again."""
    assert program.answer(new="yes")[0] == 0
    seen = (program.folder / ".vitagraph/sync.yaml").read_bytes()
    program.ways["orcid"] = way
    code, data, talk = program("--refresh", "-o", "review.yaml")
    assert (code, data, "1 failed requests" in talk, f"vitagraph: {program.server.root}/{way}/orcid" in talk) == (1, "", True, True), talk
    assert program("--apply", "review.yaml")[0] == 0
    assert (program.cv, (program.folder / ".vitagraph/sync.yaml").read_bytes()) == (CV + ADDED, seen)
    program.ways.clear()
    (program.folder / ".cache").rename(program.folder / "other")
    program.ways["orcid"] = way
    assert program()[0] == 1
    program.ways.clear()
    assert set(program.services()) == {"orcid"}


def test_a_source_that_lies(program: Sync) -> None:
    """A list that is shorter than announced, the record of another iD, works without a title, another DOI: nothing is used."""

    class Lying(Services):
        def crossref(self, path: str, fields: dict[str, str]) -> Any:
            if "filter" in fields:
                items = [{"type": "journal-article", "title": [], "DOI": "10.5555/x"}] if fields["offset"] == "0" else []
                return {"message": {"total-results": 500, "items": items}}
            return {"message": {"type": "journal-article", "title": ["Mice"], "DOI": "10.5555/mice"}}

        def orcid(self, path: str, fields: dict[str, str]) -> Any:
            return super().orcid(path, fields) | {"orcid-identifier": {"path": "0000-0001-5109-3700"}}

        def openalex(self, path: str, fields: dict[str, str]) -> Any:
            return {"meta": {"count": True}, "results": [{"id": 1}]}

    with played(Lying) as program.server:
        code, data, talk = program()
    assert code == 1
    assert not any(word in data for word in ("new:", "Mice", "ORCID", "OpenAlex", "Crossref"))
    assert "the service announces 500 works, and lists 1" in talk
    assert "it is the record of another iD" in talk
    assert "there is no number at meta.count" in talk


def test_a_killed_run_goes_on(program: Sync) -> None:
    """No file is half written, the CV is as before, and what was received is not requested again."""
    waiting = Waiting("dblp", Services)
    with played(waiting.handler) as program.server:
        waiting.kill(program.folder, "sync", "cv.yaml", "-o", "review.yaml", **program.environment)
        assert (program.cv, (program.folder / "review.yaml").exists()) == (CV, False)
        assert program.services("-o", "review.yaml") == ["dblp", "orcid", "orcid"]
    assert not list(program.folder.glob(".*.part"))


def test_the_works_that_orcid_lacks(program: Sync) -> None:
    """As the body of a request: each work in the order of elements that the schema states, and no private one."""
    (program.folder / "cv.yaml").write_text(f"{CV}- {{title: A Secret, authors: [Owl A], date: 2019, visibility: private}}\n", "utf-8")
    code, _, talk = program("--orcid-out", "works.xml", "--with", "orcid")
    assert code == 0, talk
    text = (program.folder / "works.xml").read_text("utf-8")
    assert text.count("<work:work ") == 2
    assert "Secret" not in text
    assert "<common:title>The Calls of Owls &amp; Bats</common:title>" in text
    order = ["work:title", "work:journal-title", "work:type", "common:publication-date", "common:external-ids", "work:contributors"]
    assert sorted(order, key=text.index) == order
    assert program("--orcid-out", "-", "--with", "crossref")[0] == 2


def test_private_works_are_not_listed(program: Sync) -> None:
    """A private record that a source has is neither listed nor proposed again, and no fact of it is in a request."""
    private = f"- {{title: Owls at Night, authors: [Owl A], date: 2021, doi: {NIGHT}, visibility: private}}\n"
    (program.folder / "cv.yaml").write_text(CV + private, "utf-8")
    before = len(program.server.seen)
    code, data, talk = program("-o", "review.yaml")
    assert code == 0, talk
    assert "new: []" in (program.folder / "review.yaml").read_text("utf-8")
    assert not any("night" in path.lower() for _, path, _ in program.server.seen[before:])
    assert "Night" not in program()[1]
    folder = str(ROOT / "data/example")
    words = restricted_words(vitagraph.read(folder))
    before = len(program.server.seen)
    code, data, talk = program(cv=folder)
    sent = "\n".join(f"{path} {headers}" for _, path, headers in program.server.seen[before:])
    assert len(program.server.seen) - before > 10
    assert_contains_none_of(unquote_plus(f"{sent}{data}{talk}".replace(str(ROOT), "")), words)
    assert not (ROOT / "data/example/.vitagraph").exists()


#: what is replaced in a review in which all is accepted -> the words of the message
WRONG = [
    (f"cv: {IRI}", "cv: https://bat.example/cv", "name the CV that it belongs to"),
    ("seen:", "others:", "this is no review file"),
    ("new:", "old:", "there is no list behind `new:`"),
    ("accept: yes", "accept: maybe", "'maybe' is no answer; write yes, no, never, or nothing"),
    ("date: 2021\n", "date: yesterday\n", "review.yaml:17:"),
    ("  keys: [", "  keys: [[], ", "there is no list of texts behind `keys:`"),
    ("    journal_articles:", "    papers:", "there is no section 'papers' of records"),
    ("  crossref:\n", "  crossref: 5\n  x:\n", "this is not what `vitagraph sync` writes about a source"),
]


@pytest.mark.parametrize(("old", "new", "words"), WRONG)
def test_a_wrong_review_writes_nothing(old: str, new: str, words: str, program: Sync, reviews: dict[str, str]) -> None:
    if not reviews:
        assert program("-o", "review.yaml")[0] == 0
        reviews[""] = (program.folder / "review.yaml").read_text("utf-8").replace("accept:\n", "accept: yes\n")
    assert old in reviews[""]
    (program.folder / "review.yaml").write_text(reviews[""].replace(old, new, 1), "utf-8")
    code, data, talk = program("--apply", "review.yaml")
    assert (code, data, words in talk) == (1, "", True), talk
    assert (program.cv, (program.folder / ".vitagraph").exists()) == (CV, False)


@pytest.fixture(scope="module")
def reviews() -> dict[str, str]:
    """The review of the CV, once it is written."""
    return {}


CALLS: dict[tuple[str, ...], str] = {
    ("--apply", "no.yaml"): "no.yaml",
    ("-n",): "--dry-run goes with --apply",
    ("--apply", "x", "-o", "y"): "name one of them",
    ("--review", "-o", "y"): "name one of them",
    ("--apply", "x", "--refresh"): "--apply requests nothing",
    ("--offline", "--refresh"): "name one of the two",
    ("--with", "ror"): "ror: this service has no lists of works; name one of crossref",
    ("--with", "orcd"): "did you mean 'orcid'?",
}


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_wrong_calls(call: tuple[str, ...], program: Sync) -> None:
    code, data, talk = program(*call)
    assert (code, data, CALLS[call] in talk) == (2, "", True), talk


def test_an_owner_without_identifiers(program: Sync) -> None:
    """Works are looked up by their DOIs, and the message states what is not known."""
    (program.folder / "cv.yaml").write_text(CV.replace(f", orcid: {ORCID}, dblp: 65/9612", ""), "utf-8")
    code, data, talk = program()
    assert (code, "retracted" in data, "new:" in data, "missing:" in data) == (0, True, False, False)
    assert "the owner has no identifier at these services" in talk
    assert program("--offline")[:2] == (0, data)
    (program.folder / ".cache").rename(program.folder / "other")
    assert program("--offline")[0] == 1
