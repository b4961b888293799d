"""ORCID records, as the API of ORCID returns them."""

from __future__ import annotations

from vitagraph.importers import Imported
from vitagraph.importers.formats import Importer


def _recognises(text: str, suffix: str) -> bool:
    return text.startswith(("{", "[")) and ('"orcid-identifier"' in text or '"activities-summary"' in text)


def read(text: str, source: str) -> Imported:
    """The records of a text. The reader is imported when it is needed."""
    from vitagraph.importers.formats.orcid.read import read

    return read(text, source)


IMPORTER = Importer("orcid", "ORCID record", _recognises, read, order=10)
