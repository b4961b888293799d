"""Lists of names as BibTeX and BibLaTeX write them (Patashnik, BibTeXing, section 4; the biblatex manual, section 3.6) -> authors.

bibtexparser splits at accents and takes letters without case for particles; names are split here, after their LaTeX became text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from vitagraph.importers import names
from vitagraph.importers.formats.bibtex import latex
from vitagraph.patterns import regex
from vitagraph.records import Author
from vitagraph.values import NAME_SUFFIX, Text, slug
from vitagraph.values.authors import without_others
from vitagraph.values.bodies import is_body, is_name_of_bodies


class Name(NamedTuple):
    """The parts of a person's name, or the whole name of an organization."""

    last: str = ""
    first: str = ""
    von: str = ""
    jr: str = ""
    body: str = ""

    def key(self) -> str:
        """The key of a person's mentions: the words of the whole name, first names first."""
        last, comma, first = self.body.partition(",")
        return slug(" ".join(filter(None, (self.first, self.von, self.last))) or (f"{first} {last}" if comma else last))


class Listed(NamedTuple):
    """The names of a list, and remarks on its violations of BibTeX."""

    names: tuple[Name, ...]
    remarks: tuple[str, ...] = ()


def people(lists: Iterable[str]) -> dict[str, Name]:
    """The persons of several lists who are written with first and last name, by their key."""
    found: dict[str, Name] = {}
    for one in lists:
        for name in listed(one).names:
            if name.first and name.last and not name.body:
                found.setdefault(name.key(), name)
    return found


def authors(value: str, known: dict[str, Name], remark: Callable[[str], None]) -> list[Author]:
    """The authors of a list; a name in braces is an organization's unless it is that of a known person."""
    found = listed(value)
    for one in found.remarks:
        remark(one)
    return [author for name in found.names if (author := _author(name, known, remark)) is not None]


def _author(name: Name, known: dict[str, Name], remark: Callable[[str], None]) -> Author | None:
    if name.body and name.key() in known:
        remark(f"{_quoted(name.body)} stands in braces, and without them elsewhere in this file; it was read as a person")
        name = known[name.key()]
    if name.body:
        return names.organization(name.body)
    if re.fullmatch(r"(?i)[js]r\.?", name.jr):
        name = name._replace(jr=name.jr.capitalize())
    if _IN_FAMILY.fullmatch(name.jr):
        name = name._replace(last=f"{name.last} {name.jr}", jr="")
    elif "," in name.last:
        last, _, more = name.last.partition(",")
        name = name._replace(last=last, jr=name.jr or more.strip())
    if name.jr and not _SUFFIX.fullmatch(name.jr):
        remark(f"{_quoted(name.jr)} between two commas is no suffix of a name such as 'Jr'; it was left out")
        name = name._replace(jr="")
    return names.person(name.last, name.first, name.von, name.jr)


_AND = regex(r"(?:(?<=\s)|^)and(?=\s|$)", re.IGNORECASE)
_SEMICOLON = regex(r";")
_AMPERSAND = regex(r"\s&\s")
_COMMA = regex(r"[,،、，]")
_BLANK = regex(r"\s+")
_OF = frozenset(("of", "for", "the", "and", "für", "der", "des", "du"))
_EXTENDED = regex(r"(?i)^\W*(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=")
_SUFFIX = regex(NAME_SUFFIX)
#: what follows a family name and is printed as part of it
_IN_FAMILY = regex(r"(?i)(?:junior|jun\.?|senior|sen\.?|jnr\.?|snr\.?|filho|neto|\d+(?:st|nd|rd|th))")
_DEGREE = regex(r"(?i)(?:ph\.?\s?d|m\.?d|dr|prof|esq|m\.?sc|b\.?sc|s\.?j|o\.?p|o\.?s\.?b)\.?")
_INITIALS = regex(r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я]\.?[\s-]*){1,4}")
GOES_ON = "the list goes on after these names; the others fit no field of the records"


@lru_cache(maxsize=32768)
def listed(value: str) -> Listed:
    """The names of a list as it is written."""
    text, unknown = latex.grouped(value)
    if "&" in text and ";" in text:
        text = unescape(text)
    remarks = [f"the command {command} is not known; it stays as it is written" for command in unknown]
    found: list[Name] = []
    for piece in _pieces(text, remarks):
        found += _names(piece, remarks)
    return Listed(tuple(found), tuple(dict.fromkeys(remarks)))


def _pieces(text: str, remarks: list[str]) -> Iterator[str]:
    """The names of a list one by one; a list in braces is opened, `others` is reported."""
    inner = _inner(text) or ""
    several = _split(inner, _AND)
    if len(several) > 1 and all(len(_split(one, _COMMA)) == 2 for one in several):
        remarks.append(f"the braces around {_quoted(text)} make its {len(several)} names one; they were read one by one")
        text = inner
    parts = _split(text, _AND)
    if len(parts) > 1 and "" in parts:
        remarks.append("there is an 'and' with no name beside it")
    for part in filter(None, parts):
        part, goes_on = without_others(part)
        if goes_on:
            remarks.append(GOES_ON)
        for separator in (_SEMICOLON, _AMPERSAND):
            several = [one for one in _split(part, separator) if one]
            if len(several) > 1 and all(re.search(r"[\s,]" if separator is _SEMICOLON else ",", one) for one in several):
                remarks.append(f"{_quoted(part)} holds {len(several)} names; separate them by ' and '")
                yield from several
                break
        else:
            if len(pieces := _split(part, _SEMICOLON)) > 1:
                remarks.append(f"{_quoted(part)} has a semicolon too many")
                part = " ".join(filter(None, pieces))
            yield part


def _names(piece: str, remarks: list[str]) -> Iterator[Name]:
    """The names in a piece between two 'and': one, unless commas separate several."""
    if not piece.strip(" ,;"):
        return
    if (inner := _inner(piece)) is not None:
        yield Name(body=latex.braces(inner))
        return
    parts = _split(piece, _COMMA)
    if any(map(_EXTENDED.match, parts)):
        yield _extended(parts, remarks)
        return
    if "" in parts and not (len(parts) == 2 and _inner(parts[0]) is not None):
        remarks.append(f"{_quoted(piece)} has a comma too many")
    parts = [part for part in parts if part]
    if len(parts) > 2 and (several := _listed_by_commas(parts)):
        remarks.append(f"{_quoted(piece)} holds {len(several)} names; separate them by ' and '")
        yield from several
    else:
        yield _one(parts, remarks)


def _listed_by_commas(parts: list[str]) -> list[Name]:
    """Several persons that are separated by commas: `Doe, J., Roe, R.` or `Jane Doe, Rick Roe, Max Muster`."""
    initials = all(_INITIALS.fullmatch(latex.braces(given)) for given in parts[1::2])
    if len(parts) % 2 == 0 and (initials or all(" " not in part for part in parts)):
        return [_inverted(last, first, []) for last, first in zip(parts[::2], parts[1::2], strict=True)]
    if all(" " in part and not _INITIALS.fullmatch(part) for part in parts):
        return [_direct(part, []) for part in parts]
    last, first, *more = parts
    certain = any(pattern.fullmatch(first) for pattern in (_SUFFIX, _IN_FAMILY, _DEGREE))
    if not certain and all(" " in part and not _INITIALS.fullmatch(part) for part in more):  # Doe, Jane, Rick Roe
        return [_inverted(last, first, []), *(_direct(part, []) for part in more)]
    return []


def _one(parts: list[str], remarks: list[str]) -> Name:
    last, *more = parts
    if not more:
        return _direct(last, remarks)
    if len(more) == 1:
        return _inverted(last, more[0], remarks)
    jr, *given = more
    if not _SUFFIX.fullmatch(jr) and _SUFFIX.fullmatch(given[-1]):  # Doe, Jane, Jr
        jr, given = given[-1], [jr, *given[:-1]]
    elif len(given) > 1 or (_INITIALS.fullmatch(given[0]) and not any(one.fullmatch(jr) for one in (_SUFFIX, _IN_FAMILY, _DEGREE))):
        jr, given = "", more
    else:
        return _inverted(last, given[0], remarks)._replace(jr=latex.braces(jr))
    remarks.append(f"{_quoted(', '.join(parts))} has its commas in another order than `Last, Jr, First`")
    return _inverted(last, " ".join(given), remarks)._replace(jr=latex.braces(jr))


def _direct(name: str, remarks: list[str]) -> Name:
    """`First von Last`."""
    words = _split(name, _BLANK)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    lower = _lower(words)
    if is_body(bare := latex.braces(name)) and (not lower or not _OF.isdisjoint(words)):
        remarks.append(f"{_quoted(bare)} is the name of a body; put it in braces")
        return Name(body=bare)
    if names.is_family_first(name):
        return Name(words[0], words[1])
    first, rest = (words[: lower[0]], words[lower[0] :]) if lower else (words[:-1], words[-1:])
    return _with_particle(rest)._replace(first=latex.braces(" ".join(first)), jr=suffix)


def _inverted(last: str, first: str, remarks: list[str]) -> Name:
    """`von Last, First`."""
    if is_name_of_bodies(last):
        bare = latex.braces(f"{first} {last}")
        remarks.append(f"{_quoted(bare)} is the name of a body; put it in braces")
        return Name(body=bare)
    return _with_particle(_split(last, _BLANK))._replace(first=latex.braces(first))


def _lower(words: list[str]) -> list[int]:
    """Which words but the last begin with a small letter; one in braces has no case."""
    letters = [next((letter for letter in word if letter.isalpha() or letter == "{"), "") for word in words[:-1]]
    # a single letter at the beginning is an initial
    return [number for number, letter in enumerate(letters) if letter.islower() and (number or len(words[0]) > 1)]


def _with_particle(words: list[str]) -> Name:
    lower = _lower(words)
    behind = lower[-1] + 1 if lower else 0
    return Name(latex.braces(" ".join(words[behind:])), von=latex.braces(" ".join(words[:behind])))


def _extended(parts: list[str], remarks: list[str]) -> Name:
    """`family=Doe, given=Jane, prefix=van, suffix=Jr`."""
    parts_by_key: dict[str, str] = {}
    for part in parts:
        key, _, value = part.strip(' "').partition("=")
        parts_by_key[key.strip().lower()] = latex.braces(value.strip(' "'))
    for key in parts_by_key.keys() - {"family", "given", "prefix", "suffix", "useprefix", "family-i", "given-i", "prefix-i", "suffix-i"}:
        remarks.append(f"{_quoted(f'{key}={parts_by_key[key]}')} of a name fits no field of the records; it was left out")
    family, given = parts_by_key.get("family", ""), parts_by_key.get("given", "")
    whole = " ".join(filter(None, (given, parts_by_key.get("prefix", ""), family)))
    if (not given and " " in family) or is_body(whole):
        return Name(body=whole)
    return Name(family or given, given if family else "", parts_by_key.get("prefix", ""), parts_by_key.get("suffix", ""))


def separated(text: str) -> list[str]:
    """The texts between `and` outside of braces."""
    return _split(text, _AND)


def _inner(piece: str) -> str | None:
    """The text in a pair of braces around the whole piece, None where there is none."""
    piece = piece.strip()
    if not (piece.startswith("{") and piece.endswith("}")):
        return None
    depth = 0
    for position, letter in enumerate(piece):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0 and position < len(piece) - 1:
            return None
    inner = piece[1:-1].strip()
    deeper = _inner(inner)
    return inner if deeper is None else deeper


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """The parts of a text between separators that stand in no braces."""
    if "{" not in text:
        return [part.strip() for part in separator.split(text)]
    depth, masked = 0, []
    for letter in text:
        depth += letter == "{"
        masked.append("_" if depth > 0 else letter)
        depth -= letter == "}" and depth > 0
    parts, start = [], 0
    for match in separator.finditer("".join(masked)):
        parts.append(text[start : match.start()].strip())
        start = match.end()
    return [*parts, text[start:].strip()]


def _quoted(text: str) -> str:
    from vitagraph.errors import quoted

    return quoted(latex.braces(text))


#: annotations of names with a text (section 3.7 of the biblatex manual), which our own export has for what contributors did
_PARTS = regex(r'(?<!\d)([1-9]\d?)\s*=\s*"([^"]*)"')


def parts_of(annotation: str) -> dict[int, tuple[Text, ...]]:
    """Number of a name in its list -> what this contributor did, of an annotation `1="cello"; 3="voice"`."""
    found: dict[int, tuple[Text, ...]] = {}
    for number, text in _PARTS.findall(annotation):
        found[int(number)] = (*found.get(int(number), ()), Text(latex.text(text)))
    return found
