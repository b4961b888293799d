"""An HTML table as a fragment of a page: the summary of the query as caption, links, every value escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from vitagraph.queries.catalogue import Query
from vitagraph.queries.formats import Format
from vitagraph.tables import Table, readable


def write(table: Table, query: Query) -> Iterator[str]:
    """The caption, the headings, then one line for each row."""
    shown = readable(table)
    caption = f"<caption>{escape(query.summary)}</caption>\n" if query.summary else ""
    headings = "".join(f'<th scope="col">{escape(column.label)}</th>' for column in shown.columns)
    yield f'<table class="vita-table">\n{caption}<thead><tr>{headings}</tr></thead>\n<tbody>\n'
    for row in shown.rows:
        yield "<tr>" + "".join(f"<td>{_cell(text, link)}</td>" for text, link in row) + "</tr>\n"
    yield "</tbody>\n</table>\n"


def write_boolean(value: bool) -> Iterator[str]:
    """`yes` or `no`."""
    yield f"<p>{'yes' if value else 'no'}</p>\n"


def _cell(text: str, link: str) -> str:
    return f'<a href="{escape(link)}">{escape(text)}</a>' if link else escape(text)


FORMAT = Format("html", 60, ("html", "htm"), write, write_boolean)
