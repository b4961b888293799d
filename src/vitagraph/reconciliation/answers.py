"""The answers of a user to proposals, written into the files of the CV: accepted identifiers; rejections are only recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from vitagraph.errors import DataError, Place, Problem, UsageError, quoted
from vitagraph.mapping.statements import statements
from vitagraph.merging.merge import Files, Merged
from vitagraph.merging.pruning import Addition
from vitagraph.merging.verification import errors_of
from vitagraph.reconciliation.decisions import Decisions
from vitagraph.reconciliation.recording import entry, recorded
from vitagraph.records import Field, Index, Record, plan
from vitagraph.records.identifier_sources import IdentifierSource
from vitagraph.values import Identifier, Slug
from vitagraph.yaml import contents, read_files

_INSTEAD = "run `vitagraph reconcile` again, or delete this entry"


class Verdict(StrEnum):
    """What a user decides about a candidate; `never` concerns the services that found it, for this entity."""

    YES = "yes"
    NO = "no"
    NEVER = "never"


class Answer(NamedTuple):
    """The answer about one candidate: the IRI of the entity, the fields that the candidate fills, and where the answer stands.

    `replied` is the day on which the first of the sources stated its identifiers, "" where the user states another one.
    """

    entity: str
    verdict: Verdict
    #: name of the field -> identifier
    fields: tuple[tuple[str, str], ...]
    key: str
    sources: tuple[str, ...]
    place: Place
    replied: str = ""


class Applied(NamedTuple):
    """The changed files of the CV, the decisions with the new ones, and the numbers of accepted and rejected candidates."""

    merged: Merged
    decisions: Decisions
    accepted: int
    rejected: int


def apply(target: str, answers_for: Callable[[Index], Sequence[Answer]], record_sources: bool = False) -> Applied:
    """The files of a CV with the accepted identifiers of the answers that were given for it; nothing is written.

    With `record_sources`, the document of the CV states from which source each of them came, and the day of its reply.

    Every other byte stays, and so does every fact and IRI. Raises DataError where an answer fits no entity, an identifier is wrong, or a
    file cannot be changed.
    """
    if target == "-":
        raise UsageError("a CV on standard input cannot be changed; name its file or folder")
    files = contents(target)
    index, decisions = read_files(files, target), Decisions.of(target)
    answers = answers_for(index)
    accepted = [one for one in answers if one.verdict is Verdict.YES]
    stated = _Statements(index)
    for one in accepted:
        stated.add(one)
    if stated.problems:
        raise DataError(stated.problems)
    merged = stated.written(target, files)
    if record_sources:
        merged = merged.followed_by(recorded(target, merged.after(files), stated.sources()))
    decide(decisions, answers)
    return Applied(merged, decisions, len(accepted), len(answers) - len(accepted))


def decide(decisions: Decisions, answers: Iterable[Answer]) -> None:
    """Records what answers reject."""
    for one in answers:
        if one.verdict is Verdict.NO:
            decisions.reject(one.entity, one.key)
        for source in one.sources if one.verdict is Verdict.NEVER else ():
            decisions.exclude(one.entity, source)


class _Statements:
    """The identifiers that are to be stated, each of a record that lacks it."""

    def __init__(self, index: Index) -> None:
        self.problems: list[Problem] = []
        self._index = index
        self._came_from: list[tuple[str, Answer]] = []
        #: by node, as a thing that is only mentioned has no record yet
        self._values: dict[str, dict[str, Identifier]] = {}
        self._places: dict[str, Place] = {}

    def add(self, answer: Answer) -> None:
        """Records an accepted candidate, or what is wrong with it."""
        record = self._index.records.get(f"<{answer.entity}>")
        if record is None:
            self._report(answer, f"the CV has nothing with the IRI {quoted(answer.entity)} now; {_INSTEAD}")
            return
        self._places.setdefault(answer.entity, answer.place)
        for name, text in answer.fields:
            field = next((one for one in plan(type(record)).identifiers if one.name == name), None)
            if field is None:
                self._report(answer, f"{self._called(record)} has no field {quoted(name)} for an identifier; {_INSTEAD}")
            elif (value := self._parsed(answer, field, text)) is not None:
                self._state(answer, record, field, value)

    def _parsed(self, answer: Answer, field: Field, text: str) -> Identifier | None:
        try:
            value: Identifier = field.type.parse(text)
        except ValueError as error:
            self._report(answer, f"{field.name}: {error}")
            return None
        return value

    def _state(self, answer: Answer, record: Record, field: Field, value: Identifier) -> None:
        known = getattr(record, field.name)
        other = self._values.setdefault(answer.entity, {}).get(field.name)
        if known and known.key != value.key:
            message = f"{self._called(record)} states the {field.label} {quoted(str(known))} already; correct it there, or answer `no`"
            self._report(answer, message)
        elif other and other.key != value.key:
            self._report(answer, f"{self._called(record)} gets a second {field.label}, {quoted(str(value))}; accept one of the two")
        elif not known:
            self._values[answer.entity][field.name] = value
            if field.identified and answer.replied:
                self._came_from.append((f"{field.identified.path}:{value.key}", answer))

    def sources(self) -> list[IdentifierSource]:
        """The entries about the identifiers that a service stated. Raises DataError."""
        return [entry(identifier, one.sources[0] if one.sources else "", one.replied, one.place) for identifier, one in self._came_from]

    def _called(self, record: Record) -> str:
        return f"{self._index.cv.noun_of(record)} '{self._index.id_of(record)}'"

    def _report(self, answer: Answer, message: str) -> None:
        self.problems.append(Problem(answer.place, message))

    def written(self, target: str, files: Iterable[tuple[str, bytes]]) -> Merged:
        """The changed files, read back and compared. Raises DataError where they would lose a fact, or get an error."""
        index, files = self._index, [*files]
        before, errors = statements(index), errors_of(index, target)
        changes, new = Files(target, files), dict[str, list[Record]]()
        for entity, values in self._values.items():
            record = index.records[f"<{entity}>"]
            if index.node(record) in index.implicit:
                described = msgspec.structs.replace(record, id=Slug(index.id_of(record)), **values)
                new.setdefault(index.cv.section_of(record.segment), []).append(described)
                continue
            for name, value in values.items():
                setattr(record, name, value)
                changes.add(Addition(record, name, None), index)
        for section, records in new.items():
            getattr(index.cv, section).extend(records)
            changes.add_records(section, records)
        after = statements(changes.checked(index.cv, errors))
        if any(before[name].keys() - after[name].keys() for name in before):
            raise DataError([Problem(Place(target), "the accepted identifiers would change other facts; nothing was written; report this")])
        count = sum(map(len, self._values.values()))
        return Merged(changes.changed(), [], [], sum(map(len, new.values())), count)
