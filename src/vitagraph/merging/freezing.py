"""Writes the ids of records into their files, so that the correction of a title changes no IRI."""

from __future__ import annotations

from vitagraph.errors import DataError, Problem
from vitagraph.merging.layout import UnwritableError
from vitagraph.merging.merge import Files, Merged
from vitagraph.merging.verification import errors_of
from vitagraph.records import Index, Record, with_nested
from vitagraph.values import Slug
from vitagraph.yaml import contents, read_files


def freeze_ids(target: str) -> Merged:
    """The files of a CV with every derived id stated; nothing is written. Raises DataError where an id cannot be inserted."""
    files = contents(target)
    index = read_files(files, target, with_proposed_ids=True)
    written, problems, errors = Files(target, files), [], errors_of(index, target)
    frozen = [(record, index.id_of(record)) for record in _without_id(index)]
    for record, identifier in frozen:
        place = index.cv.origins.of(record)
        try:
            if place is not None:
                written.edits[place.source].set_id(place, record, identifier)
                record.id = Slug(identifier)
        except UnwritableError as error:
            problems.append(Problem(place, f"the id cannot be inserted: {error}"))
    if problems:
        raise DataError(problems)
    written.checked(index.cv, errors)
    return Merged(written.changed(), [], [], 0, len(frozen))


def _without_id(index: Index) -> list[Record]:
    """The records, also nested ones, whose ids are derived."""
    owner = index.cv.person
    return [part for whole in index.cv.records() for part in with_nested(whole) if part is not owner and part.id is None]
