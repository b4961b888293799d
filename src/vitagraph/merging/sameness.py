"""Whether two values of a field say the same, though perhaps in other words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from vitagraph.records import Author, Field, Index, Record
from vitagraph.values import ArxivId, Days, Doi, Isbn, PartialDate, Period, PersonName, Text, Url, slug


@lru_cache(maxsize=65536)
def normalized(text: str) -> str:
    """Text without case, accents, blanks and punctuation."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum()) or text


def same(index: Index, record: Record, field: Field, stated: Any, new: Any, language: str) -> bool:
    """Whether a new value of a record's field says nothing that the stated one does not; `language` is that of the new one."""
    if isinstance(stated, Text):
        return _same_texts(stated, index.language_of(record), new, language)
    if field.reference:
        return _same_reference(index, field.reference.segment, stated, new)
    if isinstance(stated, (PartialDate, Period, Days)):
        return all(
            one == two or one.startswith(f"{two}-") for one, two in zip(*(map(str, _ends(value)) for value in (stated, new)), strict=False)
        )
    if isinstance(stated, (Doi, Isbn, ArxivId, Url)):
        return identifier(stated) == identifier(new)
    return bool(normalized(stated) == normalized(new) if isinstance(stated, str) else stated == new)


def _ends(value: Any) -> list[Any]:
    return [value.start, value.end or ".."] if isinstance(value, Period) else list(value) if isinstance(value, Days) else [value]


def _same_texts(stated: Text, own: str, new: Text, language: str) -> bool:
    known = dict(stated.translations or ((own, str(stated)),))
    said = dict(new.translations or ((language, str(new)),))
    return all(tag in known and normalized(known[tag]) == normalized(text) for tag, text in said.items()) or (
        not stated.translations and not new.translations and normalized(stated) == normalized(new)
    )


def _same_reference(index: Index, segment: str, stated: str, new: str) -> bool:
    known = index.find(segment, new)
    if known is not None:
        return known is index.find(segment, stated)
    return normalized(stated) == normalized(new)


def identifier(value: Any) -> str:
    """An identifier as it is compared: DOIs without case, ISBNs with 13 digits, arXiv's without version, addresses without scheme."""
    if isinstance(value, Isbn) and len(value) == 10:
        digits = f"978{value[:9]}"
        return f"{digits}{-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10}"
    if isinstance(value, ArxivId):
        return re.sub(r"v[0-9]+$", "", value)
    if isinstance(value, Url):
        return re.sub(r"^https?://(www\.)?", "", value).rstrip("/")
    return value.lower() if isinstance(value, Doi) else str(value)


def same_authors(index: Index, stated: list[Author], new: list[Author]) -> bool:
    """Whether two lists name the same people in the same order."""
    return len(stated) == len(new) and all(_same_author(index, one, two) for one, two in zip(stated, new, strict=True))


def _same_author(index: Index, one: Author, two: Author) -> bool:
    if one == two or (one.id and one.id == two.id):
        return True
    known = index.meant(one)
    if two.id or two.organization:
        described = index.find("person" if two.id else "org", two.id or two.organization)
        return described is known if described else normalized(one.organization or one.name) == normalized(two.organization or two.name)
    names = [one.name or one.organization, *(known.names() if known else ())]
    return any(may_be_one(name, two.name) for name in names if name)


def may_be_one(one: str, two: str) -> bool:
    """Whether two forms of a name may be one person's: the family name is the same, the initials do not contradict."""
    first, second = PersonName.parse(one), PersonName.parse(two)
    if normalized(one) == normalized(two):
        return True
    if slug(first.family) != slug(second.family) or not first.may_be(second):
        return False
    initials = [name.key.removeprefix(slug(name.family)).strip("-") for name in (first, second)]
    return initials[0].startswith(initials[1]) or initials[1].startswith(initials[0])
