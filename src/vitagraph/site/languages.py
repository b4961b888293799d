"""The languages of the pages of a site."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.errors import DataError, Place, Problem, quoted
from vitagraph.records import Index, Record, plan
from vitagraph.site.words.own import FOLDER, SiteWords
from vitagraph.values import Text

_ENGLISH = "en"


def languages(index: Index, words: SiteWords) -> list[str]:
    """The languages of the pages, the main one first: those that the document states.

    Else they are that of the CV, those in which its head is written (document, person, positions, studies), and English, as far as there
    are words in them.
    """
    if stated := index.cv.document.languages:
        return list(dict.fromkeys(_primary(tag) for tag in stated))
    own = [_primary(tag) for tag in (index.language, *_of_head(index))]
    return list(dict.fromkeys(tag for tag in (*own, _ENGLISH) if tag in words.known))


def check(index: Index, words: SiteWords, source: str) -> None:
    """Raises DataError where the document states a language without words, or a file of the owner's words has a problem."""
    document, problems = index.cv.document, words.problems()
    for number, tag in enumerate(document.languages):
        if _primary(tag) not in words.known:
            place = (index.cv.origins and index.cv.origins.of(document, ("languages", number))) or Place(source)
            known = ", ".join(words.known)
            message = f"there are no words in {quoted(tag)} for pages; write one of {known}, or the words in {FOLDER}/{tag}.yaml"
            problems.append(Problem(place, message))
    if problems:
        raise DataError(problems)


def _primary(tag: str) -> str:
    """The language of a tag without script and region."""
    return tag.partition("-")[0].lower()


def _of_head(index: Index) -> Iterator[str]:
    """The languages of the texts in the head of a CV, which is as a whole in each of them."""
    for record in (index.cv.document, index.cv.person, *index.cv.positions, *index.cv.studies):
        yield from _of_texts(record)


def _of_texts(record: Record) -> Iterator[str]:
    for field in plan(type(record)).fields.values():
        value = getattr(record, field.name, None)
        if isinstance(value, Text) and not field.proper_name:
            yield from (tag for tag, _ in value.translations if tag)
