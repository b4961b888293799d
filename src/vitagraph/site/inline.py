"""Texts with markup as HTML: emphasis, code, sub- and superscript, links, and formulas as MathML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from vitagraph.values import markup, tex

if TYPE_CHECKING:
    from markdown_it.token import Token


#: name of an element -> its tags, by the nesting of a token
_TAGS = {
    "a": {-1: Markup("</a>")},
    "em": {1: Markup("<em>"), -1: Markup("</em>")},
    "strong": {1: Markup("<strong>"), -1: Markup("</strong>")},
    "sub": {1: Markup("<sub>"), -1: Markup("</sub>")},
    "sup": {1: Markup("<sup>"), -1: Markup("</sup>")},
}


def inline(text: str) -> Markup:
    """A text as HTML: that of its markup where it has some, else its characters."""
    if not isinstance(text, markup.Marked) or not text.source:
        return escape(text)
    return Markup("").join(map(_element, markup.tokens(text.source, text.links)))


def _element(token: Token) -> Markup:
    if token.type == "tex":
        return formula(token)
    if token.type == "link_open":
        return Markup('<a href="{}">').format(token.attrs["href"])
    if token.nesting:
        return _TAGS[token.tag][token.nesting]
    return Markup("<code>{}</code>").format(token.content) if token.type == "code_inline" else escape(token.content)


def formula(token: Token) -> Markup:
    """A formula as MathML; TeX that is not understood as it is written."""
    from xml.etree.ElementTree import tostring

    found = tex.tree(token.content)
    if found is None:
        return escape(token.markup)
    return Markup(tostring(found, encoding="unicode"))  # noqa: S704  # known elements only, serialized as XML
