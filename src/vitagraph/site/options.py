"""The options of a site."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Options(NamedTuple):
    """Whether pages show contact facts, the folder of a theme, the folder of the CV with its pictures, the folders of own queries."""

    contact: bool = False
    theme: Path | None = None
    folder: Path | None = None
    queries: tuple[Path, ...] = ()
