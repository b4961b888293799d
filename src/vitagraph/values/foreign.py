"""Identifiers as other formats spell them -> the spelling that the value types read.

Bibliographies hold DOIs in addresses with percent escapes, in LaTeX, in HTML, after prefixes and before full stops. Importers
decode identifiers with `Identifier.decoded`, which uses these functions. Each returns the bare identifier, or the trimmed text
where it holds none, so that the value type reports it.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from vitagraph.patterns import regex
from vitagraph.values.identifiers import ArxivId, Doi, Orcid

_ENTITY = regex(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_INVISIBLE = regex("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHENS = regex("[\u2010-\u2015\u2212]")
#: command -> character; Crossref's BibTeX has the ones in `math`
_COMMANDS = {
    "textless": "<", "textgreater": ">", "lt": "<", "gt": ">", "textunderscore": "_", "textasciitilde": "~", "slash": "/",
    "textquotesingle": "'", "textbackslash": "\\",
    "mathsemicolon": ";", "mathplus": "+", "hash": "#", "sim": "~", "lbrack": "[", "rbrack": "]",
}  # fmt: skip
_COMMAND = regex(r"\\([A-Za-z]+)(?:\{\}|[ \t]+|(?![A-Za-z]))")
_PREFIX = regex(
    r"(?i)^(?:(?:https?:)?//)?(?:(?:dx\.|www\.)?doi\.org/+)?(?:(?:info:|urn:)?doi(?:\s*[:/=]\s*|\s+))*(?:https?://(?:dx\.|www\.)?doi\.org/+)?"
)
_AT_RESOLVER = regex(r"(?i)(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:info:|urn:)?doi:")
_IN_AN_ADDRESS = regex(r"(?i)^https?://")
# What publishers write behind the DOI in the address of an article's page.
_PAGE_OF_AN_ARTICLE = regex(r"(?i)/(?:full|fulltext|abstract|summary|pdf|epdf|html?|meta)/?$|\.pdf$")
_QUERY = regex(r"[?&#](?:utm_|[A-Za-z_]+=).*$")


def doi(text: str) -> str:
    """A DOI in any spelling, bare; the same letters in the case in which they stand there."""
    text = _plain(text)
    is_address = bool(_IN_AN_ADDRESS.match(text))
    bare = _PREFIX.sub("", text.lstrip("([{"))
    if is_address and (match := re.search(r"10(?:\.|%2[eE])[0-9]{4,9}(?:\.[0-9]{1,9}){0,9}(?:/|%2[fF]).+", bare)):
        if match.start():
            bare = _PAGE_OF_AN_ARTICLE.sub("", _QUERY.sub("", match[0]))
        bare = _QUERY.sub("", bare).rstrip("/")
    decoded = unquote(bare)
    if is_address or Doi.normalized(_trimmed(decoded)):
        bare = decoded
    bare = _trimmed(bare)
    return bare if Doi.normalized(bare) else text


def doi_of_address(text: str) -> str:
    """The DOI of an address at the DOI resolver, "" for any other address."""
    return found if _AT_RESOLVER.match(text.strip()) and Doi.normalized(found := doi(text)) else ""


def arxiv(text: str) -> str:
    """The bare arXiv identifier of any spelling, also of a DOI of arXiv (`10.48550/arXiv.2211.17174`)."""
    return ArxivId.decoded(text)


def orcid(text: str) -> str:
    """The bare ORCID iD of any spelling, its check character in upper case."""
    return Orcid.decoded(text)


def bare(text: str, before: str, behind: str) -> str:
    """Text without markup, and without what matches the patterns before and behind an identifier."""
    plain = _HYPHENS.sub("-", _plain(text))
    return re.sub(behind, "", re.sub(before, "", plain).strip()).strip()


def _plain(text: str) -> str:
    """Text without the markup of HTML and LaTeX, and without invisible characters."""
    text = _INVISIBLE.sub("", text).strip()
    if "&" in text:
        from html import unescape  # loads 2,200 names of characters

        for _ in range(2):  # `&amp;lt;` is an entity in an entity
            text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    if "\\" in text or "$" in text or text.startswith("{"):
        text = re.sub(r"\\(?:url|href|doi|detokenize|ensuremath|mbox|text|texttt|mathrm)(?=\s*\{)", "", text)
        text = _COMMAND.sub(lambda match: _COMMANDS.get(match[1], match[0]), text)
        text = re.sub(r"\\([_%#&$~^{}<>\-])", r"\1", text)
        text = re.sub(r"[{}]", "", re.sub(r"\$([^$]{1,3})\$", r"\1", text))
    return text.strip().strip("<>\"'`“”‘’ ") if not text.endswith(">") or text.startswith("<") else text.strip()


def _trimmed(text: str) -> str:
    """A DOI without the punctuation of its sentence: full stops, and brackets that close what was opened before it."""
    text = _HYPHENS.sub("-", text.strip())
    surplus = {closing: text.count(closing) - text.count(opening) for opening, closing in ("()", "[]", "{}", "<>")}
    end = len(text)
    while end and ((last := text[end - 1]) in ".,;:\"'”’" or last.isspace() or surplus.get(last, 0) > 0):
        if last in surplus:
            surplus[last] -= 1
        end -= 1
    return text[:end]
