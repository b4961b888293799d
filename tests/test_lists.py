"""The lists of the page: publications by year, the owner's selection, what is folded, joint works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import vitagraph
from vitagraph.records import Index
from vitagraph.site import Options, build
from vitagraph.site.entries import sections
from vitagraph.site.entries.entry import Section
from vitagraph.site.joint_works import joint
from vitagraph.site.localization import Localizer

_HEAD = "document: {iri: https://ada.example/cv, as_of: 2024-05-01%s}\nperson: Ada Beispiel\n"


def index_of(tmp_path: Path, records: str, document: str = "") -> Index:
    """The index of a CV with these records."""
    file = tmp_path / "cv.yaml"
    file.write_text(_HEAD % document + records, encoding="utf-8")
    return Index(vitagraph.read(file))


def parts_of(section: Section) -> dict[str, list[str]]:
    """The titles of the entries of each part, with a sign before what is folded."""
    return {f"{'+' * part.folded}{part.title}": [entry.title.text for entry in part.entries] for part in section.parts}


_WORKS = """
journal_articles:
- {title: A, date: 2020, journal: J, selected: true}
- {title: B, date: 2021-05, journal: J}
- {title: C, date: 2020, journal: J}
- {title: D, status: in-press, journal: J}
- {title: E, journal: J}
- {title: F, date: 199X, journal: J}
conference_papers: [{title: G, date: 2020-02, conference: K}]
software: [{title: S, date: 2022}]
edited_books: [{title: V, date: 2021, editors: [Ada Beispiel]}]
"""


def test_publications_stand_under_their_years(tmp_path: Path) -> None:
    """Each once: the selection first, then what is not published yet, the years, what has none, and software by its kind."""
    (section,) = sections(Localizer(index_of(tmp_path, _WORKS), "en"))
    assert parts_of(section) == {
        "Selected": ["A"],
        "In progress": ["D"],
        "2021": ["V", "B"],
        "2020": ["C", "G"],
        "1990s": ["F"],
        "Undated": ["E"],
        "Software": ["S"],
    }
    assert section.size == 9


@pytest.mark.parametrize(
    ("document", "works", "by"),
    [
        ("", "essay", "year"),
        ("", "concert", "kind"),
        (", group_publications_by: year", "concert", "year"),
        (", group_publications_by: kind", "essay", "kind"),
    ],
)
def test_the_document_states_how_publications_are_grouped(tmp_path: Path, document: str, works: str, by: str) -> None:
    """By year where all works are publications, if it states nothing."""
    records = f"books: [{{title: B, date: 2020}}]\nworks: [{{title: A, kind: {works}, date: 2021}}]\n"
    (section,) = sections(Localizer(index_of(tmp_path, records, document), "en"))
    assert [part.by for part in section.parts] == [by, by]


def test_older_entries_of_long_lists_are_folded_by_year(tmp_path: Path) -> None:
    """Not those of short lists; a long list without years shows its first entries; all are on the page, and open on paper."""
    dated = [f"{{title: T{number}, date: {2020 - number // 4}}}" for number in range(16)]
    undated = [f"{{title: L{number}}}" for number in range(20)]
    records = f"talks: [{', '.join(dated)}]\nlectures: [{', '.join(undated)}]\nservice: [{', '.join(['{role: reviewer}'] * 12)}]\n"
    index = index_of(tmp_path, records)
    talks, lectures, service = sections(Localizer(index, "en"))
    assert [entry.title.text for entry in talks.entries] == [f"T{number}" for number in range(8)]
    assert parts_of(talks) == {"+2018": ["T8", "T9", "T10", "T11"], "+2017": ["T12", "T13", "T14", "T15"]}
    assert len(lectures.entries) == 8
    assert parts_of(lectures) == {"+Undated": [f"L{number}" for number in range(8, 20)]}
    assert (len(service.entries), service.parts) == (12, [])
    page = build(index, Options())["index.html"].decode()
    assert 'id="filter"' not in page
    assert re.search('<details class="year" id="talks-2018"><summary>2018 <span class="count">4</span></summary>', page)
    assert page.count('<li class="entry"') == 48


def test_many_publications_are_folded_by_year_and_have_no_bibtex_inside(tmp_path: Path) -> None:
    """The list has bounds: about 60 works are shown, and BibTeX of more than 200 stands on their own pages."""
    works = "".join(f"- {{title: T{number}, date: {2020 - number // 30}, journal: J}}\n" for number in range(201))
    index = index_of(tmp_path, f"journal_articles:\n{works}")
    (section,) = sections(Localizer(index, "en"))
    assert [part.folded for part in section.parts] == [False, False, *[True] * 5]
    page = build(index, Options())["index.html"].decode()
    assert "<summary>BibTeX" not in page
    assert 'id="filter"' in page
    assert page.count(">Cite</a>") == sum(part.size for part in section.parts if not part.folded)


def test_an_entry_unfolds_its_abstract_its_bibtex_and_its_other_facts(tmp_path: Path) -> None:
    """The line has the short name of the venue; the full name is one of the other facts."""
    records = """
conference_papers: [{title: A, date: 2020, conference: k, abstract: Owls sing., authors: [Ada Beispiel], pages: 1-2}]
events: [{id: k, name: Owl Days, short_names: [OD], proceedings: {title: Proceedings of Owl Days, publisher: Nest}}]
"""
    page = build(index_of(tmp_path, records), Options())["index.html"].decode()
    assert 'id="filter"' not in page
    entry = page[page.index('<li class="entry"') :].partition("</ol>")[0]
    assert '<p class="where"><span class="container">OD</span>&nbsp;· ' in entry
    assert re.findall("<summary>(.*?)</summary>", entry) == ["Abstract", "BibTeX", "More"]
    assert "<p>Owls sing.</p>" in entry
    assert "@inproceedings{" in entry
    assert "Proceedings of Owl Days" in entry.partition("<summary>More")[2]


def test_more_has_more_than_the_name_of_the_proceedings(tmp_path: Path) -> None:
    """A button unfolds what the line lacks; the whole name of that whose short name it has stands on paper."""
    records = """
conference_papers: [{title: A, conference: k, pages: 1-2}]
events: [{id: k, name: Owl Days, short_names: [OD], proceedings: Proceedings of Owl Days}]
"""
    page = build(index_of(tmp_path, records), Options())["index.html"].decode()
    assert ">More<" not in page
    assert '<li class="on-paper"><p class="rest"><span class="container">In: Proceedings of Owl Days</span></p></li>' in page


def test_what_all_entries_state_stands_once(tmp_path: Path) -> None:
    """Below the heading, of three entries or more; what one of them lacks stays with the others."""
    work = "{{title: {0}, organization: Nest {0}, dates: 200{0}, kind: employment{1}}}"
    for rows, common, left in (
        ([(1, ""), (2, "")], 0, 2),
        ([(1, ""), (2, ""), (3, "")], 1, 0),
        ([(1, ""), (2, ", kind: visit"), (3, "")], 0, 2),
    ):
        posts = ", ".join(work.format(*row).replace("kind: employment, ", "") for row in rows)
        page = build(index_of(tmp_path, f"positions: [{posts}]\n"), Options())["index.html"].decode()
        assert page.count('<p class="common">employment</p>') == common
        assert page.count('class="mark">employment<') == left


def test_names_lead_to_joint_works(tmp_path: Path) -> None:
    """Of people with two or more works of the owner; the page lists them, the newest first, and states how many there are."""
    records = """
journal_articles:
- {title: A, date: 2020, authors: [Ada Beispiel, Bo Roe, Cy Doe]}
- {title: B, date: 2021, authors: [Bo Roe, Ada Beispiel]}
- {title: C, date: 2022, authors: [Cy Doe]}
"""
    index = index_of(tmp_path, records)
    assert {anchor: len(works) for anchor, works in joint(index).works.items()} == {"person/roe-b": 2}
    files = build(index, Options())
    page, listed = files["index.html"].decode(), files["joint-works.html"].decode()
    assert page.count('<a href="joint-works.html#person/roe-b">Bo Roe</a>') == 2
    assert "#person/doe-cy" not in page
    assert "1 of 1" in listed
    assert re.findall(r'<p class="when">(\d+)</p><p class="what"><a href="([^"]+)"', listed) == [
        ("2021", "publication/roe-2021-b.html"),
        ("2020", "publication/beispiel-2020-a.html"),
    ]
    assert 'href="../joint-works.html#person/roe-b"' in files["publication/roe-2021-b.html"].decode()
    assert "joint-works.html" not in build(index_of(tmp_path, "books: [A]"), Options())


def test_a_work_has_the_links_of_its_talks_and_its_data(tmp_path: Path) -> None:
    """Slides, posters and recordings of the talks about it, its datasets; the year of an award only where it is another one."""
    records = """
journal_articles:
- {id: a, title: A, date: 2020, doi: 10.5555/a, url: "https://nest.hal.science/hal-1", related: [{relation: based-on, dataset: d}],
   data: https://nest.example/d.csv, poster: https://nest.example/p, video: https://nest.example/film}
datasets: [{id: d, title: D, doi: 10.5555/d}]
talks:
- {title: T, paper: a, slides: https://nest.example/s, video: https://nest.example/v}
- {title: P, paper: a, kind: poster, pdf: https://nest.example/p}
awards: [{name: Egg, year: 2020, works: [a, A]}, {name: Wing, year: 2021, works: [a]}]
"""
    (section, *_) = (one for one in sections(Localizer(index_of(tmp_path, records), "en")) if one.name == "publications")
    entry = section.parts[0].entries[0]
    assert [(link.label, link.url) for link in entry.links] == [
        ("DOI", "https://doi.org/10.5555/a"),
        ("HAL", "https://nest.hal.science/hal-1"),
        ("Data", "https://nest.example/d.csv"),
        ("Data", "https://doi.org/10.5555/d"),
        ("Poster", "https://nest.example/p"),  # also of a talk
        ("Video", "https://nest.example/film"),
        ("Slides", "https://nest.example/s"),
        ("Video", "https://nest.example/v"),
    ]
    assert [mark.text for mark in entry.marks] == ["Egg", "Wing 2021"]
