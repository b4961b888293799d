"""The slowest canned queries compared with rdflib: on the real CV, and on a thousand generated ones."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph
import rdflib

import vitagraph
from generated_cvs import cvs
from vitagraph import queries

ROOT = Path(__file__).parent.parent
HEAVIEST = ("coauthor-network", "top-coauthors", "author-position", "publications-per-year", "authored-names")
CVS, ARTICLES = 1000, 5
#: limit for a query of rdflib over all CVs, in seconds
PATIENCE = 30.0


def tables() -> Iterator[str]:
    """The lines of both tables."""
    yield from ("", "## Queries", "", "The five heaviest canned queries in milliseconds, the stores being filled. On the real CV:", "")
    dataset = vitagraph.dataset(vitagraph.read(ROOT / "data/lapuschkin"))
    yield from _table(queries.store(dataset), dataset.to_rdflib(), turns=3)
    start = time.perf_counter()
    store = queries.merge(_filled(vitagraph.dataset(cv) for cv in cvs(CVS, ARTICLES)))
    seconds = time.perf_counter() - start
    graph = _same(store)
    yield from (
        "",
        f"On {CVS:,} generated CVs of {ARTICLES} articles, {len(graph):,} triples, mapped and filled in {seconds:.0f} s:",
        "",
    )
    yield from _table(store, graph, turns=1)


def _table(store: pyoxigraph.Store, graph: rdflib.Graph, turns: int) -> Iterator[str]:
    yield from ("| query | rows | vitagraph (pyoxigraph) | rdflib |", "| --- | --- | --- | --- |")
    for name in HEAVIEST:
        query = queries.catalogue()[name]
        text, rows = query.bound({}), len(queries.run(query, store).rows)
        ours = best(lambda query=query: queries.run(query, store), turns)
        theirs = _bounded(lambda text=text: best(lambda: list(graph.query(text)), turns))
        yield f"| {name} | {rows} | {ours * 1000:,.1f} | {'over ' if theirs >= PATIENCE else ''}{theirs * 1000:,.0f} |"


def _filled(datasets: Iterable[vitagraph.Dataset]) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for dataset in datasets:
        queries.fill(store, dataset.graphs())
    return store


def _same(store: pyoxigraph.Store) -> rdflib.Graph:
    """The default graph of a store in rdflib."""
    graph = rdflib.Graph()
    for quad in store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()):
        graph.add((rdflib.URIRef(quad.subject.value), rdflib.URIRef(quad.predicate.value), _term(quad.object)))
    return graph


def _term(term: pyoxigraph.NamedNode | pyoxigraph.Literal) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=None if term.language else rdflib.URIRef(term.datatype.value))


def _bounded(measure: Callable[[], float]) -> float:
    """The result of a measurement in a forked process with the same memory; PATIENCE where it takes longer."""
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=lambda: sender.send(measure()))
    process.start()
    seconds: float = receiver.recv() if receiver.poll(PATIENCE) else PATIENCE
    process.kill()
    process.join()
    return seconds


def best(call: Callable[[], object], turns: int) -> float:
    """The shortest time of several calls."""
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)
