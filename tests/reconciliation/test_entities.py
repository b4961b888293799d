"""What of a CV is looked up: every public entity once, with its names and facts, and nothing that is not public."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import vitagraph
from conftest import CVS, ROOT
from generated_cvs import cvs, drawn
from test_privacy import assert_contains_none_of, restricted_words
from vitagraph.errors import DataError
from vitagraph.reconciliation import Entity, entities
from vitagraph.records import CV, Author, Index
from vitagraph.records.publications import JournalArticle
from vitagraph.services import Kind
from vitagraph.values import Doi, NameIn, Text
from vitagraph.yaml import read_index

#: kinds -> how many entities the CVs have
COUNTS = {
    "lapuschkin": {
        "work": 82,
        "person": 89,
        "organization": 11,
        "journal": 17,
        "place": 8,
        "event": 40,
        "topic": 28,
        "award": 6,
        "project": 6,
    },
    "example": {
        "work": 79,
        "person": 32,
        "organization": 36,
        "journal": 13,
        "place": 6,
        "event": 14,
        "topic": 17,
        "award": 5,
        "project": 4,
    },
}


@pytest.fixture(scope="module")
def example() -> dict[str, Entity]:
    """The entities of the example by the ends of their IRIs."""
    return {one.node[1:-1].partition("#")[2]: one for one in entities(read_index(ROOT / "data/example"))}


@pytest.mark.parametrize("name", CVS)
def test_every_kind_is_found(name: str) -> None:
    found = entities(read_index(ROOT / "data" / name))
    assert {kind: sum(one.query.kind == kind for one in found) for kind in Kind} == COUNTS[name]
    assert len({one.node for one in found}) == len(found)


#: end of the IRI -> names, and some facts
EXPECTED: dict[str, tuple[list[NameIn], dict[str, Any]]] = {
    "org/uni-musterstadt": (
        [NameIn("University of Musterstadt", "en"), NameIn("Universität Musterstadt", "de"), NameIn("UMu", ""),
         NameIn("Alma Musterstadt", "")],
        {"place": "Musterstadt", "country": "Germany",
         "identifiers": ("0zzzz0161", "Q999999999903", "9999910-X", "0000000999999905", "I9999999901")},
    ),
    "event/icmlb-2019": (
        [NameIn("International Conference on Machine Listening to Birds 2019", ""), NameIn("ICML-Birds 2019", "")],
        {"year": "2019", "place": "Port Finch", "country": "New Zealand"},
    ),
    "journal/jml": (
        [NameIn("Journal of Machine Listening", ""), NameIn("J. Mach. Listen.", ""), NameIn("JML", "")],
        {"identifiers": ("9990-1013", "9990-2028", "Q999999999905", "journals/jmlisten", "S9999999901"), "container": ""},
    ),
    "thesis/phd": ([NameIn("What the Nightingale Meant", "en")], {"people": ("Ada Beispiel",), "year": "2017"}),
    "topic/silence": ([NameIn("Stille", "de")], {}),
}  # fmt: skip


@pytest.mark.parametrize("end", EXPECTED)
def test_an_entity(end: str, example: dict[str, Entity]) -> None:
    names, facts = EXPECTED[end]
    query = example[end].query
    assert list(query.names) == names
    assert {field: getattr(query.facts, field) for field in facts} == facts


def test_a_work_and_its_people(tmp_path: Path) -> None:
    """Authors as printed, container and identifiers in canonical form; people with those who wrote with them, and where they were."""
    (tmp_path / "cv.yaml").write_text(
        """
document: {iri: 'https://owl.example/cv'}
person: {name: Ada Owl}
positions: [{title: Professor, organization: Owl University, dates: 2019 to present}]
journal_articles:
- title: {en: Calls of Owls, de: Rufe der Eulen}
  authors: [Owl A, {name: Bat B, affiliation: [Bat Institute]}]
  journal: Journal of Owls
  date: 2020-05
  pages: 1-9
  doi: 10.5555/OWLS
- {title: A draft, authors: [Owl A, Cat C], journal: Journal of Cats, date: 2021, visibility: private}
talks: [{title: At home, date: 2020-01-01, place: Online}]
""",
        "utf-8",
    )
    found = {one.query.name: one.query for one in entities(read_index(tmp_path / "cv.yaml"))}
    assert {*found} == {"Ada Owl", "Owl University", "Calls of Owls", "Bat B", "Bat Institute", "Journal of Owls"}
    facts = found["Calls of Owls"].facts
    assert facts._asdict() | {"affiliations": ()} == {
        "year": "2020", "container": "Journal of Owls", "pages": "1-9", "people": ("Owl A", "Bat B"), "affiliations": (), "place": "",
        "country": "", "identifiers": (Doi("10.5555/owls"),),
    }  # fmt: skip
    assert (found["Ada Owl"].facts.people, found["Ada Owl"].facts.affiliations) == (("Bat B",), ("Owl University",))
    assert (found["Bat B"].facts.people, found["Bat B"].facts.affiliations) == (("Owl A",), ("Bat Institute",))


def test_nothing_restricted_is_looked_up(example: dict[str, Entity]) -> None:
    """No word of a private or contact fact, also not in the facts that are evidence."""
    words = restricted_words(vitagraph.read(ROOT / "data/example"))
    assert len(words) > 100
    assert_contains_none_of("\n".join(str((one.node, one.query)) for one in example.values()), words)


def test_generated_cvs_have_public_entities() -> None:
    """Each entity is a node of the public graph, once; no restricted word is in a query."""
    number_of_entities = 0
    for number in range(12):
        cv = drawn(cvs(), number)
        found = entities(Index(cv))
        graph = vitagraph.dataset(cv).serialize("nquads")
        assert len({one.node for one in found}) == len(found)
        assert [one.node for one in found if f"{one.node} " not in graph or not one.query.name] == []
        restricted = {word for word in restricted_words(cv) if len(word) > 9 and word not in graph.lower()}
        assert_contains_none_of("\n".join(str(one.query) for one in found), restricted)
        number_of_entities += len(found)
    assert number_of_entities > 60


def test_entities_of_a_cv_that_is_wrong() -> None:
    """An author without a name has no IRI: the message, as everywhere."""
    cv = CV(journal_articles=[JournalArticle(title=Text("Owls"), authors=[Author("???")])])
    with pytest.raises(DataError, match=r"^the CV: .*'\?\?\?'"):
        entities(Index(cv))
