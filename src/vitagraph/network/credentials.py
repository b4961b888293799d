"""Credentials for HTTP basic (RFC 7617), digest (RFC 7616) and bearer (RFC 6750) authentication.

They are sent after a challenge of the server only, and only to the scheme, host and port that the user named.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from vitagraph.errors import UsageError


class Credentials(NamedTuple):
    """A user with a password, or a token; "" for values that are missing."""

    user: str = ""
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r})"

    def __str__(self) -> str:
        return repr(self)


#: no credentials
ANONYMOUS = Credentials()


def credentials(endpoint: str, user: str = "", ask: Callable[[str], str] | None = None) -> Credentials:
    """The credentials for an endpoint: from VITAGRAPH_USER, VITAGRAPH_PASSWORD and VITAGRAPH_TOKEN, from netrc, from `ask(user)`.

    Raises UsageError where the address of the endpoint has a password, and where a user has none and there is no prompt.
    """
    address = urlsplit(endpoint)
    if address.username or address.password:
        raise UsageError("the endpoint holds a user or password, which others can read; use --user and VITAGRAPH_PASSWORD or netrc")
    environment = os.environ
    user = user or environment.get("VITAGRAPH_USER", "")
    if token := environment.get("VITAGRAPH_TOKEN", ""):
        return Credentials(user, "", token)
    if user and "VITAGRAPH_PASSWORD" in environment:
        return Credentials(user, environment["VITAGRAPH_PASSWORD"])
    of_netrc = _from_netrc(address.hostname or "")
    if of_netrc.password and user in ("", of_netrc.user):
        return of_netrc
    if user and ask is None:
        raise UsageError(f"there is no password for {user}; set VITAGRAPH_PASSWORD, or note it in ~/.netrc")
    return Credentials(user, ask(user) if ask and user else "")


def _from_netrc(host: str) -> Credentials:
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return Credentials()
    import netrc

    try:
        found = netrc.netrc(str(path)).authenticators(host)
    except (netrc.NetrcParseError, OSError) as error:
        # The error of the parser quotes what it read.
        where = f", line {error.lineno}" if isinstance(error, netrc.NetrcParseError) and error.lineno else ""
        raise UsageError(f"{path}{where}: cannot be read as netrc; correct it, or set NETRC to another file") from None
    return Credentials(found[0], found[2] or "") if found else Credentials()
