"""The options of a site."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Options(NamedTuple):
    """Whether pages show contact facts, the folder of a theme, the folder of the CV with its pictures, the folders of own queries.

    `for_owner` is whether the pages are a preview for the owner, with the questions about gaps in the data.
    """

    contact: bool = False
    theme: Path | None = None
    folder: Path | None = None
    queries: tuple[Path, ...] = ()
    for_owner: bool = False
