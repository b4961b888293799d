"""From which source an identifier came: recorded where the user asks for it, in the description of the data, and back in the records."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import vitagraph
from command_line import files, run
from faulty_server import FaultyServer
from played_services import DOI, ORCID, ROR, UnlimitedServices, addresses, played
from vitagraph.records import CV
from vitagraph.records.identifier_sources import IdentifierSource

NIGHT = "10.5555/night"
RECORDS = """\
# My CV.
{document}person: {{name: Ada Owl}}   # me
positions: [{{title: Professor, organization: Owl University, dates: 2019 to present}}]
journal_articles:
- title: The Calls of Owls & Bats
  authors: [Owl A, Bat B]
  journal: Journal of Owls   # the best one
  date: 2020-05
  pages: 1-9
"""
KNOWN = "doi:10.5555/mice https://api.datacite.org 2025-01-02"
MICE = "- {title: Mice, authors: [Owl A], date: 2018, doi: 10.5555/mice}\n"
#: the document of a CV, or none -> the lines that are added to it, or written
DOCUMENTS = {
    "document: {{iri: https://owl.example/cv}}\n": "document: {iri: https://owl.example/cv, identifier_sources: [{entries}]}\n",
    "document:\n  iri: https://owl.example/cv   # mine\n":
    "document:\n  iri: https://owl.example/cv   # mine\n  identifier_sources:\n{lines}",
    f"document:\n  iri: https://owl.example/cv\n  identifier_sources:\n  # by hand\n  - {KNOWN}\n":
    f"document:\n  iri: https://owl.example/cv\n  identifier_sources:\n  # by hand\n  - {KNOWN}\n{{lines}}",
    "": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with played(UnlimitedServices) as one:
        yield one


def environment(folder: Path, server: FaultyServer) -> dict[str, str]:
    return addresses(server.root, {}) | {"XDG_CACHE_HOME": str(folder / ".cache")}


def received_before(folder: Path, days: int) -> str:
    """Makes the replies that are kept so many days older; returns their day."""
    then = time.time() - days * 86_400
    for reply in (folder / ".cache").rglob("*.json"):
        os.utime(reply, (then, then))
    return datetime.fromtimestamp(then, UTC).date().isoformat()


def accepted(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("accept:\n", "accept: yes\n"), "utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_source_and_the_day_of_the_reply(document: str, server: FaultyServer, tmp_path: Path) -> None:
    """The day is that of the reply, not that on which the review is written or applied; every other byte stays."""
    text = RECORDS.format(document=document.format()) + (MICE if KNOWN in document else "")
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    services = environment(tmp_path, server)
    assert run(tmp_path, "reconcile", "cv.yaml", "-o", "review.yaml", "-q", **services)[0] == 0
    day = received_before(tmp_path, 3)
    assert run(tmp_path, "reconcile", "cv.yaml", "-o", "review.yaml", "-q", **services)[0] == 0
    accepted(tmp_path / "review.yaml")
    code, _, talk = run(tmp_path, "reconcile", "cv.yaml", "--apply", "review.yaml", "--record-source")
    assert (code, talk) == (0, "cv.yaml: 4 identifiers written, 2 new records\n")
    new = (tmp_path / "cv.yaml").read_text("utf-8")
    entries = [
        f"orcid:{ORCID} https://pub.orcid.org/v3.0 {day}",
        f"doi:{DOI} https://api.crossref.org {day}",
        f"ror:{ROR} https://api.ror.org/v2 {day}",
        f"issn:1932-6203 https://api.crossref.org {day}",
    ]
    stated = vitagraph.read(tmp_path / "cv.yaml").document.identifier_sources
    assert stated == [*([KNOWN] if KNOWN in document else []), *entries]
    lines = "".join(f"{'  ' if 'by hand' in document else '    '}- {entry}\n" for entry in entries)
    if document:
        assert new.startswith("# My CV.\n" + DOCUMENTS[document].replace("{entries}", ", ".join(entries)).replace("{lines}", lines))
    else:
        assert new.count("document:") == 1
    rest = iter(new)
    assert all(letter in rest for letter in text), "a character was changed"


def test_the_description_of_the_data(tmp_path: Path) -> None:
    """In the graph of the description, at the node of the identifier, of the prize for an award; a reader gets the same records back."""
    entries = [
        "orcid:0000-0002-1825-0097 https://pub.orcid.org/v3.0 2026-11-29",
        "doi:10.5555/owls https://api.crossref.org 2026-11-30",
        "wikidata:Q42 https://recon.example/api 2026-11-30",
    ]
    cv = vitagraph.read_text(
        f"document: {{iri: https://owl.example/cv, identifier_sources: [{', '.join(entries)}]}}\n"
        "person: {name: Ada Owl, orcid: 0000-0002-1825-0097}\nawards: [{name: Best, year: 2020, wikidata: Q42}]\n"
        "journal_articles: [{id: owls, title: Owls, authors: [Owl A], date: 2020, doi: 10.5555/OWLS}]\n"
    )
    dataset = vitagraph.dataset(cv)
    nodes = ("me/id/orcid", "publication/owls/id/doi", "award/best/id/wikidata")
    for entry, node in zip(entries, nodes, strict=True):
        _, source, day = entry.split(" ")
        subject = f"<https://owl.example/cv#{node}>"
        assert {(p, o) for s, p, o in dataset.graphs()[dataset.name_of("meta")] if s == subject} == {
            ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/ns/prov#Entity>"),
            ("<http://www.w3.org/ns/prov#wasDerivedFrom>", f"<{source}>"),
            ("<http://purl.org/dc/terms/date>", f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>'),
        }
    for syntax, suffix in (("turtle", "ttl"), ("nquads", "nq")):
        (tmp_path / f"cv.{suffix}").write_text(dataset.serialize(syntax), "utf-8")
        code, _, talk = run(tmp_path, "import", f"cv.{suffix}", "-o", syntax)
        assert code == 0, talk
        assert sorted(vitagraph.read(tmp_path / syntax).document.identifier_sources) == sorted(entries)


def test_what_the_user_states_has_no_source(server: FaultyServer, tmp_path: Path) -> None:
    """Another identifier behind `accept:` is the user's own; without the option no source is recorded at all."""
    (tmp_path / "cv.yaml").write_text(RECORDS.format(document=""), "utf-8")
    assert run(tmp_path, "reconcile", "cv.yaml", "--only", "works", "-o", "review.yaml", **environment(tmp_path, server))[0] == 0
    review = (tmp_path / "review.yaml").read_text("utf-8")
    for answer, options in (("10.5555/other", ["--record-source"]), ("yes", [])):
        (tmp_path / "cv.yaml").write_text(RECORDS.format(document=""), "utf-8")
        (tmp_path / "review.yaml").write_text(review.replace("accept:\n", f"accept: {answer}\n"), "utf-8")
        code, _, talk = run(tmp_path, "reconcile", "cv.yaml", "--apply", "review.yaml", *options)
        assert (code, talk) == (0, "cv.yaml: 1 identifier written\n")
        assert vitagraph.read(tmp_path / "cv.yaml").document.identifier_sources == []


def test_the_prompt(server: FaultyServer, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(RECORDS.format(document=""), "utf-8")
    call = ("reconcile", "cv.yaml", "--only", "works", "--review", "--record-source")
    assert run(tmp_path, *call, given=b"y\n", **environment(tmp_path, server))[0] == 0
    (entry,) = vitagraph.read(tmp_path / "cv.yaml").document.identifier_sources
    assert entry.startswith(f"doi:{DOI} https://api.crossref.org 2")


def test_new_works(server: FaultyServer, tmp_path: Path) -> None:
    """Of a new work of a source, the identifiers that the CV lacked."""
    (tmp_path / "cv.yaml").write_text(f"person: {{name: Ada Owl, orcid: {ORCID}}}\n", "utf-8")
    services = environment(tmp_path, server)
    assert run(tmp_path, "sync", "cv.yaml", "--with", "orcid", "-o", "review.yaml", **services)[0] == 0
    accepted(tmp_path / "review.yaml")
    assert run(tmp_path, "sync", "cv.yaml", "--apply", "review.yaml", "--record-source")[0] == 0
    stated = vitagraph.read(tmp_path / "cv.yaml").document.identifier_sources
    assert {one.identifier for one in stated} == {f"doi:{NIGHT}"}
    assert {one.source for one in stated} == {"https://pub.orcid.org/v3.0"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("services: [crossref]", "services: [unknown]"), ("replied: 2", "replied: x2"), ("services: [crossref]", "services: []")],
)
def test_a_wrong_review_writes_nothing(old: str, new: str, server: FaultyServer, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(RECORDS.format(document=""), "utf-8")
    assert run(tmp_path, "reconcile", "cv.yaml", "--only", "works", "-o", "review.yaml", **environment(tmp_path, server))[0] == 0
    accepted(tmp_path / "review.yaml")
    review = (tmp_path / "review.yaml").read_text("utf-8")
    assert old in review
    (tmp_path / "review.yaml").write_text(review.replace(old, new), "utf-8")
    before = files(tmp_path)
    code, _, talk = run(tmp_path, "reconcile", "cv.yaml", "--apply", "review.yaml", "--record-source")
    assert (code, "or apply it without --record-source" in talk) == (1, True), talk
    assert files(tmp_path) == before


def test_entries_about_nothing_public(tmp_path: Path) -> None:
    """An entry about an identifier that is hidden, or was corrected, is in no graph, which a note states; two about one are an error."""
    entry = "doi:10.5555/secret https://api.crossref.org 2026-11-30"
    head = f"document: {{identifier_sources: ['{entry}']}}\nperson: Ada Owl\n"
    hidden = head + "journal_articles: [{title: S, authors: [Owl A], date: 2020, doi: 10.5555/secret, visibility: private}]\n"
    for text in (head, hidden):
        (tmp_path / "cv.yaml").write_text(text, "utf-8")
        code, _, talk = run(tmp_path, "export", "cv.yaml", "-o", "cv.ttl")
        assert code == 0
        assert "secret" not in (tmp_path / "cv.ttl").read_text("utf-8")
        code, data, _ = run(tmp_path, "validate", "cv.yaml")
        assert (code, "cv.yaml:1:33: note: no public record" in data, "'doi:10.5555/secret': its source is in no graph" in data) == (
            0,
            True,
            True,
        ), data
    (tmp_path / "cv.yaml").write_text(head.replace(f"'{entry}'", f"'{entry}', '{entry}'"), "utf-8")
    code, _, talk = run(tmp_path, "export", "cv.yaml")
    assert (code, "is stated twice; keep one of the entries" in talk) == (1, True), talk


@pytest.mark.parametrize("text", ["doi:x", "x https://a.example 2026-11-30", "doi:x nowhere 2026-11-30"])
def test_entries_of_another_form(text: str) -> None:
    with pytest.raises(ValueError, match="write for example doi:"):
        IdentifierSource.parse(text)


def test_calls_that_write_nothing(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text("person: Ada Owl\n", "utf-8")
    for call in (("reconcile", "cv.yaml"), ("sync", "cv.yaml"), ("bulk", "reconcile", "cv.yaml", "-o", "x")):
        code, _, talk = run(tmp_path, *call, "--record-source")
        assert (code, "--record-source goes with --apply" in talk) == (2, True), talk
    assert CV().document.identifier_sources == []
