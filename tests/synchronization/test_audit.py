"""`vitagraph audit` as a user runs it, against services and a web that the tests play: what is reported, kept, requested and sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import pytest

import vitagraph
from command_line import files
from conftest import ROOT
from faulty_server import WAYS, FaultyServer
from lookup_command import LookupCommand
from played_services import DOI, NOTICE, ORCID, ROR, UnlimitedServices, played
from test_privacy import assert_contains_none_of, restricted_words
from vitagraph.errors import NetworkError
from vitagraph.network.public_addresses import NotPublicError, check_public

CV = f"""\
document: {{iri: 'https://owl.example/cv'}}
person: {{name: Ada Owl, orcid: {ORCID}, scopus_author: 7004212772}}
organizations: [{{id: uni, name: Owl University, ror: {ROR}}}]
journal_articles:
- title: The Calls of Owls & Bats
  authors: [Owl A, Bat B]
  date: 2020-05
  doi: {DOI}
  url: http://owl.example/plain/calls
"""
WRONG = (
    CV.replace("Ada Owl,", "Bo Bat,").replace("Owl University", "Bat Institute of Geology").replace("plain/calls", "gone/calls")
    + f"""\
- {{title: Another Paper about Mice, authors: [Owl A], date: 2010, doi: {DOI}.2}}
"""
)


class Web(UnlimitedServices):
    """The services without limits, and as a proxy the pages of the web; `gone` is a page that there is no more."""

    def truth(self, service: str, body: bytes) -> tuple[str, bytes]:
        return ("text/html", b"<html>owls</html>") if "owl.example" in self.path else super().truth(service, body)

    do_HEAD = UnlimitedServices.do_GET  # noqa: N815  # the name that http.server calls


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with played(Web) as one, pytest.MonkeyPatch.context() as patched:
        patched.setitem(WAYS, "gone", lambda handler, kind, data: handler.answer("text/plain", b"", 404))
        yield one


class Audit(LookupCommand):
    """The command, with the server as a proxy for links."""

    words = ("audit",)

    @property
    def environment(self) -> dict[str, str]:
        root = self.server.root
        return super().environment | {"HTTP_PROXY": root, "http_proxy": root, "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}

    def __call__(self, text: str, *arguments: str) -> tuple[int, str, str]:
        (self.folder / "cv.yaml").write_text(text, "utf-8")
        return self.run("cv.yaml", *arguments)

    def since(self, before: int) -> list[str]:
        """The paths that were requested since."""
        return [urlsplit(path).path for _, path, _ in self.server.seen[before:]]


@pytest.fixture
def program(tmp_path: Path, server: FaultyServer) -> Audit:
    return Audit(tmp_path, server)


EXPECTED = f"""\
cv.yaml:2:31: error: person 'me': the ORCID {ORCID} is that of 'Ada Owl' (ORCID); correct it: https://orcid.org/{ORCID}
cv.yaml:3:64: error: organization 'uni': the ROR {ROR} is that of 'Owl University' (ROR); correct it: https://ror.org/{ROR}
cv.yaml:8:8: error: publication 'owl-2020-the-calls-of-owls-bats': it was retracted on 2021-06-01 by {NOTICE} (Crossref); write \
`status: retracted` and `correction: https://doi.org/{NOTICE}`
cv.yaml:9:8: error: publication 'owl-2020-the-calls-of-owls-bats': the link http://owl.example/gone/calls is dead: there is no page \
(status 404); correct or remove it
cv.yaml:10:72: error: publication 'owl-2010-another-paper-about-mice': the DOI {DOI}.2 is that of 'The Calls of Owls & Bats' (Crossref); \
correct it: https://doi.org/{DOI}
"""


def test_what_is_wrong_has_its_line(program: Audit) -> None:
    """An identifier of something else, a retraction, a dead link; nothing is written, and nothing is requested again."""
    before = len(program.server.seen)
    code, data, talk = program(WRONG)
    assert (code, data.splitlines()) == (1, EXPECTED.splitlines()), talk
    assert talk == "cv.yaml: 4 identifiers and 1 links checked: 5 errors\n"
    assert len(program.since(before)) == 6, "HEAD and GET of the link"
    assert (program.folder / "cv.yaml").read_text("utf-8") == WRONG
    assert program(WRONG, "--offline")[:2] == (1, EXPECTED)
    assert len(program.since(before)) == 6
    results = json.loads(program(WRONG, "--offline", "-f", "sarif")[1])["runs"][0]["results"]
    assert [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in results] == [2, 3, 8, 9, 10]


def test_what_may_be_wrong(program: Audit) -> None:
    """Warnings: another identifier at ORCID, an organization that has a successor; --strict makes them errors."""
    text = CV + f"  status: retracted\n  correction: https://doi.org/{NOTICE}\n"
    parts = ("--only", "people", "--only", "organizations", "--only", "works")
    code, data, _ = program(text, *parts)
    assert (code, [line.split(": ")[1] for line in data.splitlines()]) == (0, ["warning", "warning"]), data
    assert "ORCID states the Scopus author 7004212771, and the CV 7004212772" in data
    assert "it has an update (inactive): 001w7jn25 (ROR)" in data
    assert program(text, *parts, "--strict")[0] == 1
    assert program(text, "--strict", *parts[-2:])[:2] == (0, "")


def test_unknown_identifiers(program: Audit) -> None:
    """DataCite is queried where Crossref has no such DOI; one that neither has may be of a third registry."""
    program.ways |= {"crossref": "gone"}
    code, data, _ = program(CV, "--only", "works")
    assert (code, "is that of 'Calls of Owls' (DataCite)" in data) == (1, True), data
    program.ways |= {"datacite": "gone"}
    code, data, _ = program(CV, "--only", "works", "--refresh")
    assert (code, data.count("\n")) == (0, 1)
    assert f"the DOI {DOI} is not known at Crossref or DataCite; check it: https://doi.org/{DOI}" in data
    assert program(CV, "--only", "works", "--with", "crossref", "--refresh")[:2] == (0, "")


@pytest.mark.parametrize("way", ["cut", "busy-for-hours", "page"])
def test_failed_requests(way: str, program: Audit) -> None:
    """They are named, and no finding comes of them; the next run sends those only."""
    program.ways["crossref"] = way
    code, data, talk = program(CV)
    assert (code, "Crossref" in data, "Scopus" in data) == (1, False, True)
    assert "; 1 failed requests\n" in talk
    assert f"vitagraph: {program.server.root}/{way}/crossref" in talk
    program.ways.clear()
    before = len(program.server.seen)
    assert "retracted" in program(CV)[1]
    assert program.since(before) == [f"/plain/crossref/works/{DOI.replace('/', '%2F')}"]


def test_a_service_that_lies(program: Audit) -> None:
    """A reply without a name, or of another form, states nothing about the CV."""

    class Lying(Web):
        def crossref(self, path: str, fields: dict[str, str]) -> Any:
            return {"message": {"DOI": DOI, "title": [{"x": 1}], "updated-by": "retraction"}}

        def orcid(self, path: str, fields: dict[str, str]) -> Any:
            return {"orcid-identifier": {"path": "0000"}, "person": []}

    with played(Lying) as program.server:
        code, data, talk = program(CV, "--with", "crossref", "--with", "orcid", "--only", "works", "--only", "people")
    assert (code, "error" in data, "the reply has another form" in talk) == (1, False, True), data


LOCAL = (
    "http://127.0.0.1/x",
    "https://[::1]/",
    "http://10.0.0.1",
    "http://169.254.169.254/latest",
    "http://localhost:80/",
    "http://0.0.0.0/",
)


@pytest.mark.parametrize("address", [*LOCAL, "file:///etc/passwd", "http://", "ftp://owl.example/"])
def test_addresses_that_are_not_public(address: str) -> None:
    """Nothing is sent to the machine and the network of the user, whatever a CV names."""
    with pytest.raises(NotPublicError if address in LOCAL else NetworkError):
        check_public(address)


def test_a_link_into_the_own_network(program: Audit) -> None:
    before = len(program.server.seen)
    text = CV.replace("http://owl.example/plain/calls", f"{program.server.root}/plain/calls")
    code, data, _ = program(text, "--only", "links")
    assert (code, program.since(before)) == (1, [])
    assert "it leads to this machine or a private network; correct or remove it" in data


def test_nothing_restricted_is_sent_or_listed(program: Audit) -> None:
    words = restricted_words(vitagraph.read(ROOT / "data/example"))
    before, there = len(program.server.seen), files(ROOT / "data/example")
    code, data, talk = program.run(str(ROOT / "data/example"), "--only", "works", "--only", "people", "--only", "organizations")
    assert code == 1, "the played services know other things by these identifiers"
    sent = "\n".join(f"{path} {headers}" for _, path, headers in program.server.seen[before:])
    assert len(program.server.seen) - before > 5
    assert_contains_none_of(unquote_plus(f"{sent}{data}{talk}".replace(str(ROOT), "")), words)
    assert files(ROOT / "data/example") == there


CALLS: dict[tuple[str, ...], str] = {
    ("--offline", "--refresh"): "name one of the two",
    ("--only", "papers"): "there is no part of a CV 'papers'",
    ("--with", "reconciliation"): "this service has no records of identifiers",
    ("--with", "orcd"): "did you mean 'orcid'?",
}


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_wrong_calls(call: tuple[str, ...], program: Audit) -> None:
    code, data, talk = program(CV, *call)
    assert (code, data, CALLS[call] in talk) == (2, "", True), talk
