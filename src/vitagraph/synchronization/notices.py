"""Notices about works: retractions, corrections, successors, as services state them for an identifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vitagraph.records import Record
from vitagraph.records.works import Publication
from vitagraph.services import Update

#: kinds of updates after which a work is no longer what it was (https://www.crossref.org/documentation/crossmark/)
_WITHDRAWN = {
    "retraction": "retracted", "partial_retraction": "retracted in part", "withdrawal": "withdrawn", "removal": "removed",
    "expression_of_concern": "questioned by an expression of concern",
}  # fmt: skip
_CORRECTED = {
    "correction": "corrected", "corrigendum": "corrected", "erratum": "corrected", "addendum": "supplemented", "clarification": "clarified",
}  # fmt: skip
#: statuses of works that state it
_STATED = ("retracted", "withdrawn", "corrected")


def notices(record: Record, updates: Iterable[Update], label: str) -> Iterator[tuple[str, bool]]:
    """The notices about a work that its record does not state, each with whether it is a fault of the CV to leave it out."""
    for update in updates:
        words, is_withdrawn = sentence(update), update.kind in _WITHDRAWN
        if isinstance(record, Publication) and update.role == "updated-by" and _is_stated(record, update):
            continue
        instead = "check it"
        if isinstance(record, Publication) and (is_withdrawn or update.kind in _CORRECTED) and update.role == "updated-by":
            status = "corrected" if update.kind in _CORRECTED else "withdrawn" if update.kind in ("withdrawal", "removal") else "retracted"
            notice = f" and `correction: {update.identifier.address()}`" if update.identifier is not None else ""
            instead = f"write `status: {status}`{notice}"
        yield f"{words} ({label}); {instead}", is_withdrawn and update.role == "updated-by"


def sentence(update: Update) -> str:
    """What a notice states: `it was retracted on 2021-06-01 by 10.5555/notice`."""
    day = f" on {update.date}" if update.date else ""
    other = f" {update.identifier}" if update.identifier is not None else ""
    if update.role == "update-to":
        return f"this identifier is that of a notice ({update.kind}) about{other or ' another work'}"
    done = _WITHDRAWN.get(update.kind) or _CORRECTED.get(update.kind)
    if done:
        return f"it was {done}{day}" + (f" by{other}" if other else "")
    return f"it has an update ({update.kind}){day}" + (f":{other}" if other else "")


def _is_stated(work: Any, update: Update) -> bool:
    """Returns whether a work states the notice, or a status that means the same."""
    if update.kind in _WITHDRAWN:
        return work.status in ("retracted", "withdrawn")
    pages = {str(page).lower() for page in work.correction}
    notice = update.identifier.address().lower() if update.identifier is not None else ""
    return work.status in _STATED or bool(notice and notice in pages)
