"""ORCID records, as its API gives them."""

from vitagraph.importers.orcid.read import read

__all__ = ["read"]
