"""Language tags: a text has the language of its record where it is in a script of it, and a label that of all its parts."""

from __future__ import annotations

from itertools import permutations

import pytest

import vitagraph
from vitagraph.errors import DataError
from vitagraph.importers.levels import knowledge_of
from vitagraph.rdf.terms import parse
from vitagraph.rdf.vocabulary import SCHEMA
from vitagraph.records.kind_words import FLUENCY
from vitagraph.recovery import records
from vitagraph.values import tag_of
from vitagraph.values.language_names import tag_of_name
from vitagraph.yaml import read_files
from vitagraph.yaml.writing import files


def labels(text: str, contained: str) -> set[tuple[str, str]]:
    """The literals that contain a text, each with its tag."""
    index = read_files([("cv.yaml", text.encode())], "cv.yaml")
    graphs = vitagraph.dataset(index.cv).graphs()
    literals = {parse(triple[2]) for triples in graphs.values() for triple in triples if triple[2][0] == '"'}
    return {(one.value, one.language) for one in literals if contained in one.value and not one.datatype}


@pytest.mark.parametrize(
    ("language", "text", "fits"),
    [
        ("en", "Hooting", True),
        ("en", "β-catenin in owls", True),
        ("en", "Über Eulen, œuvre", True),
        ("en", "大会賞", False),
        ("fr", "פעמים", False),
        ("de", "Сова", False),
        ("en", "2019 (3)", True),
        ("ja", "2019", True),
        ("ja", "大会賞", True),
        ("ja", "Rによる統計", True),
        ("ja", "フクロウ", True),
        ("ja", "Fortran", False),
        ("ja-latn", "Fukurou", True),
        ("zh", "猫头鹰", True),
        ("zh", "Owl", False),
        ("zh", "ふくろう", False),
        ("ko", "올빼미", True),
        ("he", "ינשוף", True),
        ("he", "بومة", False),
        ("ar", "Rabat", False),
        ("ru", "Сова", True),
        ("el", "Owl", False),
        ("sr", "Sova", True),  # written in two scripts
        ("sr", "Сова", True),
        ("und", "Owl", False),
    ],
)
def test_a_tag_fits_the_script(language, text, fits):
    assert tag_of(language, text) == (language if fits else "")


def test_a_label_has_a_tag_only_if_all_parts_have_it():
    assert tag_of("en", "Owl", "Hooting") == "en"
    assert tag_of("en", "Owl", "פעמים") == ""


def test_the_name_of_a_language_has_one_tag_in_each_language():
    """Of a variety without one, no tag."""
    assert {tag_of_name(name) for name in ("English", "anglais", "英語", "английский", "Inglês")} == {"en"}
    assert tag_of_name("English of owls") == ""


@pytest.mark.parametrize(
    ("text", "contained", "expected"),
    [
        ("service: [{role: editor, journal: פעמים}]", "editor: ", ""),
        ("service: [{role: editor, journal: Owls}]", "editor: ", "en"),
        ("service: [{role: editor, organization: Verein der Eulen, lang: de}]", "editor: ", "en"),
        ("service: [{role: editor, organization: eulen}]\norganizations: [{id: eulen, name: Verein der Eulen, lang: de}]", "editor: ", ""),
        ("events: [{name: Congrès des chouettes}]", "chouettes", ""),
        ("events: [{name: Congrès des chouettes, lang: fr}]", "chouettes", "fr"),
        ("events: [{name: Owls 2017, lang: en}]", "Owls", "en"),
        ("events: [{name: {en: Owls 2017}}]", "Owls", "en"),
        ("places: [{name: Jena, country: Germany}]", "Germany", ""),
        ("skills: [{name: Python, area: Snakes, description: Seven kinds}]", "Python", ""),
        ("skills: [{name: Python, area: Snakes, description: Seven kinds}]", "Snakes", ""),
        ("skills: [{name: Python, area: Snakes, description: Seven kinds}]", "Seven", "en"),
        ("skills: [{name: Weben, area: Handwerk, lang: de}]", "Handwerk", "de"),
        ("sections: [{title: S, entries: [{organization: Owls}]}]", "Owls", ""),
        ("service: [{role: editor, role_name: מדיר}]", "מדיר", ""),
        ("journal_articles: [{title: A, journal: פעמים, volume: 3}]", "volume 3", ""),
        ("journal_articles: [{title: A, journal: Owls, volume: 3}]", "volume 3", "en"),
        ("awards: [{name: Prix, lang: fr, year: 2010, outcome: honourable-mention, rank: 2}]", "2010, honourable mention", ""),
        ("awards: [{name: 口頭発表賞, lang: ja, year: 2018, rank: 3}]", "3rd place", ""),
        ("awards: [{name: 口頭発表賞, year: 2018, rank: 3}]", "3rd place", ""),
        ("awards: [{name: Prize, year: 2010, outcome: honourable-mention}]", "2010, honourable mention", "en"),
        ("awards: [{name: Preis, lang: de, year: 2010, rank: 2}]", "2. Platz", "de"),
        ("projects: [{title: Stille Wasser, lang: de}]", "role in ", ""),
        ("projects: [{title: Still Waters}]", "role in ", "en"),
        ("person: {name: فاطمة}", "Curriculum vitae of فاطمة", ""),
        ("skills: [{name: X, area: フクロウ学}]", "フクロウ学", ""),
        ("reports: [{title: A, keywords: [大会], date: 2020}]", "大会", ""),
        ("document: {language: ja}\\nskills: [Fortran]", "Fortran", ""),
    ],
)
def test_labels_have_the_tag_of_their_parts(text, contained, expected):
    found = labels(text.replace("\\n", "\n"), contained)
    assert {tag for _, tag in found} == {expected}


MENTIONS = [
    "  - {title: Hooting, organization: Globe Institute, lang: en}\n",
    "  - {title: Hululer, organization: Globe Institute, lang: fr}\n",
    "  - {title: 夜, organization: Globe Institute, lang: ja}\n",
]


def test_a_mentioned_proper_name_has_no_language():
    """The language of the record that mentions it is that of its own texts."""
    for several in (*MENTIONS, *map("".join, permutations(MENTIONS, 2))):
        assert labels(f"teaching:\n{several}", "Globe") == {("Globe Institute", "")}


def test_the_title_of_a_cited_work_has_only_a_stated_language():
    """The language of the CV is not that of every work that it cites."""
    work = "works: [{kind: book-review, date: 2004, reviewed: "
    assert labels(f"{work}Storia}}]", "Storia") == {("Storia", ""), ("Review of: Storia", "en")}
    assert labels(f"{work}{{title: {{it: Storia}}}}}}]", "Storia") == {("Storia", "it"), ("Review of: Storia", "")}


@pytest.mark.parametrize(("kind", "languages"), [("critical-edition", set()), ("textbook", {'"en"'})])
def test_an_edition_is_not_in_the_language_of_its_title(kind, languages):
    index = read_files([("cv.yaml", f"works: [{{kind: {kind}, title: Owls, date: 2004}}]".encode())], "cv.yaml")
    node = index.node(index.cv.works[0])
    found = {term for one, predicate, term in vitagraph.dataset(index.cv).triples() if (one, predicate) == (node, SCHEMA.inLanguage)}
    assert found == languages


def test_a_mentioned_book_has_the_language_of_all_chapters_in_it():
    """The order of the records decides nothing, and a restricted chapter changes no public tag."""
    chapters = [f"  - {{title: {one}, book: Uhu, lang: {tag}, date: 2020}}\n" for one, tag in (("A", "en"), ("B", "de"))]
    for one, tag in zip(chapters, ("en", "de"), strict=True):
        assert labels(f"book_chapters:\n{one}", "Uhu") == {("Uhu", tag)}
    for several in permutations(chapters):
        assert labels(f"book_chapters:\n{''.join(several)}", "Uhu") == {("Uhu", "")}
    private = chapters[1].replace("}", ", visibility: private}")
    assert labels(f"book_chapters:\n{chapters[0]}{private}", "Uhu") == {("Uhu", "en")}


@pytest.mark.parametrize(
    "text",
    [
        f"teaching:\n{''.join(MENTIONS)}",
        "document: {language: ja}\nreports: [{title: Hooting, date: 2020, keywords: [Owl, 夜]}]\nskills: [Fortran, {name: X, area: Y}]",
        "reports: [{title: Hooting, lang: ja, date: 2020, keywords: [Owl]}, {title: 夜, date: 2020, keywords: [Owl, 夜]}]",
        "reports: [{title: {und: Hooting, de: Heulen}, date: 2020}, {title: Huh, lang: und, date: 2021}]",
        "awards: [{name: 口頭発表賞, year: 2018, rank: 3}, {name: Prize, lang: ja, year: 2018}]",
        "studies: [{degree: 博士, organization: 京都大学}, {degree: MSc, lang: ja, organization: Kyoto University}]",
        "service: [{role: editor, journal: פעמים, role_name: מדיר}]",
        "reports: [{title: {en: 夜}, date: 2020}]",
        "organizations: [{name: A}, {name: B, lang: en}, {name: C, lang: de}, {name: {en: D}}, {name: {en: E, de: F}}]",
        "events: [{name: G, lang: und}]",
        "skills: [{name: A, area: X, description: D}, {name: B, area: X, lang: en, description: D}, {name: {de: C}, description: D}]",
        "skills: [{name: A, description: {de: D}}, {name: {und: B}, lang: de, description: D}, {name: C, lang: fr, area: X}]",
        "patent_families: [{title: Owl, lang: ja, documents: [JP 2018-123456 A]}]",
    ],
)
def test_texts_without_a_tag_come_back(text):
    cv = read_files([("cv.yaml", text.encode())], "cv.yaml").cv
    graphs = {name.rpartition("/")[2].rstrip(">"): triples for name, triples in vitagraph.dataset(cv).graphs().items()}
    back, lost = records(graphs)
    assert not lost
    again = read_files([(name, written.encode()) for name, written in files(back).items()], "cv").cv
    assert {frozenset(one) for one in vitagraph.dataset(again).graphs().values()} == {frozenset(one) for one in graphs.values()}


@pytest.mark.parametrize("word", [*FLUENCY, "Fluent", "very-good"])
def test_a_word_of_no_scale_is_no_step_of_one(word):
    """A level states a step that the CV names; other words stand as they are written."""
    (language,) = read_files([("cv.yaml", f"languages: [{{name: Welsh, level: {word}}}]".encode())], "cv.yaml").cv.languages
    assert (language.level, language.fluency) == (None, word)
    assert knowledge_of(word) == {"fluency": word}
    with pytest.raises(DataError, match="is not listed under language proficiency"):
        read_files([("cv.yaml", f"languages: [{{name: Welsh, level: {word}, fluency: so}}]".encode())], "cv.yaml")
