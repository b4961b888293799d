"""A whole site out of a CV: pages that people read, data that machines read, nothing that needs a server."""

from vitagraph.site.build import build
from vitagraph.site.options import Options

__all__ = ["Options", "build"]
