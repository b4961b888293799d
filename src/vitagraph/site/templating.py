"""The Jinja environment of the pages: templates of a theme first, every value escaped, undefined names are errors."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from vitagraph.site import themes
from vitagraph.site.assets import TEMPLATES
from vitagraph.site.entries.people import folded
from vitagraph.site.inline import inline

_COMPILED = TEMPLATES / "__pycache__"


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, cached as Python caches modules: beside them, if the folder can be written and Python writes bytecode."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def environment(theme: Path | None) -> Environment:
    """The environment of a site's templates."""
    loaders = [FileSystemLoader(folder) for folder in (theme, TEMPLATES) if folder]
    loader = ChoiceLoader(loaders)
    found = Environment(loader=loader, autoescape=True, trim_blocks=True, undefined=StrictUndefined, bytecode_cache=_cache())
    found.filters |= {"folded": folded, "inline": inline}
    if theme:
        themes.check(theme, found)
    return found


def _cache() -> _Compiled | None:
    if sys.dont_write_bytecode:
        return None
    with suppress(OSError):
        _COMPILED.mkdir(exist_ok=True)
    return _Compiled(str(_COMPILED))
