"""The portrait of the owner: in the head of the page, and in previews of links to the site."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from vitagraph.errors import DataError, Place, Problem
from vitagraph.files.budget import read_bytes
from vitagraph.site import pictures
from vitagraph.site.address import Address
from vitagraph.site.assets import hashed
from vitagraph.values import OwnFile


class Shown(NamedTuple):
    """A picture: its path from the root of the site, or its address elsewhere, and its size in pixels, 0 where that is not known."""

    path: str = ""
    width: int = 0
    height: int = 0

    def at(self, base: str) -> str:
        """Its address, or its relative one, below that of the root."""
        return self.path if not self.path or "://" in self.path else base + self.path


class Portrait(NamedTuple):
    """The picture of the page, that of previews, and the files of both that no record states."""

    page: Shown = Shown()
    preview: Shown = Shown()
    files: dict[str, bytes] = {}


def portrait(image: OwnFile | None, folder: Path | None, address: Address) -> Portrait:
    """The portrait: of a file beside the CV two sizes are published, any other is linked. Raises DataError for no picture."""
    if not image or not image.startswith(address.base):
        return Portrait(Shown(image or "", 144, 144), Shown(image or ""))
    name = image.removeprefix(address.base)
    file = folder / (image.path or name) if folder and folder.is_dir() else None
    if file is None or not file.is_file() or not file.resolve().is_relative_to(folder.resolve() if folder else file):
        return Portrait()
    content = read_bytes(file)
    if not pictures.is_picture(name):
        return Portrait(Shown(name, 144, 144), Shown(name), {name: content})
    try:
        small, large = (pictures.published(content, name, longest) for longest in (pictures.SMALL, pictures.PORTRAIT))
    except ValueError as error:
        raise DataError([Problem(Place("the CV"), f"image: {error}")]) from None
    path = hashed(f"portrait.{name.rpartition('.')[2].lower()}", small.content)
    files = {path: small.content} | ({} if image.path else {name: large.content})
    return Portrait(Shown(path, *small[1:]), Shown(name, *large[1:]), files)
