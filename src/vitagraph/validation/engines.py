"""The SHACL engines: each compiles shapes once, then turns Turtle into results in a fixed order.

`shacl` (compiled code) is the default, because it needs a hundredth of the time; `pyshacl` is the reference. Tests compare the
results of the two, one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from vitagraph.errors import UsageError, unknown
from vitagraph.rdf.terms import Term, literal, tagged, typed
from vitagraph.validation.report import Severity, ShaclResult

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node
    from shacl import Result

Check = Callable[[str], list[ShaclResult]]

SHACL = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {"Violation": Severity.error, "Warning": Severity.warning, "Info": Severity.note}


def compiled(shapes: str, engine: str = "shacl", source: str = "the shapes") -> Check:
    """A check of Turtle against shapes (Turtle) by an engine of `ENGINES`; messages about the shapes begin with `source`.

    Raises UsageError for an unknown engine and for shapes that cannot be read. Engines read some shapes only with the first data.
    """
    if engine not in ENGINES:
        raise unknown("engine", engine, ENGINES)
    return ENGINES[engine](shapes, source)


def _shacl(shapes: str, source: str) -> Check:
    from shacl import Shapes

    try:
        compiled = Shapes.from_turtle(shapes)
    except ValueError as error:
        raise _unreadable(source, error) from None

    def check(data: str) -> list[ShaclResult]:
        try:
            return sorted(map(_of_shacl, compiled.validate_text(data).results))
        except ValueError as error:  # SPARQL is parsed only with data
            raise _unreadable(source, error) from None

    return check


def _of_shacl(result: Result) -> ShaclResult:
    path = result.path or ""
    return ShaclResult(
        result.focus_node,
        path if _is_iri(path) else "",
        result.value or "",
        severity(f"<{result.severity_iri}>"),
        result.message or f"{failed(result.component_iri, path)}; give its shape a sh:message that states a remedy",
        result.source_shape or "",
        f"<{result.component_iri}>",
        custom_severity(f"<{result.severity_iri}>"),
    )


def _pyshacl(shapes: str, source: str) -> Check:
    import logging

    from rdflib import Graph

    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # rdflib logs each ill-typed literal
    shapes_graph = Graph()
    _keep_lexical_forms()
    try:
        shapes_graph.parse(data=shapes, format="turtle")
    except SyntaxError as error:
        raise _unreadable(source, error) from None

    def check(data: str) -> list[ShaclResult]:
        import warnings

        from pyshacl import validate
        from pyshacl.errors import ValidationFailure
        from rdflib.plugins import sparql

        sparql.SPARQL_LOAD_GRAPHS = False  # FROM would load files and URLs
        graph = Graph()
        _keep_lexical_forms()
        graph.parse(data=data, format="turtle")
        try:
            with warnings.catch_warnings(action="ignore"):
                _, report, _ = validate(graph, shacl_graph=shapes_graph, inference="none", do_owl_imports=False)
        except Exception as error:  # pySHACL and rdflib raise exceptions of any class
            raise _unreadable(source, error) from None
        if isinstance(report, ValidationFailure):
            raise _unreadable(source, report)
        return sorted(_of_pyshacl(report, shapes_graph))

    return check


def _keep_lexical_forms() -> None:
    """Lets rdflib keep the lexical form of literals and accept only `true` as true; pySHACL sets this only while it runs."""
    from pyshacl.monkey import rdflib_bool_patch

    rdflib_bool_patch()  # type: ignore[no-untyped-call]  # pySHACL has no types there


def _of_pyshacl(report: Graph, shapes: Graph) -> Iterator[ShaclResult]:
    from rdflib import URIRef

    # Only results of the report itself: those of sh:node and sh:or have further results as details.
    for result in report.objects(None, URIRef(SHACL + "result")):
        stated = {str(p).removeprefix(SHACL): o for p, o in report.predicate_objects(result)}
        path, shape = stated.get("resultPath"), stated["sourceShape"]
        # The message of a SPARQL constraint is more specific than that of its shape; a result has both.
        general = set(shapes.objects(shape, URIRef(SHACL + "message")))
        messages = sorted(report.objects(result, URIRef(SHACL + "resultMessage")), key=lambda message: (message in general, message))
        yield ShaclResult(
            token(stated["focusNode"]),
            token(path) if isinstance(path, URIRef) else "",
            token(stated.get("value")),
            severity(token(stated["resultSeverity"])),
            str(messages[0]) if messages else "",
            token(shape),
            token(stated["sourceConstraintComponent"]),
            custom_severity(token(stated["resultSeverity"])),
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
    """The severity of a result; an error for severities not defined by SHACL, and where none is stated."""
    return _SEVERITIES.get(term[1:-1].removeprefix(SHACL), Severity.error)


def custom_severity(term: Term) -> Term:
    """The severity IRI if it is none of sh:Violation, sh:Warning, sh:Info; else, or without a severity, ""."""
    return "" if term[1:-1].removeprefix(SHACL) in ("", *_SEVERITIES) else term


def _is_iri(path: str) -> bool:
    """Whether a path is a single predicate."""
    return path.startswith("<") and path.find(">") == len(path) - 1


def failed(component: str, path: Term = "") -> str:
    """The message of a result whose shape has none: `the constraint 'min count' fails at <...>`."""
    name = component.strip("<>").removeprefix(SHACL).removesuffix("ConstraintComponent")
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    return f"the constraint '{words}' fails{f' at {path}' if path else ''}"


def _unreadable(source: str, error: Exception) -> UsageError:
    # A parser may list every token that it expected; the first part names the fault.
    message = " ".join(str(error).split()).partition(", [")[0].removeprefix("invalid shapes graph: ")
    return UsageError(f"{source}: cannot be read as SHACL: {message}; correct it there")


ENGINES: dict[str, Callable[[str, str], Check]] = {"shacl": _shacl, "pyshacl": _pyshacl}
