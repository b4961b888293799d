r"""Inline markup: a small Markdown with emphasis, code, sub- and superscript, links in prose only, and TeX between `\(` and `\)`.

A text is its plain form everywhere, in the graph as in exports; only pages print the markup, and YAML files keep it. Without
markup are HTML, pictures and references; a line is a paragraph. https://spec.commonmark.org/0.31.2/#inlines
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Self

from vitagraph.patterns import regex
from vitagraph.values import tex
from vitagraph.values.raised import lowered, raised

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

#: characters of the longest line with markup; a longer one is literal
LONGEST = 20_000
#: a text without any of these characters has no markup
_MARKS = regex(r"[*_`~^\\\[<]")
#: schemes of links
_LINKS = regex(r"(?i)(?:https?://|mailto:)[^\s]")


class Marked(str):
    """A plain text that knows its markup: `source` is the Markdown, "" for a literal text; `links` is whether links are markup in it."""

    __slots__ = ("links", "source")
    source: str
    links: bool

    def __new__(cls, text: str, source: str = "", links: bool = False) -> Self:
        self = super().__new__(cls, text)
        self.source, self.links = source, links
        return self

    def __reduce__(self) -> tuple[type[Marked], tuple[Any, ...]]:
        return type(self), (str(self), self.source, self.links)


def marked(source: str, links: bool) -> str:
    """The plain text of Markdown, with its source where the two differ; `links` states whether links are markup."""
    text = plain(source, links)
    return Marked(text, source, links) if text != source else source


def plain(source: str, links: bool) -> str:
    """The plain text of Markdown: without marks, addresses of links in brackets, indices as Unicode has them."""
    if not _MARKS.search(source):
        return source
    text = "".join(_plain_line(line, links) for line in source.splitlines(keepends=True)).strip()
    return text or source


def escaped(text: str, links: bool) -> str:
    """The Markdown of a plain text: the same text, unless that would be read as markup."""
    return text if plain(text, links) == text else literal(text)


def literal(text: str) -> str:
    """The Markdown of a plain text in which each character that can be a mark is escaped."""
    return _MARKS.sub(r"\\\g<0>", text)


def lines(text: str) -> list[str]:
    """The lines of a text that are not empty, each with its markup."""
    source = text.source if isinstance(text, Marked) else ""
    stripped = filter(None, map(str.strip, (source or text).splitlines()))
    return [marked(line, text.links) for line in stripped] if isinstance(text, Marked) and source else list(stripped)


def tokens(line: str, links: bool) -> list[Token]:
    """The tokens of one line of Markdown; a formula is a token `tex` with its TeX, of understood TeX only."""
    if len(line) > LONGEST:
        line = literal(line)
    return parser(links).parseInline(line)[0].children or []


def _plain_line(line: str, links: bool) -> str:
    body = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
    return _text(tokens(body, links)) + line[len(body) :]


_SCRIPTS = {"sup_open": raised, "sub_open": lowered}


def _text(found: Iterable[Token]) -> str:
    """The plain text of tokens."""
    pieces: list[str] = []
    starts: list[tuple[int, Token]] = []
    for token in found:
        if token.type == "tex":
            formula = tex.tree(token.content)
            pieces.append(tex.plain(formula) if formula is not None else token.markup)
        elif token.nesting == 1:
            starts.append((len(pieces), token))
        elif token.nesting == -1:
            place, start = starts.pop()
            pieces[place:] = [_closed(start, "".join(pieces[place:]))]
        else:
            pieces.append(token.content)
    return "".join(pieces)


def _closed(start: Token, text: str) -> str:
    if start.type in _SCRIPTS:
        return _SCRIPTS[start.type](text) or text
    if start.type == "link_open" and (address := str(start.attrs["href"]).removeprefix("mailto:")) != text and start.markup != "autolink":
        return f"{text} ({address})"
    return text


@cache
def parser(links: bool) -> MarkdownIt:
    """The parser of one line."""
    return extended("zero", {}).enable(["escape", "backticks", "emphasis", *(["link", "autolink"] if links else [])])


def extended(preset: str, options: dict[str, Any], links: re.Pattern[str] = _LINKS) -> MarkdownIt:
    """A parser of Markdown with sub- and superscript, TeX, and `links` only: to http, https and mailto."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802  # the name in markdown-it
            return links.match(url) is not None

    found = Parser(preset, options).use(sub_plugin).use(superscript_plugin)
    found.inline.ruler.before("escape", "tex", _formula)
    return found


def _formula(state: StateInline, silent: bool) -> bool:
    r"""Reads `\(`, a formula, `\)`; one of the two alone, and TeX that is not understood, stay as they are written."""
    if not state.src.startswith(("\\(", "\\)"), state.pos):
        return False
    start, end = state.pos, state.pos + 2
    close = state.src.find("\\)", end, min(state.posMax, end + tex.LONGEST)) if state.src[start + 1] == "(" else -1
    state.pos = end if close < 0 else close + 2
    if silent:
        return True
    if close < 0:
        state.pending += state.src[start:end]
    else:
        token = state.push("tex", "", 0)
        token.content, token.markup = state.src[end:close].strip(), state.src[start : close + 2]
    return True
