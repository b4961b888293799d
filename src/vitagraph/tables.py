"""Tables: the result of a SELECT query, and the chart that its header describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vitagraph.rdf.terms import XSD, Term, literal, parse

Row = tuple[Term | None, ...]
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger")}


class Column(NamedTuple):
    """A variable of the query, and its heading.

    `link` is the column with the address of what it names; `list` separates the values of a cell that holds several.
    """

    name: str
    label: str
    link: str = ""
    list: str = ""


class Table(NamedTuple):
    """Columns and rows. A cell is a term, or None where the solution leaves its variable unbound.

    `rows` is a list, or a stream that can be read once.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Row]

    @property
    def names(self) -> list[str]:
        """The names of the variables."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> int:
        """The position of a variable; ValueError where the table has none of that name."""
        return self.names.index(name)

    def read(self) -> Table:
        """The same table with its rows as a list."""
        return self if isinstance(self.rows, Sequence) else Table(self.columns, list(self.rows))

    def texts(self) -> Iterator[list[str]]:
        """The rows as plain text: without quotes, brackets, languages and datatypes."""
        return ([text(cell) for cell in row] for row in self.rows)


class Cells(NamedTuple):
    """A table for display: without the columns that only contain addresses; each cell has a text and an address ("" for none)."""

    columns: tuple[Column, ...]
    rows: Iterable[list[tuple[str, str]]]


def readable(table: Table) -> Cells:
    """The table for display. Only http and https IRIs become addresses."""
    linked = {column.link for column in table.columns}
    shown = [at for at, column in enumerate(table.columns) if column.name not in linked]
    links = [table.names.index(link) if (link := table.columns[at].link) in table.names else at for at in shown]
    pairs = list(zip(shown, links, strict=True))
    rows = ([(text(row[at]), _address(row[link])) for at, link in pairs] for row in table.rows)
    return Cells(tuple(table.columns[at] for at in shown), rows)


def _address(cell: Term | None) -> str:
    return text(cell) if cell and cell.startswith(("<http://", "<https://")) else ""


def arranged(columns: tuple[Column, ...], rows: Iterable[Row]) -> Iterable[Row]:
    """The rows with the values of lists sorted: SPARQL leaves the order of GROUP_CONCAT open, and engines differ."""
    separators = {at: column.list for at, column in enumerate(columns) if column.list}
    if not separators:
        return rows
    return (tuple([_sorted(cell, separators.get(at, "")) for at, cell in enumerate(row)]) for row in rows)


def reordered(names: Sequence[str], order: Sequence[str], rows: Iterable[Row]) -> Iterable[Row]:
    """The rows with their cells in another order of columns than `names`."""
    if list(names) == list(order):
        return rows
    places = [names.index(name) for name in order]
    return (tuple([row[place] for place in places]) for row in rows)


def _sorted(cell: Term | None, separator: str) -> Term | None:
    return literal(separator.join(sorted(text(cell).split(separator)))) if cell and separator else cell


def text(cell: Term | None) -> str:
    """A cell without quotes, brackets, language and datatype; "" where it is empty."""
    if cell is None:
        return ""
    return parse(cell).value if cell[0] in '<"' and cell[:2] != "<<" else cell


def number(cell: Term | None) -> float | None:
    """The number in a cell; None for any other cell."""
    if cell is None or cell[0] != '"':
        return None
    literal = parse(cell)
    if literal.datatype not in _NUMBERS:
        return None
    try:
        return float(literal.value)
    except ValueError:
        return None


class Chart(NamedTuple):
    """The chart of a table: its type (`vitagraph.charts.TYPES`), and the columns that it shows.

    `label` is the heading of the axis of numbers, where it is not that of the only column `y`.
    """

    type: str
    x: str = ""
    y: tuple[str, ...] = ()
    series: str = ""
    start: str = ""
    end: str = ""
    weight: str = ""
    label: str = ""

    @property
    def names(self) -> list[str]:
        """The columns that it needs."""
        return [name for name in (self.x, *self.y, self.series, self.start, self.end, self.weight) if name]
