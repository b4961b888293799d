"""Text in languages, language tags, ids, and tokens of terms."""

from __future__ import annotations

import copy
import pickle
from unicodedata import normalize

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitagraph.rdf.terms import iri, literal, parse, part, tagged, typed
from vitagraph.values import FullName, LanguageTag, Slug, Text

QUICK = settings(max_examples=150, deadline=None, derandomize=True, database=None)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.mark.parametrize(
    ("text", "tag"),
    [("en", "en"), ("de-DE", "de-de"), ("en_GB", "en-gb"), ("zh-Hant-TW", "zh-hant-tw"), ("es-419", "es-419"), ("de-1996", "de-1996"),
     ("sl-rozaj-biske", "sl-rozaj-biske"), ("de-x-owl", "de-x-owl"),
     ("en-a-bbb-x-a", "en-a-bbb-x-a")],
)  # fmt: skip
def test_language_tags(text, tag):
    assert LanguageTag.parse(text) == tag
    pyoxigraph.Literal("", language=tag)


@pytest.mark.parametrize(
    "text",
    ["", "e", "klingon", "deutsch", "english!", "en-", "-en", "en--gb", "en us", "de-de-de-de-de", "x-klingon", "123", "énglish", "en-a"],
)
def test_no_language_tags(text):
    with pytest.raises(ValueError, match="language tag"):
        LanguageTag.parse(text)


@QUICK
@given(st.from_regex(r"[A-Za-z0-9-]{1,14}", fullmatch=True))
def test_language_tags_are_tags_for_others_too(text):
    try:
        tag = LanguageTag.parse(text)
    except ValueError:
        return
    assert pyoxigraph.Literal("", language=tag).language == tag


@pytest.mark.parametrize("text", ["a", "tu-berlin", "a.b_c--d", "0", "1-2", "ä", "日本-abc", "мир"])
def test_ids(text):
    assert Slug.parse(text) == text


@pytest.mark.parametrize("text", ["A", "a b", "-a", "a-", "Ä", "a\u0308", "ｱ", "a/b", "a#b", ""])
def test_no_ids(text):
    with pytest.raises(ValueError, match="not an id"):
        Slug.parse(text)


def test_text_in_languages():
    text = Text.parse({"en": " Owls ", "de-DE": "Eulen"})
    assert text == Text("Owls", (("en", "Owls"), ("de-de", "Eulen")))
    assert text.terms("fr") == ['"Owls"@en', '"Eulen"@de-de']
    assert Text.parse("Owls").terms("fr") == ['"Owls"@fr']
    assert Text.untagged("Owls").terms("fr") == ['"Owls"']


@pytest.mark.parametrize(
    ("raw", "language", "text"),
    [
        ("Owls", "fr", "Owls"),
        ({"en": "Owls", "de": "Eulen"}, "en", "Owls"),
        ({"en": "Owls", "de": "Eulen"}, "de", "Eulen"),
        ({"en": "Owls", "de": "Eulen"}, "fr", "Eulen"),
        ({"it": "Gufi", "en": "Owls"}, "de", "Owls"),
    ],
)
def test_text_in_a_language_or_else_in_the_first_by_tag(raw, language, text):
    assert Text.parse(raw).in_language(language) == text


def test_names_of_mentions_keep_their_titles():
    assert FullName.of_term(literal("Dr. Ada Beispiel")) == "Dr. Ada Beispiel"
    assert FullName.of_term(iri("urn:ada")) is None


def test_texts_differ_by_their_languages():
    assert Text("Owls") != Text("Owls", (("en", "Owls"),))
    assert Text("Owls") == "Owls"
    assert len({Text("Owls"), Text.untagged("Owls")}) == 2


@pytest.mark.parametrize("text", [Text("Owls"), Text.parse({"en": "Owls", "de": "Eulen"}), Text.untagged("x")])
def test_texts_survive_copying(text):
    assert copy.deepcopy(text) == pickle.loads(pickle.dumps(text)) == text


@pytest.mark.parametrize(
    "raw", ["", " ", [], {}, None, {"en": ""}, {"en": None}, {"": "x"}, {"en": "a", "EN": "b"}, {"en": {"en": "a"}}, ["a"]]
)
def test_no_text(raw):
    with pytest.raises(ValueError, match="; "):
        Text.parse(raw)


# -- terms


@QUICK
@given(ANY)
def test_literals_come_back(text):
    assert parse(literal(text)) == (text, False, "", "")
    assert parse(tagged(text, "en-gb")) == (text, False, "en-gb", "")
    assert parse(tagged(text, "")) == parse(literal(text))


@QUICK
@given(ANY)
def test_literals_are_read_by_others(text):
    (triple,) = pyoxigraph.parse(f"<a:s> <a:p> {literal(text)} .".encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert triple.object == pyoxigraph.Literal(text)


@QUICK
@given(ANY)
def test_literals_are_spelled_as_others_spell_them(text):
    if not any(one in text for one in "\ufffe\uffff") and all(ord(one) > 31 and not 127 <= ord(one) < 160 for one in text):
        assert str(pyoxigraph.Literal(text)) == literal(text)


def test_typed_literals_come_back():
    assert parse(typed("2020", "<http://www.w3.org/2001/XMLSchema#gYear>")) == ("2020", False, "", "http://www.w3.org/2001/XMLSchema#gYear")


@QUICK
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map("https://a.example/".__add__))
def test_iris_hold_nothing_that_an_iri_may_not(text):
    token = iri(text)
    assert parse(token).is_iri
    assert parse(token).value == iri(parse(token).value)[1:-1]
    assert not set(token[1:-1]) & set('<>"{}|^`\\ \n\t\0')


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("https://a/b", "<https://a/b>"),
        ("https://a/b c", "<https://a/b%20c>"),
        ("https://a/<é>", "<https://a/%3Cé%3E>"),
        ("a:\n\\", "<a:%0A%5C>"),
    ],
)
def test_iris(text, token):
    assert iri(text) == token


def test_parts():
    assert part("<https://a/cv#talk/owls>", "day/1") == "<https://a/cv#talk/owls/day/1>"


@pytest.mark.parametrize("token", ["owls", '"owls', '"owls"@', '"owls"^^xsd:int', '"a"b"', "_:b0"])
def test_no_terms(token):
    with pytest.raises(ValueError, match="not an N-Triples term"):
        parse(token)


@QUICK
@given(ANY | st.text("aeou\u0308\u0301\u0327가힣\u1100\u1161\u11a8 ", max_size=12))
def test_literals_are_in_form_c(text: str) -> None:
    """One text in two Unicode forms is one literal, and parsing its token gives Form C."""
    forms = {literal(normalize(form, text)) for form in ("NFC", "NFD")}
    assert forms == {literal(text)}
    assert parse(literal(text)).value == normalize("NFC", text)
