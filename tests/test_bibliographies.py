"""RIS and CSL-JSON: variants of lines and dates, precedence of tags, types of works."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vitagraph.importers import Imported
from vitagraph.importers.formats import read, recognised


def ris(*lines: str) -> Imported:
    """The works of RIS lines."""
    return read("\n".join(lines), "refs.ris", "ris")


def csl(item: Any) -> Imported:
    """The works of CSL-JSON items."""
    return read(json.dumps(item), "refs.json", "csl-json")


def reports(result: Imported) -> list[str]:
    """All reports, with their lines."""
    return [f"{problem.place.line}: {problem.message}" for problem in result.problems]


@pytest.mark.parametrize("first", ["TY  - JOUR", "TY - JOUR", "TY  -JOUR", "TY\t- JOUR", "\ufeffTY  - JOUR", " TY  - JOUR"])
def test_an_entry_begins_with_ty_whatever_the_blanks(first: str) -> None:
    text = "TY  - BOOK\nTI  - One\nER  - \n" + first + "\nTI - Two\nT2  - Journal of\n  Two Lines\nER -\nTY  - RPRT\nTI  - Three"
    assert recognised(text, "x") == "ris"
    result = ris(text.replace("\ufeff", ""))
    assert (len(result.cv.books), len(result.cv.journal_articles), len(result.cv.reports)) == (1, 1, 1)
    assert result.cv.journal_articles[0].journal == "Journal of Two Lines"


def test_what_belongs_to_no_entry_is_reported_with_its_line() -> None:
    result = ris("Downloaded from Owls Online", "1.", "TY  - JOUR", "TI  - One", "ER  - ", "AU  - Eule, Eva")
    assert [problem.place.line for problem in result.broken] == [1, 6]


def test_authors_keep_the_order_of_the_file() -> None:
    (article,) = ris(
        "TY  - JOUR", "TI  - O", "AU  - Bello, L", "A1  - Adams, A", "AU  - Cohen, E; Doe, J", "AU  - Owl Society"
    ).cv.journal_articles
    assert [author.name for author in article.authors] == ["L Bello", "A Adams", "E Cohen", "J Doe", "Owl Society"]


@pytest.mark.parametrize(
    ("lines", "journal", "short"),
    [
        (["JO  - J. Owls", "T2  - Journal of Owls"], "Journal of Owls", ["J. Owls"]),
        (["JF  - Journal of Owls", "JA  - J Owls"], "Journal of Owls", ["J Owls"]),
        (["JA  - J Owls", "JO  - Journal of Owls"], "Journal of Owls", ["J Owls"]),
        (["JA  - J Owls"], "J Owls", []),
    ],
)
def test_the_name_of_a_journal(lines: list[str], journal: str, short: list[str]) -> None:
    result = ris("TY  - JOUR", "TI  - O", *lines)
    assert result.cv.journal_articles[0].journal == journal
    assert [name for record in result.cv.journals for name in record.short_names] == short
    assert not result.problems


@pytest.mark.parametrize(
    ("lines", "date", "reported"),
    [
        (["PY  - 2020"], "2020", 0),
        (["PY  - 2020///"], "2020", 0),
        (["PY  - 2020", "DA  - 2020/08/21/"], "2020-08-21", 0),
        (["DA  - 2020/8//Summer"], "2020-08", 1),
        (["Y1  - 2020-08-21"], "2020-08-21", 0),
        (["DA  - August 2020"], "2020-08", 0),
        (["PY  - 1993-00-00"], "1993", 0),
        (["PY  - 2019", "DA  - 2020/01/02/"], "2019", 1),
        (["Y1  - 1900/01/01", "DA  - 1950/01/02"], "1950-01-02", 1),
        (["PY  - c1998 by the author"], "1998", 1),
    ],
)
def test_dates_of_ris(lines: list[str], date: str, reported: int) -> None:
    result = ris("TY  - JOUR", "TI  - O", *lines)
    assert (result.cv.journal_articles[0].date, len(result.problems)) == (date, reported)


@pytest.mark.parametrize("tag", ["DO", "DI", "M3", "L3", "UR", "LK"])
def test_a_doi_is_found_in_any_tag(tag: str) -> None:
    for more in ((), ("DO  - 10.5555/owl<1>2",), ("N1  - doi: 10.5555/OWL<1>2",)):
        result = ris("TY  - JOUR", "TI  - O", f"{tag}  - https://doi.org/10.5555/Owl%3C1%3E2", *more)
        assert (result.cv.journal_articles[0].doi.key, result.problems) == ("10.5555/owl<1>2", [])


def test_theses_patents_and_talks_of_the_owner() -> None:
    """In RIS and CSL alike: types with a section of their own; unsupported facts are not asserted."""
    author = {"family": "Eule", "given": "Eva"}
    issued = {"date-parts": [["2019", "5", "6"]]}
    items = [
        {"type": "thesis", "title": "On owls", "author": [author], "genre": "PhD thesis", "publisher": "Owl University", "issued": issued},
        {
            "type": "patent",
            "title": "Trap",
            "author": [author],
            "number": "EP 1234567 B1",
            "issued": issued,
            "submitted": {"raw": "2018-01-02"},
        },
        {"type": "speech", "title": "Owls", "author": [author], "event": "Owl Days", "event-place": "Rome", "issued": issued},
    ]
    from_ris = ris(
        *("TY  - THES", "TI  - On owls", "AU  - Eule, Eva", "M3  - PhD thesis", "PB  - Owl University", "DA  - 2019/05/06/", "ER  - "),
        *("TY  - PAT", "TI  - Trap", "AU  - Eule, Eva", "SN  - EP 1234567 B1", "DA  - 2019/05/06/", "C1  - 2018/01/02/", "ER  - "),
        *("TY  - SLIDE", "TI  - Owls", "AU  - Eule, Eva", "T2  - Owl Days", "CY  - Rome", "DA  - 2019/05/06/", "ER  - "),
    )
    for cv in (csl(items).cv, from_ris.cv):
        (study,), (family,), (talk,) = cv.studies, cv.patent_families, cv.talks
        assert (study.degree, study.level, study.organization, str(study.dates), study.thesis.title) == (
            "PhD thesis", "doctorate", ["Owl University"], "until 2019-05-06", "On owls",
        )  # fmt: skip
        (document,) = family.documents
        assert (document.number, document.filed, document.granted, document.inventors) == ("EP 1234567 B1", "2018-01-02", "2019-05-06", [])
        assert (talk.title, talk.event, str(talk.date), talk.speakers) == ("Owls", "Owl Days", "2019-05-06", [])
        assert cv.person.name == "Eva Eule"


@pytest.mark.parametrize(
    ("issued", "date", "reported"),
    [
        ({"date-parts": [[2020, 8]]}, "2020-08", []),
        ({"date-parts": [["2020", "8", "21"]]}, "2020-08-21", []),
        ({"date-parts": [[2020, 8], [2020, 9]]}, "2020-08", ["to 2020-09"]),
        ({"date-parts": [[2020]], "season": 3}, "2020-23", []),
        ({"date-parts": [[2020]], "season": "Winter"}, "2020-24", []),
        ({"date-parts": [[2020]], "season": "Trinity", "circa": 1}, "2020-22~", []),
        ({"date-parts": [[2020, 8]], "season": 3}, "2020-08", ["season autumn"]),
        ({"date-parts": [[2020]], "circa": True}, "2020~", []),
        ({"date-parts": [[-44, 3]]}, "-0044-03", []),
        ({"literal": "1990s"}, "199X", []),
        ({"literal": "ca. 1990"}, "1990~", []),
        ({"raw": "2020-08-21"}, "2020-08-21", []),
        ({"raw": "2020-08-21/2020-08-23"}, "2020-08-21", ["to 2020-08-23"]),
        ({"literal": "August 2020"}, "2020-08", []),
        ({"literal": "undated"}, None, ["leave the date out"]),
        ("2020-08", "2020-08", []),
    ],
)
def test_dates_of_csl(issued: Any, date: str | None, reported: list[str]) -> None:
    result = csl([{"type": "report", "title": "O", "issued": issued}])
    assert result.cv.reports[0].date == date
    assert len(result.problems) == len(reported)
    assert all(words in problem.message for words, problem in zip(reported, result.problems, strict=True))


def test_names_of_csl() -> None:
    people = [
        {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
        {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
        {"literal": "Owl Society"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
    ]
    (article,) = csl([{"type": "article-journal", "title": "O", "author": people}]).cv.journal_articles
    assert [author.name or author.organization for author in article.authors] == [
        "Vincent van Gogh", "Alexander von Humboldt", "Owl Society", "King, Jr., Martin",
    ]  # fmt: skip


def test_a_book_with_editors_alone_is_an_edited_book() -> None:
    result = csl([{"type": "book", "title": "O", "editor": [{"family": "Eule", "given": "Eva"}]}])
    assert [author.name for author in result.cv.edited_books[0].editors] == ["Eva Eule"]


@pytest.mark.parametrize("layout", ["{0}\n{1}\n", "[\n{0},\n{1}\n]", "[{0},\n{1}]", '{{"a": {0},\n"b": {1}}}'])
def test_items_on_lines(layout: str) -> None:
    """One item a line is JSON Lines, or one JSON text in several lines."""
    items = [json.dumps({"type": "article-journal", "title": title}) for title in ("One", "Two")]
    text = layout.format(*items)
    assert recognised(text, "x") == "csl-json"
    result = read(text, "x", "csl-json")
    assert ([article.title for article in result.cv.journal_articles], result.problems) == (["One", "Two"], [])


def test_an_end_without_a_start_has_an_unknown_start() -> None:
    """It does not become the start of the period."""
    resume = {"basics": {"name": "Ada Beispiel"}, "work": [{"name": "X", "position": "P", "endDate": "2010"}]}
    rendercv = "cv:\n  name: Ada Beispiel\n  sections:\n    experience:\n      - {company: X, position: P, end_date: 2010}\n"
    for text, format in ((json.dumps(resume), "jsonresume"), (rendercv, "rendercv")):
        result = read(text, "x", format)
        assert [str(position.dates) for position in result.cv.positions] == ["until 2010"]
        assert not result.broken


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("C2  - PMC4498753", "pmcid", "PMC4498753"),
        ("AN  - WOS:000356835500014", "wos", "WOS:000356835500014"),
        ("U1  - 2-s2.0-84930630277", "eid", "2-s2.0-84930630277"),
        ("AN  - JSTOR:2118559", "jstor", "2118559"),
        ("N1  - 2019.", "note", "2019."),
        ("C7  - e0130140.", "number", "e0130140."),
    ],
)
def test_identifiers_in_ris_name_their_scheme(line: str, field: str, value: str) -> None:
    """By a word or their own beginning; another number is none."""
    (article,) = read(f"TY  - JOUR\nTI  - Owls\nAU  - Plato, A\nJO  - J\n{line}\nER  - \n", "a.ris", "ris").cv.journal_articles
    names = ("pmid", "pmcid", "wos", "eid", "jstor", "ssrn", "note", "number")
    assert {name: str(stated) for name in names if (stated := getattr(article, name))} == {field: value}
