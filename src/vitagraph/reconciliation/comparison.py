"""Comparison of what two sources state: titles, names of people and of things, containers, pages, countries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from vitagraph.patterns import regex
from vitagraph.values import PersonName, slug
from vitagraph.values.names import are_compatible

#: similarity from which two texts are similar
_SIMILAR = 0.8
#: the least letters of words that may be misspelled by one letter, and by two
_ONE_LETTER, _TWO_LETTERS = 4, 10
#: tags of HTML and MathML, and commands of LaTeX, which sources leave in formulas
_MARKUP = regex(r"</?\s?[a-zA-Z][a-zA-Z0-9:]{0,15}(?:\s[^<>]{0,300})?/?>|\\[a-zA-Z]{1,20}")
_SUBTITLE = regex(r"[:–—?!]\s|\s-\s|\.\s")
#: names of preprint servers, without spaces, and the DOIs that they assign
_PREPRINT_SERVERS = frozenset((
    "arxiv", "biorxiv", "medrxiv", "chemrxiv", "psyarxiv", "socarxiv", "edarxiv", "eartharxiv", "engrxiv", "techrxiv", "osfpreprints",
    "researchsquare", "ssrn", "ssrnelectronicjournal", "preprintsorg", "authorea", "corr", "arxiveprints", "peerjpreprints",
))  # fmt: skip
_PREPRINT_DOI = regex(
    r"10\.(?:1101/[0-9]|48550/|3123[145]/|31219/|2139/ssrn|20944/preprints|21203/rs|26434/chemrxiv|22541/au|36227/techrxiv|35542/|31223/"
    r"|31224/|7287/peerj\.preprints).*"
)
_NUMBER = regex(r"[0-9]+|[ivx]{1,5}")
#: words of the title of a notice about another work, or of a part of it
_ABOUT_A_WORK = frozenset((
    "correction", "corrigendum", "corrigenda", "erratum", "errata", "addendum", "retraction", "retracted", "withdrawal", "withdrawn",
    "reply", "response", "comment", "comments", "commentary", "supplementary", "supplemental", "supplement", "review", "reviews",
    "rezension", "recension", "preface", "foreword", "index", "berichtigung",
))  # fmt: skip
_STOP_WORDS = frozenset((
    "a", "an", "the", "of", "for", "and", "in", "on", "to", "de", "la", "le", "les", "des", "du", "der", "die", "das", "und", "für",
    "et", "el", "los", "y", "e", "do", "da", "di", "del",
))  # fmt: skip


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents, punctuation and tags."""
    letters = unicodedata.normalize("NFKD", _MARKUP.sub(" ", text)).casefold()
    return tuple("".join(letter if letter.isalnum() else "" if _is_inside(letter) else " " for letter in letters).split())


def _is_inside(letter: str) -> bool:
    """Returns whether a sign does not divide words: an accent, an apostrophe."""
    return bool(unicodedata.combining(letter)) or letter in "'’"


def plain(text: str) -> str:
    """The words of a text, joined by spaces."""
    return " ".join(words(text))


def titles(ours: str, theirs: str) -> str:
    """The result of the comparison of two titles, as `evidence.WEIGHTS` names it."""
    one, other = words(ours), words(theirs)
    if set(one) & _ABOUT_A_WORK != set(other) & _ABOUT_A_WORK:
        return "a note about a work"
    if "".join(one) == "".join(other):  # before numbers: formulas are divided into words in many ways, as in H2O and H_2O
        return {1: "same, of one word", 2: "same, of two words", 3: "same, of three words"}.get(len(one), "same")
    if _numbers(one) != _numbers(other):
        return "another number" if similarity(one, other) >= _SIMILAR else "another"
    if _is_main_title(one, theirs) or _is_main_title(other, ours):
        return "without its subtitle, of two words" if min(len(one), len(other)) == 2 else "without its subtitle"
    if are_nearly_same(one, other):
        return "nearly the same"
    return "similar" if similarity(one, other) >= _SIMILAR else "another"


def _numbers(text: Sequence[str]) -> list[str]:
    return [word for word in text if _NUMBER.fullmatch(word)]


def _is_main_title(whole: Sequence[str], text: str) -> bool:
    """Returns whether a title of at least two words is another one without its subtitle."""
    main = _SUBTITLE.split(text, maxsplit=1)[0]
    return len(whole) > 1 and main != text and words(main) == tuple(whole)


def are_nearly_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Returns whether two texts differ by at most two misspelled words, or by articles and prepositions, in three words or more."""
    if min(len(one), len(other)) < 3:  # in shorter texts a letter may make another name
        return False
    changes = [change for change in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if change[0] != "equal"]
    pairs = [(one[i:j], other[k:m]) for _, i, j, k, m in changes]
    unlike = [pair for pair in pairs if not _STOP_WORDS.issuperset((*pair[0], *pair[1]))]
    return len(unlike) <= 2 and all(_is_misspelling("".join(some), "".join(others)) for some, others in unlike)


def _is_misspelling(one: str, other: str) -> bool:
    """Returns whether two words differ by one letter or two exchanged ones, long words by two, not by the first."""
    if _is_exchanged(one, other):
        return True
    changes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    letters = sum(max(j - i, m - k) for change, i, j, k, m in changes if change != "equal")
    length = min(len(one), len(other))
    return bool(one and other) and one[0] == other[0] and letters <= (2 if length >= _TWO_LETTERS else length >= _ONE_LETTER)


def _is_exchanged(one: str, other: str) -> bool:
    """Returns whether two words differ by two neighbouring letters that are exchanged, not the first one."""
    unlike = [place for place, (ours, theirs) in enumerate(zip(one, other, strict=False)) if ours != theirs]
    if len(one) != len(other) or len(one) < _ONE_LETTER or len(unlike) != 2 or unlike[1] != unlike[0] + 1 or not unlike[0]:
        return False
    first, second = unlike
    return one[first] == other[second] and one[second] == other[first]


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """The similarity of two texts of words, 0 to 1."""
    matcher = SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SIMILAR else 0.0


def names_of_people(ours: str, theirs: str) -> str:
    """The result of the comparison of two names of people."""
    one, other = PersonName.parse(ours), PersonName.parse(theirs)
    if slug(one.family) != slug(other.family):
        turned = PersonName(one.given, one.family) if one.given else one
        if slug(turned.family) != slug(other.family) or not one.given or not other.given:
            return "another"
        one = turned
    if not are_compatible(one.given_words, other.given_words):
        return "another"
    return "same, in full" if one.is_full and other.is_full else "fits"


def is_full_name(name: str) -> bool:
    """Returns whether a name of a person has a given name that is written out."""
    return PersonName.parse(name).is_full


def shared_people(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int]:
    """The number of people in both lists, and the length of the shorter one."""
    left = list(theirs)
    shared = 0
    for one in ours:
        found = next((other for other in left if _may_be_same(one, other)), None)
        if found is not None:
            left.remove(found)
            shared += 1
    return shared, min(len(ours), len(theirs))


def _may_be_same(one: str, other: str) -> bool:
    """Returns whether two printed names may be of one person, or of one group, which may have an article."""
    return names_of_people(one, other) != "another" or _significant(one) == _significant(other)


def names_of_things(ours: str, theirs: str) -> str:
    """The result of the comparison of two names of organizations, journals, places, events or topics."""
    one, other = _significant(ours), _significant(theirs)
    if one == other:
        is_short = len(one) == 1 and len(one[0]) < 6 and ours.isupper()
        return "acronym" if is_short else "same"
    if sorted(one) == sorted(other):
        return "same"
    if _numbers(one) != _numbers(other):
        return "another"
    if are_nearly_same(one, other):
        return "nearly the same"
    return "part" if set(one) < set(other) or set(other) < set(one) else "another"


def _significant(text: str) -> tuple[str, ...]:
    """The words of a name without articles and prepositions; all of them where there are no others."""
    every = words(text)
    return tuple(word for word in every if word not in _STOP_WORDS) or every


def containers(ours: str, theirs: str) -> bool | None:
    """Returns whether two names are of one journal, book or event, abbreviated or not, with more words before or behind it or not.

    None where one is a single word.
    """
    one, other = _significant(ours), _significant(theirs)
    if names_of_things(ours, theirs) in ("same", "nearly the same") or _abbreviates(one, other) or _abbreviates(other, one):
        return True
    if _is_within(one, other) or _is_within(other, one):
        return True
    return None if min(len(one), len(other)) == 1 else False


def _abbreviates(short: Sequence[str], full: Sequence[str]) -> bool:
    """Returns whether each word of one name begins the word of another one at its place: `j mach learn res`."""
    return len(short) == len(full) > 1 and all(word.startswith(part) for part, word in zip(short, full, strict=True))


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Returns whether the words of a name of three or more stand in a longer one, one behind the other."""
    starts = range(len(long) - len(short) + 1) if len(short) > 2 else ()
    return any(tuple(long[start : start + len(short)]) == tuple(short) for start in starts)


def is_preprint(container: str, doi: str = "", kind: str = "") -> bool:
    """Returns whether a work is a preprint: by the server that it is on, its DOI, or the kind that a service states."""
    return (
        "".join(words(container)) in _PREPRINT_SERVERS
        or bool(_PREPRINT_DOI.fullmatch(doi))
        or kind in ("posted-content", "preprint", "Preprint")
    )


def first_page(pages: str) -> str:
    """The first page, "" where there is none: `829` of `829-36`."""
    found = re.match(r"\s*(?:pp?\.?\s*)?([A-Za-z]{0,3}[0-9]{1,9})", pages)
    return found[1].lower() if found else ""
