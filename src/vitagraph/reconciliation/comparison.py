"""Comparison of what two sources state: titles, names of people and of things, containers, pages, countries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product, takewhile

from vitagraph.patterns import regex
from vitagraph.values import PersonName, slug
from vitagraph.values.names import are_compatible

#: similarity from which two texts are similar
_SIMILAR = 0.8
#: the least letters of words that may be misspelled by one letter, and by two
_ONE_LETTER, _TWO_LETTERS = 4, 10
#: tags of HTML and MathML, and commands of LaTeX, which sources leave in formulas
_MARKUP = regex(r"</?\s?[a-zA-Z][a-zA-Z0-9:]{0,15}(?:\s[^<>]{0,300})?/?>|\\[a-zA-Z]{1,20}")
_PARENTHESIS = regex(r"\([^()]{1,60}\)")
_LONGEST_ACRONYM = 12
#: words of the longest text that is compared word by word
_MOST_WORDS = 300
#: words from which a title is hardly that of two works
_MANY_WORDS = 7
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
#: the letter of a section of a journal behind its name: Phys. Rev. A and Phys. Rev. E are two
_SECTION = regex(r"\w[.,:]? ([A-Z])(?=\.?$|[,:; ]|\. [A-Z])")
_NUMBER = regex(r"[0-9]+|[ivx]{1,5}")
#: words of the title of a notice about another work, or of a part of it
_ABOUT_A_WORK = frozenset((
    "correction", "corrigendum", "corrigenda", "erratum", "errata", "addendum", "retraction", "retracted", "withdrawal", "withdrawn",
    "reply", "response", "comment", "comments", "commentary", "supplementary", "supplemental", "supplement", "review", "reviews",
    "rezension", "recension", "preface", "foreword", "index", "berichtigung",
))  # fmt: skip
#: words of the names of groups that sign works in place of their members
_OF_GROUPS = frozenset((
    "collaboration", "collaborators", "collaborative", "consortium", "consortia", "initiative", "network", "team", "investigators",
    "committee", "taskforce", "consorzio", "konsortium",
))  # fmt: skip
#: the number by which dblp distinguishes homonyms (https://dblp.org/faq/1474704.html)
_HOMONYM = regex(r"(?<=\w) [0-9]{4}$")
#: first words of the names of parts of organizations
_WITHIN_AN_ORGANIZATION = frozenset((
    "department", "departments", "departement", "departamento", "dipartimento", "dept", "faculty", "faculte", "facultad", "fakultat",
    "school", "division", "section", "unit", "group", "laboratory", "lab", "program", "programme", "graduate", "chair", "lehrstuhl",
    "abteilung", "college", "center", "centre", "institute", "institut", "instituto", "istituto", "new", "united", "los", "san",
))  # fmt: skip
#: parts of an affiliation that are read
_MOST_PARTS = 9
_BETWEEN_PARTS = regex(r"[,;(]\s{0,9}|\s[-–/]\s")
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
    """Returns whether a sign does not divide words: an accent, an apostrophe, a brace of LaTeX."""
    return bool(unicodedata.combining(letter)) or letter in "'’{}"


def plain(text: str) -> str:
    """The words of a text, joined by spaces."""
    return " ".join(words(text))


def titles(ours: str, theirs: str) -> str:
    """The result of the comparison of two titles, as `evidence.WEIGHTS` names it."""
    one, other = words(ours), words(theirs)
    if set(one) & _ABOUT_A_WORK != set(other) & _ABOUT_A_WORK:
        return "a note about a work"
    if "".join(one) == "".join(other):  # before numbers: formulas are divided into words in many ways, as in H2O and H_2O
        few = {1: "same, of one word", 2: "same, of two words", 3: "same, of three words"}
        return few.get(len(one), "same" if len(one) < _MANY_WORDS else "same, of many words")
    if _numbers(one) != _numbers(other):
        return "another number" if similarity(one, other) >= _SIMILAR else "another"
    if _is_main_title(one, theirs) or _is_main_title(other, ours):
        few = {1: "without its subtitle, of one word", 2: "without its subtitle, of two words"}
        return few.get(min(len(one), len(other)), "without its subtitle")
    if are_nearly_same(one, other) or _is_cut(one, other) or are_nearly_same(*map(_without_parentheses, (ours, theirs))):
        return "nearly the same"
    return "similar" if similarity(one, other) >= _SIMILAR else "another"


def _numbers(text: Sequence[str]) -> list[str]:
    return [word for word in text if _NUMBER.fullmatch(word)]


def _is_main_title(whole: Sequence[str], text: str) -> bool:
    """Returns whether a title is another one without its last subtitles: `Title` or `Title: Subtitle` of `Title: Subtitle. Group`."""
    place, found = 0, list[str]()
    for division in _SUBTITLE.finditer(text):
        found += words(text[place : division.start()])
        place = division.start()
        if len(found) >= len(whole):
            return found == [*whole]
    return False


def _is_cut(one: Sequence[str], other: Sequence[str]) -> bool:
    """Returns whether one of two titles of many words lacks at most the last three letters of the other one."""
    short, long = sorted((" ".join(one), " ".join(other)), key=len)
    return len(one) == len(other) >= _MANY_WORDS - 1 and long.startswith(short) and len(long) - len(short) < 4


def _without_parentheses(text: str) -> tuple[str, ...]:
    """The words of a title without what stands in parentheses: an acronym, `with discussion`."""
    return words(_PARENTHESIS.sub(" ", text))


def are_nearly_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Returns whether two texts differ by at most two misspelled words, or by articles and prepositions, in three words or more."""
    if min(len(one), len(other)) < 3 or max(len(one), len(other)) > _MOST_WORDS:  # in shorter texts a letter may make another name
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
    """The similarity of two texts of words, 0 to 1; 0 where one is longer than any title."""
    if max(len(one), len(other)) > _MOST_WORDS:
        return 0.0
    matcher = SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SIMILAR else 0.0


def names_of_people(ours: str, theirs: str) -> str:
    """The result of the comparison of two names of people."""
    ours, theirs = (_HOMONYM.sub("", name) for name in (ours, theirs))
    one, other = PersonName.parse(ours), PersonName.parse(theirs)
    if slug(one.family) != slug(other.family):
        turned = PersonName(one.given, one.family) if one.given else one
        if slug(turned.family) != slug(other.family) or not one.given or not other.given:
            return "fits" if len(words(ours)) > 2 and sorted(words(ours)) == sorted(words(theirs)) else "another"
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


def is_group(name: str) -> bool:
    """Returns whether an author is a group by its name: `The Owl Collaboration`."""
    return not _OF_GROUPS.isdisjoint(words(name))


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


def are_one_affiliation(ours: str, theirs: str) -> bool:
    """Returns whether two affiliations are of one organization: `Department of Owls, Owl University, USA` and `Owl University`."""
    pairs = product(*([text, *_organizations(text)] for text in (ours, theirs)))
    return any(names_of_things(one, other) in ("same", "nearly the same") for one, other in pairs)


def _organizations(affiliation: str) -> list[str]:
    """The parts of a printed affiliation of several words but for those within an organization, which many have."""
    parts = _BETWEEN_PARTS.split(affiliation, maxsplit=_MOST_PARTS)
    named = [part for part in parts if len(_significant(part)) > 1 and len(parts) > 1]
    return [part for part in named if words(part)[0] not in _WITHIN_AN_ORGANIZATION]


def _significant(text: str) -> tuple[str, ...]:
    """The words of a name without articles and prepositions; all of them where there are no others."""
    every = words(text)
    return tuple(word for word in every if word not in _STOP_WORDS) or every


def containers(ours: str, theirs: str) -> bool | None:
    """Returns whether two names are of one journal, book or event, abbreviated or not, with more words before or behind it or not.

    None where one is a single word that is not the acronym of the other one.
    """
    one, other = _significant(ours), _significant(theirs)
    sections = [found for found in map(_SECTION.search, (ours, theirs)) if found]
    if len(sections) == 2:
        before = (text[: found.start(1)] for text, found in zip((ours, theirs), sections, strict=True))
        return sections[0][1] == sections[1][1] and (one == other or containers(*before) is True)
    if names_of_things(ours, theirs) in ("same", "nearly the same") or _is_within(one, other) or _is_within(other, one):
        return True
    if min(len(one), len(other)) == 1:
        return True if _is_acronym(one, other) or _is_acronym(other, one) else None
    return False


def _is_acronym(short: Sequence[str], full: Sequence[str]) -> bool:
    """Returns whether a name abbreviates another one: `mnras` by first letters of neighbouring words, `jinst` by beginnings of all."""
    if len(short) != 1 or not 3 <= len(short[0]) <= _LONGEST_ACRONYM or len(full) < 2:
        return False
    rest = short[0]
    if len(rest) <= len(full) and rest in "".join(word[0] for word in full):
        return True
    for to_come, word in zip(reversed(range(len(full))), full, strict=True):
        begins = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(rest, word, strict=False)))
        letters = min(begins, len(rest) - to_come)  # each word that is to come has one or more
        if letters < 1:
            return False
        rest = rest[letters:]
    return not rest


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Returns whether the words of a name of three or more, or all words of both, abbreviate those of another: `j mach learn res`."""
    starts = range(len(long) - len(short) + 1) if len(short) > 2 or 1 < len(short) == len(long) else ()
    return any(all(map(_are_one_word, short, long[start : start + len(short)])) for start in starts)


def _are_one_word(one: str, other: str) -> bool:
    """Returns whether a word begins with another, or contracts to its letters: `natl` for `national`."""
    part, word = sorted((one, other), key=len)
    if word.startswith(part):
        return True
    letters = iter(word)
    return len(part) > 2 and part[0] == word[0] and all(letter in letters for letter in part)


def is_preprint(container: str, doi: str = "", kind: str = "") -> bool:
    """Returns whether a work is a preprint: by the server that it is on, its DOI, or the kind that a service states."""
    return (
        "".join(words(container)) in _PREPRINT_SERVERS
        or bool(_PREPRINT_DOI.fullmatch(doi))
        or kind in ("posted-content", "preprint", "Preprint")
    )


def first_page(pages: str) -> str:
    """The first page, "" where there is none: `829` of `829-36`, `46109` of `046109`."""
    found = re.match(r"\s*(?:pp?\.?\s*)?([A-Za-z]{0,3})0{0,9}([0-9]{1,9})", pages)
    return f"{found[1].lower()}{found[2]}" if found else ""


def states_page(doi: str, page: str) -> bool:
    """Returns whether the last number of a DOI is a page of four digits or more, which stand for one article: `667963`."""
    numbers = re.findall(r"[0-9]+", doi.partition("/")[2])
    return len(page) > 3 and bool(numbers) and numbers[-1].lstrip("0") == page
