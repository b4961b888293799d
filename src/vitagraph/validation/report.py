"""The report: results with their severity and place."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from vitagraph.errors import Place, Problem
from vitagraph.rdf.terms import Term


class Severity(StrEnum):
    """The severity of a result: sh:Violation is an error, sh:Info a note."""

    error = "error"
    warning = "warning"
    note = "note"


class ShaclResult(NamedTuple):
    """A validation result as an engine reports it: terms as N-Triples tokens, "" for what it lacks (SHACL, section 3.6.2)."""

    focus_node: Term
    path: Term
    value: Term
    severity: Severity
    message: str
    source_shape: Term
    component: Term
    #: a severity other than the three of SHACL, "" for those; it counts as an error
    custom_severity: Term = ""

    @property
    def severity_word(self) -> str:
        """The severity in text."""
        return self.custom_severity[1:-1] if self.custom_severity else self.severity.value


class Result(NamedTuple):
    """A validation result with its place in the source, the record there, and the message for that record."""

    shacl: ShaclResult
    place: Place
    message: str
    about: str = ""
    #: whether it concerns a fact that is not public, and may quote it
    restricted: bool = False
    #: how many results of the same shape and place are left out, because only the value differs
    more: int = 0

    def withheld(self) -> "Result":
        """The result without quoted values: its place, its severity and its shape remain."""
        rule = self.shacl.source_shape.strip("<>").rpartition("#")[2]
        message = (
            f"a fact {'that is not public ' if self.restricted else ''}breaks {rule or 'a rule of the records'}; --withhold none shows it"
        )
        return Result(self.shacl._replace(focus_node="", value="", message=message), self.place, message, "", self.restricted)

    @property
    def sentence(self) -> str:
        """The message, with its record, and how many results are alike."""
        alike = f" (and {self.more:,} more like this)" if self.more else ""
        return (f"{self.about}: {self.message}" if self.about else self.message) + alike


class Report(NamedTuple):
    """All results, sorted by place; the size of the CV, and of its public view where only that was validated."""

    results: Sequence[Result]
    records: int = 0
    triples: int = 0
    public: tuple[int, int] | None = None
    #: the rules in the user's shapes that were not checked, each with its place and the reason
    unchecked: Sequence[Problem] = ()

    @classmethod
    def of_problems(cls, problems: Sequence[Problem]) -> "Report":
        """A report of problems that stopped the data from being read: each is an error."""
        results = ((problem, ShaclResult("", "", "", Severity.error, problem.message, "", "")) for problem in problems)
        return cls([Result(shacl, problem.place, shacl.message, "", problem.restricted) for problem, shacl in results])

    def with_notes(self, notes: Sequence[Problem]) -> "Report":
        """The report with further notes."""
        added = [
            Result(ShaclResult("", "", "", Severity.note, note.message, "", ""), note.place, note.message, "", note.restricted)
            for note in notes
        ]
        return self._replace(results=sorted([*self.results, *added], key=lambda result: (result.place, result.shacl))) if added else self

    def withheld(self, what: str) -> "Report":
        """The report with quoted values left out of `all` results, of those about restricted facts (`guarded`), or of `none`."""
        results = [result.withheld() if what == "all" or (what == "guarded" and result.restricted) else result for result in self.results]
        return self._replace(results=results)

    @property
    def validated(self) -> tuple[int, int]:
        """How many records and triples were validated."""
        return self.public or (self.records, self.triples)

    def errors_only(self) -> "Report":
        """The report without warnings and notes."""
        return self._replace(results=[result for result in self.results if result.shacl.severity is Severity.error])

    @property
    def conforms(self) -> bool:
        """Whether there is no result at all (SHACL, section 3.6.1.1)."""
        return not self.results

    def distinct(self) -> Sequence[Result]:
        """The results for people.

        Results with the same message at one place, such as one fault under two predicates, are one; results of one shape at one
        place are one with a count.
        """
        different = {(result.place, result.shacl.severity, result.sentence): result for result in self.results}.values()
        alike: dict[object, list[Result]] = {}
        for number, result in enumerate(different):
            shacl = result.shacl
            key = (result.place, result.about, shacl.severity, shacl.source_shape, shacl.component) if shacl.source_shape else number
            alike.setdefault(key, []).append(result)
        return [results[0]._replace(more=len(results) - 1) for results in alike.values()]

    def by_kind(self) -> Sequence[Result]:
        """The distinct results, of which all notes of one shape are the first of them, with a count."""
        results = dict[object, Result]()
        for number, result in enumerate(self.distinct()):
            shacl = result.shacl
            key = (shacl.source_shape, shacl.component) if shacl.severity is Severity.note and shacl.source_shape else number
            first = results.setdefault(key, result)
            if first is not result:
                results[key] = first._replace(more=first.more + 1 + result.more)
        return list(results.values())

    def count(self, severity: Severity) -> int:
        """How many distinct results have this severity."""
        return sum(result.shacl.severity is severity for result in self.distinct())

    def failed(self, strict: bool = False) -> bool:
        """Whether there is an error; with `strict`, a warning fails too, and a rule that was not checked."""
        return bool(self.count(Severity.error) or (strict and (self.count(Severity.warning) or self.unchecked)))

    def summary(self, seconds: float) -> str:
        """One line: the number of results, the size of the data, and the time taken."""
        counts = [(self.count(severity), severity.value) for severity in Severity]
        found = ", ".join(f"{number} {name}{'s' if number > 1 else ''}" for number, name in counts if number) or "conforms"
        number, triples = self.validated
        records = f"{number:,} record{'s' if number > 1 else ''}, " if number else ""
        validated = f" in {records}{triples:,} triples; {seconds:.1f} s" if triples else ""
        unchecked = f"; {len(self.unchecked)} rule{'s' if len(self.unchecked) > 1 else ''} not checked" if self.unchecked else ""
        return found + unchecked + validated
