"""Names and dates in the spellings of foreign files, through their importers."""

from __future__ import annotations

import json

import pytest

from vitagraph.importers.draft import iso_date, period, web_address
from vitagraph.importers.formats import read
from vitagraph.importers.names import titled
from vitagraph.values import FullName, PersonName

#: an author of a source -> the authors of the record, and whether it is reported that others follow
SEVERAL = {
    "et al.": ([], True),
    "others": ([], True),
    "Beispiel A et al.": (["Beispiel A"], True),
    "Beispiel A & Uhu B": (["Beispiel A", "Uhu B"], False),
    "Ada Beispiel and Bob Uhu": (["Ada Beispiel", "Bob Uhu"], False),
    "Beispiel, A.; Uhu, B.": (["Beispiel, A.", "Uhu, B."], False),
    "Beispiel, A., Uhu, B., et al.": (["Beispiel, A.", "Uhu, B."], True),
    "Uhu & Sons": (["Uhu & Sons"], False),
    "Institute of Ecology and Evolution": (["Institute of Ecology and Evolution"], False),
    "Department of Owls and Institute of Hearing": (["Department of Owls and Institute of Hearing"], False),
}
_AUTHORS_IN = {
    "ris": "TY  - JOUR\nTI  - T\nAU  - {}\nER  - \n".format,
    "csl-json": lambda name: json.dumps([{"id": "a", "type": "article-journal", "title": "T", "author": [{"literal": name}]}]),
    "rendercv": lambda name: json.dumps({
        "cv": {"name": "C", "sections": {"publications": [{"title": "T", "authors": [name], "journal": "J"}]}}
    }),
    "citation-cff": lambda name: json.dumps({"cff-version": "1.2.0", "title": "T", "message": "m", "authors": [{"name": name}]}),
    "openalex": lambda name: json.dumps({
        "results": [{"id": "https://openalex.org/W1", "title": "T", "type": "article", "authorships": [{"raw_author_name": name}]}]
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", SEVERAL)
@pytest.mark.parametrize("format", _AUTHORS_IN)
def test_names_in_one_text_are_separated(format: str, name: str) -> None:
    """In every format whose authors are texts; no organization becomes several people."""
    result = read(_AUTHORS_IN[format](name), "x", format)
    authors, goes_on = SEVERAL[name]
    (work,) = [one for section in ("journal_articles", "software") for one in getattr(result.cv, section)]
    # Importers of names in parts write the given name first.
    read_words = [set((author.name or author.organization).split()) for author in work.authors]
    assert read_words == [set((name if format != "ris" else name.replace(",", "")).split()) for name in authors]
    assert bool(work.more_authors) == (goes_on and bool(authors))
    assert any("'et al.'" in problem.message for problem in result.problems) == (goes_on and not authors)


#: as written in BibTeX -> family, given, suffix
NAMES = {
    "Ludwig van Beethoven": ("van Beethoven", "Ludwig", ""),
    "van Beethoven, Ludwig": ("van Beethoven", "Ludwig", ""),
    "Charles Louis Xavier Joseph de la Vallée Poussin": ("de la Vallée Poussin", "Charles Louis Xavier Joseph", ""),
    "von der Schulenburg, Jr., Fritz-Dietlof": ("von der Schulenburg", "Fritz-Dietlof", "Jr."),
    "King, Jr, Martin Luther": ("King", "Martin Luther", "Jr"),
    "Ford, III, Henry": ("Ford", "Henry", "III"),
    "García Márquez, Gabriel": ("García Márquez", "Gabriel", ""),
    "{Barnes and Noble}": ("", "", ""),
    "Plato": ("Plato", "", ""),
    "王小鸟": ("王小鸟", "", ""),
    "王, 小鸟": ("王", "小鸟", ""),
    "山田 太郎": ("山田", "太郎", ""),
    r"M{\"u}ller, Klaus-Robert": ("Müller", "Klaus-Robert", ""),
    "O'Neil, Sinéad": ("O'Neil", "Sinéad", ""),
}


@pytest.mark.parametrize(("written", "parts"), NAMES.items(), ids=list(NAMES))
def test_names_in_bibtex(written: str, parts: tuple[str, str, str]) -> None:
    """Particles, suffixes, organizations, single words, and family names that come first."""
    ((author,),) = (work.authors for work in read(f"@misc{{a, title={{A}}, year=2020, author={{{written}}}}}", "a.bib", "bibtex").cv.works)
    if not any(parts):
        assert author.organization == "Barnes and Noble"
        return
    parsed = PersonName.parse(author.name)
    assert (parsed.family, parsed.given or parsed.initials, parsed.suffix) == parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ({"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}, ("van Beethoven", "Ludwig", "")),
        ({"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}, ("von Humboldt", "Alexander", "")),
        ({"family": "King", "given": "Martin", "suffix": "Jr."}, ("King", "Martin", "Jr.")),
        ({"family": "王", "given": "小鸟"}, ("王", "小鸟", "")),
        ({"family": "Plato"}, ("Plato", "", "")),
    ],
)
def test_names_in_csl_json(name: dict[str, str], parts: tuple[str, str, str]) -> None:
    item = {"id": "a", "type": "book", "title": "A", "author": [name, {"literal": "Barnes and Noble"}], "issued": {"date-parts": [[2020]]}}
    person, body = read(json.dumps([item]), "a.json", "csl-json").cv.books[0].authors
    parsed = PersonName.parse(person.name)
    assert (parsed.family, parsed.given, parsed.suffix) == parts
    assert body.organization == "Barnes and Noble"


def test_names_in_ris() -> None:
    text = "TY  - BOOK\nTI  - A\nPY  - 2020\nAU  - King, Martin Luther, Jr.\nAU  - van Gogh, Vincent\nAU  - Plato\nER  - \n"
    authors = read(text, "a.ris", "ris").cv.books[0].authors
    assert [(one.family, one.given, one.suffix) for one in (PersonName.parse(author.name) for author in authors)] == [
        ("King", "Martin Luther", "Jr."), ("van Gogh", "Vincent", ""), ("Plato", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Prof. Dr. Ada Owl", ("Ada Owl", "Prof. Dr.", [])),
        ("Ada Owl, PhD", ("Ada Owl", "", ["PhD"])),
        ("Drew Ingram", ("Drew Ingram", "", [])),
        ("**Ada Owl**", ("Ada Owl", "", [])),
    ],
)
def test_titles_are_no_names(name: str, parts: tuple[str, str, list[str]]) -> None:
    assert tuple(titled(name).values()) == parts


@pytest.mark.parametrize(
    "title",
    [
        *("prof.", "prof", "Prof.", "PROF.", "professor", "Professor", "professoressa", "prof.ssa", "Prof.ssa", "profesora", "professeur"),
        *("dr.", "dr", "Dr", "DR.", "dra.", "Drs.", "doctor", "dott.", "dott.ssa", "Dott. Ing.", "ing.", "Ing.", "mgr.", "doc.", "RNDr."),
        *("prof. dr hab.", "prof. dr hab. inż.", "dr. med.", "Univ.-Prof. Dr.", "univ. prof. dr.", "pd dr.", "PD Dr.", "Priv.-Doz. Dr."),
        *("Dr.-Ing.", "dr.-ing.", "mr.", "Mme", "Pr.", "avv.", "проф."),
    ],
)
def test_a_title_in_any_case_is_no_part_of_a_name(title: str) -> None:
    """The titles of several languages; the person is the one without the title."""
    assert PersonName.parse(f"{title} Sylvia E. Ofen") == PersonName.parse("Sylvia E. Ofen") == PersonName("Ofen", "Sylvia E.")
    assert titled(f"{title} Sylvia E. Ofen")["honorific_prefix"] == title
    with pytest.raises(ValueError, match="honorific_prefix"):
        FullName.parse(f"{title} Sylvia E. Ofen")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        *(("Prof", "prof"), ("Prof A", "prof-a"), ("Prof, Anna", "prof-a"), ("Dr A", "dr-a"), ("Anna Prof", "prof-a")),
        *(("Doc Brown", "brown-d"), ("Professorson Ada", "ada-p"), ("Doctorow, Cory", "doctorow-c"), ("Msimang, Z", "msimang-z")),
        *(("Ing Rossi", "rossi-i"), ("Mag Huber", "huber-m"), ("Drew Ingram", "ingram-d"), ("Ma Li", "li-m")),
    ],
)
def test_a_name_like_a_title_is_a_name(name: str, key: str) -> None:
    assert PersonName.parse(name).key == key


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2014-04-13", "2014-04-13"), ("2014-4", "2014-04"), ("2014/04/01", "2014-04-01"), ("2014-04-13T10:00:00Z", "2014-04-13"),
        ("April 2014", "2014-04"), ("Apr. 3, 2014", "2014-04-03"), ("13 April 2014", "2014-04-13"), ("2014", "2014"),
        ("long ago", "long ago"),
    ],
)  # fmt: skip
def test_dates_keep_their_precision(written: str, read_as: str) -> None:
    assert iso_date(written) == read_as


@pytest.mark.parametrize("end", ["present", "now", "Present", "NOW", "today", "current", "ongoing", "heute", "", ".."])
def test_open_ends(end: str) -> None:
    assert period("2014-04", end) == "2014-04 to present"


def test_periods() -> None:
    assert (period("2014", "2015-02"), period("", "2015"), period("", "", "2013")) == ("2014 to 2015-02", "until 2015", "2013")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("owl.example", "https://owl.example"), ("www.owl.example/a?b", "https://www.owl.example/a?b"), ("http://owl.example", "http://owl.example"),
        ("owl.example:8080", "https://owl.example:8080"), ("no address", "no address"), ("", ""),
    ],
)  # fmt: skip
def test_addresses_without_a_scheme(written: str, address: str) -> None:
    assert web_address(written) == address


@pytest.mark.parametrize(
    "text",
    [
        "@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}",
        "@book{a, title={A}, crossref={a}}\n@book{b, title={B}, crossref={a}}",
        "@book{a, title={A}, xdata={x}}\n@xdata{x, xdata={y}}\n@xdata{y, xdata={x}}\n@book{b, title={B}, crossref={a}}",
    ],
)
def test_circles_are_reported(text: str) -> None:
    """Each entry keeps its own fields; a cycle is reported, and nothing is inherited in it."""
    result = read(text, "a.bib", "bibtex")
    assert [book.title for book in result.cv.books] == ["A", "B"]
    assert all("in a circle" in problem.message for problem in result.problems)
    assert result.left_out


def test_strings_in_a_circle() -> None:
    result = read("@string{a = b # {x}}\n@string{b = a}\n@book{k, title = {T}, year = 2020, publisher = a}", "a.bib", "bibtex")
    assert any("stands in itself" in problem.message for problem in result.left_out)


def test_json_resume_of_2014() -> None:
    """`company`, `website`, `picture`, `gpa`; ends that are empty, null or `present`; addresses without a scheme."""
    resume = {
        "basics": {"name": "Ada Owl", "picture": "owl.example/ada.png", "website": "owl.example"},
        "work": [
            {"company": "Nest", "position": "Owl", "website": "nest.example", "startDate": "2014-04-13", "endDate": ""},
            {"company": "Nest", "position": "Owlet", "startDate": "2012", "endDate": None},
            {"company": "Hole", "position": "Egg", "startDate": "2011-02", "endDate": "present"},
        ],
        "education": [{"institution": "School", "area": "Night", "studyType": "BSc", "startDate": "2008", "endDate": "2011", "gpa": "1.0"}],
        "publications": [{"name": "Hoot", "publisher": "Owls", "releaseDate": "2014", "website": "https://doi.org/10.5555/hoot"}],
        "languages": [{"name": "English", "level": "Native speaker"}],
    }
    result = read(json.dumps(resume), "resume.json", "jsonresume")
    cv = result.cv
    assert not result.problems
    assert (cv.person.image, cv.person.homepage) == ("https://owl.example/ada.png", "https://owl.example")
    assert [str(one.dates) for one in cv.positions] == ["2014-04-13 to present", "2012 to present", "2011-02 to present"]
    assert (cv.organizations[0].homepage, cv.studies[0].distinction) == ("https://nest.example", "1.0")
    assert (cv.journal_articles[0].doi, cv.languages[0].level) == ("10.5555/hoot", "native")
