"""Who may ask a server on this machine, and what no answer goes without.

A page from elsewhere can lead its own name to 127.0.0.1 and then read what is served there (DNS rebinding): requests are
answered only under the names that this machine has. What is answered may not be framed, nor loaded by pages from elsewhere.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
# RFC 9110, section 7.2
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([\w.-]+?)\.?)(?::[0-9]*)?", re.ASCII)
_HEADERS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
#: beside the policy that each page states; for whatever else a browser may be led to show
_POLICY = "frame-ancestors 'none'; object-src 'none'; base-uri 'none'"


class Guard:
    """Answers requests for the names of this machine only, and adds headers to each answer."""

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
        app = self._app if self._knows(name) else PlainTextResponse(f"this server does not answer for {name!r}; ask it as localhost\n", 421)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for header, value in _HEADERS.items():
                    headers.setdefault(header, value)
                headers.setdefault("Content-Security-Policy", _POLICY)
            await send(message)

        await app(scope, receive, send_guarded)

    def _knows(self, name: str) -> bool:
        # No name of somebody else's is a number: where others may ask at all, they may do so by the address.
        return name in self._names or (self._open and _is_address(name))


def names(host: str) -> Iterable[str]:
    """The names under which a server on this host is asked."""
    yield from _LOOPBACK
    if host not in _LOOPBACK:
        yield from (host.lower(), socket.gethostname().lower(), socket.getfqdn().lower())


def _name(host: str) -> str:
    """The name in a Host header, without its port and the brackets of IPv6; "" for a header of another form."""
    found = _HOST.fullmatch(host.lower())
    return (found[1] or found[2]) if found else ""


def is_own(request: Request) -> bool:
    """Whether a request comes from this machine: what is wrong with a CV may quote what others are not to read."""
    return request.client is not None and _is_address(request.client.host) and ip_address(request.client.host).is_loopback


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
