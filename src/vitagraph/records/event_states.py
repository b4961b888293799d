"""States of events in the terms of schema.org: whether one takes place as planned, and where those who take part are."""

from typing import Annotated, ClassVar, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term
from vitagraph.rdf.vocabulary import SCHEMA, Iri
from vitagraph.values import Value


class EventState(Value):
    """A state of an event: one of some words, each with its term."""

    __slots__ = ()
    datatypes = ()
    noun: ClassVar[str]
    statuses: ClassVar[dict[str, Iri]]
    #: other words for the states
    words: ClassVar[dict[str, str]]

    @classmethod
    def normalized(cls, text: str) -> str | None:
        name = cls.words.get(text.lower(), text)
        return name if name in cls.statuses else None

    @classmethod
    def message(cls, raw: object) -> str:
        listed = f"; write one of {', '.join(cls.statuses)}, or leave it out"
        return f"{quoted(raw)} is no {cls.noun}" + did_you_mean(str(raw), cls.statuses, listed)

    def term(self) -> Term:
        return self.statuses[self]

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        return next((cls(name) for name, meant in cls.statuses.items() if meant == term), None)


class EventStatus(EventState):
    """Whether an event takes place as planned, as schema.org has it."""

    __slots__ = ()
    noun = "status of an event"
    statuses: ClassVar[dict[str, Iri]] = {
        "scheduled": SCHEMA.EventScheduled,
        "cancelled": SCHEMA.EventCancelled,
        "postponed": SCHEMA.EventPostponed,
        "rescheduled": SCHEMA.EventRescheduled,
        "moved-online": SCHEMA.EventMovedOnline,
    }
    words: ClassVar[dict[str, str]] = {"canceled": "cancelled", "moved online": "moved-online"}


class Attendance(EventState):
    """Whether those who take part in an event are there in person, online or both."""

    __slots__ = ()
    noun = "form of attendance"
    statuses: ClassVar[dict[str, Iri]] = {
        "in-person": SCHEMA.OfflineEventAttendanceMode,
        "online": SCHEMA.OnlineEventAttendanceMode,
        "hybrid": SCHEMA.MixedEventAttendanceMode,
    }
    words: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("in person", "on-site", "onsite", "on site", "offline", "vor ort", "präsenz"), "in-person"),
        **dict.fromkeys(("virtual", "remote", "via zoom", "zoom", "webinar", "en ligne"), "online"),
        "mixed": "hybrid",
    }


#: the field of a record class for the form of attendance
AttendanceMode = Annotated[Attendance | None, SCHEMA.eventAttendanceMode, "in-person, online or hybrid, if stated"]
