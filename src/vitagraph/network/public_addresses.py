"""Addresses on the public internet: text of others must not lead a request into the network of the user."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from vitagraph.errors import NetworkError
from vitagraph.network.addresses import place


class NotPublicError(NetworkError):
    """Readers of a public page cannot reach this address: no server has the name, or it is one of this machine or a private network."""


def check_public(address: str) -> None:
    """Raises NotPublicError for an address of this machine or of a private network, and where no server has the name of its host.

    Raises NetworkError for an address that is not http(s), and where no name can be looked up. Where a proxy is set, it looks names up.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise NetworkError(place(address), "this is no address on the web", "write http:// or https://")
    for found in _addresses(host, parts.scheme, address):
        if not ip_address(found).is_global:
            raise NotPublicError(place(address), "it leads to this machine or a private network", "nothing was sent there")


def _addresses(host: str, scheme: str, address: str) -> list[str]:
    """The IP addresses of a host, none where a proxy looks it up."""
    try:
        return [str(ip_address(host))]
    except ValueError:
        if host == "localhost" or host.endswith(".localhost"):
            return ["127.0.0.1"]
    if scheme in getproxies() and not proxy_bypass(host):
        return []
    try:
        return [str(found[4][0]).partition("%")[0] for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            raise NotPublicError(place(address), f"there is no server with the name {host}", "correct or remove the link") from None
        raise NetworkError(place(address), f"the name {host} cannot be looked up", "check the network") from None
    except (OSError, UnicodeError):
        raise NetworkError(place(address), "this is no address of a server", "write http://host or https://host") from None
