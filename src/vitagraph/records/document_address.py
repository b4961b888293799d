"""What makes an address of a CV hard to publish at: each with what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

#: hosts that serve each repository of a user below its name
_WITH_REPOSITORIES = (".github.io", ".gitlab.io", ".codeberg.page")


def hazards(iri: str) -> Iterator[str]:
    """What to know about an address, as messages."""
    parts = urlsplit(iri)
    host, path = parts.hostname or "", parts.path
    name = path.strip("/")
    if not path:
        yield f"some programs resolve `#me` against an address without a path to another IRI; write {iri}/"
    if unquote(path) != path:
        plain = iri[: -len(path)] + "".join(letter if letter.isalnum() or letter in "/.-_" else "-" for letter in unquote(path))
        yield f"a host decodes the percent signs of the address, and finds no such file; write a plain name, such as {plain}"
    if host.endswith(_WITH_REPOSITORIES) and name and "/" not in name and not path.endswith(("/", ".html")):
        yield (
            f"this is a page in the site of a user; where {name} is a repository, its files are below that name: write {iri}/ or {iri}/cv"
        )
