"""What makes an address of a CV hard to publish at: each with what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from vitagraph.patterns import regex

#: hosts that serve each repository of a user below its name
_WITH_REPOSITORIES = (".github.io", ".gitlab.io", ".codeberg.page")

#: languages of the pages of a site, which are their folders, and its other files that no CV can have the address of
_FOLDERS = ("ar", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "zh")
_FILES = (
    *("404", "404.html", "query", "query.html", "me.ttl", "me.jsonld"),
    *("_headers", ".nojekyll", "feed.xml", "linkset.json", "robots.txt", "sitemap.xml"),
)
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_NOT_ON_WINDOWS = regex(r'[<>:"|?*\\]|\.$|^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)')


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
    yield from _of_files(iri, unquote(path).rpartition("/")[2])
    if host.endswith(_WITH_REPOSITORIES) and name and "/" not in name and not path.endswith(("/", ".html")):
        yield (
            f"this is a page in the site of a user; where {name} is a repository, its files are below that name: write {iri}/ or {iri}/cv"
        )


def _of_files(iri: str, name: str) -> Iterator[str]:
    """What to know about the last part of an address, which is the name of the files of its site."""
    instead = f"write {iri[: iri.rindex('/') + 1]}cv"
    key = name.casefold()
    if key in _FOLDERS or key in _FILES:
        yield f"another page or file of the site has this address; {instead}"
    elif key == "me":
        yield f"the files of the whole graph, such as me.ttl, replace those of the owner's data; {instead}"
    elif _NOT_ON_WINDOWS.search(key):
        yield f"Windows cannot hold files of this name; {instead}"
