"""The labels of facts of one's own on the pages: their properties, durations and members of enumerations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitagraph.patterns import regex
from vitagraph.site.words import Words

if TYPE_CHECKING:
    from vitagraph.values import TermName

_DURATION = regex(r"P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?")
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
_SCHEMA = regex(r"https?://schema\.org/(?:Event)?([A-Za-z]+)")
_CAPITAL = regex(r"(?<=[a-z])(?=[A-Z])")


def label_of(term: TermName, words: Words) -> str:
    """The label of the property of a fact of one's own in a language; of one without words there, that of its vocabulary."""
    if words.has("facts", term):
        return words.of("facts", term)
    if term.prefix == "marcrel" and words.has("roles", term.name):
        label = words.of("roles", term.name)
        return f"{label[:1].upper()}{label[1:]}"
    return words.of("properties", term.label.lower()) if words.has("properties", term.label.lower()) else term.label


def value_of(text: str, words: Words) -> str:
    """A duration (ISO 8601) or a member of an enumeration of schema.org in words; another text as it is."""
    if (match := _DURATION.fullmatch(text)) and any(match.groups()):
        counts = zip(match.groups(), _UNITS, strict=True)
        return words["separator"].join(words.counted(unit, int(count), "units") for count, unit in counts if count)
    if match := _SCHEMA.fullmatch(text):
        name = _CAPITAL.sub("-", match[1]).lower()
        return words.of("types", name) if words.has("types", name) else name.replace("-", " ")
    return text
