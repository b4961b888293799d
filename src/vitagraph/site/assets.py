"""Style sheets, scripts and pictures, under names that change with their content: a browser may cache them without limit."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path, PurePosixPath

from vitagraph.errors import UsageError
from vitagraph.files.budget import read_bytes
from vitagraph.patterns import regex

FOLDER = Path(__file__).parent / "assets"
BROWSER = Path(__file__).parent / "browser"
VENDOR = Path(__file__).parent / "vendor"
TEMPLATES = Path(__file__).parent / "templates"

#: a module that no file holds: it exports the function of each file of `charts/` under the name of the chart type
_CHART_TYPES = BROWSER / "chart_types.js"
#: where a module imports another one: `from "./charts.js"`, `from "../vendor/oxigraph.js"`
_IMPORT = regex(r'(?<=from ")(\.{1,2}/[\w./-]+\.js)(?=")')


def hashed(name: str, content: bytes) -> str:
    """The name under which content is published: `assets/site.1a2b3c4d.css`."""
    path = PurePosixPath(name)
    return f"assets/{path.stem}.{sha256(content).hexdigest()[:8]}{path.suffix}"


def _chart_types() -> str:
    names = sorted(path.stem for path in (BROWSER / "charts").glob("*.js"))
    return "".join(f'export {{ draw as {name} }} from "./charts/{name}.js";\n' for name in names)


class Assets:
    """The files of a site's `assets/`; `names` maps their own names to the published ones."""

    def __init__(self, theme: Path | None) -> None:
        self.files: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        self._imports: dict[str, list[Path]] = {}
        for path in sorted(FOLDER.iterdir()):
            if path.is_file():
                self.add(path.name, path.read_bytes())
        for name in ("query.js", "worker.js"):
            self._add_module(BROWSER / name)
        for name in ("oxigraph.wasm", "licenses.txt"):
            self.add(name, (VENDOR / name).read_bytes())
        self.styles = [self.names["site.css"]]
        if theme:
            self._add_theme(theme)

    def inline_styles(self) -> list[str]:
        """The style sheets as text for `style` elements, which no text in them ends."""
        return [self.files[name].decode(errors="replace").replace("</", "<\\/") for name in self.styles]

    def add(self, name: str, content: bytes) -> str:
        """Adds a file and returns its published name."""
        self.names[name] = hashed(name, content)
        self.files[self.names[name]] = content
        return self.names[name]

    def _add_module(self, path: Path) -> str:
        """Adds a module and those that it imports by their published names; returns its published name."""
        if path.name not in self.names:
            needed = self._imports[path.name] = []

            def published(match: re.Match[str]) -> str:
                needed.append(other := (path.parent / match[1]).resolve())
                return f"./{PurePosixPath(self._add_module(other)).name}"

            # Vendored modules import nothing.
            text = _chart_types() if path == _CHART_TYPES else path.read_text(encoding="utf-8")
            self.add(path.name, (text if path.parent == VENDOR else _IMPORT.sub(published, text)).encode())
        return self.names[path.name]

    def imported(self, name: str) -> list[str]:
        """The published names of the modules that a module imports, directly or not."""
        direct = [path.name for path in self._imports[name]]
        return list(dict.fromkeys(found for one in direct for found in (self.names[one], *self.imported(one))))

    def _add_theme(self, theme: Path) -> None:
        """Adds `theme.css` behind the site's own style sheet, and the other files of a theme under their own names.

        Raises UsageError for a file that no page can use.
        """
        known = {path.name for path in TEMPLATES.glob("*.html")}
        for path in sorted(theme.iterdir()):
            if not path.name.isprintable():
                raise UsageError(f"{path}: a page cannot name a file like this; rename it, in UTF-8 and without control characters")
            if path.suffix == ".html" and path.name not in known:
                raise UsageError(f"{path}: no template has this name; a theme may replace {', '.join(sorted(known))}")
            if path.name == "theme.css":
                self.styles.append(self.add(path.name, read_bytes(path)))
            elif path.is_file() and path.suffix != ".html" and not path.name.startswith("."):
                self.files[f"assets/{path.name}"] = read_bytes(path)
