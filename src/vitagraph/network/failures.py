"""Error messages for requests without a complete response."""

from __future__ import annotations

import http.client
import zlib
from typing import TYPE_CHECKING

from requests import RequestException
from requests.exceptions import ConnectTimeout, InvalidHeader, InvalidSchema, InvalidURL, MissingSchema, ProxyError, SSLError
from urllib3.exceptions import HTTPError

from vitagraph.errors import NetworkError
from vitagraph.network.addresses import place
from vitagraph.network.budget import TooLargeError

if TYPE_CHECKING:
    from vitagraph.network.budget import Budget

#: the errors of requests and of reading responses
FAILURES = (RequestException, HTTPError, http.client.HTTPException, OSError, UnicodeError, zlib.error)
#: seconds until a connection is established
CONNECT_SECONDS = 10.0


def failure(error: BaseException, address: str, budget: Budget, begun: bool = False) -> NetworkError:
    """The error of a request that failed; `begun` if its response had begun."""
    where, causes = place(address), _causes(error)
    why = getattr(causes[-1], "strerror", None) or " ".join(str(causes[-1]).split())[:200]
    if any(isinstance(cause, TooLargeError) for cause in causes):
        return NetworkError(where, "the response is larger than any that is read", "ask for less")
    if isinstance(error, SSLError):
        return NetworkError(where, f"its certificate is not trusted ({why})", "set REQUESTS_CA_BUNDLE to the file of its authority")
    if isinstance(error, ProxyError):
        return NetworkError(where, f"the proxy cannot be reached or refuses ({why})", "correct HTTP_PROXY, HTTPS_PROXY or NO_PROXY")
    if isinstance(error, InvalidSchema) and "SOCKS" in str(error):
        return NetworkError(where, "the proxy uses SOCKS, which is not supported", "name an HTTP proxy in HTTPS_PROXY")
    if isinstance(error, InvalidURL | InvalidSchema | MissingSchema | InvalidHeader | UnicodeError):
        return NetworkError(where, "this is no address of a server", "write http://host:port or https://host")
    if isinstance(error, ConnectTimeout):
        seconds = min(CONNECT_SECONDS, budget.limits.seconds)
        return NetworkError(where, f"no connection within {seconds:g} seconds", "check address and network")
    if any(isinstance(cause, TimeoutError) for cause in causes) or "timed out" in str(error):
        what = f"no complete response within {budget.limits.seconds:g} seconds"
        return NetworkError(where, what, "ask for less, or wait longer with --timeout", lost=True, timed_out=True)
    if begun:
        return NetworkError(where, f"the response broke off ({why})", "try again, or ask for less", lost=True)
    if isinstance(causes[-1], ConnectionResetError | http.client.HTTPException | BrokenPipeError):
        return NetworkError(where, f"the connection broke before the response ({why})", "try again", lost=True)
    return NetworkError(where, f"no server responds there ({why})", "start the server, or check address and network")


def _causes(error: BaseException) -> list[BaseException]:
    """A chain of exceptions, the innermost last."""
    chain = [error]
    while len(chain) < 20:
        outer = chain[-1]
        inner = [outer.__cause__, outer.__context__, getattr(outer, "reason", None), *outer.args]
        found = next((cause for cause in inner if isinstance(cause, BaseException) and cause not in chain), None)
        if found is None:
            break
        chain.append(found)
    return chain
