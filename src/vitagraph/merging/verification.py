"""Verifies changed files before they are written: they are read back as the intended records, and these are valid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from vitagraph.errors import DataError, Place, Problem, quoted
from vitagraph.mapping.statements import statements
from vitagraph.rdf.terms import Term
from vitagraph.records import CV, Index
from vitagraph.validation import Validator
from vitagraph.validation.report import Severity
from vitagraph.yaml import read_files


def read_back(files: Mapping[str, bytes], intended: CV, target: str, instead: str) -> Index:
    """Reads files (path -> bytes) as the CV of a target; it must equal the intended CV.

    Raises DataError that names the records which differ, and states what to do `instead`.
    """
    try:
        index = read_files(sorted(files.items()), target)
    except DataError as error:
        raise DataError(Problem(one.place, f"{one.message}{_line(files, one.place)}; {instead}") for one in error.problems) from None
    expected = Index(intended)
    if differing := set(_differing(expected, index)):
        lost = sorted({record for node in differing if (record := _record(expected, node))})
        names = ", ".join(lost[:3]) + (f" and {len(lost) - 3} more" if len(lost) > 3 else "")
        raise DataError([Problem(Place(target), f"{names or 'the CV'} would not be read back as meant; {instead}")])
    return index


def verified(files: Mapping[str, bytes], intended: CV, target: str, instead: str, known: Iterable[str] = ()) -> Index:
    """Reads files back as `read_back` does; the CV must have no error except the `known` ones, messages of `errors_of`.

    Raises DataError that names what differs or is not valid, and states what to do `instead`.
    """
    index = read_back(files, intended, target, instead)
    before = set(known)
    if errors := [one for one in problems_of(index, target) if one.message not in before]:
        raise DataError(Problem(one.place, f"{one.message}{_line(files, one.place)}; {instead}") for one in errors)
    return index


def errors_of(index: Index, target: str) -> set[str]:
    """The messages of the errors that `vitagraph validate` reports for a CV."""
    return {problem.message for problem in problems_of(index, target)}


def problems_of(index: Index, target: str) -> list[Problem]:
    """The errors that `vitagraph validate` reports for a CV, each with its place."""
    results = _validator().validate(index, target).results
    return [Problem(result.place, result.sentence) for result in results if result.shacl.severity is Severity.error]


@cache
def _validator() -> Validator:
    """The validator with vitagraph's own shapes, compiled once."""
    return Validator()


def _differing(one: Index, other: Index) -> Iterator[Term]:
    """The subjects whose triples, or their visibility, differ between two CVs; the owner where aliases or sources of identifiers differ."""
    if one.cv.aliases != other.cv.aliases or one.cv.document.identifier_sources != other.cv.document.identifier_sources:
        yield one.owner
    before, after = statements(one), statements(other)
    for name in before:
        yield from (triple[0] for triple in before[name].keys() ^ after[name].keys())


def _record(index: Index, node: Term) -> str:
    """A phrase that names the record of a node, "" for a node of no record."""
    segment, _, rest = node.rpartition("#")[2].removesuffix(">").partition("/")
    record = index.records.get(index.iri(segment, rest.partition("/")[0]) if rest else node)
    return f"{index.cv.noun_of(record)} '{index.id_of(record)}'" if record else ""


def _line(files: Mapping[str, bytes], place: Place) -> str:
    """A phrase that quotes the line of a place, in a file that is not written."""
    lines = files.get(place.source, b"").decode("utf-8", "replace").splitlines()
    return f", in the line {quoted(lines[place.line - 1].strip())}" if 0 < (place.line or 0) <= len(lines) else ""
