"""A page that arrives in two parts, as over a slow connection: the second part does not move the content of the first."""

from __future__ import annotations

import mimetypes
import random
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from browser_site import SHIFTS, WIDTHS, Site, settled

# Time in which the first part is painted.
PAUSE = 0.25
# The lines of the head of a page and its contents, which are visible when the page opens.
HEAD = 30


@pytest.fixture
def serve() -> Iterator[Callable[[Site, int], str]]:
    """`serve(site, cut)` responds to a request for a page with `cut` bytes, and after a pause with the rest."""
    given: list[tuple[Site, int]] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:
            """Logs nothing."""

        def do_GET(self) -> None:
            site, cut = given[-1]
            path = self.path.lstrip("/")
            if path not in site.files:
                self.send_error(404)
                return
            body = site.files[path]
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if path.endswith(".html"):
                self.wfile.write(body[:cut])
                self.wfile.flush()
                time.sleep(PAUSE)
                body = body[cut:]
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def address(site: Site, cut: int) -> str:
        given.append((site, cut))
        return f"http://127.0.0.1:{server.server_port}/"

    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def cuts(page: bytes, some: int) -> list[int]:
    """Ends of lines of the body: those of its head and a fixed sample of the others."""
    start = page.index(b"<body")
    ends = [place for place in range(start, len(page)) if page[place : place + 1] == b"\n"]
    return [*ends[:HEAD], *random.Random(1).sample(ends[HEAD:], min(some, len(ends) - HEAD))]


def moved(
    browser: Browser, site: Site, path: str, width: int, places: list[int], serve: Callable[[Site, int], str]
) -> list[tuple[int, float]]:
    """The cuts at which content moves, and how much."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    found = []
    for cut in places:
        page = context.new_page()
        page.add_init_script(SHIFTS)
        page.goto(serve(site, cut) + path)
        if shifted := settled(page):
            found.append((cut, shifted))
        page.close()
    context.close()
    return found


def test_nothing_moves_when_the_head_comes_in_parts(browser: Browser, lapuschkin: Site, serve: Callable[[Site, int], str]) -> None:
    """Cuts in the head, in the language with the longest words."""
    path = "de/index.html"
    assert moved(browser, lapuschkin, path, 1440, cuts(lapuschkin.files[path], 0)[4:16:2], serve) == []


@pytest.mark.slow
@pytest.mark.parametrize(("path", "width"), [*(("de/index.html", width) for width in WIDTHS), ("query.html", 390)])
def test_nothing_moves_wherever_a_page_is_cut(
    browser: Browser, lapuschkin: Site, path: str, width: int, serve: Callable[[Site, int], str]
) -> None:
    """Cuts after every third line of the head and a sample of others."""
    assert moved(browser, lapuschkin, path, width, cuts(lapuschkin.files[path], 6)[::3], serve) == []
