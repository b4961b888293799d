"""Content negotiation (RFC 9110, section 12): the media types that are served, and which of them somebody wants."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

#: suffix of a site's file -> its media type; the longest suffix counts
MEDIA_TYPES = {
    ".html": "text/html",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".csl.json": "application/vnd.citationstyles.csl+json",
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
}
_NAMED = {"feed.xml": "application/atom+xml", ".well-known/void": "text/turtle"}
#: what can stand for a resource, the most wanted first where somebody takes all alike
REPRESENTATIONS = (".html", ".ttl", ".jsonld", ".nt", ".rdf", ".bib", ".csl.json", ".ris")


def media_type(path: str) -> str:
    """The media type of a file."""
    name = PurePosixPath(path).name
    suffix = next((known for known in MEDIA_TYPES if name.endswith(known)), "")
    return _NAMED.get(path) or MEDIA_TYPES.get(suffix, "application/octet-stream")


def preferred(offered: Iterable[str], accept: str) -> str:
    """The media type of those offered, the best first, that an Accept header likes most; "" where it takes none.

    A header that cannot be read takes everything (RFC 9110, section 12.5.1).
    """
    from mimeparse import MimeTypeParseException, best_match

    # Of several that are liked alike, mimeparse takes the last.
    worst_first = list(offered)[::-1]
    try:
        found: str = best_match(worst_first, accept or "*/*")
    except (MimeTypeParseException, ValueError):
        return worst_first[-1]
    return found
