"""Validation of many CVs: one line of JSON for each, in the order of the input."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import lru_cache, partial
from typing import NamedTuple

import msgspec

from vitagraph.bulk.decoding import decode, place_in_source
from vitagraph.bulk.inputs import Unit
from vitagraph.bulk.partitions import Partition, partitions
from vitagraph.bulk.workers import Work, spread
from vitagraph.errors import DataError, Problem, encodable
from vitagraph.records import Document
from vitagraph.validation import Report, Validator
from vitagraph.validation.formats.json import as_data

#: CVs in a partition; validation takes long enough that few CVs keep a worker busy
MOST_CVS = 25


class Checks(NamedTuple):
    """The settings of a validation."""

    profiles: tuple[str, ...] = ()
    user_shapes: tuple[str, ...] = ()
    engine: str = "shacl"
    strict: bool = False
    errors_only: bool = False
    withhold: str = "none"


class Checked(NamedTuple):
    """The results of some CVs: their lines, the number of CVs, of failed CVs and of triples, and the bytes of their input."""

    lines: bytes
    cvs: int
    failed: int
    triples: int
    size: int


def validate(sources: Sequence[str], checks: Checks, workers: int) -> Iterator[Checked]:
    """Yields the results in the order of the input. A CV that cannot be read is a failed result.

    Raises UsageError at the first step for shapes and profiles that cannot be used.
    """
    validator(checks)
    waiting: dict[int, Checked] = {}
    following = 0
    with closing(spread(partitions(sources, MOST_CVS), partial(checker, checks), workers)) as results:
        for number, checked in results:
            waiting[number] = checked
            while following in waiting:
                yield waiting.pop(following)
                following += 1


@lru_cache(1)
def validator(checks: Checks) -> Validator:
    """The validator of some settings. Raises UsageError for shapes and profiles that cannot be used."""
    return Validator(checks.profiles, checks.user_shapes, checks.engine)


def checker(checks: Checks) -> Work:
    """What a worker does with a partition: it returns its number and its results."""
    validating = validator(checks)
    # Reference counting frees most objects; the few in cycles (rdflib's graphs) are collected once for each partition.
    gc.freeze()
    gc.disable()

    def check(partition: Partition) -> tuple[int, Checked]:
        checked = _checked(partition, validating, checks)
        gc.collect()
        return partition.number, checked

    return check


def _checked(partition: Partition, validating: Validator, checks: Checks) -> Checked:
    reports = [(unit, _report(unit, validating)) for unit in partition.units]
    lines = b"".join(
        _line(unit, (report.errors_only() if checks.errors_only else report).withheld(checks.withhold)) for unit, report in reports
    )
    failed = sum(report.failed(checks.strict) for _, report in reports)
    triples = sum(report.validated[1] for _, report in reports)
    return Checked(lines, len(reports), failed, triples, sum(unit.size for unit in partition.units))


def _report(unit: Unit, validating: Validator) -> Report:
    try:
        # The results do not depend on the address, so a CV without one gets a neutral one.
        index = decode(unit, Document.neutral_iri, located=True)
        report = validating.validate(index, unit.source)
    except DataError as error:
        return Report.of_problems(error.problems)
    except Exception as error:  # one CV among millions must not end the run, even if the cause is a bug
        message = f"vitagraph failed here ({type(error).__name__}: {error}), which is a bug; please report it"
        return Report.of_problems([Problem(unit.place, message)])
    return report._replace(results=[result._replace(place=place_in_source(result.place, unit)) for result in report.results])


def _line(unit: Unit, report: Report) -> bytes:
    return msgspec.json.encode({"source": encodable(unit.source), "line": unit.number, **as_data(report)}) + b"\n"
