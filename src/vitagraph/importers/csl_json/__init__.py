"""CSL-JSON."""

from vitagraph.importers.csl_json.read import read

__all__ = ["read"]
