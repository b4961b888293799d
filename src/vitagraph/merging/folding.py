"""Normal forms in which names and titles are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: code point of a hyphen, dash or apostrophe -> the one of ASCII
_FOLDED = str.maketrans(
    dict.fromkeys("\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-") | dict.fromkeys("\u2018\u2019\u02bc\uff07", "'")
)


def folded(text: str) -> str:
    """Text in Unicode Normalization Form C, with hyphens and apostrophes of ASCII: the form in which names are compared."""
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


@lru_cache(maxsize=65536)
def normalized(text: str) -> str:
    """Text without case, accents, white space and punctuation; text of none but these is returned as it is."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum()) or text
