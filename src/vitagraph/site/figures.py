"""The CV in figures: charts of the queries that come with vitagraph, with their data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph import charts
from vitagraph.patterns import regex
from vitagraph.queries import Query, run
from vitagraph.queries.local import fill
from vitagraph.queries.syntax import terms
from vitagraph.rdf.dataset import Dataset
from vitagraph.rdf.terms import Triple
from vitagraph.rdf.vocabulary import RDF
from vitagraph.site.kind_labels import Labelled, labels_in
from vitagraph.site.words import Words
from vitagraph.tables import Column, Table, readable, text
from vitagraph.values.printing import ENGLISH

if TYPE_CHECKING:
    import pyoxigraph

#: the queries whose charts the page shows, in pairs of about the same height
SHOWN = (
    "publications-per-year", "talks-per-year", "author-position", "talks-by-kind", "top-coauthors", "coauthor-network",
    "career-timeline", "patents-per-office", "projects", "patent-timeline",
)  # fmt: skip
_SEASON = regex(r"([0-9]{4}) (spring|summer|autumn|winter)")
#: the least number of categories of a chart
_FEWEST = 2
#: the tag of queries about gaps in the data
_GAPS = "quality"


class Figure(NamedTuple):
    """A chart as an SVG element, its query, and its table."""

    name: str
    title: str
    svg: Any
    columns: tuple[Column, ...]
    rows: list[list[tuple[str, str]]]


def figures(queries: Mapping[str, Query], dataset: Dataset, languages: Sequence[Words], labels_of: Labelled) -> dict[str, list[Figure]]:
    """Language -> the figures of a CV that are not empty; `labels_of` are what its graph labels."""
    found: dict[str, list[Figure]] = {words.language: [] for words in languages}
    labels = tuple(label for words in languages for label in labels_in(labels_of, words))
    data = _store([queries[name] for name in SHOWN], dataset, labels)
    for name in SHOWN:
        for words in languages:
            found[words.language] += _figure(name, words.query(queries[name]), data, dataset.document, words)
    return found


def with_results(queries: Mapping[str, Query], dataset: Dataset, for_owner: bool) -> dict[str, Query]:
    """The queries that a visitor can choose: those over one CV with a result, and all of the owner's own folders.

    What is about gaps in the data is for the owner alone.
    """
    offered = {name: query for name, query in queries.items() if for_owner or _GAPS not in query.header.tags}
    store = _store([query for query in offered.values() if query.trusted and not query.of_many], dataset)
    return {name: query for name, query in offered.items() if not query.trusted or _has_result(query, store)}


def _has_result(query: Query, store: pyoxigraph.Store) -> bool:
    """Whether a query over one CV has a result; those over many CVs have none that is useful."""
    return not query.of_many and bool(run(query, store, {"lang": "en"} if "lang" in query.parameters else None).rows)


def _store(queries: Sequence[Query], dataset: Dataset, labels: tuple[Triple, ...] = ()) -> pyoxigraph.Store:
    """A store with the triples that queries can match: those with a predicate and a class that one of them names."""
    from pyoxigraph import Store

    graphs = {name: (*triples, *labels) if name == dataset.name_of("public") else triples for name, triples in dataset.graphs().items()}
    if all(query.trusted for query in queries):  # a query of a user may have a variable there
        named = {term for query in queries for term in terms(query.text)}
        graphs = {
            name: tuple(triple for triple in triples if triple[1] in named or (triple[1] == RDF.type and triple[2] in named))
            for name, triples in graphs.items()
        }
    return fill(Store(), graphs)


def _figure(name: str, query: Query, store: pyoxigraph.Store, document: str, words: Words) -> Iterator[Figure]:
    """The figure, unless it is empty; links to resources of the CV lead to their entries on the page."""
    from markupsafe import Markup

    table = run(query, store, {"lang": words.language} if "lang" in query.parameters else None)
    if query.chart and _drawable(table, query.chart.x):
        cells = readable(table)
        rows = [
            [
                (_in_words(shown, words), address.removeprefix(document) if address.startswith(f"{document}#") else address)
                for shown, address in row
            ]
            for row in cells.rows
        ]
        svg = Markup(charts.inline(table, query.chart, query.caption))  # noqa: S704 - every value in it is escaped
        yield Figure(name, query.caption, svg, cells.columns, rows)


def _in_words(cell: str, words: Words) -> str:
    """A date in the words of a language: queries write the end of what goes on, and seasons, in English."""
    season = _SEASON.fullmatch(cell)
    if cell == ENGLISH.present:
        return words.dates.present
    return words.dates.season.format(year=season[1], season=words.dates.seasons[ENGLISH.seasons.index(season[2])]) if season else cell


def _drawable(table: Table, column: str) -> bool:
    """Returns whether the table has enough categories."""
    at = table.column(column)
    return len({text(row[at]) for row in table.rows}) >= _FEWEST
