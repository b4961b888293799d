"""HTTP to one triple store: time-outs, authentication, certificates, and errors in the store's own words without its secrets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from vitagraph.credentials import Credentials
from vitagraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests

#: seconds until a connection stands
CONNECT_SECONDS = 10.0
_ADVICE = {
    401: "check user and password",
    403: "this user may not; ask for the right to write",
    404: "check the address",
    405: "the server takes no such request here: it is read-only, or the address is not that of its graph store",
    408: "raise the server's time limit",
    413: "raise the size of requests that the server, or the proxy before it, takes",
    415: "check --store",
    429: "the server wants fewer requests; try again later",
    502: "the proxy does not reach the store",
    503: "the server is busy or starting; try again later",
    504: "the proxy waits too short for the store",
    507: "make room on the server's disk",
}


class Connection:
    """Requests to one server; every failure is a StoreError."""

    def __init__(self, credentials: Credentials, seconds: float = 300.0, insecure: bool = False) -> None:
        import requests

        from vitagraph.stores.challenge import AnswerToChallenge

        self.session = requests.Session()
        self.session.auth = AnswerToChallenge(credentials)
        self.session.verify = not insecure
        self.session.headers["User-Agent"] = "vitagraph"
        self.seconds = seconds
        if insecure:
            import urllib3

            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def send(
        self,
        method: str,
        address: str,
        params: Mapping[str, str] | None = None,
        body: bytes | Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        accepted: tuple[int, ...] = (),
    ) -> requests.Response:
        """The reply to a request, read to its end: 2xx, or one of the other statuses that are accepted."""
        import requests

        try:
            reply = self.session.request(
                method,
                address,
                params=params,
                data=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, self.seconds),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise _unanswered(error, address, self.seconds) from None
        if (reply.ok and not reply.is_redirect) or reply.status_code in accepted:
            return reply
        raise StoreError(refusal(reply))

    def post_form(self, address: str, form: Mapping[str, str], **more: Any) -> requests.Response:
        """The reply to a form in UTF-8."""
        from urllib.parse import urlencode

        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"} | more.pop("headers", {})
        return self.send("POST", address, body=urlencode(form).encode(), headers=headers, **more)


def _unanswered(error: Exception, address: str, seconds: float) -> StoreError:
    """Why there is no reply, in words."""
    import requests

    place = host(address)
    if isinstance(error, requests.exceptions.SSLError):
        return StoreError(f"{place}: its certificate is not trusted; set REQUESTS_CA_BUNDLE to the file of its authority ({_cause(error)})")
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return StoreError(f"{place}: no connection within {CONNECT_SECONDS:.0f} s; check address and network")
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return StoreError(f"{place}: no reply within {seconds:g} s; raise --timeout", lost=True, timed_out=True)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema | requests.exceptions.MissingSchema):
        return StoreError(f"{place or address}: this is no address of a server; write http://host:port or https://host")
    cause = _cause(error)
    if "refused" in cause or "resolve" in cause or "Name or service" in cause:
        return StoreError(f"{place}: nobody answers there ({cause}); start the store, or check the address")
    return StoreError(f"{place}: the connection broke before the reply ({cause})", lost=True)


def _cause(error: BaseException) -> str:
    """The innermost reason of a chain of exceptions."""
    while (inner := error.__cause__ or error.__context__ or getattr(error, "reason", None)) and isinstance(inner, BaseException):
        error = inner
    return getattr(error, "strerror", None) or " ".join(str(error).split())[:200]


def host(address: str) -> str:
    """Scheme, host and port of an address, without a user or password."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.scheme else ""


def refusal(reply: requests.Response) -> str:
    """What a server's refusal says, with its own words and what to do."""
    place = host(reply.url or "")
    if reply.is_redirect:
        return f"{place}: moved to {reply.headers.get('Location', 'elsewhere')}; name that address"
    if reply.status_code == 401:
        return f"{place}: {_unwelcome(reply)}"
    advice = _ADVICE.get(reply.status_code, "the server's log may say more")
    words = _words(reply)
    return f"{place}: {reply.status_code} {reply.reason}{f': {words}' if words else ''}; {advice}"


def _unwelcome(reply: requests.Response) -> str:
    sent = "Authorization" in reply.request.headers
    scheme = reply.headers.get("WWW-Authenticate", "").partition(" ")[0].lower()
    if sent:
        return "401: user, password or token are not accepted; check them"
    if scheme == "bearer":
        return "401: a token is needed; set VITAGRAPH_TOKEN"
    return "401: a user and password are needed; give --user, and VITAGRAPH_PASSWORD or a line in ~/.netrc"


def _words(reply: requests.Response) -> str:
    """The first line of a server's explanation, out of its markup."""
    text = re.sub(r"(?is)<(script|style|title)\b.*?</\1>|<[^>]*>", " ", reply.text[:4000])
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first[:200]
