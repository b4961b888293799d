"""Text as it is compared: without what one thing is written with in many ways."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: hyphens and dashes, and apostrophes, that one name is written with -> the one of ASCII
_FOLDED = str.maketrans(
    dict.fromkeys("\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-") | dict.fromkeys("\u2018\u2019\u02bc\uff07", "'")
)


def folded(text: str) -> str:
    """Text in NFC with one kind of hyphen and one of apostrophe, as names are compared."""
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


@lru_cache(maxsize=65536)
def normalized(text: str) -> str:
    """Text without case, accents, blanks and punctuation."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum()) or text
