"""What a static host answers: GitHub Pages, as measured in https://github.com/slorber/trailing-slash-guide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit


class Answer(NamedTuple):
    """A status, the address of a redirect, and the path of the file that is the body."""

    status: int
    location: str = ""
    file: str = ""


def answer(files: Mapping[str, bytes], base: str, url: str) -> Answer:
    """The answer to a GET of an address, where the files are published below `base`; a fragment is not sent."""
    root, path = urlsplit(base).path, urlsplit(url).path or "/"
    if urlsplit(base)[:2] != urlsplit(url)[:2] or not path.startswith(root):
        return Answer(404)
    name = unquote(path.removeprefix(root))
    folder = f"{name}/index.html".lstrip("/") if not name.endswith("/") else f"{name}index.html"
    if name and not name.endswith("/"):
        for file in (name, f"{name}.html"):
            if file in files:
                return Answer(200, file=file)
        return Answer(301, f"{url}/") if folder in files else Answer(404, file="404.html")
    return Answer(200, file=folder) if folder in files else Answer(404, file="404.html")
