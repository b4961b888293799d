"""For people: a line a result, as compilers write them."""

from vitagraph.validation.report import Report


def write(report: Report) -> str:
    """`where:line:column: severity: record: what; what instead`."""
    return "".join(f"{result.place}: {result.finding.severity}: {result.sentence}\n" for result in report.distinct())
