"""A site in the browser of the tests, and the problems of a page.

The pages of a CV are served from memory under the address that the CV states, so that policies, links and canonical addresses are
those of the published site. All other requests fail.

"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response, Route

import vitagraph
from vitagraph.records import Index
from vitagraph.site import Options, build
from vitagraph.site.address import Address
from vitagraph.yaml import read_index

ROOT = Path(__file__).parent.parent
SCREENSHOTS = ROOT / "build" / "screenshots"
WIDTHS = (390, 820, 1440)
# The sum of all layout shifts that the browser reports (https://wicg.github.io/layout-instability/).
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
CVS = ("example", "lapuschkin")
#: languages of further sites: other letters, the other direction, long words
LANGUAGES = ("ja", "ar", "de")

for suffix, media_type in ((".ttl", "text/turtle"), (".jsonld", "application/ld+json"), (".wasm", "application/wasm")):
    mimetypes.add_type(media_type, suffix)


@dataclass(eq=False)
class Site:
    """A site: its address and its files."""

    name: str
    base: str
    document: str
    files: dict[str, bytes] = field(repr=False)

    def kinds(self) -> dict[str, str]:
        """Type of page -> the path of one; a type is a file of the root, or all files of a folder. The CV counts once."""
        copy = Address.of(self.document).page
        paths = sorted((path for path in self.files if path.endswith(".html") and path != copy), reverse=True)
        return {path.partition("/")[0]: path for path in paths}

    def answer(self, route: Route) -> None:
        """Responds to a request like a static host; other addresses fail."""
        if not route.request.url.startswith(self.base):
            route.abort("internetdisconnected")
            return
        path = unquote(urlsplit(route.request.url).path).removeprefix(urlsplit(self.base).path)
        for candidate in (path, f"{path.rstrip('/')}/index.html".lstrip("/")):
            if candidate in self.files:
                media_type = mimetypes.guess_type(candidate)[0] or "application/octet-stream"
                route.fulfill(body=self.files[candidate], content_type=media_type)
                return
        route.fulfill(status=404, body=self.files["404.html"], content_type="text/html")


@cache
def site_of(name: str) -> Site:
    """The site of one of the project's CVs."""
    index = read_index(ROOT / "data" / name)
    address = Address.of(index.document)
    return Site(name, address.base, index.document, build(index, Options()))


@cache
def site_in(language: str) -> Site:
    """The site of the example in one language, which is that of its root."""
    cv = vitagraph.read(ROOT / "data" / CVS[0])
    assert cv.document
    cv.document.languages = [language]
    index = Index(cv)
    address = Address.of(index.document)
    return Site(f"{CVS[0]}-{language}", address.base, index.document, build(index, Options()))


def own_kinds(site: Site) -> dict[str, str]:
    """The pages by type; of the second CV, the root's and those whose type the first CV lacks."""
    before = site_of(CVS[0]).kinds() if site.name != CVS[0] else {}
    return {kind: path for kind, path in site.kinds().items() if kind not in before or kind in ("index.html", "query.html")}


class PageProblems(list[str]):
    """Problems of pages: messages, failed requests, external requests."""

    def watch(self, page: Page) -> None:
        """Records the problems of a page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.append(f"script: {error}"))
        page.on("requestfailed", lambda request: self.append(f"request: {request.url} {request.failure}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.append(f"{response.status}: {response.url}")


Visit = Callable[..., Page]


def settled(page: Page) -> float:
    """The layout shifts after the browser has painted and reported them."""
    page.wait_for_timeout(100)
    return float(page.evaluate("window.shifted"))
