"""A CV in a foreign format, with the count of what that format cannot say."""

from __future__ import annotations

from collections import Counter
from importlib import import_module

from vitagraph.exporters import RESUMES, works
from vitagraph.exporters.coverage import Coverage
from vitagraph.records import Index

#: fields of works and of what they appear in that all reference managers have words for
_BIBLIOGRAPHIC = (
    *("authors", "inventors", "keywords", "language", "note", "pages", "volume", "issue", "isbn", "issn", "edition", "version"),
    *("publisher", "place", "series", "editors", "number_of_pages", "arxiv", "repository", "server"),
    *("degree", "level", "organization", "awarded"),  # of a thesis
)
_MORE = {
    "csl-json": ("status", "short_names", "dates", "filed", "published"),
    "ris": ("short_names", "filed", "published"),
    "bibtex": ("status", "assignees", "dates"),
}


def written(format: str, index: Index) -> tuple[str, Counter[str]]:
    """The public view of a CV in a format, and how often which stated field cannot be expressed in it."""
    module = import_module(f"vitagraph.exporters.{format.replace('-', '_').replace('jsonresume', 'json_resume')}")
    coverage = Coverage(index)
    if format in RESUMES:
        text: str = module.write(index, coverage)
    else:
        text = module.write(works(index), index)
        for work in works(index):
            coverage.take_work(work, *_BIBLIOGRAPHIC, *_MORE[format])
    return text, coverage.left_out()
