"""The order in which a CV prints people: in the graph, and in the records that are read back from triples in any order."""

from __future__ import annotations

import random

import pytest

import vitagraph
from vitagraph.importers.formats import read
from vitagraph.records import Author, plan, sections
from vitagraph.yaml.writing import files

HEAD = """
document: {iri: https://vole.example/cv, as_of: 2026-01-01, license: CC-BY-4.0}
person: {name: Vera Vole}
"""
PEOPLE = "[Zoe Zed, Vera Vole, Ada Test, Mia Moon]"
#: section and field -> the record around the list
RECORDS = {
    ("edited_books", "editors"): "title: Burrows",
    ("edited_books", "translators"): "title: Burrows",
    ("books", "editors"): "title: Burrows, authors: [Bo Co]",
    ("grants", "leaders"): "title: Fund, role: co-investigator",
    ("grants", "investigators"): "title: Fund, role: co-investigator",
    ("awards", "recipients"): "name: Acorn, year: 2013",
    ("talks", "speakers"): "title: Digging, date: 2013",
    ("teaching", "teachers"): "title: Digging, dates: 2013",
    ("exhibitions", "artists"): "title: Digging, kind: group, dates: 2013",
    ("exhibitions", "curators"): "title: Digging, kind: group, dates: 2013",
    ("students", "examiners"): "student: Bo Co, role: supervisor, title: Voles",
    ("positions", "supervisors"): "title: Digger, organization: Field School",
    ("projects", "contributors"): "title: Tunnels",
    ("organizations", "founders"): "name: Field School",
    ("events", "organizers"): "name: Vole Days",
}


@pytest.mark.parametrize(("section", "field"), RECORDS)
def test_triples_in_any_order_give_people_in_their_order(section: str, field: str) -> None:
    """The triples are shuffled and sorted; the records come back as they were, also with `et al.` behind the people."""
    assert plan(sections()[section]).fields[field].type is Author
    for people in (PEOPLE, PEOPLE.replace("]", ", et al.]")):
        cv = vitagraph.read_text(f"{HEAD}{section}: [{{{RECORDS[section, field]}, {field}: {people}}}]")
        triples = vitagraph.dataset(cv).serialize("ntriples").splitlines(keepends=True)
        for lines in (sorted(triples), random.Random(7).sample(triples, len(triples))):
            found = read("".join(lines), "cv.nt", "ntriples").cv
            assert f"{field}: {people}" in " ".join(files(found).values())
            assert set(vitagraph.dataset(found).serialize("ntriples").splitlines(keepends=True)) == set(triples)


@pytest.mark.parametrize(
    ("section", "field"),
    [(one, name) for one, name in RECORDS if name != "contributors" and plan(sections()[one]).fields.get("contributors")],
)
@pytest.mark.parametrize("part", ["", ", part: Digging"])
def test_who_also_contributes_stays_in_the_list(section: str, field: str, part: str) -> None:
    """Of the people in a list, one has another role among the contributors."""
    contributors = f", contributors: [{{name: Ada Test, role: storyteller{part}}}]"
    cv = vitagraph.read_text(f"{HEAD}{section}: [{{{RECORDS[section, field]}, {field}: {PEOPLE}{contributors}}}]")
    triples = vitagraph.dataset(cv).serialize("ntriples")
    found = read(triples, "cv.nt", "ntriples").cv
    assert f"{field}: {PEOPLE}" in " ".join(files(found).values())
    assert sorted(vitagraph.dataset(found).serialize("ntriples").splitlines()) == sorted(triples.splitlines())


def test_a_contributor_with_the_role_of_a_list_is_not_in_the_list() -> None:
    """One curator has no order, also beside a contributor who curated."""
    cv = vitagraph.read_text(
        f"{HEAD}exhibitions: [{{title: Digging, curators: Zoe Zed, contributors: [{{name: Ada Test, role: [curator, printer]}}]}}]"
    )
    triples = vitagraph.dataset(cv).serialize("ntriples")
    found = read(triples, "cv.nt", "ntriples").cv
    assert "curators: Zoe Zed\n" in " ".join(files(found).values())
    assert sorted(vitagraph.dataset(found).serialize("ntriples").splitlines()) == sorted(triples.splitlines())


def test_a_place_that_also_contributes_stays_in_the_label() -> None:
    """The organizations that showed an exhibition are no list of people."""
    people = "contributors: [{name: Owl, organization: Owl House, role: lender}]"
    cv = vitagraph.read_text(f"{HEAD}exhibitions: [{{organization: [Owl House, Bat House], {people}}}]")
    triples = vitagraph.dataset(cv).serialize("ntriples")
    assert sorted(vitagraph.dataset(read(triples, "cv.nt", "ntriples").cv).serialize("ntriples").splitlines()) == sorted(
        triples.splitlines()
    )
