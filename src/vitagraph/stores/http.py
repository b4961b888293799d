"""HTTP to one triple store. Errors quote the response, never the credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from vitagraph.errors import NetworkError, StoreError
from vitagraph.network import Budget, Client, Limits
from vitagraph.network.addresses import place
from vitagraph.network.credentials import Credentials

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitagraph.network.reply import Reply

#: bytes of a response, which is kept in memory
LARGEST = 256 << 20
#: statuses after which the same request may succeed
_TEMPORARY = (408, 429, 502, 503, 504)
_ADVICE = {
    401: "check user and password",
    403: "the user has no permission; ask for the right to write",
    404: "check the address",
    405: "the server does not accept this request here: it is read-only, or this is not the address of its graph store",
    408: "raise the server's time limit",
    413: "raise the size limit of requests in the server, or in the proxy before it",
    415: "check --store",
    429: "the server limits the number of requests; try again later",
    502: "the proxy does not reach the store",
    503: "the server is busy or starting; try again later",
    504: "raise the time limit of the proxy",
    507: "make room on the server's disk",
}


class Connection:
    """Requests to one store. Every failure is a StoreError."""

    def __init__(self, credentials: Credentials, seconds: float = 300.0, insecure: bool = False) -> None:
        self._client = Client(Limits(seconds, LARGEST), credentials, insecure=insecure)

    def trust(self, *addresses: str) -> None:
        """Allows credentials to be sent to the hosts of these addresses, which the user named."""
        self._client.auth.named += filter(None, addresses)

    def budget(self) -> Budget:
        """A budget for several requests together."""
        return Budget(self._client.limits)

    def send(
        self,
        method: str,
        address: str,
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        accepted: tuple[int, ...] = (),
        budget: Budget | None = None,
    ) -> Reply:
        """The complete response to a request, with status 2xx or one of `accepted`. Raises StoreError for other statuses.

        Redirects are followed, so the address of the response may differ.
        """
        try:
            with self._client.send(method, address, params, body, headers, budget=budget) as reply:
                if not reply.ok and reply.status not in accepted:
                    raise StoreError(refusal(reply), refused=reply.status not in _TEMPORARY)
                _ = reply.content
                return reply
        except NetworkError as error:
            raise StoreError(str(error), error.lost, error.timed_out) from None

    def post_form(self, address: str, form: Mapping[str, str], **more: Any) -> Reply:
        """The response to a form in UTF-8."""
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"} | more.pop("headers", {})
        return self.send("POST", address, body=urlencode(form).encode(), headers=headers, **more)


def refusal(reply: Reply) -> str:
    """The message for an error response: the address, the status, a quotation of the response, and what to do."""
    where = place(reply.url)
    if reply.status == 401:
        return f"{where}: {_unauthorized(reply)}"
    advice = _ADVICE.get(reply.status, "see the server's log")
    quotation = reply.words()
    return f"{where}: {reply.status} {reply.reason}{f': {quotation}' if quotation else ''}; {advice}"


def _unauthorized(reply: Reply) -> str:
    scheme = reply.headers.get("WWW-Authenticate", "").partition(" ")[0].lower()
    if reply.signed:
        return "401: user, password or token are not accepted; check them"
    if scheme == "bearer":
        return "401: a token is needed; set VITAGRAPH_TOKEN"
    return "401: a user and password are needed; give --user, and VITAGRAPH_PASSWORD or a line in ~/.netrc"
