"""Comparison: titles, names, containers and pages as sources print them, and the evidence that follows."""

from __future__ import annotations

import pytest

from vitagraph.reconciliation import comparison
from vitagraph.reconciliation.evidence import FAR_BETTER, WEIGHTS, Judged, judged
from vitagraph.services.service import Candidate, Facts, Kind, Query
from vitagraph.values import Doi, NameIn, Orcid

TITLE = "How owls of the northern towns learn to hunt"
AUTHORS = ("Ada Beispiel", "Mei Lin")
FACTS = Facts(year="2019", container="Journal of Owl Research", pages="82-90", people=AUTHORS)
QUERY = Query(Kind.WORK, (NameIn(TITLE, ""),), FACTS)


def work(doi: str = "10.5555/1", title: str = TITLE, **facts: object) -> Candidate:
    """A candidate that is a work."""
    return Candidate(Kind.WORK, Doi(doi), f"https://doi.org/{doi}", (NameIn(title, ""),), facts=FACTS._replace(**facts))


def person(name: str, number: str = "0000-0002-1825-0097", **facts: object) -> Candidate:
    """A candidate that is a person."""
    return Candidate(Kind.PERSON, Orcid(number), f"https://orcid.org/{number}", (NameIn(name, ""),), facts=Facts(**facts))


def weights(found: Judged) -> dict[str, float]:
    """What was compared -> weight."""
    return {one.about: one.weight for one in found.evidence}


@pytest.mark.parametrize(
    ("ours", "theirs", "result"),
    [
        ("Owls: A Guide for Towns", "Owls: a guide for towns. The Owl Consortium", "without its subtitle"),
        ("Owls", "Owls: a guide for towns", "without its subtitle, of one word"),
        ("The principles of owl receptor design", "The principles of owl receptor (OR) design", "nearly the same"),
        ("Learning to hunt in towns", "Learning to Hunt in Towns (with discussion)", "nearly the same"),
        ("{OWL}net: mining owls in towns", "OWLnet: Mining Owls in Towns", "same"),
        ("Mining billions of parallel owls on the we", "Mining billions of parallel owls on the web", "nearly the same"),
        ("Mining billions of parallel owls on the web", "Mining billions of parallel owls on the wide sea", "similar"),
        ("Owls of towns (part 1)", "Owls of towns (part 2)", "another number"),
        (TITLE, TITLE.upper(), "same, of many words"),
    ],
)
def test_titles(ours: str, theirs: str, result: str) -> None:
    assert comparison.titles(ours, theirs) == comparison.titles(theirs, ours) == result


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("MNRAS", "Monthly Notices of the Royal Astronomical Society", True),
        ("JINST", "Journal of Instrumentation", True),
        ("CVPR", "IEEE Conference on Computer Vision and Pattern Recognition", True),
        ("NeurIPS", "Neural Information Processing Systems", True),
        ("Proc. Natl. Acad. Sci. U.S.A.", "Proceedings of the National Academy of Sciences", True),
        ("Proc. Natl. Acad. Sci.", "Proceedings of the National Academy of Sciences of the United States of America", True),
        ("Phys. Rev. E", "Physical Review. E, Statistical, Nonlinear, and Soft Matter Physics", True),
        ("Phys. Rev. A", "Phys. Rev. E", False),
        ("J. Phys. B: At. Mol. Opt. Phys.", "Journal of Physics A: Mathematical and General", False),
        ("Physical Review", "Physical Review Letters", False),
        ("Nature", "Nature Genetics", None),
        ("Owl", "Bat", None),
    ],
)
def test_containers_are_one_by_acronym_and_abbreviation(ours: str, theirs: str, same: bool | None) -> None:
    assert comparison.containers(ours, theirs) is same
    assert comparison.containers(theirs, ours) is same


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        ("Ada Beispiel 0001", "Ada Beispiel", True),
        ("Muster J, Karl", "Karl Muster J", True),
        ("Muster J, Karl", "Karl Muster K", False),
        ("Ada Lin", "Lin Mei", False),
    ],
)
def test_names_of_people_in_any_order(ours: str, theirs: str, agree: bool) -> None:
    """A number of dblp distinguishes homonyms, and is no part of the name."""
    assert (comparison.names_of_people(ours, theirs) != "another") is agree
    assert (comparison.names_of_people(theirs, ours) != "another") is agree


@pytest.mark.parametrize(("pages", "first"), [("046109", "46109"), ("46109", "46109"), ("pp. 7-9", "7"), ("S08003", "s8003"), ("ix", "")])
def test_first_pages(pages: str, first: str) -> None:
    assert comparison.first_page(pages) == first


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("Department of Birds, Owl University, Towntown, USA", "Owl University", True),
        ("Owl Science Center, Towntown, the Netherlands", "Owl Science Center", True),
        ("Department of Birds, Owl University", "Department of Birds, Bat University", False),
        ("Department of Birds", "Department of Birds, Bat University", False),
        ("Owl University", "Owl University Hospital", False),
    ],
)
def test_affiliations_are_one_by_the_organization(ours: str, theirs: str, same: bool) -> None:
    """A department has a name that many organizations use."""
    assert comparison.are_one_affiliation(ours, theirs) is same
    assert comparison.are_one_affiliation(theirs, ours) is same


def test_a_group_in_place_of_its_members_is_no_evidence() -> None:
    """One source states the collaboration, another its first author; two groups with the same name agree."""
    of_group = FACTS._replace(people=("The Owl Collaboration",))
    query = QUERY._replace(facts=of_group)
    assert "people" not in weights(judged(query, [work(people=("G. Aad",))])[0])
    assert judged(query, [work(people=("G. Aad",))])[0].certain
    assert weights(judged(query, [work(people=("Owl Collaboration",))])[0])["people"] > 0
    assert weights(judged(QUERY, [work(people=("Nobody Known", "Someone Else"))])[0])["people"] < 0


def test_an_article_number_is_found_in_the_doi() -> None:
    query = QUERY._replace(facts=FACTS._replace(pages="667963"))
    found = judged(query, [work("10.5555/owl.2021.667963", pages="")])[0]
    assert weights(found)["pages"] == WEIGHTS["pages", "in the DOI"]
    assert "pages" not in weights(judged(query, [work("10.5555/owl.2021.667964", pages="")])[0])
    assert "pages" not in weights(judged(QUERY, [work("10.5555/owl.82", pages="")])[0])


def test_a_candidate_that_is_far_better_has_no_rival() -> None:
    """The paper of a workshop with the title and people of an article: the container and pages of the query decide."""
    article, paper = work(), work("10.5555/2", container="Workshop on Bats in Towns", pages="1-4")
    found = judged(QUERY, [article, paper])
    assert [one.certain for one in found] == [True, False]
    assert all(one.score > 0.9 for one in found)
    bare = QUERY._replace(facts=FACTS._replace(container="", pages=""))
    assert not any(one.certain for one in judged(bare, [article, paper]))
    assert FAR_BETTER > 0


def test_two_records_of_one_person_are_rivals() -> None:
    """A person may have two iDs, however much better one of them agrees: the user decides."""
    others = tuple(f"Ada {family}" for family in ("Lin", "Novák", "Sato", "Haddad", "García"))
    query = Query(Kind.PERSON, (NameIn("Karl Muster", ""),), Facts(people=others, affiliations=("Owl University", "Bat Institute")))
    richer = person("Karl Muster", people=others, affiliations=("Owl University", "Bat Institute"))
    poorer = person("Karl Muster", "0000-0001-5109-3700", people=others, affiliations=("Elsewhere",))
    assert judged(query, [richer])[0].certain
    assert not any(one.certain for one in judged(query, [richer, poorer]))


def test_long_texts_are_compared_in_bounded_time() -> None:
    """A title of very many subtitles, an affiliation of very many parts, one endless word."""
    many = "Owl. " * 20_000
    assert comparison.titles("Owls of the towns", many) == "another"
    assert not comparison.are_one_affiliation("Owl University, " * 5_000, "Bat University, " * 5_000)
    assert comparison.containers("o" * 100_000, "Owl " * 1_000) is None


def test_many_common_coauthors_outweigh_an_affiliation() -> None:
    others = tuple(f"Ada {family}" for family in ("Lin", "Novák", "Sato", "Haddad", "García"))
    query = Query(Kind.PERSON, (NameIn("Karl Muster", ""),), Facts(people=others, affiliations=("Owl University",)))
    assert judged(query, [person("Karl Muster", people=others, affiliations=("Bat University",))])[0].certain
    assert not judged(query, [person("Karl Muster", people=others[:2], affiliations=("Bat University",))])[0].certain
    assert not judged(query, [person("Klaus Muster", people=others, affiliations=("Owl University",))])[0].certain
