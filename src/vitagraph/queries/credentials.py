"""Who asks an endpoint: from the environment or ~/.netrc, never from the command line, and never sent to another host.

VITAGRAPH_TOKEN is sent as a bearer token. VITAGRAPH_USER and VITAGRAPH_PASSWORD answer a server that asks for them, by basic or
digest authentication, as it says; where they are not set, the netrc file (or $NETRC) may have them for the host.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from vitagraph.errors import UsageError


class Credentials(NamedTuple):
    """A token, or a user and a password; "" for none."""

    token: str = ""
    user: str = ""
    password: str = ""


def credentials(url: str) -> Credentials:
    """Those for an address. Raises UsageError for an address that holds some itself, and for a netrc file that cannot be read."""
    parts = urlsplit(url)
    if parts.username or parts.password:
        raise UsageError("the endpoint's address holds a user or a password; leave them out and set VITAGRAPH_USER and VITAGRAPH_PASSWORD")
    known = Credentials(*(os.environ.get(f"VITAGRAPH_{name}", "") for name in ("TOKEN", "USER", "PASSWORD")))
    return known if any(known) else _of_netrc(parts.hostname or "")


def _of_netrc(host: str) -> Credentials:
    from netrc import NetrcParseError, netrc

    file = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    if not file.is_file():
        return Credentials()
    try:
        found = netrc(str(file)).authenticators(host)
    except NetrcParseError as error:
        raise UsageError(f"{file}:{error.lineno or 1}: {error.msg}; correct it there") from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}); check its permissions") from None
    return Credentials("", found[0] or "", found[2] or "") if found else Credentials()
