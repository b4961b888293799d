"""The local engine: the whole public graph, no network access, errors with their place."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

import vitagraph
from vitagraph import DataError, UsageError, queries
from vitagraph.cli.query_sources import store_of
from vitagraph.queries import Query
from vitagraph.queries.local import Local
from vitagraph.queries.untrusted import Engine

ROOT = Path(__file__).parent.parent.parent
CVS = ("lapuschkin", "example")
PRIVATE = "Verschlusssache"


def ask(text: str, store: pyoxigraph.Store, allow_service: bool = False) -> object:
    """The whole result of a query's text."""
    answer = queries.evaluate(Query("the query", text, "the query"), store, {}, Engine(network=allow_service))
    return list(answer.texts()) if hasattr(answer, "texts") else answer if isinstance(answer, bool) else sorted(answer)


def test_the_store_holds_the_public_graphs_and_nothing_else(dataset: vitagraph.Dataset) -> None:
    """Triple by triple, each in its graph, like the N-Quads."""
    store = queries.store(dataset)
    expected = pyoxigraph.Store()  # a store writes numbers in its own form
    expected.load(dataset.serialize("nquads"), pyoxigraph.RdfFormat.N_QUADS)
    assert set(store) == set(expected)
    assert PRIVATE not in str(store)


def test_the_default_graph_is_the_union_unless_the_query_names_its_graphs() -> None:
    """FROM and GRAPH work as in SPARQL."""
    store = queries.store(vitagraph.dataset(vitagraph.read_text("document: {iri: 'https://a.example/cv'}\nperson: {name: Ada Beispiel}")))
    public = "<https://a.example/cv#graph/public>"
    count = "SELECT (COUNT(*) AS ?n) {} {{ {} }}"
    (whole,) = ask(count.format("", "?s ?p ?o"), store)  # type: ignore[misc]
    (part,) = ask(count.format(f"FROM {public}", "?s ?p ?o"), store)  # type: ignore[misc]
    (named,) = ask(count.format("", f"GRAPH {public} {{ ?s ?p ?o }}"), store)  # type: ignore[misc]
    assert 0 < int(part[0]) == int(named[0]) < int(whole[0])


def test_common_triples_of_sources_count_once(tmp_path: Path) -> None:
    """Two CVs, and a file whose graphs repeat one of them: as many triples as their union."""
    known = "<https://lapuschkin.com/cv#me> a <http://xmlns.com/foaf/0.1/Person> ."
    file = tmp_path / "more.trig"
    file.write_text(f"{known} GRAPH <urn:g> {{ {known} <urn:a> <urn:b> <urn:c> . }}", encoding="utf-8")
    folders = [str(ROOT / "data" / name) for name in CVS]
    union = {triple for folder in folders for triple in vitagraph.dataset(vitagraph.read(folder)).triples()}
    store = store_of((*folders, str(file)), ())
    assert ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", store) == [[str(len(union) + 1)]]
    assert ask(f"SELECT (COUNT(*) AS ?n) {{ {known} }}", store) == [["1"]]
    assert ask("SELECT ?g { GRAPH ?g { <urn:a> ?p ?o } }", store) == [["urn:g"]]


def test_a_file_without_named_graphs_beside_one_with(tmp_path: Path) -> None:
    """Of one dataset file, the default graph and the named graphs are queried together."""
    file = tmp_path / "one.trig"
    file.write_text("<urn:a> <urn:b> <urn:c> . GRAPH <urn:g> { <urn:d> <urn:e> <urn:f> . }", encoding="utf-8")
    assert ask("SELECT ?s { ?s ?p ?o } ORDER BY ?s", store_of((str(file),), ())) == [["urn:a"], ["urn:d"]]


def test_a_service_that_fails_is_named() -> None:
    """With --allow-service, the message of the network."""
    with pytest.raises(UsageError, match="the service failed"):
        ask("SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }", pyoxigraph.Store(), allow_service=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("DROP ALL", "the query: DROP begins an update, and data is only read here"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "the query: INSERT begins an update"),
        ("LOAD <http://127.0.0.1:9/x>", "the query: LOAD begins an update"),
        ("SELECT * {} ; DROP ALL", "the query:1:19: this is not SPARQL"),
        ("SELECT * { ?s a foaf:Person ;\n nix:p ?o }", "the query:2:2: the prefix `nix:` is not declared; begin with PREFIX nix: <...>"),
        (
            "SELECT * { <#me> ?p ?o }",
            "the query:1:12: the IRI <#me> is relative; write it whole, or begin with BASE <https://ada.example/cv>, with",
        ),
        ("SELECT * { ?s a :Bar }", "the query:1:17: the prefix `:` is not declared; begin with PREFIX : <...>"),
        ("SELECT * { ?s a <Bar> ; nix:p 1 }", "the query:1:25: the prefix `nix:` is not declared"),
        ("SELECT * { <#me> nix:p ?o ", "the query:1:20: this is not SPARQL"),
    ],
)
def test_common_errors_have_a_message(text: str, message: str) -> None:
    """Updates, undeclared prefixes and bases; other errors with their place only."""
    with pytest.raises(DataError) as caught:
        ask(text, pyoxigraph.Store())
    assert str(caught.value).startswith(message)


def test_the_base_of_a_message_is_the_cv_that_is_queried() -> None:
    """The query works with the base of the message."""
    dataset = vitagraph.dataset(vitagraph.read_text("document: {iri: https://kim.example/cv}\nperson: {name: Kim}\n"))
    for source in (queries.store(dataset), Local(queries.store(dataset), ("https://kim.example/cv#graph/public",))):
        with pytest.raises(DataError, match=r"or begin with BASE <https://kim\.example/cv>$") as caught:
            ask("SELECT ?name { <#me> schema:name ?name }", source)
        base = str(caught.value).rpartition("begin with ")[2]
        assert ask(f"{base} SELECT ?name {{ <#me> schema:name ?name }}", source) == [["Kim"]]


def test_a_prefix_called_from_names_no_graph() -> None:
    """FROM needs a space or an IRI after it; the union of the graphs is queried."""
    store = pyoxigraph.Store()
    store.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> <urn:o> } }")
    assert ask("PREFIX from: <urn:> SELECT ?s { ?s from:p ?o }", store) == [["urn:s"]]
    assert ask("SELECT ?s FROM<urn:no> { ?s ?p ?o }", store) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT * { ?s ?p ?o }", ["s", "p", "o"]),
        ("SELECT  DISTINCT* { ?z ?y '?x' } # ?a", ["z", "y"]),
        ("# c\rSELECT # ?a\r\n * { ?z ?y '?x' }", ["z", "y"]),
        ("SELECT ?o ?s { ?s ?p ?o { SELECT * {} } }", ["o", "s"]),
    ],
)
def test_columns_are_in_the_order_of_the_query(text: str, names: list[str]) -> None:
    """Also those of a star, which the engine sorts; the cells follow."""
    store = pyoxigraph.Store()
    store.update("INSERT DATA { <urn:s> <urn:p> <urn:o> }")
    store.update("INSERT DATA { <urn:z> <urn:y> '?x' }")
    table = queries.run(Query("stars", text, "stars"), store)
    assert table.names == names
    assert names != ["s", "p", "o"] or ["urn:s", "urn:p", "urn:o"] in list(table.texts())


def test_errors_have_their_place() -> None:
    """Line and column in the file, and the text there."""
    with pytest.raises(DataError) as caught:
        queries.run(Query("mine", "#+ summary: x\nSELECT ?s {\n  ?s ?p )\n}", "mine.rq"), pyoxigraph.Store())
    assert str(caught.value) == "mine.rq:4:1: this is not SPARQL, at '}' or just before; correct it there"


def test_prefixes_are_known() -> None:
    """Those of vitagraph need no declaration."""
    store = pyoxigraph.Store()
    store.load("<a:a> a <http://schema.org/Person> .", pyoxigraph.RdfFormat.TURTLE)
    assert ask("SELECT ?s { ?s a schema:Person }", store) == [["a:a"]]
    assert ask("ASK { ?s a foaf:Person }", store) is False
    assert ask("CONSTRUCT { ?s a foaf:Person } { ?s a schema:Person }", store) == [
        ("<a:a>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://xmlns.com/foaf/0.1/Person>")
    ]


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "rdf", "jsonld"])
def test_files_have_the_results_of_the_records(tmp_path: Path, dataset: vitagraph.Dataset, suffix: str) -> None:
    """In any syntax."""
    file = tmp_path / f"cv.{suffix}"
    formats = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "rdf": "rdfxml"}
    file.write_text(dataset.serialize(formats.get(suffix, suffix)), "utf-8")
    store = pyoxigraph.Store()
    queries.load(store, str(file))
    for name in ("talks-per-year", "patents-per-family", "service"):
        query = queries.catalogue()[name]
        assert queries.run(query, store) == queries.run(query, dataset)


def test_restricted_graphs_of_a_file_need_include(tmp_path: Path) -> None:
    """A dump with private facts is no public source."""
    example = vitagraph.dataset(vitagraph.read(Path(__file__).parents[2] / "data/example"))
    file = tmp_path / "cv.trig"
    file.write_text(example.serialize("trig", ["contact", "private"]), "utf-8")
    store = pyoxigraph.Store()
    queries.load(store, str(file))
    assert PRIVATE not in str(store)
    queries.load(store, str(file), ["private"])
    assert PRIVATE in str(store)
    assert "#graph/contact> ." not in str(store)


@pytest.mark.parametrize(
    "text", ["SELECT (TRIPLE(<a:a>, <a:b>, 1) AS ?t) {}", "CONSTRUCT { <a:c> <a:d> ?t } { BIND(TRIPLE(<a:a>, <a:b>, 1) AS ?t) }"]
)
def test_a_triple_term_is_no_term_of_a_result(text: str) -> None:
    """RDF 1.2 has them, the formats of results do not."""
    found = queries.evaluate(Query("the query", text, "the query"), pyoxigraph.Store(), {})
    with pytest.raises(UsageError, match="a term of the result is a triple"):
        list(getattr(found, "rows", found))
