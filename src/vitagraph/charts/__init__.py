"""Charts: a table becomes an SVG that stands alone and inside a page, in print and on a dark screen; the same bytes every time.

Text takes the colour of the page it stands in. A page may set the colours of the series: --chart-1 to --chart-10. Our own small
writer, because no library draws bars, periods and networks alike in a form that follows a page's colours without a script.
"""

from __future__ import annotations

from importlib import import_module

from vitagraph.charts import drawing
from vitagraph.errors import UsageError
from vitagraph.tables import Chart, Table

_DRAWN_BY = {"bar": "columns", "horizontal": "bars", "timeline": "timeline", "network": "network", "numbers": "numbers"}


#: the width of a chart that stands beside another one or on a phone, as it is drawn
NARROW = 400.0


def svg(table: Table, chart: Chart, title: str = "", description: str = "") -> str:
    """The chart of a table, as the text of an SVG document (or of an element of a page: it holds no id).

    Raises UsageError where the table lacks a column that the chart needs.
    """
    return drawing.document(_drawn(table, chart, drawing.WIDTH), title, description)


def inline(table: Table, chart: Chart, title: str, wide: float = NARROW) -> str:
    """The same chart as an element of a page that writes the title and the data itself; its style sheet styles `.vita-chart`.

    Raises UsageError where the table lacks a column that the chart needs.
    """
    return drawing.inline(_drawn(table, chart, wide), title, wide)


def _drawn(table: Table, chart: Chart, wide: float) -> drawing.Drawing:
    table = table.read()
    for name in chart.names:
        if name not in table.names:
            raise UsageError(f"the chart needs the column '{name}', and the answer has {', '.join(table.names)}; correct the query's chart")
    drawn: drawing.Drawing = import_module(f"vitagraph.charts.{_DRAWN_BY[chart.type]}").draw(table, chart, wide)
    return drawn
