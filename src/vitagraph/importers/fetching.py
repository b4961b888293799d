"""An ORCID iD or a DOI -> what its registry says of it: the only import that opens the network.

ORCID's public API (https://info.orcid.org/documentation/api-tutorials/) and the content negotiation of DOIs
(https://citation.doi.org/docs.html).
"""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from vitagraph.budget import LARGEST_FILE
from vitagraph.errors import SourceError
from vitagraph.values import Doi, Orcid, foreign

if TYPE_CHECKING:
    import requests

ORCID_API = "https://pub.orcid.org/v3.0"
DOI_RESOLVER = "https://doi.org"
#: seconds until a connection stands, until the next byte comes, until all have come
CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 10.0, 30.0, 120.0
#: how many full works ORCID gives at once
_BULK = 100
_RETRIES = 3
_REDIRECTS = 5
_MISSING = {
    404: "there is none; check its digits",
    406: "its registry does not describe it as CSL-JSON; import what the publisher offers instead",
    409: "this record is locked; ask ORCID",
    410: "it was deactivated or deleted",
    429: "the server wants fewer requests; try again later",
}


class Identifier(NamedTuple):
    """What is to be fetched: an ORCID iD or a DOI."""

    orcid: str = ""
    doi: str = ""

    def address(self, orcid_api: str = ORCID_API, doi_resolver: str = DOI_RESOLVER) -> str:
        """Where it is fetched from."""
        if self.orcid:
            return f"{orcid_api.rstrip('/')}/{self.orcid}/record"
        return f"{doi_resolver.rstrip('/')}/{quote(self.doi, safe='/:();._-')}"

    def __str__(self) -> str:
        return f"ORCID iD {self.orcid}" if self.orcid else f"DOI {self.doi}"


def identified(source: str) -> Identifier | None:
    """The identifier that a source is, bare or as its address; None where it is none. ValueError for a wrong check character."""
    source = source.strip()
    if re.fullmatch(r"(?i)(?:https?://(?:www\.)?orcid\.org/)?(?:\d{4}-){3}\d{3}[\dX]", source):
        return Identifier(orcid=Orcid.parse(source.upper().rpartition("/")[2]))
    if source.startswith("10.") or foreign.doi_of_address(source):
        return Identifier(doi=doi) if Doi.normalized(doi := foreign.doi(source)) else None
    return None


def fetched(identifier: Identifier, orcid_api: str = ORCID_API, doi_resolver: str = DOI_RESOLVER) -> str:
    """The JSON text of an ORCID record with its full works, or the CSL-JSON of a DOI.

    Raises SourceError where the server does not give it.
    """
    address = identifier.address(orcid_api, doi_resolver)
    with _session() as session:
        if identifier.doi:
            found = _json(session, address, "application/vnd.citationstyles.csl+json", f"{identifier}")
        else:
            found = _json(session, address, "application/json", f"{identifier}")
            if isinstance(found, dict):
                found["bulk"] = list(_full_works(session, address.removesuffix("/record"), found))
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _full_works(session: requests.Session, address: str, record: dict[str, Any]) -> list[Any]:
    """The works whose summaries a record holds, which alone name all contributors."""
    groups = ((record.get("activities-summary") or {}).get("works") or {}).get("group") or []
    codes = [str(summary["put-code"]) for group in groups for summary in group.get("work-summary") or [] if "put-code" in summary]
    works: list[Any] = []
    for start in range(0, len(codes), _BULK):
        reply = _json(session, f"{address}/works/{','.join(codes[start : start + _BULK])}", "application/json", "works of this record")
        works += reply.get("bulk") or [] if isinstance(reply, dict) else []
    return works


def _session() -> requests.Session:
    """Requests that are repeated where a server is busy or a connection breaks; reading twice does no harm."""
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry

    from vitagraph import __version__

    session = requests.Session()
    session.headers["User-Agent"] = f"vitagraph/{__version__}"
    busy = (429, 500, 502, 503, 504)
    # A server may ask for an hour of patience; nobody waits that long at a prompt.
    retry = Retry(total=_RETRIES, status_forcelist=busy, backoff_factor=0.3, raise_on_status=False, respect_retry_after_header=False)
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def _json(session: requests.Session, address: str, accepted: str, what: str) -> Any:
    """The JSON document at an address."""
    body = _body(session, address, accepted, what)
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise SourceError(f"{address}: this is no JSON; check the address, or whether a proxy stands between") from None


def _body(session: requests.Session, address: str, accepted: str, what: str) -> bytes:
    import requests

    first = address
    try:
        for _ in range(_REDIRECTS + 1):
            with session.get(
                address, headers={"Accept": accepted}, timeout=(CONNECT_SECONDS, READ_SECONDS), stream=True, allow_redirects=False
            ) as reply:
                if not reply.is_redirect:
                    return _read(reply, what)
                address = _redirected(address, reply.headers["Location"])
    except requests.RequestException as error:
        raise SourceError(f"{address}: {_reason(error)}; check address and network, or read a saved copy with --from") from None
    raise SourceError(f"{first}: more than {_REDIRECTS} redirects; check the address")


def _redirected(address: str, location: str) -> str:
    """Where a redirect leads; SourceError where that is neither https nor the server itself."""
    to = urljoin(address, location)
    if urlsplit(to).scheme != "https" and urlsplit(to)[:2] != urlsplit(address)[:2]:
        raise SourceError(f"{address}: redirects to {to}, which is not https; it was not followed")
    return to


def _read(reply: requests.Response, what: str) -> bytes:
    """The body of a reply, bounded in size and time."""
    if not reply.ok:
        said = _MISSING.get(reply.status_code, "the server is busy or broken; try again later")
        raise SourceError(f"{reply.url}: {what}: {said} (status {reply.status_code})")
    begun, chunks, size = time.monotonic(), [], 0
    for chunk in reply.iter_content(65536):
        size += len(chunk)
        if size > LARGEST_FILE:
            raise SourceError(f"{reply.url}: more than {LARGEST_FILE >> 20} MB, which no record has; check the address")
        if time.monotonic() - begun > TOTAL_SECONDS:
            raise SourceError(f"{reply.url}: not done after {TOTAL_SECONDS:.0f} s; try again later")
        chunks.append(chunk)
    return b"".join(chunks)


def _reason(error: BaseException) -> str:
    """Why there was no reply, in few words."""
    import requests

    if isinstance(error, requests.Timeout):
        return f"no reply within {READ_SECONDS:.0f} s"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not trusted"
    while inner := error.__cause__ or error.__context__ or getattr(error, "reason", None):
        if not isinstance(inner, BaseException):
            break
        error = inner
    return f"nobody answers there ({getattr(error, 'strerror', None) or ' '.join(str(error).split())[:120]})"
