"""The proof before anything is written: the files, read as they will be read, are the records that were meant, and valid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from vitagraph.errors import DataError, Place, Problem, quoted
from vitagraph.mapping.statements import statements
from vitagraph.reading import read_files
from vitagraph.records import CV, Index
from vitagraph.terms import Term
from vitagraph.validation import Validator
from vitagraph.validation.report import Severity


def proved(files: Mapping[str, bytes], intended: CV, target: str, instead: str, known: Iterable[str] = ()) -> Index:
    """The CV that files (path -> bytes) make of a target, which is exactly the intended one and has no new error.

    `known` holds the errors that it had before, as `errors_of` gives them. Raises DataError that says what does not come
    back, and what to do `instead`.
    """
    try:
        index = read_files(sorted(files.items()), target)
    except DataError as error:
        raise DataError(Problem(one.place, f"{one.message}{_line(files, one.place)}; {instead}") for one in error.problems) from None
    meant = Index(intended)
    if differing := set(_differing(meant, index)):
        lost = sorted({record for node in differing if (record := _record(meant, node))})
        names = ", ".join(lost[:3]) + (f" and {len(lost) - 3} more" if len(lost) > 3 else "")
        raise DataError([Problem(Place(target), f"{names or 'the CV'} would not be read back as meant; {instead}")])
    before = set(known)
    if errors := [(place, message) for place, message in _errors(index, target) if message not in before]:
        raise DataError(Problem(place, f"{message}{_line(files, place)}; {instead}") for place, message in errors)
    return index


def errors_of(index: Index, target: str) -> set[str]:
    """What `vitagraph validate` calls an error in a CV."""
    return {message for _, message in _errors(index, target)}


def _errors(index: Index, target: str) -> Iterator[tuple[Place, str]]:
    for result in _validator().validate(index, target).results:
        if result.finding.severity is Severity.error:
            yield result.place, result.sentence


@cache
def _validator() -> Validator:
    """vitagraph's own shapes, compiled once."""
    return Validator()


def _differing(one: Index, other: Index) -> Iterator[Term]:
    """The subjects of which two CVs do not say the same to the same people; the CV as a whole where it has other aliases."""
    if one.cv.aliases != other.cv.aliases:
        yield one.owner
    before, after = statements(one), statements(other)
    for name in before:
        yield from (triple[0] for triple in before[name].keys() ^ after[name].keys())


def _record(index: Index, node: Term) -> str:
    """The record that a node belongs to, in words; "" where it is none's."""
    segment, _, rest = node.rpartition("#")[2].removesuffix(">").partition("/")
    record = index.records.get(index.iri(segment, rest.partition("/")[0]) if rest else node)
    return f"{index.cv.noun_of(record)} '{index.id_of(record)}'" if record else ""


def _line(files: Mapping[str, bytes], place: Place) -> str:
    """The line of a place in a file that will not be written."""
    lines = files.get(place.source, b"").decode("utf-8", "replace").splitlines()
    return f", in the line {quoted(lines[place.line - 1].strip())}" if 0 < (place.line or 0) <= len(lines) else ""
