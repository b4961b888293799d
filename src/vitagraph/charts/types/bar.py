"""Vertical bars over years or other categories, stacked where there are several series."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.charts.chart_type import ChartType
from vitagraph.charts.drawing import Drawing, amount, coloured, cut, label, line, steps, width
from vitagraph.charts.series import Series, are_years, axis, heading, series_of
from vitagraph.tables import Chart, Table

_HEIGHT = 240.0
_LEFT = 44.0


def draw(table: Table, chart: Chart, wide: float) -> Drawing:
    """Draws the bars, with the scale at the left and the categories below."""
    series = series_of(table, chart, gaps=True)
    scale = steps(max(series.totals(), default=0))
    right = wide - 10
    step = (right - _LEFT) / max(len(series.categories), 1)
    elements = [label(10, 12, axis(table, chart), size=12, opacity="0.75"), *_grid(scale, right)]
    for at, category in enumerate(series.categories):
        elements += _bar(series, at, _LEFT + step * at, step, scale[-1])
        if _labelled(at, series.categories, step):
            elements.append(label(_LEFT + step * (at + 0.5), _HEIGHT + 40, cut(category, max(step, 60) * 1.6), "middle"))
    if are_years(series.categories):
        return Drawing(elements, _HEIGHT + 44, series.names, series.text())
    elements.append(label((_LEFT + right) / 2, _HEIGHT + 60, heading(table, chart.x), "middle", 12, opacity="0.75"))
    return Drawing(elements, _HEIGHT + 66, series.names, series.text())


def _grid(scale: list[float], right: float) -> Iterator[str]:
    for value in scale:
        y = _y(value, scale[-1])
        yield line(_LEFT, y, right, y, 0.15 if value else 0.6)
        yield label(_LEFT - 8, y + 4.5, amount(value), "end", 12)


def _bar(series: Series, at: int, left: float, step: float, highest: float) -> Iterator[str]:
    wide = min(step * 0.72, 52.0)
    x, total = left + (step - wide) / 2, 0.0
    for number, value in enumerate(series.values[at]):
        if value > 0:
            name = f" {series.names[number]}" if len(series.names) > 1 else ""
            bottom, top = _y(total, highest), _y(total + value, highest)
            total += value
            tooltip = f"{series.categories[at]}: {amount(value)}{name}"
            yield coloured("rect", number, tooltip, x=x, y=top, width=wide, height=max(bottom - top - 1, 1), rx=1.5)
    if total and width(amount(total), 12) <= step:
        yield label(left + step / 2, _y(total, highest) - 5, amount(total), "middle", 12)


def _y(value: float, highest: float) -> float:
    return 22 + _HEIGHT * (1 - value / highest)


def _labelled(at: int, categories: list[str], step: float) -> bool:
    """Returns whether a category is labelled: all where there is space, else every second, fifth or tenth."""
    space = max(width(one) for one in categories) + 8
    every = next((number for number in (1, 2, 5, 10, 20) if step * number >= space), 50)
    return (int(categories[at]) if categories[at].isdigit() else at) % every == 0


CHART = ChartType(
    "bar",
    1,
    "vertical bars over `x`, stacked where `y` names several columns or `series` separates the values of one",
    "{type: bar, x: year, y: [talks, lectures]}",
    draw,
    bars=True,
)
