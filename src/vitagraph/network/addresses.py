"""Addresses of servers: without secrets, and compared by scheme, host and port."""

from __future__ import annotations

from urllib.parse import urlsplit


def place(address: str) -> str:
    """An address without user, password and query."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts.scheme else address


def same_server(address: str, other: str) -> bool:
    """Whether two addresses have the same scheme, host and port, or `other` is the https address of the first."""
    one, two = origin(address), origin(other)
    return one == two or (one[1] == two[1] and (one[0], one[2]) == ("http", 80) and (two[0], two[2]) == ("https", 443))


def is_moved(address: str, reached: str) -> bool:
    """Whether the response for one address came from another server or path; https and a slash at the end do not count."""
    return not same_server(address, reached) or urlsplit(address).path.rstrip("/") != urlsplit(reached).path.rstrip("/")


def origin(address: str) -> tuple[str, str, int]:
    """Scheme, host and port (RFC 6454): a missing port is 443 for https and 80 otherwise; -1 if invalid."""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = -1
    return parts.scheme, parts.hostname or "", port or (443 if parts.scheme == "https" else 80)
