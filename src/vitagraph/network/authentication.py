"""Authentication in response to a challenge of the server."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from requests.auth import AuthBase, HTTPDigestAuth

from vitagraph.network.addresses import same_server
from vitagraph.network.credentials import Credentials
from vitagraph.patterns import regex

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

_SCHEME = regex(r"(?:^|,)\s*(basic|digest|bearer)\b", re.IGNORECASE)


class ChallengeAuth(AuthBase):
    """Sends credentials after a challenge of the server, in the scheme of the challenge, and then with every request to it.

    They are only sent to the hosts of the addresses in `named`.
    """

    def __init__(self, credentials: Credentials, named: Iterable[str] = ()) -> None:
        self.credentials = credentials
        self.named = [*named]
        self._auth: AuthBase | None = None

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Adds credentials to a request if the scheme is known; else waits for the challenge."""
        if not any(same_server(address, request.url or "") for address in self.named):
            return request
        if self._auth is not None:
            self._auth(request)
        else:
            request.register_hook("response", self._challenged)
        return request

    def _challenged(self, reply: Response, **options: Any) -> Response:
        """Repeats a request that got a challenge, with credentials."""
        auth = self._scheme(reply.headers.get("WWW-Authenticate", "")) if reply.status_code == 401 else None
        if auth is None:
            return reply
        _unread(reply)
        auth(reply.request)
        signed = auth.handle_401(reply, **options) if isinstance(auth, HTTPDigestAuth) else _again(reply, **options)
        if signed.status_code != 401:
            self._auth = auth
        return signed

    def _scheme(self, challenge: str) -> AuthBase | None:
        """The strongest scheme of a challenge for which there are credentials."""
        offered = {name.lower() for name in _SCHEME.findall(challenge)}
        user, password, token = self.credentials
        if token and ("bearer" in offered or not challenge):
            return _Header(f"Bearer {token}")
        if user and "digest" in offered:
            return HTTPDigestAuth(user, password)
        if user and "basic" in offered:
            return _Header(f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}")
        return None


class _Header(AuthBase):
    """One value of the header Authorization, in UTF-8; requests would use Latin-1."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Adds the header to a request."""
        request.headers["Authorization"] = self._value
        return request


def _again(reply: Response, **options: Any) -> Response:
    """The response to the same request, which now has credentials."""
    signed: Response = reply.connection.send(reply.request.copy(), **options)
    signed.history.append(reply)
    return signed


def _unread(reply: Response) -> None:
    """Closes the response with a challenge; requests would read its body to the end, without a limit."""
    reply.close()
    reply.raw = io.BytesIO()
