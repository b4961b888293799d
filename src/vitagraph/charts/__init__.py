"""Charts: a table becomes an SVG that stands alone and inside a page, in print and on a dark screen; the same bytes every time.

Text takes the colour of the page it stands in. A page may set the colours of the series: --chart-1 to --chart-8. Our own small
writer, because no library draws bars, periods and networks alike in a form that follows a page's colours without a script.
"""

from __future__ import annotations

from importlib import import_module

from vitagraph.charts.drawing import document
from vitagraph.errors import UsageError
from vitagraph.table import Chart, Table

_DRAWN_BY = {"bar": "columns", "horizontal": "bars", "timeline": "timeline", "network": "network", "numbers": "numbers"}


def svg(table: Table, chart: Chart, title: str = "", description: str = "") -> str:
    """The chart of a table, as the text of an SVG document (or of an element of a page: it holds no id).

    Raises UsageError where the table lacks a column that the chart needs.
    """
    table = table.read()
    for name in chart.names:
        if name not in table.names:
            raise UsageError(f"the chart needs the column '{name}', and the answer has {', '.join(table.names)}; correct the query's chart")
    drawing = import_module(f"vitagraph.charts.{_DRAWN_BY[chart.type]}").draw(table, chart)
    return document(drawing, title, description)
