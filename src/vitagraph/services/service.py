"""The protocol of services: what is looked up, what is found, and what a service declares about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import SourceError
from vitagraph.patterns import regex
from vitagraph.values import Identifier, NameIn, PersonName, Url

if TYPE_CHECKING:
    from vitagraph.services.client import Connection


#: names of one entity by which a service is searched: each is a request
MOST_NAMES = 3
_WORD = regex(r"\w+(?:['’-]\w+)*")


class Kind(StrEnum):
    """The kind of an entity."""

    WORK = "work"
    PERSON = "person"
    ORGANIZATION = "organization"
    JOURNAL = "journal"
    PLACE = "place"
    EVENT = "event"
    TOPIC = "topic"
    AWARD = "award"
    PROJECT = "project"


class Facts(NamedTuple):
    """What is known about an entity besides its names; "" and () where nothing is.

    `people` are authors as printed, `affiliations` the organizations of a person, `country` is a code (ISO 3166-1) or a name.
    """

    year: str = ""
    container: str = ""
    pages: str = ""
    people: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    place: str = ""
    country: str = ""
    identifiers: tuple[Identifier, ...] = ()


class Query(NamedTuple):
    """An entity that is looked up: its kind, its names as printed in all languages, and its facts.

    A service searches the first name; the others are evidence, and the first names of further queries.
    """

    kind: Kind
    names: tuple[NameIn, ...]
    facts: Facts = Facts()

    @property
    def name(self) -> str:
        """The first name."""
        return self.names[0].text

    @property
    def by_name(self) -> list[Query]:
        """This query, then those whose first name is another one of its names, at most `MOST_NAMES`; their candidates are united.

        A name that differs by case and punctuation alone is left out, and so are initials of a person whose name is known in full.
        """
        names: dict[str, NameIn] = {}
        for name in self.names:
            names.setdefault(" ".join(_WORD.findall(name.text)).casefold(), name)
        listed = [*names.values()]
        if self.kind is Kind.PERSON and PersonName.parse(self.name).is_full:
            listed = [name for name in listed if PersonName.parse(name.text).is_full]
        return [self._replace(names=(name, *(one for one in self.names if one != name))) for name in listed[:MOST_NAMES]]

    @property
    def words(self) -> str:
        """The words of the first name in lower case: `NOT`, `:` and `*` are operators of query languages."""
        return " ".join(_WORD.findall(self.name)).lower()

    def known(self, scheme: type[Identifier]) -> str:
        """The known identifier of a scheme, "" for none."""
        return next((str(one) for one in self.facts.identifiers if isinstance(one, scheme)), "")


class Update(NamedTuple):
    """A correction, retraction or other update of a work: `role` is that of the work, `updated-by` or `update-to`, as Crossref has it.

    `identifier` is that of the other work, None where the service does not state it; `date` is in ISO 8601, or "".
    """

    kind: str
    role: str
    identifier: Identifier | None = None
    date: str = ""


class Candidate(NamedTuple):
    """An entity that a service has found.

    `kind` is None where the service does not state it. `identifier` is canonical, None where its scheme is none of vitagraph's; `iri`
    denotes the entity, `address` is a page about it.
    `score` is the service's own and compares with those of one query only. `electronic` are those of its ISSNs that are of an electronic
    edition. `replied` is the day of the reply that it was made from, of several that of the oldest.
    """

    kind: Kind | None
    identifier: Identifier | None
    iri: str
    names: tuple[NameIn, ...]
    description: str = ""
    address: str = ""
    facts: Facts = Facts()
    score: float | None = None
    updates: tuple[Update, ...] = ()
    electronic: tuple[Identifier, ...] = ()
    replied: str = ""

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """All its identifiers."""
        return (self.identifier, *self.facts.identifiers) if self.identifier is not None else self.facts.identifiers


def candidate(
    kind: Kind | None, identifiers: Iterable[Identifier | None], names: Iterable[NameIn], iri: str = "", address: str = "", **more: Any
) -> Candidate | None:
    """The candidate with the first of its identifiers, the others are facts; None without a name, or without identifier and IRI.

    `more` are fields of Candidate and of Facts.
    """
    named = tuple(dict.fromkeys(name for name in names if name.text))
    known = [*dict.fromkeys(one for one in identifiers if one is not None)]
    first = known[0] if known else None
    if not Url.normalized(iri):
        iri = first.link()[1:-1] if first is not None else ""
    if not Url.normalized(address):
        address = first.address() if first is not None else iri
    if not named or not (first or iri):
        return None
    facts = Facts(identifiers=tuple(known[1:]), **{name: more.pop(name) for name in Facts._fields if name in more})
    return Candidate(kind, first, iri, named, address=address, facts=facts, **more)


class Document(NamedTuple):
    """Works as a service describes them: a text in a format that `vitagraph import` reads, its address, and the day of the reply."""

    format: str
    text: str
    address: str
    replied: str = ""


class Service(NamedTuple):
    """A service: what it knows, where it is, what it allows, and how it is queried.

    VITAGRAPH_NAME_URL replaces `address`, and VITAGRAPH_NAME_RECORDS_URL replaces `records`.
    """

    name: str
    #: its place in lists
    order: int
    #: its name in messages and documentation
    label: str
    #: the address of its documentation
    documentation: str
    kinds: tuple[Kind, ...]
    #: (connection, at most `batch` queries of its kinds) -> the candidates of each; raises SourceError
    search: Callable[[Connection, Sequence[Query]], list[list[Candidate]]]
    #: (connection, identifier) -> what it identifies, None where the service does not know it; raises SourceError
    record: Callable[[Connection, Identifier], Candidate | None] | None
    # The columns of the table in docs/reference/services.md.
    limits: str
    sent: str
    #: "" where the user states it
    address: str = ""
    #: where the records are, if that is another server
    records: str = ""
    #: queries of one request
    batch: int = 1
    #: seconds between two requests, until headers of the service state a limit
    pause: float = 0.2
    #: the header, or the parameter, with the key in VITAGRAPH_NAME_KEY
    key_header: str = ""
    key_parameter: str = ""
    #: the schemes whose identifiers are taken over from it; empty where that depends on the endpoint
    schemes: tuple[type[Identifier], ...] = ()
    #: those that it registers: an identifier that it does not know is of another registry, or of none
    registers: tuple[type[Identifier], ...] = ()
    #: (connection, identifier of a person or of a work) -> the works of the person, or the work; raises SourceError
    works: Callable[[Connection, Identifier], list[Document]] | None = None
    #: the schemes of the people whose works it lists
    lists: tuple[type[Identifier], ...] = ()

    def variable(self, part: str) -> str:
        """The name of an environment variable: `VITAGRAPH_ROR_URL`."""
        return f"VITAGRAPH_{self.name.upper().replace('-', '_')}_{part}"

    def variables(self) -> Mapping[str, str]:
        """Its environment variables, each with what it is instead of."""
        addresses = {self.variable("URL"): self.address, self.variable("RECORDS_URL"): self.records}
        return {name: value for name, value in addresses.items() if value} | (
            {self.variable("KEY"): ""} if self.key_header or self.key_parameter else {}
        )


def one_by_one(
    find: Callable[[Connection, Query], list[Candidate]],
) -> Callable[[Connection, Sequence[Query]], list[list[Candidate]]]:
    """The search of a service without batches."""
    return lambda connection, queries: [find(connection, query) for query in queries]


#: the works of a person that are read
MOST_WORKS = 10_000


def every(page: Callable[[int], tuple[list[Any], int]]) -> list[Any]:
    """The items of all pages, numbered from 1; `page` returns the items of one, and how many there are in all.

    Raises SourceError where the list is too long, or has fewer items than announced: what is missing would seem to be gone.
    """
    found: list[Any] = []
    number, total = 1, 1
    while len(found) < total:
        items, total = page(number)
        found += items
        number += 1
        if total > MOST_WORKS:
            raise SourceError(
                f"the service lists {total:,} works for this person, and at most {MOST_WORKS:,} are read; check the identifier"
            )
        if not items and total:
            raise SourceError(f"the service announces {total:,} works, and lists {len(found):,}; try again later")
    return found
