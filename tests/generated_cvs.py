"""CVs made up by hypothesis out of the records' own field lines: every class, every field, every privacy class."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from vitagraph.records import ABOUT_THE_RECORD, CV, Author, Document, Field, Person, Record, Visibility, plan, sections
from vitagraph.records.achievements import Rank
from vitagraph.records.containers import EventType
from vitagraph.records.cv import DocumentIri, WholeDate
from vitagraph.records.kinds import Kind
from vitagraph.records.organizations import OrganizationType
from vitagraph.records.record import FieldVisibility
from vitagraph.records.works import WorkStatus
from vitagraph.values import (
    Amount,
    ArticleNumber,
    ArxivId,
    Days,
    Doi,
    Email,
    FullName,
    GeoCoordinate,
    Isbn,
    Issn,
    LanguageTag,
    Latitude,
    Licence,
    Orcid,
    Pages,
    PartialDate,
    PatentNumber,
    Period,
    Phone,
    Plain,
    RorId,
    Text,
    Url,
    WikidataId,
)

TAGS = ("en", "de", "fr")
#: short names that look alike, so that references and names meet; none looks like an id
NAMES = ("Alpha House", "Beta & Sons", "Gamma, Delta", "Čeština 9", "Ωmega", "Étude B", "The North")
#: names that are none at first sight: two in one, a title, what YAML or a reader takes for something else
ODD = ("Trade and Industry Board", "Alpha; Beta", "Smith et al.", "Dr. Eva Eule", "Beispiel, A., PhD", "2021-05", "Yes", "[Alpha]")
PEOPLE = ("Müller K-R", "Klaus-Robert Müller", "Eule E", "Eva Eule", "Wang L", "van der Berg F", "O'Neil S", "Beispiel A")

words = st.text(st.sampled_from("abcxyzÄß漢é ,:'\"-#{}[]&*!|>%@`\\0129?"), min_size=1, max_size=24).map(str.strip).filter(bool)
titles = st.sampled_from(NAMES + ODD) | words.map(lambda text: f"T{text}")
dates = st.sampled_from(["1999", "2001-02", "2003-04-05", "2010", "2011-12", "2012-02-29", "2020", "2021-01-01"])


def _chosen(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


_VALUES: dict[Any, st.SearchStrategy[str]] = {
    Amount: _chosen("250000 EUR", "1.50 CHF"),
    ArticleNumber: _chosen("e1", "17", "7-9"),
    ArxivId: _chosen("2211.17174", "math.GT/0309136v2"),
    DocumentIri: _chosen("https://cv.example/ada"),
    Doi: _chosen("10.5555/a", "10.5555/B(1)%22", "10.1000/x;y"),
    Email: _chosen("ada@post.example", "a+b@post.example"),
    FullName: _chosen(*PEOPLE, "Ada Beispiel"),
    GeoCoordinate: _chosen("12.5", "-7", "0.125"),
    Latitude: _chosen("51.25", "-9"),
    Isbn: _chosen("978-3-16-148410-0", "0-306-40615-2"),
    Issn: _chosen("1932-6203", "0378-5955"),
    LanguageTag: _chosen(*TAGS, "zh-hant"),
    Licence: _chosen("CC-BY-4.0", "CC0", "https://licences.example/x"),
    Orcid: _chosen("0000-0002-1825-0097", "0000-0002-9079-593X"),
    Pages: _chosen("1-9", "14:1-14:27", "4-6, 8-9", "7"),
    PartialDate: dates,
    WholeDate: _chosen("2015-06-01", "2024-01-31"),
    PatentNumber: _chosen("EP 4001902 A1", "US 2022/0114455 A1", "DE 102 C3"),
    Phone: _chosen("+49-30-0000", "+1 (555) 0100"),
    RorId: _chosen("03v4gjf40", "02bchch95"),
    WikidataId: _chosen("Q42", "Q64"),
    Rank: _chosen("1", "12"),
    Plain: titles,
    EventType: st.sampled_from(list(EventType.classes)),
    OrganizationType: st.sampled_from(list(OrganizationType.classes)),
    WorkStatus: st.sampled_from(list(WorkStatus.statuses)),
}
_URLS = st.sampled_from(["https://a.example/x", "https://b.example/y?z=1#f", "https://www.c.example", "http://d.example/ü/%20"])


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """Text in one language or several."""
    if draw(st.integers(0, 2)):
        return Text(draw(titles))
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=1, max_size=3, unique=True))
    return Text.parse({tag: draw(titles) for tag in tags})


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period, open or closed."""
    ends = sorted(draw(st.lists(dates, min_size=2, max_size=2)))
    return Period.parse(draw(st.sampled_from([f"{ends[0]} to {ends[1]}", f"{ends[0]} to present", ends[0]])))


authors = st.one_of(
    st.sampled_from(PEOPLE + ODD).map(Author),
    st.builds(Author, st.sampled_from(("", *PEOPLE, *ODD)), st.sampled_from(("me", "somebody", "mueller-kr"))),
    st.builds(lambda name, org: Author(name, "", org), st.sampled_from(("", *NAMES, *ODD)), st.sampled_from(NAMES + ODD)),
)


def values_of(field: Field, depth: int) -> st.SearchStrategy[Any]:
    if field.is_record:
        return records(field.type, depth + 1)
    if field.reference:
        if not field.reference.open:
            return st.sampled_from(NAMES)
        return _URLS if field.reference.segment == "software" else st.sampled_from(NAMES + ODD)
    if isinstance(field.type, type) and issubclass(field.type, Kind):
        return st.sampled_from(field.type.names()).map(field.type)
    special: dict[Any, st.SearchStrategy[Any]] = {
        Author: authors,
        Text: texts(),
        Period: periods(),
        Days: dates.map(Days.parse) | st.just(Days.parse("2021-12-13/14/16")),
        bool: st.booleans(),
        int: st.integers(1, 900),
        Url: _URLS.map(Url),
    }
    return special[field.type] if field.type in special else _VALUES[field.type].map(field.type.parse)


@st.composite
def records(draw: st.DrawFn, kind: type[Record], depth: int = 0) -> Record:
    """A record of a class: its required fields, and some others."""
    values: dict[str, Any] = {}
    fields = [field for name, field in plan(kind).fields.items() if name not in ABOUT_THE_RECORD]
    for field in fields:
        if depth > 2 and field.is_record and not field.required:
            continue
        if field.required or draw(st.integers(0, 3)) == 0:
            least = 1 if field.required else 0
            one = values_of(field, depth)
            values[field.name] = draw(st.lists(one, min_size=least, max_size=3, unique_by=str)) if field.many else draw(one)
    if draw(st.integers(0, 4)) == 0:
        values["lang"] = LanguageTag(draw(st.sampled_from(TAGS)))
    if depth == 0 and draw(st.integers(0, 3)) == 0:
        values["visibility"] = draw(_visibilities(fields))
    return kind(**values)


@st.composite
def _visibilities(draw: st.DrawFn, fields: list[Field]) -> FieldVisibility:
    movable = [field.name for field in fields if not (field.required or field.structured)]
    if draw(st.booleans()) or not movable:
        return FieldVisibility({"": draw(st.sampled_from(Visibility))})
    return FieldVisibility({draw(st.sampled_from(movable)): draw(st.sampled_from(Visibility))})


@st.composite
def cvs(draw: st.DrawFn) -> CV:
    """A CV of a few records of any class."""
    cv = CV(person=draw(records(Person)), document=draw(_documents()))
    for section in draw(st.lists(st.sampled_from(list(sections())), max_size=6)):
        getattr(cv, section).append(draw(records(sections()[section])))
    return cv


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    document = draw(records(Document))
    assert isinstance(document, Document)
    document.visibility = document.lang = None
    return document
