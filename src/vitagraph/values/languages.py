"""The language tag of a text: that of its record, as far as the text is in a script of this language."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import name

from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, tagged

#: the tag of texts of which the language is not known (ISO 639-2): the graph has them without a tag
UNDETERMINED = "und"

_HAN = "CJK"
_JAPANESE = ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", _HAN, "IDEOGRAPHIC")
#: script -> the languages that are written in it alone; names of characters begin with the name of their script
_LANGUAGES = {
    ("LATIN", "FULLWIDTH"): "af br ca co cs cy da de en eo es et eu fi fo fr fy ga gd gl hr hu id is it la lb lt lv ms mt nb nl nn no oc "
    "pl pt rm ro sk sl sq sv sw tr vi",
    ("CYRILLIC",): "be bg kk ky mk mn ru tg uk",
    ("ARABIC",): "ar fa ps ur",
    ("HEBREW",): "he yi",
    ("GREEK",): "el grc",
    (_HAN,): "lzh zh",
    _JAPANESE: "ja",
    ("HANGUL", _HAN): "ko",
    ("ARMENIAN",): "hy",
    ("GEORGIAN",): "ka",
    ("THAI",): "th",
    ("DEVANAGARI",): "hi mr ne sa",
    ("BENGALI",): "bn",
    ("TAMIL",): "ta",
}
_SCRIPTS = {language: scripts for scripts, languages in _LANGUAGES.items() for language in languages.split()}
#: script subtag (ISO 15924) -> the scripts, where a tag states one: zh-latn
_SUBTAGS = {
    "latn": ("LATIN",), "cyrl": ("CYRILLIC",), "arab": ("ARABIC",), "hebr": ("HEBREW",), "grek": ("GREEK",), "hans": (_HAN,),
    "hant": (_HAN,), "hani": (_HAN,), "jpan": _JAPANESE, "kore": ("HANGUL", _HAN), "hang": ("HANGUL",),
}  # fmt: skip
_LATIN = regex("[\x00-\u024f\u1e00-\u1eff\u2000-\u206f]*")


def tag_of(language: str, *texts: str) -> str:
    """The tag of a text, or of a label that is composed of several: their language where each is in a script of it, else ""."""
    return language if language != UNDETERMINED and all(_fits(text, language) for text in texts) else ""


def labelled(text: str, language: str, *parts: str) -> Term:
    """The literal of a text, or of a label that is composed of parts, tagged as they allow."""
    return tagged(text, tag_of(language, *(parts or (text,))))


@lru_cache(maxsize=4096)
def _scripts_of(language: str) -> tuple[str, ...]:
    """The scripts of a language, none where it is written in several, or is not in the table."""
    first, *others = language.split("-")
    return next((_SUBTAGS[one] for one in others if one in _SUBTAGS), _SCRIPTS.get(first, ()))


def _fits(text: str, language: str) -> bool:
    """Returns whether a text may be in a language: in a Latin script most letters are Latin, in another one some are of its own."""
    scripts = _scripts_of(language)
    if not scripts:
        return True
    latin = scripts[0] == "LATIN"
    if latin and (text.isascii() or _LATIN.fullmatch(text)):
        return True
    letters = [name(one, "").partition(" ")[0] for one in text if one.isalpha()]
    own = sum(script in scripts for script in letters)
    return not letters or (2 * own >= len(letters) if latin else own > 0)
