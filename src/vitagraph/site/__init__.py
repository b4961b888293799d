"""The static site of a CV: pages for people, data for machines."""

from vitagraph.site.build import build, files
from vitagraph.site.options import Options

__all__ = ["Options", "build", "files"]
