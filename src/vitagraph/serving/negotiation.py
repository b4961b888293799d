"""Content negotiation (RFC 9110, section 12): the media types of files, and the choice by an Accept header."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath

from vitagraph.exporters import bibliographies
from vitagraph.rdf.syntaxes import SYNTAXES, published
from vitagraph.site import hosting, linkset

#: suffix of a site's file that is no data of the CV -> its media type
_MEDIA_TYPES = {
    ".html": "text/html",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".csv": "text/csv",
    ".zip": "application/zip",
}
_NAMED = {"feed.xml": "application/atom+xml", ".well-known/void": "text/turtle", linkset.PATH: linkset.TYPE, hosting.PATH: "text/plain"}


@cache
def representations() -> dict[str, str]:
    """Suffix -> media type of the files that can represent a resource, in the order of preference where a client accepts all alike."""
    known = dict.fromkeys([*published(), *SYNTAXES.all.values()])
    data = {f".{syntax.suffix}": syntax.media_type for syntax in known}
    return {".html": "text/html", **data} | {f".{one.published_suffix}": one.media_type for one in bibliographies()}


def media_type(path: str) -> str:
    """The media type of a file; the longest suffix counts."""
    name, known = PurePosixPath(path).name, representations() | _MEDIA_TYPES
    suffix = max((suffix for suffix in known if name.endswith(suffix)), key=len, default="")
    return _NAMED.get(path) or known.get(suffix, "application/octet-stream")


def preferred(offered: Iterable[str], accept: str) -> str:
    """The media type that an Accept header prefers among those offered, the first of equal ones; "" where it accepts none.

    An invalid header accepts everything (RFC 9110, section 12.5.1).
    """
    from mimeparse import MimeTypeParseException, best_match

    # Of several with the same weight mimeparse returns the last.
    reversed_order = list(offered)[::-1]
    try:
        found: str = best_match(reversed_order, accept or "*/*")
    except (MimeTypeParseException, ValueError):
        return reversed_order[-1]
    return found
