"""Formulas in TeX as trees of MathML, and these as plain text. latex2mathml reads the TeX; its output is not trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vitagraph.patterns import regex
from vitagraph.values.raised import lowered, raised

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: characters of the longest formula that is read; a longer one stays text
LONGEST = 500
#: MathML Core without links, scripts, styles and embedded content (https://www.w3.org/TR/mathml-core/)
_ELEMENTS = regex(
    "math|m(?:i|n|o|text|space|row|frac|sqrt|root|sub|sup|subsup|under|over|underover|multiscripts|prescripts|table|tr|td|style|padded|phantom)"
)
_ATTRIBUTES = regex(
    "display(?:style)?|accent|fence|form|stretchy|separator|largeop|movablelimits|width|height|depth|linethickness|m(?:in|ax)size"
)
_COMBINED = {"^": "\u0302", "¯": "\u0304", "‾": "\u0304", "~": "\u0303", "˙": "\u0307", "¨": "\u0308", "→": "\u20d7", "ˇ": "\u030c"}


def tree(tex: str) -> Element | None:
    """The MathML of a formula with known elements and attributes only; None for TeX that is not understood."""
    if len(tex) > LONGEST:
        return None
    from latex2mathml.converter import convert_to_element

    try:
        found: Element = convert_to_element(tex)
        return found if _restrict(found) else None
    except Exception:  # of any kind, RecursionError too: the formula stays text
        return None


def _restrict(element: Element) -> bool:
    """Leaves out unknown attributes and resolves character references; returns whether all elements and commands are known."""
    from html import unescape  # loads 2,200 names of characters

    element.text = unescape(element.text) if element.text else None
    for name in [one for one in element.attrib if not _ATTRIBUTES.fullmatch(one)]:
        del element.attrib[name]
    known = _ELEMENTS.fullmatch(element.tag) is not None and not (element.text and "\\" in element.text and element.tag != "mtext")
    return known and all(map(_restrict, element))


def plain(element: Element) -> str:
    """A formula on one line: `x²`, `a/b`, `√(x+1)`."""
    parts = [plain(one) for one in element]
    if element.tag == "mspace":
        return " "
    if element.tag in ("mphantom", "annotation", "annotation-xml"):
        return ""
    if element.tag == "msqrt":
        return f"√{_grouped(''.join(parts))}"
    if element.tag == "mtr":
        return ", ".join(parts)
    if element.tag == "mtable":
        return "; ".join(parts)
    if element.tag in _FORMS and len(parts) == _FORMS[element.tag]:
        return _composed(element.tag, parts)
    text = element.text or ""
    return (text if element.tag == "mtext" else text.strip()) + "".join(parts)


#: element with operands in places of their own -> their number
_FORMS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}


def _composed(name: str, parts: Sequence[str]) -> str:
    base, first, *rest = parts
    if name == "mfrac":
        return f"{_grouped(base)}/{_grouped(first)}"
    if name == "mroot":
        return f"{raised(first) or _grouped(first)}√{_grouped(base)}"
    if name == "mover" and len(base) == 1 and first in _COMBINED:
        return base + _COMBINED[first]
    below, above = ("", first) if name in ("msup", "mover") else (first, "".join(rest))
    return base + (below and (lowered(below) or f"_{_grouped(below)}")) + (above and (raised(above) or f"^{_grouped(above)}"))


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"
