"""The files that travel with the package: ontology and queries."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
#: the folders of a checkout that an installed package contains
FOLDERS = ("ontology", "queries", "docs")


@cache
def path(name: str) -> Path:
    """The path of a file or folder such as `ontology/context.jsonld`.

    In an installed package it lies inside it; in an editable install and a checkout at the checkout's root.
    """
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent.parent / name


def text(name: str) -> str:
    """The text of a file, which is read each time: readers keep what they make of it, which is smaller."""
    return path(name).read_text(encoding="utf-8")
