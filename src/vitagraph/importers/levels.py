"""Levels of degrees and of languages, and tags of languages, by their names in other formats."""

from __future__ import annotations

import re

from vitagraph.records.degree_names import is_other_study

#: words that begin a degree -> its level, the more specific ones first
_DEGREES = (
    (r"habil", "habilitation"),
    (r"ph\.?\s?d|doctor|dr\b|d\.?sc|d\.?phil|promotion|sc\.?d|ed\.?d", "doctorate"),
    (r"master|m\.?\s?sc|m\.?a\b|m\.?s\b|m\.?\s?eng|mba|m\.?phil|mres|meng|magister|ll\.?m", "master"),
    (r"bachelor|b\.?\s?sc|b\.?a\b|b\.?s\b|b\.?\s?eng|bba|beng|ll\.?b|(?<!\w )licence|undergrad", "bachelor"),
    (r"diplom|dipl\b", "diploma"),
    (r"abitur|high school|secondary|baccalaur|a-level|matura|ged\b|school", "secondary"),
)


def degree_level(name: str) -> str:
    """The level of a degree by its name, "" where it names none: a summer school, a stay as a postdoc, training."""
    if is_other_study(name):
        return ""
    return next((level for words, level in _DEGREES if re.search(rf"(?i)\b(?:{words})", name)), "")


_FLUENCY = (
    (r"native|mother|muttersprache|bilingual", "native"),
    (r"full professional|fluent|c2|proficient|verhandlungssicher|advanced", "full-professional"),
    (r"limited working", "limited-working"),
    (r"professional|c1|working|b2|good", "professional-working"),
    (r"limited|intermediate|b1|conversational|gut", "limited-working"),
    (r"elementary|basic|beginner|a1|a2|grundkenntnisse|novice", "elementary"),
)


def level_of(fluency: str) -> str:
    """The level of a language; "" for unknown names."""
    return next((level for words, level in _FLUENCY if re.search(rf"(?i)\b(?:{words})", fluency)), "")


#: ISO 639-1 codes of the languages that CVs name, by their English, German and own names
_CODES = {
    "ar": "arabic arabisch", "bg": "bulgarian bulgarisch", "bn": "bengali bengalisch", "ca": "catalan català",
    "cs": "czech čeština tschechisch", "da": "danish dansk dänisch", "de": "german deutsch", "el": "greek griechisch ελληνικά",
    "en": "english englisch", "es": "spanish español spanisch", "et": "estonian estnisch", "fa": "persian farsi persisch",
    "fi": "finnish suomi finnisch", "fr": "french français französisch", "ga": "irish irisch", "he": "hebrew hebräisch", "hi": "hindi",
    "hr": "croatian kroatisch", "hu": "hungarian magyar ungarisch", "id": "indonesian indonesisch", "is": "icelandic isländisch",
    "it": "italian italiano italienisch", "ja": "japanese 日本語 japanisch", "ko": "korean 한국어 koreanisch", "la": "latin latein",
    "lt": "lithuanian litauisch", "lv": "latvian lettisch", "nl": "dutch nederlands niederländisch", "no": "norwegian norsk norwegisch",
    "pl": "polish polski polnisch", "pt": "portuguese português portugiesisch", "ro": "romanian română rumänisch",
    "ru": "russian русский russisch", "sk": "slovak slowakisch", "sl": "slovenian slowenisch", "sr": "serbian serbisch",
    "sv": "swedish svenska schwedisch", "sw": "swahili", "ta": "tamil", "te": "telugu", "th": "thai", "tr": "turkish türkçe türkisch",
    "uk": "ukrainian ukrainisch", "ur": "urdu", "vi": "vietnamese vietnamesisch", "zh": "chinese mandarin 中文 chinesisch",
}  # fmt: skip
_BY_NAME = {name: code for code, known in _CODES.items() for name in known.split()}


def code_of(language: str) -> str:
    """The tag of a language by its name; "mis" (ISO 639-2, uncoded) for one that is not listed, "" for no name."""
    words = re.findall(r"[^\W\d_]+", language.lower())
    return next((_BY_NAME[word] for word in words if word in _BY_NAME), "mis" if words else "")


_SERVICES = (
    (r"editor.in.chief|chief editor|chefredak", "editor-in-chief"),
    (r"guest editor", "guest-editor"),
    (r"series editor", "series-editor"),
    (r"managing editor", "managing-editor"),
    (r"reviews? editor", "review-editor"),
    (r"section editor", "section-editor"),
    (r"associate editor|handling editor|action editor", "associate-editor"),
    (r"editorial (?:advisory )?board|editorial committee", "editorial-board-member"),
    (r"editor", "editor"),
    (r"review|referee", "reviewer"),
    (r"vice.president", "vice-president"),
    (r"president", "president"),
    (r"treasurer", "treasurer"),
    (r"secretary", "secretary"),
    (r"pro(?:gram(?:me)?|g\.?) (?:committee )?(?:co-?)?chair", "program-committee-chair"),
    (r"(?:department|division|institute) (?:chair|head)|head of|chair of (?:the )?department", "department-head"),
    (r"^(?=.*committee)(?=.*chair)", "committee-chair"),
    (r"chair", "chair"),
    (r"(?:search|hiring) committee|berufungskommission", "hiring-committee-member"),
    (r"pro(?:gram(?:me)?|g\.?) committee|\bpc\b", "program-committee-member"),
    (r"advisory (?:board|committee|council)", "advisory-board-member"),
    (r"board", "board-member"),
    (r"committee|council|panel", "committee-member"),
    (r"jury", "jury-member"),
    (r"external examiner", "external-examiner"),
    (r"expert witness", "expert-witness"),
    (r"outreach", "outreach"),
    (r"volunteer", "volunteer"),
    (r"organi[sz]", "organizer"),
)


def service_role(words: str) -> str:
    """The role in academic service that a text names; "" where it names none."""
    return next((role for pattern, role in _SERVICES if re.search(rf"(?i){pattern}", words)), "")
