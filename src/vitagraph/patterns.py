"""Regular expressions that are compiled when they are first used.

Compiling takes far longer than a match, and a run uses few of the patterns of the modules that it imports.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    regex = re.compile
else:

    class regex:  # noqa: N801  # stands for `re.compile`
        """A regular expression with the interface of re.Pattern. The arguments are those of `re.compile`."""

        def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
            self._source = pattern, flags

        def __getattr__(self, name: str) -> Any:
            """A method or attribute of the compiled pattern, kept for the next access."""
            found = getattr(re.compile(*self._source), name)
            setattr(self, name, found)
            return found
