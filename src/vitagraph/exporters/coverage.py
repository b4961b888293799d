"""The fields of a CV that an export contains; all others are counted by section and field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from vitagraph.exporters import Exporter, Work
from vitagraph.records import ABOUT_THE_RECORD, Author, Index, Record, plan, sections, stated_fields
from vitagraph.records.career import Study
from vitagraph.records.containers import Event
from vitagraph.records.degree_names import degree_level
from vitagraph.records.identifiers import identifiers
from vitagraph.records.languages import Language, LanguageSkill
from vitagraph.records.relations import REFERENCES
from vitagraph.records.relators import PARTS
from vitagraph.values import Identifier, Period, Text
from vitagraph.values.bodies import JOINED
from vitagraph.values.dates import plain_date

CITED = ("title", "date", "url", "abstract", "number", "office", "granted|published")
_VENUES = {"journal": "journal", "conference": "event", "workshop": "event", "book": "book", "publisher": "org", "institution": "org",
           "server": "org"}  # fmt: skip


class Coverage:
    """Records which fields of a public view an export has taken."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._taken: set[tuple[int, str]] = set()
        self._more: Counter[str] = Counter()
        #: records of which the export states that lists of people go on
        self._with_others: set[int] = set()
        #: records of which the export states what their contributors did
        self._with_parts: set[int] = set()

    def take(self, record: Record, name: str) -> Any:
        """The value of a field, which then counts as exported."""
        self._taken.add((id(record), name))
        return getattr(record, name)

    def has(self, record: Record, name: str) -> bool:
        """Whether the export holds a field."""
        return (id(record), name) in self._taken

    def text(self, record: Record, name: str) -> str:
        """The value as text, "" where there is none; marks the field as held by the export. Of several languages the first."""
        value = self.take(record, name)
        return "" if value is None else str(value)

    def first(self, record: Record, name: str) -> Any:
        """The first value of a list, None of an empty one; marks the field as held, and counts the other values as left out."""
        values = self.take(record, name)
        if len(values) > 1:
            self._more[f"{record.segment}.{name}"] += len(values) - 1
        return values[0] if values else None

    def described(self, record: Record, name: str = "description") -> tuple[str, list[str]]:
        """The summary of a text (the field is marked as held), and the lines at its end that begin with a hyphen, the highlights."""
        summary, hyphen, listed = f"\n{self.text(record, name)}".partition("\n- ")
        return summary.strip(), [line.strip() for line in listed.split("\n- ")] if hyphen else []

    def named(self, segment: str, reference: str | None) -> tuple[str, Record | None]:
        """The name of a referenced record, and the record where one describes it; "" for no reference."""
        if not reference:
            return "", None
        record = self.index.find(segment, reference)
        if record is not None and record.shorthand:
            self._taken.add((id(record), record.shorthand))
        return self.index.name_of(segment, reference), record

    def bodies(self, record: Record, name: str = "organization") -> tuple[str, Record | None]:
        """The names of organizations as one text, `TU Wien / TU Graz`, and the record of the first; "" and None without any."""
        found = [self.named("org", reference) for reference in self.take(record, name)]
        return JOINED.join(text for text, _ in found), found[0][1] if found else None

    def takes_others(self, record: Record, name: str) -> bool:
        """Whether a list of people goes on; an export that asks states it of each such list of the record."""
        self._with_others.add(id(record))
        return bool(name == "authors" and getattr(record, "more_authors", None) and self.take(record, "more_authors")) or any(
            one.others for one in getattr(record, name) or ()
        )

    def take_written(self, work: Work, exporter: Exporter) -> None:
        """Marks all fields of a work that an exporter of works writes."""
        written = exporter.identifiers(work, self.index) if exporter.identifiers else ()
        self.take_work(work, *exporter.fields, written=written)
        for relation in exporter.relations(work, self.index) if exporter.relations else ():
            self.take(work.record, "related")
            for name in stated_fields(relation):
                if name in ("relation", *REFERENCES):
                    self.take(relation, name)

    def take_work(self, work: Work, *more: str, written: Collection[Identifier] = (), venues: Collection[str] | None = None) -> None:
        """Marks the fields of a work that each citation contains (title, venue, date), `more` fields of it and of its venue, and the
        identifiers of both that are `written`. Where `venues` are given, only these fields of its venue."""
        record = work.record
        self._take_identifiers(record, written)
        if "others" in more:
            self._with_others |= {id(one) for one in (record, work.whole) if one is not None}
        self._with_parts |= {id(record)} if "part" in more else set()
        fields = {name: segment for name, segment in _VENUES.items() if venues is None or name in venues}
        for alternatives in (*CITED, *fields, *more):
            if name := next((one for one in alternatives.split("|") if getattr(record, one, None)), ""):
                self.take(record, name)
        for name, segment in fields.items():
            for reference in listed(getattr(record, name, None)):
                self._take_venue(self.named(segment, reference)[1], more, written)
        for name, _, inner in (one.partition(".") for one in more if "." in one):
            for cited in self._first(record, name):
                self.take(cited, inner)
        if work.whole is not None:
            for name in ("thesis", "documents", "title", *more):
                self.take(work.whole, name) if hasattr(work.whole, name) else None

    def _first(self, record: Record, name: str) -> list[Record]:
        """The first record in a field that nests records; the field counts as exported."""
        value = self.take(record, name) if getattr(record, name, None) else None
        return value[:1] if isinstance(value, list) else [value] if value else []

    def _take_identifiers(self, record: Record, written: Collection[Identifier]) -> None:
        for field, value in identifiers(record):
            if (value.scheme, value.key) in {(one.scheme, one.key) for one in written}:
                self.take(record, field.name)

    def _take_venue(self, venue: Record | None, more: tuple[str, ...], written: Collection[Identifier]) -> None:
        book = venue.proceedings if isinstance(venue, Event) else None
        if book:
            self.take(venue, "proceedings") if venue else None
            self.take(book, "title")
        for record in filter(None, (venue, book)):
            self._take_identifiers(record, written)
            for name in more:
                if hasattr(record, name):
                    self.take(record, name)
            for name, segment in (("publisher", "org"), ("series", "series"), ("place", "place")):
                if name in more:
                    for reference in listed(getattr(record, name, None)):
                        self.named(segment, reference)

    def place(self, record: Record, name: str = "place") -> str:
        """A place as it is written, `Cambridge, MA`, or its name; several as `Cambridge, MA; Rome`; marks the field as exported."""
        return "; ".join(self.places(record, name))

    def places(self, record: Record, name: str = "place") -> list[str]:
        """The places in a field of one or several."""
        return list(map(self.named_place, listed(self.take(record, name))))

    def named_place(self, written: str) -> str:
        """The name of the place with this id, else the text as it is written."""
        called, place = self.named("place", written)
        return called if place is not None and written == self.index.id_of(place) else written

    def left_out(self) -> Counter[str]:
        """The number of facts that were not exported, by field: `grants` for whole records, `talks.slides` for single facts."""
        cv = self.index.cv
        counted = Counter(self._more)
        for section, records in (("person", [cv.person]), *((section, getattr(cv, section)) for section in sections())):
            for record in records:
                left_out = list(self._left_out(record))
                everything = not any((id(record), name) in self._taken for name in stated_fields(record))
                counted.update([section] if everything and left_out else [f"{section}.{name}" for name in left_out])
        return counted

    def _left_out(self, record: Record) -> Iterator[str]:
        for name in stated_fields(record):
            value = getattr(record, name)
            if name in ABOUT_THE_RECORD:
                continue
            if plan(type(record)).fields[name].is_record and (id(record), name) in self._taken:
                for inner in value if isinstance(value, list) else [value]:
                    is_taken = any((id(inner), deeper) in self._taken for deeper in stated_fields(inner))
                    yield from (f"{name}.{deeper}" for deeper in self._left_out(inner)) if is_taken else [f"{name} (others)"]
            elif (id(record), name) not in self._taken:
                yield name
            elif plan(type(record)).fields[name].type is Author:
                people = value if isinstance(value, list) else [value]
                stated = (key for key in PARTS if key != "role" and any(getattr(one, key) not in ((), None) for one in people))
                yield from (f"{name}.{key}" for key in stated if key != "part" or id(record) not in self._with_parts)
                if people[-1].others and id(record) not in self._with_others:
                    yield f"{name} (et al.)"
            elif further := [tag for one in (value if isinstance(value, list) else [value]) if isinstance(one, Text)
                             for tag, _ in one.translations[1:]]:  # fmt: skip
                yield f"{name} in {', '.join(dict.fromkeys(further))}"


def listed(references: str | list[str] | None) -> list[str]:
    """The references in a field of one or several."""
    return [references] if isinstance(references, str) else references or []


def start_and_end(period: Period | None) -> tuple[str, str]:
    """The two plain dates of a period, each "" where it is not known, the end also where it goes on."""
    if period is None:
        return "", ""
    return str(plain_date(period.start) or ""), str(plain_date(period.end) or "")


def study_and_area(study: Study, coverage: Coverage) -> tuple[str, str]:
    """The degree and the area of a study: its subject, else that in the name of the degree, `PhD in Biology`; "" without one.

    The level counts as exported where the words for the degree state it.

    """
    degree, subject = coverage.text(study, "degree"), ", ".join(map(str, coverage.take(study, "subject")))
    name, _, area = degree.partition(" in ")
    named = (degree, subject) if subject else (name, area)
    if study.level == (degree_level(named[0] or named[1]) or None):
        coverage.take(study, "level")
    return named


def _skill(skill: LanguageSkill, coverage: Coverage) -> str:
    """A skill in a language with its level or how well it is known in words: `reading (CEFR C1)`, `speaking (very good)`."""
    level, words = coverage.take(skill, "level"), coverage.text(skill, "fluency")
    known = ", ".join(filter(None, (level.label if level else "", words)))
    return f"{coverage.take(skill, 'skill').label} ({known})" if known else str(coverage.take(skill, "skill").label)


def fluency(language: Language, coverage: Coverage) -> str:
    """How well a language is known: the level, words of no scale, the skills with their levels: `native; reading (CEFR C1), writing`."""
    if type(language)(name=language.name).tag == language.code:
        coverage.take(language, "code")  # the name states it
    level, skills = coverage.take(language, "level"), coverage.take(language, "skills")
    listed = ", ".join(_skill(one, coverage) for one in skills)
    return "; ".join(filter(None, (level.label if level else "", coverage.text(language, "fluency"), listed)))
