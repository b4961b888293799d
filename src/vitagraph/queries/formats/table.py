"""A table for the terminal: aligned columns, numbers right-aligned, a bar after each row if the query's chart has bars."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from vitagraph.queries.catalogue import Query
from vitagraph.queries.formats import Format
from vitagraph.tables import Cells, Column, Row, Table, number, readable

_BAR = 24
_LEAST = 12
#: the least number for which a bar of numbers without fractions is full
_FEWEST = 6
_SHADES = "█▒░▓"


def write(table: Table, query: Query, width: int = 0) -> Iterator[str]:
    """The headings, a rule, then one line for each row; no wider than `width` columns where that is not 0."""
    table = table.read()
    shown = readable(table)
    rows = [[_visible(text) for text, _ in row] for row in shown.rows]
    bars = _bars(table, query)
    headings = [_visible(column.label) for column in shown.columns]
    widths = _fitting(
        [max(map(_width, column)) for column in zip(headings, *rows, strict=True)], width - (_BAR + 2 if bars else 0), width > 0
    )
    right = _numeric(table, shown)
    yield _line(headings, widths, right, bars[0] if bars else "")
    yield "  ".join("─" * one for one in widths) + "\n"
    for at, row in enumerate(rows):
        yield _line(row, widths, right, bars[at + 1] if bars else "")


def write_boolean(value: bool) -> Iterator[str]:
    """`yes` or `no`."""
    yield "yes\n" if value else "no\n"


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], bar: str) -> str:
    padded = (_padded(cell, wide, at_right) for cell, wide, at_right in zip(cells, widths, right, strict=True))
    return "  ".join([*padded, bar]).rstrip() + "\n"


def _padded(cell: str, wide: int, right: bool) -> str:
    if _width(cell) > wide:
        while cell and _width(cell) > wide - 1:
            cell = cell[:-1]
        cell += "…"
    space = " " * (wide - _width(cell))
    return space + cell if right else cell + space


def _visible(text: str) -> str:
    """Text on one line; control characters and directional marks are escaped."""
    return "".join(one if one.isprintable() or one == "\u200d" else one.encode("unicode_escape").decode() for one in " ".join(text.split()))


def _width(text: str) -> int:
    """The width of a text in columns of a terminal (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.category(one) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(one) in "WF") for one in text)


def _fitting(widths: list[int], space: int, bounded: bool) -> list[int]:
    """The widths, reduced to fit into `space`: the widest first, none below `_LEAST`."""
    while bounded and sum(widths) + 2 * (len(widths) - 1) > space and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _numeric(table: Table, shown: Cells) -> list[bool]:
    def numeric(column: Column) -> bool:
        at = table.column(column.name)
        return all(row[at] is None or number(row[at]) is not None for row in table.rows)

    return [numeric(column) for column in shown.columns]


def _bars(table: Table, query: Query) -> list[str]:
    """A heading, then one bar for each row, with one shade for each column of numbers."""
    chart = query.chart
    if not chart or not set(chart.y) <= set(table.names):
        return []
    from vitagraph.charts import TYPES

    if not TYPES[chart.type].bars:
        return []
    at = [table.column(name) for name in chart.y]

    def values(row: Row) -> list[float]:
        return [max(number(row[one]) or 0, 0) for one in at]

    highest = max((sum(values(row)) for row in table.rows), default=0) or 1
    if all(value.is_integer() for row in table.rows for value in map(float, values(row))):
        highest = max(highest, _FEWEST)  # a row of 1 is no full bar
    labels = [table.columns[one].label for one in at]
    heading = " ".join(f"{shade} {label}" for shade, label in zip(_SHADES, labels, strict=False)) if len(at) > 1 else ""
    return [heading, *(_bar(values(row), highest) for row in table.rows)]


def _bar(values: list[float], highest: float) -> str:
    ends, total = [0], 0.0
    for value in values:
        total += value
        ends.append(round(total / highest * _BAR) or (1 if value else 0))
    return "".join(shade * (end - start) for shade, start, end in zip(_SHADES, ends, ends[1:], strict=False))


FORMAT = Format("table", 0, ("txt",), write, write_boolean, graph="turtle")
