"""Results of queries as text, files and charts."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

from vitagraph.cli.output import write
from vitagraph.errors import UsageError

if TYPE_CHECKING:
    from vitagraph.queries import Query, QueryResult


def write_result(result: QueryResult, query: Query, format: str, output: str, chart: str | None) -> None:
    """Writes a result, and its chart if requested."""
    from vitagraph.queries.formats import write as written
    from vitagraph.queries.formats.table import write as aligned
    from vitagraph.tables import Table

    if chart:
        result = result.read() if isinstance(result, Table) else result
        write(drawn(result, query, chart), chart)
    if format == "table" and isinstance(result, Table):
        write(aligned(result, query, _terminal_width() if output == "-" else 0), output)
    else:
        write(written(result, query, format), output)


def _terminal_width() -> int:
    """The columns of the terminal, 0 where standard output is not one."""
    if sys.stdout is None or not sys.stdout.isatty():
        return 0
    from shutil import get_terminal_size

    return get_terminal_size().columns


def drawn(result: QueryResult, query: Query, file: str) -> str:
    """The chart of a result. Raises UsageError where it has none, or the file's suffix is not that of SVG."""
    from vitagraph.charts import svg
    from vitagraph.tables import Table

    if PurePath(file).suffix.lower() != ".svg":
        instead = PurePath(file).with_suffix(".svg")
        raise UsageError(f"{file}: charts are drawn as SVG; write {instead}, which a browser or rsvg-convert converts to an image")
    if not isinstance(result, Table) or not query.chart:
        raise UsageError(f"{query.name} has no chart; describe one in its header: #+ chart: {{type: bar, x: ..., y: ...}}")
    return svg(result, query.chart, query.summary, query.description)
