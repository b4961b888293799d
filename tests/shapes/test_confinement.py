"""Untrusted shapes: their SPARQL cannot access the network in either engine, and a failure of an engine is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from command_line import CV, run
from disguised_queries import disguised_queries
from listener import Listener, listening
from repetition import MORE
from vitagraph.errors import EngineError, UsageError
from vitagraph.sandbox.client import Process
from vitagraph.validation import sandboxed
from vitagraph.validation.engines import ENGINES

PREFIXES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix ex: <http://ex.example/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPE = "ex:S a sh:NodeShape ; sh:targetClass foaf:Person"
DATA = "<a:s> a <http://xmlns.com/foaf/0.1/Person> ; <a:p> 5 ."
MANY, SEED = 60 * MORE, 7


@pytest.fixture
def listener() -> Iterator[Listener]:
    """An endpoint that no request may reach."""
    with listening() as one:
        yield one


def selecting(text: str) -> str:
    """A constraint with a SELECT."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'{SHAPE} ; sh:sparql [ sh:message "m" ; sh:select "{escaped}" ] .'


def asking(text: str) -> str:
    """A component with an ASK."""
    validator = f'sh:validator [ a sh:SPARQLAskValidator ; sh:ask """{text}""" ]'
    return f"ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:par ] ; {validator} . {SHAPE} ; ex:par 1 ."


def targeting(text: str) -> str:
    """A target with a SELECT (SHACL Advanced Features)."""
    return f'ex:S a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ; sh:select """{text}""" ] ; sh:nodeKind sh:Literal .'


#: shapes that could fetch a file; {} is an address
WAYS = {
    "service": selecting("SELECT $this { $this ?p ?o . SERVICE <{}> { ?a ?b ?c } }"),
    "service of a variable": selecting("SELECT $this { $this ?p ?o . BIND(<{}> AS ?x) SERVICE?x{ ?a ?b ?c } }"),
    "service of a name": selecting("PREFIX : <{}> SELECT $this { $this ?p ?o . SERVICE:x { ?a ?b ?c } }"),
    "service before a comment": selecting("SELECT $this { $this ?p ?o . SERVICE#\n<{}> { ?a ?b ?c } }"),
    "service with an escape": selecting("SELECT $this { $this ?p ?o . \\u0053ERVICE <{}> { ?a ?b ?c } }"),
    "ask": asking("ASK { $this ?p ?o . SERVICE <{}> { ?a ?b ?c } }"),
    "ask before a comment": asking("ASK { $this ?p ?o . SERVICE#\n<{}> { ?a ?b ?c } }"),
    "target": targeting("SELECT ?this { ?this ?p ?o . SERVICE <{}> { ?a ?b ?c } }"),
    "from": selecting("SELECT $this FROM <{}> { $this ?p ?o }"),
    "from named": selecting("SELECT $this FROM NAMED <{}> { GRAPH ?g { $this ?p ?o } }"),
    "imports": f"<http://ex.example/> a owl:Ontology ; owl:imports <{{}}> . {SHAPE} ; sh:nodeKind sh:IRI .",
    "script": f'{SHAPE} ; sh:js [ sh:jsLibrary [ sh:jsLibraryURL "{{}}"^^xsd:anyURI ] ; sh:jsFunctionName "f" ] .',
}


#: one of each kind, for the slower engine
KINDS_OF_WAYS = ("service", "imports", "script")


@pytest.mark.parametrize(
    ("engine", "way"),
    [
        *(("shacl", way) for way in WAYS),
        *(pytest.param("pyshacl", way, marks=() if way in KINDS_OF_WAYS else pytest.mark.slow) for way in WAYS),
    ],
)
def test_no_shape_fetches(engine: str, way: str, listener: Listener) -> None:
    """The shape is rejected, or is evaluated without the file."""
    shapes = sandboxed.Shapes("", PREFIXES + WAYS[way].replace("{}", listener.address), engine, "own.ttl", may_use_service=True)
    assert refused(lambda: sandboxed.sandboxed_check(shapes)(DATA)) or way not in ("service", "ask")
    assert not listener.reached()


def disguised(listener: Listener, count: int) -> Iterator[str]:
    """Shapes whose constraint is a disguised query."""
    for text in disguised_queries(listener.address, count, SEED):
        yield PREFIXES + selecting(text.replace("?s ", "$this ").replace("SELECT *", "SELECT $this"))


def refused(check: Callable[[], object]) -> bool:
    """Whether validation ends with an error instead of results."""
    try:
        check()
    except (UsageError, EngineError) as error:
        return "the shapes: " in str(error) or "own.ttl: " in str(error)
    return False


@pytest.mark.generated
@pytest.mark.slow
@pytest.mark.parametrize(("engine", "count"), [("shacl", MANY), ("pyshacl", MANY // 10)])
def test_no_disguise_of_hundreds_in_a_shape_fetches(engine: str, count: int, listener: Listener) -> None:
    """The queries that also test the engine of queries."""
    messages = 0
    for shapes in disguised(listener, count):
        messages += refused(lambda shapes=shapes: sandboxed.sandboxed_check(sandboxed.Shapes("", shapes, engine, "own.ttl", True))(DATA))  # type: ignore[misc]
    assert not listener.reached()
    print(f"{engine}: {count} shapes, {messages} end with a message")
    assert messages > count // 4


@pytest.mark.parametrize("engine", ENGINES)
def test_validate_reports_the_error(engine: str, tmp_path: Path, listener: Listener) -> None:
    """The command reports an error without a traceback and fetches nothing."""
    (tmp_path / "cv.yaml").write_text(CV, "utf-8")
    (tmp_path / "own.ttl").write_text(PREFIXES + WAYS["service"].replace("{}", listener.address), "utf-8")
    code, out, stderr = run(tmp_path, "validate", "cv.yaml", "--shapes", "own.ttl", "--engine", engine)
    assert (code, out) == (2, "")
    assert "own.ttl" in stderr
    assert "SERVICE" in stderr
    assert "Traceback" not in stderr
    assert not listener.reached()
    deep = "(" * 5000 + "1" + ")" * 5000
    (tmp_path / "own.ttl").write_text(PREFIXES + selecting(f"SELECT $this {{ $this ?p ?o FILTER({deep} = 2) }}"), "utf-8")
    code, _, stderr = run(tmp_path, "validate", "cv.yaml", "--shapes", "own.ttl", "--engine", engine)
    assert code in (1, 2)
    assert "own.ttl" in stderr
    assert "Traceback" not in stderr


def test_without_isolation_shapes_that_might_fetch_are_refused() -> None:
    """On a system without a system call filter."""
    with pytest.raises(EngineError, match="may send queries elsewhere with SERVICE"):
        sandboxed._prepare(sandboxed.Shapes("", PREFIXES, "shacl", "own.ttl", True), b"", offline=False)


def test_one_process_checks_many() -> None:
    """A validation does not change the next one."""
    check = sandboxed.sandboxed_check(
        sandboxed.Shapes("", PREFIXES + selecting("SELECT $this { $this <a:p> 5 }"), "shacl", "own.ttl", False)
    )
    assert [len(check(data)) for data in (DATA, "", DATA)] == [1, 0, 1]


def test_a_process_that_cannot_start_is_reported() -> None:
    """The module of the process does not exist."""
    process = Process("vitagraph.nothing_of_that_name", 1 << 30)
    process.prepare(None)
    with pytest.raises(EngineError, match="broke the engine"):
        process.wait()
