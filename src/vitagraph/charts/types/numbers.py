"""The numbers of a single row, large, each with its heading."""

from __future__ import annotations

from vitagraph.charts.chart_type import ChartType
from vitagraph.charts.drawing import LIGHT, Drawing, amount, label
from vitagraph.charts.series import heading
from vitagraph.tables import Chart, Table, number, text


def draw(table: Table, chart: Chart, wide: float) -> Drawing:
    """Draws the numbers side by side."""
    row = next(iter(table.rows), None)
    space = wide / max(len(chart.y), 1)
    elements, texts = [], []
    for at, name in enumerate(chart.y):
        cell = row[table.column(name)] if row else None
        value = number(cell)
        shown = amount(value) if value is not None else text(cell) or "–"
        middle = space * (at + 0.5)
        elements.append(label(middle, 62, shown, "middle", 60, font_weight="600", class_="s1", fill=LIGHT[0]))
        elements.append(label(middle, 94, heading(table, name), "middle", 16))
        texts.append(f"{heading(table, name)}: {shown}")
    return Drawing(elements, 108, (), "; ".join(texts) + ".")


CHART = ChartType("numbers", 5, "the numbers `y` of the only row", "{type: numbers, y: [publications, coauthors]}", draw)
