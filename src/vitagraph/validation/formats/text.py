"""For people: one line for each error and warning, as compilers write them, and one for all notes of a kind."""

from vitagraph.validation.formats import ReportFormat
from vitagraph.validation.report import Report


def write(report: Report) -> str:
    """`where:line:column: severity: record: what; what instead`; then the rules that were not checked, in the same form."""
    found = (f"{result.place}: {result.shacl.severity_word}: {result.sentence}\n" for result in report.by_kind())
    return "".join([*found, *(f"{one.place}: not checked: {one.message}\n" for one in report.unchecked)])


FORMAT = ReportFormat("text", 0, write, passed_on=False)
