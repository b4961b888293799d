"""`vitagraph reconcile` as a user runs it, against services that the tests play: what is listed, written, rejected and sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

import vitagraph
from command_line import files, run
from conftest import ROOT
from faulty_server import FaultyServer
from lookup_command import CommandForOne
from played_services import DOI, ISSN, ORCID, ROR, UnlimitedServices, Waiting, played
from test_privacy import assert_contains_none_of, restricted_words
from vitagraph.services import SERVICES

IRI = "https://owl.example/cv"
CV = """\
# My CV.
document: {iri: 'https://owl.example/cv'}
person: {name: Ada Owl}   # me
positions: [{title: Professor, organization: Owl University, dates: 2019 to present}]
journal_articles:
- title: {en: The Calls of Owls & Bats, de: Rufe der Eulen}
  authors: [Owl A, Bat B]
  journal: Journal of Owls   # the best one
  date: 2020-05
  pages: 1-9
"""
ACCEPTED = (
    CV.replace("{name: Ada Owl}", f"{{name: Ada Owl, orcid: {ORCID}}}")
    + f"""\
  doi: {DOI}

organizations:
  - id: owl-university
    name: Owl University
    ror: {ROR}

journals:
  - id: journal-of-owls
    name: Journal of Owls
    issn: {ISSN}
"""
)


class Services(UnlimitedServices):
    """The services without limits; `bodies` has what is sent besides addresses and headers."""

    bodies: list[str] = []

    def truth(self, service: str, body: bytes) -> tuple[str, bytes]:
        self.bodies.append(body.decode())
        return super().truth(service, body)


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with played(Services) as one:
        yield one


class Reconcile(CommandForOne):
    """The command, and review files with decisions; `reviews` keeps that of each CV."""

    words = ("reconcile",)
    text = CV
    reviews: dict[str, str] = {}

    def review(self, **answers: str) -> str:
        """A review file with answers by the field of the candidate."""
        if self.cv not in self.reviews:
            assert self("-o", "review.yaml")[0] == 0
            self.reviews[self.cv] = (self.folder / "review.yaml").read_text("utf-8")
        text = self.reviews[self.cv]
        for field, answer in answers.items():
            assert f"accept:\n    {field}: " in text
            text = text.replace(f"accept:\n    {field}: ", f"accept: {answer}\n    {field}: ")
        (self.folder / "review.yaml").write_text(text, "utf-8")
        return text


@pytest.fixture
def program(tmp_path: Path, server: FaultyServer) -> Reconcile:
    return Reconcile(tmp_path, server)


ALL = {"orcid": "yes", "doi": "yes", "ror": "yes", "issn": "yes"}


def test_candidates_are_listed(program: Reconcile) -> None:
    """Entities with their places and names, candidates with score and evidence in words; the numbers at the end."""
    code, data, talk = program()
    assert code == 0
    assert [line for line in data.splitlines() if not line.startswith(" ")] == [
        "cv.yaml:3:9: person Ada Owl",
        "cv.yaml:6:3: publication The Calls of Owls & Bats (en); Rufe der Eulen (de)",
        "cv.yaml:4:46: organization Owl University",
        "cv.yaml:8:12: journal Journal of Owls",
    ]
    assert f"certain  doi {DOI} | The Calls of Owls & Bats | journal-article | https://doi.org/{DOI} | crossref\n" in data
    agreeing = "title: same, 'The Calls of Owls & Bats'; year: 2020; people: 1 of 2; container: in 'Journal of Owls'; pages: from 1"
    assert f"       agrees: {agreeing}\n" in data
    assert talk.splitlines() == [
        "cv.yaml: works: 1 certain, 0 possible, 0 without a candidate, 0 identified already, 0 failed requests",
        "cv.yaml: people: 0 certain, 1 possible, 1 without a candidate, 0 identified already, 0 failed requests",
        "cv.yaml: organizations: 0 certain, 1 possible, 0 without a candidate, 0 identified already, 0 failed requests",
        "cv.yaml: journals: 0 certain, 1 possible, 0 without a candidate, 0 identified already, 0 failed requests",
    ]
    assert program("-q", "--offline") == (0, data, "")
    assert program.cv == CV


def test_named_services(program: Reconcile) -> None:
    """Only the named services are queried, each for what it knows; an endpoint by its address."""
    assert set(program.services("--with", "dblp", "--with", "openalex", "--only", "works")) == {"dblp", "openalex"}
    endpoint = f"{program.server.root}/plain/reconciliation"
    code, data, _ = program("--with", endpoint, "--only", "organizations")
    assert (code, f"| {endpoint}\n" in data) == (0, True)
    assert "wikidata Q42" in data


def test_every_name_is_searched(program: Reconcile) -> None:
    """What a service knows by the title in another language is found; where a request for a name fails, the entity has no candidate."""

    class German(Services):
        items: Any = []

        def crossref(self, path: str, fields: dict[str, str]) -> Any:
            known = "Rufe der Eulen" in fields.get("query.bibliographic", "")
            return super().crossref(path, fields) if known else {"message": {"items": self.items}}

    with played(German) as program.server:
        code, data, _ = program("--only", "works")
        assert (code, f"certain  doi {DOI}" in data) == (0, True)
        German.items = None
        assert program("--only", "works", "--refresh")[:2] == (1, "")


def test_two_services_that_contradict_each_other(program: Reconcile) -> None:
    """No candidate is certain where another service is certain of another identifier; one of both services stands once."""

    class Other(Services):
        def datacite(self, path: str, fields: dict[str, str]) -> Any:
            reply = super().datacite(path, fields)
            work = {"doi": "10.5555/others", "titles": [{"title": "The Calls of Owls & Bats"}], "publicationYear": 2020,
                    "container": {"title": "Journal of Owls", "firstPage": "1"}}  # fmt: skip
            return {"data": [reply["data"][0] | {"attributes": reply["data"][0]["attributes"] | work}]}

    with played(Other) as program.server:
        _, alone, _ = program("--only", "works", "--with", "datacite")
        _, data, _ = program("--only", "works", "--with", "datacite", "--with", "crossref")
        _, same, _ = program("--only", "works", "--with", "openalex", "--with", "crossref")
    assert ("certain" in alone, "10.5555/others" in data, DOI in data, "certain" in data) == (True, True, True, False)
    assert (same.count(f"doi {DOI}"), "crossref, openalex" in same or "openalex, crossref" in same) == (1, True)


def test_accepted_identifiers_are_written(program: Reconcile) -> None:
    """Every other byte stays; who was only mentioned gets a record with the same IRI; then nothing is requested for those."""
    program.review(**ALL)
    graph = set(vitagraph.dataset(vitagraph.read(program.folder / "cv.yaml")).serialize("nquads").splitlines())
    code, diff, talk = program("--apply", "review.yaml", "--dry-run")
    assert (code, program.cv, talk) == (0, CV, "cv.yaml: 4 identifiers would be written, 2 new records\n")
    assert {line[0] for line in diff.splitlines()[2:]} == {"@", " ", "+", "-"}
    assert program("--apply", "review.yaml") == (0, "", "cv.yaml: 4 identifiers written, 2 new records\n")
    assert program.cv == ACCEPTED
    after = set(vitagraph.dataset(vitagraph.read(program.folder / "cv.yaml")).serialize("nquads").splitlines())
    assert [line for line in graph - after if f"<{IRI}#graph/meta>" not in line] == []
    assert program.services("--refresh", "-q") == ["orcid"], "the co-author without a candidate"
    assert program("--apply", "review.yaml") == (0, "", "cv.yaml: 0 identifiers written\n")
    assert program.cv == ACCEPTED
    assert not (program.folder / ".vitagraph").exists()


def test_nothing_is_accepted_by_itself(program: Reconcile) -> None:
    text = program.review()
    assert text.count("accept:\n") == 4
    assert "    agrees:\n    - title: same, 'The Calls of Owls & Bats'\n    - year: 2020\n" in text
    assert program("--apply", "review.yaml") == (0, "", "cv.yaml: 0 identifiers written\n")
    assert program.cv == CV


REJECTED = f"""\
# What `vitagraph reconcile` and `sync` propose no more: candidates of an entity, services for it. Delete the file to forget this.
candidates:
  {IRI}#publication/owl-2020-the-calls-of-owls-bats:
  - doi:{DOI}
services:
  {IRI}#org/owl-university:
  - ror
"""


def test_rejections_are_respected(program: Reconcile) -> None:
    """A rejected candidate is not proposed again, an excluded service not queried; no output has them; without the file all are back."""
    exported = run(program.folder, "export", "cv.yaml")[1]
    program.review(doi="no", ror="never", issn="yes")
    assert program("--apply", "review.yaml")[2] == "cv.yaml: 1 identifier written, 1 new record; 2 candidates rejected\n"
    decisions = program.folder / ".vitagraph/reconciliation.yaml"
    assert decisions.read_text("utf-8") == REJECTED
    assert sorted(program.services("--refresh", "-q")) == ["crossref", "crossref", "orcid", "orcid"], "the title in two languages"
    assert DOI not in program()[1]
    (program.folder / "cv.yaml").write_text(CV, "utf-8")
    assert run(program.folder, "export", "cv.yaml")[1] == exported
    decisions.unlink()
    assert DOI in program("--offline")[1]


def test_rejections_of_a_folder(program: Reconcile) -> None:
    """They are in the folder of the CV, which is read as before; a second decision adds to them; another form is reported."""
    (program.folder / "my-cv").mkdir()
    (program.folder / "cv.yaml").rename(program.folder / "my-cv/cv.yaml")
    for answers in ("n\nq\n", "n\n\nwhat?\nv\nq\n"):
        code, _, talk = program("--review", given=answers, cv="my-cv")
        assert code == 0, talk
    decisions = program.folder / "my-cv/.vitagraph/reconciliation.yaml"
    assert decisions.read_text("utf-8").splitlines()[1:] == [
        "candidates:",
        f"  {IRI}#me:",
        f"  - orcid:{ORCID}",
        f"  {IRI}#publication/owl-2020-the-calls-of-owls-bats:",
        f"  - doi:{DOI}",
        "services:",
        f"  {IRI}#org/owl-university:",
        "  - ror",
    ]
    assert run(program.folder, "validate", "my-cv")[0] == 0
    for wrong in ("candidates: [x]\n", "others: {}\n", "services:\n  x:\n  - [y]\n", "services: {x: y}\n"):
        decisions.write_text(wrong, "utf-8")
        code, _, talk = program(cv="my-cv")
        assert code == 1
        assert "reconciliation.yaml:1:" in talk or "reconciliation.yaml:3:" in talk
        assert "or delete my-cv/.vitagraph/reconciliation.yaml" in talk


def test_the_prompt(program: Reconcile) -> None:
    """yes, no, never, skip, open and quit; what was decided before the end of the input is written."""
    opened = program.folder / "opened"
    browser = program.folder / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n')
    browser.chmod(0o700)
    code, data, talk = program("--review", given="s\no\nyes\nY\n", BROWSER=f"{browser} %s")
    assert code == 0, talk
    assert data.count("[q]uit?") == 5
    assert opened.read_text() == f"https://doi.org/{DOI}\n"
    assert talk.startswith("cv.yaml: 2 identifiers written, 1 new record\n")
    assert (f"  doi: {DOI}\n" in program.cv, f"ror: {ROR}" in program.cv, "orcid" in program.cv, "issn" in program.cv) == (
        True,
        True,
        False,
        False,
    )


#: what is replaced in a review in which all is accepted -> the place and the words of the message
WRONG: list[tuple[str, str, str, str]] = [
    (f"cv: {IRI}", "cv: https://bat.example/cv", "review.yaml:3:5: ", "name the CV that it belongs to"),
    (f"cv: {IRI}", "others: 1", "review.yaml:3:1: ", "this is no review file"),
    ("#org/owl-university", "#org/bat-university", "review.yaml:", "the CV has no organization with the IRI"),
    (f"orcid: {ORCID}", "orcid: 0000-0002-1825-0098", "review.yaml:13:12: orcid: ", "has a wrong check character"),
    ("accept: yes\n    ror", "accept: maybe\n    ror", "review.yaml:", "write yes, no, never, or an identifier"),
    (f"    ror: {ROR}\n", "", "review.yaml:", "has no identifier; delete it"),
    ("  candidates:", "  candidate:", "review.yaml:", "there is no list behind `candidates:`"),
    ("- entity: ", "- other: ", "review.yaml:", "there is no text behind `entity:`"),
    (f"  - accept: yes\n    ror: {ROR}\n", f"  - accept: yes\n    ror: {ROR}\n    services: []\n  - accept: 001w7jn25\n    ror: {ROR}\n",
     "review.yaml:", "gets a second ROR"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "words"), WRONG)
def test_a_wrong_review_writes_nothing(old: str, new: str, place: str, words: str, program: Reconcile) -> None:
    text = program.review(**ALL)
    assert old in text
    (program.folder / "review.yaml").write_text(text.replace(old, new, 1), "utf-8")
    before = files(program.folder)
    code, data, talk = program("--apply", "review.yaml")
    assert (code, data) == (1, "")
    assert talk.startswith(place), talk
    assert words in talk
    assert files(program.folder) == before


def test_an_identifier_that_the_cv_states_meanwhile(program: Reconcile) -> None:
    """Another one is reported; the same one in another form is no change; an identifier in place of `yes` is written instead."""
    text = program.review(doi="yes")
    (program.folder / "cv.yaml").write_text(f"{CV}  doi: 10.5555/bats\n", "utf-8")
    code, _, talk = program("--apply", "review.yaml")
    assert (code, "states the DOI '10.5555/bats' already" in talk) == (1, True)
    (program.folder / "cv.yaml").write_text(f"{CV}  doi: {DOI.upper()}\n", "utf-8")
    assert program("--apply", "review.yaml")[0] == 0
    assert program.cv == f"{CV}  doi: {DOI.upper()}\n"
    (program.folder / "cv.yaml").write_text(CV, "utf-8")
    (program.folder / "review.yaml").write_text(text.replace("accept: yes", "accept: 10.5555/true"), "utf-8")
    assert program("--apply", "review.yaml")[0] == 0
    assert program.cv == f"{CV}  doi: 10.5555/true\n"


def test_a_change_that_makes_the_cv_wrong_is_not_written(program: Reconcile) -> None:
    """Two works with one DOI are an error of the CV."""
    (program.folder / "cv.yaml").write_text(f"{CV}- {{title: Another, authors: [Owl A], date: 2021, doi: {DOI}}}\n", "utf-8")
    program.review(doi="yes")
    before = files(program.folder)
    code, _, talk = program("--apply", "review.yaml")
    assert (code, "nothing was written" in talk, files(program.folder)) == (1, True, before)


CALLS = {
    ("--apply", "no.yaml"): "no.yaml",
    ("--apply", "cv.yaml"): "this is no review file",
    ("-n",): "--dry-run goes with --apply",
    ("--apply", "x", "-o", "y"): "three ways to decide",
    ("--apply", "x", "--refresh"): "--apply requests nothing",
    ("--offline", "--refresh"): "name one of the two",
    ("--only", "persons"): "there is no kind of entities 'persons'",
    ("--only", "places", "--with", "ror"): "ror: no places are known there; add --with wikidata",
    ("--with", "orcd"): "did you mean 'orcid'?",
    ("--with", "https://ada:secret@owl.example"): "holds a user or password",
}


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_wrong_calls(call: tuple[str, ...], program: Reconcile) -> None:
    before = len(program.server.seen)
    code, data, talk = program(*call)
    assert (code, data, len(program.server.seen)) == (1 if call == ("--apply", "cv.yaml") else 2, "", before)
    assert CALLS[call] in talk
    assert "secret" not in talk


def test_files_that_would_be_records(program: Reconcile) -> None:
    (program.folder / "my-cv").mkdir()
    (program.folder / "my-cv/cv.yaml").write_text(CV, "utf-8")
    code, _, talk = program("-o", "my-cv/review.yaml", cv="my-cv")
    assert (code, "write the review file elsewhere" in talk) == (2, True)
    assert program(cv="-", given=CV)[0] == 2


def test_offline_without_a_cache(program: Reconcile) -> None:
    """Nothing is requested; each reply that is missing is a failed request, so that this is not taken for a CV that lacks nothing."""
    before = len(program.server.seen)
    code, data, talk = program("--offline", "--only", "works", "--only", "journals")
    assert (code, data, len(program.server.seen)) == (1, "", before)
    assert "works: 0 certain, 0 possible, 1 without a candidate, 0 identified already, 1 failed requests" in talk
    assert talk.count("this is not in the cache; run it once without --offline") == 2


def test_a_wrong_cv_is_not_looked_up(program: Reconcile) -> None:
    (program.folder / "cv.yaml").write_text(CV.replace("Owl A, Bat B", "'???'"), "utf-8")
    before = len(program.server.seen)
    code, data, talk = program()
    assert (code, data, len(program.server.seen)) == (1, "", before)
    assert talk.startswith("cv.yaml:7:"), talk


@pytest.mark.parametrize("way", ["cut", "busy-for-hours"])
def test_failed_requests(way: str, program: Reconcile) -> None:
    """They are counted and named, and nothing else is lost; the next run sends only those again."""
    program.ways["ror"] = way
    code, data, talk = program()
    assert (code, DOI in data, ORCID in data, ROR in data) == (1, True, True, False)
    assert "organizations: 0 certain, 0 possible, 1 without a candidate, 0 identified already, 1 failed requests" in talk
    assert f"vitagraph: {program.server.root}/{way}/ror" in talk
    assert program.cv == CV
    program.ways.clear()
    assert program.services() == ["ror"]


def test_a_service_that_lies(program: Reconcile) -> None:
    """A name that is empty, an identifier of another scheme or of another form, another entity: none is proposed."""

    class Lying(Services):
        def ror(self, path: str, fields: dict[str, str]) -> Any:
            name = [{"value": "Owl University", "types": ["ror_display"]}]
            wrong = [
                {"id": f"https://ror.org/{ROR}", "names": [{"value": "", "types": ["ror_display"]}]},
                {"id": f"https://orcid.org/{ORCID}", "names": name},
                {"id": "https://ror.org/03v4gjf4", "names": name},
                {"id": "https://ror.org/001w7jn25", "names": [{"value": "Institute of Geology", "types": ["ror_display"]}]},
                {"id": "", "names": name, "external_ids": [{"type": "wikidata", "all": ["Q42"]}]},
            ]
            return {"number_of_results": 5, "items": [{"score": 1.0, "chosen": True, "organization": one} for one in wrong]}

    with played(Lying) as program.server:
        code, data, talk = program("--only", "organizations")
    assert (code, data) == (0, "")
    assert "0 possible, 1 without a candidate" in talk


def test_a_killed_run_goes_on(program: Reconcile) -> None:
    """No file is half written, the CV is as before, and what was received is not requested again."""
    waiting = Waiting("ror", Services)
    with played(waiting.handler) as program.server:
        waiting.kill(program.folder, "reconcile", "cv.yaml", "-o", "review.yaml", **program.environment)
        assert (program.cv, (program.folder / "review.yaml").exists()) == (CV, False)
        rest = ["ror", "crossref", "orcid"]  # the organization, and after it the journal and the co-author
        assert program.services("-o", "review.yaml") == rest
    assert not list(program.folder.glob(".*.part"))


@pytest.mark.parametrize("endpoint", [False, True], ids=["own", "endpoint"])
def test_nothing_restricted_is_sent_or_listed(endpoint: bool, program: Reconcile) -> None:
    """No word of a private or contact fact of a whole CV is in a request to any service, in the list, or in a review file."""
    words = restricted_words(vitagraph.read(ROOT / "data/example"))
    assert len(words) > 100
    names = [f"{program.server.root}/plain/reconciliation"] if endpoint else [name for name in SERVICES.own if name != "reconciliation"]
    named = [argument for name in names for argument in ("--with", name)]
    before, Services.bodies[:] = len(program.server.seen), []
    review = str(program.folder / "review.yaml")
    code, _, talk = program(*named, "-o", review, cv=str(ROOT / "data/example"))
    assert code == 0, talk
    sent = [f"{path} {headers}" for _, path, headers in program.server.seen[before:]]
    assert len(sent) > (10 if endpoint else 100)
    text = Path(review).read_text("utf-8").replace(str(ROOT), "")
    # The names of parameters and media types are no words of the CV.
    assert_contains_none_of(unquote_plus("\n".join((*sent, *Services.bodies, text, talk.replace(str(ROOT), "")))), words)
    assert not (ROOT / "data/example/.vitagraph").exists()


#: an `issn-type` of Crossref -> the field of the journal that gets its ISSN
EDITIONS = {"print": "issn", "electronic": "eissn"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_edition_of_an_issn(edition: str, program: Reconcile) -> None:
    """The ISSN of an electronic edition is no ISSN of print."""

    class Typed(Services):
        def crossref(self, path: str, fields: dict[str, str]) -> Any:
            journal = {"title": "Journal of Owls", "ISSN": [ISSN], "issn-type": [{"value": ISSN, "type": edition}]}
            return {"message": {"items": [journal]}}

    with played(Typed) as program.server:
        code, data, talk = program("--only", "journals", "-o", "-")
    assert code == 0, talk
    assert f"  - accept:\n    {EDITIONS[edition]}: {ISSN}\n" in data


def test_all_identifiers_of_a_candidate(program: Reconcile) -> None:
    """Those of the schemes of its service, each in its field."""
    code, text, _ = program("--only", "works", "--with", "openalex", "-o", "-")
    assert code == 0
    (program.folder / "review.yaml").write_text(text.replace("accept:\n", "accept: YES\n"), "utf-8")
    assert program("--apply", "review.yaml") == (0, "", "cv.yaml: 2 identifiers written\n")
    assert program.cv == f"{CV}  doi: {DOI}\n  openalex: W123\n"


def test_a_link_in_place_of_the_decisions(program: Reconcile) -> None:
    """Nothing is read or written through it: a CV may be a clone of another one's."""
    (program.folder / "others").mkdir()
    (program.folder / ".vitagraph").symlink_to("others")
    code, _, talk = program("--offline")
    assert (code, "this is a symbolic link" in talk) == (2, True)
    assert not list((program.folder / "others").iterdir())
