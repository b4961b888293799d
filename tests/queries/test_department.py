"""The queries over many CVs, on a small department: each result is counted in plain data without RDF."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import Request, urlopen

import pytest
import yaml

import servers
import vitagraph
from command_line import run
from conftest import ROOT
from vitagraph import queries, stores
from vitagraph.network.credentials import Credentials
from vitagraph.rdf.vocabulary import FOAF, PREFIXES, SCHEMA, SKOS
from vitagraph.stores.detection import store_at
from vitagraph.stores.http import Connection

CATALOGUE = queries.catalogue()
UNITS = ("Institute of Owls", "Chair of Bats")
TOPICS = ("hearing", "night vision", "silent flight")
QUERIES = ("group-network", "publications-per-unit", "patents-across-inventors", "who-works-on-what")
OWNERS = "SELECT ?name WHERE { ?cv a foaf:PersonalProfileDocument ; foaf:primaryTopic/foaf:name ?name } ORDER BY ?name"
NAMES = ("Ada Beispiel", "Otto Uhu", "Eva Eule", "Noor Haddad", "Lei Wang", "Mira Nachtigall")
Rows = list[tuple[str, ...]]
Kind = Callable[[Path], AbstractContextManager[Any]]


@pytest.fixture(scope="module")
def department() -> list[dict[str, Any]]:
    """Six CVs: works and patents of several owners are in the CV of each; some works have no DOI, some have one in capitals."""
    random = Random(3)
    cvs: list[dict[str, Any]] = []
    for number, name in enumerate(NAMES):
        person = {"name": name, "affiliations": [UNITS[number % 2]]}
        document = {"iri": f"https://people.example/{number}"}
        cvs.append({"document": document, "person": person, "interests": random.sample(TOPICS, k=2)})
        cvs[-1] |= {"journal_articles": [], "patent_families": []}
    for work in range(25):
        members = random.sample(range(len(NAMES)), k=random.randint(1, 3))
        article = {"title": f"Work {work}", "date": str(2015 + work % 4), "authors": [NAMES[member] for member in members]}
        for member in members:
            doi = f"10.5555/w{work}" if work % 3 else None
            written = doi.upper() if doi and work % 5 == 4 and member % 2 else doi
            cvs[member]["journal_articles"].append(article | ({"doi": written} if written else {}))
    for family in range(4):
        members = random.sample(range(len(NAMES)), k=2)
        for position, member in enumerate(members):
            documents = [
                {"number": f"EP {1000000 + family * 10 + one}", "title": f"Trap {family}", "published": "2020-01-01"}
                for one in range(position, position + 2)
            ]
            inventors = [NAMES[one] for one in members]
            cvs[member]["patent_families"].append(
                {"title": f"Trap {family}", "documents": [document | {"inventors": inventors} for document in documents]}
            )
    return cvs


@pytest.fixture(scope="module", params=["each triple once", "named graphs alone"])
def store(department: list[dict[str, Any]], request: pytest.FixtureRequest) -> Any:
    """All CVs in one store: merged, as from files, or graph by graph, as in a local store, where common triples occur several times."""
    import pyoxigraph

    filled = pyoxigraph.Store()
    for cv in department:
        queries.fill(filled, vitagraph.dataset(vitagraph.read_text(yaml.safe_dump(cv, allow_unicode=True))).graphs())
    return queries.merge(filled) if request.param == "each triple once" else filled


def rows_of(name: str, store: Any) -> Rows:
    """The rows of a query."""
    return [tuple(row) for row in queries.run(CATALOGUE[name], store).texts()]


def identity(work: dict[str, Any], owner: str) -> str:
    """The identity of a work: its DOI, else the work in the CV of its owner."""
    return str(work["doi"]).lower() if "doi" in work else f"{owner} {work['title']}"


def test_group_network(department: list[dict[str, Any]], store: Any) -> None:
    """Pairs of owners with DOIs in both CVs, in any case."""
    dois = {cv["person"]["name"]: {work["doi"].lower() for work in cv["journal_articles"] if "doi" in work} for cv in department}
    pairs = {(min(pair), max(pair)): len(dois[pair[0]] & dois[pair[1]]) for pair in combinations(dois, 2)}
    expected = sorted(((a, b, str(n)) for (a, b), n in pairs.items() if n), key=lambda row: (-int(row[2]), *row[:2]))
    assert rows_of("group-network", store) == expected
    assert len(expected) > 5


def test_publications_per_unit(department: list[dict[str, Any]], store: Any) -> None:
    """A work with a DOI counts once a unit."""
    counted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cv in department:
        for work in cv["journal_articles"]:
            counted[work["date"], cv["person"]["affiliations"][0]].add(identity(work, cv["person"]["name"]))
    assert rows_of("publications-per-unit", store) == [(*key, str(len(works))) for key, works in sorted(counted.items())]


def test_patents_across_inventors(department: list[dict[str, Any]], store: Any) -> None:
    """A document counts once, in any number of CVs."""
    numbers: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for cv in department:
        for family in cv["patent_families"]:
            numbers[family["title"]] |= {document["number"] for document in family["documents"]}
            names[family["title"]] |= set(family["documents"][0]["inventors"])
    expected = [(title, str(len(numbers[title])), str(len(names[title])), "; ".join(sorted(names[title]))) for title in sorted(numbers)]
    assert rows_of("patents-across-inventors", store) == sorted(expected, key=lambda row: (-int(row[1]), row[0]))


def test_who_works_on_what(department: list[dict[str, Any]], store: Any) -> None:
    """Each topic with all persons who state it."""
    who: Counter[str] = Counter()
    names: dict[str, list[str]] = defaultdict(list)
    for cv in department:
        for topic in cv["interests"]:
            who[topic] += 1
            names[topic].append(cv["person"]["name"])
    expected = [(topic, str(n), "; ".join(sorted(names[topic]))) for topic, n in who.items()]
    assert rows_of("who-works-on-what", store) == sorted(expected, key=lambda row: (-int(row[1]), row[0]))


@pytest.mark.parametrize("kind", [servers.oxigraph, pytest.param(servers.virtuoso, marks=pytest.mark.slow)])
def test_an_endpoint_is_queried_for_all_its_cvs(department: list[dict[str, Any]], kind: Kind, tmp_path: Path) -> None:
    """A query over many CVs needs no --cv; a real server has the result of the files, also for own queries.

    There are more CVs than Virtuoso accepts one by one: it names each graph in a header and rejects some queries.

    """
    others = [{"document": {"iri": f"https://people.example/other/{number}"}, "person": {"name": f"No {number}"}} for number in range(30)]
    with kind(folder(tmp_path)) as server:
        sources = loaded(server, [*department, *others], tmp_path)
        for query in (*QUERIES, OWNERS):
            arguments = ("query", query, "-f", "csv")
            assert run(tmp_path, *arguments, "--endpoint", server.root) == run(tmp_path, *arguments, *sources), query
        # The server now has graphs that must not be queried, so own queries are evaluated graph by graph, for 36 CVs.
        foreign(server)
        arguments = ("query", OWNERS, "-f", "csv")
        assert run(tmp_path, *arguments, "--endpoint", server.root) == run(tmp_path, *arguments, *sources)


@pytest.mark.parametrize("kind", [servers.oxigraph, pytest.param(servers.virtuoso, marks=pytest.mark.slow)])
def test_other_graphs_of_an_endpoint_are_not_queried(department: list[dict[str, Any]], kind: Kind, tmp_path: Path) -> None:
    """Neither private facts nor graphs of no CV."""
    hidden = department[0] | {"interests": ["hearing", {"name": "burglary", "visibility": "private"}]}
    with kind(folder(tmp_path)) as server:
        sources = loaded(server, [hidden, *department[1:]], tmp_path, "--include", "private")
        arguments = ("query", "who-works-on-what", "-f", "csv")
        with_private = run(tmp_path, *arguments, "--endpoint", server.root, "--include", "private")
        assert "burglary" in with_private[1]
        without = run(tmp_path, *arguments, "--endpoint", server.root)
        assert "burglary" not in without[1]
        foreign(server)
        assert run(tmp_path, *arguments, "--endpoint", server.root) == without == run(tmp_path, *arguments, *sources)
        assert run(tmp_path, *arguments, "--endpoint", server.root, "--include", "private") == with_private


def test_the_default_graph_of_an_endpoint_is_not_queried(department: list[dict[str, Any]], tmp_path: Path) -> None:
    """Triples of Oxigraph outside of named graphs belong to no CV, whatever their number."""
    arguments = ("query", "who-works-on-what", "-f", "csv")
    with servers.oxigraph(folder(tmp_path)) as server:
        sources = loaded(server, department, tmp_path)
        expected = run(tmp_path, *arguments, *sources)
        for update in (
            'INSERT DATA { [] foaf:primaryTopic <urn:p> . <urn:p> schema:knowsAbout <urn:t> ; schema:name "P" . <urn:t> skos:prefLabel 1 }',
            "INSERT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }",
        ):
            text = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in ("foaf", "schema", "skos")) + update
            urlopen(Request(server.update, text.encode(), {"Content-Type": "application/sparql-update"}), timeout=30).close()
            assert run(tmp_path, *arguments, "--endpoint", server.root) == expected


@pytest.mark.slow
def test_virtuoso_counts_the_works_of_units(tmp_path: Path) -> None:
    """The two real CVs and three with 300 works: in a join with the list of kinds, Virtuoso lost some."""
    cvs = []
    for number in range(3):
        name = f"Ada No {number}"
        works = [{"title": f"Work {number} {work}", "date": str(1990 + work % 30), "authors": [name]} for work in range(300)]
        for work, article in enumerate(works):
            article |= {"doi": f"10.5555/{number}.{work}"} if work % 2 else {}
        document = {"iri": f"https://people.example/other/{number}"}
        cvs.append({"document": document, "person": {"name": name, "affiliations": [f"Unit {number}"]}, "journal_articles": works})
    real = [str(ROOT / "data" / name) for name in ("lapuschkin", "example")]
    arguments = ("query", "publications-per-unit", "-f", "csv")
    with servers.virtuoso(folder(tmp_path)) as server:
        sources = [*real, *loaded(server, cvs, tmp_path, *real)]
        assert run(tmp_path, *arguments, "--endpoint", server.root) == run(tmp_path, *arguments, *sources)


def folder(path: Path) -> Path:
    """The folder of a server."""
    (path / "server").mkdir()
    return path / "server"


def loaded(server: Any, cvs: list[dict[str, Any]], path: Path, *options: str) -> list[str]:
    """The files of CVs that a server has now."""
    for number, cv in enumerate(cvs):
        (path / f"{number}.yaml").write_text(yaml.safe_dump(cv, allow_unicode=True), "utf-8")
    sources = [f"{number}.yaml" for number in range(len(cvs))]
    target = ("--endpoint", server.root, "--user", server.user, "-q")
    assert run(path, "load", *sources, *options, *target, VITAGRAPH_PASSWORD=server.password) == (0, "", "")
    return sources


def foreign(server: Any) -> None:
    """Adds a graph of another program: a person who owns no CV shares an interest."""
    store = store_at(server.root, Connection(Credentials(server.user, server.password)))
    document, person, topic = (f"<https://other.example/{name}>" for name in ("page", "somebody", "hearing"))
    stated = [
        (document, FOAF.primaryTopic, person),
        (person, SCHEMA.knowsAbout, topic),
        (person, SCHEMA.name, '"Somebody"'),
        (topic, SKOS.prefLabel, '"eavesdropping"'),
    ]
    assert stores.load(store, {"<https://other.example/page#graph/public>": {triple: triple for triple in stated}}).whole
