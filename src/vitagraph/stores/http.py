"""HTTP to one triple store: what its replies mean, and errors in the store's own words without its secrets."""

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

#: bytes of a reply, which is held whole
LARGEST = 256 << 20
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
    """Requests to one store; every failure is a StoreError."""

    def __init__(self, credentials: Credentials, seconds: float = 300.0, insecure: bool = False) -> None:
        self._client = Client(Limits(seconds, LARGEST), credentials, insecure=insecure)

    def trust(self, *addresses: str) -> None:
        """Credentials may be sent to the hosts of these addresses, which the user named."""
        self._client.answer.named += filter(None, addresses)

    def budget(self) -> Budget:
        """What several requests may take together."""
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
        """The reply to a request, read to its end: 2xx, or one of the other statuses that are accepted."""
        try:
            with self._client.send(method, address, params, body, headers, budget=budget) as reply:
                if not reply.ok and reply.status not in accepted:
                    raise StoreError(refusal(reply))
                _ = reply.content
                return reply
        except NetworkError as error:
            raise StoreError(str(error), error.lost, error.timed_out) from None

    def post_form(self, address: str, form: Mapping[str, str], **more: Any) -> Reply:
        """The reply to a form in UTF-8."""
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"} | more.pop("headers", {})
        return self.send("POST", address, body=urlencode(form).encode(), headers=headers, **more)


def refusal(reply: Reply) -> str:
    """What a server's refusal says, with its own words and what to do."""
    where = place(reply.url)
    if reply.status == 401:
        return f"{where}: {_unwelcome(reply)}"
    advice = _ADVICE.get(reply.status, "the server's log may say more")
    words = reply.words()
    return f"{where}: {reply.status} {reply.reason}{f': {words}' if words else ''}; {advice}"


def _unwelcome(reply: Reply) -> str:
    scheme = reply.headers.get("WWW-Authenticate", "").partition(" ")[0].lower()
    if reply.signed:
        return "401: user, password or token are not accepted; check them"
    if scheme == "bearer":
        return "401: a token is needed; set VITAGRAPH_TOKEN"
    return "401: a user and password are needed; give --user, and VITAGRAPH_PASSWORD or a line in ~/.netrc"
