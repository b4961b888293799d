"""Talks: the words of CVs for their kinds, and the talks of several authors among those of the owner."""

from __future__ import annotations

import pytest

import vitagraph
from vitagraph.queries import catalogue, run
from vitagraph.rdf.vocabulary import EVENT, SCHEMA
from vitagraph.records.kinds import TalkKind
from vitagraph.site.entries import sections as page_sections
from vitagraph.site.localization import Localizer
from vitagraph.yaml import read_files


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("oral presentation", "talk"),
        ("Podium Presentation", "talk"),
        ("conference presentation", "talk"),
        ("presentation", "talk"),
        ("invited presentation", "invited-talk"),
        ("invited talk", "invited-talk"),
        ("invited speaker", "invited-talk"),
        ("invited seminar", "invited-talk"),
        ("co-discussant", "discussant"),
        ("poster presentation", "poster"),
        ("mündlicher Vortrag", "talk"),
        ("eingeladener Vortrag", "invited-talk"),
        ("communication orale", "talk"),
        ("conférence invitée", "invited-talk"),
        ("comunicación oral", "talk"),
        ("ponencia invitada", "invited-talk"),
        ("presentazione orale", "talk"),
        ("relazione su invito", "invited-talk"),
    ],
)
def test_the_words_of_a_cv_name_a_kind(word: str, kind: str) -> None:
    assert TalkKind.parse(word) == kind


def test_a_talk_of_several_authors_is_one_of_the_owner() -> None:
    """Who of the authors gave it is not stated; the queries and the page have it among the talks of the owner."""
    talks = (
        "{title: On owls, authors: [Holm A, Roe M]}, {title: On bats, authors: [Roe M, Holm A]}, {title: On men, authors: [Roe M, Low S]}"
    )
    text = f"person: {{name: Anna Holm}}\ntalks: [{talks.replace('{', '{date: 2019, event: OwlCon, ')}]"
    index = read_files([("cv.yaml", text.encode())], "cv.yaml")
    dataset = vitagraph.dataset(index.cv)
    assert not [triple for triple in dataset.triples() if triple[1] in (SCHEMA.performer, EVENT.agent)]
    assert list(run(catalogue()["talks-per-year"], dataset).texts()) == [["2019", "3", "0", "3"]]
    assert [row[2] for row in run(catalogue()["talk-list"], dataset).texts()] == ["On bats", "On men", "On owls"]
    (talks_of_page,) = [one for one in page_sections(Localizer(index, "en")) if one.name == "talks"]
    assert {str(entry.title) for entry in talks_of_page.entries} == {"On owls", "On bats", "On men"}
