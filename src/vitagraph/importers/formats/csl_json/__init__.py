"""CSL-JSON."""

from __future__ import annotations

import re

from vitagraph.importers import Imported
from vitagraph.importers.formats import Importer
from vitagraph.importers.formats.csl_json.words import ALIASES, SYSTEMS
from vitagraph.records import work_kinds


def _recognises(text: str, suffix: str) -> bool:
    if not text.startswith(("{", "[")):
        return False
    if '"container-title"' in text:
        return True
    # A JSON Resume, which has "basics", can hold these too.
    types = "|".join([*ALIASES, *(word for system in SYSTEMS for word in work_kinds.readings(system))])
    return '"basics"' not in text and ('"date-parts"' in text or bool(re.search(rf'"type"\s*:\s*"(?:{types})"', text)))


def read(text: str, source: str) -> Imported:
    """The records of a text. The reader is imported when it is needed."""
    from vitagraph.importers.formats.csl_json.read import read

    return read(text, source)


IMPORTER = Importer("csl-json", "CSL-JSON", _recognises, read, order=110)
