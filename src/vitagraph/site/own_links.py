"""Links and pictures of an own page: to other pages, to files of the CV's folder, and to what the site has besides."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from vitagraph.errors import Place, Problem, did_you_mean, quoted
from vitagraph.files.budget import read_bytes
from vitagraph.patterns import regex
from vitagraph.site import pictures
from vitagraph.values import OwnFile

if TYPE_CHECKING:
    from markdown_it.token import Token

#: links of own pages: to the web, or without a scheme and a host
LINKS = regex(r"(?i)(?:https?://|mailto:)[^\s]|(?!//|[a-z][a-z0-9+.-]{0,30}:)[^\s]")
_ABSOLUTE = regex(r"(?i)(?:https?:|mailto:)")
_ID_OF_ELEMENT = regex(r' id="([^"]{1,300})"')


class Inside(NamedTuple):
    """A link to another page of the site, from its root; `fragment` is the id of an element there, "" for none."""

    place: Place
    path: str
    fragment: str


class Links:
    """The links and pictures of a page, `path` from the folder of the CV; `line` is that of its first line of text."""

    def __init__(self, folder: Path, path: str, line: int) -> None:
        self.folder, self.path, self.line = folder, path, line
        #: the files that the page needs, by their paths from the folder and in the site
        self.files: list[str] = []
        self.inside: list[Inside] = []
        self.problems: list[Problem] = []

    def resolve(self, tokens: Iterable[Token]) -> None:
        """Gives the links and pictures of a page their addresses in the site, and collects problems."""
        for block in tokens:
            line = self.line + (block.map[0] if block.map else 0)
            for token in block.children or ():
                line += token.type in ("softbreak", "hardbreak")
                try:
                    if token.type == "link_open":
                        token.attrs["href"] = self._link(str(token.attrs["href"]), self._place(line))
                    elif token.type == "image":
                        self._picture(token)
                except ValueError as error:
                    self.problems.append(Problem(self._place(line), str(error)))

    def _place(self, line: int) -> Place:
        return Place(str(self.folder / self.path), line, 1)

    def _link(self, href: str, place: Place) -> str:
        if _ABSOLUTE.match(href):
            return href
        written, _, fragment = href.partition("#")
        path = self._from_root(unquote(written))
        if path.endswith(".md"):
            self._require(path, written)
            path, written = f"{path[:-3]}.html", f"{written[:-3]}.html"
        elif path.lower().endswith(OwnFile.endings):
            self._require(path, written)
            self.files.append(path)
            return href
        self.inside.append(Inside(place, path, unquote(fragment)))
        return f"{written}#{fragment}" if fragment else written

    def _picture(self, token: Token) -> None:
        source = unquote(str(token.attrs["src"]))
        if _ABSOLUTE.match(source):
            raise ValueError(f"the picture {quoted(source)} is elsewhere; copy it into the folder of the CV, and write its path")
        path = self._from_root(source)
        if not pictures.is_picture(path):
            raise ValueError(f"{quoted(source)} is no picture; its name ends in {', '.join(pictures.ENDINGS)}")
        if not token.content.strip():
            raise ValueError(
                f"the picture {quoted(source)} has no text for those who do not see it; write it in the brackets: ![An owl](...)"
            )
        self._require(path, source)
        shown = pictures.published(read_bytes(self.folder / path), path)
        self.files.append(path)
        token.attrs |= {"src": quote(source), "width": shown.width, "height": shown.height, "loading": "lazy"}

    def _from_root(self, written: str) -> str:
        """The path from the folder of the CV, which is that from the root of the site. Raises ValueError for one that leads out of it."""
        path = normpath(join(dirname(self.path), written)) if written else f"{self.path[:-3]}.html"
        if path.startswith(("..", "/")) or "\\" in path:
            raise ValueError(f"{quoted(written)} leads out of the folder of the CV; put the file below it")
        return path

    def _require(self, path: str, written: str) -> None:
        file = self.folder / path
        if not file.is_file():
            raise ValueError(f"there is no file {path} in {self.folder}{self._instead(unquote(written))}")
        if not file.resolve().is_relative_to(self.folder.resolve()):
            raise ValueError(f"{path} is a link that leads out of {self.folder}; copy the file into it")

    def _instead(self, written: str) -> str:
        if (self.folder / written).is_file():
            return f"; a path begins at the folder of the page: write {quoted(f'../{written}')}"
        return "; put it there, or correct the path"


def ids(page: str) -> frozenset[str]:
    """The ids of the elements of a page."""
    return frozenset(_ID_OF_ELEMENT.findall(page))


def dead(links: Iterable[Inside], paths: Container[str], ids_of: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """The links to pages that the site lacks, and to elements that a page lacks, as far as its elements are known."""
    for place, path, fragment in links:
        named = "index.html" if path == "." else path
        page = next((one for one in (named, f"{named}.html", f"{named}/index.html") if one in paths), "")
        if not page:
            yield Problem(place, f"the site has no page {quoted(path)}; correct the link")
        elif fragment and page in ids_of and fragment not in ids_of[page]:
            known = did_you_mean(fragment, [one for one in ids_of[page] if "/" not in one], "; correct the link, or leave #... out")
            yield Problem(place, f"the page {quoted(page)} has no part {quoted(fragment)}{known}")
