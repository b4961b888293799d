"""The field `status` of positions, memberships, studies, projects and service: how far it is, or how it is or was held."""

from collections.abc import Collection

from vitagraph.rdf.vocabulary import DCTERMS
from vitagraph.records.annotated import Annotated
from vitagraph.records.kinds import Status
from vitagraph.records.record import Context
from vitagraph.values import Period

_NOT_BEGUN = ("upcoming", "expected", "declined")
_ENDED = ("completed", "resigned", "withdrawn", "not-completed", "all-but-dissertation")
#: the statuses of what does not go on
NOT_RUNNING = frozenset((*_NOT_BEGUN, *_ENDED, "interrupted"))
#: the statuses of studies that have not led to their degree
UNFINISHED = NOT_RUNNING - {"completed", "resigned"} | {"ongoing"}

#: the type of the field
Statuses = Annotated[
    list[Status], DCTERMS.type, "how far it is, or how it is held: ongoing, completed, expected, withdrawn, resigned, elected, tenured ..."
]


def is_running(status: Collection[Status], period: Period | None, context: Context) -> bool:
    """Whether something goes on on the day on which the CV was right: by its status, else by its period."""
    if not NOT_RUNNING.isdisjoint(status):
        return False
    return context.is_running(period) if period else "ongoing" in status


def is_over(status: Collection[Status], period: Period | None, context: Context) -> bool:
    """Whether something began, and ended by that day: by its status, else by its period."""
    return "completed" in status or (not set(_NOT_BEGUN).intersection(status) and context.is_over(period))
