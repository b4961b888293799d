"""A public view gives the same public graph as the whole CV, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

import vitagraph
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.records import Index, Visibility

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("include", [(), (Visibility.contact,), (Visibility.contact, Visibility.private)])
def test_the_graphs_of_a_view_are_those_of_the_cv(cv: vitagraph.CV, include: tuple[Visibility, ...]) -> None:
    """A view has each graph of its classes, to the triple; its other graphs are empty."""
    view, whole = vitagraph.dataset(Index(cv).public_view(*include).cv), vitagraph.dataset(cv)
    for visibility in Visibility:
        name = whole.name_of(visibility.name)
        expected = whole.graphs(RESTRICTED).get(name, ()) if visibility in (Visibility.public, *include) else ()
        assert set(view.graphs(RESTRICTED).get(name, ())) == set(expected)


def test_a_view_contains_no_restricted_records() -> None:
    """No record of the example with a restricted class of its own is left, and the owner has no e-mail address."""
    cv = vitagraph.read(ROOT / "data/example")
    view = Index(cv).public_view().cv
    assert all((record.visibility or {}).get("", Visibility.public) is Visibility.public for record in view.records())
    assert cv.person.email
    assert not view.person.email
    assert Index(cv).public_view(Visibility.contact).cv.person.email == cv.person.email


def test_private_facts_alone() -> None:
    """A class can be included without the other."""
    cv = vitagraph.read(ROOT / "data/example")
    person = Index(cv).public_view(Visibility.private).cv.person
    assert (person.birth_date, person.email) == (cv.person.birth_date, [])
