"""Requests -> responses: the files of the site, pages or data of a resource by content negotiation, queries, events."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from vitagraph.exporters import bibliographies
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.serving.access import AccessRules, SameOrigin, is_own
from vitagraph.serving.content import respond
from vitagraph.serving.data import content, is_described, with_endpoint
from vitagraph.serving.edition import Edition, ShownProblem
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


def application(stream: EventStream, host: str, timeout: float, origins: Collection[str], ends: Callable[[], bool]) -> ASGIApp:
    """The application that serves the editions of a stream under the names of a host, until `ends` returns true.

    Pages of these other `origins` may send queries.
    """

    async def events(request: Request) -> Response:
        return StreamingResponse(stream.events(ends, is_own(request)), media_type="text/event-stream")

    async def script(_: Request) -> Response:
        return Response(SCRIPT, media_type="text/javascript")

    async def published(request: Request) -> Response:
        path = request.path_params["path"]
        if path or not preferred(["text/html"], request.headers.get("accept", "")):
            await stream.wait_for(path)
        return _published(stream, request)

    endpoint = Endpoint(lambda: stream.edition, timeout)

    async def query(request: Request) -> Response:
        return await endpoint(request)

    routes = [
        Route("/sparql", query, methods=["GET", "POST", "OPTIONS"], middleware=[Middleware(SameOrigin, origins)]),
        Route("/.vitagraph/events", events, middleware=[Middleware(SameOrigin)]),
        Route("/.vitagraph/reload.js", script),
        Route("/{path:path}", published, methods=["GET", "HEAD", "OPTIONS"], middleware=[_cross_origin(origins)]),
    ]
    return AccessRules(Starlette(routes=routes), host)


def _cross_origin(origins: Collection[str]) -> Middleware:
    """Lets pages of these origins read what is published (https://fetch.spec.whatwg.org/#http-cors-protocol)."""
    return Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=("GET", "HEAD"),
        allow_headers=("If-None-Match", "If-Range", "Range"),
        expose_headers=("Content-Location", "Content-Range", "ETag", "Link"),
        allow_private_network=True,
    )


def _published(stream: EventStream, request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    edition, path = stream.edition, request.path_params["path"]
    if not edition.files:
        return _page(_broken(edition.problems if is_own(request) else []), stream, request, 503)
    document = path.rstrip("/") == edition.address.name or not path
    if not document and (file := content(path, edition)) is not None:
        return _file(path, file, stream, request)
    found = _representations(path, edition, document)
    if not found:
        return _missing(path, stream, request)
    chosen = preferred(found, request.headers.get("accept", ""))
    if not chosen:
        return PlainTextResponse(f"there is {', '.join(found)}; accept one of them\n", 406, {"Vary": "Accept"})
    return _representation(found[chosen], stream, request, document)


def _representations(path: str, edition: Edition, document: bool) -> dict[str, str]:
    """Media type -> the file that represents the document, or the resource of a path."""
    name, with_slash = path.rstrip("/"), path.endswith("/")
    stem = edition.address.stem if document else name
    data = {f".{syntax.suffix}" for syntax in SYNTAXES.all.values()} if is_described(stem, edition) else set()
    data |= {f".{one.published_suffix}" for one in bibliographies()} if stem in edition.citations else set()
    found = {type: stem + suffix for suffix, type in representations().items() if suffix in data or stem + suffix in edition.files}
    if document:
        page = edition.address.page_in_folder if with_slash else edition.address.page
        # `cv.html` would be found for `cv/`, too, where its relative links lead elsewhere.
        return {"text/html": "", **found} | {"text/html": page if name and page else "index.html"}
    if f"{name}/index.html" in edition.files:
        return {"text/html": f"{name}/index.html"}
    # A resource without a page of its own is described on that of the CV.
    return {"text/html": f"#{name}", **found} if found else {}


def _representation(file: str, stream: EventStream, request: Request, document: bool) -> Response:
    address, path = stream.edition.address, request.path_params["path"]
    if file.startswith("#"):
        return RedirectResponse(f"/{quote(address.name)}{quote(file, safe='#/')}", 303, {"Vary": "Accept"})
    if file.endswith("/index.html") and not path.endswith("/"):
        # The links of the page are relative to its folder.
        return RedirectResponse(f"/{quote(path)}/", 307, {"Vary": "Accept"})
    headers = {"Vary": "Accept", "Content-Location": f"/{quote(file)}"}
    if document:
        alternates = (f'</{quote(address.stem)}.{one.suffix}>; rel="alternate"; type="{one.media_type}"' for one in SYNTAXES.all.values())
        headers["Link"] = ", ".join(alternates)
    return _file(file, content(file, stream.edition) or b"", stream, request, headers)


def _file(path: str, file: bytes, stream: EventStream, request: Request, headers: Mapping[str, str] = MappingProxyType({})) -> Response:
    if path.endswith(".html"):
        return _page(file, stream, request, headers=headers)
    if path == ".well-known/void":
        file = with_endpoint(file, stream.edition.document, f"{request.base_url}sparql")
    return respond(request, file, media_type(path), headers=headers)


def _page(
    page: bytes, stream: EventStream, request: Request, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """A page with the script that reloads it."""
    script = f'<script src="/.vitagraph/reload.js?edition={stream.number}" defer></script>\n</head>'
    return respond(request, page.replace(b"</head>", script.encode(), 1), "text/html", status, headers)


def _missing(path: str, stream: EventStream, request: Request) -> Response:
    edition = stream.edition
    if preferred(["text/html"], request.headers.get("accept", "")):
        # The page for unknown addresses links to the published site; here its links lead to this server.
        page = edition.files["404.html"].replace(edition.address.base.encode(), str(request.base_url).encode())
        return _page(page, stream, request, 404)
    return PlainTextResponse(f"there is nothing at /{path}; / is the CV\n", 404)


def _broken(problems: list[ShownProblem]) -> bytes:
    listed = "\n".join(f"<li><code>{html.escape(one.place)}</code>: {html.escape(one.message)}</li>" for one in problems)
    return _BROKEN.format(problems=listed).encode()
