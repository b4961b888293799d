"""Named rows, one below the other, as lying bars and timelines have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vitagraph.charts.drawing import FONT, label, width, wrapped

_NAMES = 270.0
#: below this width names that are longer than this part of it stand above what their row shows, and have the whole line
_NARROW, _PART = 560.0, 0.36


class Rows(NamedTuple):
    """The lines of each name, where what they name begins, the height of a row, and whether names stand above."""

    names: list[list[str]]
    left: float
    height: float
    above: bool

    @classmethod
    def of(cls, names: Iterable[str], wide: float) -> Rows:
        """Rows in a drawing of this width."""
        names = list(names)
        if wide < _NARROW and max(map(width, names), default=0) > wide * _PART:
            return cls([wrapped(name, wide - 4, 1) for name in names], 10, 42, True)
        lines = [wrapped(name, _NAMES) for name in names]
        left = 18 + max((width(one) for several in lines for one in several), default=60.0)
        return cls(lines, left, 36 if any(len(several) > 1 for several in lines) else 27, False)

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.height * len(self.names)

    def middle(self, at: int) -> float:
        """The line on which a row's bars and points lie."""
        return self.height * (at + 0.5) + (9 if self.above else 0)

    def labels(self) -> Iterator[str]:
        """The names."""
        for at, several in enumerate(self.names):
            if self.above:
                yield label(self.left, self.middle(at) - 15, several[0], class_="halo")
                continue
            first = self.middle(at) + 4.5 - 7.5 * (len(several) - 1)
            yield from (label(self.left - 10, first + 15 * number, one, "end", FONT) for number, one in enumerate(several))
