"""Requests and their responses, with the same rules for every command.

- At most five redirects are followed, on one host and to https; a request that changes data stays on its host.
- Credentials are sent to the hosts that the user named, after a challenge.
- Requests are repeated after temporary errors: to a busy server after the time of Retry-After, as far as the budget allows.
- Certificates are verified by the authorities in REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE or SSL_CERT_DIR where one is set;
  proxies come from HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from vitagraph.errors import NetworkError
from vitagraph.network.addresses import place, same_server
from vitagraph.network.budget import Budget, Limits
from vitagraph.network.credentials import ANONYMOUS, Credentials

if TYPE_CHECKING:
    import requests

    from vitagraph.network.reply import Reply

#: seconds before each retry
PAUSES = (0.5, 2.0)
_REDIRECTS = 5
_BUSY = (429, 502, 503, 504)
_AUTHORITIES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")


class Client:
    """Requests to servers. Credentials are sent to the hosts of the addresses in `named`, which the user named.

    `check` is called with each address before a request is sent there, also after redirects; it raises NetworkError.
    """

    def __init__(
        self,
        limits: Limits,
        credentials: Credentials = ANONYMOUS,
        named: Iterable[str] = (),
        insecure: bool = False,
        check: Callable[[str], None] = lambda _: None,
    ) -> None:
        from vitagraph.network.authentication import ChallengeAuth

        self.limits = limits
        self._check = check
        self.budget = Budget(limits)
        self.insecure = insecure
        self.auth = ChallengeAuth(credentials, named)
        self._session = _session(self)

    def send(
        self,
        method: str,
        address: str,
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        changes: bool | None = None,
        budget: Budget | None = None,
    ) -> Reply:
        """The response to a request, with any status but 206; its body is not read yet.

        `changes` states whether the request changes data; by default, all do except GET and HEAD. Raises NetworkError.
        """
        self.budget = budget or Budget(self.limits)
        changes = method not in ("GET", "HEAD") if changes is None else changes
        prepared = _prepared(method, address, params, body, headers)
        pauses = iter(PAUSES)
        while True:
            try:
                reply = self._followed(prepared, changes)
                pause = self._pause(reply, changes, next(pauses, None))
                if pause is None:
                    return _whole(reply)
                reply.close()
            except NetworkError as error:
                pause = next(pauses, None)
                if changes or not error.lost or error.timed_out or pause is None or pause >= self.budget.seconds:
                    raise
            self.budget.wait(pause)

    def _pause(self, reply: Reply, changes: bool, pause: float | None) -> float | None:
        """The seconds after which a request is repeated; None if it is not repeated.

        A change is repeated only if the status states that nothing was changed, and there is a Retry-After. Raises NetworkError if
        that time exceeds the budget.
        """
        wait = _retry_after(reply)
        if pause is None or reply.status not in _BUSY or (changes and (wait is None or reply.status not in (429, 503))):
            return None
        if wait is not None and wait >= self.budget.seconds:
            reply.close()
            what = f"the server is busy (HTTP {reply.status}) and asks to wait {wait:,.0f} seconds"
            raise NetworkError(place(reply.url), what, "try later, or wait longer with --timeout", busy=wait)
        pause = max(pause, wait or 0.0)
        return pause if pause < self.budget.seconds else None

    def _followed(self, request: requests.PreparedRequest, changes: bool) -> Reply:
        """The response after all redirects."""
        for _ in range(_REDIRECTS + 1):
            reply = self._sent(request)
            location = reply.headers.get("Location")
            if reply.status not in (301, 302, 303, 307, 308) or not location:
                return reply
            reply.close()
            request = _redirected(request, location, reply.status, changes)
        raise NetworkError(place(request.url or ""), f"more than {_REDIRECTS} redirects", "check the address")

    def _sent(self, request: requests.PreparedRequest) -> Reply:
        from vitagraph.network.failures import CONNECT_SECONDS, FAILURES, failure
        from vitagraph.network.reply import Reply

        address = request.url or ""
        self._check(address)
        seconds = max(self.budget.seconds, 0.001)
        request = request.copy()
        try:
            request.prepare_auth(self.auth)
            options = self._session.merge_environment_settings(address, {}, True, not self.insecure and authorities(), None)
            answer = self._session.send(
                request, timeout=(min(CONNECT_SECONDS, seconds), seconds), allow_redirects=False, **options
            )  # fmt: skip
        except FAILURES as error:
            raise failure(error, address, self.budget) from None
        return Reply(answer, self.budget)


def _session(client: Client) -> requests.Session:
    import requests
    import urllib3

    from vitagraph.network.budget import adapter

    class Session(requests.Session):
        """One that leaves redirects to the client, and their bodies unread."""

        def get_redirect_target(self, resp: requests.Response) -> str | None:
            return None

    if client.insecure:
        urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    session = Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, adapter(lambda: client.budget))
    return session


def _prepared(
    method: str, address: str, params: Mapping[str, str] | None, body: bytes | None, headers: Mapping[str, str] | None
) -> requests.PreparedRequest:
    import requests

    from vitagraph.network.failures import FAILURES, failure

    own = {"User-Agent": "vitagraph", "Accept-Encoding": "gzip"}
    try:
        return requests.Request(method, address, {**own, **(headers or {})}, data=body, params=params).prepare()
    except FAILURES as error:
        raise failure(error, address, Budget(Limits(0, 0))) from None


def authorities() -> str | bool:
    """The file or folder of the authorities whose certificates are trusted, True for those that come with requests.

    Raises NetworkError where a variable names what is not there.
    """
    for variable in _AUTHORITIES:
        if path := os.environ.get(variable):
            if not Path(path).exists():
                raise NetworkError(variable, f"there is no file {path}", "name a file of certificates in PEM, or unset the variable")
            return path
    return True


def _redirected(request: requests.PreparedRequest, location: str, status: int, changes: bool) -> requests.PreparedRequest:
    """The request to the target of a redirect. Raises NetworkError if it is not followed.

    303 is followed by GET; other statuses repeat the request (RFC 9110, section 15.4).
    """
    address = request.url or ""
    to = urljoin(address, location)
    if not same_server(address, to):
        if changes:
            what = f"redirects to {place(to)}, another server, to which nothing is written unless it is named"
            raise NetworkError(place(address), what, "name that address", elsewhere=True)
        if urlsplit(to).scheme != "https":
            what = f"redirects to {place(to)}, which is not https; it was not followed"
            raise NetworkError(place(address), what, "name that address if you trust it", elsewhere=True)
    return _prepared("GET" if status == 303 else request.method or "GET", to, None, *_payload(request, status))


def _payload(request: requests.PreparedRequest, status: int) -> tuple[bytes | None, dict[str, str]]:
    """The body and headers for the next server, without those meant for one host only."""
    dropped = {"authorization", "cookie", "host", "content-length", *(("content-type",) if status == 303 else ())}
    headers = {name: value for name, value in request.headers.items() if name.lower() not in dropped}
    body = request.body if status != 303 else None
    return body.encode() if isinstance(body, str) else body, headers  # type: ignore[return-value]  # it is bytes


def _retry_after(reply: Reply) -> float | None:
    """The seconds of Retry-After (RFC 9110, section 10.2.3); None if there is no such header."""
    from datetime import UTC, datetime

    value = reply.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:10])
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    now = datetime.now(UTC)
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


def _whole(reply: Reply) -> Reply:
    """The response, unless it is partial (RFC 9110, section 15.3.7)."""
    if reply.status != 206:
        return reply
    reply.close()
    raise NetworkError(
        place(reply.url), "the server returns a part of the response only (HTTP 206)", "ask for less, or raise its time limit"
    )
