"""Attack strings for a regular expression: repetitions of a repeated part, with a prefix that leads to it and a suffix that fails.

For each repetition in the parsed pattern there are strings `lead + pump * n + end`:
- lead: the shortest text that reaches the repetition, or nothing;
- pump: a text of the repeated part, once for each class of characters that it accepts, or the lead with it (a search restarts at each);
- end: characters that match nowhere, or nothing.

"""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice, pairwise
from re import _constants as names  # type: ignore[attr-defined]  # the parser of re, which has no public name
from re import _parser as parser
from typing import Any

#: representative characters of character classes
_KINDS = " \t\na0A_-.,;:/\\'\"<>(){}[]@#%&*+=!?|~^$`éÄ–\x00"
_ENDS = ("", "\x01", "!", "x", "\n", "é")
_MOST_PUMPS = 10


def attacks(pattern: str | bytes, flags: int = 0) -> Iterator[Callable[[int], str]]:
    """Functions from a length to an attack string of about that length."""
    parsed = parser.parse(pattern, flags)
    seen = set()
    for lead, pumps in _repetitions(list(parsed), ""):
        for pump in pumps:
            for start, repeated in ((lead, pump), ("", pump), ("", lead + pump), ("", lead)):
                for end in _ENDS:
                    if repeated and (key := (start, repeated, end)) not in seen:
                        seen.add(key)
                        yield lambda length, start=start, repeated=repeated, end=end: start + repeated * (length // len(repeated)) + end


def _repetitions(nodes: list[Any], lead: str) -> Iterator[tuple[str, list[str]]]:
    """Each repetition in the nodes of a pattern and their children: the text that leads to it, and texts of its part."""
    for place, (kind, argument) in enumerate(nodes):
        for inner in _inner(kind, argument):
            if kind in (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT) and argument[1] > 20:
                following = "".join(islice(_letters(nodes[place + 1 :]), 20))
                yield lead, [*dict.fromkeys(_texts(inner, following))][:_MOST_PUMPS]
            yield from _repetitions(inner, lead)
        lead += _sample(kind, argument)


def _inner(kind: Any, argument: Any) -> Iterator[list[Any]]:
    """The lists of child nodes of a node."""
    if kind in (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT):
        yield list(argument[2])
    elif kind is names.SUBPATTERN:
        yield list(argument[3])
    elif kind is names.ATOMIC_GROUP:
        yield list(argument)
    elif kind is names.BRANCH:
        yield from map(list, argument[1])
    elif kind in (names.ASSERT, names.ASSERT_NOT):
        yield list(argument[1])
    elif kind is names.GROUPREF_EXISTS:
        yield from (list(one) for one in argument[1:] if one)


def _texts(nodes: list[Any], following: str) -> Iterator[str]:
    """Texts of a repeated part: the shortest, each branch, and one for each representative character that its first class accepts.

    Characters that the following part accepts too come first, because the matcher tries each way to divide them.

    """
    yield _whole(nodes)
    for place, (kind, argument) in enumerate(nodes):
        before, after = _whole(nodes[:place]), _whole(nodes[place + 1 :])
        if kind in (names.IN, names.ANY, names.NOT_LITERAL, names.CATEGORY):
            taken = [letter for letter in _KINDS if _takes(kind, argument, letter)]
            taken.sort(key=lambda letter: letter not in following)
            yield from (before + letter + after for letter in taken)
        for inner in _inner(kind, argument):
            yield from (before + text + after for text in islice(_texts(inner, following), _MOST_PUMPS))


def _letters(nodes: list[Any]) -> Iterator[str]:
    """Characters with which the following part may begin."""
    for kind, argument in nodes[:3]:
        if kind is names.LITERAL:
            yield chr(argument)
        elif kind in (names.IN, names.ANY, names.NOT_LITERAL):
            yield from (letter for letter in _KINDS if _takes(kind, argument, letter))
        for inner in _inner(kind, argument):
            yield from _letters(inner)


def _whole(nodes: list[Any]) -> str:
    return "".join(_sample(kind, argument) for kind, argument in nodes)


def _sample(kind: Any, argument: Any) -> str:
    """A short text that a node matches."""
    if kind is names.LITERAL:
        return chr(argument)
    if kind in (names.IN, names.ANY, names.NOT_LITERAL, names.CATEGORY):
        return next((letter for letter in "a0 -" + _KINDS if _takes(kind, argument, letter)), _odd(argument))
    if kind in (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT):
        return _whole(list(argument[2])) * min(argument[0], 50)
    if kind in (names.ASSERT, names.ASSERT_NOT, names.AT):
        return ""
    return _whole(next(_inner(kind, argument), []))


def _odd(argument: Any) -> str:
    """A character for a class that accepts no representative character."""
    for kind, value in argument if isinstance(argument, list) else ():
        if kind is names.LITERAL:
            return chr(value)
        if kind is names.RANGE:
            return chr(value[0])
    return ""


def _takes(kind: Any, argument: Any, letter: str) -> bool:
    """Whether a class accepts a character."""
    if kind is names.ANY:
        return letter != "\n"
    if kind is names.NOT_LITERAL:
        return ord(letter) != argument
    items = argument if kind is names.IN else [(kind, argument)]
    negated = bool(items) and items[0][0] is names.NEGATE
    return any(_item_takes(*item, letter) for item in items) != negated


def _item_takes(kind: Any, value: Any, letter: str) -> bool:
    if kind is names.LITERAL:
        return ord(letter) == value
    if kind is names.RANGE:
        return value[0] <= ord(letter) <= value[1]
    if kind is names.CATEGORY:
        return re.fullmatch(_CATEGORIES[value], letter) is not None
    return False


_CATEGORIES = {
    names.CATEGORY_DIGIT: r"\d", names.CATEGORY_NOT_DIGIT: r"\D", names.CATEGORY_SPACE: r"\s",
    names.CATEGORY_NOT_SPACE: r"\S", names.CATEGORY_WORD: r"\w", names.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


#: processor seconds after which a call counts as too slow; a linear pattern takes a thousandth
_LONGEST = 1.0


class TooSlowError(Exception):
    """A call took longer than a linear one would."""


@contextmanager
def limited() -> Iterator[None]:
    """Raises TooSlowError if the work takes longer than that of a linear pattern."""

    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(work: Callable[[str], object], text: str) -> float:
    """The processor time of a call."""
    start = time.thread_time()
    work(text)
    return time.thread_time() - start


#: processor seconds for 4,000 characters below which a time is not significant; a linear pattern takes a tenth of that
FLOOR = 0.002
LENGTHS = (1000, 2000, 4000)


def superlinear(work: Callable[[str], object], attack: Callable[[int], str]) -> str:
    """The reason why the work for an attack grows faster than its length: a ratio over 3 for a doubling; "" if it does not."""
    try:
        with limited():
            for length in (20, 40, 80, LENGTHS[-1]):
                taken = seconds(work, attack(length))
    except TooSlowError:
        return f"more than {_LONGEST:g} s for {length} characters"
    if taken < FLOOR:
        return ""
    times = [min(seconds(work, attack(length)) for _ in range(3)) for length in LENGTHS]
    ratios = [later / max(earlier, 1e-6) for earlier, later in pairwise(times)]
    return f"{times[-1] * 1000:.1f} ms for {LENGTHS[-1]:,} characters, ratios {ratios}" if ratios[-1] > 3 else ""
