"""Dates as people write them -> EDTF (https://www.loc.gov/standards/datetime/): `Fall 2015` is `2015-23`, `ca. 1990` is `1990~`.

Seasons and terms are read in English and German. A term is the season in which it begins: Michaelmas is autumn, Hilary, Lent
and Epiphany are spring, Trinity and Easter are summer, as British universities call them.
"""

from __future__ import annotations

import re

_SPRING, _SUMMER, _AUTUMN, _WINTER = "21", "22", "23", "24"
#: word -> season of EDTF
_SEASONS = {
    **dict.fromkeys(("spring", "frühling", "frühjahr", "hilary", "lent", "epiphany"), _SPRING),
    **dict.fromkeys(("summer", "sommer", "sose", "ss", "sommersemester", "trinity", "easter"), _SUMMER),
    **dict.fromkeys(("autumn", "fall", "herbst", "michaelmas"), _AUTUMN),
    **dict.fromkeys(("winter", "wise", "ws", "wintersemester"), _WINTER),
}
_SEASON = rf"({'|'.join(_SEASONS)})(?:[ -](?:semester|term|quarter))?"
_WINTER_WORDS = r"(?:winter|wise|ws|wintersemester|winter[ -]?(?:semester|term))"
_ACADEMIC_YEAR = rf"(?:({_WINTER_WORDS})|academic year|ay|studienjahr)? ?([0-9]{{4}})/([0-9]{{2}}|[0-9]{{4}})"
_MARKS = ("?", "~", "%")
_ABOUT = r"(?:ca?\.?|circa|about|around|approx\.?|approximately|um|etwa)(?:(?<=\.) ?| |(?=[0-9]))|~ ?"
_OPEN = ("present", "now", "today", "heute", "ongoing", "..")
_UNKNOWN = ("", "?", "unknown", "unbekannt")


def edtf(text: str) -> str:
    """The EDTF form of one date; other text as it is."""
    if text.isascii() and text.replace("-", "").isdigit():
        return text
    words = " ".join(text.split())
    about = re.match(f"(?i:{_ABOUT})", words)
    date, mark = (words[:-1].rstrip(), words[-1]) if words[-1:] in _MARKS else (words, "")
    if not (found := _unmarked(date[about.end() :] if about else date)):
        return text
    return found + (_mark(mark) if about else mark)


def _unmarked(words: str) -> str:
    """The EDTF form of a date that is neither approximate nor uncertain, "" for other text."""
    low = words.lower()
    if match := re.fullmatch(rf"(?:{_SEASON}[ ,]*([0-9]{{4}})|([0-9]{{4}}) {_SEASON})", low):
        return f"{match[2] or match[3]}-{_SEASONS[match[1] or match[4]]}"
    if match := re.fullmatch(rf"{_WINTER_WORDS} ([0-9]{{4}})/([0-9]{{2}}|[0-9]{{4}})", low):
        return f"{match[1]}-{_WINTER}" if _follows(match[1], match[2]) else ""
    if match := re.fullmatch(r"([0-9]{3})0(?:s|er(?:[ -]jahre)?)", low):
        return f"{match[1]}X"
    if match := re.fullmatch(r"([0-9]{1,4}) ?(?:bce?|v\. ?chr\.)", low):
        return f"{1 - int(match[1]):05}" if int(match[1]) > 1 else ""
    upper = words.upper()
    return upper if re.fullmatch(r"-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX)(?:-[0-9X]{2}){0,2}", upper) else ""


def _mark(mark: str) -> str:
    """The mark of a date that is approximate besides."""
    return "%" if mark in ("%", "?") else "~"


def _follows(year: str, next_year: str) -> bool:
    """Whether the second year, of two or four digits, is the one after the first."""
    return str(int(year) + 1).endswith(next_year) and len(next_year) in (2, 4)


def pieces(text: str) -> list[str]:
    """The dates of `2013 and 2015`, `2013, 2014`; several terms may share their year: `Spring and Fall 2015`."""
    found = re.split(r"(?<!\s)(?:\s*+[,;&]\s*|\s++(?:and|und)\s+)", text.strip())
    if len(found) > 1 and (year := re.search(r" [0-9]{4}$", found[-1])):
        found = [f"{one}{year[0]}" if one.lower() in _SEASONS else one for one in found]
    return found


def ends(text: str) -> tuple[str, str] | None:
    """The two ends of a period, the same text twice for one date; `..` is an open end, "" an unknown one. None for other text.

    An open start is written `../2010`; `until 2010` has an unknown one, and `since 2014` an open end.
    """
    text = " ".join(text.split())
    if (match := re.fullmatch(f"(?i:{_ACADEMIC_YEAR})", text)) and _follows(match[2], match[3]):
        return (f"{match[2]}-{_WINTER}" if match[1] else match[2]), f"{int(match[2]) + 1:04}"
    if match := re.fullmatch(r"([0-9]{4}-[0-9]{2}-)([0-9]{2})/([0-9]{2})", text):
        return match[1] + match[2], match[1] + match[3]
    if (match := re.fullmatch(r"(?i:since|from|seit|ab) ([^/]+)", text)) and len(separated(match[1])) == 1:
        return match[1], ".."
    if match := re.fullmatch(r"(?i:until|till|to|up to|bis) ([^/]+)|(?:[–—] ?|- )([^/ ]+)", text):
        return "", match[1] or match[2]
    if match := re.fullmatch(r"([^/–—]*[^/–—\s]) ?[–—]", text):
        return match[1], ".."
    found = separated(text)
    if len(found) == 1:
        return found[0], found[0]
    if len(found) != 2:
        return None
    start, end = ("" if one.lower() in _UNKNOWN else one for one in found)
    return start, ".." if end.lower() in _OPEN else end


def separated(text: str) -> list[str]:
    """The texts that `to`, a dash between blanks or a slash separates."""
    return re.split(r"(?<!\s)(?:\s++(?:to|until|till|bis|-|–|—)\s+|\s*+[–—]\s*)|/", text.strip())
