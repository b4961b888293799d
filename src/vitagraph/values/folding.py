"""The form in which names are compared: signs of one meaning are one sign."""

import unicodedata

#: code point of a hyphen, dash, apostrophe or quotation mark -> the one of ASCII
_FOLDED = str.maketrans(
    dict.fromkeys("\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2039\u203a\uff07", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"')
)


def folded(text: str) -> str:
    """Text in Unicode Normalization Form C, with hyphens, apostrophes and quotation marks of ASCII."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_FOLDED)
