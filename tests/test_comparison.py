"""Merging: when two values of a field state the same."""

from __future__ import annotations

from typing import Any

import pytest

import vitagraph
from vitagraph.merging.comparison import may_be_one_person, may_be_same, same, same_authors
from vitagraph.merging.folding import normalized
from vitagraph.records import Author, Index, plan, sections

CV = """\
document: {iri: 'https://cv.example/ada', language: en}
person: {name: Ada Beispiel, orcid: 0000-0002-1825-0097}
people:
- {id: eule, name: Eva Eule, birth_name: Eva Kauz}
organizations:
- {id: nest, name: Nest of Owls, short_names: NOO}
- {id: other, name: Other}
journals:
- {name: Journal of Quiet Birds, short_names: J Quiet Birds}
events:
- {id: icip-2016, name: Image Processing 2016, dates: 2016-09}
books:
- {title: Nests, authors: [Eva Eule, {id: eule}, {organization: nest}]}
"""


@pytest.fixture(scope="module")
def index() -> Index:
    """The index of the CV to which values are compared."""
    return Index(vitagraph.read_text(CV))


def compared(index: Index, compare: Any, section: str, name: str, stated: Any, new: Any) -> bool:
    """The result for two raw values of a field."""
    field = plan(sections()[section]).fields[name]
    values = (field.type.parse(raw) if hasattr(field.type, "parse") else raw for raw in (stated, new))
    result = compare(index, index.cv.person, field, *values)
    assert isinstance(result, bool)
    return result


DATES = [  # stated, new, the same, may be the same
    ("journal_articles", "date", "2024-05", "2024-05", True, True),
    ("journal_articles", "date", "2024-05", "2024", True, True),
    ("journal_articles", "date", "2024", "2024-05", False, True),
    ("journal_articles", "date", "2024-05", "2024-06", False, False),
    ("journal_articles", "date", "2024-05", "2025", False, False),
    ("positions", "dates", "2014-10 to 2018-12", "2014 to 2018", True, True),
    ("positions", "dates", "2014 to 2018", "2014-10 to 2018-12", False, True),
    ("positions", "dates", "2014-10 to 2018-12", "2014-10 to 2018-11", False, False),
    ("positions", "dates", "2014 to present", "2014 to 2018", False, False),
    ("positions", "dates", "2014 to present", "2014 to present", True, True),
    ("positions", "dates", "2014-10 to 2018-12", "2016", True, True),  # one day of the period
    ("positions", "dates", "2014-10 to 2018-12", "2014", True, True),
    ("positions", "dates", "2014-10 to 2018-12", "2018-12", True, True),
    ("positions", "dates", "2014-10 to 2018-12", "2013", False, False),
    ("positions", "dates", "2014-10 to 2018-12", "2019", False, False),
    ("positions", "dates", "2014-10 to 2018-12", "2014-09", False, False),
    ("positions", "dates", "2021 to present", "2025-01", True, True),
    ("positions", "dates", "2021 to present", "2020", False, False),
    ("positions", "dates", "2021", "2021", True, True),
    ("positions", "dates", "2021", "2021 to 2022", False, True),
    ("talks", "date", "2021-12-13/14", "2021-12-13/14", True, True),
    ("talks", "date", "2021-12-13/14", "2021-12-13", True, True),
    ("talks", "date", "2021-12-13/14", "2021-12-14", False, False),
    ("talks", "date", "2021-12-13", "2021", True, True),
]


@pytest.mark.parametrize(("section", "name", "stated", "new", "is_same", "may_be"), DATES, ids=[f"{case[2]}-{case[3]}" for case in DATES])
def test_dates(section: str, name: str, stated: str, new: str, is_same: bool, may_be: bool, index: Index) -> None:
    assert compared(index, same, section, name, stated, new) is is_same
    assert compared(index, may_be_same, section, name, stated, new) is may_be


@pytest.mark.parametrize(
    ("section", "name", "stated", "new", "is_same"),
    [
        ("journal_articles", "doi", "10.5555/OWLS", "10.5555/owls", True),
        ("journal_articles", "doi", "10.5555/owls", "10.5555/gulls", False),
        ("books", "isbn", "0-306-40615-2", "978-0-306-40615-7", True),
        ("books", "isbn", "978-3-16-148410-0", "978-0-306-40615-7", False),
        ("journal_articles", "pages", "913-922", "913-922", True),
        ("journal_articles", "pages", "913-922", "913-923", False),
        ("journal_articles", "volume", "12", "12", True),
        ("journal_articles", "volume", "12A", "12a", True),
        ("journal_articles", "volume", "12", "13", False),
        ("journal_articles", "language", "en-gb", "en", True),
        ("journal_articles", "language", "en", "en-gb", False),
        ("journal_articles", "language", "gsw", "gs", False),
        ("journal_articles", "language", "de", "en", False),
        ("organizations", "homepage", "https://example.org/", "https://example.org/", True),
        ("organizations", "homepage", "https://example.org/", "https://example.com/", False),
    ],
)
def test_values(section: str, name: str, stated: str, new: str, is_same: bool, index: Index) -> None:
    assert compared(index, same, section, name, stated, new) is is_same
    assert compared(index, may_be_same, section, name, stated, new) is is_same


@pytest.mark.parametrize(
    ("stated", "new", "is_same"),
    [
        ("Owls that listen", "Owls That Listen!", True),
        ("Owls that listen", "Gulls", False),
        ("Owls that listen", {"en": "Owls that listen"}, True),
        ("Owls that listen", {"de": "Owls that listen"}, False),
        ({"en": "Owls", "de": "Eulen"}, "Eulen", True),  # the source may not know the language
        ({"en": "Owls", "de": "Eulen"}, {"de": "eulen"}, True),
        ({"en": "Owls", "de": "Eulen"}, {"de": "Owls"}, False),
        ({"en": "Owls", "de": "Eulen"}, {"de": "Eulen", "fr": "Hiboux"}, False),
        ({"en": "Owls"}, {"en": "Owls", "de": "Eulen"}, False),
    ],
)
def test_texts(stated: Any, new: Any, is_same: bool, index: Index) -> None:
    assert compared(index, same, "journal_articles", "title", stated, new) is is_same
    assert compared(index, may_be_same, "journal_articles", "title", stated, new) is is_same


@pytest.mark.parametrize(
    ("section", "name", "stated", "new", "is_same"),
    [
        ("positions", "organization", "nest", "nest", True),
        ("positions", "organization", "nest", "Nest of Owls", True),
        ("positions", "organization", "nest", "NOO", True),
        ("positions", "organization", "nest", "nest of owls!", True),
        ("positions", "organization", "nest", "other", False),
        ("positions", "organization", "nest", "Nest of Gulls", False),
        ("positions", "organization", "Hollow Tree", "hollow tree", True),  # neither has a record
        ("positions", "organization", "Hollow Tree", "Tree", False),
        ("positions", "organization", "Hollow Tree", "nest", False),
        ("journal_articles", "journal", "Journal of Quiet Birds", "J Quiet Birds", True),
        ("conference_papers", "conference", "icip-2016", "Proceedings of the Image Processing", True),
        ("conference_papers", "conference", "icip-2016", "Image Processing 2022", False),
        ("positions", "organization", "Image Processing 2016", "Proceedings of the Image Processing", False),  # of events only
    ],
)
def test_references(section: str, name: str, stated: str, new: str, is_same: bool, index: Index) -> None:
    assert compared(index, same, section, name, stated, new) is is_same
    assert compared(index, may_be_same, section, name, stated, new) is is_same


def author(text: str) -> Author:
    """An author of `name`, `#id` or `@organization`."""
    return Author("", text[1:]) if text[0] == "#" else Author("", "", text[1:]) if text[0] == "@" else Author(text)


@pytest.mark.parametrize(
    ("stated", "new", "is_same"),
    [
        (["Eva Eule"], ["Eva Eule"], True),
        (["Eva Eule"], ["Eule E"], True),
        (["#eule"], ["E. Kauz"], True),  # the birth name
        (["#eule"], ["#eule"], True),
        (["Eva Eule"], ["#eule"], True),
        (["Kim Rabe"], ["#eule"], False),
        (["#eule"], ["Kim Rabe"], False),
        (["#eule"], ["#me"], False),
        (["@nest"], ["@NOO"], True),
        (["@nest"], ["@other"], False),
        (["@Hollow Tree"], ["@hollow tree"], True),
        (["@Hollow Tree"], ["@Tree"], False),
        (["Hollow Tree"], ["@Hollow Tree"], True),  # listed as a person
        (["@Hollow Tree"], ["Hollow Tree"], True),
        (["Eva Eule", "Kim Rabe"], ["Eva Eule"], False),
        (["Eva Eule", "Kim Rabe"], ["Kim Rabe", "Eva Eule"], False),
        (["Eva Eule", "Kim Rabe"], ["E. Eule", "Rabe, K."], True),
        ([], [], True),
    ],
)
def test_authors(stated: list[str], new: list[str], is_same: bool, index: Index) -> None:
    assert same_authors(index, list(map(author, stated)), list(map(author, new))) is is_same


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("Ada Beispiel", "Beispiel A", True),
        ("Ada Maria Beispiel", "Ada Beispiel", True),
        ("Ada Beispiel", "Beispiel B", False),
        ("Ada Beispiel", "Anna Beispiel", False),
        ("Ada Beispiel", "Ada Muster", False),
        ("Beispiel AM", "Beispiel AB", False),
        ("ADA BEISPIEL", "ada beispiel", True),
        ("Consortium X", "consortium-x", True),
    ],
)
def test_names_of_people(one: str, other: str, may_be: bool) -> None:
    assert may_be_one_person(one, other) is may_be
    assert may_be_one_person(other, one) is may_be


@pytest.mark.parametrize(
    ("text", "form"),
    [("Owls: a Study!", "owlsastudy"), ("Krähe", "krahe"), ("Straße", "strasse"), ("\ufb01n 2", "fin2"), ("?!", "?!"), ("", "")],
)
def test_normal_form(text: str, form: str) -> None:
    assert normalized(text) == form
