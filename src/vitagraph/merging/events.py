"""Decides whether two names mean one event: `X (ICIP)`, `Proceedings of the X` and `25th X` are X."""

from __future__ import annotations

from collections.abc import Iterable

from vitagraph.merging.folding import normalized
from vitagraph.patterns import regex
from vitagraph.records import Record
from vitagraph.records.containers import Event

_ACRONYM = regex(r"(?<!\s)\s*+[(\[]([^()\[\]]{2,20})[)\]]\s*")
_YEAR = regex(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|(?<=[A-Za-z])['’][0-9]{2}(?![0-9])")
_ORDINAL = regex(r"(?i)\b[0-9]{1,3}(?:st|nd|rd|th|\.)(?=\s)|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b")
_VOLUME = regex(r"(?i)^(?:in:?\s+)?(?:the\s+)?(?:extended\s+)?(?:proceedings|proc\.?|tagungsband|actes)\s+(?:of|der|des|de)?\s*(?:the\s+)?")


def may_be_one_event(names: Iterable[str], others: Iterable[str]) -> bool:
    """Returns whether two sets of names have an event in common, and no year in them contradicts it."""
    names, others = list(names), list(others)
    years, other_years = _years(names), _years(others)
    return not (years and other_years and not years & other_years) and bool(_cores(names) & _cores(others))


def _years(names: list[str]) -> set[str]:
    return {year[-2:] for name in names for year in _YEAR.findall(name)}


def _cores(names: list[str]) -> set[str]:
    """The names without `Proceedings of`, ordinal, year and acronym, and the acronyms."""
    cores = set()
    for name in names:
        bare = _ORDINAL.sub("", _YEAR.sub("", _VOLUME.sub("", name)))
        cores |= {normalized(_ACRONYM.sub(" ", bare)), *(normalized(acronym) for acronym in _ACRONYM.findall(bare))}
    return {core for core in cores if any(map(str.isalpha, core))}


def names_of(record: Record) -> list[str]:
    """The names of a record; of an event, also the title of its proceedings."""
    proceedings = [record.proceedings.title] if isinstance(record, Event) and record.proceedings else []
    return [*record.names(), *proceedings]
