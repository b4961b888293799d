"""Traces a validation result to its source: the record, its field, the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import chain
from typing import Any, Protocol

from vitagraph.errors import Place
from vitagraph.mapping import Batch, batches, dataset_of, distributions
from vitagraph.patterns import regex
from vitagraph.rdf.dataset import Dataset
from vitagraph.rdf.sources import Source, document_of
from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import Iri
from vitagraph.records import CV, Author, Document, Field, Index, Record, Visibility, plan
from vitagraph.validation.report import Result, ShaclResult

Path = tuple[str | int, ...]
_CELL = regex(r"(<.*)/([a-z_]+)/([0-9]+)>")
_SPARQL = "<http://www.w3.org/ns/shacl#SPARQLConstraintComponent>"
_FIELD = regex(r"`([a-z_]+):")
_IDENTIFIER = regex(r"(<.*)/id/([a-z-]+)>")


class Tracer(Protocol):
    """Finds the place of a result in its source."""

    def trace(self, result: ShaclResult) -> Result:
        """The result with its place, the record there, and its message with the names of the source."""
        ...


class RecordTracer:
    """Finds places in the records of a CV."""

    def __init__(self, index: Index, source: str) -> None:
        self.index = index
        self.source = source
        #: node of a file of the dataset -> its position
        self._distributions = {node: index.cv.document.downloads.index(url) for url, node in distributions(index).items()}
        self._mentioned = re.compile(re.escape(index.document) + r"(#[\w./-]*\w)")

    @cached_property
    def dataset(self) -> Dataset:
        """The linked data of the CV."""
        return dataset_of(self.index, self._batches)

    @cached_property
    def _batches(self) -> list[Batch]:
        return list(batches(self.index))

    def trace(self, result: ShaclResult) -> Result:
        """The most exact place for a result: the value, else the field, else the record, else where it is mentioned."""
        record, path = self._record_and_path(result)
        if record is not None and not path and not result.path:
            path = _in_message(record, result.message)
        if record is not None and not path and result.focus_node not in self.index.records and _FIELD.search(result.message):
            user, link = self._references.get(result.focus_node, (None, ""))
            # A topic has no record of its own; a keyword refers to it.
            path = self._path(record, link, result.focus_node) if user is record else path
        message = self._mentioned.sub(lambda match: self._named(f"<{match[0]}>"), result.message)
        restricted = self._is_restricted(result, record, path)
        if record is None:
            return Result(result, Place(self.source), message, "", restricted)
        message = _with_own_field(message, record, path or self._field(record, result.path))
        if record is self.index.cv.document:
            return Result(result, self._place(record, path), message, "document", restricted)
        node = self.index.node(record)
        if self.index.cv.origins and not self._has_place(record) and (mention := self._references.get(node)):
            user, predicate = mention
            place = self._place(user, self._path(user, predicate, node))
        else:
            place = self._place(record, path)
        return Result(result, place, message, self._named(node), restricted)

    def _is_restricted(self, result: ShaclResult, record: Record | None, path: Path) -> bool:
        """Whether a result concerns a restricted fact: its node, its value or its field."""
        if any(term and term not in self._public_terms for term in (result.focus_node, result.value)):
            return True
        if record is None or record is self.index.cv.document:
            return False
        field = plan(type(record)).fields.get(str(path[0])) if path else None
        seen = self.index.visibility(record) if field is None else self.index.field_visibility(record, field.name)
        return seen > Visibility.public

    @cached_property
    def _public_terms(self) -> set[Term]:
        return {term for triple in self.dataset.triples() for term in triple}

    def _named(self, node: Term) -> str:
        """A node in a message: the record class and id, where it is a record's."""
        record = self.index.records.get(node)
        if record is None:
            return node[1:-1].removeprefix(self.index.document)
        return f"{self.index.cv.noun_of(record)} '{self.index.id_of(record)}'"

    @cached_property
    def _sources(self) -> dict[Term | Triple, Record]:
        """Triple, or subject -> the first record that states it."""
        sources: dict[Term | Triple, Record] = {}
        for record, sinks in self._batches:
            if record is not None:
                for triple in chain.from_iterable(sinks):
                    sources.setdefault(triple, record)
                    sources.setdefault(triple[0], record)
        return sources

    @cached_property
    def _references(self) -> dict[Term, tuple[Record, Term]]:
        """Object -> the first record with a place that states it, and the predicate."""
        references: dict[Term, tuple[Record, Term]] = {}
        for record, sinks in self._batches:
            if record is not None and self._has_place(record):
                for _, predicate, term in chain.from_iterable(sinks):
                    references.setdefault(term, (record, predicate))
        return references

    def _has_place(self, record: Record) -> bool:
        return self.index.cv.origins is not None and self.index.cv.origins.of(record) is not None

    def _place(self, record: Record, path: Path) -> Place:
        origins = self.index.cv.origins
        return (origins and origins.of(record, path)) or Place(self.source)

    def _record_and_path(self, result: ShaclResult) -> tuple[Record | None, Path]:
        focus, predicate = result.focus_node, result.path
        # A node shape's value is the focus node itself (SHACL, section 3.6.2.4).
        value = "" if result.value == focus else result.value
        if focus == f"<{self.index.document}>" and result.component == _SPARQL:
            # A constraint on the whole graph; its value is the record's node.
            focus, value = value or focus, ""
        if (cell := _CELL.fullmatch(focus)) and (record := self.index.records.get(f"{cell[1]}>")):
            name = cell[2] if cell[2] in plan(type(record)).fields else "student"
            return record, (name, int(cell[3]) - 1)
        if (identifier := _IDENTIFIER.fullmatch(focus)) and (record := self.index.records.get(f"{identifier[1]}>")):
            return record, next(self._identified(record, identifier[2]), ())
        if focus in self._distributions:
            return self.index.cv.document, ("downloads", self._distributions[focus])
        own = self._owner_of(focus)
        if own is not None and (path := self._path(own, predicate, value)):
            return own, path
        source = None if own is not None and not value else self._sources.get((focus, predicate, value)) or self._sources.get(focus)
        if source is not None and (path := self._path(source, predicate, value)):
            return source, path
        return own if own is not None else source, ()

    def _owner_of(self, node: Term) -> Record | None:
        """The record of a node; nodes that describe the dataset belong to the document."""
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
        """The field, and the position in it, that states a value under a predicate; () where none does."""
        first: Path = ()
        for field, predicates in _predicates(type(record)):
            if predicate and predicate not in predicates:
                continue
            stated = getattr(record, field.name)
            values = [] if stated is None else stated if field.many else [stated]
            for position, one in enumerate(values):
                if value and self._states(field, one, value):
                    return (field.name, position) if field.many else (field.name,)
            if values and predicate and not first:
                first = (field.name,)
        return first

    @staticmethod
    def _field(record: Record, predicate: Term) -> Path:
        """The first field with a predicate."""
        return next(((field.name,) for field, predicates in _predicates(type(record)) if predicate and predicate in predicates), ())

    def _states(self, field: Field, one: Any, value: Term) -> bool:
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
        return text == str(one) or text in (translation for _, translation in getattr(one, "translations", ()))


def _in_message(record: Record, message: str) -> Path:
    """The first field that a message names (`authors:`) and the record states, for shapes without a path."""
    fields = plan(type(record)).fields
    return next(((name,) for name in _FIELD.findall(message) if name in fields and getattr(record, name) not in (None, [])), ())


def _with_own_field(message: str, record: Record, path: Path) -> str:
    """The message with a field of the record: the label of a topic is corrected in the `keywords:` of a work."""
    fields = {*plan(type(record)).fields, *plan(Document).fields, *CV.__struct_fields__}
    return message if not path or fields.intersection(_FIELD.findall(message)) else _FIELD.sub(f"`{path[0]}:", message)


@cache
def _predicates(record: type[Record]) -> tuple[tuple[Field, tuple[Iri, ...]], ...]:
    """The fields of a record class, without those about the record itself, with all their predicates."""
    return tuple((field, field.all_predicates()) for field in plan(record).facts)


class FileTracer:
    """Finds places in an RDF file, as exact as its syntax allows."""

    def __init__(self, source: Source, name: str) -> None:
        self.lines: dict[str, list[tuple[int, int, str]]] = {}  # first token -> number, column and text of the lines it begins
        for number, line in enumerate(source.text.split("\n"), 1):
            text = line.lstrip()
            self.lines.setdefault(text.partition(" ")[0], []).append((number, len(line) - len(text) + 1, text))
        self.nodes = source.nodes
        self.name = name
        self.document = document_of(source.triples)

    def trace(self, result: ShaclResult) -> Result:
        """The focus node in JSON-LD, else the first line with it as subject, preferably with the path and the value."""
        node = result.focus_node
        if not node:
            return Result(result, Place(self.name), result.message)
        if known := self.nodes.get(node) or next(
            (one for term, one in self.nodes.items() if term[1] == "#" and node.endswith(term[1:])), None
        ):
            return Result(result, known.place, result.message, known.about)
        label = node.strip("<>")
        for start in self._beginnings(result):
            for number, column, text in self.lines.get(start.partition(" ")[0], ()):
                if text.startswith(start):
                    return Result(result, Place(self.name, number, column), result.message, label)
        return Result(result, Place(self.name), result.message, label)

    def _beginnings(self, result: ShaclResult) -> Iterator[str]:
        """How its line may begin, the most exact form first: the triple, subject and predicate, the subject."""
        node = result.focus_node
        if result.component == _SPARQL and node == f"<{self.document}>" and result.value:
            yield f"{result.value} {result.path}"
            node = result.value
        if result.path:
            yield f"{node} {result.path} {result.value}"
            yield f"{node} {result.path} "
        yield f"{node} "
        if self.document:
            yield f"{node.replace(self.document, '', 1)} "
