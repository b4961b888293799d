"""Notes about single records: what may be meant otherwise than it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vitagraph.records.people import family_name_in_doubt
from vitagraph.records.registry import RecordProblem

if TYPE_CHECKING:
    from vitagraph.records.index import Index


def notes_of_records(index: Index) -> Iterator[RecordProblem]:
    """The notes about the document, the people and the chapters of a CV."""
    document = index.cv.document
    if document.iri == document.example_iri:
        yield RecordProblem(document, ("iri",), "this is still the example's address; write the address where you will publish")
    for person in (index.cv.person, *index.cv.people):
        if note := family_name_in_doubt(person, index.language):
            yield RecordProblem(person, ("name",), note)
    for chapter in index.cv.book_chapters:
        if chapter.book and chapter.editors:
            message = "editors: these edited the chapter; the editors of the book stand under `edited_books:`, with its title"
            yield RecordProblem(chapter, ("editors",), message)
