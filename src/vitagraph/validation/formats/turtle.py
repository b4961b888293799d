"""For linked-data tools: the standard sh:ValidationReport (SHACL, section 3.6)."""

from vitagraph.rdf.terms import Term, literal
from vitagraph.validation.formats import ReportFormat
from vitagraph.validation.report import Report, Severity, ShaclResult

_SEVERITIES = {Severity.error: "sh:Violation", Severity.warning: "sh:Warning", Severity.note: "sh:Info"}


def write(report: Report) -> str:
    """The report, its results as IRIs `urn:vitagraph:result:1`, so that the graph has no blank nodes."""
    nodes = [f"<urn:vitagraph:result:{number}>" for number in range(1, len(report.results) + 1)]
    linked = f" ;\n    sh:result {', '.join(nodes)}" if nodes else ""
    unchecked = "".join(f" ;\n    rdfs:comment {literal(f'not checked: {problem}')}" for problem in report.unchecked)
    head = f"<urn:vitagraph:report> a sh:ValidationReport ;\n    sh:conforms {str(report.conforms).lower()}{linked}{unchecked} .\n"
    body = "".join(_result(node, result.shacl) for node, result in zip(nodes, report.results, strict=True))
    rdfs = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" if unchecked else ""
    return f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n{rdfs}\n{head}{body}"


def _result(node: Term, result: ShaclResult) -> str:
    statements = {
        "sh:focusNode": result.focus_node,
        "sh:resultPath": result.path,
        "sh:value": result.value,
        "sh:resultSeverity": result.custom_severity or _SEVERITIES[result.severity],
        "sh:resultMessage": literal(result.message),
        "sh:sourceShape": result.source_shape,
        "sh:sourceConstraintComponent": result.component,
    }
    lines = [f"    {name} {term}" for name, term in statements.items() if term]
    return f"\n{node} a sh:ValidationResult ;\n" + " ;\n".join(lines) + " .\n"


FORMAT = ReportFormat("turtle", 40, write)
