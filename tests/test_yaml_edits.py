"""Merging: the text of every YAML style after facts were added to it and values replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

import vitagraph
from vitagraph.errors import DataError
from vitagraph.importers.formats import read
from vitagraph.merging import Merged, merge

SOURCE = """@article{a, title={Owls that listen}, author={Eule, Eva and Rabe, Kim}, year=2024, doi={10.5555/owls}, abstract={New: text},
  keywords={owls, ears}, journal={J}}"""
ARTICLE = "journal_articles:\n  - doi: 10.5555/owls\n    title: Owls that listen\n"
#: the fields that the source adds to a mapping in block style
ADDED = {
    "authors": "    authors: [Eva Eule, Kim Rabe]\n",
    "date": "    date: 2024\n",
    "abstract": '    abstract: "New: text"\n',
    "keywords": "    keywords: [owls, ears]\n",
    "doi": "    doi: 10.5555/owls\n",
    "journal": "    journal: J\n",
}


def added(*without: str) -> str:
    """The lines of the added fields, but some."""
    return "".join(line for name, line in ADDED.items() if name not in without)


def merged(folder: Path, text: str) -> Merged:
    path = folder / "cv.yaml"
    path.write_text(text)
    return merge(str(path), read(SOURCE, "papers.bib", "bibtex").cv, "papers.bib", prefer_source=True)


ALIAS = """\
conference_papers:
  - {title: Other, language: &k en}
journal_articles:
  - {doi: 10.5555/owls, title: Owls that listen, language: *k"""
IN_FLOW = 'authors: [Eva Eule, Kim Rabe], date: 2024, abstract: "New: text", keywords: [owls, ears], journal: J'

REPLACED = {
    "block scalar": (
        ARTICLE + "    abstract: |\n      Old\n      text\n    # behind\n    journal: J\n",
        ARTICLE + ADDED["abstract"] + "    # behind\n    journal: J\n" + added("abstract", "doi", "journal"),
    ),
    "folded scalar": (
        ARTICLE + "    abstract: >-\n      Old\n\n      text\n",
        ARTICLE + ADDED["abstract"] + added("abstract", "doi"),
    ),
    "block sequence": (
        ARTICLE + "    authors:\n      - Kauz K\n      - Rabe K\n    journal: J\n",
        ARTICLE + ADDED["authors"] + "    journal: J\n" + added("authors", "doi", "journal"),
    ),
    "flow sequence": (
        ARTICLE + "    authors: [Kauz K,\n      Rabe K]  # two\n",
        ARTICLE + "    authors: [Eva Eule, Kim Rabe]  # two\n" + added("authors", "doi"),
    ),
    "quoted scalar": (
        ARTICLE + "    date: '2023'  # old\n",
        ARTICLE + "    date: 2024  # old\n" + added("date", "doi"),
    ),
    "flow mapping": (
        "journal_articles:\n  - {doi: 10.5555/owls, title: Owls that listen, date: 2023, journal: J}\n",
        "journal_articles:\n  - {doi: 10.5555/owls, title: Owls that listen, date: 2024, journal: J, authors: [Eva Eule, Kim Rabe], "
        'abstract: "New: text", keywords: [owls, ears]}\n',
    ),
    "one text": (
        "journal_articles:\n  - Owls that listen\n",
        "journal_articles:\n  - title: Owls that listen\n" + added(),
    ),
    "values behind an escaped quote": (
        ARTICLE + "    keywords: 'it''s'\n",
        ARTICLE + "    keywords: ['it''s', owls, ears]\n" + added("keywords", "doi"),
    ),
    "values behind a plain scalar": (
        ARTICLE + "    keywords: a - b\n",
        ARTICLE + "    keywords: [a - b, owls, ears]\n" + added("keywords", "doi"),
    ),
    "values that need quotes in brackets": (
        ARTICLE + "    keywords: a, b\n",
        ARTICLE + "    keywords: ['a, b', owls, ears]\n" + added("keywords", "doi"),
    ),
    "values in brackets": (
        ARTICLE + "    keywords: [owls, ]\n",
        ARTICLE + "    keywords: [owls, ears, ]\n" + added("keywords", "doi"),
    ),
    "values in a block sequence": (
        ARTICLE + "    keywords:\n    - owls  # first\n",
        ARTICLE + "    keywords:\n    - owls  # first\n    - ears\n" + added("keywords", "doi"),
    ),
    "alias at the end": (ALIAS + "}\n", f"{ALIAS}, {IN_FLOW}}}\n"),
    "alias and comma at the end": (ALIAS + ",  }\n", f"{ALIAS}, {IN_FLOW}  }}\n"),
    "alias on a line of its own": (ALIAS + "\n  }\n", f"{ALIAS}, {IN_FLOW}\n  }}\n"),
}


@pytest.mark.parametrize("style", REPLACED)
def test_text_after_a_merge(style: str, tmp_path: Path) -> None:
    text, expected = REPLACED[style]
    result = merged(tmp_path, text)
    ((_, new),) = result.files.values()
    assert new.decode() == expected
    assert result.conflicts == []
    (tmp_path / "cv.yaml").write_bytes(new)
    (article,) = vitagraph.read(tmp_path / "cv.yaml").journal_articles
    assert (article.abstract, article.date, [one.name for one in article.authors]) == ("New: text", "2024", ["Eva Eule", "Kim Rabe"])


RECORDS = "software:\n- {title: Gulls, date: 2020}\n- {title: Terns \U0001f989, date: 2021}\n"
IN_BLOCK = '  - title: Gulls\n    date: 2020\n\n  - title: "Terns \U0001f989"\n    date: 2021\n'
IN_BRACKETS = '[{title: Gulls, date: 2020}, {title: "Terns \U0001f989", date: 2021}]'
IN_JSON = '[{"title": "Gulls", "date": "2020"}, {"title": "Terns \U0001f989", "date": "2021"}]'
OWLS = "software:\n- title: Owls\n  date: 2019\n"
DEEPER = IN_BLOCK.replace("\n  ", "\n    ").replace("  - title: Gulls", "    - title: Gulls")
ADDED_RECORDS = {
    "a new section": ("talks: []\n", f"talks: []\n\nsoftware:\n{IN_BLOCK}"),
    "of a text without a line break": ("talks: []", f"talks: []\n\nsoftware:\n{IN_BLOCK}"),
    "before the end of the document": ("talks: []\n...\n", f"talks: []\n\nsoftware:\n{IN_BLOCK}...\n"),
    "indented": ("  talks: []\n", f"  talks: []\n\n  software:\n{DEEPER}"),
    "flow mapping": ("{talks: []}\n", f"{{talks: [], software: {IN_BRACKETS}}}\n"),
    "JSON": ('{"talks": []}', f'{{"talks": [], "software": {IN_JSON}}}'),
    "key without value": ("software:\n", f"software:\n{IN_BLOCK}"),
    "empty list": ("software: []  # none\n", f"software: {IN_BRACKETS}  # none\n"),
    **{null: (f"software: {null}\n", f"software: {IN_BRACKETS}\n") for null in ("~", "null", "Null", "NULL")},
    "behind one entry": (OWLS, OWLS + "\n" + IN_BLOCK.replace("\n  ", "\n").removeprefix("  ")),
    "without a final newline": (OWLS.rstrip("\n"), OWLS + "\n" + IN_BLOCK.replace("\n  ", "\n").removeprefix("  ")),
    "behind entries": (
        OWLS + "- title: Kites\n",
        OWLS + "- title: Kites\n" + IN_BLOCK.replace("\n\n", "\n").replace("\n  ", "\n").removeprefix("  "),
    ),
    "behind entries of which the last one follows at once": (
        OWLS + "\n- title: Kites\n- title: Larks\n",
        OWLS + "\n- title: Kites\n- title: Larks\n" + IN_BLOCK.replace("\n\n", "\n").replace("\n  ", "\n").removeprefix("  "),
    ),
    "behind entries with blank lines": (
        OWLS + "\n- title: Kites\n",
        OWLS + "\n- title: Kites\n\n" + IN_BLOCK.replace("\n  ", "\n").removeprefix("  "),
    ),
}


@pytest.mark.parametrize("style", ADDED_RECORDS)
def test_text_with_new_records(style: str, tmp_path: Path) -> None:
    text, expected = ADDED_RECORDS[style]
    path = tmp_path / ("cv.json" if style == "JSON" else "cv.yaml")
    path.write_text(text)
    result = merge(str(path), vitagraph.read_text(RECORDS), "source")
    assert [new.decode() for _, new in result.files.values()] == [expected]
    assert result.new_records == 2


OWNER = "person: {name: Ada Beispiel, homepage: 'https://ada.example/', orcid: 0000-0002-1825-0097}\n"
OWNER_LINES = "person:\n  name: Ada Beispiel\n  orcid: 0000-0002-1825-0097\n  homepage: https://ada.example/\n"
TALK = "talks:\n- {title: Owls, date: 2020}\n"


FAMILY = "patent_families:\n- title: Nest box\n  documents:\n  - {number: EP 4001902 A1, published: 2022-05%s}\n"
SKILL = "skills:\n- name: Programming\n  skills:\n  - Python\n"
STUDY = "studies:\n- degree: Dr.\n  level: doctorate\n  organization: Nest\n  dates: 2010\n"
US = "  - {number: US 2022/0001 A1, published: 2022}\n"


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (FAMILY % "", FAMILY % ", filed: 2020" + US, FAMILY % ", filed: 2020" + US),
        (SKILL, "document: {language: de}\n" + SKILL + "  - Eulen\n", SKILL + "  - {name: Eulen}\n"),
        (SKILL, SKILL + "  - Rust\n  - Ada\n", SKILL + "  - {name: Rust}\n  - {name: Ada}\n"),
        (
            STUDY + "  thesis: On Gulls\n",
            STUDY + "  thesis: {title: On Gulls, doi: 10.5555/t}\n",
            STUDY + "  thesis: \n    title: On Gulls\n    doi: 10.5555/t\n",
        ),
    ],
    ids=["facts and a record", "another language", "two records", "a text behind its key"],
)
def test_nested_records(text: str, source: str, expected: str, tmp_path: Path) -> None:
    """Those that match get the facts, others are added to the list."""
    path = tmp_path / "cv.yaml"
    path.write_text(text)
    result = merge(str(path), vitagraph.read_text(source), "source")
    assert [new.decode() for _, new in result.files.values()] == [expected]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("cv.yaml", TALK, f"{TALK}\n{OWNER_LINES}"),
        (
            "cv.yaml",
            "{talks: []}\n",
            "{talks: [], person: {name: Ada Beispiel, orcid: 0000-0002-1825-0097, homepage: https://ada.example/}}\n",
        ),
        (
            "cv.json",
            '{"talks": []}',
            '{"talks": [], "person": {"name": "Ada Beispiel", "orcid": "0000-0002-1825-0097", "homepage": "https://ada.example/"}}',
        ),
    ],
)
def test_the_owner_gets_a_section(name: str, text: str, expected: str, tmp_path: Path) -> None:
    """One mapping with all facts, where a CV of one file does not describe the owner."""
    path = tmp_path / name
    path.write_text(text)
    result = merge(str(path), vitagraph.read_text(OWNER), "source")
    assert [new.decode() for _, new in result.files.values()] == [expected]


def test_an_empty_file_gets_a_section(tmp_path: Path) -> None:
    """The file of a section that holds comments only."""
    (tmp_path / "cv.yaml").write_text("talks: []\n")
    (tmp_path / "software.yaml").write_text("# mine\n")
    result = merge(str(tmp_path), vitagraph.read_text(RECORDS), "source")
    assert [new.decode() for _, new in result.files.values()] == [f"# mine\nsoftware:\n{IN_BLOCK}"]


def test_values_in_json(tmp_path: Path) -> None:
    path = tmp_path / "cv.json"
    path.write_text('{"software": [{"title": "Gulls", "doi": "10.5555/x", "keywords": ["Eulen"]}]}')
    result = merge(str(path), vitagraph.read_text("software:\n- {title: Gulls, doi: 10.5555/x, keywords: [Käuze]}\n"), "source")
    assert ['"keywords": ["Eulen", "Käuze"]' in new.decode() for _, new in result.files.values()] == [True]


def test_the_owner_gets_a_file(tmp_path: Path) -> None:
    """Where no file of a folder describes the owner; twice is once."""
    (tmp_path / "talks.yaml").write_text(TALK)
    source = vitagraph.read_text(OWNER)
    result = merge(str(tmp_path), source, "source")
    ((path, (old, new)),) = result.files.items()
    assert (path, old) == (str(tmp_path / "person.yaml"), b"")
    (tmp_path / "person.yaml").write_bytes(new)
    assert vitagraph.read(tmp_path).person.orcid == "0000-0002-1825-0097"
    assert merge(str(tmp_path), source, "source").files == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ALIAS + "  # why\n  }\n", "4:5: `authors` cannot be added here: a comment follows an alias here; write out the alias first"),
        ("journal_articles: [Owls that listen]\n", "the record is one text in a list on one line; make a mapping of it first"),
        ("journal_articles:\n  - |\n    Owls that listen\n", "the record is one text over several lines; make a mapping of it first"),
        (ARTICLE + "    keywords: |\n      owls\n", "the value of `keywords` is no list; make one of it first"),
        (ARTICLE + "    keywords: it's, x\n", "the value of `keywords` is no list; make one of it first"),
    ],
)
def test_text_that_cannot_be_extended(text: str, message: str, tmp_path: Path) -> None:
    """The message states the place and what to change; nothing is written."""
    with pytest.raises(DataError) as raised:
        merged(tmp_path, text)
    assert message in str(raised.value)
