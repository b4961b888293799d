"""The JSON-LD that a page embeds, each block with its place."""

from __future__ import annotations

from html.parser import HTMLParser

from vitagraph.errors import DataError, Place, Problem


def scripts(source: str, page: str) -> list[tuple[Place, str]]:
    """The JSON-LD blocks of a page. Raises DataError where it embeds none."""
    found = _Scripts(source)
    found.feed(page)
    found.close()
    if not found.blocks:
        message = "the page embeds no JSON-LD; insert it with `vitagraph embed PAGE CV`"
        raise DataError([Problem(Place(source), message)])
    return found.blocks


class _Scripts(HTMLParser):
    """Collects the JSON-LD blocks of a page, each with its place."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.blocks: list[tuple[Place, str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A script of the type of JSON-LD begins."""
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        self._inside = tag == "script" and kind == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        """A script ends."""
        self._inside = False

    def handle_data(self, data: str) -> None:
        """The text of a script."""
        if self._inside:
            line, column = self.getpos()
            self.blocks.append((Place(self.source, line, column + 1), data))
