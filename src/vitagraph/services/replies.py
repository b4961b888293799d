"""Parts of replies. A reply may have any form: what is not of the expected one is left out, and only its outermost part must be there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape
from typing import Any

from vitagraph.patterns import regex
from vitagraph.services.service import Candidate
from vitagraph.values import Identifier, NameIn

#: control characters, halves of surrogate pairs, and what changes the direction of text: none is part of a name
_NO_TEXT = regex("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKUP = regex(r"</?[A-Za-z][^<>]{0,200}>")


def listed(reply: Any, *path: str) -> list[Any]:
    """The list at the end of a path of keys. Raises ValueError where there is none."""
    for key in path:
        reply = reply.get(key) if isinstance(reply, dict) else None
    if not isinstance(reply, list):
        raise ValueError(f"there is no list at {'.'.join(path)}")
    return reply


def record(reply: Any, *path: str) -> dict[str, Any]:
    """The mapping at the end of a path of keys. Raises ValueError where there is none."""
    for key in path:
        reply = reply.get(key) if isinstance(reply, dict) else None
    if not isinstance(reply, dict):
        raise ValueError(f"there is no mapping at {'.'.join(path) or 'its root'}")
    return reply


def page(reply: Any, items: Sequence[str], total: Sequence[str]) -> tuple[list[Any], int]:
    """The items of one page of a list, and how many there are on all pages; both at paths of keys. Raises ValueError."""
    found = record(reply, *total[:-1]).get(total[-1])
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ValueError(f"there is no number at {'.'.join(total)}")
    return listed(reply, *items), found


def at(value: Any, *path: str) -> list[Any]:
    """All values at a path of keys; a list stands for each of its elements."""
    found = list(_elements(value))
    for key in path:
        found = [element for one in found if isinstance(one, dict) for element in _elements(one.get(key))]
    return found


def _elements(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else () if value is None else (value,)


def texts(value: Any, *path: str) -> tuple[str, ...]:
    """The texts and numbers at a path on one line, each once."""
    found = (str(one) for one in at(value, *path) if isinstance(one, str | int | float) and not isinstance(one, bool))
    return tuple(dict.fromkeys(filter(None, map(_line, found))))


def _line(found: str) -> str:
    return " ".join(_NO_TEXT.sub(" ", found).split())


def text(value: Any, *path: str) -> str:
    """The first of these texts, "" for none."""
    return next(iter(texts(value, *path)), "")


def number(value: Any, *path: str) -> float | None:
    """The first number at a path."""
    return next((float(one) for one in at(value, *path) if isinstance(one, int | float) and not isinstance(one, bool)), None)


def names(found: Iterable[str], language: str = "") -> tuple[NameIn, ...]:
    """Names without markup."""
    return tuple(NameIn(_line(unescape(_MARKUP.sub("", one))), language) for one in found)


def date(value: Any, *path: str) -> str:
    """The date at a path that is written in parts, `[[2020, 5, 1]]`, in ISO 8601; "" for none."""
    parts = [part for part in at(value, *path, "date-parts") if isinstance(part, list)] or [at(value, *path, "date-parts")]
    return "-".join(f"{part:02}" for part in parts[0][:3] if isinstance(part, int))


def identified(scheme: type[Identifier], found: Iterable[str]) -> list[Identifier]:
    """The identifiers of a scheme among texts, in canonical form; others are left out."""
    bare = map(scheme.decoded, found)
    return [scheme(scheme.parse(one).key) for one in bare if scheme.accepts(one)]


def of_addresses(schemes: Iterable[type[Identifier]], addresses: Iterable[str]) -> list[Identifier]:
    """The identifiers whose pages have these addresses."""
    pairs = [(scheme, scheme.of_address(one)) for one in addresses for scheme in schemes]
    return [one for scheme, bare in pairs if bare for one in identified(scheme, [bare])]


def candidates(items: Iterable[Any], make: Callable[[Any], Candidate | None]) -> list[Candidate]:
    """The candidates of the items from which one can be made."""
    return [one for item in items if isinstance(item, dict) and (one := make(item))]
