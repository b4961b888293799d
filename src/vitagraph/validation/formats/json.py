"""For programs: one JSON object."""

import json

from vitagraph.validation.report import Report, Result


def write(report: Report) -> str:
    """The report with its results; terms are N-Triples."""
    whole = {
        "conforms": report.conforms,
        "records": report.records,
        "triples": report.triples,
        "results": [_result(result) for result in report.results],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _result(result: Result) -> dict[str, str | int]:
    finding = result.finding
    named: dict[str, str | int] = {
        "source": result.place.source,
        "line": result.place.line,
        "column": result.place.column,
        "severity": finding.severity.value,
        "about": result.about,
        "message": finding.message,
        "focusNode": finding.focus_node,
        "resultPath": finding.path,
        "value": finding.value,
        "sourceShape": finding.source_shape,
        "sourceConstraintComponent": finding.component,
    }
    return {key: value for key, value in named.items() if value != ""}
