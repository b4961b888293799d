"""The language of a page: texts in it or tagged with their own, names of referenced records, formatted dates."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from typing import NamedTuple

from msgspec.structs import replace

from vitagraph.rdf.terms import Term, parse
from vitagraph.rdf.vocabulary import DCTERMS, RDFS, SCHEMA
from vitagraph.records import Author, Index, Record, plan, work_kinds
from vitagraph.records.achievements import Award
from vitagraph.records.career import Project, Thesis
from vitagraph.records.cited_works import CitedWork
from vitagraph.records.containers import Volume
from vitagraph.records.exhibitions import CollectedWork, Exhibition
from vitagraph.records.grants import Grant
from vitagraph.records.kinds import Kind
from vitagraph.records.organizations import Organization, Place
from vitagraph.records.patents import PatentDocument, PatentFamily
from vitagraph.records.relators import Relator
from vitagraph.records.service import MediaCoverage
from vitagraph.records.talks import Talk
from vitagraph.records.teaching import Course, Student
from vitagraph.records.works import Publication, WorkStatus
from vitagraph.site.words import Words, words
from vitagraph.values import Amount, DaySpan, FullName, PartialDate, Period, Plain, Text, tag_of
from vitagraph.values.printing import NO_BREAK, printed_date, printed_period

#: currency -> its symbol
_SYMBOLS = {"EUR": "€", "USD": "US$", "GBP": "£", "JPY": "JP¥", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "INR": "₹", "KRW": "₩", "ILS": "₪"}
_NARROW = "\u202f"  # between groups of three digits where a language writes a blank
#: what has its title in one language; that of a post is in each language in which it is stated
_WRITTEN = (
    CitedWork, CollectedWork, Course, Exhibition, Grant, MediaCoverage, PatentDocument, PatentFamily, Project, Publication, Student, Talk,
    Thesis, Volume,
)  # fmt: skip
#: predicates of a record's title or name
_TITLES = {RDFS.label, SCHEMA.name, DCTERMS.title}


@cache
def title_field(record: type[Record]) -> str:
    """The field with the title or name of a record class: that of its shorthand, else by its predicates; "" where there is none."""
    fields = plan(record).fields
    texts = [field for field in fields.values() if field.type in (Text, Plain, FullName) and not field.is_link and not field.many]
    texts = [field for field in texts if not field.own_node]  # the name of another node: the programme of a student
    named = (field.name for field in texts if not _TITLES.isdisjoint(field.all_predicates()))
    return record.shorthand if record.shorthand in {field.name for field in texts} else next(named, "")


class Localized(NamedTuple):
    """A text, its language ("" for that of the page, and for a text without one), its link, and the label before it.

    `whole` is printed behind it: the organization of which one is a part; `translation` in brackets: of a title. `follows` is whether
    it is a further value of the piece before, behind the same label. `anchor` is the fragment of what it stands for. `is_container` is
    whether it names that in which a work appeared.
    """

    text: str
    language: str = ""
    href: str = ""
    label: str = ""
    whole: Localized | None = None
    follows: bool = False
    anchor: str = ""
    translation: Localized | None = None
    is_container: bool = False

    def __str__(self) -> str:
        text = f"{self.text} [{self.translation}]" if self.translation else self.text
        text = f"{text}, {self.whole}" if self.whole else text
        return f"{self.label}: {text}" if self.label else text

    def within(self, whole: Localized | None) -> Localized:
        """The name of a part with its whole behind it; what both names end with (`Institute, University`) is left to the whole."""
        if whole is None:
            return self
        text, repeated = self.text, str(whole).split(", ")
        while (head := text.rpartition(", "))[2] in repeated and head[0]:
            text = head[0]
        return self._replace(text=text, whole=whole)


class Name(NamedTuple):
    """The printed name of a person or organization, and whether it is the owner; `anchor` is the fragment of its IRI.

    `note` are further roles or words for the part, printed behind the name.
    """

    text: str
    is_owner: bool
    anchor: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.note})" if self.note else self.text


class Localizer:
    """Texts, names and dates of a CV for a page in one language."""

    def __init__(self, index: Index, language: str, own: Words | None = None) -> None:
        self.index = index
        self.language = language
        self.words = own or words(language)

    @cached_property
    def talks_of(self) -> dict[Term, list[Talk]]:
        """Work -> the talks and lectures in which it was presented."""
        found: dict[Term, list[Talk]] = {}
        for talk in (*self.index.cv.talks, *self.index.cv.lectures):
            if talk.paper:
                found.setdefault(self.index.refer("publication", talk.paper), []).append(talk)
        return found

    @cached_property
    def awards_of(self) -> dict[Term, list[Award]]:
        """Work -> the awards for it, each once."""
        found: dict[Term, list[Award]] = {}
        for award in self.index.cv.awards:
            for work in dict.fromkeys(self.index.refer("publication", work) for work in award.works):
                found.setdefault(work, []).append(award)
        return found

    def heading(self, section: str) -> str:
        """The heading of a section; that of a section without one is its name."""
        return self.words[section] if section in self.words else _readable(section)

    def field(self, name: str, record: Record | None = None) -> str:
        """The label of a field, of a record where the label depends on its class; that of a field without one is its name."""
        words = self.words
        if isinstance(record, Student) and not record.is_supervised and words.has("fields_of_examined", name):
            return words.of("fields_of_examined", name)
        own = (f"{cls.__name__}.{name}" for cls in type(record).__mro__) if record else ()
        if of_class := next((key for key in own if words.has("fields_of_classes", key)), ""):
            return words.of("fields_of_classes", of_class)
        return words.of("fields", name) if words.has("fields", name) else _readable(name)

    def truth(self, name: str, value: bool, record: Record) -> str:
        """What a field states that is true or false; "" where the page prints nothing."""
        if value:
            return self.field(name, record)
        return self.words.of("negated", name) if self.words.has("negated", name) else ""

    def title(self, record: Record, whole: Record | None = None) -> Localized | None:
        """The title or name of a record, None where it has none; `whole` contains it and states the language of its texts.

        What was written, held or shown has its title in its language, with the translation into that of the page.
        """
        field = title_field(type(record))
        name = getattr(record, field, None)
        if not isinstance(name, Text):
            return Localized(str(name)) if name else None
        states = record if record.lang or whole is None else whole
        return self._as_written(name, record, states) if isinstance(record, _WRITTEN) else self.text(name, states, field)

    def _as_written(self, title: Text, record: Record, states: Record) -> Localized:
        """A title in the language of its record, else the one that is written first; of the others that of the page or of the CV."""
        texts = dict(title.in_languages(self.index.language_of(states)))
        language = getattr(record, "language", None)
        if language not in texts:
            language = next(iter(texts))
        other = next((one for one in (self.language, self.index.language) if one in texts), language)
        translation = Localized(texts[other], self._other(other)) if texts[other] != texts[language] else None
        return Localized(texts[language], self._other(language), translation=translation)

    def _other(self, language: str) -> str:
        """A language, "" for that of the page."""
        return language if language != self.language else ""

    def unnamed(self, record: Record) -> Localized:
        """What stands for the title of a record without one: its label in the graph, else the noun of its class."""
        node = self.index.node(record)
        for one in record.structure(node, self.index):
            if not isinstance(one, str) and one[:2] == (node, RDFS.label):
                label = parse(one[2])
                return Localized(capital(label.value), label.language if label.language != self.language else "")
        return Localized(capital(self.index.cv.noun_of(record)), "" if self.language == "en" else "en")

    def text(self, text: Text | None, record: Record, field: str = "") -> Localized | None:
        """A text of a record in the language of the page, else the first of its texts; `field` is that of a proper name."""
        if not text:
            return None
        texts = dict(text.in_languages(self.index.language_of(record, field)))
        if self.language in texts:
            return Localized(texts[self.language])
        language, first = next(iter(texts.items()))
        return Localized(first, language)

    def word(self, word: str, record: Record) -> Localized:
        """A word of a record without translations: a keyword."""
        language = tag_of(self.index.language_of(record), word)
        return Localized(word, language if language != self.language else "")

    def name(self, segment: str, reference: str | None) -> Localized | None:
        """The title of the record to which a reference leads, in the page's language; None for no reference.

        It is the reference as written where no record describes it. `segment` is that of the record's IRI (`org`, `event`).
        A part of an organization and a hall have their `whole`.
        """
        if not reference:
            return None
        record = self.index.find(segment, reference)
        name = (record and (self.title(record) or self.unnamed(record))) or Localized(reference)
        return name.within(self.whole(record, name)) if isinstance(record, (Organization, Place)) else name

    def whole(self, part: Record, name: Localized, below: tuple[Record, ...] = ()) -> Localized | None:
        """The organization of which one is a part, the place in which a hall is, its country, and so on; None where the name contains it.

        A university, a company and any other organization whose type is not `unit` stands for itself.
        """
        segment, reference = part.segment, None
        if isinstance(part, Organization) and (not part.type or "unit" in part.type):
            reference = part.parent
        elif isinstance(part, Place):
            segment, reference = (part.segment, part.part_of) if part.part_of else ("country", part.country)
        whole = self.index.find(segment, reference) if reference else None
        if whole is None or whole in (part, *below):
            return None
        title = self.title(whole)
        if title is None or any(one in name.text for one in whole.names()):
            return None
        return title.within(self.whole(whole, title, (part, *below)))

    def line(self, piece: Localized) -> str:
        """A piece as text, behind its label as the language writes it."""
        label = self.words["labelled"].format(label=piece.label) if piece.label else ""
        return f"{label}{piece._replace(label='')}"

    def joined(self, texts: Iterable[object]) -> str:
        """Words of the language in a row: `第12巻、第3号`."""
        return self.words["separator"].join(map(str, texts))

    def joined_names(self, names: Iterable[object]) -> str:
        """Names and titles in a row, which are written as they are elsewhere: `Eule E, Krähe M`."""
        return self.words["names_separator"].join(map(str, names))

    def names(self, authors: Iterable[Author]) -> list[Name]:
        """The printed names of authors, speakers, supervisors; the last is `et al.` where the list goes on."""
        listed = list(authors)
        names = [self._name(author, credit.agent) for author, credit in zip(listed, self.index.credits(listed), strict=True)]
        return [*names, Name(self.words["et_al"], False, "")] if listed and listed[-1].others else names

    def _name(self, author: Author, agent: Term) -> Name:
        record = self.index.records.get(agent)
        printed = author.name or (next(record.names(), "") if record is not None else "") or author.organization or author.id
        if isinstance(record, Organization):
            printed = str(Localized(printed).within(self.whole(record, Localized(printed))))
        return Name(printed, agent == self.index.owner, self.anchor(agent), self.parts(author))

    def parts(self, author: Author) -> str:
        """The words for what a person did or is in a record."""
        return self.joined(text.in_language(self.language) for text in author.part)

    def anchor(self, node: str) -> str:
        """The fragment of a node's IRI."""
        return node[len(self.index.document) + 2 : -1]

    def type(self, name: str) -> str:
        """The label of a type of a periodical, a series, an event or an organization."""
        return self.words.of("types", name) if self.words.has("types", name) else name

    def language_name(self, tag: str) -> str:
        """The name of a language; that of a language without one is its tag."""
        return self.words.of("languages", tag) if self.words.has("languages", tag) else tag

    def edition(self, edition: str | None) -> str | None:
        """An edition: `2nd edition`, `2. Auflage`; words as they are written."""
        if not edition or not edition.isdecimal():
            return edition
        return self.words.ordinal("edition", int(edition))

    def kind(self, kind: Kind) -> str:
        """The label of a kind."""
        return self.label(kind.scheme, kind.prefix + kind)

    def label(self, scheme: str, kind: str) -> str:
        """The label of a kind by its scheme and name."""
        return self.words.of("works" if scheme in work_kinds.SCHEMES else "kinds", kind)

    def work_kind(self, name: str) -> str:
        """The label of a kind of works."""
        return self.words.of("works", name)

    def works(self, name: str, first: bool = True) -> str:
        """The label of several works of a kind; behind other words its first word has no capital letter, unless it is a noun with one."""
        plural, label = self.words.of("plurals_of_works", name), self.words.of("works", name)
        return plural if first or not label[:1].islower() else plural[:1].lower() + plural[1:]

    def status(self, status: WorkStatus | None) -> str | None:
        """The label of a status of a work, None where the page prints nothing."""
        if status == "peer-reviewed":
            return self.words["peer_reviewed"]
        if status is None or status not in status.labels:
            return None
        named = (("statuses", status), ("kinds", status), ("kinds", f"patent-{status}"))
        return next(self.words.of(section, key) for section, key in named if self.words.has(section, key))

    def role(self, role: Relator) -> str:
        """The label of a role in a work."""
        return self.words.of("roles", role.code)

    def amount(self, amount: Amount) -> str:
        """An amount with thousands separators: `€1,250,000.50`, `US$7,500`, in German `1.250.000,50 €`; `7,500 XAF`; `$500` as printed."""
        number, currency = amount.money or ("", "")
        if not currency:
            return str(amount)
        whole, _, cents = number.partition(".")
        english = f"{int(whole):,}" + (f".{cents}" if cents else "")
        group, decimal = (self.words.of("numbers", sign).replace(" ", _NARROW) for sign in ("group", "decimal"))
        printed = english.translate({ord(","): group, ord("."): decimal})
        symbol = _SYMBOLS.get(currency, "")
        form = self.words.of("numbers", "amount" if symbol else "amount_in_code")
        return form.replace(" ", NO_BREAK).format(number=printed, symbol=symbol, code=currency)

    def date(self, date: PartialDate | None) -> str:
        """A date with its own precision: `2020`, `21 Aug 2020`, in German `21. Aug. 2020`; `ca. 1990`, `autumn 2015`."""
        return printed_date(date, self.words.dates, NO_BREAK) if date else ""

    def year(self, date: PartialDate | None) -> str:
        """The year of a date; an approximate date, a season or a decade as a whole."""
        if date is None:
            return ""
        return self.date(PartialDate(date.parts.year) if date.is_plain else date)

    def period(self, period: Period | None) -> str:
        """A period: `Oct 2014 – Dec 2018`, `Jan 2021 – present`, `until 2010`, `from 2004` where the end is not known."""
        if period and period.unknown_end and period.start and not period.spans:
            return self.words.of("dates", "from").replace(" ", NO_BREAK).format(date=self.date(period.start))
        return printed_period(period, self.words.dates, NO_BREAK) if period else ""

    def days(self, days: tuple[PartialDate, ...] | None) -> str:
        """Several days: those of one month share it, `13/14/16 Dec 2021`, in Japanese `2021年12月13日/14日/16日`."""
        if not days:
            return ""
        if isinstance(days, DaySpan):
            return self.period(Period(days[0], days[-1]))
        parts = [day.parts for day in days]
        if len({day[:2] for day in parts}) > 1 or not all(day.day for day in parts):
            return self.joined(map(self.date, days))
        words, form = self.words.dates, self.words.of("dates", "day_of_several")
        before = "".join(f"{form.format(day=int(day.day))}/" for day in parts[:-1])
        return printed_date(days[-1], replace(words, day=words.day.replace("{day}", f"{before}{{day}}")), NO_BREAK)

    def years_of(self, award: Award) -> str:
        """The year or years of an award: `2013, 2015`."""
        return award.printed_years(self.words.dates)


def capital(text: str) -> str:
    """A text with a capital letter at its beginning; all other letters stay as they are."""
    return text[:1].upper() + text[1:]


def _readable(name: str) -> str:
    """The name of a field or section as a label: `Field trips` for `field_trips`."""
    return capital(name.replace("_", " "))
