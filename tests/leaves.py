"""The leaves of a CV: every single value that its records state; iterated, changed and removed one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from vitagraph import CV
from vitagraph.records import ABOUT_THE_RECORD, Author, Field, Index, Record, Visibility, plan, plan_without
from vitagraph.records.containers import EventType, RecordType
from vitagraph.records.cv import Grouping
from vitagraph.records.event_states import EventState
from vitagraph.records.identifier_sources import IdentifierSource
from vitagraph.records.kinds import CreditRole, Kind
from vitagraph.records.offices import PatentOffice
from vitagraph.records.organizations import OrganizationType
from vitagraph.records.own_sections import EntryKind
from vitagraph.records.page_layout import PageSection
from vitagraph.records.record import OWNER
from vitagraph.records.relators import PARTS, Relator
from vitagraph.records.works import WorkStatus
from vitagraph.values import (
    Allotment,
    Amount,
    Ark,
    ArxivId,
    Count,
    Days,
    DblpId,
    DblpRecord,
    DblpStream,
    Doi,
    Duration,
    Email,
    GeoCoordinate,
    GeoNamesId,
    Gnd,
    HalId,
    Handle,
    Isbn,
    Isni,
    Issn,
    JstorId,
    LanguageTag,
    Licence,
    OpenAlexAuthorId,
    OpenAlexId,
    OpenAlexInstitutionId,
    OpenAlexSourceId,
    OpenAlexTopicId,
    Orcid,
    OwnFile,
    Pages,
    PartialDate,
    PatentNumber,
    Period,
    Phone,
    PmcId,
    PubMedId,
    ResearcherId,
    RorId,
    ScopusAuthorId,
    ScopusEid,
    Slug,
    SsrnId,
    Text,
    Url,
    Value,
    Viaf,
    WikidataId,
    WosId,
)
from vitagraph.values.facts import Facts
from vitagraph.values.terms import Prefixes


class Leaf(NamedTuple):
    """One value of a record: its field, its position in a list, and the tag, key or number of its part within the value."""

    record: Record
    field: Field
    position: int
    within: str
    visibility: Visibility

    @property
    def whole(self) -> Any:
        """The whole value that contains this leaf."""
        stated = getattr(self.record, self.field.name)
        return stated[self.position] if self.field.many else stated

    @property
    def value(self) -> Any:
        """The leaf itself."""
        return part(self.whole, self.within)

    def __str__(self) -> str:
        where = f"[{self.position}]" if self.field.many else ""
        return f"{type(self.record).__name__}.{self.field.name}{where}{'.' if self.within else ''}{self.within} = {self.value!s:.60}"

    @property
    def shape(self) -> tuple[Any, ...]:
        """The properties of leaves for which one test covers all; classes share what they inherit."""
        kind = self.within if isinstance(self.whole, (Author, Period)) else bool(self.within)
        return (defining(type(self.record), self.field.name), self.field.name, kind, self.visibility)


def defining(record: type[Record], name: str) -> type[Record]:
    """The class that declares a field of a record class."""
    return next(base for base in reversed(record.__mro__) if issubclass(base, Record) and name in base.__struct_fields__)


def hidden_itself(record: Record) -> bool:
    """Whether a record states a visibility."""
    return record.visibility is not None


def top_level(cv: CV) -> Iterator[Record]:
    """The document, and every record of a section."""
    yield cv.document
    yield from cv.records()


def values(record: Record, field: Field) -> list[Any]:
    """The values of a field as a list."""
    stated = getattr(record, field.name)
    return [] if stated is None else list(stated) if field.many else [stated]


def stated_fields(record: Record) -> Iterator[Field]:
    """The fields that a record states, except those that describe the record itself."""
    for name, field in plan_without(type(record), record.inapplicable()).fields.items():
        if name not in ABOUT_THE_RECORD and getattr(record, name) not in (None, []):
            whole = plan(type(record)).fields[name]
            yield field if field.predicates else whole  # the structure of a record decides which of its predicates apply


def leaves(record: Record, floor: Visibility = Visibility.public) -> Iterator[Leaf]:
    """Every leaf of a record and of its nested records, with its visibility (the rule of the manual, implemented independently)."""
    own: dict[str, Visibility] = record.visibility or {}
    visibility = max(floor, own.get("", Visibility.public))
    for field in stated_fields(record):
        if field.type in (Facts, Prefixes, IdentifierSource):
            continue  # tests/test_own_facts.py and tests/test_recovery.py look at these
        seen = own.get(field.name, max(visibility, field.visibility))
        for position, value in enumerate(values(record, field)):
            if field.is_record:
                yield from leaves(value, seen)
            else:
                yield from (Leaf(record, field, position, within, seen) for within in parts(value))


def all_leaves(records: Iterable[Record]) -> list[Leaf]:
    """The leaves of some records."""
    return [leaf for record in records for leaf in leaves(record)]


def parts(value: Any) -> Iterator[str]:
    """The names of a value's parts, "" for a value that has none."""
    if isinstance(value, Text) and value.translations:
        yield from (tag for tag, _ in value.translations)
    elif isinstance(value, Author):
        yield from (name for name in Author.__struct_fields__ if getattr(value, name))
    elif isinstance(value, Period) and not value.is_date and not value.spans:
        yield from (name for name in ("start", "end") if name == "end" or value.start)
    elif isinstance(value, Days):
        yield from map(str, range(len(value)))
    else:
        yield ""


def part(value: Any, within: str) -> Any:
    """A part of a value."""
    if isinstance(value, Text) and value.translations:
        return dict(value.translations)[within]
    if isinstance(value, Days):
        return value[int(within)]
    return getattr(value, within) if within else value


# -- the same CV with every id and every reference stated


def freeze(cv: CV) -> Index:
    """States the derived ids and replaces names in references by ids, so that no name identifies a record.

    The rest of the fields must give the same graph.

    """
    index = Index(cv)
    assert not index.problems
    for record in everything(cv):
        if record is not cv.person:
            record.id = Slug(index.id_of(record))
    for record in everything(cv, documents=True):
        for field in stated_fields(record):
            if field.reference or field.type is Author:
                frozen = [_frozen(value, field, index) for value in values(record, field)]
                setattr(record, field.name, frozen if field.many else frozen[0])
    return Index(cv)


def everything(cv: CV, documents: bool = False) -> Iterator[Record]:
    """Every record, including nested ones."""
    pending: list[Record] = [*(top_level(cv) if documents else cv.records())]
    while pending:
        record = pending.pop(0)
        yield record
        pending += [child for field in stated_fields(record) if field.is_record for child in values(record, field)]


def _frozen_name(segment: str, value: str, index: Index) -> str:
    record = index.find(segment, value)
    return value if record is None or index.node(record) in index.implicit else index.id_of(record)


def _frozen(value: Any, field: Field, index: Index) -> Any:
    if field.reference:
        return _frozen_name(field.reference.segment, value, index)
    value = value.stating(affiliation=tuple(_frozen_name("org", one, index) for one in value.affiliation))
    node = index.agent(value)
    segment, _, identifier = node[1:-1].rpartition("#")[2].partition("/")
    if segment == "org":
        return value if node in index.implicit else value.called(value.name, "", identifier)
    return value.called(value.name, identifier or OWNER)


# -- changing and removing a leaf

_OTHERS: dict[Any, str] = {
    EntryKind: "schema:Action",
    Grouping: "year",
    PageSection: "teaching",
    Allotment: "77 CHF",
    Amount: "77 CHF",
    ArxivId: "1701.00001",
    Doi: "10.5555/other",
    Email: "other@post.example",
    GeoCoordinate: "1.25",
    DblpId: "l/DonaldEKnuth",
    Gnd: "118559796",
    Isni: "0000000121174585",
    OpenAlexAuthorId: "A1969205032",
    Relator: "dedicatee",
    ResearcherId: "B-1234-2010",
    ScopusAuthorId: "6602140873",
    Viaf: "7",
    Isbn: "978-3-16-148410-0",
    Issn: "1932-6203",
    LanguageTag: "cy",
    Licence: "https://licences.example/other",
    Orcid: "0000-0002-9079-593X",
    Pages: "7001-7009",
    PatentNumber: "FR 7777777 B9",
    PatentOffice: "FR",
    Count: "7001",
    Duration: "71 min",
    Phone: "+1-555-0100",
    PubMedId: "98765432",
    RorId: "03yrm5c26",
    OwnFile: "https://other.example/elsewhere.pdf",
    Url: "https://other.example/elsewhere",
    WikidataId: "Q77",
    GeoNamesId: "2950159",
    DblpRecord: "conf/icml/OwlE77",
    DblpStream: "journals/jmlr",
    OpenAlexInstitutionId: "F4320321181",
    OpenAlexSourceId: "S77",
    OpenAlexTopicId: "T77",
    Ark: "ark:12148/other",
    HalId: "hal-07654321",
    Handle: "2027/other.7",
    JstorId: "7654321",
    OpenAlexId: "W77",
    PmcId: "PMC77",
    ScopusEid: "2-s2.0-77777777777",
    SsrnId: "7654321",
    WosId: "WOS:000777777777777",
}


def other(leaf: Leaf, cv: CV, index: Index) -> Any:
    """Another value that may replace the value of this leaf, and differs in this leaf only."""
    field, value = leaf.field, leaf.whole
    if isinstance(value, Text):
        texts = [(tag, f"{text} Xylophon" if tag == leaf.within else text) for tag, text in value.translations]
        return Text(texts[0][1], tuple(texts)) if texts else Text(f"{value} Xylophon")
    if isinstance(value, Author):
        return _other_author(value, leaf.within)
    if field.reference:
        return _other_reference(value, field, cv, index)
    if isinstance(value, Period):
        return _other_period(value, leaf.within)
    if isinstance(value, Days):
        days = list(value)
        days[int(leaf.within)] = _earlier(days[int(leaf.within)])
        return type(value)(sorted(set(days)))
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return _other_value(value)


def _other_value(value: Value) -> Value:
    choices: list[str] = []
    if isinstance(value, Kind):
        choices = type(value).names()
    elif isinstance(value, (EventType, RecordType, OrganizationType)):
        choices = list(type(value).classes)
    elif isinstance(value, (WorkStatus, EventState)):
        choices = list(type(value).statuses)
    elif isinstance(value, PartialDate):
        choices = [_earlier(value)]
    else:
        choices = [_OTHERS[type(value)]] if type(value) in _OTHERS else [f"{value}1"]
    new = type(value).parse(next(choice for choice in choices if choice != value))
    assert new != value
    return new


def _earlier(date: PartialDate) -> PartialDate:
    width = 5 if date.year < 0 else 4
    return PartialDate.parse(f"{date.year - 1 if date[4:] != '-02-29' else date.year - 4:0{width}}{date[width:]}")


def _other_period(value: Period, within: str) -> Period:
    if not within:
        spans = value.spans or (value,)
        return Period.of_spans(Period(*(one and _earlier(one) for one in (span.start, span.end))) for span in spans)
    if within == "start":
        return Period(_earlier(value.start), value.end)
    if value.end is None:
        return Period(value.start, PartialDate("2099"))
    return Period(value.start, PartialDate(f"{value.end.year + 4}{value.end[4:]}"))


def _other_author(value: Author, within: str) -> Author:
    changed = {
        "name": f"{value.name} Xylophon",
        "id": "xylophon-x",
        "organization": "Xylophon Works",
        "role": (*value.role[1:], Relator("dedicatee")),
        "part": (*value.part[1:], Text("xylophone")),
        "credit": (*value.credit[1:], CreditRole("resources")),
        "affiliation": (*value.affiliation[1:], "Xylophon Works"),
        "corresponding": not value.corresponding,
        "equal": not value.equal,
        "others": not value.others,
    }
    return msgspec.structs.replace(value, **{within: changed[within]})


def _other_reference(value: str, field: Field, cv: CV, index: Index) -> str:
    assert field.reference
    if field.reference.open:
        return f"Xylophon House {'' if field.reference.segment != 'software' else value.rpartition('/')[2]}".strip()
    same = [record for record in everything(cv) if record.segment == field.reference.segment]
    free = [record for record in same if not hidden_itself(record) and index.id_of(record) != value]
    return index.id_of(free[0])


class Change:
    """A leaf set to another value (None: removed) within the block."""

    def __init__(self, leaf: Leaf, new: Any) -> None:
        self.leaf, self.new = leaf, new

    def __enter__(self) -> None:
        record, field = self.leaf.record, self.leaf.field
        self.before = getattr(record, field.name)
        if not field.many:
            after = self.new
        else:
            after = list(self.before)
            after[self.leaf.position : self.leaf.position + 1] = [] if self.new is None else [self.new]
        setattr(record, field.name, after)

    def __exit__(self, *_: object) -> None:
        setattr(self.leaf.record, self.leaf.field.name, self.before)


#: the result of `without` for a leaf that cannot be removed
MUST_STAY = object()


def without(leaf: Leaf) -> Any:
    """The leaf's value after the leaf is removed: None, the rest, a default, or MUST_STAY."""
    value, field = leaf.whole, leaf.field
    if isinstance(value, Text) and len(value.translations) > 1:
        rest = tuple((tag, text) for tag, text in value.translations if tag != leaf.within)
        return Text(rest[0][1], rest)
    if isinstance(value, Days) and len(value) > 1:
        return Days(day for number, day in enumerate(value) if number != int(leaf.within))
    if isinstance(value, Period) and leaf.within == "end" and value.end is not None and value.end != value.start:
        return Period(value.start, None)
    if isinstance(value, Author) and leaf.within == "name" and (value.id or value.organization):
        return msgspec.structs.replace(value, name="")
    if isinstance(value, Author) and leaf.within in (*PARTS, "others"):
        return msgspec.structs.replace(value, **{leaf.within: getattr(Author(), leaf.within)})
    if isinstance(value, Author) and leaf.within != "name":
        return MUST_STAY
    if field.required and (not field.many or len(values(leaf.record, field)) == 1):
        return MUST_STAY
    default = next(one.default for one in msgspec.structs.fields(type(leaf.record)) if one.name == field.name)
    if field.many or default is None:
        return None
    return MUST_STAY if default == value else default
