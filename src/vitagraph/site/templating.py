"""Jinja as the pages need it: a theme's templates before the site's own, every value escaped, nothing undefined."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from vitagraph.site.assets import TEMPLATES

_COMPILED = TEMPLATES / "__pycache__"


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept as Python keeps its modules: beside them, where that can be written, and under its own switch."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def environment(theme: Path | None) -> Environment:
    """The environment of a site's templates."""
    loaders = [FileSystemLoader(folder) for folder in (theme, TEMPLATES) if folder]
    return Environment(loader=ChoiceLoader(loaders), autoescape=True, trim_blocks=True, undefined=StrictUndefined, bytecode_cache=_cache())


def _cache() -> _Compiled | None:
    if sys.dont_write_bytecode:
        return None
    with suppress(OSError):
        _COMPILED.mkdir(exist_ok=True)
    return _Compiled(str(_COMPILED))
