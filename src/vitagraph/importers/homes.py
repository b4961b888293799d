"""The home of a work of another system: the section of its record, and its kind where the section has several."""

from __future__ import annotations

from typing import NamedTuple

from vitagraph.records import kind_words, work_kinds
from vitagraph.records.containers import PeriodicalType
from vitagraph.records.work_kinds import WORKS, WorkKindRow

#: sections of kinds -> the section that the importers of works fill
_INSTEAD = {"lectures": "talks"}
#: container of a kind that is a book alone -> what the container is
_CONTAINERS = {"article": "journal", "periodical": "journal", "book": "book"}
#: sections whose works an importer of works cannot describe
_NOT_HERE = ("exhibitions", "students")


class Home(NamedTuple):
    """A section, the kind of the work, whether the word of the source only comes close to it, and the container that the word states."""

    section: str
    row: WorkKindRow
    approximate: bool = False
    container: str = ""

    @property
    def kind(self) -> str:
        """The kind that the record states; "" in a section of one kind."""
        return self.row.name if self.section == WORKS else ""

    @property
    def is_in_periodical(self) -> bool:
        """Whether the work is usually part of a journal, a newspaper, a blog ..."""
        return self.container == "journal" or (not self.container and next(iter(self.row.containers), "") in PeriodicalType.classes)


def home(word: str, *systems: str, aliases: dict[str, str] | None = None, stated: str = "") -> Home:
    """The home of a word of one of some systems, or of an alias that stands for a kind; of another word, that of other works.

    `stated` is a further word of the source for the kind: it is taken where it is more exact, that is, where a work of that kind is
    written with the same word.
    """
    known = (work_kinds.readings(system).get(word) for system in systems)
    found = next(filter(None, known), None)
    if found is None and aliases and word in aliases:
        found = work_kinds.Reading(work_kinds.rows()[aliases[word]], False)
    reading = found or work_kinds.Reading(work_kinds.rows()["other"], True)
    more = named(stated)
    if more is not None and more.section == WORKS:
        of_more = {one.text: where for where in work_kinds.CONTAINERS[::-1] for system in systems if (one := more.word_in(system, where))}
        if found is None or word in of_more:
            return at(more)._replace(container=_CONTAINERS.get(of_more.get(word, ""), ""))
    return at(reading.kind, reading.approximate)


def at(row: WorkKindRow, approximate: bool = False) -> Home:
    """The home of the works of a kind."""
    section = _INSTEAD.get(row.section, row.section)
    if section in _NOT_HERE:
        return Home(WORKS, work_kinds.rows()["other"], True)
    return Home(section, row, approximate)


def named(word: str) -> WorkKindRow | None:
    """The kind that a word names, None where it names none."""
    name = work_kinds.words().get(kind_words.key(word))
    return work_kinds.rows()[name] if name else None
