"""Themes: folders with a style sheet, templates and other files. Three come with vitagraph and are named by their names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vitagraph.errors import UsageError, did_you_mean
from vitagraph.files.budget import read_text
from vitagraph.patterns import regex
from vitagraph.site.assets import TEMPLATES

if TYPE_CHECKING:
    from jinja2 import Environment

SHIPPED = Path(__file__).parent / "themes"
_MACRO = regex(r"\bentries\.([a-z_]+)")


def names() -> list[str]:
    """The names of the themes that come with vitagraph."""
    return sorted(path.name for path in SHIPPED.iterdir() if (path / "theme.css").is_file())


def folder_of(theme: Path | None) -> Path | None:
    """The folder of a theme: one of that path, else the theme of that name. Raises UsageError where there is neither."""
    if theme is None or theme.is_dir():
        return theme
    if str(theme) in names():
        return SHIPPED / theme
    known = did_you_mean(str(theme), names(), f"; name a folder with theme.css or templates, or one of {', '.join(names())}")
    raise UsageError(f"{theme}: there is no such folder and no theme of this name{known}")


def check(theme: Path, environment: Environment) -> None:
    """Raises UsageError for a template that is no template, or lacks a block or a macro that others use."""
    from jinja2 import TemplateSyntaxError, nodes

    trees = {}
    for path in (*sorted(theme.glob("*.html")), *sorted(TEMPLATES.glob("*.html"))):
        if path.name not in trees:
            try:
                trees[path.name] = environment.parse(read_text(path))
            except TemplateSyntaxError as error:
                raise UsageError(f"{path}:{error.lineno}: {error.message}; correct the template, or delete it") from None
    used = {block.name for name, tree in trees.items() if name != "base.html" for block in tree.find_all(nodes.Block)}
    _require(theme / "base.html", "block", used, {block.name for block in trees["base.html"].find_all(nodes.Block)})
    texts = (read_text(theme / name if (theme / name).is_file() else TEMPLATES / name) for name in trees if name != "entry.html")
    called = {name for text in texts for name in _MACRO.findall(text)}
    _require(theme / "entry.html", "macro", called, {macro.name for macro in trees["entry.html"].find_all(nodes.Macro)})


def _require(path: Path, kind: str, used: set[str], has: set[str]) -> None:
    if path.is_file() and (missing := sorted(used - has)):
        raise UsageError(f"{path}: has no {kind} {', '.join(missing)}, which other templates use; copy it from {TEMPLATES / path.name}")
