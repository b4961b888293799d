"""Periods as bars and dates as points, in rows over a scale of years."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import NamedTuple

from vitagraph.charts.chart_type import ChartType
from vitagraph.charts.drawing import Drawing, coloured, label, line
from vitagraph.charts.rows import Rows
from vitagraph.patterns import regex
from vitagraph.tables import Chart, Table, text

_DATE = regex(r"(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?(s?)")
#: the end of a period that is not known
_UNKNOWN = "?"


class Entry(NamedTuple):
    """A period or a date of a row, in years with fractions; `end` is None where the period is open."""

    row: int
    start: float
    end: float | None
    series: int
    tooltip: str


class _Years(NamedTuple):
    first: int
    last: int
    left: float
    right: float

    def x(self, year: float) -> float:
        """The position of a moment."""
        return self.left + (year - self.first) * (self.right - self.left) / (self.last - self.first)


def draw(table: Table, chart: Chart, wide: float) -> Drawing:
    """Draws rows in the order of the table; points of the same name share a row."""
    names, series, entries = _entries(table, chart)
    if not entries:
        return Drawing([label(10, 20, "No dates.")], 30, (), "No dates.")
    rows = Rows.of(names, wide)
    ends = [entry.end if entry.end is not None else entry.start + 1 for entry in entries]
    first = int(min(entry.start for entry in entries))
    years = _Years(first, max(int(-(-max(ends) // 1)), first + 1), rows.left, wide - 30)
    elements = [*_scale(years, rows.bottom), *rows.labels()]
    for entry in entries:
        elements.append((_period if chart.end else _point)(entry, years, rows.middle(entry.row)))
    return Drawing(elements, rows.bottom + 24, series, "; ".join(entry.tooltip for entry in entries) + ".")


def _entries(table: Table, chart: Chart) -> tuple[list[str], list[str], list[Entry]]:
    """The names of the rows, the names of the series, and the entries of the rows."""
    x, start = table.column(chart.x), table.column(chart.start)
    names: list[str] = []
    series: dict[str, int] = {}
    entries: list[Entry] = []
    for row in table.rows:
        name, printed = text(row[x]), text(row[start])
        until = text(row[table.column(chart.end)]) if chart.end else printed
        if (begin := moment(printed, 0.0) if printed else _year(until)) is None:
            continue
        kind = text(row[table.column(chart.series)]) if chart.series else ""
        if chart.end or name not in names:
            names.append(name)
        at = len(names) - 1 if chart.end else names.index(name)
        period = f"{printed} – {until}".strip() if chart.end and until != printed else printed
        tooltip = f"{name}: {period}" + (f", {kind}" if kind else "")
        end = moment(printed if until == _UNKNOWN else until, 1.0)
        entries.append(Entry(at, begin, end, series.setdefault(kind, len(series)), tooltip))
    return names, list(series), entries


def _year(text: str) -> float | None:
    """The beginning of a year, which is drawn of a period whose start is not known."""
    found = moment(text, 0.0)
    return None if found is None else float(floor(found))


def moment(text: str, whole: float) -> float | None:
    """A decade, year, month or day as a year with a fraction: its beginning, or with `whole` 1 its end; None for any other text."""
    match = _DATE.match(text)
    if not match:
        return None
    year = int(match[1])
    if not match[2]:
        return year + whole * (10 if match[4] else 1)
    month = int(match[2]) - 1
    if not match[3]:
        return year + (month + whole) / 12
    return year + (month + (int(match[3]) - 1 + whole) / 31) / 12


def _scale(years: _Years, bottom: float) -> Iterator[str]:
    span = years.last - years.first
    every = next(number for number in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if span / number <= (years.right + 30 - years.left) / 46)
    for year in range(years.first, years.last + 1):
        if year % every == 0 or span <= 1:
            x = years.x(year)
            yield line(x, 0, x, bottom + 4)
            yield label(x, bottom + 20, str(year), "middle", 12)


def _period(entry: Entry, years: _Years, middle: float) -> str:
    """A bar; that of an open period ends in an arrow at the end of the scale."""
    x1 = years.x(entry.start)
    x2 = years.x(entry.end if entry.end is not None else years.last)
    x2 = max(x2, x1 + 4)
    top, bottom, tip = middle - 8, middle + 8, 8 if entry.end is None else 0
    path = f"M{x1:.1f} {top:.1f}H{x2:.1f}L{x2 + tip:.1f} {middle:.1f}L{x2:.1f} {bottom:.1f}H{x1:.1f}Z"
    return coloured("path", entry.series, entry.tooltip, d=path)


def _point(entry: Entry, years: _Years, middle: float) -> str:
    """A circle for the first series, a square for the second, a diamond for the third, and so on."""
    x = years.x((entry.start + (entry.end or entry.start)) / 2)
    match entry.series % 3:
        case 0:
            return coloured("circle", entry.series, entry.tooltip, cx=x, cy=middle, r=6, fill_opacity="0.85")
        case 1:
            return coloured("rect", entry.series, entry.tooltip, x=x - 5.5, y=middle - 5.5, width=11, height=11, fill_opacity="0.85")
    path = f"M{x:.1f} {middle - 7.5:.1f}L{x + 7.5:.1f} {middle:.1f}L{x:.1f} {middle + 7.5:.1f}L{x - 7.5:.1f} {middle:.1f}Z"
    return coloured("path", entry.series, entry.tooltip, d=path, fill_opacity="0.85")


CHART = ChartType(
    "timeline",
    3,
    "bars from `start` to `end` in rows named by `x`, points without `end`; `series` groups and colours them",
    "{type: timeline, x: acronym, start: start, end: end, series: role}",
    draw,
)
