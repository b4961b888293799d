"""Named rows, one below the other, of horizontal bars and timelines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vitagraph.charts.drawing import FONT, label, width, wrapped

_NAMES = 270.0
#: in a drawing narrower than this, names longer than this fraction of it stand above their rows, across the whole width
_NARROW, _FRACTION = 560.0, 0.36


class Rows(NamedTuple):
    """The lines of each name, the left edge of what the rows show, the height of a row, and whether names stand above their rows."""

    names: list[list[str]]
    left: float
    height: float
    above: bool

    @classmethod
    def of(cls, names: Iterable[str], wide: float) -> Rows:
        """Rows in a drawing of this width."""
        names = list(names)
        if wide < _NARROW and max(map(width, names), default=0) > wide * _FRACTION:
            return cls([wrapped(name, wide - 4, 1) for name in names], 10, 42, True)
        lines = [wrapped(name, _NAMES) for name in names]
        left = 18 + max((width(one) for several in lines for one in several), default=60.0)
        return cls(lines, left, 36 if any(len(several) > 1 for several in lines) else 27, False)

    @property
    def bottom(self) -> float:
        """The lower edge of the last row."""
        return self.height * len(self.names)

    def middle(self, at: int) -> float:
        """The vertical centre of a row's bars and points."""
        return self.height * (at + 0.5) + (9 if self.above else 0)

    def labels(self) -> Iterator[str]:
        """The names."""
        for at, several in enumerate(self.names):
            if self.above:
                yield label(self.left, self.middle(at) - 15, several[0], class_="halo")
                continue
            first = self.middle(at) + 4.5 - 7.5 * (len(several) - 1)
            yield from (label(self.left - 10, first + 15 * number, one, "end", FONT) for number, one in enumerate(several))
