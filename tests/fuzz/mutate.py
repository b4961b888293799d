"""Mutators: of bytes, of lines and tokens, of trees of lists and mappings."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

#: texts that often cause errors in readers
ODD = (
    "", " ", "\t", "0", "-1", "9" * 400, "1e999", "NaN", "true", "null", "~", "Yes", "2024-02-30", "0000-00-00", "99999",
    "2020 to 2010", "2021-01" + " " * 3000 + "x", "a" * 20_000, "ü", "u\u0308", "ﬁ", "\u202eabc", "\u200b", "\ufeff",
    "\u2028", "\x00", "\x1b[31m", "\x85", "\ufffe", "😀", "\U0010ffff", "İ", "ß", "<script>alert(1)</script>", "]]>",
    "&amp;&lt;&#0;", "\"'`", "\\", "\\\\", "\\u0000", "\\ud800", "{{ x }}", "{% raw %}", "- a: b #c", "a: b", "*a", "&a b",
    "!!python/object:os.system x", "<<", "%", "@", "|", "> x", "[", "{", "#", "a#b", "a/b", "../..", "C:\\x", "https://",
    "http://[::1", "https://ada.example/%zz", "javascript:alert(1)", "_:b", "<>", "me", "id", "A, B, C, D", "and others",
    "et al.", "Dr.", "van der", "10.1000/" + "x" * 300, "0000-0002-1825-0097", "978-3-16-148410-0", "$x^2$", "\\'{\\i}",
    "{\\\"u}", "{" * 500, "(" * 500, "--", "–", "\n\n",
)  # fmt: skip
_BYTES = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\r\n",
    b"\x1f\x8b", b"\xe2\x80\xa8", b"\x7f", b"\x1a", b"\x08",
)  # fmt: skip
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")

Mutator = Callable[[random.Random, str], str]


def cut(chance: random.Random, data: bytes, largest: int) -> bytes:
    """A part of a text that is too large, from line to line."""
    if len(data) <= largest:
        return data
    lines = data.splitlines(keepends=True)
    start = chance.randrange(len(lines))
    kept = b""
    for line in lines[start:]:
        if len(kept) + len(line) > largest:
            break
        kept += line
    return kept or data[:largest]


def of_bytes(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """One change of bytes: flips, truncation, a splice with another input, marks and bytes of other encodings."""
    at, way = chance.randrange(len(data) + 1), chance.randrange(7)
    if way == 0 and data:
        flipped = bytearray(data)
        for _ in range(chance.choice((1, 1, 3, 20))):
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        return bytes(flipped)
    if way == 1:
        return data[:at]
    if way == 2:
        return data[:at] + other[chance.randrange(len(other) + 1) :]
    if way == 3:
        return data[:at] + chance.choice(_BYTES) + data[at:]
    if way == 4:
        return chance.choice(_BYTES) + data
    end = min(len(data), at + chance.choice((1, 5, 50, 500)))
    return data[:at] + data[end:] if way == 5 else data[:end] + data[at:end] * chance.choice((1, 2, 50)) + data[end:]


def _odd_text(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(ODD) + text[at:]


def _swapped_token(chance: random.Random, text: str) -> str:
    tokens = _TOKEN.findall(text)
    for _ in range(chance.choice((1, 2, 5))):
        if tokens:
            tokens[chance.randrange(len(tokens))] = chance.choice((chance.choice(tokens), chance.choice(ODD)))
    return "".join(tokens)


def _number(chance: random.Random, text: str) -> str:
    numbers = list(re.finditer(r"\d+", text))
    if not numbers:
        return text
    found = chance.choice(numbers)
    return text[: found.start()] + chance.choice(("0", "-7", "13", "1" * 50, "9" * 5000, "1.5e400", "00", "٣", "²")) + text[found.end() :]


def _lines(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at, way = chance.randrange(len(lines)), chance.randrange(4)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(chance.randrange(len(lines) + 1), lines[at])
    elif way == 2:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines[at] = chance.choice((" ", "\t", "#", "- ", "")) + lines[at].lstrip()
    return "".join(lines)


def _nested(chance: random.Random, text: str) -> str:
    at, depth = chance.randrange(len(text) + 1), chance.choice((3, 60, 5000))
    opening, closing = chance.choice((("[", "]"), ("{", "}"), ("(", ")"), ('{"a":', "}"), ("<a>", "</a>"), ("<<", ">>"), ("{a: ", "}")))
    return text[:at] + opening * depth + closing * chance.choice((0, depth)) + text[at:]


_OF_TEXT: tuple[Mutator, ...] = (_odd_text, _swapped_token, _swapped_token, _number, _lines, _lines, _nested)


def of_text(chance: random.Random, text: str) -> str:
    """One change of lines or tokens: odd texts, exchanged or duplicated tokens and lines, huge numbers, deep nesting."""
    return chance.choice(_OF_TEXT)(chance, text)


# -- trees

Spot = tuple[Any, Any]


def spots(tree: Any) -> Iterator[Spot]:
    """Every value of a tree, as its container and key."""
    pairs = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree)) if isinstance(tree, list) else []
    for key, value in pairs:
        yield tree, key
        yield from spots(value)


def of_tree(chance: random.Random, tree: Any) -> Any:
    """One change of a tree: another type, value or key; a removed, duplicated, nested or foreign value."""
    found = list(spots(tree))
    if not found:
        return chance.choice(ODD)
    container, key = chance.choice(found)
    value, way = container[key], chance.randrange(9)
    if way == 0:
        container[key] = chance.choice(ODD)
    elif way == 1:
        container[key] = chance.choice((None, [], {}, [value], {"a": value}, 7, -1, 10**30, 1.5, True, "", [[]], [None], {"": ""}))
    elif way == 2:
        del container[key]
    elif way == 3:
        other, name = chance.choice(found)
        container[key], other[name] = other.get(name) if isinstance(other, dict) else other[name], value
    elif way == 4 and isinstance(container, list):
        container.extend(json.loads(json.dumps([value], default=str)) * chance.choice((1, 2, 30)))
    elif way == 5 and isinstance(container, dict):
        container[chance.choice(ODD) if chance.random() < 0.5 else str(key).swapcase()] = container.pop(key)
    elif way == 6 and isinstance(value, str):
        container[key] = of_text(chance, value)
    elif way == 7:
        for _ in range(chance.choice((2, 45, 300))):
            value = [value] if chance.random() < 0.5 else {"a": value}
        container[key] = value
    elif isinstance(container, list):
        chance.shuffle(container)
    return tree


def mutated(chance: random.Random, seeds: list[bytes], largest: int, parsed: Callable[[str], Any] | None) -> bytes:
    """A mutated input: a seed with one to five changes, of its tree if it can be `parsed`, of its text or bytes."""
    data = cut(chance, chance.choice(seeds), largest)
    ways = chance.choices(("bytes", "text", "tree"), (1, 2, 3 if parsed else 0))[0]
    count = chance.choice((1, 1, 1, 2, 3, 5))
    if ways == "tree" and parsed:
        try:
            tree = parsed(chance.choice(seeds).decode())
        except ValueError:
            tree = None
        if tree is not None:
            tree = smaller(chance, tree, largest)
            for _ in range(count):
                tree = of_tree(chance, tree)
            return json.dumps(tree, ensure_ascii=False, indent=chance.choice((None, 1)), default=str).encode("utf-8", "surrogatepass")
    if ways == "text":
        text = data.decode("utf-8", "replace")
        for _ in range(count):
            text = of_text(chance, text)
        return text.encode("utf-8", "surrogatepass")
    for _ in range(count):
        data = of_bytes(chance, data, chance.choice(seeds))
    return data


def smaller(chance: random.Random, tree: Any, largest: int) -> Any:
    """A tree in which the longest lists are cut until its text is small."""
    for _ in range(20):
        if len(json.dumps(tree, default=str)) <= largest:
            break
        lists = [container[key] for container, key in spots([tree]) if isinstance(container[key], list) and len(container[key]) > 1]
        if not lists:
            break
        longest = max(lists, key=lambda one: len(json.dumps(one, default=str)))
        longest[:] = chance.sample(longest, (len(longest) + 1) // 2)
    return tree
