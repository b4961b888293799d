"""What all charts share: elements, text and its width, colours, legend, and the document around them.

Lengths are in CSS pixels. Every colour is written twice: as an attribute, for programs without CSS variables, and as a CSS rule.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, takewhile
from typing import NamedTuple

WIDTH = 720
FONT = 13
_MARGIN = 10.0
#: Okabe and Ito's colours, which differ under every colour vision deficiency, ordered so that neighbours differ in lightness
LIGHT = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#7f7f7f", "#b8a800", "#6a3d9a", "#8c510a")
DARK = ("#4aa3df", "#f0b429", "#2fbf94", "#dd94bb", "#8fd0f7", "#f07c3a", "#a8a8a8", "#e6d94a", "#b79be8", "#c9965f")
_STYLE = (
    ".vita-chart{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;max-width:100%;height:auto}"
    ".vita-chart text{fill:currentColor}"
    ".vita-chart .halo{paint-order:stroke;stroke:var(--chart-background,Canvas);stroke-width:4px;stroke-linejoin:round}"
    "svg.vita-chart:root{color:#1b1f24;background:#fff;--chart-background:#fff}"
    + "".join(f".vita-chart .s{n}{{fill:var(--chart-{n},{colour})}}" for n, colour in enumerate(LIGHT, 1))
    + "@media screen and (prefers-color-scheme:dark){svg.vita-chart:root{color:#e6e8eb;background:#14171c;--chart-background:#14171c}"
    + "".join(f".vita-chart .s{n}{{fill:var(--chart-{n},{colour})}}" for n, colour in enumerate(DARK, 1))
    + "}"
)


class Drawing(NamedTuple):
    """A chart without its frame: elements from y = 0 down, their height, the names of the series, and the data as text."""

    elements: Sequence[str]
    height: float
    series: Sequence[str]
    text: str


def px(length: float) -> str:
    """A length, rounded to a tenth of a pixel."""
    return f"{length:.1f}".removesuffix(".0")


def plain(text: str) -> str:
    """Text escaped for XML; characters that XML forbids are replaced by U+FFFD."""
    from html import escape

    return escape("".join(one if one.isprintable() or one in "\u200d\u00ad" else "\ufffd" for one in text))


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """An element; underscores in the names of attributes become hyphens, `class_` becomes `class`."""
    serialized = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{px(value) if isinstance(value, float | int) else value}"'
        for key, value in attributes.items()
    )
    return f"<{name}{serialized}>{content}</{name}>" if content else f"<{name}{serialized}/>"


def label(x: float, y: float, text: str, anchor: str = "start", size: float = FONT, **attributes: str | float) -> str:
    """A line of text; y is its base line."""
    return element("text", plain(text), x=x, y=y, font_size=size, text_anchor=anchor, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, opacity: float = 0.15) -> str:
    """A thin line in the colour of the text."""
    return element("path", d=f"M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}", stroke="currentColor", stroke_opacity=f"{opacity:g}", fill="none")


def coloured(name: str, series: int, tooltip: str, /, **attributes: str | float) -> str:
    """A shape in the colour of a series (counted from 0), with a tooltip."""
    number = series % len(LIGHT)
    return element(name, f"<title>{plain(tooltip)}</title>", class_=f"s{number + 1}", fill=LIGHT[number], **attributes)


def width(text: str, size: float = FONT) -> float:
    """The estimated width of a text: a wide character is an em, a narrow one a third of it."""
    return size * sum(map(_em, text))


@cache
def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in "iljtfrI.,:;'|!()[]/ ":
        return 0.32
    return 0.87 if letter in "mwMW@%" else 0.66 if letter.isupper() or letter.isdigit() else 0.59


def wrapped(text: str, space: float, lines: int = 2, size: float = FONT) -> list[str]:
    """Text in at most so many lines of a width; text that does not fit ends in an ellipsis."""
    out = [""]
    for word in text.split():
        longer = f"{out[-1]} {word}".lstrip()
        if out[-1] and width(longer, size) > space:
            out.append(word)
        else:
            out[-1] = longer
    if len(out) > lines:
        out = [*out[: lines - 1], " ".join(out[lines - 1 :])]
    return [cut(one, space, size) for one in out]


def cut(text: str, space: float, size: float = FONT) -> str:
    """Text cut to a width, with an ellipsis."""
    if width(text, size) <= space:
        return text
    widths = accumulate(map(_em, text))
    kept = sum(1 for _ in takewhile(lambda wide: size * (wide + _em("…")) <= space, widths))
    return text[:kept].rstrip() + "…"


def amount(value: float) -> str:
    """A number with thousands separators."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}".rstrip("0")


def steps(highest: float, most: int = 6) -> list[float]:
    """Round numbers from 0 to at least the highest value; whole, because most results are counts."""
    size = 1.0
    for factor in (1, 2, 5) * 15:
        if highest / (size * factor) <= most:
            size *= factor
            break
        if factor == 5:
            size *= 10
    count = int(-(-highest // size)) or 1
    return [size * number for number in range(count + 1)]


def inline(drawing: Drawing, title: str, wide: float) -> str:
    """The SVG element around a drawing, for a page that shows title and data itself and styles `.vita-chart`."""
    legend, top = _legend(drawing.series, 2, wide) if len(drawing.series) > 1 else ([], 4.0)
    drawn = element("g", "".join(drawing.elements), transform=f"translate(0 {px(top)})")
    box = f"0 0 {px(wide)} {px(top + drawing.height)}"
    return element("svg", "".join(legend) + drawn, viewBox=box, class_="vita-chart", role="img", aria_label=plain(title))


def document(drawing: Drawing, title: str, description: str) -> str:
    """The SVG document around a drawing: title, legend, text alternative."""
    top, head = 12.0, []
    for one in wrapped(title, WIDTH - 20, 3, 17.5) if title else ():
        top += 21
        head.append(label(10, top - 5, one, size=16, font_weight="600"))
    if len(drawing.series) > 1:
        legend, top = _legend(drawing.series, top + 6, WIDTH)
        head += legend
    top += 8
    height = top + drawing.height + 8
    text = " ".join(filter(None, (description, drawing.text)))
    return element(
        "svg",
        f"<title>{plain(title or 'Chart')}</title><desc>{plain(text)}</desc><style>{_STYLE}</style>"
        + "".join(head)
        + element("g", "".join(drawing.elements), transform=f"translate(0 {px(top)})"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {px(height)}",
        width=WIDTH,
        height=height,
        class_="vita-chart",
        role="img",
    )


def _legend(series: Iterable[str], top: float, wide: float) -> tuple[list[str], float]:
    """The elements of the legend, and its lower edge."""
    x, y, out = _MARGIN, top, []
    for number, name in enumerate(series):
        name = cut(name, 260)
        if x > _MARGIN and x + 20 + width(name) > wide - _MARGIN:
            x, y = _MARGIN, y + 20
        out.append(coloured("rect", number, name, x=x, y=y, width=12, height=12, rx=2))
        out.append(label(x + 18, y + 10.5, name))
        x += 18 + width(name) + 22
    return out, y + 20
