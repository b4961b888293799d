"""The numbers of a table by category and series, for bar charts."""

from __future__ import annotations

from typing import NamedTuple

from vitagraph.tables import Chart, Column, Table, number, text

#: gaps of at most so many years are filled; a longer one is taken for a mistake in the data
_LONGEST = 200


class Series(NamedTuple):
    """Categories, the names of the series, and `values[category][series]`."""

    categories: list[str]
    names: list[str]
    values: list[list[float]]

    def totals(self) -> list[float]:
        """The sum of each category."""
        return [sum(row) for row in self.values]

    def text(self) -> str:
        """The numbers as text."""
        parts = []
        for category, row in zip(self.categories, self.values, strict=True):
            numbers = ", ".join(
                f"{name} {value:g}" if len(self.names) > 1 else f"{value:g}" for name, value in zip(self.names, row, strict=True)
            )
            parts.append(f"{category}: {numbers}")
        return "; ".join(parts) + "." if parts else "No data."


def heading(table: Table, name: str) -> str:
    """The heading of a column."""
    column: Column = table.columns[table.column(name)]
    return column.label


def axis(table: Table, chart: Chart) -> str:
    """The heading of the axis of numbers."""
    return chart.label or (heading(table, chart.y[0]) if len(chart.y) == 1 else "Number")


def series_of(table: Table, chart: Chart, gaps: bool = False) -> Series:
    """The numbers of a bar chart; with `gaps`, years without a row are added between those with one."""
    x = table.column(chart.x)
    cells: dict[tuple[str, str], float] = {}
    names = {} if chart.series else dict.fromkeys(heading(table, name) for name in chart.y)
    categories: dict[str, None] = {}
    for row in table.rows:
        category = text(row[x])
        categories[category] = None
        for name in chart.y:
            key = text(row[table.column(chart.series)]) if chart.series else heading(table, name)
            names[key] = None
            cells[category, key] = cells.get((category, key), 0) + (number(row[table.column(name)]) or 0)
    if chart.series:
        # The largest series is at the foot of the stack.
        names = dict.fromkeys(sorted(names, key=lambda name: -sum(value for (_, own), value in cells.items() if own == name)))
    ordered = _with_gaps(list(categories)) if gaps else list(categories)
    return Series(ordered, list(names), [[cells.get((category, name), 0) for name in names] for category in ordered])


def are_years(categories: list[str]) -> bool:
    """Returns whether all categories are years, which need no heading."""
    return all(one.isascii() and one.isdigit() and len(one) < 6 for one in categories)


def _with_gaps(categories: list[str]) -> list[str]:
    if not categories or not are_years(categories):
        return categories
    years = [int(one) for one in categories]
    if max(years) - min(years) > _LONGEST:
        return categories
    return [str(year) for year in range(min(years), max(years) + 1)]
