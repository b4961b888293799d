"""The languages of the pages, the owner's words, and the order, titles and visibility of sections."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import vitagraph
from vitagraph.errors import DataError
from vitagraph.records import Index
from vitagraph.records.page_layout import page_sections
from vitagraph.site import Options, build
from vitagraph.site.entries import sections
from vitagraph.site.localization import Localizer
from vitagraph.site.words import REVIEWS, known, messages, words
from vitagraph.site.words.own import SiteWords

ROOT = Path(__file__).parents[1]
_CV = """\
document: {{iri: https://ada.example/cv{document}}}
person: {{name: Ada Beispiel, bio: {bio}}}
awards: [{{name: Golden Owl, year: 2021, organization: Owl Society}}]
talks: [{{title: On Owls, date: 2022-05-03}}]
skills: [{{name: Whistling}}]
sections: [{{id: pets, title: Pets, entries: [A cat]}}]
"""


def _files(folder: Path, document: str = "", bio: str = "She listens.") -> dict[str, bytes]:
    (folder / "cv.yaml").write_text(_CV.format(document=document, bio=bio), encoding="utf-8")
    return build(vitagraph.yaml.read_index(folder), Options(folder=folder))


def _languages(files: dict[str, bytes]) -> list[str]:
    pages = [path for path in files if re.fullmatch(r"(?!cv)(\w\w/)?index.html", path)]
    return [re.findall('<html lang="([^"]+)"', files[path].decode())[0] for path in pages]


@pytest.mark.parametrize(
    ("document", "bio", "expected"),
    [
        ("", "She listens.", ["en"]),
        ("", "{en: She listens., ja: 聞く。, sv: Hon lyssnar.}", ["en", "ja"]),  # Swedish has no words
        (", language: fr", "Elle écoute.", ["fr", "en"]),
        (", language: pt-BR", "Ela escuta.", ["pt", "en"]),
        (", language: sv", "Hon lyssnar.", ["en"]),
        (", languages: [ar, de]", "She listens.", ["ar", "de"]),
    ],
)
def test_the_languages_of_the_pages(tmp_path: Path, document: str, bio: str, expected: list[str]) -> None:
    """Those that the document states, else those of the CV and of its head, and English."""
    files = _files(tmp_path, document, bio)
    assert _languages(files) == expected
    assert ('<html lang="ar" dir="rtl">' in files["index.html"].decode()) == (expected[0] == "ar")


def test_texts_of_a_page_from_right_to_left_have_a_direction(tmp_path: Path) -> None:
    """Else the end of an identifier, of an abbreviated name or of a citation would stand before it."""
    work = "{id: owls, title: Owls, authors: [Eule E., Specht K.], "
    work += "journal: J. Owl., date: 2016, doi: 10.5555/owl.2016, citation: Eule E. Owls.}"
    text = _CV.format(document=", languages: [ar]", bio="She listens.") + f"journal_articles: [{work}]\n"
    (tmp_path / "cv.yaml").write_text(text, encoding="utf-8")
    page = build(vitagraph.yaml.read_index(tmp_path), Options(folder=tmp_path))["publication/owls.html"].decode()
    for found in ("10.5555/owl.2016", "J. Owl.", "Eule E.", "Eule E. Owls."):
        assert re.search(rf'<\w+[^>]* dir="auto"[^>]*>{re.escape(found)}</', page), found
    assert re.findall(r'<div class="code"([^>]*)>', page) == [' dir="ltr"']
    assert "Eule E.</span>، <span" in page


def test_a_language_without_words_is_an_error(tmp_path: Path) -> None:
    """With its place, and what to write instead."""
    with pytest.raises(DataError, match=r"cv.yaml:1:\d+: there are no words in 'sv' for pages; write one of en, .*words/sv.yaml"):
        _files(tmp_path, ", languages: [en, sv]")


def test_sections_of_the_page_are_those_that_records_name() -> None:
    """Each section of the page may be named, and each that may be named can be on the page."""
    cv = vitagraph.read(ROOT / "data/example")
    cv.document.sections = []
    found = [one.name for one in sections(Localizer(Index(cv), "en")) if not one.name.startswith("section/")]
    assert [name for name in found if name != "works-ip"] == list(page_sections())


def test_order_titles_and_visibility_of_sections(tmp_path: Path) -> None:
    """Sections that are not named follow; a hidden one is not on the page, and its facts stay in the graph."""
    stated = ", languages: [en, de], sections: [pets, {section: talks, title: {en: Speeches, de: Reden}}, {section: awards, hidden: true}]"
    files = _files(tmp_path, stated)
    for path, talks, skills in (("index.html", "Speeches", "Skills"), ("de/index.html", "Reden", "Kenntnisse")):
        page = files[path].decode()
        assert re.findall(r'<h2 id="(.*?)-title"', page)[1:4] == ["section/pets", "talks", "skills"]
        assert re.findall(r'<li><a href="#(?!about|names)([^"]*)"', page)[:3] == ["section/pets", "talks", "skills"]
        assert f'<h2 id="talks-title">{talks}</h2>' in page
        assert f">{skills}</h2>" in page
        assert "Golden Owl" not in page.partition("<body")[2].partition("<script")[0]
    assert "Golden Owl" in files["cv.ttl"].decode()


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("award", r"cv.yaml:1:\d+: the page has no section 'award'; did you mean 'awards'"),
        ("{section: talks, titel: x}", r"'titel' is no key of a section of the page; did you mean 'title'"),
        ("{title: x}", "a section of the page without its name; write for example"),
        ("{section: talks, hidden: perhaps}", "'perhaps' is neither true nor false"),
        ("{section: talks, title: []}", "is not text|stands twice|no text"),
        ("pets, pets", r"the section 'pets' stands twice; keep one of the entries"),
        ("'{\"section\": [1]}'", "is not the name of a section"),
    ],
)
def test_faults_of_sections(tmp_path: Path, entry: str, message: str) -> None:
    """Each has its place and what to write instead."""
    with pytest.raises(DataError, match=message):
        _files(tmp_path, f", sections: [{entry}]")


def test_words_of_the_owner(tmp_path: Path) -> None:
    """A file replaces messages, or adds a language, with another one below it."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words/de.yaml").write_text('page: {talks: "Reden & Vorträge"}', encoding="utf-8")
    swedish = 'otherwise: en\nlanguage: {name: Svenska}\nplurals: {one: n = 1, other: ""}\npage: {no: Nej, awards: Utmärkelser}\n'
    (tmp_path / "words/sv.yaml").write_text(swedish, encoding="utf-8")
    files = _files(tmp_path, ", languages: [sv, de]")
    assert ">Utmärkelser</h2>" in files["index.html"].decode()
    assert ">Svenska</a>" in files["de/index.html"].decode()
    assert "Reden &amp; Vorträge</h2>" in files["de/index.html"].decode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("page: {ask: Fråga}", r"sv.yaml:1:1: messages are missing: works.journal-article.* more; write them, or `otherwise: en`"),
        ("otherwise: xx\npage: {ask: Fråga}", "there are no words in 'xx'; write one of en"),
        ("otherwise: en\npage: {aks: Fråga}", r"sv.yaml:2:8: there is no message 'aks' in page; did you mean 'talks'"),
        ("otherwise: en\npages: {ask: Fråga}", r"there is no section 'pages' of words; did you mean 'page'"),
        ("otherwise: en\npage: {ask: ''}", "the message is empty; write it, or delete its key"),
        ("otherwise: en\npage: {ask: }", "the message is empty"),
        ("otherwise: en\npage: {volume: band}", r"the placeholders are none; write \{number\}"),
        ("otherwise: en\npage: {volume: 'band {number'}", "a brace is not closed"),
        ("otherwise: en\npage: {volume: '{number.__class__}'}", r"the placeholders are \{number.__class__\}"),
        ("otherwise: en\npage: {volume: '{number:>9999999999}'}", r"the placeholders are \{number:>9999999999\}"),
        ("otherwise: en\npage: {volume: '{number!r}'}", r"the placeholders are \{number!r\}"),
        ("otherwise: en\npage: {rows: rader}", "the message has another form; write its forms by plural category"),
        ("otherwise: en\npage: {rows: {one: '{n} rad'}}", "the plural category other is missing"),
        ("otherwise: en\npage: {rows: {single: '{n} rad', other: '{n} rader'}}", "the plural category single is unknown"),
        ("otherwise: en\ndates: {months: [jan]}", "the list has 1 texts; write 12"),
        ("otherwise: en\nplurals: {one: n is 1}", "'n is 1' is no condition of CLDR"),
        ("otherwise: en\nlanguage: {reviewed: 'true'}", "'true' is no value of language.reviewed; write one of source, no"),
        ("otherwise: en\nlanguage: {direction: up}", "'up' is no value of language.direction; write one of ltr, rtl"),
        ("otherwise: en\npage: [a]", "a section of words is a mapping"),
        ("[]", "there are no words in it"),
        ("a: [", "sv.yaml:2:1: a value is missing here"),
    ],
)
def test_faults_of_the_owners_words(tmp_path: Path, text: str, message: str) -> None:
    """Each has its place and what to write instead."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words/sv.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        SiteWords(tmp_path).of("sv")


def test_words_that_no_page_has_are_checked(tmp_path: Path) -> None:
    """A file of another language, and one with another suffix, are not left out silently."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words/sv.yaml").write_text("page: {aks: Fråga}", encoding="utf-8")
    (tmp_path / "words/da.yml").write_text("otherwise: en", encoding="utf-8")
    with pytest.raises(DataError, match=r"(?s)da.yml: words stand in files such as da.yaml; rename it.*there is no message 'aks'"):
        _files(tmp_path, ", languages: [en]")


def test_how_far_words_are_reviewed_is_stated(tmp_path: Path) -> None:
    """In each file, the same in the documentation; a new language of the owner does not have the review of the words below it."""
    page = (ROOT / "docs/how-to/languages.md").read_text(encoding="utf-8")
    table = {code: (name, reviewed) for name, code, reviewed in re.findall(r"\| (\w+) \| `(\w\w)` \| ([\w ]+) \|", page)}
    assert table == {one: (messages("en")["languages"][one], words(one).reviewed) for one in known()}
    assert {reviewed for _, reviewed in table.values()} <= {*REVIEWS}
    assert re.findall(r"^- `([\w ]+)`:", page, re.MULTILINE) == [*REVIEWS]
    (tmp_path / "words").mkdir()
    for name, text in (("sv", "otherwise: en"), ("da", "otherwise: en\nlanguage: {reviewed: translated back}"), ("fr", "page: {no: Non}")):
        (tmp_path / f"words/{name}.yaml").write_text(text, encoding="utf-8")
    own = SiteWords(tmp_path)
    assert [own.of(one).reviewed for one in ("sv", "da", "fr")] == ["no", "translated back", words("fr").reviewed]
