"""The folder for state kept between calls (XDG Base Directory Specification)."""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path | None:
    """The folder, which may not exist yet; None where there is no home."""
    try:
        return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "vitagraph"
    except RuntimeError:
        return None
