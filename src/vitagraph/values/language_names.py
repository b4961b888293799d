"""Language tags by the names of languages (ISO 639-1, else ISO 639-3): English, German, French, Italian, Spanish and own names."""

from __future__ import annotations

#: tag -> names in lower case
_NAMES = {
    "ar": "arabic arabisch arabe arabo árabe", "bg": "bulgarian bulgarisch bulgare", "bn": "bengali bengalisch",
    "ca": "catalan català katalanisch", "cs": "czech čeština tschechisch tchèque ceco", "da": "danish dansk dänisch danois danese",
    "de": "german deutsch allemand tedesco alemán", "el": "greek griechisch ελληνικά grec greco griego",
    "en": "english englisch anglais inglese inglés", "es": "spanish español spanisch espagnol spagnolo", "et": "estonian estnisch",
    "fa": "persian farsi persisch persan", "fi": "finnish suomi finnisch finnois", "fr": "french français französisch francese francés",
    "ga": "irish irisch", "he": "hebrew hebräisch hébreu", "hi": "hindi", "hr": "croatian kroatisch croate",
    "hu": "hungarian magyar ungarisch hongrois", "id": "indonesian indonesisch", "is": "icelandic isländisch islandais",
    "it": "italian italiano italienisch italien", "ja": "japanese 日本語 japanisch japonais giapponese japonés",
    "ko": "korean 한국어 koreanisch coréen", "la": "latin latein latino latín", "lt": "litauisch lithuanian", "lv": "latvian lettisch",
    "nl": "dutch nederlands niederländisch néerlandais olandese", "no": "norwegian norsk norwegisch norvégien",
    "pl": "polish polski polnisch polonais polacco", "pt": "portuguese português portugiesisch portugais portoghese portugués",
    "ro": "romanian română rumänisch roumain", "ru": "russian русский russisch russe russo ruso", "sa": "sanskrit",
    "sk": "slovak slowakisch", "sl": "slovenian slowenisch", "sr": "serbian serbisch serbe", "sv": "swedish svenska schwedisch suédois",
    "sw": "swahili", "ta": "tamil", "te": "telugu", "th": "thai", "tr": "turkish türkçe türkisch turc",
    "uk": "ukrainian ukrainisch ukrainien", "ur": "urdu", "vi": "vietnamese vietnamesisch vietnamien",
    "yi": "yiddish jiddisch", "zh": "chinese mandarin 中文 chinesisch chinois cinese chino",
    "akk": "akkadian akkadisch", "arc": "aramaic aramäisch", "cop": "coptic koptisch copte", "syc": "syriac syrisch",
    "yue": "cantonese kantonesisch cantonais",
}  # fmt: skip
#: names of several words
_OF_SEVERAL_WORDS = {
    "ancient greek": "grc", "grec ancien": "grc", "altgriechisch": "grc", "greco antico": "grc", "old english": "ang",
    "middle english": "enm", "old french": "fro", "old norse": "non", "old church slavonic": "cu", "biblical hebrew": "hbo",
    "middle high german": "gmh", "mittelhochdeutsch": "gmh", "swiss german": "gsw", "schweizerdeutsch": "gsw",
    "modern greek": "el", "neugriechisch": "el", "modern hebrew": "he", "american sign language": "ase",
}  # fmt: skip
_TAGS = {name: tag for tag, names in _NAMES.items() for name in names.split()} | _OF_SEVERAL_WORDS


def tag_of_name(name: str) -> str:
    """The tag of a language by its whole name, "" for other text: the name of a variety names another language or none."""
    return _TAGS.get(" ".join(name.lower().split()), "")
