"""The engines: N-Triples and shapes in, findings out, in one order.

`rust` (shacl-rust, compiled) is the default, because it takes a hundredth of the time; `pyshacl` is the reference. The tests
hold them together, finding by finding.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from vitagraph.errors import UsageError
from vitagraph.terms import Term
from vitagraph.validation.report import Finding, Severity

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SHACL = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {"Violation": Severity.error, "Warning": Severity.warning, "Info": Severity.note}


def _severity(term: str) -> Severity:
    return _SEVERITIES[term.strip("<>").removeprefix(SHACL)]


def rust(data: str, shapes: str) -> list[Finding]:
    """The findings of shacl-rust."""
    import shacl_rust

    try:
        report = shacl_rust.validate(data, shapes, data_format="nt", shapes_format="turtle", experimental_index=True)
    except ValueError as error:
        raise UsageError(f"the shapes or the data cannot be read: {error}; --engine pyshacl may say more") from None
    return sorted(map(_of_rust, report["results"]))


def _of_rust(result: dict[str, Any]) -> Finding:
    sparql = result["sourceConstraintComponent"] == f"<{SHACL}SPARQLConstraintComponent>"
    # A SPARQL constraint's own message comes first, with its values; else the engine's words come first, the shape's last.
    message = result["messages"][0 if sparql else -1]
    if "SPARQL parse error" in message:
        raise UsageError(f"{result['sourceShape']}: {message}; correct the query of this shape")
    path = result.get("resultPath", "")
    return Finding(
        result["focusNode"],
        path if path.startswith("<") and path.endswith(">") else "",
        result.get("value", ""),
        _severity(result["severity"]),
        message,
        result["sourceShape"],
        result["sourceConstraintComponent"],
    )


def pyshacl(data: str, shapes: str) -> list[Finding]:
    """The findings of pySHACL."""
    from pyshacl import validate
    from rdflib import Graph

    graph, shapes_graph = Graph(), Graph()
    graph.parse(data=data, format="nt")
    shapes_graph.parse(data=shapes, format="turtle")
    _, report, _ = validate(graph, shacl_graph=shapes_graph, inference="none", do_owl_imports=False)
    return sorted(_of_pyshacl(report))


def _of_pyshacl(report: Graph) -> list[Finding]:
    from rdflib import RDF, URIRef

    def token(node: Node | None) -> Term:
        return node.n3() if node is not None else ""

    findings = []
    for result in report.subjects(RDF.type, URIRef(SHACL + "ValidationResult")):
        said = {str(p).removeprefix(SHACL): o for p, o in report.predicate_objects(result)}
        path = said.get("resultPath")
        findings.append(
            Finding(
                token(said["focusNode"]),
                token(path) if isinstance(path, URIRef) else "",
                token(said.get("value")),
                _severity(str(said["resultSeverity"])),
                str(said.get("resultMessage", "")),
                token(said["sourceShape"]),
                token(said["sourceConstraintComponent"]),
            )
        )
    return findings


ENGINES: dict[str, Callable[[str, str], list[Finding]]] = {"rust": rust, "pyshacl": pyshacl}
