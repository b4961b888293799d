"""Files of the CV's folder in its site: those of public facts, below that folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from vitagraph.files.budget import read_bytes
from vitagraph.records import Index
from vitagraph.site.address import Address
from vitagraph.values import OwnFile
from vitagraph.yaml.own_files import stated


def paths(index: Index, address: Address) -> dict[str, OwnFile]:
    """Path in the site -> file, of a view of a CV."""
    return {unquote(one.file.removeprefix(address.base)): one.file for one in stated(index)}


def contents(index: Index, address: Address, folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """Path in the site and content of each file of a view of a CV."""
    if folder is not None:
        yield from ((path, read_bytes(folder / file.path)) for path, file in paths(index, address).items())
