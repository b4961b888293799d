"""Entries derived from the plan of a record class: the default entry, and the facts that a hand-written entry does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps
from typing import Any, NamedTuple

from vitagraph.rdf.terms import iri
from vitagraph.records import Author, Field, Record, plan
from vitagraph.records.containers import RecordType
from vitagraph.records.event_states import EventState
from vitagraph.records.kinds import Kind
from vitagraph.records.relations import Relation
from vitagraph.records.relators import Relator
from vitagraph.site.entries.entry import Entry, Link, anchor_of, former_anchors, paragraphs
from vitagraph.site.entries.people import contributors
from vitagraph.site.entries.relations import related
from vitagraph.site.labels import label_of, value_of
from vitagraph.site.localization import Localized, Localizer, capital, title_field
from vitagraph.site.site_names import host
from vitagraph.values import Amount, Days, Duration, Identifier, LanguageTag, PartialDate, Period, Text, Url
from vitagraph.values.facts import RECORD, RESOURCE, Fact, Facts

_DATES = (Period, Days, PartialDate)

Function = Callable[..., Entry]


class HandWritten(NamedTuple):
    """A hand-written entry of a record class, and the fields that it shows itself."""

    entry: Function
    shows: frozenset[str]


#: record class -> its hand-written entry, which its subclasses inherit
HAND_WRITTEN: dict[type[Record], HandWritten] = {}


def entry_of(*classes: type[Record], shows: str, identifiers: bool = False, names_itself: bool = False) -> Callable[[Function], Function]:
    """Declares a hand-written entry of some record classes and of their subclasses, and the fields that it shows.

    `identifiers` states that it shows all identifiers of a record, `names_itself` that the title may contain its kind or role: such a
    mark is left out. The function takes the record and the localizer; its section may
    add the record that contains it. All other fields of the record are added as in the default entry.
    """
    fields = frozenset(shows.split())

    def shown(record: type[Record]) -> frozenset[str]:
        return fields | {field.name for field in plan(record).identifiers if identifiers}

    def declare(function: Function) -> Function:
        @wraps(function)
        def entry(record: Record, localizer: Localizer, *context: Any) -> Entry:
            whole = function(record, localizer, *context).extended(other_facts(record, localizer, shown(type(record))))
            if not whole.title.text:
                whole = whole._replace(title=localizer.unnamed(record))
            new = _new(whole.marks, whole.title.text if names_itself else "")
            return whole._replace(marks=[mark for mark in new if not is_title(mark, whole)])

        HAND_WRITTEN.update({record: HandWritten(entry, shown(record)) for record in classes})
        return entry

    return declare


def is_title(mark: Localized, entry: Entry) -> bool:
    """Whether a mark is all that the title of an entry states: the kind of what has no title."""
    return mark.text.lower() == entry.title.text.lower()


def _new(marks: Iterable[Localized], title: str) -> list[Localized]:
    """The marks, each once, without those whose words the title or another mark has."""
    words = f" {title.lower()} "
    found = [mark for mark in dict.fromkeys(marks) if f" {mark.text.lower()} " not in words]
    return [mark for mark in found if not any(mark != one and mark.text in one.text for one in found)]


def entry(record: Record, localizer: Localizer) -> Entry:
    """The entry of a record: hand-written for its class or the nearest base class that has one, else the default."""
    written = next((HAND_WRITTEN[cls].entry for cls in type(record).__mro__ if cls in HAND_WRITTEN), default)
    return written(record, localizer)


class _Fact(NamedTuple):
    """A field of a record with its values."""

    field: Field
    values: list[Any]


def default(record: Record, localizer: Localizer) -> Entry:
    """The entry of a record class without a hand-written one: title, the first date, the first list of names, all other facts."""
    title = title_field(type(record))
    facts = list(_facts(record, frozenset([title])))
    when = next((fact for fact in facts if isinstance(fact.values[0], _DATES)), None)
    names = next((fact for fact in facts if fact.field.type is Author), None)
    shown = {title, *(fact.field.name for fact in (when, names) if fact)}
    entry = Entry(
        anchor_of(record, localizer.index),
        localizer.title(record) or localizer.unnamed(record),
        when=localizer.joined(_date(value, localizer) for value in when.values) if when else "",
        year=_year(when.values[0]) if when else 0,
        names=localizer.names(names.values) if names else (),
        names_label=localizer.field(names.field.name, record) if names else "",
    )
    return entry.extended(other_facts(record, localizer, frozenset(shown)))


def other_facts(record: Record, localizer: Localizer, shown: frozenset[str]) -> Entry:
    """An entry with only the facts in fields other than those that are `shown`; its anchors are those of former ids."""
    where: list[Localized] = []
    marks: list[Localized] = []
    text: list[Localized] = []
    links: list[Link] = []
    parts: list[Entry] = []
    for field, values in _facts(record, shown):
        if field.type is Relation:
            where += _listed([related(value, localizer) for value in values])
        elif field.is_record:
            parts += [entry(value, localizer) for value in values]
        elif field.type is Facts:
            described, others = own_facts(record, localizer)
            text += described
            where += _listed(others)
        elif field.type is bool:
            marks += [Localized(label) for value in values if (label := localizer.truth(field.name, value, record))]
        elif field.has_roles:
            where += contributors(values, localizer)
        elif field.is_prose:
            text += [one for value in values for one in paragraphs(localizer.text(value, record))]
        elif address_of(values[0]):
            links += _links(values, _label(field, record, localizer))
        else:
            where += _labelled((_piece(value, field, record, localizer) for value in values), _label(field, record, localizer))
    return Entry("", Localized(""), where=where, marks=marks, text=text, links=links, parts=parts, anchors=former_anchors(record))


def own_facts(record: Record, localizer: Localizer) -> tuple[list[Localized], list[Localized]]:
    """The facts of one's own: the paragraphs of descriptions, and pieces with the labels of their properties.

    Records and web addresses are links; a value that several properties state stands once.
    """
    described: dict[Localized, None] = {}
    others: dict[Localized, None] = {}
    for fact, piece in _values_of_facts(record, localizer):
        if isinstance(fact.value, Text) and fact.term.name in ("description", "abstract"):
            described |= dict.fromkeys(paragraphs(piece))
        else:
            others[piece._replace(label=label_of(fact.term, localizer.words))] = None
    return list(described), list(others)


def _values_of_facts(record: Record, localizer: Localizer) -> Iterator[tuple[Fact, Localized]]:
    index = localizer.index
    for fact in record.facts or ():
        if isinstance(fact.value, Text):
            piece = localizer.text(fact.value, record) or Localized("")
        elif fact.type == RECORD:
            target = index.cv.person if fact.value == "#me" else index.records[iri(index.document + fact.value)]
            piece = (localizer.title(target) or Localized(fact.value))._replace(href=fact.value)
        else:
            shown = value_of(fact.value, localizer.words)
            address = fact.value if fact.type == RESOURCE and shown == fact.value and Url.normalized(fact.value) else ""
            piece = Localized(localizer.language_name(shown) if "language" in fact.term.name.lower() else shown, "", address)
        yield fact, piece


def parts_of_authors(authors: Iterable[Author], localizer: Localizer) -> Iterator[Localized]:
    """Pieces with what authors state beside their names: corresponding authors, equal contributions, roles, affiliations."""
    stated = [one for one in authors if one.has_part]
    labels = {"corresponding": [one for one in stated if one.corresponding], "equal": [one for one in stated if one.equal]}
    by_label = {localizer.words[word]: people for word, people in labels.items() if people}
    for one in stated:
        for role in one.credit:
            by_label.setdefault(localizer.kind(role), []).append(one)
        for text in one.part:
            by_label.setdefault(text.in_language(localizer.language), []).append(one)
    for label, people in by_label.items():
        yield Localized(localizer.joined_names(name.text for name in localizer.names(people)), label=capital(label))
    for one in stated:
        for organization in one.affiliation:
            name = localizer.name("org", organization) or Localized(organization)
            anchor = localizer.anchor(localizer.index.refer("org", organization))
            label = localizer.words["affiliation_of"].format(name=localizer.names([one])[0].text)
            yield name._replace(label=capital(label), href=f"#{anchor}")


def _facts(record: Record, shown: frozenset[str] = frozenset()) -> Iterable[_Fact]:
    """The fields of a record that have values and are not `shown`, in the order of its class."""
    for field in _fields(type(record), shown):
        value = getattr(record, field.name)
        if value is not None and value != [] and not (isinstance(value, RecordType) and value == "other"):
            yield _Fact(field, value if field.many else [value])


@cache
def _fields(record: type[Record], shown: frozenset[str]) -> tuple[Field, ...]:
    return tuple(field for field in plan(record).facts if field.name not in shown)


def address_of(value: Any) -> str:
    """The address that a value is or leads to, "" for none."""
    if isinstance(value, Url):
        return str(value)
    if isinstance(value, Identifier):
        return value.address()
    link = getattr(value, "link", None)
    return str(link())[1:-1] if link else ""


def _label(field: Field, record: Record, localizer: Localizer) -> str:
    return field.identified.name if field.identified else localizer.field(field.name, record)


def _links(values: list[Any], label: str) -> Iterable[Link]:
    for value in values:
        yield Link(label if len(values) == 1 else host(address_of(value)), address_of(value))


def _labelled(pieces: Iterable[Localized], label: str) -> Iterable[Localized]:
    """The values of a field, the first with the label of the field, the others behind it."""
    for number, piece in enumerate(pieces):
        yield piece._replace(label="" if number else label, follows=number > 0)


def _listed(pieces: list[Localized]) -> Iterable[Localized]:
    """The pieces by label, each label once; where the words of one have a comma, each stands behind the label."""
    for label in dict.fromkeys(piece.label for piece in pieces):
        alike = [piece for piece in pieces if piece.label == label]
        yield from alike if any(", " in str(piece) for piece in alike) else _labelled(alike, label)


def _piece(value: Any, field: Field, record: Record, localizer: Localizer) -> Localized:
    if isinstance(value, Author):
        return Localized(localizer.joined_names(name.text for name in localizer.names([value])))
    if field.reference:
        name = localizer.name(field.reference.segment, value) or Localized(value)
        return name._replace(href=f"#{localizer.anchor(localizer.index.refer(field.reference.segment, value))}")
    if isinstance(value, _DATES):
        return Localized(_date(value, localizer))
    if isinstance(value, Amount):
        return Localized(localizer.amount(value))
    if isinstance(value, Kind):
        return Localized(localizer.kind(value))
    if isinstance(value, Relator):
        return Localized(localizer.role(value))
    if isinstance(value, LanguageTag):
        return Localized(localizer.language_name(value))
    if field.name == "type" or isinstance(value, EventState):
        return Localized(localizer.type(value))
    if isinstance(value, Duration):
        return Localized(value_of(value, localizer.words))
    return localizer.text(value, record, field.name) or Localized("") if isinstance(value, Text) else Localized(str(value))


def _date(value: Period | Days | PartialDate, localizer: Localizer) -> str:
    if isinstance(value, Period):
        return localizer.period(value)
    return localizer.days(value) if isinstance(value, Days) else localizer.date(value)


def _year(value: Period | Days | PartialDate) -> int:
    return value.year
