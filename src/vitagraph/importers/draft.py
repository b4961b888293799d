"""A record whose fields are set one by one: each value is read as its field reads it; other values are reported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from vitagraph.errors import Place
from vitagraph.importers.language_codes import shortest_tag
from vitagraph.importers.report import Report
from vitagraph.records import Author, Record, plan
from vitagraph.records.other_works import misplaced
from vitagraph.records.relators import PARTS
from vitagraph.records.works import Publication
from vitagraph.values import Identifier, LanguageTag, Markup, OwnFile, PartialDate, Period, Text, Url, whole_number
from vitagraph.yaml.conversion import parsed


class Draft:
    """The fields of one record so far; `place` and `path` are those of its entry in the source."""

    def __init__(self, kind: type[Record], report: Report, place: Place, path: str = "") -> None:
        self.kind = kind
        self.report = report
        self.place = place
        self.path = path
        self.values: dict[str, Any] = {}
        #: field -> place, path and text of each value, as the source has it
        self._written: dict[str, list[tuple[Place, str, str]]] = {}

    def set(self, name: str, value: Any, key: str = "", place: Place | None = None) -> bool:
        """Sets a field to its value, or a list to its values; `key` is the name in the source. Returns whether a value was accepted."""
        if value in (None, "", [], {}):
            return False
        key, place = self._path(key or name), place or self.place
        field = plan(self.kind).fields.get(name)
        if field is None:
            for one in value if isinstance(value, list) else [value]:
                self.report.leave_out(place, key, _words(one))
            return False
        if isinstance(value, Record) or (isinstance(value, list) and isinstance(value[0], Record)):
            self.values[name] = value
            return True
        if isinstance(value, list) and not field.many:
            value, *others = value
            for one in others:
                self.report.leave_out(place, key, _words(one))
        taken = []
        if field.many and not isinstance(value, list):
            is_place = field.reference is not None and field.reference.segment == "place"
            value = list(map(str.strip, value.split(";"))) if is_place and isinstance(value, str) else [value]  # two places: `Vienna; Graz`
        for one in value if field.many else [value]:
            try:
                author = isinstance(one, Author)
                taken.append(self._of_keys(one, field.author_keys, place, key) if author else parsed(field.type, _decoded(field.type, one)))
            except ValueError as error:
                self.report.refused(place, key, error)
            self._written.setdefault(name, []).append((place, key, _words(one)))
        if taken:
            self.values[name] = [*self.values.get(name, []), *taken] if field.many else taken[0]
        return bool(taken)

    def with_values(self, **values: Any) -> Draft:
        """The draft, with these values set."""
        for name, value in values.items():
            self.set(name, value)
        return self

    def _of_keys(self, author: Author, keys: Sequence[str], place: Place, path: str) -> Author:
        """An author with what a field lets authors state; the rest is reported."""
        if not author.has_part:
            return author
        for key in PARTS:
            if key not in keys and (value := getattr(author, key)) not in (None, ()):
                text = ", ".join(value) if isinstance(value, tuple) else str(value).lower()
                self.report.leave_out(place, f"{path}.{key}", f"{author.name or author.organization}: {text}")
                author = author.stating(**{key: getattr(Author(), key)})
        return author

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def record(self) -> Any:
        """The record; None, with a problem, where a required field or every field has no value."""
        missing = [field.name for field in plan(self.kind).fields.values() if field.required and field.name not in self.values]
        if issubclass(self.kind, Publication) and not {"title", "note"} & self.values.keys():
            missing.append("title")
        if missing:
            self.report.entry(self.place, f"{self.path or 'the entry'} has no {' and no '.join(missing)}; add it by hand")
            return None
        if not self.values:
            self.report.entry(self.place, f"{self.path or 'the entry'} has no value that a record has; add it by hand")
            return None
        record = self.kind(**self.values)
        if any(_has_markup(value) for name, value in self.values.items() if not plan(self.kind).fields[name].is_prose):
            record.markup = Markup(Markup.example)
        for name in misplaced(record):
            if name == "authors":  # they apply, but not what they state
                place, path, _ = self._written[name][0]
                setattr(record, name, [self._of_keys(one, (), place, path) for one in getattr(record, name)])
                continue
            for problem in self._written.get(name, ()):
                self.report.leave_out(*problem)
            setattr(record, name, plan(self.kind).fields[name].empty)
        return record


def _decoded(value_type: Any, value: Any) -> Any:
    """An identifier as its value type reads it, a language tag with the shortest code; any other value unchanged."""
    if not isinstance(value, str) or not isinstance(value_type, type):
        return value
    if issubclass(value_type, OwnFile):
        return Url.parse(value)  # a file of another folder is none of this CV's
    if issubclass(value_type, LanguageTag):
        return shortest_tag(value)
    return value_type.decoded(value) if issubclass(value_type, Identifier) else value


def _has_markup(value: Any) -> bool:
    return any(isinstance(one, Text) and one.source for one in (value if isinstance(value, list) else [value]))


def _words(value: Any) -> str:
    if isinstance(value, Author):
        return "; ".join((value.name or value.organization, *value.part, *value.affiliation))
    return str(value)


_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
#: dates with the name of a month
_DATES = (
    rf"(?:(?P<day>\d{{1,2}})\.?\s+)?{_MONTH}\s+(?P<year>\d{{4}})",
    rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
    r"(?P<year>\d{4})\s+(?P<month>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?(?:\s+(?P<day>\d{1,2}))?",
)


def iso_date(text: str) -> str:
    """A date in other spellings as EDTF, with the same precision: `2014/04/01`, `April 2014`, `2014 Apr 13`, `Fall 2015`, `ca. 1990`."""
    text = text.strip()
    with suppress(ValueError):
        return PartialDate.parse(text)
    if match := re.match(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d])", text):
        return "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)])
    for pattern in _DATES:
        if match := re.fullmatch(pattern, text):
            month, day = month_number(match["month"]), match.groupdict().get("day")
            return "-".join(filter(None, [match["year"], f"{month:02}" if month else "", f"{int(day):02}" if day and month else ""]))
    return text


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def month_number(name: str) -> int:
    """The number of a month by its English name, its first letters or its number; 0 for other text."""
    name = name.strip().strip(".").lower()
    if name.isdigit():
        return number if (number := whole_number(name) or 0) <= 12 else 0
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def period(start: str, end: str, single: str = "") -> str:
    """A period as records write it; an end that is open in any of its spellings is `present`.

    An end without a start has an unknown start: it is not the same date.
    """
    if not start:
        if end and not single:
            return "ongoing" if going_on(f"until {end}") == "ongoing" else f"until {iso_date(end)}"
        return stated_period(single)
    if not end or end.lower() in ("present", "now", "today", "current", "ongoing", "heute", "..", "9999"):
        return f"{iso_date(start)} to present"
    return f"{iso_date(start)} to {iso_date(end)}"


def going_on(text: str) -> str:
    """The period that a text states, "" where it is one date or none."""
    with suppress(ValueError):
        return "" if Period.parse(text).is_date else str(Period.parse(text))
    return ""


def stated_period(text: str) -> str:
    """The text of a period as it is (`2013, 2015`, `until 2010`), else a date in another spelling."""
    with suppress(ValueError):
        Period.parse(text)
        return text
    return iso_date(text)


def web_address(text: str) -> str:
    """An address with its scheme; the name of a file stays as it is."""
    bare = text.strip()
    if bare.lower().endswith(OwnFile.endings) and "/" not in bare:
        return bare
    return f"https://{bare}" if bare and "://" not in bare and re.match(r"[\w-]+(\.[\w-]+)+(/|$|\?|:\d)", bare) else bare
