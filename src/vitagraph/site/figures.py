"""The CV in figures: charts of canned queries, each with its question and its data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph import charts
from vitagraph.queries import Query, run
from vitagraph.tables import Column, Table, readable, text

if TYPE_CHECKING:
    import pyoxigraph

#: the questions whose charts stand in the page, in pairs that are about as high as each other
SHOWN = (
    "publications-per-year", "talks-per-year", "author-position", "talks-by-kind", "top-coauthors", "coauthor-network",
    "career-timeline", "patents-per-office", "projects", "patent-timeline",
)  # fmt: skip
#: with fewer rows there is nothing to see
_FEWEST = 2


class Figure(NamedTuple):
    """A chart as an SVG element, the question that it answers, and the table behind it."""

    name: str
    title: str
    svg: Any
    columns: tuple[Column, ...]
    rows: list[list[tuple[str, str]]]


def figures(questions: Mapping[str, Query], store: pyoxigraph.Store, document: str, language: str) -> Iterator[Figure]:
    """The figures of a CV that show something, in a language; links into the document lead within the page."""
    from markupsafe import Markup

    for name in SHOWN:
        query = questions[name].translated(language)
        table = run(query, store, {"lang": language} if "lang" in query.parameters else None)
        if query.chart and _drawable(table, query.chart.x):
            cells = readable(table)
            rows = [
                [(said, address.removeprefix(document) if address.startswith(f"{document}#") else address) for said, address in row]
                for row in cells.rows
            ]
            svg = Markup(charts.inline(table, query.chart, query.summary))  # noqa: S704 - every value in it is escaped
            yield Figure(name, query.summary, svg, cells.columns, rows)


def _drawable(table: Table, column: str) -> bool:
    """Whether the answer has several categories."""
    at = table.column(column)
    return len({text(row[at]) for row in table.rows}) >= _FEWEST
