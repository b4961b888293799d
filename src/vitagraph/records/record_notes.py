"""Notes about single records: what may be meant otherwise than it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vitagraph.records.people import family_name_in_doubt
from vitagraph.records.registry import RecordProblem

if TYPE_CHECKING:
    from vitagraph.records.index import Index


def notes_of_records(index: Index) -> Iterator[RecordProblem]:
    """The notes about the people and the chapters of a CV."""
    for person in (index.cv.person, *index.cv.people):
        if note := family_name_in_doubt(person, index.language):
            yield RecordProblem(person, ("name",), note)
    for chapter in index.cv.book_chapters:
        book = index.find("book", chapter.book) if chapter.book and chapter.editors else None
        of_book = {index.agent(one) for one in getattr(book, "editors", ())}
        if book and (not of_book or of_book.intersection(map(index.agent, chapter.editors))):
            message = "editors: these are editors of the chapter; those of the book stand under `edited_books:`, with its title"
            yield RecordProblem(chapter, ("editors",), message)
