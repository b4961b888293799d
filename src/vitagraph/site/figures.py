"""The CV in figures: charts of the queries that come with vitagraph, with their data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph import charts
from vitagraph.queries import Query, run
from vitagraph.tables import Column, Table, readable, text

if TYPE_CHECKING:
    import pyoxigraph

#: the queries whose charts the page shows, in pairs of about the same height
SHOWN = (
    "publications-per-year", "talks-per-year", "author-position", "talks-by-kind", "top-coauthors", "coauthor-network",
    "career-timeline", "patents-per-office", "projects", "patent-timeline",
)  # fmt: skip
#: the least number of categories of a chart
_FEWEST = 2


class Figure(NamedTuple):
    """A chart as an SVG element, its query, and its table."""

    name: str
    title: str
    svg: Any
    columns: tuple[Column, ...]
    rows: list[list[tuple[str, str]]]


def figures(queries: Mapping[str, Query], store: pyoxigraph.Store, document: str, language: str) -> Iterator[Figure]:
    """The figures of a CV that are not empty, in a language; links to resources of the CV lead to their entries on the page."""
    from markupsafe import Markup

    for name in SHOWN:
        query = queries[name].translated(language)
        table = run(query, store, {"lang": language} if "lang" in query.parameters else None)
        if query.chart and _drawable(table, query.chart.x):
            cells = readable(table)
            rows = [
                [(shown, address.removeprefix(document) if address.startswith(f"{document}#") else address) for shown, address in row]
                for row in cells.rows
            ]
            svg = Markup(charts.inline(table, query.chart, query.caption))  # noqa: S704 - every value in it is escaped
            yield Figure(name, query.caption, svg, cells.columns, rows)


def _drawable(table: Table, column: str) -> bool:
    """Returns whether the table has enough categories."""
    at = table.column(column)
    return len({text(row[at]) for row in table.rows}) >= _FEWEST
