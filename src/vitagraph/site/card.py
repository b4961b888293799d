"""The picture of links to a site without a portrait: name, role and figures, drawn as a PNG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from vitagraph.site.entries.entry import Section
from vitagraph.site.owner import Owner

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

#: Latin, Greek and Cyrillic letters of Noto Sans, in a medium weight
_FONT = Path(__file__).parent / "fonts" / "NotoSans.ttf"
#: pixels of the card, in the shape that previews have, and of its margins
WIDTH, HEIGHT = 1200, 630
_LEFT, _RIGHT = 96, 72
_ROOM = WIDTH - _LEFT - _RIGHT
_PAPER, _INK, _SOFT, _RULE, _ACCENT = "#fcfbf8", "#1d1c1a", "#5c5850", "#e3dfd6", "#0d5f63"
#: sections whose sizes are the figures
_COUNTED = ("publications", "talks", "lectures", "patents", "grants", "teaching", "awards")
#: a character of no script, which each font draws as the sign for a missing one
_MISSING = "\uffff"


class Card(NamedTuple):
    """What a card states."""

    name: str
    role: str
    where: str
    figures: tuple[str, ...]


def card_of(person: Owner, sections: Iterable[Section]) -> Card:
    """The card of the owner, with the first role and the sizes of some sections."""
    role = next(iter(person.roles), None)
    where = str(role.where[0]) if role and role.where else ""
    sizes = {section.name: f"{section.title} {section.size}" for section in sections if section.size}
    return Card(person.name, str(role.title) if role else "", where, tuple(sizes[name] for name in _COUNTED if name in sizes))


@lru_cache(maxsize=64)
def drawn(card: Card) -> bytes:
    """The card as a PNG, the same bytes for the same card; b"" where the font lacks a character of its text."""
    from PIL import Image, ImageDraw

    name, role, where, *figures = (normalize("NFC", one) for one in (card.name, card.role, card.where, *card.figures))
    if not name or _lacks_characters("".join((name, role, where, *figures))):
        return b""
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 24, HEIGHT), _ACCENT)
    top = 96
    for size, colour, text, most in ((76, _INK, name, 2), (40, _ACCENT, role, 2), (36, _SOFT, where, 1)):
        font = _font(size)
        for line in _lines(text, font, most):
            draw.text((_LEFT, top), line, colour, font)
            top += round(size * 1.25)
        top += 20
    draw.line((_LEFT, 520, WIDTH - _RIGHT, 520), _RULE, 3)
    font = _font(32)
    draw.text((_LEFT, 544), _fitting(figures, font), _SOFT, font)
    file = BytesIO()
    picture.quantize(64).save(file, "PNG")
    return file.getvalue()


@lru_cache(maxsize=8)
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)


def _lacks_characters(text: str) -> bool:
    font = _font(32)
    missing = bytes(font.getmask(_MISSING))
    return any(bytes(font.getmask(character)) == missing for character in set(text) if not character.isspace())


def _lines(text: str, font: FreeTypeFont, most: int) -> Iterator[str]:
    """The text in at most so many lines; the last one is cut."""
    words = text.split()
    for number in range(most):
        line = ""
        while words and font.getlength(f"{line} {words[0]}".strip()) <= _ROOM:
            line = f"{line} {words.pop(0)}".strip()
        if words and (number == most - 1 or not line):
            yield _cut(f"{line} {' '.join(words)}".strip(), font)
            return
        if line:
            yield line


def _cut(text: str, font: FreeTypeFont) -> str:
    while text and font.getlength(f"{text}…") > _ROOM:
        text = text[:-1].rstrip()
    return f"{text}…"


def _fitting(figures: Sequence[str], font: FreeTypeFont) -> str:
    """As many of the figures as one line has room for."""
    line = ""
    for one in figures:
        longer = f"{line}   ·   {one}" if line else one
        if font.getlength(longer) > _ROOM:
            break
        line = longer
    return line
