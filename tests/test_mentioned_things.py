"""Organizations, events and journals that a CV mentions without describing them: one name is one of them, and doubts are reported."""

from __future__ import annotations

import pytest

import vitagraph
from vitagraph.errors import DataError
from vitagraph.mapping import notes_of
from vitagraph.rdf.vocabulary import BIBO, RDF, SCHEMA
from vitagraph.records import Index
from vitagraph.yaml import read_files


def index_of(text: str) -> Index:
    return read_files([("cv.yaml", text.encode())], "cv.yaml")


def notes(text: str) -> list[str]:
    return [note.message for note in notes_of(index_of(text))]


def ids(index: Index, segment: str) -> list[str]:
    return sorted(node.rpartition("/")[2].removesuffix(">") for node in index.records if f"#{segment}/" in node)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Presses de l’université", "Presses de l'université"),
        ("Verlag „Eule“", 'Verlag "Eule"'),
        ("Owl–Lark Institute", "Owl-Lark Institute"),
        ("Owl‑Lark Institute", "Owl—Lark Institute"),
    ],
)
def test_apostrophes_quotes_and_dashes_do_not_make_two_organizations(one, other):
    mentions = [f"  - {{title: A, funder: '{name.replace(chr(39), chr(39) * 2)}', dates: 2020}}\n" for name in (one, other)]
    for order in (mentions, mentions[::-1]):
        index = index_of(f"grants:\n{''.join(order)}".replace("title: A", "title: B", 1))
        assert len(ids(index, "org")) == 1
        assert not list(notes_of(index))


def test_two_described_organizations_are_not_one_because_of_a_sign():
    text = "organizations: [{id: a, name: Owl–Lark}, {id: b, name: Owl-Lark}]\ngrants: [{title: G, funder: Owl‑Lark}]"
    assert len(ids(index_of(text), "org")) == 3


@pytest.mark.parametrize(("one", "other"), [("The Owl Times", "Owl Times"), ("Owls & Larks", "Owls and Larks")])
def test_an_article_or_an_ampersand_is_reported_and_merges_nothing(one, other):
    text = f"media: [{{title: A, outlet: '{one}', date: 2020}}, {{title: B, outlet: '{other}', date: 2021}}]"
    assert len(ids(index_of(text), "org")) == 2
    (note,) = notes(text)
    assert one in note
    assert other in note
    assert "`short_names:`" in note
    advice = f"{text}\norganizations: [{{name: '{one}', short_names: ['{other}']}}]"
    assert len(ids(index_of(advice), "org")) == 1
    assert not notes(advice)


#: two mentions of an event by one name -> what the note about them contains, "" for no note
MENTIONS = [
    ("talks: [{title: A, date: 2024, event: E}, {title: B, date: 2025-03, event: E}]", "the years 2024 and 2025"),
    ("talks: [{title: A, event: E, place: Jena}, {title: B, event: E, place: Kyiv}]", "the places Jena and Kyiv"),
    ("talks: [{title: A, event: E, organizers: [{organization: N}]}, {title: B, event: E, organizers: [{organization: S}]}]", "N and S"),
    ("conference_papers: [{title: A, conference: E, date: 2019}, {title: B, conference: E, date: 2020}]", "the years 2019 and 2020"),
    ("awards: [{name: A, event: E, year: 2019}, {name: B, event: E, year: 2021}]", "the years 2019 and 2021"),
    ("talks: [{title: A, date: 2024, event: E}]\nconference_papers: [{title: B, conference: E, date: 2025}]", ""),
    ("talks: [{title: A, date: 2024, event: E 2024}, {title: B, date: 2025, event: E 2024}]", ""),
    ("talks: [{title: A, date: 2024, event: E}, {title: B, event: E}]", ""),
    ("talks: [{title: A, date: 2024, event: E}, {title: B, date: 2025, event: E}]\nevents: [{name: E}]", ""),
    ("talks: [{title: A, date: 2024, event: E}, {title: B, date: 2025, event: F}]", ""),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS)
def test_one_name_of_several_events_is_reported(text, expected):
    found = notes(text)
    assert len(found) == bool(expected)
    assert all(expected in note and "`events:`" in note for note in found)


@pytest.mark.parametrize(
    ("record", "reported"),
    [
        ("talks: [{title: A, date: 2025, event: Owl Days}]", True),
        ("talks: [{title: A, date: 2025, event: owl-days}]", False),  # an id is no guess
        ("talks: [{title: A, date: 2024-05, event: Owl Days}]", False),
        ("talks: [{title: A, event: Owl Days}]", False),
        ("conference_papers: [{title: A, date: 2025, conference: Owl Days}]", False),  # appears in the next year
        ("conference_papers: [{title: A, date: 2022, conference: Owl Days}]", True),
    ],
)
def test_a_name_of_an_event_of_another_year_is_reported(record, reported):
    found = notes(f"{record}\nevents: [{{name: Owl Days, dates: 2024-05-01/03}}]")
    assert [("'owl-days' of 2024" in note) for note in found] == [True] * reported


def test_an_event_with_the_name_of_an_organization_is_reported():
    organization = "organizations: [{name: University of Owls}]\n"
    (note,) = notes(f"{organization}talks: [{{title: A, date: 2024, event: University of Owls}}]")
    assert "`organizers:`" in note
    assert not notes(f"{organization}talks: [{{title: A, date: 2024, organizers: [{{organization: University of Owls}}]}}]")
    assert not notes(f"{organization}talks: [{{title: A, date: 2024, event: Owls}}]")


def test_a_note_about_restricted_mentions_is_restricted():
    text = "talks: [{title: A, date: 2024, event: E}, {title: B, date: 2025, event: E, visibility: private}]"
    assert [note.restricted for note in notes_of(index_of(text))] == [True]
    public = "talks: [{title: A, date: 2024, event: E}, {title: B, date: 2025, event: E}, {title: C, visibility: private, event: F}]"
    assert [note.restricted for note in notes_of(index_of(public))] == [False]


@pytest.mark.parametrize(
    ("person", "reported"),
    [
        ("name: Inés Alborada Quintal", True),
        ("name: Inés Alborada Quintal, family_name: Alborada Quintal", False),
        ("name: Inés Quintal", False),
        ("name: Inés de la Quintana", False),
        ("name: Inés Alborada Quintal, lang: en", True),
    ],
)
def test_two_family_names_are_reported(person, reported):
    found = notes(f"document: {{language: es}}\nperson: {{{person}}}")
    assert [note.endswith("or `family_name: Alborada Quintal`") for note in found] == [True] * reported


def test_a_family_name_alone_may_be_a_person_of_the_cv():
    """Only where one person has it; the proposed alias makes them one."""
    text = "journal_articles: [{title: X, authors: [Ada Beispiel, Karl Langwart%s]}]\nteaching: [{title: T, teachers: [Hurwitt, Langwart]}]"
    alias = "aliases: {Langwart: langwart-k}"
    assert notes(text % "") == [f"'Langwart' may be 'Karl Langwart'; if so, write `{alias}`"]
    assert notes(text % ", Bo Langwart") == []
    joined = index_of(f"{text % ''}\n{alias}")
    assert "langwart" not in ids(joined, "person")
    assert not list(notes_of(joined))


_NAMED = """
studies: [{degree: JD, organization: School, awarded: 2011}, {degree: BA, organization: College, awarded: 2005}]
positions: [{title: Owl, organization: Nest}, {title: Owl, organization: Tree}]
service: [{role: treasurer, organization: Nest}]
awards: [{name: Wing, year: 2011, related: [{relation: related-to, %s}]}]
"""


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        ("study: JD", ""),
        ("study: ba-college", ""),
        ("service: treasurer", ""),
        ("study: LLM", "there is no study 'LLM'; write one of the ids jd-school, ba-college, or describe it under `studies:`"),
        ("position: Owl", "'Owl' is the name of several; write one of the ids owl-nest, owl-tree"),
    ],
)
def test_a_record_is_named_by_its_title_or_degree(other, outcome):
    """Where one has it; else the message states the ids."""
    if not outcome:
        assert index_of(_NAMED % other)
        return
    with pytest.raises(DataError) as error:
        index_of(_NAMED % other)
    assert outcome in str(error.value)


def test_a_work_without_a_title_is_named_by_its_kind():
    works = "".join(f"- {{kind: book-review, authors: [Bo Roe], date: 2004, journal: {name}}}\n" for name in ("Owls", "Larks"))
    (note,) = (one for one in notes(f"works:\n{works}") if "as those of" in one)
    assert "as those of 'book-review' do" in note


def test_a_journal_has_the_type_that_one_of_its_works_states() -> None:
    """The first mention may state none; what is only called a mailing list, or states no type anywhere, is no periodical."""
    text = """
person: {name: Anna Holm}
media: [{title: On Anna, journal: Past and Present}]
works:
  - {kind: op-ed, title: Vote, journal: Past and Present, volume: 3}
  - {kind: op-ed, title: Sing, journal: Owl Letters}
  - {kind: book-review, title: Hoot, journal: Owls mailing list, volume: 3}
"""
    graph = set(vitagraph.dataset(read_files([("cv.yaml", text.encode())], "cv.yaml").cv).triples())
    journals = ("past-and-present", "owl-letters", "owls-mailing-list")
    found = {one: {term for node, name, term in graph if node.endswith(f"#journal/{one}>") and name == RDF.type} for one in journals}
    assert BIBO.Periodical in found["past-and-present"]
    assert found["owl-letters"] == found["owls-mailing-list"] == {SCHEMA.CreativeWork, BIBO.Collection}


def test_a_report_on_a_conference_was_not_presented_there() -> None:
    text = "person: {name: Anna Holm}\nworks: [{kind: conference-report, title: Four Days, event: Owl Days}]"
    graph = vitagraph.dataset(read_files([("cv.yaml", text.encode())], "cv.yaml").cv).triples()
    assert {one[1] for one in graph if one[2].endswith("#event/owl-days>")} == {SCHEMA.about}
