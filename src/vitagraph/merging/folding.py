"""Normal forms in which names and titles are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from vitagraph.values import folded

__all__ = ["folded", "normalized"]


@lru_cache(maxsize=65536)
def normalized(text: str) -> str:
    """Text without case, accents, white space and punctuation; text of none but these is returned as it is."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum()) or text
