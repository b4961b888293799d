"""An ORCID iD or a DOI -> its description by its registry: the only import that opens the network.

ORCID's public API (https://info.orcid.org/documentation/api-tutorials/) and the content negotiation of DOIs
(https://citation.doi.org/docs.html).
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple
from urllib.parse import quote

from vitagraph.errors import NetworkError, SourceError
from vitagraph.files.budget import LARGEST_FILE, parse_json
from vitagraph.values import Doi, Orcid, foreign

ORCID_API = "https://pub.orcid.org/v3.0"
DOI_RESOLVER = "https://doi.org"
#: what all requests of one import may take together: seconds, bytes
LIMITS = (300.0, LARGEST_FILE)
#: how many full works ORCID gives at once
_BULK = 100
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
    fetch = _Fetch()
    if identifier.doi:
        found = fetch.json(address, "application/vnd.citationstyles.csl+json", f"{identifier}")
    else:
        found = fetch.json(address, "application/json", f"{identifier}")
        if isinstance(found, dict):
            found["bulk"] = list(_full_works(fetch, address.removesuffix("/record"), found))
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _full_works(fetch: _Fetch, address: str, record: dict[str, Any]) -> list[Any]:
    """The works whose summaries a record holds, which alone name all contributors."""
    groups = ((record.get("activities-summary") or {}).get("works") or {}).get("group") or []
    codes = [str(summary["put-code"]) for group in groups for summary in group.get("work-summary") or [] if "put-code" in summary]
    works: list[Any] = []
    for start in range(0, len(codes), _BULK):
        reply = fetch.json(f"{address}/works/{','.join(codes[start : start + _BULK])}", "application/json", "works of this record")
        works += reply.get("bulk") or [] if isinstance(reply, dict) else []
    return works


class _Fetch:
    """The requests of one import, all out of one budget."""

    def __init__(self) -> None:
        from vitagraph.network import Budget, Client, Limits

        limits = Limits(*LIMITS)
        self._client, self._budget = Client(limits), Budget(limits)

    def json(self, address: str, accepted: str, what: str) -> Any:
        """The JSON document at an address. Raises SourceError."""
        body = self._body(address, accepted, what)
        try:
            return parse_json(body)
        except ValueError:
            raise SourceError(f"{address}: this is no JSON; check the address, or whether a proxy stands between") from None

    def _body(self, address: str, accepted: str, what: str) -> bytes:
        from vitagraph import __version__

        headers = {"Accept": accepted, "User-Agent": f"vitagraph/{__version__}"}
        try:
            with self._client.send("GET", address, headers=headers, budget=self._budget) as reply:
                if not reply.ok:
                    reason = _MISSING.get(reply.status, "the server is busy or broken; try again later")
                    raise SourceError(f"{reply.url}: {what}: {reason} (status {reply.status})")
                return reply.content
        except NetworkError as error:
            raise SourceError(f"{error.place}: {error.what}; check address and network, or read a saved copy with --from") from None
