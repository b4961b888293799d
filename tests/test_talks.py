"""Talks: the words of CVs for their kinds, and the talks of several authors among those of the owner."""

from __future__ import annotations

import pytest

import vitagraph
from vitagraph.queries import catalogue, run
from vitagraph.rdf.vocabulary import BIBO, EVENT, SCHEMA
from vitagraph.records.kinds import TalkKind
from vitagraph.site.entries import sections as page_sections
from vitagraph.site.localization import Localizer
from vitagraph.yaml import read_files


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("oral presentation", "oral-presentation"),
        ("Podium Presentation", "oral-presentation"),
        ("conference presentation", "talk"),
        ("presentation", "talk"),
        ("invited presentation", "invited-talk"),
        ("invited talk", "invited-talk"),
        ("invited speaker", "invited-talk"),
        ("invited seminar", "invited-talk"),
        ("co-discussant", "co-discussant"),
        ("poster presentation", "poster"),
        ("mündlicher Vortrag", "oral-presentation"),
        ("eingeladener Vortrag", "invited-talk"),
        ("communication orale", "oral-presentation"),
        ("conférence invitée", "invited-talk"),
        ("comunicación oral", "oral-presentation"),
        ("ponencia invitada", "invited-talk"),
        ("presentazione orale", "oral-presentation"),
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


def test_a_talk_that_was_not_given_counts_in_no_query() -> None:
    """What is scheduled, cancelled or postponed was not given; what moved online was."""
    stated = ("scheduled", "cancelled", "postponed", "moved-online")
    talks = "".join(f"  - {{title: On {one}, date: 2019, status: {one}}}\n" for one in stated)
    dataset = vitagraph.dataset(read_files([("cv.yaml", f"person: {{name: Anna Holm}}\ntalks:\n{talks}".encode())], "cv.yaml").cv)
    assert list(run(catalogue()["talks-per-year"], dataset).texts()) == [["2019", "1", "0", "1"]]
    assert [row[1] for row in run(catalogue()["talks-by-kind"], dataset).texts()] == ["1"]
    assert [row[2] for row in run(catalogue()["talk-list"], dataset).texts()] == ["On moved-online"]


def test_a_pdf_of_a_poster_is_no_slides() -> None:
    text = "person: {name: Anna Holm}\ntalks: [{title: On owls, kind: poster, date: 2019, pdf: 'https://owl.example/p.pdf'}]"
    index = read_files([("cv.yaml", text.encode())], "cv.yaml")
    assert not [triple for triple in vitagraph.dataset(index.cv).triples() if triple[2] == BIBO.Slideshow]
    (talks_of_page,) = [one for one in page_sections(Localizer(index, "en")) if one.name == "talks"]
    assert [(link.label, link.url) for entry in talks_of_page.entries for link in entry.links] == [("PDF", "https://owl.example/p.pdf")]
