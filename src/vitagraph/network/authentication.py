"""Authentication: the answer to a server that asks who is there."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from requests.auth import AuthBase, HTTPDigestAuth

from vitagraph.network.addresses import same_host
from vitagraph.network.credentials import Credentials

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

_SCHEME = re.compile(r"(?:^|,)\s*(basic|digest|bearer)\b", re.IGNORECASE)


class AnswerToChallenge(AuthBase):
    """Sends credentials once a server has asked for them, in the scheme it asks for, and from then on with every request to it.

    They go to the hosts of the addresses in `named`, and nowhere else.
    """

    def __init__(self, credentials: Credentials, named: Iterable[str] = ()) -> None:
        self.credentials = credentials
        self.named = [*named]
        self._answer: AuthBase | None = None

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Signs a request where the scheme is known; waits for the challenge where it is not."""
        if not any(same_host(address, request.url or "") for address in self.named):
            return request
        if self._answer is not None:
            self._answer(request)
        else:
            request.register_hook("response", self._challenged)
        return request

    def _challenged(self, reply: Response, **options: Any) -> Response:
        """Sends a request that was met with a challenge once more, signed."""
        answer = self._scheme(reply.headers.get("WWW-Authenticate", "")) if reply.status_code == 401 else None
        if answer is None:
            return reply
        _unread(reply)
        answer(reply.request)
        signed = answer.handle_401(reply, **options) if isinstance(answer, HTTPDigestAuth) else _again(reply, **options)
        if signed.status_code != 401:
            self._answer = answer
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
    """One value of the header Authorization; UTF-8, where requests would write Latin-1."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Signs a request."""
        request.headers["Authorization"] = self._value
        return request


def _again(reply: Response, **options: Any) -> Response:
    """The reply to the same request, which bears a signature by now."""
    signed: Response = reply.connection.send(reply.request.copy(), **options)
    signed.history.append(reply)
    return signed


def _unread(reply: Response) -> None:
    """Closes the reply that holds a challenge; requests would read its body to the end, however long that is."""
    reply.close()
    reply.raw = io.BytesIO()
