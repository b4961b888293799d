"""What whoever builds a site may choose."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Options(NamedTuple):
    """What a site may show besides public facts, a folder that overrides its looks, where the CV's pictures are, own queries."""

    contact: bool = False
    theme: Path | None = None
    folder: Path | None = None
    queries: tuple[Path, ...] = ()
