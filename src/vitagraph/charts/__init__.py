"""Charts: a table becomes an SVG document, or an SVG element of a page; the same bytes on every run.

A chart takes the text colour of its page. A page may set the colours of the series: --chart-1 to --chart-10. The writer is our
own, because no library draws bars, periods and networks alike in a form that follows a page's colours without a script.
"""

from __future__ import annotations

from vitagraph.charts import drawing
from vitagraph.charts.chart_type import ChartType
from vitagraph.charts.types import TYPES
from vitagraph.errors import UsageError
from vitagraph.tables import Chart, Table

__all__ = ["NARROW", "TYPES", "ChartType", "inline", "svg"]

#: the width of a chart on a phone, or beside another chart
NARROW = 400.0


def svg(table: Table, chart: Chart, title: str = "", description: str = "") -> str:
    """The chart of a table as an SVG document. It has no ids, so a page may contain several.

    Raises UsageError where the table lacks a column that the chart needs.
    """
    return drawing.document(_drawing(table, chart, drawing.WIDTH), title, description)


def inline(table: Table, chart: Chart, title: str, wide: float = NARROW) -> str:
    """The same chart as an element of a page that shows title and data itself; the page's style sheet styles `.vita-chart`.

    Raises UsageError where the table lacks a column that the chart needs.
    """
    return drawing.inline(_drawing(table, chart, wide), title, wide)


def _drawing(table: Table, chart: Chart, wide: float) -> drawing.Drawing:
    table = table.read()
    for name in chart.names:
        if name not in table.names:
            raise UsageError(
                f"the chart needs the column '{name}', and the query result has {', '.join(table.names)}; correct the query's chart"
            )
    return TYPES[chart.type].draw(table, chart, wide)
