"""Names of people are decomposed and keyed; slugs are derived from any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitagraph.values import PersonName, Slug, slug

# text, family, given, initials, suffix, key
NAMES = [
    ("Klaus-Robert Müller", "Müller", "Klaus-Robert", "", "", "mueller-kr"),
    ("Müller K-R", "Müller", "", "K-R", "", "mueller-kr"),
    ("Müller KR", "Müller", "", "KR", "", "mueller-kr"),
    ("Müller, Klaus-Robert", "Müller", "Klaus-Robert", "", "", "mueller-kr"),
    ("Müller, K.-R.", "Müller", "", "K.-R.", "", "mueller-kr"),
    ("K.-R. Müller", "Müller", "K.-R.", "", "", "mueller-kr"),
    ("Müller", "Müller", "", "", "", "mueller"),
    ("Knuth DE", "Knuth", "", "DE", "", "knuth-de"),
    ("Knuth D. E.", "Knuth", "", "D. E.", "", "knuth-de"),
    ("Knuth, D.E.", "Knuth", "", "D.E.", "", "knuth-de"),
    ("D. E. Knuth", "Knuth", "D. E.", "", "", "knuth-de"),
    ("Donald E. Knuth", "Knuth", "Donald E.", "", "", "knuth-de"),
    ("J. R. R. Tolkien", "Tolkien", "J. R. R.", "", "", "tolkien-jrr"),
    ("Tolkien, J.R.R.", "Tolkien", "", "J.R.R.", "", "tolkien-jrr"),
    # particles
    ("Ludwig van Beethoven", "van Beethoven", "Ludwig", "", "", "van-beethoven-l"),
    ("van Beethoven L", "van Beethoven", "", "L", "", "van-beethoven-l"),
    ("van Beethoven, Ludwig", "van Beethoven", "Ludwig", "", "", "van-beethoven-l"),
    ("Beethoven, Ludwig van", "van Beethoven", "Ludwig", "", "", "van-beethoven-l"),
    ("Beethoven, L. van", "van Beethoven", "", "L.", "", "van-beethoven-l"),
    ("Femke van der Berg", "van der Berg", "Femke", "", "", "van-der-berg-f"),
    ("Berg, Femke van der", "van der Berg", "Femke", "", "", "van-der-berg-f"),
    ("Louis de Broglie", "de Broglie", "Louis", "", "", "de-broglie-l"),
    ("de Broglie L", "de Broglie", "", "L", "", "de-broglie-l"),
    ("da Silva JC", "da Silva", "", "JC", "", "da-silva-jc"),
    ("José Ortega y Gasset", "Ortega y Gasset", "José", "", "", "ortega-y-gasset-j"),
    ("Maria de la Cruz y Vega", "de la Cruz y Vega", "Maria", "", "", "de-la-cruz-y-vega-m"),
    ("de la Cruz y Vega M", "de la Cruz y Vega", "", "M", "", "de-la-cruz-y-vega-m"),
    ("Muhammad al-Khwarizmi", "al-Khwarizmi", "Muhammad", "", "", "al-khwarizmi-m"),
    ("van Beethoven", "Beethoven", "van", "", "", "beethoven-v"),
    ("Jean-Pierre Di Giorgi", "Di Giorgi", "Jean-Pierre", "", "", "di-giorgi-jp"),
    ("Di Giorgi JP", "Di Giorgi", "", "JP", "", "di-giorgi-jp"),
    ("A. El Hamdani", "El Hamdani", "A.", "", "", "el-hamdani-a"),
    ("El Hamdani, A.", "El Hamdani", "", "A.", "", "el-hamdani-a"),
    ("Femke Van Den Berg", "Van Den Berg", "Femke", "", "", "van-den-berg-f"),
    ("Al Gore", "Gore", "Al", "", "", "gore-a"),
    ("Nguyen Van Minh", "Minh", "Nguyen Van", "", "", "minh-nv"),
    ("محمد بن علي", "بن علي", "محمد", "", "", "bn-ly-m"),
    ("דוד בן גוריון", "בן גוריון", "דוד", "", "", "vn-gvryvn-d"),
    ("الحمداني، عادل", "الحمداني", "عادل", "", "", "lhmdny-ع"),
    # marks of authors, titles and degrees are no part of a name
    ("Obregón P*", "Obregón", "", "P", "", "obregon-p"),
    ("Tupa R†", "Tupa", "", "R", "", "tupa-r"),
    ("Kim J1,2", "Kim", "", "J", "", "kim-j"),
    ("Kim J¹,*", "Kim", "", "J", "", "kim-j"),
    ("*Kim, J.", "Kim", "", "J.", "", "kim-j"),
    ("blink-182", "blink-182", "", "", "", "blink-182"),
    ("Hon. Miriam Schroeter", "Schroeter", "Miriam", "", "", "schroeter-m"),
    ("Hon Wai", "Wai", "Hon", "", "", "wai-h"),
    ("Prof. Dr. Max Muster", "Muster", "Max", "", "", "muster-m"),
    ("Dr. rer. nat. Muster M", "Muster", "", "M", "", "muster-m"),
    ("Tonya Reyes, PhD", "Reyes", "Tonya", "", "", "reyes-t"),
    ("Reyes, MD", "Reyes", "", "MD", "", "reyes-md"),
    # families of several words
    ("García Márquez G", "García Márquez", "", "G", "", "garcia-marquez-g"),
    ("García Márquez, Gabriel", "García Márquez", "Gabriel", "", "", "garcia-marquez-g"),
    ("Beispiel-Nimmerland A", "Beispiel-Nimmerland", "", "A", "", "beispiel-nimmerland-a"),
    # suffixes
    ("Martin Luther King Jr.", "King", "Martin Luther", "", "Jr.", "king-ml-jr"),
    ("King ML Jr", "King", "", "ML", "Jr", "king-ml-jr"),
    ("King, Jr., Martin Luther", "King", "Martin Luther", "", "Jr.", "king-ml-jr"),
    ("John Smith III", "Smith", "John", "", "III", "smith-j-iii"),
    ("Smith J III", "Smith", "", "J", "III", "smith-j-iii"),
    ("Henry VIII Tudor", "Tudor", "Henry VIII", "", "", "tudor-hv"),
    # mononyms and initials alone
    ("Plato", "Plato", "", "", "", "plato"),
    ("A", "A", "", "", "", "a"),
    ("A B", "A", "", "B", "", "a-b"),
    # letters beyond ASCII
    ("Séamus O'Neil", "O'Neil", "Séamus", "", "", "oneil-s"),
    ("O’Neil S", "O’Neil", "", "S", "", "oneil-s"),
    ("Łukasz Żółć", "Żółć", "Łukasz", "", "", "zolc-l"),
    ("Ørsted HC", "Ørsted", "", "HC", "", "orsted-hc"),
    ("Hans Christian Ørsted", "Ørsted", "Hans Christian", "", "", "orsted-hc"),
    ("Þórður Ágústsson", "Ágústsson", "Þórður", "", "", "agustsson-th"),
    ("Erdős P", "Erdős", "", "P", "", "erdos-p"),
    ("ERDŐS P", "ERDŐS", "", "P", "", "erdos-p"),
    ("LeCun Y", "LeCun", "", "Y", "", "lecun-y"),
    ("Иван Петров", "Петров", "Иван", "", "", "petrov-i"),
    ("Петров И", "Петров", "", "И", "", "petrov-i"),
    ("王小鸟", "王小鸟", "", "", "", "王小鸟"),
    ("山田 太郎", "山田", "太郎", "", "", "山田-太郎"),
    ("김 민준", "김", "민준", "", "", "gim-min"),
    # typing errors
    ("  Wang   L ", "Wang", "", "L", "", "wang-l"),
    ("Binder A, ", "Binder A", "", "", "", "binder-a"),
    (", A", "", "", "A", "", "a"),
    ("", "", "", "", "", ""),
    (",", "", "", "", "", ""),
    ("???", "???", "", "", "", ""),
]


@pytest.mark.parametrize(("text", "family", "given_name", "initials", "suffix", "key"), NAMES, ids=[name[0] or "empty" for name in NAMES])
def test_names(text, family, given_name, initials, suffix, key):
    name = PersonName.parse(text)
    assert tuple(name) == (family, given_name, initials, suffix)
    assert name.key == key


@settings(deadline=None, derandomize=True, database=None)
@given(st.text(max_size=40))
def test_any_name_is_decomposed(text):
    name = PersonName.parse(text)
    assert name.key == "" or Slug.normalized(name.key) == name.key
    kept = "".join(part for part in name).replace(" ", "")
    assert len(kept) <= len(text)


@pytest.mark.parametrize(
    ("one", "other", "possible"),
    [
        ("Ada Beispiel", "Ada Beispiel", True),
        ("Ada Beispiel", "Beispiel A", True),  # an initial contradicts no given name
        ("Beispiel A", "Ada Beispiel", True),
        ("Beispiel A", "Beispiel A", True),
        ("Ada Beispiel", "Anna Beispiel", False),
        ("Hans Beispiel", "Hans-Christian Beispiel", True),
        ("Alex Beispiel", "Alexander Beispiel", False),  # a name written out is no short form of another
        ("Jana Beispiel", "Jan Beispiel", False),
        ("Yu Beispiel", "Yulin Beispiel", False),
        ("Jo Beispiel", "John Beispiel", False),
        ("J. Beispiel", "John Beispiel", True),
        ("Chr. Beispiel", "Christian Beispiel", True),
        ("Chr. Beispiel", "Carl Beispiel", False),
        ("JR Beispiel", "John Beispiel", True),
        ("JO BEISPIEL", "JON BEISPIEL", False),
        ("Þ. Beispiel", "Þórður Beispiel", True),
        ("Ю. Петров", "Юрий Петров", True),
        ("Юра Петров", "Юрий Петров", False),
        ("王 伟", "王 伟明", False),
        ("E\u0301lodie Beispiel", "Eva Beispiel", False),
        ("Hans Christian Beispiel", "Hans Carl Beispiel", False),
        ("Élodie Beispiel", "Elodie Beispiel", True),
    ],
)
def test_names_of_one_person(one, other, possible):
    assert PersonName.parse(one).may_be(PersonName.parse(other)) is possible


WORDS = st.sampled_from(["Müller", "Beispiel", "O'Neil", "Krähe", "Żółć", "Ørsted", "Beispiel-Nimmerland", "van der Berg", "de Broglie"])
GIVEN = st.sampled_from(["Ada", "Klaus-Robert", "Hans Christian", "Élodie", "Łukasz"])


@settings(deadline=None, derandomize=True, database=None)
@given(WORDS, GIVEN)
def test_every_form_of_a_name_has_one_key(family, given_name):
    letters = "".join(word[0] for word in re.split("[ -]", given_name))
    forms = [
        f"{given_name} {family}",
        f"{family}, {given_name}",
        f"{family} {letters}",
        f"{family}, {letters}",
        f"{family}, {' '.join(f'{letter}.' for letter in letters)}",
        f"{'. '.join(letters)}. {family}",
        f"{family} {'-'.join(letters)}",
    ]
    assert len({PersonName.parse(form).key for form in forms}) == 1


SLUGS = [
    ("", ""),
    ("!!!", ""),
    ("’", ""),
    ("Über uns", "ueber-uns"),
    ("u\u0308ber uns", "ueber-uns"),
    ("Straße", "strasse"),
    ("ẞ", "ss"),
    ("Ångström", "angstroem"),
    ("Café au lait", "cafe-au-lait"),
    ("don't can’t", "dont-cant"),
    ("C++", "c-plus-plus"),
    ("C#", "c-sharp"),
    ("#1 of 2", "1-of-2"),
    ("a_b.c/d", "a-b-c-d"),
    ("--a--b--", "a-b"),
    ("İstanbul", "istanbul"),
    ("½ ① ﬁ", "12-1-fi"),
    ("日本語", "日本語"),
    ("日本 ABC", "日本-abc"),
    ("Привет, мир", "privet-mir"),
    ("Σίσυφος", "sisyfos"),
    ("🦉", "owl"),
    ("x" * 60, "x" * 60),
    ("x" * 61, "x" * 60),
    ("x" * 60 + " y", "x" * 60),
    ("x" * 59 + " y", "x" * 59),
    ("x" * 58 + " y", "x" * 58 + "-y"),
    ("word " * 20, "-".join(["word"] * 12)),
    ("日" * 100, "日" * 60),
    ("さくら", "sakura"),
    ("日本の鳥", "日本の鳥"),
    ("Ỻ\U0003134b", "ll"),
]


@pytest.mark.parametrize(("text", "expected"), SLUGS, ids=[text[:20] or "empty" for text, _ in SLUGS])
def test_slugs(text, expected):
    assert slug(text) == expected


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.text(max_size=90))
def test_any_slug_is_an_id(text):
    made = slug(text)
    assert made == "" or Slug.parse(made) == made
    assert len(made) <= 60
    assert slug(made) == made
