"""Files of the CV's folder in its site: those of public facts, below that folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from vitagraph.errors import DataError
from vitagraph.files.budget import read_bytes
from vitagraph.records import Index
from vitagraph.site import pictures
from vitagraph.site.address import Address
from vitagraph.site.own_pages import OwnPage
from vitagraph.values import OwnFile
from vitagraph.yaml.own_files import Stated, problems, stated


def paths(index: Index, address: Address) -> dict[str, OwnFile]:
    """Path in the site -> file, of a view of a CV."""
    return {unquote(one.file.removeprefix(address.base)): one.file for one in stated(index)}


def contents(index: Index, address: Address, folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """Path in the site and content of each file of a view of a CV; of pictures, without metadata and as large as needed."""
    if folder is not None:
        yield from ((unquote(one.file.removeprefix(address.base)), _content(one, folder)) for one in stated(index))


def of_pages(own_pages: Iterable[OwnPage], folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file to which own pages lead; such a file has the same path in the site as in the folder."""
    for path in dict.fromkeys(path for page in own_pages for path in page.files) if folder else ():
        content = read_bytes(Path(folder or "") / path)
        yield path, pictures.published(content, path).content if pictures.is_picture(path) else content


def check(index: Index, folder: Path) -> None:
    """Raises DataError where a file that the CV states cannot be published."""
    found = list(problems(index, folder))
    for one in stated(index) if not found else ():
        try:
            _content(one, folder) if pictures.is_picture(one.file.path) else None
        except ValueError as error:
            found.append(one.problem(index, str(error)))
    if found:
        raise DataError(found)


def _content(one: Stated, folder: Path) -> bytes:
    """Raises ValueError for a picture that cannot be published."""
    content = read_bytes(folder / one.file.path)
    if not pictures.is_picture(one.file.path):
        return content
    return pictures.published(content, one.file.path, pictures.PORTRAIT if one.field == "image" else pictures.LONGEST).content
