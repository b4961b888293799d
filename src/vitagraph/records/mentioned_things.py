"""Notes about what a CV only mentions: names that may mean several organizations, events or journals, or the same person twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, groupby
from typing import TYPE_CHECKING

import msgspec

from vitagraph.errors import quoted
from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term
from vitagraph.records.people import Person
from vitagraph.records.plan import Field, plan, with_nested
from vitagraph.records.record import Author, Record
from vitagraph.records.registry import RecordProblem
from vitagraph.values import Days, PartialDate, Period, PersonName, folded, slug
from vitagraph.values.scalars import flow

if TYPE_CHECKING:
    from vitagraph.records.index import Index

_YEAR = regex(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])|['’][0-9]{2}(?![0-9])")
#: segments whose records have other names (`short_names`)
_WITH_OTHER_NAMES = ("org", "event", "journal", "series")
#: the fields of a record that mention an organization, in the order in which they are proposed
_OF_ORGANIZATIONS = ("hosts", "organizers", "organization")

#: the pairs of persons that one note lists; of more it states the number
_LISTED_PAIRS = 12


class Mention(msgspec.Struct, frozen=True):
    """A text in a field of a record that names another record, and the node of that record."""

    record: Record
    field: Field
    position: int
    text: str
    node: Term

    @property
    def path(self) -> tuple[str | int, ...]:
        return (self.field.name, self.position) if self.field.many else (self.field.name,)


def mentions(index: Index) -> Iterator[Mention]:
    """The mentions in all records of a CV, also those of which only the name is known."""
    for whole in (*index.cv.records(), *index.implicit.values()):
        for record in with_nested(whole):
            for field in plan(type(record)).links:
                value = getattr(record, field.name)
                if not value or field.is_record:
                    continue
                for position, one in enumerate(value if field.many else (value,)):
                    if isinstance(one, Author):
                        yield from _affiliations(record, field, position, one, index)
                    if node := index.known_node(field, one):
                        yield Mention(record, field, position, one.organization or one.name if isinstance(one, Author) else one, node)


def _affiliations(record: Record, field: Field, position: int, author: Author, index: Index) -> Iterator[Mention]:
    """The mentions of the organizations with which an author was affiliated."""
    for one in author.affiliation:
        if node := index.known_reference("org", one):
            yield Mention(record, field, position, one, node)


def notes_of_mentions(index: Index) -> Iterator[RecordProblem]:
    """The notes about the mentions in a CV."""
    found = sorted(index.mentions, key=lambda one: one.node)
    by_node = {node: list(some) for node, some in groupby(found, key=lambda one: one.node)}
    for node, some in by_node.items():
        described = index.records.get(node)
        if described is not None and described.segment == "event":
            yield from _several_events(some, index) if node in index.implicit else _other_years(described, some, index)
            if node in index.implicit:
                yield from _organizations(some, index)
    yield from _similar_names(by_node, index)
    yield from _similar_people(by_node, index)
    yield from _family_names(by_node, index)


def _several_events(some: list[Mention], index: Index) -> Iterator[RecordProblem]:
    """Mentions of one name without a year that may be of several events: of other years, at other places, by other organizers."""
    some = [one for one in some if one.field.reference and one.record.segment != "service"]
    if not some or _YEAR.search(some[0].text):
        return
    stated = {
        "years": _years(some),
        "places": {
            ", ".join([places] if isinstance(places, str) else places) for one in some if (places := getattr(one.record, "place", None))
        },
        "organizers": {
            ", ".join(author.organization or author.name or author.id for author in authors)
            for one in some
            if (authors := getattr(one.record, "organizers", None))
        },
    }
    several = [f"the {noun} {_listed(sorted(values))}" for noun, values in stated.items() if len(values) > 1]
    if several:
        name, first = quoted(some[0].text), some[0]
        message = f"the event {name} is mentioned with {_listed(several)}, and stays one event; if these are several, describe each"
        message += " under `events:` with an `id:`, and write these ids; if it is one, describe it under `events:`"
        yield RecordProblem(first.record, first.path, message)


def _years(some: Iterable[Mention]) -> set[str]:
    """The years in which an event was mentioned; a paper may be of the year after the event."""
    by_segment = {"publication": set[int](), "": set[int]()}
    for one in some:
        if year := _year(one.record):
            by_segment["publication" if one.record.segment == "publication" else ""].add(year)
    years = by_segment[""]
    years |= {year for year in by_segment["publication"] if year - 1 not in years}
    return set(map(str, years))


def _year(record: Record) -> int | None:
    """The year of a record; None without one, and for several years."""
    date = next(filter(None, (getattr(record, name, None) for name in ("date", "year", "dates"))), None)
    dates = date if isinstance(date, Days) else (date.start, date.end) if isinstance(date, Period) else (date,)
    years = {year for one in dates for year in ((one.bounds[0][0], one.bounds[1][0]) if isinstance(one, PartialDate) else (None,))}
    return years.pop() if len(years) == 1 else None


def _other_years(event: Record, some: Iterable[Mention], index: Index) -> Iterator[RecordProblem]:
    """Mentions by name of an event that took place in another year."""
    dates: Period | None = getattr(event, "dates", None)
    if dates is None or dates.start is None or dates.end is None:
        return
    first, last = dates.start.year, dates.end.year
    for one in some:
        year = _year(one.record)
        late = one.record.segment == "publication"
        if year and one.text != index.id_of(event) and not first <= year <= last + late:
            message = f"{quoted(one.text)} names the event '{index.id_of(event)}' of {first}, and this is of {year}; if it is another one,"
            yield RecordProblem(
                one.record, one.path, f"{message} describe it under `events:` with an `id:`, and write this id; if not, correct the year"
            )


def _organizations(some: Iterable[Mention], index: Index) -> Iterator[RecordProblem]:
    """Mentions of an event by the name of an organization."""
    for one in some:
        if organization := index.find("org", one.text):
            fields = [f"`{name}:`" for name in _OF_ORGANIZATIONS if name in plan(type(one.record)).fields]
            where = f" write it as {' or '.join(fields)} instead," if fields else ""
            message = f"the event {quoted(one.text)} has the name of the organization '{index.id_of(organization)}';"
            yield RecordProblem(one.record, one.path, f"{message}{where or ' give it the name of the event,'} if it is no event")


def _similar_names(by_node: dict[Term, list[Mention]], index: Index) -> Iterator[RecordProblem]:
    """Names that differ in an article or in the word for `and`, and are of two records."""
    nodes: dict[tuple[str, str], dict[Term, str]] = {}
    for node, record in index.records.items():
        if record.segment in _WITH_OTHER_NAMES:
            for name in record.names():
                nodes.setdefault((record.segment, _without_article(name)), {}).setdefault(node, name)
    for (segment, _), names in nodes.items():
        for node in [one for one in names if one in index.implicit and one in by_node][: len(names) - 1]:
            other = next(name for known, name in names.items() if known != node)
            mention, noun = by_node[node][0], index.cv.noun_of(segment)
            message = f"the {noun}s {quoted(names[node])} and {quoted(other)} are two because their names differ; if they are one, write"
            message += f" one name, or describe it under `{index.cv.section_of(segment)}:` with the other one in `short_names:`"
            yield RecordProblem(mention.record, mention.path, message)


def _similar_people(by_node: dict[Term, list[Mention]], index: Index) -> Iterator[RecordProblem]:
    """One note about the pairs of persons of which one has a further given name or initial, and whom no list names together."""
    same: dict[tuple[str, str], list[tuple[Term, PersonName]]] = {}
    for node in by_node:
        person = index.records.get(node)
        if isinstance(person, Person) and node != index.owner and (words := (name := person.parsed_name).given_words):
            same.setdefault((slug(name.family), words[0].text[:1]), []).append((node, name))
    found: list[tuple[Term, Term]] = []
    for some in same.values():
        for shorter, name in some:
            longer = [one for one in some if _has_further_name(one[1], name) and not _stand_together(by_node[shorter], by_node[one[0]])]
            # One of two that contradict each other is another person, and nothing states which.
            if all(one.may_be(other) for (_, one), (_, other) in combinations(longer, 2)):
                found += [(shorter, node) for node, _ in longer if node in index.implicit]
    if found:
        names = [tuple(next(index.records[node].names()) for node in pair) for pair in found[:_LISTED_PAIRS]]
        aliases = flow({pair[1]: index.id_of(index.records[node]) for (node, _), pair in zip(found, names, strict=False)})
        listed = "; ".join(f"{quoted(one)} and {quoted(other)}" for one, other in names)
        more = f"; and {len(found) - len(names)} further pairs, {len(found)} in all" if len(found) > len(names) else ""
        mention = by_node[found[0][1]][0]
        yield RecordProblem(
            mention.record, mention.path, f"may be one person: {listed}{more}; for those that are, write `aliases: {aliases}`"
        )


def _has_further_name(longer: PersonName, shorter: PersonName) -> bool:
    """Whether a name has a given name or an initial more than another that it fits: `Low SK` and `Low S`."""
    few, many = shorter.given_words, longer.given_words
    return len(few) < len(many) and longer.key != shorter.key and shorter.may_be(longer)


def _stand_together(some: list[Mention], others: list[Mention]) -> bool:
    """Whether one list names two persons."""
    return not {(id(one.record), one.field) for one in some}.isdisjoint((id(one.record), one.field) for one in others)


def _family_names(by_node: dict[Term, list[Mention]], index: Index) -> Iterator[RecordProblem]:
    """Family names alone of which the CV has one person: `Profs. Owl and Roe` beside Bo Roe."""
    full: dict[str, list[Person]] = {}
    for described in index.records.values():
        if isinstance(described, Person) and described.parsed_name.given_words:
            full.setdefault(slug(described.parsed_name.family), []).append(described)
    for node, some in by_node.items():
        person = index.records.get(node)
        if not isinstance(person, Person) or node not in index.implicit or person.parsed_name.given_words:
            continue
        meant = full.get(slug(person.parsed_name.family), [])
        if len(meant) == 1:
            name, other = next(person.names()), next(meant[0].names())
            message = f"{quoted(name)} may be {quoted(other)}; if so, write `aliases: {flow({name: index.id_of(meant[0])})}`"
            yield RecordProblem(some[0].record, some[0].path, message)


def _without_article(name: str) -> str:
    """A name in lower case without `the` at its beginning, with `and` for `&`."""
    words = folded(name).casefold().replace("&", " and ").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
