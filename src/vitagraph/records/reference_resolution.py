"""The record that each reference denotes: a described one by its id or name, else a record of which only the name is known."""

from typing import TYPE_CHECKING

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term
from vitagraph.records.annotations import Reference
from vitagraph.records.plan import plan
from vitagraph.records.record import Record, Visibility
from vitagraph.records.registry import RecordProblem, Whole
from vitagraph.records.resolution import Occurrence, Resolution
from vitagraph.values import NameIn

if TYPE_CHECKING:
    from vitagraph.records.cv import CV


#: so many ids of records are listed in a message
_FEW = 8


class ReferenceResolution(Resolution):
    """The registry of a CV, with the record of each reference."""

    def __init__(self, cv: "CV", whole: Whole | None = None) -> None:
        super().__init__(cv, whole)
        #: the node of each reference, by segment and text
        self._references: dict[tuple[str, str], Term] = {}
        #: the references of the index below
        self._known_references: dict[tuple[str, str], Term] = {}

    def refer(self, segment: str, text: str) -> Term:
        """The IRI of the record that a reference names."""
        return self._references[segment, text]

    def known_reference(self, segment: str, text: str) -> Term | None:
        """The same IRI, None where the reference is a problem."""
        return self._references.get((segment, text))

    def called(self, segment: str, text: str) -> str:
        """The name or id by which this CV refers to the record with the id that a name gets: `PLOS ONE` for `PLoS ONE`."""
        if (segment, text) in self._references:
            return text
        known = self.records.get(self._default_node(segment, text))
        if known is not None and self.node(known) not in self.implicit:
            return text if self.find(segment, text) is known else self.id_of(known)
        return self.mentioned_as(segment, text)

    def mentioned_as(self, segment: str, text: str) -> str:
        """The name by which this CV mentions a record without describing it, if that gets the same id as a name; else the name."""
        node = self._default_node(segment, text)
        if (segment, text) in self._references or node not in self.implicit:
            return text
        return next((known for (kind, known), meant in self._references.items() if kind == segment and meant == node), text)

    def _default_node(self, segment: str, text: str) -> Term:
        """The node that a record gets which states nothing but a name."""
        return self.iri(segment, self.cv.named(segment, text, None).default_id("", 0))

    def name_of(self, segment: str, text: str) -> str:
        """The name of the record that a reference names, in English if it has an English one."""
        return self.name_in(segment, text).text

    def name_in(self, segment: str, text: str) -> NameIn:
        """The same name with the tag of its language; a proper name in no language fits into English."""
        record = self.find(segment, text)
        stated = getattr(record, record.shorthand) if record is not None and record.shorthand else None
        if record is None or stated is None:
            return NameIn.of(text, "en")
        name = NameIn.of(stated, self.language_of(record, record.shorthand))
        return name if name.language or not plan(type(record)).fields[record.shorthand].proper_name else NameIn.of(name.text, "en")

    def _resolve(self, reference: Reference, text: str, occurrence: Occurrence) -> Record | None:
        segment = reference.segment
        record = self.find(segment, text)
        if (known := self._known_references.get((segment, text))) and not (record and self._is_more_restricted(record, occurrence)):
            record = self.records[known]
        if record is None:
            record = self._named(reference, text, occurrence)
        if record is None:
            return None
        self._check_visibility(record, occurrence)
        self._references[segment, text] = self.node(record)
        self._resolved[segment, text] = occurrence.visibility
        return record

    def _named(self, reference: Reference, text: str, occurrence: Occurrence) -> Record | None:
        """A record of which only the name is known; None, with a problem, where it cannot be distinguished from another record."""
        segment = reference.segment
        if problem := self._unresolved(reference, text, occurrence):
            record = None
        else:
            record = self.cv.named(segment, text, occurrence.record.lang)
            occurrence.record.describe_mention(str(occurrence.path[0]), record)
            problem = self._without_id(record, text, occurrence)
        if problem is None and record is not None:
            self._note_similar_id(segment, text, occurrence)
            return self._add_implicit(record, occurrence.visibility)
        known = self._hidden_name(segment, text)
        if known is None and problem is not None:
            self.problems.append(problem)
        return known

    def _unresolved(self, reference: Reference, text: str, occurrence: Occurrence) -> RecordProblem | None:
        """The problem of a text that names no single record and cannot name a new one."""
        segment = reference.segment
        if named := self._by_name[segment].get(text):
            ids = ", ".join(self.id_of(one) for one in named)
            return RecordProblem(occurrence.record, occurrence.path, f"{quoted(text)} is the name of several; write one of the ids {ids}")
        if reference.open:
            return None
        known = [*self._by_id[segment], *self._by_name[segment]]
        other = " or another section of works" if segment == "publication" else ""
        hint = f"; describe it under `{self.cv.section_of(segment)}:`{other}"
        if 0 < len(stated := self._by_id[segment]) <= _FEW:
            hint = f"; write one of the ids {', '.join(stated)}{hint.replace('; ', ', or ')}"
        message = f"there is no {self.cv.noun_of(segment)} {quoted(text)}" + did_you_mean(text, known, hint)
        return RecordProblem(occurrence.record, occurrence.path, message, None, segment)

    def _without_id(self, record: Record, text: str, occurrence: Occurrence) -> RecordProblem | None:
        """The problem of a name from which no id can be derived."""
        identifier = record.default_id("", 0)
        if not identifier:
            message = f"no id can be derived from {quoted(text)}; describe it under `{self.cv.section_of(record.segment)}:` with an `id:`"
            return RecordProblem(occurrence.record, occurrence.path, message)
        return None

    def _check_visibility(self, record: Record, occurrence: Occurrence) -> None:
        """Reports a reference that is more public than the record it names."""
        if self._is_more_restricted(record, occurrence):
            hidden = self._stated_visibility(record).name
            message = f"refers to {self.cv.noun_of(record)} '{self.id_of(record)}', whose visibility is {hidden}"
            message += f"; give this record `visibility: {hidden}` too, or leave the mention out"
            self._report(occurrence.record, occurrence.path, message, record)

    def _is_more_restricted(self, record: Record, occurrence: Occurrence) -> bool:
        """Whether a described record is more restricted than an occurrence of it."""
        return self.node(record) not in self.implicit and self._stated_visibility(record) > occurrence.visibility

    def _stated_visibility(self, record: Record) -> Visibility:
        """The visibility that a record states, or the one in which it is nested, if that is more restricted."""
        whole, _ = self.container_of(record)
        return record.stated_visibility if whole is None else max(record.stated_visibility, self._stated_visibility(whole))
