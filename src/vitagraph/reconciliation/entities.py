"""What of a CV is looked up: its works and people, and all else that services know, described or only mentioned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from vitagraph.exporters.people import printed
from vitagraph.mapping.statements import check
from vitagraph.rdf.terms import Term
from vitagraph.records import Author, Index, Record
from vitagraph.records.career import Study, Thesis
from vitagraph.records.identifiers import identifiers
from vitagraph.records.organizations import Place
from vitagraph.records.plan import plan, with_nested
from vitagraph.services.service import Facts, Kind, Query
from vitagraph.values import UNDETERMINED, Doi, NameIn, PartialDate, Period, Text

#: segment -> kind; a record of another class is a work if its class has a DOI
_KINDS = {
    "person": Kind.PERSON, "org": Kind.ORGANIZATION, "journal": Kind.JOURNAL, "series": Kind.JOURNAL, "place": Kind.PLACE,
    "event": Kind.EVENT, "topic": Kind.TOPIC, "skill": Kind.TOPIC, "award-receipt": Kind.AWARD, "project": Kind.PROJECT,
}  # fmt: skip
#: segments of records in which works appear
_CONTAINERS = ("journal", "book", "proceedings", "event", "series")


class Entity(NamedTuple):
    """An entity of a CV: its IRI in the graph, its record in the public view, and the query for it."""

    node: Term
    record: Record
    query: Query


def entities(index: Index) -> list[Entity]:
    """The public entities of a CV that have a name, in the order of its records; the last ones are only mentioned.

    Raises DataError where the records contradict each other.
    """
    check(index)
    shown = index.public_view()
    known = _People(shown)
    found = []
    for node, record in {**_described(shown), **shown.implicit}.items():
        kind, names = _kind(record), _names(record, shown)
        if kind and names and not (isinstance(record, Place) and record.is_virtual):
            found.append(Entity(node, record, Query(kind, names, _facts(node, record, shown, known))))
    return found


def _described(shown: Index) -> dict[Term, Record]:
    return {shown.node(record): record for whole in shown.cv.records() for record in with_nested(whole)}


def _kind(record: Record) -> Kind | None:
    has_doi = any(field.type is Doi for field in plan(type(record)).identifiers)
    return _KINDS.get(record.segment) or (Kind.WORK if has_doi else None)


def _names(record: Record, shown: Index) -> tuple[NameIn, ...]:
    """The name or title in its languages, then the other names without a language; addresses are no names."""
    field = "name" if "name" in plan(type(record)).fields else "title"
    stated = getattr(record, field, None)
    first = [NameIn(str(stated), "")] if stated else []
    if isinstance(stated, Text):
        texts = stated.in_languages(shown.language_of(record, field))
        first = [NameIn(text, tag if tag != UNDETERMINED else "") for tag, text in texts]
    texts_of_first = {name.text for name in first}
    others = [NameIn(name, "") for name in record.names() if name not in texts_of_first and "://" not in name]
    return tuple(dict.fromkeys([*first, *others]))


def _facts(node: Term, record: Record, shown: Index, known: _People) -> Facts:
    place, country = _place(record, shown)
    return Facts(
        year=_year(record, shown),
        container=_container(record, shown),
        pages=str(getattr(record, "pages", None) or ""),
        people=known.of(node, record),
        affiliations=tuple(known.affiliations[node]),
        place=place,
        country=country,
        identifiers=tuple(type(one)(one.key) for _, one in identifiers(record)),
    )


def _year(record: Record, shown: Index) -> str:
    """The year of its date, or in which its period begins; of a thesis that of the degree."""
    date: Any = getattr(record, "date", None) or getattr(record, "dates", None)
    study = shown.container_of(record)[0] if isinstance(record, Thesis) else None
    if isinstance(study, Study):
        date = study.awarded or (study.dates and study.dates.end)
    first = date.first if isinstance(date, Period) else date
    return str(first.year or "") if isinstance(first, PartialDate) else ""


def _container(record: Record, shown: Index) -> str:
    """The name of what a work appears in."""
    for field in plan(type(record)).fields.values():
        if field.reference and field.reference.segment in _CONTAINERS and not field.many and (value := getattr(record, field.name)):
            return shown.name_of(field.reference.segment, value) if _kind(record) is Kind.WORK else ""
    return ""


def _place(record: Record, shown: Index) -> tuple[str, str]:
    """The place of a record and its country; of a place the country alone."""
    if isinstance(record, Place):
        return "", shown.name_of("country", record.country) if record.country else ""
    stated = getattr(record, "place", None)
    if not isinstance(stated, str) or _kind(record) is Kind.WORK:
        return "", ""
    place = shown.find("place", stated) or shown.implicit.get(shown.refer("place", stated))
    if not isinstance(place, Place):
        return shown.name_of("place", stated), ""
    return str(place.name), shown.name_of("country", place.country) if place.country else ""


class _People:
    """Who made the works of a CV, with whom and where: the facts by which homonyms are distinguished."""

    def __init__(self, shown: Index) -> None:
        self._shown = shown
        self._coauthors: dict[Term, dict[str, None]] = defaultdict(dict)
        self.affiliations: dict[Term, dict[str, None]] = defaultdict(dict)
        for position in shown.cv.positions:
            self._affiliate(shown.owner, position.organization)
        for study in shown.cv.studies:
            self._affiliate(shown.owner, study.organization)
        for person in (shown.cv.person, *shown.cv.people):
            self._affiliate(shown.node(person), person.affiliations)
        for record in shown.cv.records():
            if _kind(record) is Kind.WORK:
                self._add(_makers(record))

    def of(self, node: Term, record: Record) -> tuple[str, ...]:
        """The authors of a work, else its editors, of a thesis the owner; those with whom a person made works."""
        if isinstance(record, Thesis):
            return (str(self._shown.cv.person.name),) if self._shown.cv.person.name else ()
        if _kind(record) is Kind.WORK:
            return tuple(printed(author, self._shown) for author in _makers(record))
        return tuple(self._coauthors[node])

    def _add(self, makers: list[Author]) -> None:
        names = {self._shown.agent(author): printed(author, self._shown) for author in makers}
        for author in makers:
            node = self._shown.agent(author)
            self._coauthors[node] |= {name: None for other, name in names.items() if other != node}
            self._affiliate(node, author.affiliation)

    def _affiliate(self, node: Term, organizations: Iterable[str]) -> None:
        self.affiliations[node] |= {self._shown.name_of("org", one): None for one in organizations}


def _makers(record: Record) -> list[Author]:
    return getattr(record, "authors", None) or getattr(record, "editors", None) or []
