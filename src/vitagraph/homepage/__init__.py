"""The JSON-LD of a homepage, and its embedding in an existing page."""

from vitagraph.homepage.embedding import embed
from vitagraph.homepage.frames import Graph
from vitagraph.homepage.snippet import profile_page, snippet, work_node

__all__ = ["Graph", "embed", "profile_page", "snippet", "work_node"]
