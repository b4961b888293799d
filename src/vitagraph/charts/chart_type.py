"""What a chart type states of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from vitagraph.charts.drawing import Drawing
from vitagraph.tables import Chart, Table


class ChartType(NamedTuple):
    """A chart type: its name in a query's header, its place among the others, its documentation, how it is drawn.

    `example` is a header, as YAML. `draw` gets a table that has every column of the chart, and the width of the drawing in pixels.
    `bars` states whether a table in the terminal shows a bar behind each row.
    """

    name: str
    order: int
    description: str
    example: str
    draw: Callable[[Table, Chart, float], Drawing]
    bars: bool = False
