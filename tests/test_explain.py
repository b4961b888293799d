"""`vitagraph explain`: every IRI of a CV has a line, and the line is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import vitagraph
from command_line import run
from vitagraph.errors import UsageError
from vitagraph.explanation import explain
from vitagraph.mapping import dataset_of
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.records import Index
from vitagraph.yaml import read_index

CV = """\
document: {iri: https://ada.example/cv}
person:
  name: Ada Beispiel
  email: ada@ada.example
positions:
  - title: Professor
    organization: Universität Vogelsang
    dates: 2021 to present
journal_articles:
  - title: Owls That Listen
    authors: [Beispiel A, Müller K-R, Wang L]
    date: 2024
    journal: Journal of Quiet Birds
    volume: 12
    issue: 3
    keywords: [Hearing]
    doi: 10.5555/owls.2024.3
patent_families:
  - title: Perch
    documents:
      - number: EP 3271863
        granted: 2021-07-28
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with that CV."""
    (tmp_path / "cv.yaml").write_text(CV, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("iri", "text", "about"),
    [
        ("https://ada.example/cv", "{iri:", "document"),
        ("<https://ada.example/cv#me>", "name: Ada", "person 'me'"),
        ("#dataset", "{iri:", "document"),
        ("#publication/beispiel-2024-owls-that-listen", "title: Owls", "publication 'beispiel-2024-owls-that-listen'"),
        ("publication/beispiel-2024-owls-that-listen/authors/3", "Wang L", "publication 'beispiel-2024-owls-that-listen'"),
        ("publication/beispiel-2024-owls-that-listen/id/doi", "10.5555", "publication 'beispiel-2024-owls-that-listen'"),
        ("https://elsewhere.example/index.html#patent/ep-3271863", "number: EP", "patent 'ep-3271863'"),
        ("person/mueller-kr", "Müller", "person 'mueller-kr'"),
        ("topic/hearing", "Hearing", "publication 'beispiel-2024-owls-that-listen'"),
        ("org/universitaet-vogelsang", "Universität", "organization 'universitaet-vogelsang'"),
        ("journal/journal-of-quiet-birds", "Journal of", "journal 'journal-of-quiet-birds'"),
        ("journal/journal-of-quiet-birds/v12/i3", "title: Owls", "publication 'beispiel-2024-owls-that-listen'"),
        ("org/office-ep", "title: Perch", "patent family 'perch'"),
    ],
)
def test_an_iri_leads_to_its_record(folder: Path, iri: str, text: str, about: str) -> None:
    """The place is that of the text from which the IRI is derived."""
    code, stdout, _ = run(folder, "explain", iri, "cv.yaml")
    assert code == 0
    where, _, what = stdout.splitlines()[1].partition(": ")
    file, line, column = where.split(":")
    assert (file, what) == ("cv.yaml", about)
    assert CV.splitlines()[int(line) - 1][int(column) - 1 :].startswith(text)


def test_statements_and_references_have_places(folder: Path) -> None:
    """Statements and references, each with its place."""
    _, stdout, _ = run(folder, "explain", "patent/ep-3271863", "cv.yaml")
    assert '  cv.yaml:22:18: dcterms:dateAccepted, dcterms:date "2021-07-28"^^xsd:date\n' in stdout
    assert '  cv.yaml:21:17: vivo:patentNumber, rdfs:label "EP 3271863"\n' in stdout
    _, stdout, _ = run(folder, "explain", "kind:patent-granted", "cv.yaml")
    assert stdout.splitlines()[1] == "no record describes it"
    assert "  cv.yaml:21:9: <#patent/ep-3271863> bibo:status\n" in stdout


def test_as_json(folder: Path) -> None:
    """The same for programs."""
    _, stdout, _ = run(folder, "explain", "person/wang-l", "cv.yaml", "--format", "json")
    found = json.loads(stdout)
    assert found["place"] == {"file": "cv.yaml", "line": 11, "column": 39}
    assert {mention["subject"] for mention in found["mentions"]} >= {
        "<https://ada.example/cv#publication/beispiel-2024-owls-that-listen/authors/3>"
    }


def test_restricted_facts_only_if_included(folder: Path) -> None:
    """The e-mail address shows with --include alone."""
    assert "ada@ada.example" not in run(folder, "explain", "me", "cv.yaml")[1]
    assert "cv.yaml:4:10: foaf:mbox <mailto:ada@ada.example>" in run(folder, "explain", "me", "cv.yaml", "--include", "contact")[1]


@pytest.mark.parametrize(
    ("iri", "hint"),
    [
        ("#patent/ep-3271864", "did you mean '#patent/ep-3271863'?"),
        ("person/muller-kr", "did you mean '#person/mueller-kr'?"),
        ("https://ada.example/cv#topic/hering", "did you mean '#topic/hearing'?"),
        ("https://example.org/nothing", "`vitagraph export` writes all of them"),
    ],
)
def test_an_unknown_iri_is_reported_with_the_nearest(folder: Path, iri: str, hint: str) -> None:
    """A usage error with a suggestion."""
    code, stdout, stderr = run(folder, "explain", iri, "cv.yaml")
    assert (code, stdout) == (2, "")
    assert stderr == f"vitagraph: the graph has no IRI '{iri}'; {hint}\n"


def test_every_iri_of_the_cv_has_a_line() -> None:
    """Each IRI that the CV with every field describes, public or not, has a line of one of its files."""
    source = Path(__file__).parent.parent / "data/example"
    index = read_index(source)
    for iri in _own(index)[::11]:  # each explanation traces all records; a sample has every record class
        found = explain(iri, index, str(source))
        assert found.place is not None, iri
        assert Path(found.place.source).parent == source
        assert found.place.line > 0


def _own(index: Index) -> list[str]:
    own = {triple[0][1:-1] for triple in dataset_of(index).triples(RESTRICTED) if triple[0].startswith(f"<{index.document}")}
    kinds = {iri.partition("#")[2].partition("/")[0]: iri for iri in sorted(own)}
    return sorted({*kinds.values(), *sorted(own)[::5]})


def test_a_cv_made_in_python_has_no_lines() -> None:
    """Without a source there is no line, and no failure."""
    index = Index(vitagraph.read_text(CV))
    index.cv.origins = None
    found = explain("me", index, "the CV")
    assert found.place is None
    with pytest.raises(UsageError, match="no IRI"):
        explain("mee2", index, "the CV")
