"""The words of the pages: each language has every message, with the same placeholders and its own plural categories."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import vitagraph
from vitagraph.records import CV, Index, plan, record_classes, sections
from vitagraph.site import Options, build
from vitagraph.site.localization import Localizer
from vitagraph.site.words import Words, known, messages, words
from vitagraph.site.words.plurals import CATEGORIES, category, is_rule
from vitagraph.values import Days, PartialDate, Period
from vitagraph.values.printing import NO_BREAK, printed_date, printed_period, words_of

ROOT = Path(__file__).parents[1]
_SETTINGS = ("plurals", "ordinals")


def _texts(message: Any) -> list[str]:
    return [*message.values()] if isinstance(message, dict) else message if isinstance(message, list) else [message]


def _placeholders(message: Any) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", " ".join(message.values()) if isinstance(message, dict) else str(message)))


@pytest.mark.parametrize("language", known())
def test_each_language_has_every_message(language: str) -> None:
    """None is missing, empty, or left over from a former one; a list of months has as many as the English one."""
    expected, found = messages("en"), messages(language)
    assert {section: {*found[section]} for section in found} == {
        section: {*found[section]} if section in _SETTINGS else {*keys} for section, keys in expected.items()
    }
    for section, keys in found.items():
        for key, message in keys.items():
            at = f"{language}: {section}.{key}"
            if section in _SETTINGS:
                assert (key in CATEGORIES, is_rule(message), "other" in keys) == (True, True, True), at
                continue
            other = expected[section][key]
            assert all(text and text == text.strip() for text in _texts(message)) or key in (
                "group",
                "labelled",
                "separator",
                "names_separator",
            ), at
            assert type(message) is type(other), at
            assert not isinstance(message, list) or len(message) == len(other), at
            assert _placeholders(message) == _placeholders(other), at


@pytest.mark.parametrize("language", known())
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    """A message with forms has those of the categories of its language; the form for a number names it, unless it is of one number."""
    found = messages(language)
    for section, keys in found.items():
        for key, message in keys.items():
            if isinstance(message, dict):
                rules = "ordinals" if key in ("edition", "rank", "century") else "plurals"
                assert {*message} == {*found[rules]}, f"{language}: {section}.{key}"


def test_punctuation_behind_a_message_is_in_the_words() -> None:
    """French has a blank before a colon, Japanese a wide one, Arabic its own comma: no template or entry writes another."""
    templates = sorted((ROOT / "src/vitagraph/site/templates").glob("*.html"))
    assert len(templates) > 5
    assert [
        found
        for one in templates
        for found in re.findall(r"\{\{ words\.\w+ \}\}(?:<[^>]*>)*[:.;].{0,20}|%\}, |join\(\", ", one.read_text())
    ] == []
    entries = sorted((ROOT / "src/vitagraph/site/entries").glob("*.py"))
    assert [found for one in entries for found in re.findall(r"""["'], ["']\.join.{0,40}""", one.read_text())] == []


def test_french_lines_do_not_begin_with_punctuation() -> None:
    """The blank before it is one at which a line is not broken; apostrophes are typographic, also those of kinds of works."""
    found = messages("fr")
    texts = [text for name, keys in found.items() if name not in _SETTINGS for message in keys.values() for text in _texts(message)]
    assert [text for text in texts if re.search(r"(?: [:;?!]|[^\W\d]'\w)", text)] == []
    assert found["works"]["book-chapter"] == "chapitre d’ouvrage"


def test_styles_have_no_left_and_right() -> None:
    """A page from right to left is mirrored as a whole: sides are those of the line."""
    styles = [*(ROOT / "src/vitagraph/site").rglob("*.css")]
    assert len(styles) > 2
    sided = r"(?:margin|padding|border)-(?:left|right)\b|(?:float|text-align): (?:left|right)\b|[{;] *(?:left|right):"
    assert [found for one in styles for found in re.findall(sided, one.read_text("utf-8"))] == []


def test_no_message_is_unused() -> None:
    """Each message of the page is named in code, template or script; each label of a field is that of a field, and each field has one."""
    code = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src/vitagraph/site").rglob("*") if path.suffix in (".py", ".html", ".js")
    )
    assert [key for key in messages("en")["page"] if key not in code and key not in sections()] == []
    fields = [field for record in record_classes() for field in plan(record).facts]
    labels = {*messages("en")["fields"]}
    assert labels - {field.name for field in fields} == set()
    assert {field.name for field in fields if not field.identified} - labels == set()
    of_classes = {f"{record.__name__}.{field.name}" for record in record_classes() for field in plan(record).facts}
    assert {*messages("en")["fields_of_classes"]} <= of_classes
    assert {name for name in sections() if name not in ("sections", *_WITHOUT_HEADING)} <= {*messages("en")["page"]}


#: sections whose records are lists of names, with headings of their own
_WITHOUT_HEADING = ("people", "organizations", "places", "countries", "events", "journals", "series", "interests")


def test_a_missing_message_is_an_error_where_it_is_used() -> None:
    """Also an empty one, and one without the plural forms that it needs."""
    broken = Words("xx", {"page": {"skip": "", "rows": "rows"}, "plurals": {"other": ""}})
    for use in (lambda: broken["skip"], lambda: broken["print"], lambda: broken.counted("rows", 2)):
        with pytest.raises(KeyError, match=r"xx.yaml: the message page\.\w+ is missing"):
            use()


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"one": "n = 1", "other": ""}, {1: "one", 0: "other", 2: "other"}),
        (
            {"one": "n = 1", "few": "n % 10 = 2..4 and n % 100 != 12..14", "many": "n != 1", "other": ""},  # Polish
            {1: "one", 2: "few", 12: "many", 22: "few", 25: "many", 0: "many", 104: "few", 112: "many"},
        ),
        (
            {"zero": "n = 0", "few": "n % 100 = 3..10", "many": "n % 100 = 11..99", "other": ""},
            {0: "zero", 103: "few", 11: "many", 100: "other"},
        ),
        ({"many": "n = 8,11,80,800 or n = 9", "other": ""}, {11: "many", 9: "many", 10: "other"}),
    ],
)
def test_plural_categories(rules: dict[str, str], expected: dict[int, str]) -> None:
    """The rules are those of CLDR for whole numbers."""
    assert {number: category(number, rules) for number in expected} == expected
    assert all(map(is_rule, rules.values()))
    assert not is_rule("n is 1")


@pytest.mark.parametrize("language", ["en", "de"])
def test_dates_of_pages_are_those_of_labels(language: str) -> None:
    """The graph has labels with dates in English and German, in the same words."""
    for date in ("2020", "2020-08", "2020-03-21", "1990~", "1984?", "2015-21", "2015-24", "199X", "19XX", "-0044", "21XX"):
        assert printed_date(PartialDate(date), words(language).dates) == printed_date(PartialDate(date), words_of(language))
    for period in ("2010/2012-05", "2010/..", "../2010"):
        assert printed_period(Period.parse(period), words(language).dates) == printed_period(Period.parse(period), words_of(language))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "13/14/16 Dec 2021"), ("de", "13./14./16. Dez. 2021"), ("ja", "2021年12月13日/14日/16日"), ("ar", "13/14/16 ديسمبر 2021")],
)
def test_days_of_one_month_share_it(language: str, expected: str) -> None:
    """The year and the month stand once, where the language has them."""
    shown = Localizer(Index(CV()), language).days(Days.parse("2021-12-13/14/16"))
    assert shown.replace(NO_BREAK, " ") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1st century", "14th century", "20th century"]),
        ("fr", ["Ier siècle", "XIVe siècle", "XXe siècle"]),
        ("es", ["siglo I", "siglo XIV", "siglo XX"]),
        ("it", ["I secolo", "XIV secolo", "XX secolo"]),
        ("pl", ["I wiek", "XIV wiek", "XX wiek"]),
        ("pt", ["século I", "século XIV", "século XX"]),
    ],
)
def test_centuries(language: str, expected: list[str]) -> None:
    """With the numerals that the language writes."""
    assert [printed_date(PartialDate(date), words(language).dates) for date in ("00XX", "13XX", "19XX")] == expected


def test_labels_have_the_colon_of_the_language(tmp_path: Path) -> None:
    """Also within a line, and in the feed."""
    person = "person: {name: Ada, metrics: {kind: h-index, number: 21, source: Nids}}\n"
    talk = "talks: [{title: Silence, date: 2022-05-03, genre: conte}]\n"
    (tmp_path / "cv.yaml").write_text(f"document: {{iri: https://ada.example/cv, language: fr}}\n{person}{talk}", "utf-8")
    built = build(Index(vitagraph.read(tmp_path)), Options())
    page, feed = (re.sub("<[^>]+>", "", built[name].decode()) for name in ("index.html", "feed.xml"))
    label = messages("fr")["fields"]
    assert f"{label['source']}\u00a0: Nids" in page
    assert f"{label['genre']}\u00a0: conte" in feed
