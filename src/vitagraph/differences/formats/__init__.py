"""Formats of differences, one file each; a new file is all that a new format needs: `--format` and help read its `FORMAT`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from vitagraph.differences.records import Difference
from vitagraph.plugins import Registry


class DifferenceFormat(NamedTuple):
    """A format: its name, its place in lists, and the function that returns the text of differences."""

    name: str
    order: int
    write: Callable[[Iterable[Difference]], str]


#: every format by name
DIFFERENCE_FORMATS = Registry(DifferenceFormat, __name__, "FORMAT", "vitagraph.difference_formats", "format of differences")
