"""A Markdown table (https://github.github.com/gfm/, section 4.10), numbers right-aligned, links."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.patterns import regex
from vitagraph.queries.catalogue import Query
from vitagraph.queries.formats import Format
from vitagraph.tables import Table, number, readable

_SIGNS = regex(r"([\\`*_{}\[\]<>|~#&])")


def write(table: Table, query: Query) -> Iterator[str]:
    """The headings, then one line for each row."""
    table = table.read()
    shown = readable(table)
    yield "| " + " | ".join(_escaped(column.label) for column in shown.columns) + " |\n"
    right = [_numeric(table, column.name) for column in shown.columns]
    yield "| " + " | ".join("---:" if one else "---" for one in right) + " |\n"
    for row in shown.rows:
        cells = (f"[{_escaped(text)}](<{link}>)" if link else _escaped(text) for text, link in row)
        yield "| " + " | ".join(cells) + " |\n"


def write_boolean(value: bool) -> Iterator[str]:
    """`yes` or `no`."""
    yield "yes\n" if value else "no\n"


def _numeric(table: Table, name: str) -> bool:
    at = table.column(name)
    cells = [row[at] for row in table.rows if row[at] is not None]
    return bool(cells) and all(number(cell) is not None for cell in cells)


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


FORMAT = Format("markdown", 50, ("md", "markdown"), write, write_boolean)
