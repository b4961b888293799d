"""Works in the formats of reference managers and whole CVs in those of résumés, one file a format.

CSL-JSON is the model that the others are written from: https://docs.citationstyles.org/en/stable/specification.html
They take a public view (`Index.public_view`), so what they write contains no restricted fact.
"""

from collections.abc import Iterator
from typing import NamedTuple

from vitagraph.records import Index, Record, sections
from vitagraph.records.works import Publication

#: format -> suffix of its files
FORMATS = {"bibtex": "bib", "csl-json": "json", "ris": "ris"}
#: format of a whole CV -> suffix of its files
RESUMES = {"jsonresume": "json", "rendercv": "yaml"}


class Work(NamedTuple):
    """Something that can be cited; a thesis with its study, a patent document with its family."""

    record: Record
    whole: Record | None = None


def works(index: Index) -> Iterator[Work]:
    """Every publication of a CV, then its software and datasets, the owner's theses, its patent documents."""
    for section, kind in sections().items():
        if issubclass(kind, Publication):
            yield from map(Work, getattr(index.cv, section))
    for study in index.cv.studies:
        if study.thesis:
            yield Work(study.thesis, study)
    for family in index.cv.patent_families:
        yield from (Work(document, family) for document in family.documents)
