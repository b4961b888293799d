"""How a page speaks: texts in its language or tagged with their own, names of what is referred to, dates in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vitagraph.records import Author, Index, Record
from vitagraph.records.kinds import SCHEMES, Kind
from vitagraph.site.texts import MONTHS, words
from vitagraph.values import PartialDate, Period, Text

_NO_BREAK = "\u00a0"


class Localized(NamedTuple):
    """A text, its language where that is not the page's ("" where it is, or where the text is in none), and where it leads."""

    text: str
    language: str = ""
    href: str = ""

    def __str__(self) -> str:
        return self.text


class Name(NamedTuple):
    """A person's or organization's name as printed, and whether it is the owner's; `anchor` is their place in the page."""

    text: str
    is_owner: bool
    anchor: str


class Localizer:
    """The language of a page, and the CV it speaks of."""

    def __init__(self, index: Index, language: str) -> None:
        self.index = index
        self.language = language
        self.words = words(language)
        self.german = language == "de"

    def said(self, text: Text | str | None, record: Record) -> Localized | None:
        """A text of a record, in the page's language if it is there."""
        if not text:
            return None
        texts = dict(getattr(text, "translations", ())) or {self.index.language_of(record): str(text)}
        if self.language in texts:
            return Localized(texts[self.language])
        language, first = next(iter(texts.items()))
        return Localized(first, language)

    def name(self, segment: str, reference: str | None) -> Localized | None:
        """The name of what a reference leads to."""
        if not reference:
            return None
        record = self.index.find(segment, reference)
        name = getattr(record, "name", None) or getattr(record, "title", None)
        if record is None or not name:
            return Localized(reference)
        return self.said(name, record) if isinstance(name, Text) else Localized(str(name))

    def names(self, authors: Iterable[Author]) -> list[Name]:
        """The names of authors, speakers, supervisors."""
        return [self._name(author) for author in authors]

    def _name(self, author: Author) -> Name:
        agent = self.index.agent(author)
        record = self.index.records.get(agent)
        printed = author.name or (next(record.names(), "") if record is not None else "") or author.organization or author.id
        return Name(printed, agent == self.index.owner, self.anchor(agent))

    def anchor(self, node: str) -> str:
        """The part of a node's IRI behind `#`."""
        return node[len(self.index.document) + 2 : -1]

    def kind(self, kind: Kind) -> str:
        """A kind's label."""
        return SCHEMES[kind.scheme].kinds[kind.prefix + kind][self.german]

    def label(self, scheme: str, kind: str) -> str:
        """The label of a kind by its scheme and name."""
        return SCHEMES[scheme].kinds[kind][self.german]

    def date(self, date: PartialDate | None) -> str:
        """A date as precise as it is: `2020`, `Aug 2020`, `21 Aug 2020`; in German `21. Aug. 2020`."""
        if date is None:
            return ""
        year, *rest = date.split("-")
        months = MONTHS["de" if self.german else "en"]
        day = (f"{int(rest[1])}.{_NO_BREAK}" if self.german else f"{int(rest[1])}{_NO_BREAK}") if len(rest) > 1 else ""
        return f"{day}{months[int(rest[0]) - 1]}{_NO_BREAK}{year}" if rest else year

    def period(self, period: Period | None) -> str:
        """A period: `Oct 2014 – Dec 2018`, `Jan 2021 – present`."""
        if period is None:
            return ""
        if period.end == period.start:
            return self.date(period.start)
        return f"{self.date(period.start)}{_NO_BREAK}– {self.date(period.end) if period.end else self.words['present']}"

    def days(self, days: tuple[PartialDate, ...]) -> str:
        """Several days: those of one month share it, `13/14/16 Dec 2021`."""
        if len({day[:7] for day in days}) > 1 or len(days[0]) < 10:
            return ", ".join(map(self.date, days))
        last = self.date(days[-1])
        point = "." if self.german else ""
        return "/".join([*(f"{int(day[8:])}{point}" for day in days[:-1]), last])
