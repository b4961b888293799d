"""What all entries of a section have in common: its heading states it once."""

from __future__ import annotations

from collections.abc import Sequence

from vitagraph.site.entries.entry import Entry
from vitagraph.site.entries.years import Listed
from vitagraph.site.localization import Localized

#: fewer entries state all of their own
_LEAST = 3


def divided(listed: Sequence[Listed]) -> tuple[list[Localized], list[Listed]]:
    """The marks and the labelled pieces that are in every entry of a section, and the entries without them."""
    if len(listed) < _LEAST:
        return [], list(listed)
    first, *others = (one.entry for one in listed)
    common = [fact for fact in _movable(first) if all(fact in _movable(other) for other in others)]
    return common, [one._replace(entry=_without(common, one.entry)) for one in listed]


def _movable(entry: Entry) -> list[Localized]:
    """Facts that read the same elsewhere: they are neither links nor places of an address, and no other piece continues them."""
    follows = {number - 1 for number, piece in enumerate(entry.where) if piece.follows}
    labelled = [piece for number, piece in enumerate(entry.where) if piece.label and not piece.follows and number not in follows]
    return [fact for fact in (*entry.marks, *labelled) if not (fact.href or fact.anchor or fact.whole)]


def _without(common: Sequence[Localized], entry: Entry) -> Entry:
    return entry._replace(
        marks=[mark for mark in entry.marks if mark not in common], where=[piece for piece in entry.where if piece not in common]
    )
