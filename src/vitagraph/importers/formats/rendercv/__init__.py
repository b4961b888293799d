"""RenderCV."""

from __future__ import annotations

import re

from vitagraph.importers import Imported
from vitagraph.importers.formats import Importer


def _recognises(text: str, suffix: str) -> bool:
    return bool(re.search(r"(?m)^cv:\s*$", text))


def read(text: str, source: str) -> Imported:
    """The records of a text. The reader is imported when it is needed."""
    from vitagraph.importers.formats.rendercv.read import read

    return read(text, source)


IMPORTER = Importer("rendercv", "RenderCV", _recognises, read, order=140)
