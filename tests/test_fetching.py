"""ORCID iDs and DOIs are fetched from a real HTTP server on the loopback interface: redirects, failures, limits, offline."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import vitagraph
from registry import DOI, ITEM, ORCID, Registry, registry_running
from servers import free_port
from vitagraph.cli import main
from vitagraph.errors import SourceError
from vitagraph.importers import fetching
from vitagraph.importers.fetching import Identifier, fetched, identified
from vitagraph.network import Limits


@pytest.fixture
def registry() -> Iterator[Registry]:
    with registry_running() as server:
        yield server


@pytest.fixture
def run(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs `vitagraph import` with the registry as the mirror of both services."""
    for name, value in registry.environment.items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: CliRunner().invoke(main, ["import", *map(str, arguments)])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (ORCID, Identifier(orcid=ORCID)),
        (f"https://orcid.org/{ORCID}", Identifier(orcid=ORCID)),
        ("10.5555/Owls", Identifier(doi="10.5555/owls")),
        ("doi:10.5555/owls", Identifier(doi="10.5555/owls")),
        ("https://doi.org/10.5555/owls", Identifier(doi="10.5555/owls")),
        ("papers.bib", None),
        ("10.bib", None),
    ],
)
def test_identifiers(source: str, expected: Identifier | None) -> None:
    found = identified(source)
    assert (found and Identifier(found.orcid, found.doi.lower())) == expected


def test_a_record_with_its_works(registry: Registry, run: Callable[..., Any], tmp_path: Path) -> None:
    """The record, then its full works in one request; the saved record is read offline, without requests."""
    registry.answer_with_the_record()
    done = run(ORCID, "-o", tmp_path / "cv", "--save", tmp_path / "record.json")
    assert done.exit_code == 0, done.output
    assert [path for path, _, _ in registry.seen] == [f"/v3.0/{ORCID}/record", f"/v3.0/{ORCID}/works/7,8"]
    assert all(agent.startswith("vitagraph/") and accept == "application/json" for _, accept, agent in registry.seen)
    cv = vitagraph.read(tmp_path / "cv")
    assert [author.name for author in cv.journal_articles[0].authors] == ["Ilmari Aalto", "Vera Vogel"]
    offline = run(ORCID, "-o", tmp_path / "again", "--from", tmp_path / "record.json")
    assert (offline.exit_code, len(registry.seen)) == (0, 2)
    for file in (tmp_path / "cv").iterdir():
        assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes()
    other = run("0000-0001-5109-3700", "-o", tmp_path / "other", "--from", tmp_path / "cv/person.yaml")
    assert (other.exit_code, "does not contain" in other.output) == (2, True)


def test_a_doi_by_content_negotiation(registry: Registry, run: Callable[..., Any], tmp_path: Path) -> None:
    registry.answer(f"/{DOI}", status=302, Location="/metadata/owls")
    registry.answer("/metadata/owls", ITEM)
    done = run(f"https://doi.org/{DOI}", "-o", tmp_path / "cv")
    assert done.exit_code == 0, done.output
    (article,) = vitagraph.read(tmp_path / "cv").journal_articles
    assert (article.title, article.doi, article.date) == ("Owls", DOI, "2020-05")
    assert {accept for _, accept, _ in registry.seen} == {"application/vnd.citationstyles.csl+json"}


def test_a_busy_server_is_retried(registry: Registry) -> None:
    registry.answer(f"/{DOI}", status=503)
    registry.answer(f"/{DOI}", status=429)
    registry.answer(f"/{DOI}", ITEM)
    assert json.loads(fetched(Identifier(doi=DOI), doi_resolver=registry.root)) == ITEM
    assert len(registry.seen) == 3


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([{"status": 404}], "there is none; check its digits"),
        ([{"status": 406}], "does not describe it as CSL-JSON"),
        ([{"status": 500}], "busy or broken"),
        ([{"body": b"<html>Sign in</html>"}], "this is no JSON"),
        ([{"status": 302, "Location": "http://elsewhere.example/owls"}], "which is not https"),
        ([{"status": 302, "Location": "file:///etc/passwd"}], "which is not https"),
        ([{"status": 302, "Location": "/10.5555/owls(2020)"}], "more than 5 redirects"),
    ],
)
def test_failures_are_reported(registry: Registry, run: Callable[..., Any], tmp_path: Path, answers: list[Any], message: str) -> None:
    """One line with place and problem; nothing is written."""
    for answer in answers:
        registry.answer(f"/{DOI}", **answer)
    done = run(DOI, "-o", tmp_path / "cv")
    assert done.exit_code == 1
    assert message in done.output
    assert len(done.output.strip().splitlines()) == 1
    assert not (tmp_path / "cv").exists()


def test_an_unreachable_registry_is_reported() -> None:
    with pytest.raises(SourceError, match=r"no server responds there.*--from"):
        fetched(Identifier(doi=DOI), doi_resolver=f"http://127.0.0.1:{free_port()}")


def test_limits_of_size_and_time(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    registry.answer(f"/{DOI}", b"[" + b" " * 300_000 + b"]")
    monkeypatch.setattr(fetching, "LIMITS", Limits(5.0, 100_000))
    with pytest.raises(SourceError, match="the response is larger than any that is read"):
        fetched(Identifier(doi=DOI), doi_resolver=registry.root)
    monkeypatch.setattr(fetching, "LIMITS", Limits(0.0, 100))
    with pytest.raises(SourceError, match="no complete response within 0 seconds"):
        fetched(Identifier(doi=DOI), doi_resolver=registry.root)


def test_a_wrong_check_character_is_not_requested(registry: Registry, run: Callable[..., Any], tmp_path: Path) -> None:
    done = run("0000-0002-1825-0098", "-o", tmp_path / "cv")
    assert (done.exit_code, registry.seen) == (2, [])
    assert "wrong check character" in done.output
    neither = run("papers.bib", "-o", tmp_path / "cv", "--from", "x.json")
    assert (neither.exit_code, "go with an ORCID iD or a DOI" in neither.output) == (2, True)


def test_the_import_of_a_file_loads_no_code_of_the_network(tmp_path: Path) -> None:
    source = tmp_path / "papers.bib"
    source.write_text("@article{a, title={On Owls}, author={Beispiel, Ada}, journal={J}}")
    program = "import sys; from vitagraph.cli import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    arguments = ["import", str(source), "-o", str(tmp_path / "cv"), "-q"]
    result = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=True, text=True)
    imported = set(result.stdout.split())
    assert "vitagraph.importers.fetching" in imported
    assert not {"vitagraph.network", "http.client", "ssl"} & imported
