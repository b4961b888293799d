"""Mentions: the printed names of persons in a CV, compared with the names of the owner and with each other.

A mention denotes the owner if its family name, its initials and its script are those of the owner, and no other person fits.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from vitagraph.patterns import regex
from vitagraph.records.people import Person
from vitagraph.records.plan import Field
from vitagraph.records.record import OWNER, Author, Record
from vitagraph.values import PersonName, are_compatible, is_particle, slug
from vitagraph.values.bodies import is_body

#: fields that name the makers of a work, among whom the owner is
_OF_OWN_WORKS = ("authors", "editors", "translators", "contributors", "speakers", "inventors")
#: segments whose works are the owner's
_OWN_SEGMENTS = ("publication", "software", "dataset", "talk", "patent")
#: fields of other records that name the people with whom the owner did something, and the owner among them
_OF_OWN_ACTIVITIES = (
    "leaders",
    "investigators",
    "organizers",
    "recipients",
    "artists",
    "curators",
    "teachers",
    "instructors_of_record",
    "founders",
    "members",
)
_COLLABORATION = regex(r".*\b(?:Collaborations?|Consortium|(?:Working|Study|Research|Trial) Group|Task Force|Investigators)", re.IGNORECASE)


def names_organization(name: str) -> bool:
    """Returns whether a printed name is one of a group of researchers or another body: The ATLAS Collaboration."""
    return _COLLABORATION.fullmatch(name) is not None or is_body(name)


class Mentions:
    """The mentions of one CV.

    `of_owner` are the printed names that denote the owner though their key is another one, `perhaps_of_owner` those that others of
    the CV may have too, `uncertain` those of the owner's key that stand twice in one list of authors, `full_names` the full names
    that share a key.
    """

    def __init__(self, owner: Person, fields: Iterable[tuple[Record, Field]], others: Iterable[PersonName]) -> None:
        self._names = list(dict.fromkeys([owner.parsed_name, *map(PersonName.parse, owner.names())]))
        self._keys = {name.key for name in self._names if name.key}
        self._others: defaultdict[str, list[PersonName]] = defaultdict(list)
        for name in others:
            self._others[name.key].append(name)
        self.of_owner: set[str] = set()
        self.perhaps_of_owner: set[str] = set()
        #: the names of all others, some of which are the owner's
        self._further = {f"{name.given} {name.family}": name for some in self._others.values() for name in some}
        self.uncertain: set[str] = set()
        self.full_names: defaultdict[str, dict[PersonName, None]] = defaultdict(dict)
        contradicted: set[str] = set()
        for record, field in fields:
            value = getattr(record, field.name)
            self._scan(record, field, value if field.many else [value], contradicted)
        self.of_owner -= contradicted
        self.perhaps_of_owner -= contradicted | self.of_owner
        shared = {_initial(other) for name, other in self._further.items() if name not in self.of_owner}
        plain = {name for name in self.perhaps_of_owner if _initial(PersonName.parse(name)) not in shared}
        self.of_owner |= plain
        self.perhaps_of_owner -= plain

    def _scan(self, record: Record, field: Field, authors: Sequence[Author], contradicted: set[str]) -> None:
        """Compares the names in one list of authors with each other and with the owner's."""
        names = [author.name for author in authors if author.name and not author.id and not author.organization]
        for name in map(PersonName.parse, names):
            if name.is_full:
                self.full_names[name.key][name] = None
        if not self._keys or not names:
            return
        certain = [name for name in names if self._is_owner(name)]
        stated = [author.name for author in authors if author.id == OWNER]
        # A contributor may stand once for each role; an author of a work twice is two persons.
        listed = dict.fromkeys(certain + stated) if field.has_roles else certain + stated
        keys = Counter(PersonName.parse(name).key for name in listed)
        self.uncertain.update(name for name in certain if keys[PersonName.parse(name).key] > 1)
        similar = [name for name in dict.fromkeys(names) if name not in certain and self._may_be_owner(name)]
        perhaps: list[str] = []
        if certain or stated or len(similar) > 1:
            contradicted.update(similar)
        elif similar:
            if field.name in _OF_OWN_ACTIVITIES:
                perhaps = [name for name in similar if self._has_initial(name)]
            own = field.name in _OF_OWN_WORKS and record.segment in _OWN_SEGMENTS
            self.of_owner.update(name for name in similar if own or self._has_first_name(name))
        self.perhaps_of_owner.update(perhaps)
        self._further.update((name, PersonName.parse(name)) for name in names if name not in (*certain, *perhaps))

    def _is_owner(self, name: str) -> bool:
        """Returns whether a printed name has the key of the owner, and no given name that contradicts it."""
        parsed = PersonName.parse(name)
        return parsed.key in self._keys and any(parsed.may_be(one) for one in self._names if one.key == parsed.key)

    def _may_be_owner(self, name: str) -> bool:
        parsed = PersonName.parse(name)
        if parsed.key in self._keys or any(parsed.may_be(other) for other in self._others[parsed.key]):
            return False
        return any(is_short_form(parsed, full) for full in self._names)

    def _has_initial(self, name: str) -> bool:
        """Returns whether a printed name has the family name of the owner behind or before initials alone."""
        parsed = PersonName.parse(name)
        return not parsed.is_full and any(_initial(parsed) == _initial(full) for full in self._names)

    def _has_first_name(self, name: str) -> bool:
        """Returns whether a printed name has the family name and the first name of the owner in full."""
        parsed = PersonName.parse(name)
        first = slug(parsed.given).partition("-")[0]
        return len(first) > 1 and any(
            slug(parsed.family) == slug(full.family) and slug(full.given).partition("-")[0] == first for full in self._names
        )


def _initial(name: PersonName) -> tuple[str, str]:
    """The family name and the first initial of a name."""
    return slug(name.family), slug(name.given or name.initials)[:1]


def is_short_form(name: PersonName, full: PersonName) -> bool:
    """Returns whether a name is another form of a full one: with fewer or more initials, or with one of two family names."""
    family, known, given = _family(name), _family(full), full.given_words
    if not (family and known and full.given and given) or family[0] not in (known[0], known[-1], given[-1].text):
        return False
    if not (words := name.given_words):
        return False
    split = [(known, given)]
    if len(known) > 1:  # one of two family names
        split += [(known[:1], given), (known[-1:], given)]
    if len(given) > 1:  # the first of two family names stands with the given names
        split += [((given[-1].text, *known), given[:-1]), ((given[-1].text,), given[:-1])]
    return any(family == one and are_compatible(words, rest) for one, rest in split if rest)


@lru_cache(maxsize=4096)
def _family(name: PersonName) -> tuple[str, ...]:
    words = name.family.replace("-", " ").split()
    while len(words) > 1 and is_particle(words[0].lower()):
        words.pop(0)
    return tuple(filter(None, map(slug, words)))
