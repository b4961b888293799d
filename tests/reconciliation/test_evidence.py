"""Evidence: what agrees and what does not, the probability of a candidate, and what is called certain."""

from __future__ import annotations

import random
from itertools import product

import pytest

from vitagraph.reconciliation import comparison
from vitagraph.reconciliation.evidence import CERTAIN, PRIOR, WEIGHTS, Judged, judged
from vitagraph.services.service import Candidate, Facts, Kind, Query
from vitagraph.values import Doi, Isni, NameIn, Orcid, RorId
from vitagraph.values.countries import country_code

TITLE = "Explaining the predictions of deep networks by layers"
AUTHORS = ("Ada Beispiel", "Karl-Heinz Muster", "Mei Lin")
FACTS = Facts(year="2019", container="Journal of Machine Learning Research", pages="829-836", people=AUTHORS)
RORS = ("03v4gjf40", "01hcx6992")


def named(*texts: str) -> tuple[NameIn, ...]:
    """Names without a language."""
    return tuple(NameIn(text, "") for text in texts)


def work(title: str = TITLE, number: int = 1, **facts: object) -> Candidate:
    """A candidate that is a work."""
    doi = Doi(f"10.5555/{number}")
    return Candidate(Kind.WORK, doi, f"https://doi.org/{doi}", named(title), facts=FACTS._replace(**facts))


def organization(name: str, number: int = 0, **facts: object) -> Candidate:
    """A candidate that is an organization."""
    return Candidate(Kind.ORGANIZATION, RorId(RORS[number]), f"https://ror.org/{RORS[number]}", named(name), facts=Facts(**facts))


def person(name: str, orcid: str = "0000-0002-1825-0097", **facts: object) -> Candidate:
    """A candidate that is a person."""
    return Candidate(Kind.PERSON, Orcid(orcid), f"https://orcid.org/{orcid}", named(name), facts=Facts(**facts))


def best(query: Query, *candidates: Candidate) -> Judged:
    """The best candidate."""
    return judged(query, candidates)[0]


WORK = Query(Kind.WORK, named(TITLE), FACTS)


def test_a_work_that_agrees_in_everything_is_certain() -> None:
    found = best(WORK, work())
    assert found.certain
    assert [one.about for one in found.evidence] == ["title", "year", "people", "container", "pages"]
    assert all(one.weight > 0 and one.words for one in found.evidence)


@pytest.mark.parametrize(
    "changed",
    [
        {"year": "2020"},
        {"year": ""},
        {"container": "J. Mach. Learn. Res."},
        {"container": ""},
        {"pages": ""},
        {"people": ("Beispiel A", "Muster K-H", "Lin M")},
        {"people": AUTHORS[:1]},
        {"title": "Explaining the Predictions of <i>Deep</i> Networks by Layers."},
        {"title": "Explaining the predictons of deep networks by layers"},
        {"title": "Explaining the predictoins of deep networks by layers"},
        {"title": 'Explaining the predictions of <mml:math display="inline"><mi>deep</mi></mml:math> networks by layers'},
        {"title": "Explaining the predictions of $\\mathrm{deep}$ networks by layers"},
        {"title": "Explaining the predictions of deep networks by layers: a study of forests"},
        {"title": "Explaining the predictions of deep networks by layers: a study of forests", "container": "", "pages": ""},
    ],
)
def test_a_work_with_one_difference_in_spelling_is_still_certain(changed: dict[str, object]) -> None:
    assert best(WORK, work(**changed)).certain


@pytest.mark.parametrize(
    "changed",
    [
        {"title": f"Correction to: {TITLE}"},
        {"title": f"Review of {TITLE}"},
        {"title": f"{TITLE}, part 2"},
        {"title": "Explaining the decisions of boosted trees by leaves"},
        {"people": ("Someone Else", "Nobody Known")},
        {"year": "1994", "pages": "1"},
        {"title": "Preface"},
    ],
)
def test_another_work_is_not_certain(changed: dict[str, object]) -> None:
    assert not best(WORK, work(**changed)).certain


def test_a_title_alone_is_not_certain() -> None:
    """A title without year and people agrees with each work of that title."""
    bare = Query(Kind.WORK, named(TITLE))
    assert not best(bare, work()).certain
    assert not best(Query(Kind.WORK, named("Introduction"), Facts(year="2019")), work("Introduction")).certain


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("Electronic structure of La_2CuO_4 in bulk", "Electronic structure of La2CuO4 in bulk", True),
        ("Energy levels of ^28Si and C_{60}", "Energy levels of 28Si and C60", True),
        ("Electronic structure of layers 1 and 2", "Electronic structure of layers 1 and 3", False),
        ("Studies of layers I", "Studies of layers II", False),
    ],
)
def test_formulas_are_one_however_they_are_divided(ours: str, theirs: str, same: bool) -> None:
    assert comparison.titles(ours, theirs).startswith("same") is same


PRINTED = "Proceedings of the National Academy of Sciences"


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (PRINTED, f"PNAS {PRINTED} of the United States of America", True),
        ("The Workshop on Comparing Corpora", "Workshop on Comparing Corpora, held with the 38th annual meeting", True),
        ("Physical Review", "Physical Review Letters", False),
        ("Journal of Owls", "Journal of Bats", False),
    ],
)
def test_containers(ours: str, theirs: str, same: bool) -> None:
    """A container may have more words before or behind its name; a name of two words may then be another one."""
    assert comparison.containers(ours, theirs) is same
    assert comparison.containers(theirs, ours) is same


@pytest.mark.parametrize(
    ("container", "iri", "kind"),
    [
        ("bioRxiv", "10.5555/1", ""),
        ("", "10.1101/2021.02.10.430678", ""),
        ("", "10.48550/arxiv.1706.03762", ""),
        ("", "10.5555/1", "preprint"),
    ],
)
def test_a_preprint_is_another_version(container: str, iri: str, kind: str) -> None:
    """It is neither the article of the same people and title, nor its rival; a query without a container may be both."""
    preprint = work(container=container, pages="")._replace(identifier=Doi(iri), iri=f"https://doi.org/{iri}", description=kind)
    article = work(number=2)
    alone = best(WORK, preprint)
    assert not alone.certain
    assert any(one.about == "version" and one.weight < 0 for one in alone.evidence)
    assert best(WORK, preprint, article).candidate is article
    assert best(WORK, preprint, article).certain
    anywhere = WORK._replace(facts=FACTS._replace(container="", pages=""))
    assert not any(one.certain for one in judged(anywhere, [preprint, article]))
    on_server = WORK._replace(facts=FACTS._replace(container="bioRxiv", pages=""))
    assert best(on_server, preprint, article).candidate is preprint


def test_genome_research_is_no_preprint_server() -> None:
    assert not comparison.is_preprint("Genome Research", "10.1101/gr.107524.110")


def test_groups_with_an_article_are_the_same() -> None:
    assert comparison.shared_people(["The ENCODE Project Consortium"], ["ENCODE Project Consortium"]) == (1, 1)


def test_a_main_title_of_two_words_is_weak() -> None:
    """It may be that of another book: the people decide, and it is not certain."""
    query = WORK._replace(names=named("Evaluating Derivatives: Principles and Techniques"), facts=FACTS._replace(container="", pages=""))
    found = best(query, work("Evaluating Derivatives", container="", pages="", people=AUTHORS[:2]))
    assert 0.5 < found.score < CERTAIN


def test_two_works_that_agree_are_rivals() -> None:
    """A preprint and its article, or a work that was deposited twice: which one is meant, only the user knows."""
    found = judged(WORK, [work(number=1), work(number=2)])
    assert [one.certain for one in found] == [False, False]
    assert found[0].score == found[1].score >= CERTAIN


def test_two_services_with_one_identifier_are_no_rivals() -> None:
    same = work()._replace(iri="https://openalex.example/W1")
    assert all(one.certain for one in judged(WORK, [work(), same]))


def test_another_identifier_contradicts() -> None:
    known = FACTS._replace(identifiers=(Doi("10.5555/99"),))
    assert not best(Query(Kind.WORK, named(TITLE), known), work()).certain
    assert best(Query(Kind.WORK, named(TITLE), Facts(identifiers=(Doi("10.5555/1"),))), work()).certain


PERSON = Query(Kind.PERSON, named("Ada Beispiel", "A. Beispiel"), Facts(people=AUTHORS[1:], affiliations=("Musteruniversität",)))


def test_a_name_is_no_evidence_of_a_person() -> None:
    """Homonyms are distinguished by co-authors and affiliations, or not at all."""
    assert not best(PERSON, person("Ada Beispiel")).certain
    assert not best(PERSON, person("Ada Beispiel", affiliations=("Musteruniversität",))).certain
    assert best(PERSON, person("Ada Beispiel", affiliations=("Musteruniversität",), people=AUTHORS[1:])).certain
    assert not best(PERSON, person("Anton Beispiel", affiliations=("Musteruniversität",), people=AUTHORS[1:])).certain
    rivals = [person("Ada Beispiel", affiliations=("Musteruniversität",), people=AUTHORS[1:], identifiers=(Isni("0000000121032683"),))]
    rivals.append(
        rivals[0]._replace(
            identifier=Orcid("0000-0001-5109-3700"), iri="https://orcid.org/2", facts=rivals[0].facts._replace(identifiers=())
        )
    )
    assert not any(one.certain for one in judged(PERSON, rivals))


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        ("Müller K-R", "Klaus-Robert Müller", True),
        ("Klaus-Robert Müller", "Müller, Klaus-Robert", True),
        ("Lin Mei", "Mei Lin", True),
        ("Karl Müller", "Klaus Müller", False),
        ("Müller K", "Müller J", False),
        ("Ada Beispiel", "Ada Muster", False),
    ],
)
def test_names_of_people(ours: str, theirs: str, agree: bool) -> None:
    assert (comparison.names_of_people(ours, theirs) != "another") is agree


def test_organizations() -> None:
    here = Query(
        Kind.ORGANIZATION, named("Universität Musterstadt", "University of Musterstadt"), Facts(place="Musterstadt", country="Germany")
    )
    there = organization("University of Musterstadt", place="Musterstadt", country="DE")
    assert best(here, there).certain
    assert best(here, there, organization("University Hospital Musterstadt", 1, place="Musterstadt", country="DE")).candidate == there
    assert not best(here, organization("University of Musterstadt", place="Musterstadt", country="AT")).certain
    assert not best(here, organization("University Hospital Musterstadt", place="Musterstadt", country="DE")).certain
    assert best(here, there, organization("Technical University of Musterstadt", 1, place="Musterstadt", country="DE")).certain
    bare = Query(Kind.ORGANIZATION, named("Institute of Physics"))
    assert not any(one.certain for one in judged(bare, [organization("Institute of Physics"), organization("Institute of Physics", 1)]))
    assert not best(Query(Kind.ORGANIZATION, named("MIT")), organization("MIT", country="US")).certain


@pytest.mark.parametrize(("text", "code"), [
    ("Germany", "DE"), ("Deutschland", "DE"), ("DE", "DE"), ("DEU", "DE"), ("UK", "GB"), ("USA", "US"), ("Frankreich", "FR"),
    ("Japon", "JP"), ("日本", "JP"), ("Atlantis", ""), ("XX", ""), ("", ""),
])  # fmt: skip
def test_codes_of_countries(text: str, code: str) -> None:
    assert country_code(text) == code


def test_candidates_of_another_kind_are_left_out() -> None:
    assert judged(WORK, [work()._replace(kind=Kind.JOURNAL)]) == []
    assert best(WORK, work()._replace(kind=None)).certain
    assert judged(WORK, []) == []


def test_every_result_has_a_weight_that_tends_the_right_way() -> None:
    """What agrees raises the probability, what contradicts lowers it, and each kind begins below one half."""
    assert all(weight < 0 for weight in PRIOR.values())
    for (about, result), weight in WEIGHTS.items():
        contradicts = result.startswith("another") or result in ("none", "others", "part", "some", "near", "similar", "a note about a work")
        assert (weight < 0) is contradicts, (about, result)


def test_noise_never_makes_another_work_certain() -> None:
    """Pairs of works with typing errors, missing facts and initials: those of other titles or people are never certain."""
    chance = random.Random(21)
    topics = ["forests", "courts", "poems", "courtyards", "nurses"]
    families = ["Beispiel", "Lin", "García", "Novák", "Sato", "Haddad"]
    right = certain = 0
    for topic, other, family, other_family in product(topics, topics, families, families):
        title = f"The long history of {topic} in northern towns"
        query = Query(Kind.WORK, named(_misspelled(title, chance)), Facts(year=chance.choice(["", "2001"]), people=(f"Ada {family}",)))
        there = Facts(year="2001", people=(chance.choice([f"A. {other_family}", f"{other_family}, Ada"]),))
        found = best(query, work(f"The long history of {other} in northern towns")._replace(facts=there))
        if topic == other and family == other_family:
            right += 1
            certain += found.certain
        else:
            assert not found.certain, (query, found)
    assert certain > 0.6 * right > 0


def _misspelled(text: str, chance: random.Random) -> str:
    """A text in which one letter of some words is left out."""
    position = chance.randrange(5, len(text))
    return text if chance.random() < 0.7 else text[:position] + text[position + 1 :]
