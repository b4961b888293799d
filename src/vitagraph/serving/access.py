"""Which requests a server on this machine accepts, and the headers of every response.

A page of another site can resolve its own name to 127.0.0.1 and then read what is served there (DNS rebinding): only requests to the
names of this machine are accepted. Responses may not be framed, nor loaded by pages of other sites. Such a page cannot read a response
to a request to one of these names, but can make the server work: its queries are refused, unless its origin was allowed
(https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata/).
"""

from __future__ import annotations

import re
import socket
from collections.abc import Collection, Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vitagraph.errors import UsageError, quoted
from vitagraph.patterns import regex

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
# RFC 9110, section 7.2
_HOST = regex(r"(?:\[([0-9a-f:.]+)\]|([\w.-]+?)\.?)(?::[0-9]*)?", re.ASCII)
_HEADERS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
#: in addition to the policy of each page; for all other files that a browser may show
_POLICY = "frame-ancestors 'none'; object-src 'none'; base-uri 'none'"


class AccessRules:
    """Accepts requests to the names of this machine only, and adds headers to each response."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._names = set(names(host))
        self._open = host not in _LOOPBACK

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = _name(Headers(scope=scope).get("host", ""))
        app = self._app if self._knows(name) else PlainTextResponse(f"this server has no name {name!r}; use localhost\n", 421)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for header, value in _HEADERS.items():
                    headers.setdefault(header, value)
                headers.setdefault("Content-Security-Policy", _POLICY)
            await send(message)

        await app(scope, receive, send_with_headers)

    def _knows(self, name: str) -> bool:
        # DNS rebinding needs a name, so that any IP address is accepted where the server is open to other machines.
        return name in self._names or (self._open and _is_address(name))


def names(host: str) -> Iterable[str]:
    """The names of a server on this host."""
    yield from _LOOPBACK
    if host not in _LOOPBACK:
        yield from (host.lower(), socket.gethostname().lower(), socket.getfqdn().lower())


def _name(host: str) -> str:
    """The name in a Host header, without port and the brackets of IPv6; "" for a header of another form."""
    found = _HOST.fullmatch(host.lower())
    return (found[1] or found[2]) if found else ""


class SameOrigin:
    """Accepts requests of the site's own pages, of allowed origins, and of other programs; refuses those of all other pages."""

    def __init__(self, app: ASGIApp, origins: Collection[str] = ()) -> None:
        self._allowed = frozenset(origins)
        # The headers of responses to requests and to preflights (https://fetch.spec.whatwg.org/#http-cors-protocol).
        self._app = CORSMiddleware(app, self._allowed, ("GET", "POST"), ("Content-Type",), allow_private_network=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        if origin in self._allowed or not _is_of_another_site(headers):
            await self._app(scope, receive, send)
            return
        sender = f"pages of {origin}" if origin not in ("", "null") else "pages of other sites"
        advice = f"; `vitagraph serve --allow-origin {origin}` allows them" if origin not in ("", "null") else ""
        await PlainTextResponse(f"{sender} may not query this server{advice}\n", 403, {"Vary": "Origin, Sec-Fetch-Site"})(
            scope, receive, send
        )


def _is_of_another_site(headers: Headers) -> bool:
    """Returns whether a browser sent a request for a page of another origin; other programs send no such header."""
    site, origin = headers.get("sec-fetch-site", "none"), headers.get("origin")
    return site not in ("same-origin", "none") or (
        origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    )


def origin_of(text: str) -> str:
    """An origin as browsers send it (https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin); UsageError for any other text."""
    try:
        parts = urlsplit(text.strip().lower())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment or "@" in text:
        raise UsageError(f"{quoted(text)} is no origin; write scheme, host and port alone, such as https://yasgui.example")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")


#: headers that proxies, tunnels and content delivery networks add
_FORWARDED = ("forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip", "cf-connecting-ip", "cdn-loop")


def is_own(request: Request) -> bool:
    """Returns whether a request comes from this machine: problems of a CV may quote facts that are not public.

    A proxy on this machine forwards requests of other machines: those with a header of a proxy, and those in HTTP/1.0 as nginx sends
    them, do not count. Neither do those that scripts of other sites send, also where their origin is allowed.
    """
    forwarded = any(name in _FORWARDED or name.startswith("x-forwarded") for name in request.headers)
    of_page = "origin" in request.headers and _is_of_another_site(request.headers)
    here = request.client is not None and _is_address(request.client.host) and ip_address(request.client.host).is_loopback
    return (
        here
        and not forwarded
        and not of_page
        and request.scope.get("http_version") != "1.0"
        and _name(request.headers.get("host", "")) in _LOOPBACK
    )


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
