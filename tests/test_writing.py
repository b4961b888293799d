"""Writing YAML: every string, in every position of a file, is the same for readers of YAML 1.1 and of YAML 1.2."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

import vitagraph
from repetition import MORE
from vitagraph.errors import DataError
from vitagraph.importers.formats import read
from vitagraph.records import CV, Author
from vitagraph.records.publications import JournalArticle
from vitagraph.values import Plain, Text
from vitagraph.yaml.conversion import raw
from vitagraph.yaml.nodes import compose
from vitagraph.yaml.writing import WIDTH, field_lines, files, in_brackets, list_entry

#: strings that YAML 1.1 or 1.2 resolves to other types, and YAML's indicators
SPECIAL = [
    *("036102", "05", "08", "0", "12", "-12", "+1", "1_000", "1,000", "1:30", "190:20:30.15", "0x1F", "0b11", "0o17", "1e3", "1E-3"),
    *(".5", "5.", "1.10", ".inf", "-.INF", ".nan", "123456789012345678", "y", "N", "Yes", "no", "ON", "off", "True", "FALSE", "null"),
    *("~", "=", "2021-05", "2021-5", "2021-05-03", "2021-05-03 21:59:43.1 -5", "2001-12-14t21:59:43.10-05:00", "101-117"),
    *(
        "- a",
        "? a",
        ": a",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "a#",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "[a",
        "]",
        "{a",
        "}",
        ",a",
        "a,",
    ),
    *("---", "--- a", "...", '"', "'", "''", "\\", "a\\nb", '"a" b', "'a", "\ta", "a\tb", " a", "a ", "a  b", "\n", "a\n", "\na", "a\n b"),
    *("a\r\nb", "a\rb", "a\x85b", "a\u2028b", "a\u2029b", "\ufeffa", "a\ufeffb", "a\u00a0b", "a\u200db", "\x07", "\x7f", "\ufffe"),
    *("👩\u200d🔬 owls", "😀\x85", "١٢٣", "漢字: x", "https://a.example/x#y", "C#", "C++", "x" * 1200, "ä" * 130, "word " * 60),
    *("one two-three " * 20, "para one " * 20 + "\n\npara two " * 20, "# a\n- b\n" * 20, "a b: " * 40),
]
strings = (  # an absent value is the empty string
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
    | st.text(st.sampled_from(" \t\n\r\x85\u2028\ufeff:#-?,[]{}&*!|>'\"%@`\\~=<.01_eEx+yYno漢é😀\x01"), min_size=1, max_size=12)
    | st.lists(st.text(st.sampled_from("ab1-:#'\",é "), max_size=40), max_size=30).map(" ".join).filter(bool)
    | st.sampled_from(SPECIAL)
)
#: characters that no record can have, because XML 1.0 cannot represent them
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
FEW = settings(derandomize=True, max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=1000 * MORE)


def in_every_place(text: str) -> dict[str, tuple[str, Any]]:
    """Position -> a document with the text there, and the document's value."""
    article = JournalArticle(title=Text(text), keywords=[Plain(text), Plain("b"), Plain(text)])
    byline = JournalArticle(title=Text(text), authors=[Author(text, "", text), *[Author("Eva Eule")] * 20])
    short = JournalArticle(title=Text(text))
    spoken = Text("b", (("no", text), ("en", "b")))
    cv = CV(aliases={text: "me", "b": text})
    authors = [{"name": text, "organization": text}, *["Eva Eule"] * 20]
    return {
        "value": ("\n".join(field_lines(article, "title", 2)), {"title": text}),  # prose has its marks escaped
        "list": ("\n".join(field_lines(article, "keywords", 0)), {"keywords": [text, "b", text]}),
        "languages": ("\n".join(field_lines(JournalArticle(title=spoken), "title", 4)), {"title": {"no": text, "en": "b"}}),
        "flow": (in_brackets({text[:400]: [text, {"a": text}]}), {text[:400]: [text, {"a": text}]}),
        "record": ("\n".join(list_entry(byline, 2)), [{"title": text, "authors": authors}]),
        "shorthand": ("\n".join(list_entry(short, 2)), [text if fits(text) else {"title": text}]),
        "key": (files(cv)["aliases.yaml"], {"aliases": {text: "me", "b": text}}),
    }


def fits(text: str) -> bool:
    """Whether a record with this title only is one text."""
    return list_entry(JournalArticle(title=Text(text)), 2)[0].startswith("  - title:") is False


def read_1_1(text: str) -> Any:
    return yaml.safe_load(text)


def read_1_2(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(io.StringIO(text))


def read_by_vitagraph(text: str) -> Any:
    node, problems = compose(text, "cv.yaml")
    return None if problems else raw(node)


def as_text(value: Any) -> Any:
    """A value with its integers as text, as the records have them."""
    if isinstance(value, dict):
        return {as_text(key): as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    return str(value) if type(value) is int else value


def check(text: str) -> None:
    """Every reader reads the text unchanged in every position; vitagraph's accepts no control characters."""
    readers = [read_1_1, read_1_2] if CONTROL.search(text) else [read_1_1, read_1_2, read_by_vitagraph]
    for place, (document, value) in in_every_place(text).items():
        for reader in readers:
            assert as_text(reader(document)) == value, (place, reader.__name__, document)


@pytest.mark.parametrize("text", SPECIAL)
def test_strings_that_look_like_other_types_stay_text(text: str) -> None:
    check(text)


@FEW
@given(strings)
def test_any_string_is_read_back(text: str) -> None:
    check(text)


@pytest.mark.generated
@pytest.mark.slow
@MANY
@given(strings)
def test_thousands_of_strings_are_read_back(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\x00", "a\x07", "\ufffe"])
def test_invalid_characters_are_rejected(text: str) -> None:
    """Lone surrogates and control characters are written as escapes, which the reader rejects with their place."""
    for document, _ in in_every_place(text).values():
        with pytest.raises(DataError, match=r"stands for no character|is not a printable character"):
            raise DataError(compose(document, "cv.yaml")[1])


NAMES = ["Jxjjjjjj Iiiiiii", "Anna-Maria Kkkkkkkk-Lllllllll", "Jean-Pierre Serre-Dupont", "Mmmmm Nnnnn", "van der Berg-Meier, A.-B."]


@pytest.mark.parametrize("shift", range(24))
def test_a_long_author_list_breaks_between_names_only(shift: int) -> None:
    """No name is broken at any line length, and no line with several names is too long."""
    authors = [Author("X" * (shift + 1) + " Y"), *map(Author, NAMES * 4), Author("Z", "", "Securities and Exchange Commission")]
    lines = field_lines(JournalArticle(title=Text("A"), authors=authors), "authors", 4)
    assert read_1_1("\n".join(lines)) == {
        "authors": [*(one.name for one in authors[:-1]), {"name": "Z", "organization": authors[-1].organization}]
    }
    assert max(map(len, lines)) <= WIDTH
    assert len(lines) > 3


def test_authors_keep_their_hyphens_on_every_way(tmp_path: Path) -> None:
    """From BibTeX through YAML, and from the graph through YAML."""
    authors = ["Aaaaaa Bbbbbbbbbb", "Cccccc Dddddddddd", "Eeeeee Ffffffffff", "Gggggg Hhhhhhhhhh", "Iiiiiii Jjjjjjjj", *NAMES[:3]]
    entry = f"@article{{a, author={{{' and '.join(authors)}}}, title={{Short}}, journal={{J}}, year=2020}}"
    imported = read(entry, "a.bib", "bibtex").cv
    printed = [one.name for one in imported.journal_articles[0].authors]
    written = vitagraph.read_text("".join(files(imported).values()))
    assert [one.name for one in written.journal_articles[0].authors] == printed == authors
    turtle = vitagraph.dataset(written).serialize("turtle")
    back = vitagraph.read_text("".join(files(read(turtle, "a.ttl", "turtle").cv).values()))
    assert [one.name for one in back.journal_articles[0].authors] == authors
