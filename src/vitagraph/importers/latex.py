"""LaTeX as it stands in BibTeX -> Unicode text.

pylatexenc knows the commands; it takes a millisecond a text, so accents are looked up once and text without commands is
not handed to it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_LETTER = r"""\\(?:["'`^~=.]|[cvuHkbdr](?=[{\s]))\s*(?:\{(?:[A-Za-z]|\\[ij])\}|[A-Za-z]|\\[ij](?![A-Za-z]))"""
_SIGN = r"\\(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])(?:\{\}|\s+)?"
_ACCENTED = re.compile(rf"\{{(?:{_LETTER}|{_SIGN})\}}|{_LETTER}|{_SIGN}")
#: commands for fonts, whose text pylatexenc drops
_FONT = re.compile(r"\\(?:text[a-z]{2}|emph|mkbib[a-z]+)(?=\s*\{)")
_FORMULA = re.compile(r"(?<!\\)\$[^$]+(?<!\\)\$")
_ADDRESS = re.compile(r"\\(?:url|path)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}")


def text(latex: str) -> str:
    """The text that LaTeX prints, on one line a paragraph."""
    if "\\" in latex:
        latex = _ADDRESS.sub(lambda match: match[1] or "", latex)
        latex = _ACCENTED.sub(lambda match: _converted(match[0]), _FONT.sub("", latex))
    # Formulas are short and come again: converted one by one they are found in the cache.
    latex = _FORMULA.sub(lambda match: _converted(match[0]), latex)
    bare = re.sub(r"\\([&%#_$])", r"\1", latex)
    if "\\" in bare or re.search(r"(?<!\\)\$", latex):
        latex = _converted(latex)
    else:
        latex = re.sub(r"(?<!-)--(?!-)", "–", bare.replace("---", "—")).replace("~", " ")
        latex = latex.replace("``", "“").replace("''", "”")
        latex = latex.replace("{", "").replace("}", "")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", latex)).strip()


@lru_cache(maxsize=4096)
def _converted(latex: str) -> str:
    converted: str = _converter().latex_to_text(latex)
    return converted


@lru_cache(maxsize=1)
def _converter() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text", keep_comments=True)
