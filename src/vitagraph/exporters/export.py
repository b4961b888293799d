"""A CV in another format, with the count of the fields that the format cannot express."""

from __future__ import annotations

from collections import Counter

from vitagraph.exporters import EXPORTERS, works
from vitagraph.exporters.coverage import Coverage
from vitagraph.records import Index


def written(format: str, index: Index) -> tuple[str, Counter[str]]:
    """The text of a public view in a format, and how often each field that it states was left out.

    Raises UsageError for an unknown format.
    """
    exporter, coverage = EXPORTERS[format], Coverage(index)
    if exporter.write_cv:
        return exporter.write_cv(index, coverage), coverage.left_out()
    text = exporter.of_works(works(index), index)
    for work in works(index):
        coverage.take_written(work, exporter)
    return text, coverage.left_out()
