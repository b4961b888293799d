"""From which source an identifier came: an entry of the document, which the description of the data states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vitagraph.errors import quoted
from vitagraph.patterns import regex
from vitagraph.rdf.terms import Term, Triple, literal, part
from vitagraph.rdf.vocabulary import DCTERMS, PROV, RDF, RDFS
from vitagraph.records.plan import plan
from vitagraph.records.record import Record, Visibility
from vitagraph.records.registry import RecordProblem
from vitagraph.values import PartialDate, Url, Value

if TYPE_CHECKING:
    from vitagraph.records.index import Index

#: the predicates from the node of an identifier to its source, and to the day of the reply
SOURCE, DAY = PROV.wasDerivedFrom, DCTERMS.date
_SCHEME = regex("[a-z][a-z0-9-]{0,40}")
#: letters of a date to the day
_WHOLE = 10


class IdentifierSource(Value):
    """An identifier with its scheme, the address of the source that stated it, and the day of its reply."""

    __slots__ = ()
    form = "an identifier with its scheme, a source and a day"
    example = "doi:10.5555/owls https://api.crossref.org 2026-11-30"
    datatypes = ()

    @classmethod
    def normalized(cls, text: str) -> str | None:
        words = text.split()
        if len(words) != 3:
            return None
        identifier, source, day = words
        scheme, _, bare = identifier.partition(":")
        if (
            not _SCHEME.fullmatch(scheme)
            or not bare
            or not Url.normalized(source)
            or len(day) != _WHOLE
            or PartialDate.normalized(day) != day
        ):
            return None
        return " ".join(words)

    @property
    def identifier(self) -> str:
        """The identifier, behind the last step of the IRI of its node: `doi:10.5555/owls`."""
        return self.split(" ")[0]

    @property
    def source(self) -> Url:
        """The address of the source."""
        return Url(self.split(" ")[1])

    @property
    def day(self) -> PartialDate:
        """The day of its reply."""
        return PartialDate(self.split(" ")[2])


def stated(record: Record) -> Iterator[tuple[str, str, str]]:
    """The identifiers of a record as an entry names them, each with its field and the last step of the IRI of its node."""
    for field in plan(type(record)).identifiers:
        if field.identified and (value := getattr(record, field.name)):
            yield f"{field.identified.path}:{value.key}", field.name, field.identified.path


def nodes(index: Index) -> dict[str, list[Term]]:
    """The nodes of the public identifiers of a CV, as an entry names these."""
    found: dict[str, list[Term]] = {}
    for node, record in index.records.items():
        if index.visibility(record) is Visibility.public:
            for identifier, field, path in stated(record):
                if index.field_visibility(record, field) is Visibility.public:
                    # The Wikidata item of an award is that of the prize.
                    found.setdefault(identifier, []).append(part(index.prizes.get(id(record), node), f"id/{path}"))
    return found


def problems_of_sources(index: Index) -> Iterator[RecordProblem]:
    """Second entries about one identifier."""
    entries = index.cv.document.identifier_sources
    named = [one.identifier for one in entries]
    for number, identifier in enumerate(named):
        if identifier in named[:number]:
            message = f"the source of {quoted(identifier)} is stated twice; keep one of the entries"
            yield RecordProblem(index.cv.document, ("identifier_sources", number), message)


def notes_of_sources(index: Index) -> Iterator[RecordProblem]:
    """Entries that are in no graph: about identifiers that no public record states."""
    entries = index.cv.document.identifier_sources
    known = nodes(index) if entries else {}
    for number, entry in enumerate(entries):
        if entry.identifier not in known:
            message = f"no public record states the identifier {quoted(entry.identifier)}: its source is in no graph; delete the entry"
            yield RecordProblem(index.cv.document, ("identifier_sources", number), message)


def described(index: Index) -> Iterator[Triple]:
    """The source of each identifier, and the day of its reply, at the node of the identifier (PROV-O, section 3.1)."""
    entries = index.cv.document.identifier_sources
    known = nodes(index) if entries else {}
    for entry in entries:
        source = entry.source.term()
        yield source, RDF.type, PROV.Entity
        yield source, RDFS.label, literal(entry.source)
        for node in known.get(entry.identifier, ()):
            yield node, RDF.type, PROV.Entity
            yield node, SOURCE, source
            yield node, DAY, entry.day.term()
