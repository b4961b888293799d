"""RIS."""

from vitagraph.importers.ris.read import read

__all__ = ["read"]
