"""For programs: one JSON object."""

import json
from typing import Any

from vitagraph.errors import Problem, encodable
from vitagraph.rdf.terms import Term
from vitagraph.validation.formats import ReportFormat
from vitagraph.validation.report import Report, Result


def write(report: Report) -> str:
    """The report as JSON; repeated results are written once, as the summary counts them."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=2) + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    records, triples = report.validated
    return {
        "conforms": report.conforms,
        "records": records,
        "triples": triples,
        "results": [_result(result) for result in report.distinct()],
    } | ({"notChecked": [_not_checked(problem) for problem in report.unchecked]} if report.unchecked else {})


def _not_checked(problem: Problem) -> dict[str, str | int]:
    place = problem.place
    return {"source": encodable(place.source), "line": place.line, "column": place.column, "message": problem.message}


def _result(result: Result) -> dict[str, str | int]:
    shacl = result.shacl
    named: dict[str, str | int] = {
        "source": encodable(result.place.source),
        "line": result.place.line,
        "column": result.place.column,
        "severity": shacl.severity.value,
        "ownSeverity": _plain(shacl.custom_severity),
        "about": result.about,
        "message": result.message,
        "more": result.more or "",
        "focusNode": _plain(shacl.focus_node),
        "resultPath": _plain(shacl.path),
        "value": _plain(shacl.value),
        "sourceShape": _plain(shacl.source_shape),
        "sourceConstraintComponent": _plain(shacl.component),
    }
    return {key: value for key, value in named.items() if value != ""}


def _plain(term: Term) -> str:
    """An IRI without brackets; a literal as N-Triples writes it."""
    return term[1:-1] if term.startswith("<") else term


FORMAT = ReportFormat("json", 10, write)
