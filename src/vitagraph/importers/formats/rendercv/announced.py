"""The highlights that announce fields, `Funder: DFG`, as the exporter writes them -> the fields; other highlights stay a description."""

from __future__ import annotations

from vitagraph.exporters.formats.rendercv.announced import ANNOUNCED
from vitagraph.importers.draft import Draft
from vitagraph.importers.texts import set_text
from vitagraph.records import plan

#: sections that are recognised by the exporter's own heading alone
_BY_HEADING = ("students", "media")
#: sections whose entries, under another heading than the exporter's own, may be those of a section of the CV's own
_MAY_BE_OWN = ("exhibitions", "collections")


def is_own(topic: str, heading: str, highlights: list[str]) -> bool:
    """Whether an entry is one of the CV's own sections: its first highlight announces a field that only those have, for instance."""
    if heading == topic or topic in _BY_HEADING:
        return heading != topic
    word = highlights[0].partition(": ")[0] if highlights else ""
    return topic in _MAY_BE_OWN and word in ANNOUNCED["sections"].keys() - ANNOUNCED[topic].keys()


def set_announced(section: str, draft: Draft, highlights: list[str]) -> list[str]:
    """Moves the highlights at the front that announce fields of a section, in its order, to a draft, as far as the fields accept them.

    Returns their texts.

    """
    taken = []
    for word, name in ANNOUNCED[section].items():
        field = plan(draft.kind).fields[name]
        while highlights and highlights[0].startswith(f"{word}: ") and set_text(draft, field, highlights[0].removeprefix(f"{word}: ")):
            taken.append(highlights.pop(0).removeprefix(f"{word}: "))
            if not field.many:
                break
    return taken
