"""Identifiers as other formats spell them -> the spelling that the value types read.

Bibliographies hold DOIs in addresses with percent escapes, in LaTeX, in HTML, behind prefixes and before full stops. Every
importer reads identifiers through these functions. Each returns the bare identifier, or the text without blanks where it holds
none, so that the value type refuses it in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from vitagraph.values.identifiers import ArxivId, Doi, Isbn, Issn, Orcid, RorId
from vitagraph.values.text import Value

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
#: command -> character; Crossref's BibTeX has the ones in `math`
_COMMANDS = {
    "textless": "<", "textgreater": ">", "lt": "<", "gt": ">", "textunderscore": "_", "textasciitilde": "~", "slash": "/",
    "textquotesingle": "'", "textbackslash": "\\",
    "mathsemicolon": ";", "mathplus": "+", "hash": "#", "sim": "~", "lbrack": "[", "rbrack": "]",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)(?:\{\}|[ \t]+|(?![A-Za-z]))")
_PREFIX = re.compile(
    r"(?i)^(?:(?:https?:)?//)?(?:(?:dx\.|www\.)?doi\.org/+)?(?:(?:info:|urn:)?doi(?:\s*[:/=]\s*|\s+))*(?:https?://(?:dx\.|www\.)?doi\.org/+)?"
)
_AT_RESOLVER = re.compile(r"(?i)(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:info:|urn:)?doi:")
_IN_AN_ADDRESS = re.compile(r"(?i)^https?://")
# What publishers write behind the DOI in the address of an article's page.
_PAGE_OF_AN_ARTICLE = re.compile(r"(?i)/(?:full|fulltext|abstract|summary|pdf|epdf|html?|meta)/?$|\.pdf$")
_QUERY = re.compile(r"[?&#](?:utm_|[A-Za-z_]+=).*$")


def doi(text: str) -> str:
    """A DOI in any spelling, bare; the same letters in the case in which they stand there."""
    text = _plain(text)
    is_address = bool(_IN_AN_ADDRESS.match(text))
    bare = _PREFIX.sub("", text.lstrip("([{"), count=1)
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
    """An arXiv identifier in any spelling, also as a DOI of arXiv's (`10.48550/arXiv.2211.17174`), bare."""
    prefix = r"(?i)^(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/|^(?:https?://(?:dx\.)?doi\.org/)?(?:arxiv\s*:?\s*|abs/|10\.48550/arxiv\.)+"
    return _bare(text, ArxivId, prefix, r"(?i)\.pdf$|(?<!\s)\s*+\[[^\[\]]*\]$|[.,;]$")


def isbn(text: str) -> str:
    """An ISBN behind its name and before what kind of binding it is for."""
    return _bare(text, Isbn, r"(?i)^(?:urn:)?isbn(?:-?1[03](?![0-9]))?\s*:?\s*", r"(?<!\s)\s*+\([^()]*\)$|[.,;]$")


def issn(text: str) -> str:
    """An ISSN behind its name or in its address, before the medium it is for."""
    return _bare(
        text, Issn, r"(?i)^(?:https?://portal\.issn\.org/resource/issn/|(?:urn:)?e?-?issn(?:-l)?\s*:?\s*)", r"(?<!\s)\s*+\([^()]*\)$|[.,;]$"
    )


def orcid(text: str) -> str:
    """An ORCID iD, its check character in upper case."""
    found = _bare(text, Orcid, r"(?i)^(?:https?://)?(?:www\.)?orcid\.org/|^orcid(?:\s*id)?\s*:?\s*", r"/$|[.,;]$", str.upper)
    return re.sub(r"^(\d{4})(\d{4})(\d{4})(\d{3}[\dX])$", r"\1-\2-\3-\4", found)


def ror(text: str) -> str:
    """A ROR identifier, in lower case."""
    return _bare(text, RorId, r"(?i)^(?:https?://)?(?:www\.)?ror\.org/", r"/$", str.lower)


def _bare(text: str, kind: type[Value], prefix: str, suffix: str, case: Callable[[str], str] = str) -> str:
    """Text without what stands before and behind an identifier, if that leaves one of this kind."""
    plain = _HYPHENS.sub("-", _plain(text))
    bare = case(re.sub(suffix, "", re.sub(prefix, "", plain).strip()).strip())
    try:
        kind.normalized(bare)
    except ValueError:  # a wrong check digit
        return bare
    return bare


def _plain(text: str) -> str:
    """Text without the markup of HTML and LaTeX, and without characters that nobody sees."""
    text = _INVISIBLE.sub("", text).strip()
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
    while text:
        last = text[-1]
        opening = {")": "(", "]": "[", "}": "{", ">": "<"}.get(last)
        if last in ".,;:\"'”’" or (opening and text.count(last) > text.count(opening)):
            text = text[:-1].rstrip()
        else:
            break
    return text


#: value type -> what reads its foreign spellings
DECODERS: dict[type[Value], Callable[[str], str]] = {Doi: doi, ArxivId: arxiv, Isbn: isbn, Issn: issn, Orcid: orcid, RorId: ror}
