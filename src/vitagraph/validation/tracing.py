"""From a finding back to what somebody wrote: the record, its field, the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import chain
from typing import Any, Protocol

from vitagraph.errors import Place
from vitagraph.mapping import batches, dataset_of, distribution_of
from vitagraph.rdf.sources import Source, document_of
from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import Iri
from vitagraph.records import ABOUT_THE_RECORD, CV, Author, Document, Field, Index, Record, Visibility, plan
from vitagraph.validation.report import Finding, Result

Path = tuple[str | int, ...]
_CELL = re.compile(r"(<.*)/authors/([0-9]+)>")
_SPARQL = "<http://www.w3.org/ns/shacl#SPARQLConstraintComponent>"
_FIELD = re.compile(r"`([a-z_]+):")
_IDENTIFIER = re.compile(r"(<.*)/id/([a-z-]+)>")


class Tracer(Protocol):
    """Leads a finding back to its place."""

    def trace(self, finding: Finding) -> Result:
        """The finding with its place, what is there, and its message in the words of the source."""
        ...


class RecordTracer:
    """Leads back to the records of a CV."""

    def __init__(self, index: Index, source: str) -> None:
        self.index = index
        self.source = source
        self._mentioned = re.compile(re.escape(index.document) + r"(#[\w./-]*\w)")

    def trace(self, finding: Finding) -> Result:
        """The most exact place for a finding: the value, else the field, else the record, else where it is mentioned."""
        record, path = self._record_and_path(finding)
        if record is not None and not path and not finding.path:
            path = _in_message(record, finding.message)
        if record is not None and not path and finding.focus_node not in self.index.records and _FIELD.search(finding.message):
            user, link = self._mentions.get(finding.focus_node, (None, ""))
            # A topic is no record; a keyword leads to it.
            path = self._path(record, link, finding.focus_node) if user is record else path
        message = self._mentioned.sub(lambda match: self._named(f"<{match[0]}>"), finding.message)
        restricted = self._is_restricted(finding, record, path)
        if record is None:
            return Result(finding, Place(self.source), message, "", restricted)
        message = _with_own_field(message, record, path or self._field(record, finding.path))
        if record is self.index.cv.document:
            return Result(finding, self._place(record, path), message, "document", restricted)
        node = self.index.node(record)
        if self.index.cv.origins and not self._written(record) and (mention := self._mentions.get(node)):
            user, predicate = mention
            place = self._place(user, self._path(user, predicate, node))
        else:
            place = self._place(record, path)
        return Result(finding, place, message, self._named(node), restricted)

    def _is_restricted(self, finding: Finding, record: Record | None, path: Path) -> bool:
        """Whether a finding is about a fact that is not public: its node, its value or its field."""
        if any(term and term not in self._public_terms for term in (finding.focus_node, finding.value)):
            return True
        if record is None or record is self.index.cv.document:
            return False
        field = plan(type(record)).fields.get(str(path[0])) if path else None
        seen = self.index.visibility(record) if field is None else self.index.field_visibility(record, field)
        return seen > Visibility.public

    @cached_property
    def _public_terms(self) -> set[Term]:
        return {term for triple in dataset_of(self.index).triples() for term in triple}

    def _named(self, node: Term) -> str:
        """A node in words: the kind of record and its id, where it stands for one."""
        record = self.index.records.get(node)
        if record is None:
            return node[1:-1].removeprefix(self.index.document)
        return f"{self.index.cv.noun_of(record)} '{self.index.id_of(record)}'"

    @cached_property
    def _speakers(self) -> dict[Term | Triple, Record]:
        """Triple, and subject, -> the record that says it first."""
        speakers: dict[Term | Triple, Record] = {}
        for record, sinks in batches(self.index):
            if record is not None:
                for triple in chain.from_iterable(sinks):
                    speakers.setdefault(triple, record)
                    speakers.setdefault(triple[0], record)
        return speakers

    @cached_property
    def _mentions(self) -> dict[Term, tuple[Record, Term]]:
        """Object -> the first written record that says it, and the predicate."""
        mentions: dict[Term, tuple[Record, Term]] = {}
        for record, sinks in batches(self.index):
            if record is not None and self._written(record):
                for _, predicate, term in chain.from_iterable(sinks):
                    mentions.setdefault(term, (record, predicate))
        return mentions

    def _written(self, record: Record) -> bool:
        return self.index.cv.origins is not None and self.index.cv.origins.of(record) is not None

    def _place(self, record: Record, path: Path) -> Place:
        origins = self.index.cv.origins
        return (origins and origins.of(record, path)) or Place(self.source)

    def _record_and_path(self, finding: Finding) -> tuple[Record | None, Path]:
        focus, predicate = finding.focus_node, finding.path
        # A node shape's value is the focus node itself (SHACL, section 3.6.2.4).
        value = "" if finding.value == focus else finding.value
        if focus == f"<{self.index.document}>" and finding.component == _SPARQL:
            # A constraint over the whole graph, whose value says which record is meant.
            focus, value = value or focus, ""
        if cell := _CELL.fullmatch(focus):
            record = self.index.records.get(f"{cell[1]}>")
            name = "student" if record is not None and "student" in plan(type(record)).fields else "authors"
            return record, (name, int(cell[2]) - 1)
        if (identifier := _IDENTIFIER.fullmatch(focus)) and (record := self.index.records.get(f"{identifier[1]}>")):
            return record, next(self._identified(record, identifier[2]), ())
        for position, url in enumerate(self.index.cv.document.downloads):
            if focus == distribution_of(self.index, url):
                return self.index.cv.document, ("downloads", position)
        own = self._owner_of(focus)
        if own is not None and (path := self._path(own, predicate, value)):
            return own, path
        speaker = None if own is not None and not value else self._speakers.get((focus, predicate, value)) or self._speakers.get(focus)
        if speaker is not None and (path := self._path(speaker, predicate, value)):
            return speaker, path
        return own if own is not None else speaker, ()

    def _owner_of(self, node: Term) -> Record | None:
        """The record that a node stands for, or is a part of; what describes the dataset is the document's."""
        if node in self.index.records:
            return self.index.records[node]
        inside = node.removeprefix(f"<{self.index.document}")
        if inside == ">" or inside.startswith(("#dataset>", "#graph/", "#distribution/", "#build>", "#source>")):
            return self.index.cv.document
        return None

    @staticmethod
    def _identified(record: Record, path: str) -> Iterator[Path]:
        for field in plan(type(record)).fields.values():
            if field.identified and field.identified.path == path:
                yield (field.name,)

    def _path(self, record: Record, predicate: Term, value: Term) -> Path:
        """The field, and the position in it, that says a value under a predicate; () where none does."""
        written: Path = ()
        for field, predicates in _told(type(record)):
            if predicate and predicate not in predicates:
                continue
            said = getattr(record, field.name)
            values = [] if said is None else said if field.many else [said]
            for position, one in enumerate(values):
                if value and self._says(field, one, value):
                    return (field.name, position) if field.many else (field.name,)
            if values and predicate and not written:
                written = (field.name,)
        return written

    @staticmethod
    def _field(record: Record, predicate: Term) -> Path:
        """The first field that would say something under a predicate."""
        return next(((field.name,) for field, predicates in _told(type(record)) if predicate and predicate in predicates), ())

    def _says(self, field: Field, one: Any, value: Term) -> bool:
        """Whether a field's value becomes this term."""
        if field.reference:
            return self.index.refer(field.reference.segment, one) == value
        if field.type is Author:
            return self.index.agent(one) == value
        if field.is_record:
            return self.index.node(one) == value
        if any(form.form(one) == value for form in field.forms):
            return True
        text = parse(value).value
        return text == str(one) or text in (wording for _, wording in getattr(one, "translations", ()))


def _in_message(record: Record, message: str) -> Path:
    """The first field that a message names and the record states: `authors:`; a shape of the whole record has no path."""
    fields = plan(type(record)).fields
    return next(((name,) for name in _FIELD.findall(message) if name in fields and getattr(record, name) not in (None, [])), ())


def _with_own_field(message: str, record: Record, path: Path) -> str:
    """The message with a field that the record has: the label of a topic is corrected in the `keywords:` of the work that names it."""
    fields = {*plan(type(record)).fields, *plan(Document).fields, *CV.__struct_fields__}
    return message if not path or fields.intersection(_FIELD.findall(message)) else _FIELD.sub(f"`{path[0]}:", message)


@cache
def _told(record: type[Record]) -> tuple[tuple[Field, tuple[Iri, ...]], ...]:
    """The fields of a record class that say something about the world, with all their predicates."""
    fields = plan(record).fields.values()
    return tuple((field, field.all_predicates()) for field in fields if field.name not in ABOUT_THE_RECORD)


class FileTracer:
    """Leads back to an RDF file: to the line where its syntax tells it."""

    def __init__(self, source: Source, name: str) -> None:
        self.lines = source.text.split("\n")
        self.nodes = source.nodes
        self.name = name
        self.document = document_of(source.triples)

    def trace(self, finding: Finding) -> Result:
        """Where the focus node stands in JSON-LD, else the first line that speaks of it, with the path and value if it can be."""
        node = finding.focus_node
        if not node:
            return Result(finding, Place(self.name), finding.message)
        if known := self.nodes.get(node) or next(
            (one for term, one in self.nodes.items() if term[1] == "#" and node.endswith(term[1:])), None
        ):
            return Result(finding, known.place, finding.message, known.about)
        label, place = node.strip("<>"), Place(self.name)
        for start in self._beginnings(finding):
            for number, line in enumerate(self.lines, 1):
                at = line.find(start)
                if at >= 0 and not line[:at].strip():
                    return Result(finding, Place(self.name, number, at + 1), finding.message, label)
        return Result(finding, place, finding.message, label)

    def _beginnings(self, finding: Finding) -> Iterator[str]:
        """How a line may begin that says the most of it: a triple, its subject and predicate, its subject."""
        node = finding.focus_node
        if finding.component == _SPARQL and node == f"<{self.document}>" and finding.value:
            yield f"{finding.value} {finding.path}"
            node = finding.value
        yield " ".join(filter(None, (node, finding.path, finding.value)))
        yield f"{node} {finding.path}"
        yield f"{node} "
        if self.document:
            yield f"{node.replace(self.document, '', 1)} "
