"""The report: results with their severity and place."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from vitagraph.errors import Place, Problem
from vitagraph.rdf.terms import Term


class Severity(StrEnum):
    """How bad a result is; SHACL calls an error a violation, and a note an info."""

    error = "error"
    warning = "warning"
    note = "note"


class Finding(NamedTuple):
    """A result as an engine gives it: terms as N-Triples tokens, "" for what it does not say (SHACL, section 3.6.2)."""

    focus_node: Term
    path: Term
    value: Term
    severity: Severity
    message: str
    source_shape: Term
    component: Term
    #: the severity of a shape that is none of SHACL's own three, "" for those; it counts as an error
    own_severity: Term = ""

    @property
    def severity_word(self) -> str:
        """The severity as people read it."""
        return self.own_severity[1:-1] if self.own_severity else self.severity.value


class Result(NamedTuple):
    """A finding with what it is about: the place in the source, the record there, and the message as a person reads it."""

    finding: Finding
    place: Place
    message: str
    about: str = ""
    #: whether it is about a fact that is not public, and may quote it
    restricted: bool = False
    #: how many findings of the same shape about the same place are left out, because only the value differs
    more: int = 0

    def withheld(self) -> "Result":
        """The result without what it quotes: its place, its severity and its shape remain."""
        rule = self.finding.source_shape.strip("<>").rpartition("#")[2]
        message = (
            f"a fact {'that is not public ' if self.restricted else ''}breaks {rule or 'a rule of the records'}; --withhold none shows it"
        )
        return Result(self.finding._replace(focus_node="", value="", message=message), self.place, message, "", self.restricted)

    @property
    def sentence(self) -> str:
        """The message, with the record it is about, and how many are like it."""
        like_it = f" (and {self.more:,} more like this)" if self.more else ""
        return (f"{self.about}: {self.message}" if self.about else self.message) + like_it


class Report(NamedTuple):
    """All results, sorted by place, how large the CV is, and how many records and triples were looked at where it was not all of it."""

    results: Sequence[Result]
    records: int = 0
    triples: int = 0
    public: tuple[int, int] | None = None
    #: the rules in the user's shapes that were not checked, with their place there, and why
    unchecked: Sequence[Problem] = ()

    @classmethod
    def of_problems(cls, problems: Sequence[Problem]) -> "Report":
        """A report of what kept the data from being read: every problem is an error."""
        findings = ((problem, Finding("", "", "", Severity.error, problem.message, "", "")) for problem in problems)
        return cls([Result(finding, problem.place, finding.message, "", problem.restricted) for problem, finding in findings])

    def withheld(self, what: str) -> "Report":
        """The report without what results quote: `all` of them, those about `guarded` facts, or `none`."""
        results = [result.withheld() if what == "all" or (what == "guarded" and result.restricted) else result for result in self.results]
        return self._replace(results=results)

    @property
    def looked_at(self) -> tuple[int, int]:
        """How many records and triples were looked at."""
        return self.public or (self.records, self.triples)

    def errors_only(self) -> "Report":
        """The report without warnings and notes."""
        return self._replace(results=[result for result in self.results if result.finding.severity is Severity.error])

    @property
    def conforms(self) -> bool:
        """Whether there is no result at all (SHACL, section 3.6.1.1)."""
        return not self.results

    def distinct(self) -> Sequence[Result]:
        """The results as people read them.

        What is wrong with one fact under two predicates is said once; what one shape says of one place again and again, once with a
        count.
        """
        said = {(result.place, result.finding.severity, result.sentence): result for result in self.results}.values()
        alike: dict[object, list[Result]] = {}
        for number, result in enumerate(said):
            finding = result.finding
            key = (
                (result.place, result.about, finding.severity, finding.source_shape, finding.component) if finding.source_shape else number
            )
            alike.setdefault(key, []).append(result)
        return [results[0]._replace(more=len(results) - 1) for results in alike.values()]

    def count(self, severity: Severity) -> int:
        """How many distinct results have this severity."""
        return sum(result.finding.severity is severity for result in self.distinct())

    def failed(self, strict: bool = False) -> bool:
        """Whether there is an error; with `strict`, a warning fails too, and a rule that was not checked."""
        return bool(self.count(Severity.error) or (strict and (self.count(Severity.warning) or self.unchecked)))

    def summary(self, seconds: float) -> str:
        """What was found in how much, in a line, and how long that took."""
        counts = [(self.count(severity), severity.value) for severity in Severity]
        found = ", ".join(f"{number} {name}{'s' if number > 1 else ''}" for number, name in counts if number) or "conforms"
        number, triples = self.looked_at
        records = f"{number:,} records, " if number else ""
        looked_at = f" in {records}{triples:,} triples; {seconds:.1f} s" if triples else ""
        passed_over = f"; {len(self.unchecked)} rule{'s' if len(self.unchecked) > 1 else ''} not checked" if self.unchecked else ""
        return found + passed_over + looked_at
