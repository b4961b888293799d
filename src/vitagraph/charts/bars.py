"""Lying bars, one a row, with its name at the left; stacked where there are several series."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.charts.drawing import FONT, WIDTH, Drawing, amount, coloured, label, line, steps, width, wrapped
from vitagraph.charts.series import Series, axis, series_of
from vitagraph.table import Chart, Table

_ROW = 36.0
_NAMES = 270.0


def draw(table: Table, chart: Chart) -> Drawing:
    """The bars, with the scale below."""
    series = series_of(table, chart)
    names = [wrapped(category, _NAMES) for category in series.categories]
    row = _ROW if any(len(lines) > 1 for lines in names) else 27.0
    left = 18 + max([width(one) for lines in names for one in lines], default=60.0)
    right, bottom = WIDTH - 48.0, row * len(names)
    scale = steps(max(series.totals(), default=0), 8)
    unit = (right - left) / scale[-1]
    elements: list[str] = []
    for value in scale:
        elements.append(line(left + unit * value, 0, left + unit * value, bottom + 4, 0.15 if value else 0.6))
        elements.append(label(left + unit * value, bottom + 20, amount(value), "middle", 12))
    for at, lines in enumerate(names):
        middle = row * (at + 0.5)
        first = middle + 4.5 - 7.5 * (len(lines) - 1)
        elements += [label(left - 10, first + 15 * number, one, "end", FONT) for number, one in enumerate(lines)]
        elements += _bar(series, at, left, middle, unit)
    elements.append(label((left + right) / 2, bottom + 38, axis(table, chart), "middle", 12, opacity="0.75"))
    return Drawing(elements, bottom + 44, series.names, series.words())


def _bar(series: Series, at: int, left: float, middle: float, unit: float) -> Iterator[str]:
    total = 0.0
    for number, value in enumerate(series.values[at]):
        if value > 0:
            name = f" {series.names[number]}" if len(series.names) > 1 else ""
            said = f"{series.categories[at]}: {amount(value)}{name}"
            x = left + unit * total
            yield coloured("rect", number, said, x=x, y=middle - 9, width=max(unit * value - 1, 1), height=18, rx=1.5)
            total += value
    yield label(left + unit * total + 6, middle + 4.5, amount(total), size=12)
