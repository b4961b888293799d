"""Pairs of nodes that may be the same, with a score and the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from math import prod
from typing import Any

import msgspec

from vitagraph.bulk.linking.database import Pair
from vitagraph.bulk.linking.documents import type_and_scheme
from vitagraph.bulk.linking.groups import Rejections, is_rejected
from vitagraph.values import PersonName, slug

#: kind of evidence -> probability that a pair with one piece of it is the same
_WEIGHTS = {"position": 0.9, "work": 0.7, "coauthor": 0.45, "affiliation": 0.3, "title": 0.8}
#: the least similarity of names that may be misspellings of each other
_LEAST_SIMILARITY = 0.8


def line_of(pair: Pair, identifiers: tuple[set[str], set[str]], rejections: Rejections) -> bytes | None:
    """A pair as a line of JSON, None where it was rejected, or names or identifiers contradict it."""
    for node, rival, of_rival in ((pair.one, pair.other, identifiers[1]), (pair.other, pair.one, identifiers[0])):
        if is_rejected(node[1:-1], [rival[1:-1]], of_rival, rejections):
            return None
    found = candidate(pair, identifiers)
    return None if found is None else msgspec.json.encode(found) + b"\n"


def candidate(pair: Pair, identifiers: tuple[set[str], set[str]]) -> dict[str, Any] | None:
    """A pair with score and evidence, None where names or identifiers contradict it; `identifiers` are those of the two clusters."""
    if _contradict(*identifiers):
        return None
    evidence: dict[str, set[str]] = {}
    for shared in pair.shared:
        kind, *values = shared.split(" ")
        evidence.setdefault(kind, set()).add(" ".join(values) if kind == "position" else values[0] if kind == "title" else values[-1])
    similarity = 1.0 if "title" in evidence else _similarity(*map(_parsed, pair.names))
    if not similarity:
        return None
    score = similarity * (1 - prod((1 - _WEIGHTS[kind]) ** len(values) for kind, values in evidence.items()))
    return {
        "one": pair.one[1:-1],
        "other": pair.other[1:-1],
        "names": [text.split("\n")[0] for text in pair.names],
        "score": round(score, 3),
        "evidence": {kind: sorted(values) for kind, values in sorted(evidence.items())},
    }


def _contradict(one: set[str], other: set[str]) -> bool:
    """Returns whether both have an identifier of one scheme, which is then not the same."""
    return bool(set(map(type_and_scheme, one)) & set(map(type_and_scheme, other)))


def _parsed(names: str) -> list[PersonName]:
    return [PersonName.parse(name) for name in names.split("\n") if name]


def _similarity(some: Iterable[PersonName], others: Iterable[PersonName]) -> float:
    """Similarity of the most similar names of two people: 1 for equal keys and compatible names, less for misspellings, else 0."""
    return max((_similarity_of_names(one, other) for one in some for other in others), default=0.0)


def _similarity_of_names(one: PersonName, other: PersonName) -> float:
    if one.key == other.key:
        return 1.0 if one.may_be(other) else 0.0
    same_form = bool(one.given) == bool(other.given)
    forms = [slug(f"{name.family} {name.given}{name.initials}") if same_form else name.key for name in (one, other)]
    ratio = SequenceMatcher(None, forms[0], forms[1]).ratio() if all(name.given or name.initials for name in (one, other)) else 0.0
    return ratio if ratio >= _LEAST_SIMILARITY else 0.0
