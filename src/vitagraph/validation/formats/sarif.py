"""For editors and code scanning: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

import json
from typing import Any
from urllib.parse import quote

from vitagraph.errors import Place
from vitagraph.terms import Term
from vitagraph.validation.report import Report, Result


def write(report: Report) -> str:
    """A log with one run; a rule a shape."""
    results = report.distinct()
    rules = sorted({result.finding.source_shape for result in results})
    run = {
        "tool": {
            "driver": {"name": "vitagraph", "informationUri": "https://w3id.org/vitagraph", "rules": [_rule(shape) for shape in rules]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, rules.index(result.finding.source_shape)) for result in results],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule_id(shape: Term) -> str:
    return shape[1:-1].rpartition("#")[2] or shape[1:-1] or "record"


def _rule(shape: Term) -> dict[str, Any]:
    return {"id": _rule_id(shape)} | ({"helpUri": shape[1:-1]} if shape else {})


def _result(result: Result, rule: int) -> dict[str, Any]:
    return {
        "ruleId": _rule_id(result.finding.source_shape),
        "ruleIndex": rule,
        "level": result.finding.severity.value,
        "message": {"text": result.sentence},
        "locations": [{"physicalLocation": _location(result.place)}],
    }


def _location(place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.source, safe="/.-_~")}}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return location
