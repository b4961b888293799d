"""Addresses -> answers: the files of the site, pages or data of a resource by content negotiation, queries, events."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from vitagraph.serving.access import AccessRules, SameOrigin, is_own
from vitagraph.serving.edition import Edition, Found
from vitagraph.serving.events import SCRIPT, EventStream
from vitagraph.serving.negotiation import media_type, preferred, representations
from vitagraph.serving.sparql import Endpoint

_BROKEN = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The CV cannot be read</title>
</head>
<body>
<h1>The CV cannot be read</h1>
<p>This page shows the CV as soon as that is corrected:</p>
<ul>
{problems}
</ul>
</body>
</html>
"""


def application(press: EventStream, host: str, timeout: float, origins: Collection[str], ends: Callable[[], bool]) -> ASGIApp:
    """The application that serves the editions of a press under the names of a host, until the server `ends`.

    Pages of other `origins` than its own may ask queries where they are named.
    """

    async def events(request: Request) -> Response:
        return StreamingResponse(press.events(ends, is_own(request)), media_type="text/event-stream")

    async def script(_: Request) -> Response:
        return Response(SCRIPT, media_type="text/javascript")

    async def published(request: Request) -> Response:
        return _published(press, request)

    endpoint = Endpoint(lambda: press.edition.quads, timeout)

    async def query(request: Request) -> Response:
        return await endpoint(request)

    routes = [
        Route("/sparql", query, methods=["GET", "POST", "OPTIONS"], middleware=[Middleware(SameOrigin, origins)]),
        Route("/.vitagraph/events", events, middleware=[Middleware(SameOrigin)]),
        Route("/.vitagraph/reload.js", script),
        Route("/{path:path}", published),
    ]
    return AccessRules(Starlette(routes=routes), host)


def _published(press: EventStream, request: Request) -> Response:
    edition, path = press.edition, request.path_params["path"]
    accept = request.headers.get("accept", "")
    if not edition.files:
        return _page(_broken(edition.problems if is_own(request) else []), press, 503)
    document = path.rstrip("/") == edition.address.name or not path
    if not document and path in edition.files:
        return _file(path, press)
    found = _representations(path.rstrip("/"), edition, document)
    if not found:
        return _missing(path, press, request)
    wanted = preferred(found, accept)
    if not wanted:
        return PlainTextResponse(f"there is {', '.join(found)}; accept one of them\n", 406, {"Vary": "Accept"})
    return _representation(path, found[wanted], press, document)


def _representations(name: str, edition: Edition, document: bool) -> dict[str, str]:
    """Media type -> the file that stands for the document, or for the resource of a name."""
    stem = edition.address.stem if document else name
    found = {type: stem + suffix for suffix, type in representations().items() if stem + suffix in edition.files}
    if document:
        return {"text/html": edition.address.page if name else "index.html", **found}
    if f"{name}/index.html" in edition.files:
        return {"text/html": f"{name}/index.html"}
    # A resource without a page of its own is told in that of the CV.
    return {"text/html": f"#{name}", **found} if found else {}


def _representation(path: str, file: str, press: EventStream, document: bool) -> Response:
    address = press.edition.address
    if file.startswith("#"):
        folder = quote(address.name + "/" if address.page.endswith("/index.html") else address.page)
        return RedirectResponse(f"/{folder}{quote(file, safe='#/')}", 303, {"Vary": "Accept"})
    if file.endswith("/index.html") and not path.endswith("/"):
        # The links of the page lead on from its folder.
        return RedirectResponse(f"/{quote(path)}/", 307, {"Vary": "Accept"})
    response = _file(file, press)
    response.headers["Vary"] = "Accept"
    response.headers["Content-Location"] = f"/{quote(file)}"
    if document:
        response.headers["Link"] = f'</{quote(address.stem)}.ttl>; rel="alternate"; type="text/turtle"'
    return response


def _file(path: str, press: EventStream) -> Response:
    content = press.edition.files[path]
    if path.endswith(".html"):
        return _page(content, press)
    return Response(content, media_type=media_type(path))


def _page(content: bytes, press: EventStream, status: int = 200) -> Response:
    """A page with the script that loads it anew."""
    script = f'<script src="/.vitagraph/reload.js?edition={press.number}" defer></script>\n</head>'
    return Response(content.replace(b"</head>", script.encode(), 1), status, media_type="text/html")


def _missing(path: str, press: EventStream, request: Request) -> Response:
    edition = press.edition
    if preferred(["text/html"], request.headers.get("accept", "")):
        # The page for wrong addresses links to the published site; here it is to lead to this one.
        content = edition.files["404.html"].replace(edition.address.base.encode(), str(request.base_url).encode())
        return _page(content, press, 404)
    return PlainTextResponse(f"there is nothing at /{path}; / is the CV\n", 404)


def _broken(problems: list[Found]) -> bytes:
    listed = "\n".join(f"<li><code>{html.escape(one.place)}</code>: {html.escape(one.message)}</li>" for one in problems)
    return _BROKEN.format(problems=listed).encode()
