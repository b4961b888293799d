"""Names of people, and the slugs from which ids are derived."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from vitagraph.patterns import regex
from vitagraph.values.digests import digest

# Letters that NFKD does not decompose, and umlauts as German transliterates them.
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "å": "a",
     "Å": "A", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae",
     "œ": "oe", "Œ": "Oe", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N", "’": "", "ʼ": "", "'": "", "\u2010": "-",
     "\u2011": "-", "\u00ad": ""}
)  # fmt: skip
_LONGEST_SLUG = 60


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Text as an id: transliterated, in lower case, words joined by hyphens, cut between words at 60 characters.

    Letters of alphabets and syllabaries are transliterated. The reading of Han characters depends on the language, so text with
    them keeps its letters, and so does text of which only the digits would remain. Returns "" for text without letters and digits.
    """
    return _cut(_words(text))


@lru_cache(maxsize=4096)
def full_slug(text: str) -> str:
    """Text as an id that is not cut and keeps every letter that is not Latin: it differs where `slug` of two texts is the same."""
    return _words(text) if text.isascii() else _words_of_any_script(text)


@lru_cache(maxsize=4096)
def whole_slug(text: str) -> str:
    """The slug of a text, followed by a digest of all its words where these are cut.

    It is for IRIs that no other rule keeps apart: two texts that only differ after 60 characters get two slugs.
    """
    words = _words(text)
    cut = _cut(words)
    return cut if cut == words else with_digest(cut, words)


def with_digest(identifier: str, text: str) -> str:
    """An id followed by a digest of a text, which distinguishes it where nothing else does."""
    return f"{identifier}-{digest('sha256', text)[:6]}"


def joined_slugs(*texts: object) -> str:
    """The slugs of several texts, joined by hyphens; each is cut for itself, so that none hides the next."""
    return "-".join(filter(None, (slug(str(text)) for text in texts if text)))


def _words(text: str) -> str:
    """The words of a slug."""
    if text.isascii():
        return _ascii_words(text.replace("'", ""))
    if _has_han(text) and _has_han(words := _words_of_any_script(text)):
        return words
    words = _ascii_words(unicodedata.normalize("NFC", text).translate(_LETTERS))
    if not words:
        from anyascii import anyascii

        words = _ascii_words(anyascii(text))
    elif not any(map(str.isalpha, words)):
        words = _words_of_any_script(text)
    return words or _words_of_any_script(text)


#: Han characters: ideographs and the marks that stand for one
_HAN = regex(r"[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def _has_han(text: str) -> bool:
    """Returns whether a text has a Han character; these stand behind the letters of most alphabets."""
    return max(text, default="") >= "\u3005" and _HAN.search(text) is not None


def _words_of_any_script(text: str) -> str:
    """The letters and digits of a text in lower case, Latin letters transliterated, others kept in normalization form KC."""
    letters: list[str] = []
    for letter in _in_lower_case(text.translate(_LETTERS)):
        plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        is_mark = unicodedata.category(letter)[0] == "M"
        belongs = is_mark and letters and letters[-1] != " "
        letters.append(plain.translate(_WORDS) or (letter if letter.isalnum() or belongs else " " if not is_mark else ""))
    return "-".join(_in_lower_case("".join(letters)).split())


def _in_lower_case(text: str) -> str:
    """A text in lower case and normalization form KC: lower case may undo the form, and the form the case."""
    for _ in range(3):
        text = unicodedata.normalize("NFKC", text).lower()
    return unicodedata.normalize("NFKC", text)


def _cut(words: str) -> str:
    if len(words) <= _LONGEST_SLUG:
        return words
    return words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]


#: code point of an ASCII character -> itself in lower case for a letter or digit, a space for any other
_WORDS = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


def _ascii_words(text: str) -> str:
    if "#" in text or "+" in text:
        text = re.sub(r"(?<=\w)\+\+", " plus plus", re.sub(r"(?<=\w)#", " sharp", text))  # C, C++ and C# stay different
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(text.translate(_WORDS).split())


#: hyphens of Unicode, and dashes written instead of one
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"))
_INITIALS = r"(?:[^\W\d_a-z]\.?-?){1,4}"
# Han, Kana and Hangul: names in these scripts begin with the family name.
_FAMILY_FIRST = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\s]+"
#: languages in which the family name stands first in any script
_FAMILY_FIRST_LANGUAGES = frozenset(["hu", "ja", "ko", "vi", "zh"])
#: suffixes of names, written between two commas or after the name
NAME_SUFFIX = r"(?:Jr|Sr)\.?|I{2,3}|IV|VI{1,3}"
_PARTICLES = frozenset(
    [
        *("af", "al", "auf", "av", "bin", "da", "dal", "de", "degli", "dei", "del", "della", "den", "der", "des", "di", "do"),
        *("dos", "du", "el", "ibn", "la", "las", "le", "lo", "los", "of", "op", "te", "ten", "ter", "thoe", "tot", "van"),
        *("vande", "vanden", "vander", "vom", "von", "y", "zu", "zum", "zur"),
        *("بن", "ابن", "بنت", "בן", "בת"),
    ]
)


#: particles that may be written with a capital
_CAPITAL_PARTICLES = frozenset(
    [
        *("Al", "Bin", "Da", "De", "Del", "Della", "Den", "Der", "Des", "Di", "Dos", "Du", "El", "Ibn", "La", "Le", "Ten", "Ter"),
        *("Van", "Von"),
    ]
)
#: family names that stand first, before a middle name such as Van
_VIETNAMESE = frozenset(
    [
        *("Bui", "Bùi", "Cao", "Dang", "Dinh", "Do", "Doan", "Duong", "Ha", "Ho", "Hoang", "Huynh", "Lam", "Le", "Lê", "Luong", "Ngo"),
        *("Ngô", "Nguyen", "Nguyễn", "Pham", "Phạm", "Phan", "Phung", "Tran", "Trần", "Trinh", "Truong", "Vo", "Vu"),
    ]
)
#: titles before a name, in any case, with or without a full stop, unless initials alone follow: Prof A
_TITLE_WORDS = (
    r"(?:prof(?:ess?or(?:in|a|essa)?|esseure?|[aª]|\.?ssa)?|do[ck]tor|docteure?|do[ck]ent|dott(?:or(?:essa)?|\.?ssa)?|dr[as]?|dipl|mrs?|ms|mme"
    r"|mlle)\b(?:\.|(?!\s[A-Z]{1,2}$))"
)
#: titles that are also names, initials or words have a full stop
_TITLE_ABBREVIATIONS = r"(?:pd|priv|univ|ing|inż|ir|mag|mgr|hon|rev|pr|do[cçz]|lic|avv|arch|eng|sra?|(?:mu|rn|ph|pharm)dr|проф|доц|акад)\."
TITLE = rf"((?:(?i:{_TITLE_WORDS}|{_TITLE_ABBREVIATIONS}|pd(?=\s+(?:prof|dr)\b))(?:-\w+\.?)?\s*+(?:[a-zż]{{1,5}}\.\s*+)*+)++)(?=\w)"
_TITLE_LETTERS = frozenset("ADEHILMPRSUadehilmprsuдпа")
#: degrees after a name of several words and its comma
_DEGREES = regex(r"(?<=[\w.])(?:,\s?(?:Ph\.?\s?D|D\.?Phil|M\.?Sc|B\.?Sc|Dr)\.?){1,9}+$")
#: degrees that may be initials
_DEGREE_INITIALS = ("MD", "MA", "BA", "RN")
#: commas of Arabic and of East Asian scripts
_COMMAS = str.maketrans("،，", ",,")
#: marks of authors (equal contribution, corresponding author, numbers of affiliations) behind or before a name
_MARKERS = regex(
    r"^[*†‡§¶]{1,9}+\s?|(?:(?<=[^\W\d_])\d{1,4}+(?:,\s?\d{1,4}+){0,9}+"
    r"|(?<![\s,*†‡§¶‖✉⁰¹²³⁴-⁹])[\s,]{0,9}+[*†‡§¶‖✉⁰¹²³⁴-⁹]{1,9}+(?:,\s?[⁰¹²³⁴-⁹\d*†‡§¶]{1,9}+){0,9}+){1,9}+$"
)


def bare_name(text: str) -> str:
    """A printed name without the marks of an author list, titles and degrees: `Obregón P*`, `Prof. Dr. Max Muster`."""
    name = (text if text.isascii() else text.translate(_COMMAS)).strip()
    if " " in name and not (name[0].isalpha() and (name[-1].isalpha() or name[-1] == ".")):
        name = _MARKERS.sub("", name).strip()
    if name[:1] in _TITLE_LETTERS and (title := re.match(TITLE, name)):
        name = name[title.end() :]
    return _DEGREES.sub("", name) if "," in name else name


class PersonName(NamedTuple):
    """The parts of a name. A citation form (`Müller K-R`) has initials and no given name."""

    family: str
    given: str = ""
    initials: str = ""
    suffix: str = ""

    @classmethod
    @lru_cache(maxsize=65536)
    def parse(cls, text: str, language: str = "") -> "PersonName":
        """Parses `Klaus-Robert Müller`, `Müller, Klaus-Robert` and `Müller K-R`; in some languages the family name stands first."""
        text = bare_name(text.translate(_HYPHENS))
        if "," in text:
            return cls._inverted([piece.strip() for piece in text.split(",")])
        words = text.split()
        if len(words) == 2 and max(text) >= "\u3040" and re.fullmatch(_FAMILY_FIRST, text):
            return cls(words[0], words[1])
        if language in _FAMILY_FIRST_LANGUAGES and len(words) > 1 and not any(map(_is_initials, words)):
            return cls(words[0], " ".join(words[1:]))
        suffix = words.pop() if len(words) > 2 and re.fullmatch(NAME_SUFFIX, words[-1]) else ""
        first = len(words)
        while first > 1 and _is_initials(words[first - 1]):
            first -= 1
        if first < len(words):
            return cls(" ".join(words[:first]), "", " ".join(words[first:]), suffix)
        family = max(len(words) - 1, 0)
        while family > 1 and (is_particle(words[family - 1]) or _is_capital_particle(words[:family])):
            family -= 2 if words[family - 1] == "y" and family > 2 else 1  # Ortega y Gasset
        return cls(" ".join(words[family:]), " ".join(words[:family]), "", suffix)

    @classmethod
    def _inverted(cls, pieces: list[str]) -> "PersonName":
        family, given = pieces[0], pieces[-1]
        suffix = pieces[1] if len(pieces) > 2 else ""
        while is_particle(given.rpartition(" ")[2]) and " " in given:  # Beethoven, Ludwig van
            given, _, particle = given.rpartition(" ")
            family = f"{particle} {family}"
        if given and all(map(_is_initials, given.split())):
            return cls(family, "", given, suffix)
        return cls(family, given, "", suffix)

    def may_be(self, other: "PersonName") -> bool:
        """Returns whether two names with one key may be of one person: each pair of given names fits, as far as both state one."""
        return not (self.given and other.given) or are_compatible(self.given_words, other.given_words)

    @property
    def is_full(self) -> bool:
        """Returns whether a given name is written out: `Klaus-Robert Müller`, not `K.-R. Müller`."""
        return bool(self.given) and any(not word.is_short for word in self.given_words)

    @property
    def has_short_words(self) -> bool:
        """Returns whether not all given names are written out: `Klaus-R. Müller`, `Müller K-R`, `Müller`."""
        return not self.given or any(word.is_short for word in self.given_words)

    @property
    def given_words(self) -> Sequence["GivenWord"]:
        """The words of the given names; without these the initials, each a word: `B. F.`, `B-F` and `BF` have two."""
        return _given_words(self.given or " ".join(filter(str.isalpha, self.initials)), self.family.isupper())

    @classmethod
    def certain(cls, text: str, own_language: str, language: str) -> "PersonName":
        """The parts of a name whose form shows them; of a name that can be divided in several ways, an empty one.

        Certain are `Müller, Klaus-Robert`, `Müller K-R` and `黒田 宏`; in a text whose language has the given name first, also one
        given name and initials, or initials alone, before one family name with its particles: `Femke van der Berg`, `J. R. Smith`.
        """
        name, bare = cls.parse(text, own_language), bare_name(text.translate(_HYPHENS))
        if "," in bare or name.initials:
            is_degree = name.initials in _DEGREE_INITIALS and " " in name.family  # Mary Smith, MD
            is_suffix = not name.suffix or re.fullmatch(NAME_SUFFIX, name.suffix)
            return name if is_suffix and not is_degree else cls("")
        first, *_ = bare.split() or [""]
        if name.family == first:
            return name  # one word, or a script or a language that has the family name first
        between = [*name.given.split()[1:], *(one for one in name.family.split()[:-1] if not is_particle(one) and " y " not in name.family)]
        family_first = language.partition("-")[0] in _FAMILY_FIRST_LANGUAGES or first in _VIETNAMESE
        return name if not family_first and not is_particle(first) and all(map(_is_initials, between)) else cls("")

    @property
    def key(self) -> str:
        """Family name and all initials, as an id: `mueller-kr` for both `Müller K-R` and `Klaus-Robert Müller`."""
        return _key(self)


def is_particle(word: str) -> bool:
    """Returns whether a word belongs to a family name: van, de la."""
    return word in _PARTICLES


def _is_capital_particle(words: list[str]) -> bool:
    """Returns whether the last of the words before a family name is a particle with a capital: Jean-Pierre Di Giorgi, de La Fontaine."""
    if is_particle(words[-2]) and words[-1].lower() in _PARTICLES:
        return True
    return words[-1] in _CAPITAL_PARTICLES and words[0] not in _VIETNAMESE


def _is_initials(word: str) -> bool:
    return word == word.upper() and re.fullmatch(_INITIALS, word) is not None and word != word.lower()


class GivenWord(msgspec.Struct, frozen=True):
    """A word of given names as a slug, and whether it is an initial or another abbreviation with a full stop: `J`, `Chr.`."""

    text: str
    is_short: bool


@lru_cache(maxsize=65536)
def _given_words(given: str, in_capitals: bool) -> tuple[GivenWord, ...]:
    """The words of given names; `JR` are two initials, unless the whole name is written in capitals."""
    words = re.findall(r"[^\s.-]+\.?", unicodedata.normalize("NFC", given))
    words = [part for word in words for part in (word if word.isalpha() and not in_capitals and _is_initials(word) else [word])]
    return tuple(GivenWord(slug(word), word.endswith(".") or _is_initial(word)) for word in words)


def _is_initial(word: str) -> bool:
    """Returns whether a word is a single letter of an alphabet; a given name in Han characters or Hangul may have one character."""
    return sum(map(str.isalpha, word)) == 1 and not (max(word) >= "\u3040" and re.fullmatch(_FAMILY_FIRST, word))


def are_compatible(some: Sequence[GivenWord], others: Sequence[GivenWord]) -> bool:
    """Returns whether each pair of words is equal, or one abbreviates the other; a word that one lacks contradicts nothing."""
    return all(one.text == two.text or _abbreviates(one, two) or _abbreviates(two, one) for one, two in zip(some, others, strict=False))


def _abbreviates(short: GivenWord, full: GivenWord) -> bool:
    return short.is_short and full.text.startswith(short.text)


@lru_cache(maxsize=65536)
def _key(name: PersonName) -> str:
    words = re.findall(r"[^\W\d_]+", name.given)
    # A given name in Han characters has no initials.
    has_initials = not _has_han(name.family + name.given)
    letters = "".join(word[0] if has_initials else word for word in words) or re.sub(r"[\W\d_]", "", name.initials)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode().lower() or slug(letters)
    return "-".join(filter(None, (slug(name.family), plain, slug(name.suffix))))
