"""Unified differences of long texts.

difflib compares each line with all equal ones, again for each part that it finds: the ids of 4,000 records take minutes. Here texts are
first divided at the lines that are in both of them once (as in the patience algorithm of git), and difflib compares what is between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher


class LineMatcher(SequenceMatcher[str]):
    """A matcher of lines whose time grows with their number."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__(None, before, after, autojunk=False)
        self._before, self._after = before, after
        self._blocks: list[Match] | None = None

    def get_matching_blocks(self) -> list[Match]:
        """The equal parts of the two texts, in order, the last one empty."""
        if self._blocks is None:
            self._blocks = [*_joined(self._matches()), Match(len(self._before), len(self._after), 0)]
        return self._blocks

    def _matches(self) -> Iterator[Match]:
        start, other = 0, 0
        for at, there in [*_anchors(self._before, self._after), (len(self._before), len(self._after))]:
            if start < at and other < there:
                gap = SequenceMatcher(None, self._before[start:at], self._after[other:there], autojunk=False)
                yield from (Match(start + one.a, other + one.b, one.size) for one in gap.get_matching_blocks() if one.size)
            if at < len(self._before):
                yield Match(at, there, 1)
            start, other = at + 1, there + 1


def _joined(matches: Iterator[Match]) -> Iterator[Match]:
    """Matches that follow each other without a gap as one."""
    last: Match | None = None
    for match in matches:
        if last and (last.a + last.size, last.b + last.size) == (match.a, match.b):
            last = Match(last.a, last.b, last.size + match.size)
            continue
        if last:
            yield last
        last = match
    if last:
        yield last


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The places of lines that are in both texts once and in the same order: the longest increasing sequence."""
    once, places = Counter(before), Counter(after)
    there = {line: at for at, line in enumerate(after) if places[line] == 1}
    pairs = [(at, there[line]) for at, line in enumerate(before) if once[line] == 1 and line in there]
    ends: list[int] = []  # the last place of the best sequence of each length
    links: list[tuple[int, int]] = []  # of each pair: the pair at the end of the sequence before it
    best: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        best[length : length + 1] = [number]
        links.append((number, best[length - 1] if length else -1))
    found, number = list[tuple[int, int]](), best[-1] if best else -1
    while number >= 0:
        found.append(pairs[number])
        number = links[number][1]
    return found[::-1]


def unified(before: Sequence[str], after: Sequence[str], old: str, new: str) -> Iterator[str]:
    """The lines of a unified difference with three lines of context, as difflib.unified_diff writes it."""
    groups = LineMatcher(before, after).get_grouped_opcodes()
    for number, group in enumerate(groups):
        if not number:
            yield from (f"--- {old}\n", f"+++ {new}\n")
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"
        for tag, start, end, begin, stop in group:
            if tag == "equal":
                yield from (f" {line}" for line in before[start:end])
                continue
            yield from (f"-{line}" for line in before[start:end])
            yield from (f"+{line}" for line in after[begin:stop])


def _range(start: int, stop: int) -> str:
    """Lines as a hunk of a difference numbers them."""
    length = stop - start
    return f"{start + 1}" if length == 1 else f"{start + 1 if length else start},{length}"
