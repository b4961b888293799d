"""Horizontal bars, one a row, with the name at the left; stacked where there are several series."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.charts.chart_type import ChartType
from vitagraph.charts.drawing import Drawing, amount, coloured, label, line, steps, width
from vitagraph.charts.rows import Rows
from vitagraph.charts.series import Series, axis, series_of
from vitagraph.tables import Chart, Table


def draw(table: Table, chart: Chart, wide: float) -> Drawing:
    """Draws the bars, with the scale below."""
    series = series_of(table, chart)
    rows = Rows.of(series.categories, wide)
    highest = max(series.totals(), default=0)
    left, bottom = rows.left, rows.bottom
    right = wide - 12 - width(amount(highest), 12)
    scale = steps(highest, 8 if wide > 500 else 5)
    unit = (right - left) / scale[-1]
    elements: list[str] = []
    for value in scale:
        elements.append(line(left + unit * value, 0, left + unit * value, bottom + 4, 0.15 if value else 0.6))
        elements.append(label(left + unit * value, bottom + 20, amount(value), "middle", 12))
    elements += rows.labels()
    for at in range(len(series.categories)):
        elements += _bar(series, at, left, rows.middle(at), unit)
    elements.append(label((left + right) / 2, bottom + 38, axis(table, chart), "middle", 12, opacity="0.75"))
    return Drawing(elements, bottom + 44, series.names, series.text())


def _bar(series: Series, at: int, left: float, middle: float, unit: float) -> Iterator[str]:
    total = 0.0
    for number, value in enumerate(series.values[at]):
        if value > 0:
            name = f" {series.names[number]}" if len(series.names) > 1 else ""
            tooltip = f"{series.categories[at]}: {amount(value)}{name}"
            x = left + unit * total
            yield coloured("rect", number, tooltip, x=x, y=middle - 9, width=max(unit * value - 1, 1), height=18, rx=1.5)
            total += value
    yield label(left + unit * total + 6, middle + 4.5, amount(total), size=12)


CHART = ChartType(
    "horizontal",
    2,
    "horizontal bars named by `x`, stacked where `y` names several columns or `series` separates the values of one",
    "{type: horizontal, x: topic, y: n}",
    draw,
    bars=True,
)
