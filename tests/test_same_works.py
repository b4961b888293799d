"""Merging: works, people and events of a source that match those of the CV, may match, or do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import vitagraph
from vitagraph.cli import main
from vitagraph.errors import Place, Problem, grouped
from vitagraph.importers.formats import read
from vitagraph.merging import Merged, merge
from vitagraph.merging.comparison import may_be_one_person
from vitagraph.merging.events import may_be_one_event
from vitagraph.records import CV, Author
from vitagraph.validation import validate

OWNER = "person: {name: Jane Doe, orcid: 0000-0002-1825-0097}\n"


def merged(folder: Path, cv: str, source: str, format: str = "bibtex") -> tuple[Merged, CV]:
    """The additions of a source to a CV, and the CV with them; a second merge adds nothing."""
    path = folder / "cv.yaml"
    path.write_text(OWNER + cv)
    result = merge(str(path), read(source, "source", format).cv, "source")
    for name, (_, new) in result.files.items():
        Path(name).write_bytes(new)
    again = merge(str(path), read(source, "source", format).cv, "source")
    assert again.files == {}
    assert (again.conflicts, again.proposals) == (result.conflicts, result.proposals)
    return result, vitagraph.read(path)


ARTICLE = "@article{q, author={Doe, Jane and Roe, Rick}, title={Gulls at Sea}, journal={Journal of Birds}, year=%s, doi={10.5555/gulls}}"
PREPRINT = "@misc{p, author={Doe, Jane and Roe, Rick}, title={Gulls at sea}, eprint={2301.00001}, archiveprefix={arXiv}, year=2023}"


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_a_paper_stands_beside_its_preprint(year: int, tmp_path: Path) -> None:
    """In either order: two works, linked; the DOI stays with the paper."""
    preprint = "preprints: [{title: Gulls at sea, authors: [Doe J, Roe R], date: 2023, arxiv: '2301.00001'}]\n"
    paper = f"journal_articles: [{{title: Gulls at Sea, authors: [Doe J, Roe R], date: {year}, journal: Journal of Birds}}]\n"
    for number, (cv, source) in enumerate(((preprint, ARTICLE % year), (paper, PREPRINT))):
        folder = tmp_path / str(number)
        folder.mkdir()
        result, after = merged(folder, cv, source)
        assert (result.new_records, result.conflicts, result.proposals) == (1, [], [])
        (one,), (other,) = after.preprints, after.journal_articles
        assert (one.doi, other.doi) == (None, None if number else "10.5555/gulls")
        index = vitagraph.records.Index(after)
        assert index.find("publication", one.version_of or "") is other


_PAPER = "{title: Gulls at Sea, authors: [Doe J], date: 2024, journal: Journal of Birds, doi: 10.5555/gulls, arxiv: '2301.00001'}"
_MANUSCRIPT = "{title: On gulls, authors: [Doe J], date: 2019, arxiv: '2301.00001v2'}"
_OF_BOTH = {
    "paper": "@article{q, author={Doe, Jane}, title={%s}, journal={Journal of Birds}, year=2024, doi={10.5555/gulls}, "
    "eprint={2301.00001}, archiveprefix={arXiv}}",
    "manuscript": "@misc{p, author={Doe, Jane}, title={%s}, eprint={2301.00001}, archiveprefix={arXiv}, year=2019}",
}


@pytest.mark.parametrize("title", ["Gulls at Sea", "On gulls", "Another title"])
@pytest.mark.parametrize("source", _OF_BOTH)
@pytest.mark.parametrize("known", ["paper", "manuscript", "both"])
def test_a_paper_with_the_identifier_of_its_manuscript_is_no_second_one(known: str, source: str, title: str, tmp_path: Path) -> None:
    """Whatever the titles and the years: the identifier of the manuscript leads to the one or the other, and links the two."""
    cv = f"journal_articles: [{_PAPER}]\n" if known != "manuscript" else ""
    cv += f"preprints: [{_MANUSCRIPT}]\n" if known != "paper" else ""
    result, after = merged(tmp_path, cv, _OF_BOTH[source] % title)
    assert result.new_records == (known not in ("both", source))
    assert [one.arxiv for one in after.journal_articles] == ["2301.00001"] * (known != "manuscript" or source == "paper")
    assert [one.doi for one in after.preprints] == [None] * (known != "paper" or source == "manuscript")
    if after.journal_articles and after.preprints and known != "both":
        index = vitagraph.records.Index(after)
        assert index.find("publication", after.preprints[0].version_of or "") is after.journal_articles[0]
    messages = [one.message for one in validate(after).results]
    assert not [one for one in messages if "same" in one and "identifier" in one]


@pytest.mark.parametrize("field", ["ssrn: '1234567'", "hal: hal-01234567", "handle: 10419/1234"])
def test_a_working_paper_and_its_paper_share_an_identifier(field: str, tmp_path: Path) -> None:
    cv = f"works: [{{title: On gulls, kind: working-paper, authors: [Doe J], date: 2019, {field}}}]\n"
    source = f"person: {{name: Jane Doe}}\njournal_articles: [{{title: Gulls, authors: [Doe J], date: 2024, journal: Birds, {field}}}]\n"
    turtle = vitagraph.dataset(vitagraph.read_text(source)).serialize("turtle")
    result, after = merged(tmp_path, cv, turtle, "turtle")
    assert (result.new_records, result.conflicts) == (1, [])
    assert len(after.journal_articles) == len(after.works) == 1


def test_a_preprint_of_long_ago_is_another_work(tmp_path: Path) -> None:
    cv = "preprints: [{title: Gulls at sea, authors: [Doe J], date: 2013}]\n"
    result, after = merged(tmp_path, cv, ARTICLE % 2023)
    assert (result.new_records, after.preprints[0].version_of) == (1, None)


def test_an_arxiv_doi_is_the_arxiv_identifier(tmp_path: Path) -> None:
    cv = "preprints: [{title: Old title, authors: [Doe J], date: 2023, arxiv: '2301.00001'}]\n"
    source = '[{"type": "article", "title": "New title", "DOI": "10.48550/arXiv.2301.00001", "issued": {"date-parts": [[2023]]}}]'
    result, _ = merged(tmp_path, cv, source, "csl-json")
    assert result.new_records == 0


@pytest.mark.parametrize(
    ("stated", "found", "doubt"),
    [
        ("date: 2022", "year=2023", "the year is 2022 here and 2023 in the source"),
        ("date: 2024-01", "year=2023", "the year is 2024 here and 2023 in the source"),
        ("date: 2023, doi: 10.5555/a", "year=2023, doi={10.5555/b}", "the DOI is 10.5555/a here and 10.5555/b in the source"),
    ],
)
def test_a_possible_match_is_proposed(stated: str, found: str, doubt: str, tmp_path: Path) -> None:
    """Neither merged nor added; the report states what to correct."""
    cv = f"conference_papers:\n  - {{title: Gulls at sea, authors: [Doe J, Roe R], {stated}}}\n"
    source = f"@inproceedings{{q, author={{Doe, Jane and Roe, Rick}}, title={{Gulls at Sea}}, pages={{1--9}}, {found}}}"
    result, _ = merged(tmp_path, cv, source)
    assert (result.files, result.conflicts) == ({}, [])
    (proposal,) = result.proposals
    assert doubt in proposal.message
    assert "if they are one work, correct the value that is wrong; if they are two, add it by hand" in proposal.message
    assert proposal.place.line == 3
    (tmp_path / "a.bib").write_text(source)
    done = CliRunner().invoke(main, ["import", str(tmp_path / "a.bib"), "--into", str(tmp_path / "cv.yaml"), "-q"])
    assert (done.exit_code, "the same work?" in done.stderr, "1 work to decide on" in done.stderr) == (0, True, True)


@pytest.mark.parametrize(
    "entry",
    [
        "@inproceedings{q, author={Doe, Jane}, title={Gulls at Sea}, year=2020, booktitle={X}}",  # three years later
        "@article{q, author={Other, Ann}, title={Gulls at Sea}, year=2023, journal={J}}",
        "@article{q, author={Doe, Jane}, title={Gulls at Sea}, year=2023, journal={J}}",  # an extended paper
        "@techreport{q, author={Doe, Jane}, title={Gulls at Sea}, year=2023, institution={X}, number=7}",
    ],
)
def test_other_works_of_the_same_title_are_added(entry: str, tmp_path: Path) -> None:
    cv = "conference_papers: [{title: Gulls at sea, authors: [Doe J], date: 2023, conference: BirdConf}]\n"
    result, _ = merged(tmp_path, cv, entry)
    assert (result.new_records, result.new_facts, result.conflicts, result.proposals) == (1, 0, [], [])


@pytest.mark.parametrize(
    ("journal", "new", "conflicts"),
    [
        ("Conference on Birds", 0, 0),
        ("Proceedings of the 3rd Conference on Birds (CB 2023)", 0, 0),
        ("Journal of Birds", 1, 0),
    ],
)
def test_the_journal_of_a_source_may_be_the_conference(journal: str, new: int, conflicts: int, tmp_path: Path) -> None:
    """Sources that know journals only name the conference as the journal; another journal has another work."""
    cv = "conference_papers: [{title: Gulls at sea, authors: [Doe J], date: 2023, conference: Conference on Birds}]\n"
    source = f"@article{{q, author={{Doe, Jane}}, title={{Gulls at Sea}}, year=2023, journal={{{journal}}}, pages={{1--9}}}}"
    result, after = merged(tmp_path, cv, source)
    assert (result.new_records, len(result.conflicts), result.proposals) == (new, conflicts, [])
    assert after.conference_papers[0].pages == (None if new else "1-9")


WORKSHOP = "workshop_papers: [{title: Gulls, authors: [Doe J], date: 2023, workshop: Meeting of Birds}]\n"
EVENT = "events: [{name: Meeting of Birds, short_names: MB}]\n"
CONFERENCE = "conference_papers: [{title: Gulls, authors: [Doe J], date: 2023, conference: %s, pages: 1-2}]\n"


def united(folder: Path, cv: str, source: str) -> Merged:
    """The additions of one CV to another."""
    (folder / "cv.yaml").write_text(OWNER + cv)
    return merge(str(folder / "cv.yaml"), vitagraph.read_text(source), "source")


def test_a_paper_of_another_class_is_the_same_at_the_same_event(tmp_path: Path) -> None:
    """The source names the event by its short name, in another field than the CV."""
    result = united(tmp_path, WORKSHOP, EVENT + CONFERENCE % "MB")
    assert (result.new_facts, result.proposals) == (1, [])
    assert "pages: 1-2" in next(iter(result.files.values()))[1].decode()


def test_a_paper_of_another_class_at_another_event_is_proposed(tmp_path: Path) -> None:
    result = united(tmp_path, WORKSHOP, CONFERENCE % "Other Meeting")
    (proposal,) = result.proposals
    doubt = "it is a workshop paper at 'Meeting of Birds' here and a conference paper at 'Other Meeting' in the source"
    assert doubt in proposal.message
    assert result.files == {}


@pytest.mark.parametrize(("author", "new"), [("Eule E", 0), ("Rabe E", 1)])
def test_an_author_stated_by_id_has_a_family_name(author: str, new: int, tmp_path: Path) -> None:
    cv = "people: [{id: owl, name: Eva Eule}]\njournal_articles: [{title: Gulls, authors: {id: owl}, date: 2023}]\n"
    assert united(tmp_path, cv, f"journal_articles: [{{title: Gulls, authors: [{author}], date: 2023}}]\n").new_records == new


def test_a_person_of_two_names_is_the_person_of_the_whole_name(tmp_path: Path) -> None:
    source = "people: [{given_name: Ada, family_name: Lovelace, homepage: 'https://a.example/'}]\n"
    result = united(tmp_path, "people: [{name: Ada Lovelace}]\n", source)
    assert (result.new_records, result.new_facts, result.conflicts) == (0, 1, [])


@pytest.mark.parametrize(
    ("fields", "new"), [("url: 'https://a.example/'", 0), ("date: 2023", 0), ("date: 2021", 1), ("date: 2023, institution: Nest", 1)]
)
def test_a_report_of_the_owner_alone_may_be_the_software_of_its_title(fields: str, new: int, tmp_path: Path) -> None:
    """Some sources list all outputs as works of the owner; a fact of a report only, or another year, proves that it is one."""
    cv = "software: [{title: Gulls, authors: [Roe R], date: 2023}]\n"
    result = united(tmp_path, cv, f"person: {{name: Jane Doe}}\nreports: [{{title: Gulls, authors: Jane Doe, {fields}}}]\n")
    assert (result.new_records, result.new_facts, result.proposals) == (new, 0, [])


@pytest.mark.parametrize(("journal", "new"), [("arXiv", 0), ("ArXiv", 0), ("Journal of Birds", 1)])
def test_an_article_in_arxiv_is_the_preprint(journal: str, new: int, tmp_path: Path) -> None:
    cv = "preprints: [{title: Gulls, authors: [Doe J], date: 2023, arxiv: '2301.00001'}]\n"
    source = f"journal_articles: [{{title: Gulls, authors: [Doe J], date: 2023, journal: {journal}, keywords: birds}}]\n"
    result = united(tmp_path, cv, source)
    assert (result.new_records, result.conflicts, result.proposals) == (new, [], [])


POST = "title: Researcher, organization: Nest, id: post"


@pytest.mark.parametrize(
    ("stated", "source", "new"),
    [
        ([f"{POST}, dates: 2014-10 to 2018-12"], "title: researcher, organization: Nest, dates: 2014 to 2018", 0),
        ([f"{POST}, dates: 2014 to 2018"], "title: researcher, organization: Nest, dates: 2014-10 to 2018-12", 0),
        ([f"{POST}, dates: 2014 to 2018"], "title: Researcher, organization: Nest, dates: 2019 to 2020", 1),
        ([f"{POST}, dates: 2014 to 2018"], "title: Researcher, organization: Tree, dates: 2014 to 2018", 1),
        ([f"{POST}, dates: 2014 to 2018"], "title: Lecturer, organization: Nest, dates: 2014 to 2018", 1),
        ([f"{POST}, dates: 2014 to 2018, place: Bonn"], "title: Researcher, organization: Nest, place: Bremen, dates: 2015", 1),
        ([f"{POST}, place: Bonn"], "title: Researcher, organization: Nest, place: Bonn, dates: 2014 to 2018", 0),
        ([f"{POST}, dates: 2014", f"{POST}-2, dates: 2016"], "title: Researcher, organization: Nest, dates: 2016", 0),
        ([POST, f"{POST}-2, dates: 2015 to 2017"], "title: Researcher, organization: Nest, dates: 2016", 1),
    ],
)
def test_a_position_is_that_which_no_date_place_or_name_contradicts(stated: list[str], source: str, new: int, tmp_path: Path) -> None:
    """A field that the CV does not state contradicts nothing; where two positions fit, the imported one is neither of them."""
    cv = f"positions: [{', '.join(f'{{{one}}}' for one in stated)}]\n"
    assert united(tmp_path, cv, f"positions: [{{{source}}}]\n").new_records == new


def test_records_of_a_source_are_compared_with_those_of_the_cv_alone(tmp_path: Path) -> None:
    """Two positions, two works with a doubt, a report and a dataset: the source states both as records of their own."""
    posts = "{title: Researcher, organization: Nest, dates: 2014 to 2018}, {title: Researcher, organization: Nest, dates: 2015}"
    papers = "{title: Gulls, authors: [Doe J], date: 2022, pages: 1-9}, {title: Gulls, authors: [Doe J], date: 2023, pages: 2-9}"
    outputs = "datasets: [{title: Terns, authors: Jane Doe}]\nreports: [{title: Terns, authors: Jane Doe, url: 'https://a.example/'}]\n"
    source = f"person: {{name: Jane Doe}}\npositions: [{posts}]\nconference_papers: [{papers}]\n{outputs}"
    result = united(tmp_path, "skills: [R]\n", source)
    assert (result.new_records, result.new_facts, result.conflicts, result.proposals) == (6, 0, [], [])


CLUBS = "sections: [{title: Clubs, entries: [{id: one, title: Chess, dates: 2010 to 2014, organization: Nest}%s]}]\n"


@pytest.mark.parametrize(
    ("more", "entry", "expected"),
    [
        ("", "title: Chess, number: 7", 1),
        ("", "title: Chess, dates: 2010-03 to 2014, number: 7", 1),
        ("", "title: Chess, dates: 2016, number: 7", 2),
        ("", "title: Chess, organization: Tree, number: 7", 2),
        ("", "dates: 2010 to 2014, description: Loud, number: 7", 2),  # a date alone is no evidence
        (", {id: two, title: Chess, dates: 2016}", "title: Chess, dates: 2016, number: 7", 2),
    ],
)
def test_an_entry_of_an_own_section_is_that_which_nothing_contradicts(more: str, entry: str, expected: int, tmp_path: Path) -> None:
    """The number is added to the entry of the CV, or to a new one."""
    result = united(tmp_path, CLUBS % more, f"sections: [{{title: Clubs, entries: [{{{entry}}}]}}]\n")
    (club,) = vitagraph.read_text(next(iter(result.files.values()))[1].decode()).sections
    assert len(club.entries) == expected
    assert [one.number for one in club.entries].count("7") == 1


def test_the_study_of_a_thesis_is_the_study(tmp_path: Path) -> None:
    """Also where both name the degree and the university differently."""
    cv = (
        "studies:\n- {degree: Doctorate, level: doctorate, organization: Nest University, dates: 2010 to 2014, thesis: {title: On Gulls}}\n"
    )
    thesis = "{title: On Gulls, doi: 10.5555/t}"
    source = f"studies:\n- {{degree: Dr. rer. nat., level: doctorate, organization: NU, dates: 2011 to 2014, thesis: {thesis}}}\n"
    result = united(tmp_path, cv, source)
    assert (result.new_records, result.new_facts) == (0, 1)
    assert b"doi: 10.5555/t" in next(iter(result.files.values()))[1]


@pytest.mark.parametrize("written", ["Nest U / Owl U", "Owl U", "[Owl U, Nest U]"])
def test_a_joint_appointment_is_one_position_in_a_format_with_one_organization(written: str, tmp_path: Path) -> None:
    cv = "positions: [{title: Owl, organization: [Nest U, Owl U], dates: 2010 to 2014}]\n"
    assert united(tmp_path, cv, cv.replace("[Nest U, Owl U]", written)).files == {}


def test_the_address_of_an_identifier_is_no_new_address(tmp_path: Path) -> None:
    cv = "journal_articles: [{title: Gulls, doi: 10.5555/x}]\n"
    assert united(tmp_path, cv, cv.replace("}", ", url: 'https://doi.org/10.5555/x'}")).files == {}
    assert united(tmp_path, cv, cv.replace("}", ", url: 'https://birds.example/x'}")).new_facts == 1


def test_a_reference_that_is_ambiguous_in_the_cv_is_a_conflict(tmp_path: Path) -> None:
    """The report states the place in the CV, the value of the source and why it was not added; other facts are added."""
    cv = "places: [{id: a, name: Bremen, country: Germany}, {id: b, name: Bremen, country: USA}]\ntalks: [{title: Gulls, date: 2023}]\n"
    result = united(tmp_path, cv, "talks: [{title: Gulls, date: 2023, place: Bremen, note: Loud}]\n")
    message = "cv.yaml:3:9: place cannot be 'Bremen' as in the source: 'Bremen' is the name of several; write one of the ids a, b"
    assert [str(one).rpartition("/")[2] for one in result.conflicts] == [message]
    assert result.new_facts == 1


@pytest.mark.parametrize(
    ("cv", "source", "written"),
    [
        ("organizations: [{id: nest, name: Nest}]", "organizations: [{id: n, name: Nest}]\nskills: [Owls]\n%s n", "nest"),
        ("organizations: [{id: nest, name: Nest}]", "%s Nest", "Nest"),
        (
            "positions: [{title: Owl, organization: Nest}]",
            "organizations: [{id: n, name: nest, homepage: 'https://n.example/'}]\n%s n",
            "Nest",
        ),
        ("positions: [{title: Owl, organization: Nest}]", "%s NEST", "Nest"),
        ("skills: [Owls]", "organizations: [{id: n, name: Nest}]\n%s n", "n"),
        ("skills: [Owls]", "organizations: [{id: a, name: Nest}, {id: b, name: Nest, homepage: 'https://n.example/'}]\n%s b", "a"),
    ],
)
def test_a_reference_of_a_new_record_leads_to_the_same_organization(cv: str, source: str, written: str, tmp_path: Path) -> None:
    """By the id or the name of the organization in the CV, whatever the source calls it."""
    result = united(tmp_path, f"{cv}\n", source % "positions: [{title: Gull, organization:" + "}]\n")
    after = vitagraph.read_text(next(iter(result.files.values()))[1].decode())
    assert (after.positions[-1].organization, result.conflicts) == ([written], [])
    assert [str(one.homepage) for one in after.organizations if one.homepage] == ["https://n.example/"] * source.count("homepage")


@pytest.mark.parametrize(
    ("author", "written"),
    [
        ("{id: e}", Author("", "owl")),
        ("{name: E. Eule, id: e}", Author("E. Eule", "owl")),
        ("{organization: n}", Author("", "", "nest")),
        ("{name: The Nest, organization: n}", Author("The Nest", "", "nest")),
        ("Rabe R", Author("Rabe R")),
        ("{name: The Doe, id: me}", Author("The Doe", "me")),
    ],
)
def test_an_author_of_a_new_work_is_the_person_or_organization_of_the_cv(author: str, written: Author, tmp_path: Path) -> None:
    cv = "people: [{id: owl, name: Eva Eule}]\norganizations: [{id: nest, name: Nest}]\n"
    source = cv.replace("owl", "e").replace("nest", "n") + f"person: {{name: Jane Doe}}\nbooks: [{{title: Owls, authors: [{author}]}}]\n"
    result = united(tmp_path, cv, source)
    (book,) = vitagraph.read_text(next(iter(result.files.values()))[1].decode()).books
    assert (book.authors, result.new_records, result.conflicts) == ([written], 1, [])


@pytest.mark.parametrize(
    ("section", "stated", "source", "field"),
    [
        ("people", "name: Eva Eule", "name: Frida Rabe", "name"),
        ("books", "title: Owls", "title: Gulls", "title"),
        ("talks", "title: Owls, date: 2020", "title: Gulls, date: 2020", "title"),
        ("awards", "name: Owls, year: 2020", "name: Owls, year: 2021", "year"),
    ],
)
def test_a_stated_id_identifies_a_record(section: str, stated: str, source: str, field: str, tmp_path: Path) -> None:
    """Whatever the record states; without it, both are records of their own."""
    result = united(tmp_path, f"{section}: [{{id: owl, {stated}}}]\n", f"{section}: [{{id: owl, {source}}}]\n")
    assert ([one.message.partition(" ")[0] for one in result.conflicts], result.files) == ([field], {})
    assert united(tmp_path, f"{section}: [{{id: owl, {stated}}}]\n", f"{section}: [{{{source}}}]\n").new_records == 1


@pytest.mark.parametrize(
    ("cv", "source", "message"),
    [
        (
            "books: [{title: Gulls, doi: 10.5555/x}]",
            "journal_articles: [{title: Gulls, doi: 10.5555/x, issue: 3}]",
            "publication stands under `books:`, where nothing has `issue`; the source has '3'",
        ),
        (
            "people: [{name: Eva Eule}]",
            "people: [{name: Eva Eule, homepage: 'https://eva.example/', visibility: {homepage: contact}}]",
            "homepage is restricted in the source, and would be less restricted here; write it and its visibility by hand",
        ),
    ],
)
def test_a_fact_that_the_record_cannot_have_is_a_conflict(cv: str, source: str, message: str, tmp_path: Path) -> None:
    result = united(tmp_path, f"{cv}\n", f"{source}\n")
    assert ([str(one) for one in result.conflicts], result.files) == ([f"{tmp_path}/cv.yaml:2:{cv.index('[') + 2}: {message}"], {})


@pytest.mark.parametrize(
    ("cv", "source"),
    [
        ("positions: [{title: Owl, organization: Nest}]", "organizations: [Nest]"),
        ("books: [{title: Owls, authors: [Eva Eule]}]", "people: [{id: eule-e, name: Eva Eule}]"),
    ],
)
def test_a_new_record_that_states_nothing_new_is_not_written(cv: str, source: str, tmp_path: Path) -> None:
    result = united(tmp_path, f"{cv}\n", f"{source}\n")
    assert (result.files, result.new_records, result.conflicts) == ({}, 0, [])


@pytest.mark.parametrize(
    ("cv", "source"),
    [
        ("id: new, former_ids: old, name: Nest of Owls", "id: old, name: Nest"),
        ("id: old, name: Nest", "id: new, former_ids: [older, old], name: Nest of Owls"),
    ],
)
def test_a_record_has_its_former_ids_too(cv: str, source: str, tmp_path: Path) -> None:
    """In an older or a newer copy of the CV; references lead to the record."""
    identifier = source.partition(",")[0]
    positions = f"positions: [{{title: Owl, organization: {identifier.removeprefix('id: ')}}}]\n"
    result = united(tmp_path, f"organizations: [{{{cv}}}]\n", f"organizations: [{{{source}}}]\n{positions}")
    after = vitagraph.read_text(next(iter(result.files.values()))[1].decode())
    assert [one.message.partition(" ")[0] for one in result.conflicts] == ["name"]
    assert vitagraph.records.Index(after).find("org", after.positions[0].organization[0]) is after.organizations[0]
    assert len(after.organizations) == 1


@pytest.mark.parametrize(
    ("section", "stated", "new", "names"),
    [
        ("books", "{id: gulls, title: Owls}", "Gulls", ["Owls", "Gulls"]),
        ("people", "{id: eule-e, name: Emil Eule}", "{name: Eva Eule, homepage: 'https://eva.example/'}", ["Emil Eule", "Eva Eule"]),
    ],
)
def test_a_new_record_whose_derived_id_is_taken_keeps_its_name(
    section: str, stated: str, new: str, names: list[str], tmp_path: Path
) -> None:
    """The record with this id is another one; the new one gets an id of its own."""
    result = united(tmp_path, f"{section}: [{stated}]\n", f"{section}: [{new}]\n")
    after = vitagraph.read_text(next(iter(result.files.values()))[1].decode())
    assert [next(one.names()) for one in getattr(after, section)] == names
    assert (result.new_records, result.conflicts) == (1, [])


@pytest.mark.parametrize(
    ("dates", "conflicts"), [("2014-05-10", 0), ("2014-06-01", 1), ("2009 to 2014-05-10", 1), ("2013", 0), ("2009", 1)]
)
def test_the_day_of_a_degree_is_no_other_time_of_the_study(dates: str, conflicts: int, tmp_path: Path) -> None:
    study = "studies: [{id: phd, degree: Dr., level: doctorate, organization: Nest, dates: 2010-10 to 2014-03, awarded: 2014-05-10}]\n"
    source = f"studies: [{{id: phd, degree: Dr., level: doctorate, organization: Nest, dates: {dates}}}]\n"
    result = united(tmp_path, study, source)
    assert (result.files, len(result.conflicts), result.new_records) == ({}, conflicts, 0)


def test_text_in_another_language_keeps_it(tmp_path: Path) -> None:
    source = "document: {language: de}\njournal_articles: [{title: Gulls, doi: 10.5555/x, abstract: Eulen}]\n"
    result = united(tmp_path, "journal_articles: [{title: Gulls, doi: 10.5555/x}]\n", source)
    assert "abstract: {de: Eulen}" in next(iter(result.files.values()))[1].decode()


def test_a_title_as_dataset_software_and_paper_stays_three(tmp_path: Path) -> None:
    source = """[
      {"type": "dataset", "title": "Gulls", "author": [{"family": "Doe", "given": "Jane"}], "issued": {"date-parts": [[2023]]}},
      {"type": "software", "title": "Gulls", "author": [{"family": "Doe", "given": "Jane"}], "issued": {"date-parts": [[2023]]}},
      {"type": "article-journal", "title": "Gulls", "author": [{"family": "Doe", "given": "Jane"}], "issued": {"date-parts": [[2023]]}}]"""
    result, after = merged(tmp_path, "skills: [R]\n", source, "csl-json")
    assert (len(after.datasets), len(after.software), len(after.journal_articles), result.conflicts) == (1, 1, 1, [])


def summary(title: str, year: int, type: str = "journal-article", journal: str = "Journal of Quiet Birds") -> str:
    """A work in an ORCID record without authors."""
    return (
        f'{{"external-ids": {{"external-id": []}}, "work-summary": [{{"put-code": 1, "title": {{"title": {{"value": "{title}"}}}}, '
        f'"type": "{type}", "publication-date": {{"year": {{"value": "{year}"}}}}, "journal-title": {{"value": "{journal}"}}}}]}}'
    )


def orcid(*works: str) -> str:
    """An ORCID record of the owner with some works."""
    name = '"person": {"name": {"given-names": {"value": "Jane"}, "family-name": {"value": "Doe"}}}'
    return (
        '{"orcid-identifier": {"uri": "https://orcid.org/0000-0002-1825-0097", "path": "0000-0002-1825-0097", "host": "orcid.org"}, '
        + f'{name}, "activities-summary": {{"works": {{"group": [{", ".join(works)}]}}}}}}'
    )


def test_a_placeholder_author_proves_nothing(tmp_path: Path) -> None:
    """A source without authors has the owner in their place: the work matches, and its authors stay."""
    cv = """\
journal_articles:
  - {title: "Owls that listen: a study", authors: [Roe R, Doe J], date: 2020, journal: Journal of Quiet Birds}
  - {title: Without authors, date: 2021, journal: Journal of Quiet Birds}
"""
    source = orcid(summary("Owls that listen: a study", 2020), summary("Without authors", 2021), summary("New", 2022))
    result, after = merged(tmp_path, cv, source, "orcid")
    assert (result.new_records, result.new_facts, result.conflicts, result.proposals) == (1, 0, [], [])
    assert [[one.name for one in article.authors] for article in after.journal_articles] == [["Roe R", "Doe J"], [], ["Jane Doe"]]


@pytest.mark.parametrize("author", ["Jane Doe", "Doe J", "{id: me}", "{name: J. D., id: me}"])
def test_the_owner_may_be_a_placeholder_in_any_form(author: str, tmp_path: Path) -> None:
    cv = "journal_articles: [{title: Gulls, authors: [Roe R, Doe J], date: 2023}]\n"
    result = united(tmp_path, cv, f"person: {{name: Jane Doe}}\njournal_articles: [{{title: Gulls, authors: [{author}], date: 2023}}]\n")
    assert (result.files, result.conflicts, result.proposals) == ({}, [], [])


@pytest.mark.parametrize(("authors", "conflicts"), [("Rick Roe, Jane Doe", 0), ("Doe J, Roe R", 1), ("Roe R", 1)])
def test_another_order_of_the_authors_is_a_conflict(authors: str, conflicts: int, tmp_path: Path) -> None:
    cv = "books: [{title: Gulls, authors: [%s], doi: 10.5555/x}]\n"
    result = united(tmp_path, cv % "Roe R, Doe J", cv % authors)
    assert (result.files, len(result.conflicts)) == ({}, conflicts)


def test_the_owner_may_stand_in_place_of_all_editors(tmp_path: Path) -> None:
    cv = "edited_books: [{title: Gulls, editors: [Roe R, Doe J], date: 2023}]\n"
    result = united(tmp_path, cv, "person: {name: Jane Doe}\nedited_books: [{title: Gulls, editors: [Jane Doe], date: 2023}]\n")
    assert (result.files, result.conflicts, result.proposals) == ({}, [], [])


def test_a_placeholder_does_not_make_the_owner_an_author(tmp_path: Path) -> None:
    """A work of the CV without the owner among its authors does not match."""
    cv = "journal_articles:\n  - {title: Owls, authors: [Roe R], date: 2020, journal: Journal of Quiet Birds}\n"
    result, after = merged(tmp_path, cv, orcid(summary("Owls", 2020)), "orcid")
    assert (result.new_records, [one.name for one in after.journal_articles[0].authors]) == (1, ["Roe R"])


def test_the_owner_is_an_author_by_id_alone(tmp_path: Path) -> None:
    """Only an id states the author, and the owner has no whole name."""
    text = "document: {iri: 'https://cv.example/ada'}\nperson: {family_name: Doe}\nbooks: [{title: Gulls, authors: {id: me}, date: 1999}]\n"
    (tmp_path / "cv.yaml").write_text(text)
    result = merge(str(tmp_path / "cv.yaml"), vitagraph.read_text(text), "source")
    assert (result.files, result.conflicts, result.proposals) == ({}, [], [])


@pytest.mark.parametrize(("orcid", "new"), [("0000-0002-1825-0097", 0), ("", 1)])
def test_the_owner_is_one_author_under_two_names(orcid: str, new: int, tmp_path: Path) -> None:
    """The CV and the source have the same owner; a co-author of the second name is another person."""
    cv = "journal_articles: [{title: Gulls, authors: [Jane Doe, Rick Roe], date: 2023}]\n"
    owner = f"person: {{name: Jane Smith, orcid: {orcid}}}\n" if orcid else ""
    result = united(tmp_path, cv, owner + cv.replace("Jane Doe", "Jane Smith"))
    assert (result.new_records, result.proposals) == (new, [])


SAME_EVENTS = [
    ("International Conference on Image Processing", "International Conference on Image Processing (ICIP)"),
    ("ICIP 2016", "Proceedings of the 23rd IEEE Conference (ICIP 2016)"),
    ("Days of Silence 2022", "Proceedings of the Days of Silence"),
    ("25th Conference on Owls", "Conference on Owls (CO'20)"),
    ("NIPS'17", "NIPS 2017"),
]
OTHER_EVENTS = [("ICIP 2016", "ICIP 2022"), ("Conference on Owls", "Workshop on Owls"), ("2022", "2022"), ("A (X)", "B (Y)")]


@pytest.mark.parametrize(("one", "other"), SAME_EVENTS)
def test_names_of_one_event(one: str, other: str) -> None:
    assert may_be_one_event([one], [other])
    assert may_be_one_event([other], [one])


@pytest.mark.parametrize(("one", "other"), OTHER_EVENTS)
def test_names_of_two_events(one: str, other: str) -> None:
    assert not may_be_one_event([one], [other])


def test_an_event_with_its_acronym_is_the_event(tmp_path: Path) -> None:
    """No second event, and no conflict; the papers determine which of two it is."""
    cv = """\
events:
  - {id: icip-2016, name: International Conference on Image Processing, dates: 2016-09}
  - {id: icip-2022, name: International Conference on Image Processing, short_names: ICIP, dates: 2022-10}
conference_papers:
  - {title: Gulls, authors: Doe J, date: 2022, conference: icip-2022}
workshop_papers:
  - {title: Terns, authors: Doe J, date: 2022, workshop: Workshop on Terns}
"""
    source = """
@inproceedings{a, author={Doe, Jane}, title={Gulls}, year=2022,
  booktitle={Proceedings of the International Conference on Image Processing (ICIP)}, publisher={IEEE}}
@inproceedings{b, author={Doe, Jane}, title={Terns}, year=2022, booktitle={Workshop on Terns (WT)}}
"""
    result, after = merged(tmp_path, cv, source)
    assert (result.new_records, result.conflicts) == (0, [])
    assert [one.id for one in after.events] == ["icip-2016", "icip-2022"]
    assert after.events[1].proceedings


@pytest.mark.parametrize("dash", "\u2010\u2011\u2012\u2013\u2212\u00ad")
def test_dashes_of_a_name_are_one(dash: str) -> None:
    """In comparisons; the written text stays."""
    assert may_be_one_person("Schmidt-Müller K", f"Karl Schmidt{dash}Mu\u0308ller")
    assert may_be_one_person("O'Neil S", "Sam O\u2019Neil")


def test_repeated_reports_are_one_line_with_a_count() -> None:
    problems = [Problem(Place("a.yaml", line, 3), "x") for line in range(1, 10)] + [Problem(Place("b.yaml", 1, 1), "y")]
    assert grouped(problems) == ["a.yaml:1:3: x (9 times, also in line 2, 3, 4, 5, 6, ...)", "b.yaml:1:1: y"]
    assert grouped([Problem(Place("a"), "x")] * 3) == ["a: x (3 times)"]
