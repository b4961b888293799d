"""A progress bar on a terminal; no output elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """Shows the CV in progress on a terminal."""

    def __init__(self, shown: Progress | None = None, total: int | None = None) -> None:
        self._shown = shown
        self._task: TaskID | None = shown.add_task("", total=total, rate="") if shown else None
        self._start = time.monotonic()

    def begin(self, source: str) -> None:
        """A CV begins."""
        if self._shown and self._task is not None:
            self._shown.update(self._task, description=source)

    def end(self, triples: int, done: int = 1) -> None:
        """A CV, or an amount of the total, is done; `triples` is the number so far."""
        if self._shown and self._task is not None:
            rate = triples / max(time.monotonic() - self._start, 1e-6)
            self._shown.update(self._task, advance=done, rate=f"{triples:,} triples, {rate:,.0f}/s")


@contextmanager
def progress(total: int | None, quiet: bool, share: bool = False) -> Iterator[Bar]:
    """A bar on standard error while it is a terminal; with `share` it shows the share of the total."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn() if share else MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield Bar(shown, total)
