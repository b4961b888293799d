"""Services that know identifiers: Crossref, DataCite, OpenAlex, ROR, ORCID, dblp, Wikidata, any W3C Reconciliation API.

    Connection(SERVICES["ror"]).search(queries) -> each query with its candidates, in order
    Connection(SERVICES["crossref"]).record(Doi("10.1371/journal.pone.0130140")) -> a candidate with its corrections and retractions

A service is one file in `types`. Nothing opens the network until one of the two is called.
"""

from vitagraph.services.client import Connection
from vitagraph.services.service import Candidate, Document, Facts, Kind, Query, Service, Update
from vitagraph.services.types import SERVICES

__all__ = ["SERVICES", "Candidate", "Connection", "Document", "Facts", "Kind", "Query", "Service", "Update"]
