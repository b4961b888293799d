"""W3C's SHACL test suite (https://w3c.github.io/data-shapes/data-shapes-test-suite/): results of each engine and expected reports."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rdflib
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import BNode, Node

from suites import Outcome
from vitagraph.errors import UsageError
from vitagraph.validation.engines import ENGINES, SHACL, token
from vitagraph.validation.report import ShaclResult
from vitagraph.validation.sandboxed import Shapes, direct_check
from vitagraph.validation.user_shapes import UserShapes

FOLDER = "shacl"
logging.getLogger("rdflib").setLevel(logging.CRITICAL)
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SH = Namespace(SHACL)


def run(folder: Path) -> Iterator[Outcome]:
    """The tests of core and SPARQL, with each engine."""
    for engine in ENGINES:
        for part in ("core", "sparql"):
            for manifest, test in _tests(folder / part / "manifest.ttl"):
                yield Outcome(f"shacl {part}, {engine}", str(test).rpartition(f"/{part}/")[2], _difference(manifest, test, engine))


def _tests(file: Path) -> Iterator[tuple[Graph, Node]]:
    """The tests of a manifest and of those that it includes, each with its own graph."""
    rdflib.NORMALIZE_LITERALS = False  # expected values are those of the files
    manifest = Graph().parse(file, publicID=file.as_uri(), format="turtle")
    for included in sorted(manifest.objects(None, MF.include)):
        yield from _tests(Path(str(included).removeprefix("file://")))
    for entries in manifest.objects(None, MF.entries):
        for test in manifest.items(entries):
            if (test, RDF.type, SHT.Validate) in manifest:
                yield manifest, test


def _difference(manifest: Graph, test: Node, engine: str) -> str:
    """The difference between the results of an engine and the expected ones."""
    action, expected = manifest.value(test, MF.action), manifest.value(test, MF.result)
    data, shapes = (_file(manifest.value(action, name)) for name in (SHT.dataGraph, SHT.shapesGraph))
    try:
        own = UserShapes(str(shapes))
        found = direct_check(Shapes("", own.turtle(engine), engine, shapes.name, False))(f"@base <{data.as_uri()}> .\n{data.read_text()}")
    except UsageError as error:
        return "" if expected == SHT.Failure else f"refused: {str(error)[:200]}"
    if expected == SHT.Failure:
        return "not refused"
    wanted = Counter(_expected(manifest, result) for result in manifest.objects(expected, SH.result))
    given = Counter(map(_given, found))
    return "" if wanted == given else f"missing {list((wanted - given).elements())}, too many {list((given - wanted).elements())}"


def _file(graph: Node | None) -> Path:
    return Path(str(graph).removeprefix("file://"))


def _expected(manifest: Graph, result: Node) -> tuple[str, ...]:
    values: dict[str, Any] = {name: manifest.value(result, SH[name]) for name in _NAMES}
    return tuple(_token(values[name]) if name != "resultPath" or isinstance(values[name], URIRef) else "" for name in _NAMES)


_SEVERITIES = {"error": f"<{SHACL}Violation>", "warning": f"<{SHACL}Warning>", "note": f"<{SHACL}Info>"}
_NAMES = ("focusNode", "resultPath", "value", "resultSeverity", "sourceShape", "sourceConstraintComponent")


def _given(result: ShaclResult) -> tuple[str, ...]:
    severity = result.custom_severity or _SEVERITIES[result.severity]
    terms = (result.focus_node, result.path, result.value, severity, result.source_shape, result.component)
    return tuple("_:" if term.startswith("_:") else term for term in terms)


def _token(node: Node | None) -> str:
    """A term as N-Triples; all blank nodes are equal."""
    if node is None:
        return ""
    if isinstance(node, BNode):
        return "_:"
    return token(node)
