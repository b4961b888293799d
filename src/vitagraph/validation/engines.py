"""The engines: shapes are compiled once, then Turtle in, findings out, always in one order.

`shacl` (compiled) is the default, because it takes a hundredth of the time; `pyshacl` is the reference. The tests hold them
together, finding by finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from vitagraph.errors import UsageError, did_you_mean
from vitagraph.rdf.terms import Term, literal, tagged, typed
from vitagraph.validation.report import Finding, Severity

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node
    from shacl import Result

Check = Callable[[str], list[Finding]]

SHACL = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {"Violation": Severity.error, "Warning": Severity.warning, "Info": Severity.note}


def compiled(shapes: str, engine: str = "shacl", source: str = "the shapes") -> Check:
    """A check of Turtle against shapes (Turtle) by an engine of `ENGINES`; `source` is what a complaint about them begins with.

    Raises UsageError for another engine, and for shapes that cannot be read; some of them are only read when there is data.
    """
    if engine not in ENGINES:
        raise UsageError(f"there is no engine '{engine}'" + did_you_mean(engine, ENGINES, f"; name {' or '.join(ENGINES)}"))
    return ENGINES[engine](shapes, source)


def _shacl(shapes: str, source: str) -> Check:
    from shacl import Shapes

    try:
        compiled = Shapes.from_turtle(shapes)
    except ValueError as error:
        raise _unreadable(source, error) from None

    def check(data: str) -> list[Finding]:
        try:
            return sorted(map(_of_shacl, compiled.validate_text(data).results))
        except ValueError as error:  # SPARQL is only read when there is data
            raise _unreadable(source, error) from None

    return check


def _of_shacl(result: Result) -> Finding:
    path = result.path or ""
    return Finding(
        result.focus_node,
        path if _is_iri(path) else "",
        result.value or "",
        severity(f"<{result.severity_iri}>"),
        result.message or f"{failed(result.component_iri, path)}; give its shape a sh:message that says what to do",
        result.source_shape or "",
        f"<{result.component_iri}>",
        own_severity(f"<{result.severity_iri}>"),
    )


def _pyshacl(shapes: str, source: str) -> Check:
    import logging

    from rdflib import Graph

    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # it logs each literal that has no value
    shapes_graph = Graph()
    _literally()
    try:
        shapes_graph.parse(data=shapes, format="turtle")
    except SyntaxError as error:
        raise _unreadable(source, error) from None

    def check(data: str) -> list[Finding]:
        import warnings

        from pyshacl import validate
        from pyshacl.errors import ValidationFailure
        from rdflib.plugins import sparql

        sparql.SPARQL_LOAD_GRAPHS = False  # FROM would read files and addresses
        graph = Graph()
        _literally()
        graph.parse(data=data, format="turtle")
        try:
            with warnings.catch_warnings(action="ignore"):
                _, report, _ = validate(graph, shacl_graph=shapes_graph, inference="none", do_owl_imports=False)
        except Exception as error:  # pySHACL and rdflib raise whatever they come upon, Exception itself among them
            raise _unreadable(source, error) from None
        if isinstance(report, ValidationFailure):
            raise _unreadable(source, report)
        return sorted(_of_pyshacl(report, shapes_graph))

    return check


def _literally() -> None:
    """Literals are read as they are written, and only `true` is true: pySHACL sets rdflib so while it runs, and back again."""
    from pyshacl.monkey import rdflib_bool_patch

    rdflib_bool_patch()  # type: ignore[no-untyped-call]  # pySHACL has no types there


def _of_pyshacl(report: Graph, shapes: Graph) -> Iterator[Finding]:
    from rdflib import URIRef

    # Only what the report names: a result of sh:node or sh:or has others as its details.
    for result in report.objects(None, URIRef(SHACL + "result")):
        said = {str(p).removeprefix(SHACL): o for p, o in report.predicate_objects(result)}
        path, shape = said.get("resultPath"), said["sourceShape"]
        # A SPARQL constraint's own message comes beside that of its shape, and says more.
        general = set(shapes.objects(shape, URIRef(SHACL + "message")))
        messages = sorted(report.objects(result, URIRef(SHACL + "resultMessage")), key=lambda message: (message in general, message))
        yield Finding(
            token(said["focusNode"]),
            token(path) if isinstance(path, URIRef) else "",
            token(said.get("value")),
            severity(token(said["resultSeverity"])),
            str(messages[0]) if messages else "",
            token(shape),
            token(said["sourceConstraintComponent"]),
            own_severity(token(said["resultSeverity"])),
        )


def token(node: Node | None) -> Term:
    """A term of rdflib as N-Triples; "" for none."""
    from rdflib.term import Literal

    if not isinstance(node, Literal):
        return node.n3() if node is not None else ""
    if node.language:
        return tagged(str(node), node.language)
    return literal(str(node)) if node.datatype is None else typed(str(node), f"<{node.datatype}>")


def severity(term: Term) -> Severity:
    """How bad a result is; an error for severities that are none of SHACL's, and where none is said."""
    return _SEVERITIES.get(term[1:-1].removeprefix(SHACL), Severity.error)


def own_severity(term: Term) -> Term:
    """A severity that is none of SHACL's, "" for one that is."""
    return "" if term[1:-1].removeprefix(SHACL) in ("", *_SEVERITIES) else term


def _is_iri(path: str) -> bool:
    """Whether a path is a predicate alone, not a sequence, alternative or repetition of them."""
    return path.startswith("<") and path.find(">") == len(path) - 1


def failed(component: str, path: Term = "") -> str:
    """What a result says whose shape has no message: `the constraint 'min count' fails at <...>`."""
    name = component.strip("<>").removeprefix(SHACL).removesuffix("ConstraintComponent")
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    return f"the constraint '{words}' fails{f' at {path}' if path else ''}"


def _unreadable(source: str, error: Exception) -> UsageError:
    # A parser that lists all it might have expected begins with what matters.
    said = " ".join(str(error).split()).partition(", [")[0].removeprefix("invalid shapes graph: ")
    return UsageError(f"{source}: cannot be read as SHACL: {said}; correct it there")


ENGINES: dict[str, Callable[[str, str], Check]] = {"shacl": _shacl, "pyshacl": _pyshacl}
