"""What is disclosed is what is public: the same public graph, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

import vitagraph
from vitagraph.mapping.disclosure import disclose
from vitagraph.rdf.dataset import GUARDED
from vitagraph.records import Index, Visibility

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("guarded", [(), (Visibility.contact,), (Visibility.contact, Visibility.private)])
def test_the_graphs_that_are_disclosed_are_the_same(cv: vitagraph.CV, guarded: tuple[Visibility, ...]) -> None:
    """The disclosed CV says what each open graph says, to the triple; its other graphs are empty."""
    disclosed, whole = vitagraph.dataset(disclose(Index(cv), *guarded)), vitagraph.dataset(cv)
    for visibility in Visibility:
        name = whole.name_of(visibility.name)
        expected = whole.graphs(GUARDED).get(name, ()) if visibility in (Visibility.public, *guarded) else ()
        assert set(disclosed.graphs(GUARDED).get(name, ())) == set(expected)


def test_hidden_records_are_gone() -> None:
    """No record of the example that hides itself is left, and the owner keeps no e-mail address."""
    cv = vitagraph.read(ROOT / "data/example")
    disclosed = disclose(Index(cv))
    assert all((record.visibility or {}).get("", Visibility.public) is Visibility.public for record in disclosed.records())
    assert cv.person.email
    assert not disclosed.person.email
    assert disclose(Index(cv), Visibility.contact).person.email == cv.person.email


def test_private_facts_alone() -> None:
    """Who names one class gets it without the other."""
    cv = vitagraph.read(ROOT / "data/example")
    person = disclose(Index(cv), Visibility.private).person
    assert (person.birth_date, person.email) == (cv.person.birth_date, [])
