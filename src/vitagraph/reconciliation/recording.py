"""Where identifiers came from, written into the document of a CV where the user asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vitagraph.errors import DataError, Place, Problem, quoted
from vitagraph.merging.merge import Files
from vitagraph.merging.pruning import Addition
from vitagraph.merging.verification import errors_of
from vitagraph.records import identifier_sources
from vitagraph.records.identifier_sources import IdentifierSource
from vitagraph.services import SERVICES
from vitagraph.yaml import read_files


def entry(identifier: str, service: str, replied: str, place: Place) -> IdentifierSource:
    """The entry about an identifier, `doi:10.5555/owls`, that a service stated on a day: the name of the service, or its address.

    Raises DataError where one of the two is wrong in a review file.
    """
    known = service if "://" in service else SERVICES[service].address if service in SERVICES.all else ""
    try:
        return IdentifierSource.parse(f"{identifier} {known} {replied}")
    except ValueError:
        what = f"{quoted(service)} and {quoted(replied)} are no service and the day of its reply"
        raise DataError([Problem(place, f"{what}; correct `services:` and `replied:`, or apply it without --record-source")]) from None


def recorded(target: str, files: Sequence[tuple[str, bytes]], entries: Iterable[IdentifierSource]) -> dict[str, tuple[bytes, bytes]]:
    """The changed files of a CV whose document states the entries, each of an identifier that is public and has none yet.

    Every other byte stays. Raises DataError where they cannot be written.
    """
    index = read_files(files, target)
    document, public = index.cv.document, identifier_sources.nodes(index)
    stated = {one.identifier for one in document.identifier_sources}
    new = {one.identifier: one for one in entries if one.identifier in public and one.identifier not in stated}
    if not new:
        return {}
    errors, changes, before = errors_of(index, target), Files(target, files), document.identifier_sources
    document.identifier_sources = [*before, *new.values()]
    changes.add(Addition(document, "identifier_sources", before, [*new.values()] if before else []), index)
    changes.checked(index.cv, errors)
    return changes.changed()
