"""For editors and code scanning: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from vitagraph.errors import Place, Problem
from vitagraph.rdf.terms import Term
from vitagraph.validation.formats import ReportFormat
from vitagraph.validation.report import Report, Result, ShaclResult


def write(report: Report) -> str:
    """A log with one run, and one rule for each shape."""
    results = report.distinct()
    first = {result.shacl.source_shape: result.shacl for result in reversed(results)}
    rules = sorted(first)
    run = {
        "tool": {
            "driver": {
                "name": "vitagraph",
                "informationUri": "https://w3id.org/vitagraph",
                "rules": [_rule(first[shape]) for shape in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        **({"invocations": [_invocation(report)]} if report.unchecked else {}),
        "results": [_result(result, rules.index(result.shacl.source_shape)) for result in results],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule_id(shape: Term) -> str:
    return shape.strip("<>").rpartition("#")[2] or "record"


def _rule(result: ShaclResult) -> dict[str, Any]:
    shape = result.source_shape
    rule = {"id": _rule_id(shape), "shortDescription": {"text": result.message}}
    # A shape without an IRI is a blank node, which has no address.
    return rule | ({"helpUri": shape[1:-1]} if shape.startswith("<") else {})


def _result(result: Result, rule: int) -> dict[str, Any]:
    return {
        "ruleId": _rule_id(result.shacl.source_shape),
        "ruleIndex": rule,
        "level": result.shacl.severity.value,
        **({"properties": {"severity": result.shacl.severity_word}} if result.shacl.custom_severity else {}),
        "message": {"text": result.sentence},
        "locations": [{"physicalLocation": _location(result.place)}],
    }


def _invocation(report: Report) -> dict[str, Any]:
    return {"executionSuccessful": True, "toolConfigurationNotifications": [*map(_not_checked, report.unchecked)]}


def _not_checked(problem: Problem) -> dict[str, Any]:
    return {
        "level": "warning",
        "message": {"text": f"not checked: {problem.message}"},
        "locations": [{"physicalLocation": _location(problem.place)}],
    }


def _location(place: Place) -> dict[str, Any]:
    path = Path(place.source)
    location: dict[str, Any] = {
        "artifactLocation": {"uri": path.as_uri() if path.is_absolute() else quote(os.fsencode(place.source), safe="/.-_~")}
    }
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return location


FORMAT = ReportFormat("sarif", 20, write)
