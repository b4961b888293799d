"""The tags of publishers' titles and abstracts (HTML, JATS, MathML) as text with markup."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from vitagraph.patterns import regex
from vitagraph.values import Text, tex
from vitagraph.values.markup import literal
from vitagraph.values.raised import lowered, raised

#: tag -> the mark around its content in Markdown
_MARKS = {"i": "*", "em": "*", "italic": "*", "b": "**", "strong": "**", "bold": "**", "sub": "~", "sup": "^"}
_SCRIPTS = {"~": lowered, "^": raised}
#: tags between which texts are not one word
_APART = frozenset(("br", "p", "title", "sec", "li", "list-item", "div"))
_TAG = regex(r"<(/?)([A-Za-z][\w:-]{0,30})(?:\s[^<>]{0,200})?(/?)>")
_CLOSING = regex(r"</([A-Za-z][\w:-]{0,30})>")
#: open tags with marks at one time
_DEEPEST = 10
#: characters of the longest formula in MathML that is read
_LONGEST = 5000


class _Part(NamedTuple):
    """An open tag with the Markdown and the plain text of its content so far."""

    tag: str
    source: list[str]
    bare: list[str]

    def add(self, source: str, bare: str) -> None:
        self.source.append(source)
        self.bare.append(bare)


def with_markup(text: str) -> str:
    """A text without tags: a Text with their markup, a plain one where they have none.

    `<` without `>` is text, and so is a tag that nothing closes.
    """
    if "<" not in text:
        return " ".join(unescape(text).split())
    text = _without_mathml(text)
    closed = {name.lower() for name in _CLOSING.findall(text)} | {"br"}
    parts, end = [_Part("", [], [])], 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name not in closed and not tag[3]:
            continue
        _add_text(parts[-1], text[end : tag.start()])
        end, name = tag.end(), name.rpartition(":")[2]
        if name in _APART:
            parts[-1].add(" ", " ")
        if tag[1]:
            _close(parts, name)
        elif name in _MARKS and not tag[3] and len(parts) < _DEEPEST:
            parts.append(_Part(name, [], []))
    _add_text(parts[-1], text[end:])
    while len(parts) > 1:
        _end(parts, "")
    source, bare = (" ".join("".join(one).split()) for one in (parts[0].source, parts[0].bare))
    shown = Text.of_markdown(source, links=False) if source else Text("")
    return shown if shown.source and str(shown) == bare and source != literal(bare) else bare


def _add_text(part: _Part, text: str) -> None:
    part.add(literal(unescape(text)), unescape(text))


def _close(parts: list[_Part], name: str) -> None:
    """Ends the innermost part where the tag is its own; a tag that closes another one does nothing."""
    if parts[-1].tag == name:
        _end(parts, _MARKS[name])


def _end(parts: list[_Part], mark: str) -> None:
    """Adds the innermost part to the one around it; blanks at its ends stay outside the marks."""
    part = parts.pop()
    source, bare = "".join(part.source), "".join(part.bare)
    if mark and bare.strip():
        before, after = (" " if bare[at].isspace() else "" for at in (0, -1))
        source, bare = source.strip(), bare.strip()
        if mark in _SCRIPTS:  # without marks inside
            source, bare = literal(bare), _SCRIPTS[mark](bare) or bare
        source, bare = f"{before}{mark}{source}{mark}{after}", f"{before}{bare}{after}"
    parts[-1].add(source, bare)


def _without_mathml(text: str) -> str:
    """The text with its formulas in MathML as plain text."""
    if "math" not in text:
        return text
    pieces, end = [], 0
    for start in re.finditer(r"<(?:mml:)?math[\s>]", text):
        close = f"</{'mml:' if text[start.start() + 1] == 'm' and text.startswith('mml:', start.start() + 1) else ''}math>"
        stop = text.find(close, start.start(), start.start() + _LONGEST)
        if start.start() >= end and stop >= 0:
            formula = _formula(text[start.start() : stop + len(close)])
            if formula is not None:
                pieces += [text[end : start.start()], formula]
                end = stop + len(close)
    return "".join((*pieces, text[end:]))


def _formula(mathml: str) -> str | None:
    """The plain text of a formula, escaped for what reads tags; None where it is not well formed."""
    from html import escape
    from xml.etree.ElementTree import ParseError, fromstring

    bare = re.sub(r"(</?)mml:", r"\1", re.sub(r"\sxmlns(?::\w{1,20})?=\"[^\"<>]{0,200}\"", "", mathml))
    try:
        return escape(tex.plain(fromstring(bare)), quote=False)  # noqa: S314  # a part of a text, which declares no entities
    except (ParseError, RecursionError):
        return None
