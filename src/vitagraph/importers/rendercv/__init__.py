"""RenderCV."""

from vitagraph.importers.rendercv.read import read

__all__ = ["read"]
