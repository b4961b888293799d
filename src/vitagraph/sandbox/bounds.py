"""The bounds of all engine processes."""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """The bounds of a process, per request except for the memory; None is no bound.

    `seconds` of wall-clock time, `memory` in bytes of address space, `depth` in nested brackets of a query, `rows` (or triples) and
    `characters` of a result.
    """

    seconds: float | None
    memory: int
    depth: int
    rows: int | None = None
    characters: int | None = None


#: for the user of this machine, who can interrupt a query, and whose results are streamed
PROMPT = Bounds(seconds=None, memory=8 << 30, depth=500)
#: for the clients of a server; its --timeout replaces the seconds
SERVER = Bounds(seconds=30.0, memory=2 << 30, depth=100, rows=1_000_000, characters=64 << 20)
#: for a user's shapes
SHAPES = Bounds(seconds=None, memory=8 << 30, depth=500)
