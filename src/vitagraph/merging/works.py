"""The relation of two works of one title: one work, a preprint and its paper, possibly one work, or two."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from vitagraph.errors import quoted
from vitagraph.records import Field, plan
from vitagraph.records.identifiers import identifiers
from vitagraph.records.publications import Preprint, Report
from vitagraph.records.works import Publication
from vitagraph.values import Identifier

#: the greatest distance in years between a preprint and its paper
_YEARS_TO_PRINT = 2
#: segments of records in which works appear
CONTAINERS = ("journal", "event", "book")


class Relation(Enum):
    """How two works relate to each other."""

    same = "the same work"
    doubtful = "the same, or two"
    version = "a preprint and its paper"
    other = "two works"


class Names(Protocol):
    """Compares the names of people and containers in the two CVs."""

    def share_author(self, known: Publication, work: Publication) -> bool:
        """Returns whether the first authors of two works may be one person, or are unknown."""
        ...

    def share_container(self, known: Publication, work: Publication) -> bool:
        """Returns whether both works state a container that may be the same."""
        ...


def relation(known: Publication, work: Publication, names: Names) -> Relation:
    """The relation of a work of a CV and an imported one, whose titles are the same."""
    if known.segment != work.segment or not names.share_author(known, work):
        return Relation.other  # for example a paper and its software
    apart = abs(known.date.year - work.date.year) if known.date and work.date else 0
    if type(known) is not type(work) and not (names.share_container(known, work) or is_bare(known) or is_bare(work)):
        if isinstance(known, Preprint) or isinstance(work, Preprint):
            return Relation.version if apart <= _YEARS_TO_PRINT else Relation.other
        if _appear_in(type(known)) != _appear_in(type(work)):
            return Relation.other
    if apart > 1 or _numbers_differ(known, work):
        return Relation.other
    return Relation.doubtful if doubts(known, work, names) else Relation.same


def doubts(known: Publication, work: Publication, names: Names) -> list[str]:
    """The reasons why two works of one title may be two, each a clause of a message."""
    found = []
    for field, mine in identifiers(known):
        other = getattr(work, field.name, None)
        if isinstance(other, Identifier) and mine.key != other.key and not mine.scheme.several:
            found.append(f"the {field.label} is {mine} here and {other} in the source")
    if known.date and work.date and known.date.year != work.date.year:
        found.append(f"the year is {known.date.year} here and {work.date.year} in the source")
    one, two = container(known), container(work)
    if type(known) is not type(work) and one and two and not names.share_container(known, work):
        found.append(f"it is a {_noun(known)} at {quoted(one)} here and a {_noun(work)} at {quoted(two)} in the source")
    return found


def _noun(work: Publication) -> str:
    return work.kind_name().replace("-", " ")


def is_bare(work: Publication) -> bool:
    """Returns whether a work states no field that is specific to its class, so that its class proves nothing."""
    own = plan(type(work)).fields.keys() - plan(Publication).fields.keys()
    own |= {field.name for field in plan(Publication).identifiers if not field.type.scheme.of_versions}
    return not isinstance(work, Preprint) and all(getattr(work, name) in (None, []) for name in own)


def _numbers_differ(known: Publication, work: Publication) -> bool:
    """Returns whether two reports have different numbers."""
    return isinstance(known, Report) and isinstance(work, Report) and bool(known.number and work.number and known.number != work.number)


def _appear_in(record: type[Publication]) -> str:
    """The segment of the records in which works of a class appear; the kind of the works where there is none."""
    field = _container_field(record)
    return field.reference.segment if field and field.reference else record.publication_kind or record.__name__


def _container_field(record: type[Publication]) -> Field | None:
    """The field that names the container of works of a class."""
    fields = plan(record).fields.values()
    return next((field for field in fields if field.reference and field.reference.segment in CONTAINERS and not field.many), None)


def container(work: Publication) -> str | None:
    """The container of a work, as the work names it."""
    field = _container_field(type(work))
    return str(value) if field and (value := getattr(work, field.name)) else None
