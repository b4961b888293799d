"""The works of a CV's owner as services state them: fetched, and read by the importer of their format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vitagraph.errors import DataError, SourceError, UsageError
from vitagraph.importers.formats import read
from vitagraph.reconciliation.search import connect
from vitagraph.records import ABOUT_THE_RECORD, Author, Index, Record, plan, stated_fields
from vitagraph.records.identifiers import identifiers
from vitagraph.records.works import Publication
from vitagraph.services import SERVICES, Connection, Document, Update
from vitagraph.synchronization.notices import sentence
from vitagraph.values import Identifier, slug

#: the services that are queried where the user names none; those that know a work best come first
USUAL = ("crossref", "datacite", "openalex", "dblp", "orcid")
#: facts that are no statements of a source about a work: long texts, and lists that each service makes in its own way
_LEFT_OUT = frozenset((
    *ABOUT_THE_RECORD, "abstract", "keywords", "pages_about", "url", "pdf", "open_access", "license", "funders", "award_numbers", "grants",
    "more_authors", "contributors", "note", "language", "kind",
))  # fmt: skip
#: the name under which the notices about a work are remembered among its facts
NOTICES = "notices"


class Stated(NamedTuple):
    """A work as a source states it: its record in the index of an imported CV, the keys by which it is known, its facts as text."""

    source: str
    keys: tuple[str, ...]
    record: Publication
    imported: Index
    facts: dict[str, str]
    address: str
    replied: str = ""
    updates: tuple[Update, ...] = ()

    @property
    def key(self) -> str:
        """The first key: that of an identifier, else that of the title."""
        return self.keys[0]


class Reply(NamedTuple):
    """The works that a source states now; `lists` where these include all that it has of the owner, as far as there are no `errors`.

    At a registry works are looked up by their identifiers, too.
    """

    source: str
    label: str
    works: tuple[Stated, ...]
    lists: bool
    is_registry: bool
    errors: tuple[str, ...] = ()


def replies(index: Index, names: Sequence[str] = (), refresh: bool = False, offline: bool = False) -> list[Reply]:
    """What each source states about the works of the owner of a CV, and about those of its works that have a DOI.

    Nothing but identifiers in the public view of the CV is sent. Raises UsageError where a service is unknown, or has no works.
    """
    shown = index.public_view()
    connections = [connect(name, refresh, offline) for name in dict.fromkeys(names or USUAL)]
    for one in connections:
        if one.service.works is None:
            known = ", ".join(name for name, service in SERVICES.all.items() if service.works is not None)
            raise UsageError(f"{one.service.name}: this service has no lists of works; name one of {known}")
    people = [type(one)(one.key) for _, one in identifiers(shown.cv.person)]
    of_works = _identifiers(shown)
    found: list[Reply] = []
    for one in connections:
        reply = _Fetched(one)
        reply.list_of(next((person for person in people if type(person) in one.service.lists), None))
        listed = {key for earlier in found if earlier.is_registry for work in earlier.works for key in work.keys}
        for identifier in of_works:
            if type(identifier) in one.service.registers and _key(identifier) not in listed:
                reply.work(identifier)
        found.append(reply.reply())
    return found


def _identifiers(shown: Index) -> list[Identifier]:
    """The identifiers of the works of a public view, in canonical form; not those of what they are in."""
    works = (record for record in shown.cv.records() if isinstance(record, Publication))
    found = (type(one)(one.key) for work in works for _, one in identifiers(work) if not one.scheme.of_container)
    return list(dict.fromkeys(found))


class _Fetched:
    """The works that one source states."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._works: dict[str, Stated] = {}
        self._errors: list[str] = []
        self._lists = False

    def list_of(self, person: Identifier | None) -> None:
        """Fetches all works of a person."""
        if person is not None:
            self._lists = True
            self._read(person)

    def work(self, identifier: Identifier) -> None:
        """Fetches a work, and the notices about it."""
        key = _key(identifier)
        if key not in self._works:
            self._read(identifier, key)
        if key not in self._works:
            return
        try:
            candidate = self._connection.record(identifier)
        except SourceError as error:
            self._fails(error)
            return
        known, updates = self._works[key], candidate.updates if candidate is not None and identifier in candidate.identifiers else ()
        noticed = {NOTICES: "; ".join(map(sentence, updates))} if updates else {}
        self._works[key] = known._replace(facts=known.facts | noticed, updates=updates)

    def _read(self, identifier: Identifier, only: str = "") -> None:
        """Fetches works; with `only`, that of this key: what a service states about another one is left out."""
        try:
            for document in self._connection.works(identifier):
                for one in stated(self._connection.service.name, document):
                    if not only or only in one.keys:
                        self._works.setdefault(one.key, one)
        except SourceError as error:
            self._fails(error)
        except DataError as error:
            self._errors += [f"{self._connection.service.label}: {one.message}" for one in error.problems]

    def _fails(self, error: SourceError) -> None:
        self._errors.append(str(error))

    def reply(self) -> Reply:
        """What was fetched."""
        service = self._connection.service
        is_registry = bool({*service.registers} - {*service.lists})
        return Reply(service.name, service.label, tuple(self._works.values()), self._lists, is_registry, tuple(dict.fromkeys(self._errors)))


def stated(source: str, document: Document) -> Iterator[Stated]:
    """The works of a document of a source. Raises DataError where it cannot be read as a whole."""
    imported = read(document.text, document.address, document.format)
    index = Index(imported.cv)
    for record in imported.cv.records():
        if isinstance(record, Publication) and (keys := keys_of(record)):
            first = next((one for _, one in identifiers(record) if not one.scheme.of_container), None)
            address = first.address() if first is not None else document.address
            yield Stated(source, keys, record, index, facts(record), address, document.replied)


def keys_of(record: Publication) -> tuple[str, ...]:
    """The keys by which a work is known: its identifiers, then its title; none for a work without both."""
    found = [_key(one) for _, one in identifiers(record) if not one.scheme.of_container and not one.scheme.several]
    title = title_key(str(record.title or record.note or ""))
    return (*found, *([title] if title else []))


def title_key(title: str) -> str:
    """The key of a work by its title, "" for none."""
    return f"title:{slug(title)}" if slug(title) else ""


def _key(identifier: Identifier) -> str:
    return f"{identifier.scheme.name}:{identifier.key}"


def facts(record: Record) -> dict[str, str]:
    """The facts of a work by field, each as text."""
    fields = plan(type(record)).fields
    found = {}
    for name in stated_fields(record):
        field, value = fields[name], getattr(record, name)
        if name not in _LEFT_OUT and not field.is_record:
            found[name] = "; ".join(map(_text, value)) if field.many else _text(value)
    return found


def _text(value: object) -> str:
    if isinstance(value, Author):
        value = value.name or value.id or value.organization
    return value.key if isinstance(value, Identifier) else " ".join(str(value).split())
