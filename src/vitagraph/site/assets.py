"""Style sheets, scripts and pictures, under names that change with their content: a browser may keep them for ever."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path, PurePosixPath

from vitagraph.errors import UsageError

FOLDER = Path(__file__).parent / "assets"
TEMPLATES = Path(__file__).parent / "templates"


def hashed(name: str, content: bytes) -> str:
    """The name under which content is published: `assets/site.1a2b3c4d.css`."""
    path = PurePosixPath(name)
    return f"assets/{path.stem}.{sha256(content).hexdigest()[:8]}{path.suffix}"


class Assets:
    """The files of a site's `assets/`; `names` leads from their own names to the published ones."""

    def __init__(self, theme: Path | None) -> None:
        self.files: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        for path in sorted(FOLDER.iterdir()):
            if path.is_file():
                self.add(path.name, path.read_bytes())
        self.styles = [self.names["site.css"]]
        if theme:
            self._take(theme)

    def add(self, name: str, content: bytes) -> str:
        """Adds a file; its published name."""
        self.names[name] = hashed(name, content)
        self.files[self.names[name]] = content
        return self.names[name]

    def _take(self, theme: Path) -> None:
        """What a theme brings: `theme.css` behind the site's own style sheet, files beside it under their own names."""
        if not theme.is_dir():
            raise UsageError(f"{theme}: there is no such folder; a theme is a folder with theme.css or templates")
        known = {path.name for path in TEMPLATES.iterdir()}
        for path in sorted(theme.iterdir()):
            if path.suffix == ".html" and path.name not in known:
                raise UsageError(f"{path}: no template has this name; a theme may replace {', '.join(sorted(known))}")
            if path.name == "theme.css":
                self.styles.append(self.add(path.name, path.read_bytes()))
            elif path.is_file() and path.suffix != ".html" and not path.name.startswith("."):
                self.files[f"assets/{path.name}"] = path.read_bytes()
